# Sourced by ./run and ./test: the Debian packages that are needed, and how to get them.

packages_to_build="build-essential cmake ninja-build pkg-config libsdl2-dev libsdl2-ttf-dev libcglm-dev libstb-dev libepoxy-dev \
zlib1g-dev liblapacke-dev libopenblas-dev libmeshoptimizer-dev libutf8proc-dev fonts-inter libegl1 libgl1-mesa-dri"
packages_to_test="clang libcmocka-dev xvfb xdotool ffmpeg"

missing_packages() {
    local name
    for name in "$@"; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || printf '%s ' "$name"
    done
}

# Installs what is missing; says what is missing where it may not install.
need_packages() {
    if ! command -v dpkg-query >/dev/null 2>&1; then
        echo "This is no Debian-like system: make sure the packages named in README.md are there." >&2
        return 0
    fi
    local missing
    missing=$(missing_packages "$@")
    [ -z "$missing" ] && return 0
    local as_root=""
    if [ "$(id -u)" -ne 0 ]; then
        if command -v sudo >/dev/null 2>&1 && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
            as_root=sudo
        else
            echo "Missing packages: $missing" >&2
            echo "Ask an administrator for: apt-get install $missing" >&2
            return 1
        fi
    fi
    echo "Installing: $missing"
    $as_root apt-get update -qq || true
    # shellcheck disable=SC2086 # a list of words
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null || {
        echo "Could not install: $missing" >&2
        return 1
    }
}

# Configures and builds one preset; further words name targets (none: everything).
build_preset() {
    local preset=$1 log
    shift
    log=$(mktemp)
    if ! cmake --preset "$preset" >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log"
        return 1
    fi
    rm -f "$log"
    cmake --build --preset "$preset" ${1:+--target "$@"}
}
