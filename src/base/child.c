#define _GNU_SOURCE // pipe2, environ
#include "child.h"

#include "interrupt.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATIENCE_MS = 100, NAP_MS = 5 };

// A process group of its own: Ctrl-C reaches us alone, and we decide what becomes of the child.
static int spawn(const char *const *words, const posix_spawn_file_actions_t *streams, pid_t *process)
{
    posix_spawnattr_t attributes;
    sigset_t usual;
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    const int fault = posix_spawnp(process, words[0], streams, &attributes, (char *const *)(size_t)words, environ);
    posix_spawnattr_destroy(&attributes);
    return fault;
}

static int spawn_with_streams(const char *const *words, int input, FILE *said, pid_t *process)
{
    posix_spawn_file_actions_t streams;
    posix_spawn_file_actions_init(&streams);
    posix_spawn_file_actions_adddup2(&streams, input, STDIN_FILENO);
    posix_spawn_file_actions_addopen(&streams, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    if (said)
        posix_spawn_file_actions_adddup2(&streams, fileno(said), STDERR_FILENO);
    else
        posix_spawn_file_actions_addopen(&streams, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    const int fault = spawn(words, &streams, process);
    posix_spawn_file_actions_destroy(&streams);
    return fault;
}

Result child_start(const char *const *words, Child *out)
{
    int ends[2];
    pid_t process = 0;
    *out = (Child) { .to = -1 };
    if (pipe2(ends, O_CLOEXEC) != 0) return RESULT_IO;
    signal(SIGPIPE, SIG_IGN);
    signal(SIGCHLD, SIG_DFL); // ignored, as some shells leave it, no exit status would be kept for us
    out->said = tmpfile();
    const int fault = spawn_with_streams(words, ends[0], out->said, &process);
    close(ends[0]);
    out->to = ends[1];
    if (fault != 0) {
        child_stop(out);
        return fault == ENOENT ? RESULT_NOT_FOUND : RESULT_IO;
    }
    fcntl(out->to, F_SETFL, O_NONBLOCK); // a child that neither reads nor ends must not keep us from being interrupted
    out->process = process;
    return RESULT_OK;
}

static bool wait_until_it_reads(const Child *child)
{
    struct pollfd end = { .fd = child->to, .events = POLLOUT };
    while (!interrupt_wished()) {
        const int ready = poll(&end, 1, PATIENCE_MS);
        if (ready > 0) return true;
        if (ready < 0 && errno != EINTR) return false;
    }
    return false;
}

bool child_write(Child *child, const void *data, size_t size)
{
    const char *bytes = data;
    while (size > 0) {
        const ssize_t written = write(child->to, bytes, size);
        if (written < 0 && errno != EAGAIN && errno != EINTR) return false;
        if (written < 0 && !wait_until_it_reads(child)) return false;
        if (written < 0) continue;
        bytes += written;
        size -= (size_t)written;
    }
    return true;
}

static void close_input(Child *child)
{
    if (child->to >= 0) close(child->to);
    child->to = -1;
}

int child_end(Child *child)
{
    int status = 0;
    close_input(child);
    while (waitpid(child->process, &status, WNOHANG) == 0) {
        if (interrupt_wished()) return -1;
        poll(NULL, 0, NAP_MS);
    }
    child->process = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void child_stop(Child *child)
{
    close_input(child);
    if (child->process) {
        kill(child->process, SIGKILL);
        waitpid(child->process, NULL, 0);
    }
    if (child->said) fclose(child->said);
    *child = (Child) { .to = -1 };
}

void child_last_words(const Child *child, const char *but, char *line, size_t size)
{
    char read[512];
    line[0] = '\0';
    if (!child->said) return;
    rewind(child->said);
    while (fgets(read, sizeof read, child->said)) {
        read[strcspn(read, "\r\n")] = '\0';
        if (read[0] && strcmp(read, but) != 0) snprintf(line, size, "%s", read);
    }
}
