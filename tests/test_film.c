#define _DEFAULT_SOURCE // setenv, fork
#include "file.h"
#include "film_plan.h"
#include "samples.h"
#include "samples_program.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

// The plan of a film is worked through by itself; films are made by the program, on the tiny sample body. Where ffmpeg misbehaves, a script
// of that name takes its place. lift lasts 4 s.

static Arena keep;
static const char *folder, *usual_path;

static int set_up(void **state)
{
    (void)state;
    keep = arena_make((size_t)512 << 20);
    folder = sample_program_folder(&keep);
    usual_path = text_to_string(&keep, text_of(getenv("PATH")));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    sample_remove(folder);
    arena_free(&keep);
    return 0;
}

static Run run(const char *words)
{
    return sample_run(folder, &keep, words);
}

static bool is_there(const char *name)
{
    return file_exists(sample_path(&keep, folder, name));
}

static Text bytes_of(const char *name)
{
    Text text = { "", 0 };
    if (file_read(sample_path(&keep, folder, name), &keep, &text, NULL) != RESULT_OK) fail_msg("there is no %s", name);
    return text;
}

static bool same_bytes(const char *a, const char *b)
{
    const Text one = bytes_of(a), two = bytes_of(b);
    return one.size == two.size && memcmp(one.data, two.data, one.size) == 0;
}

// What the shell says to a line run in the folder, without the newline at its end.
static const char *said(const char *line)
{
    assert_int_equal(sample_shell(text_format(&keep, "cd %s && { %s; } > said.txt 2>&1", folder, line)), 0);
    const Text text = bytes_of("said.txt");
    return text_format(&keep, "%.*s", (int)(text.size ? text.size - 1 : 0), text.data ? text.data : "");
}

static void skip_without_ffmpeg(void)
{
    if (sample_shell("command -v ffmpeg ffprobe > /dev/null 2>&1") != 0) skip();
}

// From here on ffmpeg is this script; NULL: there is none.
static void replace_ffmpeg(const char *script)
{
    char *const bin = sample_path(&keep, folder, "bin");
    sample_write(folder, "bin/ffmpeg", script);
    if (script) chmod(sample_path(&keep, folder, "bin/ffmpeg"), 0755);
    setenv("PATH", script ? text_format(&keep, "%s:%s", bin, usual_path) : bin, 1);
}

static void restore_ffmpeg(void)
{
    setenv("PATH", usual_path, 1);
}

// ---- the plan

static FilmPlan plan_of(const Body *body, const ViewState *view, FilmWish wish)
{
    FilmPlan plan;
    Message why = { "" };
    if (film_plan_make(view, body, &wish, &plan, &why) != RESULT_OK) fail_msg("%s", why.text);
    return plan;
}

static void a_loop_ends_before_its_start_comes_again_and_other_clips_at_their_end(void **state)
{
    (void)state;
    Body body = sample_body(&keep);
    ViewState view;
    view_state_init(&view, &body);
    view.clip = body_clip(&body, "lift");
    const FilmPlan loop = plan_of(&body, &view, (FilmWish) { .fps = "5" });
    assert_int_equal(loop.frame_count, 20);
    assert_true(film_plan_view(&loop, 0).clip_at_frac == 0.0f && film_plan_view(&loop, 5).clip_at_frac == 0.25f);
    assert_true(film_plan_view(&loop, 19).clip_at_frac == 0.95f);
    Clip once[2] = { body.clips[0], body.clips[view.clip] };
    assert_int_equal(view.clip, 1);
    once[1].loop = false;
    body.clips = once;
    const FilmPlan straight = plan_of(&body, &view, (FilmWish) { .fps = "3", .seconds = "1" }),
                   single = plan_of(&body, &view, (FilmWish) { .fps = "1", .seconds = "1" });
    assert_true(film_plan_view(&straight, 0).clip_at_frac == 0.0f && film_plan_view(&straight, 1).clip_at_frac == 0.5f);
    assert_true(film_plan_view(&straight, 2).clip_at_frac == 1.0f && film_plan_view(&single, 0).clip_at_frac == 0.0f);
}

static void a_turntable_goes_once_round_at_one_distance(void **state)
{
    (void)state;
    const Body body = sample_body(&keep);
    Arena frame = arena_make((size_t)64 << 20);
    ViewState view;
    view_state_init(&view, &body);
    FilmPlan plan = plan_of(&body, &view, (FilmWish) { .fps = "4", .turns = true });
    film_plan_settle_camera(&plan, &body, scene_cache_make(&body, &keep), &frame);
    assert_int_equal(plan.frame_count, 32); // 8 s
    for (int i = 0; i < plan.frame_count; i++) {
        const ViewState a = film_plan_view(&plan, i), b = film_plan_view(&plan, i + 1);
        const float turned_rad = remainderf(b.camera.azimuth_rad - a.camera.azimuth_rad, 2.0f * GLM_PIf);
        assert_true(fabsf(turned_rad - 2.0f * GLM_PIf / 32.0f) < 1e-5f);
        assert_true(!a.camera.pivot_auto && a.camera.distance_mm > 0.0f && a.camera.distance_mm == b.camera.distance_mm);
        assert_true(fabsf(a.camera.pivot_mm.z) < 1.0f); // the sample has two sides alike
        assert_true(a.clip_at_frac == 0.0f);
    }
    assert_true(fabsf(remainderf(film_plan_view(&plan, 32).camera.azimuth_rad - view.camera.azimuth_rad, 2.0f * GLM_PIf)) < 1e-5f);
    arena_free(&frame);
}

static void a_moment_can_be_held_while_the_camera_turns(void **state)
{
    (void)state;
    const Body body = sample_body(&keep);
    ViewState view;
    view_state_init(&view, &body);
    view.clip = body_clip(&body, "lift");
    view.clip_at_frac = 0.5f;
    const FilmPlan held = plan_of(&body, &view, (FilmWish) { .turns = true, .at_given = true }),
                   playing = plan_of(&body, &view, (FilmWish) { .turns = true });
    assert_true(held.frame_count == 240 && film_plan_view(&held, 100).clip_at_frac == 0.5f);
    assert_true(playing.frame_count == 120 && film_plan_view(&playing, 30).clip_at_frac == 0.25f);
}

// ---- pictures in a folder

static void a_folder_gets_the_pictures_that_shot_makes(void **state)
{
    (void)state;
    const Run first = run("film one/ --clip lift --fps 2 --size 64x48 --ui on"),
              again = run("film two/ --clip lift --fps 2 --size 64x48 --ui on");
    assert_int_equal(first.status, 0);
    assert_int_equal(again.status, 0);
    assert_true(contains(first.err, "100 % (8 of 8 pictures)") && count_of(first.err, '\n') <= 10 && first.out[0] == '\0');
    assert_string_equal(said("ls one | tr '\\n' ' '"),
                        "frame_0001.png frame_0002.png frame_0003.png frame_0004.png "
                        "frame_0005.png frame_0006.png frame_0007.png frame_0008.png"); // said() took the blank
    assert_int_equal(sample_shell(text_format(&keep, "diff -r '%s/one' '%s/two'", folder, folder)), 0);
    assert_int_equal(run("shot start.png --clip lift --at 0 --size 64x48 --ui on").status, 0);
    assert_int_equal(run("shot later.png --clip lift --at 0.375 --size 64x48 --ui on").status, 0);
    assert_true(same_bytes("start.png", "one/frame_0001.png") && same_bytes("later.png", "one/frame_0004.png"));
    assert_false(same_bytes("start.png", "one/frame_0004.png"));
}

static void a_folder_that_is_there_keeps_what_else_it_holds(void **state)
{
    (void)state;
    sample_write(folder, "mine/notes.txt", "mine");
    assert_int_equal(run("film mine --clip lift --fps 1 --size 16x16").status, 0);
    const Run shorter = run("film mine --clip lift --fps 1 --seconds 3 --size 16x16");
    assert_true(shorter.status == 0 && contains(shorter.err, "later pictures of a longer film"));
    assert_string_equal(said("ls mine | tr '\\n' ' '"), "frame_0001.png frame_0002.png frame_0003.png frame_0004.png notes.txt");
}

static void a_folder_that_cannot_be_written_is_told_and_left_as_it_was(void **state)
{
    (void)state;
    static const Case cases[] = {
        { "film no/such/folder/ --clip lift --size 16x16", 1, "the folder above it does not exist" },
        { "film sample.pack/ --clip lift --size 16x16", 1, "cannot be made" },
    };
    check_cases(folder, &keep, cases, sizeof cases / sizeof *cases);
    signal(SIGXFSZ, SIG_DFL); // ours ignores it, and what we start would inherit that
    sample_write(folder, "tight/notes.txt", "mine");
    const char *line = "cd '%s' && ulimit -f 4 && ASAN_OPTIONS=detect_leaks=0 '%s' film %s --clip lift --fps 2 --size 400x400 2> /dev/null";
    assert_int_equal(sample_shell(text_format(&keep, line, folder, sample_program(), "full/")), 1);
    assert_int_equal(sample_shell(text_format(&keep, line, folder, sample_program(), "tight")), 1);
    assert_false(is_there("full"));
    assert_string_equal(said("ls tight"), "notes.txt");
}

// ---- words

static void wrong_words_are_refused_in_one_line(void **state)
{
    (void)state;
    static const Case cases[] = {
        { "film", 2, "Usage" },
        { "film a.avi --clip lift", 2, ".mp4, .webm or .gif" },
        { "film mp4 --clip lift", 2, "in / for a folder" },
        { "film .gif --clip lift", 2, ".mp4, .webm or .gif" },
        { "film a.mp4", 2, "--turntable" },
        { "film a.mp4 --clip lfit", 2, "did you mean \"lift\"" },
        { "film a.mp4 --clip lift --fps 0", 2, "from 1 to 120" },
        { "film a.mp4 --clip lift --fps 121", 2, "from 1 to 120" },
        { "film a.mp4 --clip lift --fps 29.97", 2, "no whole number" },
        { "film a.mp4 --clip lift --seconds nan", 2, "no length of a film" },
        { "film a.mp4 --clip lift --seconds -1", 2, "no length of a film" },
        { "film a.mp4 --clip lift --seconds 1e9", 2, "at most 600" },
        { "film a.mp4 --clip lift --seconds 0.001", 2, "make no picture" },
        { "film a.mp4 --clip lift --at 0.5", 2, "leave out --at" },
        { "film a.gif --clip lift --fps 60", 2, "at most 50 pictures" },
        { "film a.mp4 --clip lift --turntabel", 2, "did you mean --turntable" },
        { "film a.mp4 --clip lift --size 0x5", 2, "between 1 and 8192" },
        { "film no/such/folder/a.mp4 --clip lift", 1, "folder does not exist" },
    };
    check_cases(folder, &keep, cases, sizeof cases / sizeof *cases);
    assert_string_equal(said("ls | grep -E '^a[.]|mp4|gif' || echo none"), "none");
}

// ---- with an ffmpeg that is not there or misbehaves

static void a_missing_ffmpeg_is_told_with_the_way_without_it(void **state)
{
    (void)state;
    replace_ffmpeg(NULL);
    sample_shell(text_format(&keep, "/bin/mkdir -p '%s/bin'", folder));
    const Run r = run("film a.mp4 --clip lift --size 16x16"), pictures = run("film plain/ --clip lift --fps 1 --size 16x16");
    restore_ffmpeg();
    assert_true(r.status == 1 && contains(r.err, "no program ffmpeg") && contains(r.err, "name a folder") && sentences_of(r.err) == 1);
    assert_int_equal(pictures.status, 0);
    assert_string_equal(said("ls | grep '^a[.]' || echo none"), "none");
}

static void an_ffmpeg_that_dies_is_quoted_and_leaves_the_old_film(void **state)
{
    (void)state;
    static const struct {
        const char *script, *sentence;
    } deaths[] = {
        { "#!/bin/sh\nhead -c 5000 > /dev/null\necho first >&2\necho 'No space left on device' >&2\necho 'Conversion failed!' >&2\nexit "
          "1\n",
          ": No space left on device." },
        { "#!/bin/sh\nexit 3\n", "without a word (exit status 3)" },
        { "#!/bin/sh\nkill -9 $$\n", "without a word (exit status 137)" },
        { "#!/bin/sh\ncat > /dev/null\necho 'Unknown encoder' >&2\nexit 1\n", ": Unknown encoder." },
        { "#!/bin/sh\ncat > /dev/null\nexit 0\n", "without a word (exit status 0)" }, // and nothing written
    };
    sample_write(folder, "old.mp4", "the film of last year");
    for (size_t i = 0; i < sizeof deaths / sizeof *deaths; i++) {
        replace_ffmpeg(deaths[i].script);
        const Run r = run("film old.mp4 --clip lift --fps 2 --size 64x64");
        restore_ffmpeg();
        if (r.status != 1 || !contains(r.err, deaths[i].sentence)) fail_msg("status %d: %s lacks %s", r.status, r.err, deaths[i].sentence);
        assert_string_equal(said("ls | grep '^old'; cat old.mp4; echo"), "old.mp4\nthe film of last year");
    }
}

// Starts a film, waits until `sign` is there, sends the signal; true when the program ended by it.
static bool ends_by(const char *target, const char *sign, int signal_number)
{
    const char *const wanted = sample_path(&keep, folder, sign);
    const pid_t process = fork();
    if (process == 0) {
        if (chdir(folder) != 0 || !freopen("/dev/null", "w", stderr)) _exit(99);
        execl(sample_program(), sample_program(), "film", target, "--clip", "lift", "--fps", "120", "--seconds", "600", "--size", "64x64",
              (char *)NULL);
        _exit(99);
    }
    int status = 0;
    for (int i = 0; i < 3000 && !file_exists(wanted); i++) usleep(10000);
    kill(process, signal_number);
    assert_int_equal(waitpid(process, &status, 0), process);
    return WIFSIGNALED(status) && WTERMSIG(status) == signal_number;
}

static void an_interrupt_leaves_nothing_half_written(void **state)
{
    (void)state;
    replace_ffmpeg("#!/bin/sh\ntouch started\nexec sleep 600\n"); // never reads: the pipe is full, and we are waiting
    const bool stopped = ends_by("stuck.mp4", "started", SIGTERM), pictures = ends_by("cut/", "cut/frame_00003.png", SIGINT);
    sample_write(folder, "kept/notes.txt", "mine");
    const bool among = ends_by("kept", "kept/frame_00003.png", SIGHUP);
    restore_ffmpeg();
    assert_true(stopped && pictures && among);
    assert_false(is_there("cut"));
    assert_string_equal(said("ls kept; ls | grep stuck || echo none"), "notes.txt\nnone");
}

// ---- with the real one

static const char *frames_of(const char *name)
{
    return said(text_format(&keep, "ffprobe -v error -count_frames -show_entries stream=nb_read_frames,width,height -of csv=p=0 %s", name));
}

static void films_have_all_their_frames_and_carry_the_credit(void **state)
{
    (void)state;
    skip_without_ffmpeg();
    const Run odd = run("film odd.mp4 --clip lift --fps 5 --size 65x49");
    assert_true(odd.status == 0 && contains(odd.err, "66 x 50"));
    assert_int_equal(run("film lift.webm --clip lift --fps 5 --seconds 2 --size 64x48").status, 0);
    assert_int_equal(run("film turn.gif --turntable --fps 5 --seconds 2 --size 64x48").status, 0);
    assert_string_equal(frames_of("odd.mp4"), "66,50,20");
    assert_string_equal(frames_of("lift.webm"), "64,48,10");
    assert_string_equal(frames_of("turn.gif"), "64,48,10");
    assert_string_equal(said("for f in odd.mp4 lift.webm turn.gif; do grep -ac 'Anatomy: nobody' $f; done"), "1\n1\n1");
}

static const char *tag_of(const char *name, const char *tag)
{
    return said(text_format(&keep, "ffprobe -v error -show_entries format_tags -of default=nw=1 %s | grep -i '^TAG:%s=' | cut -d= -f2-", name, tag));
}

static void films_tell_whose_they_are_and_how_to_make_them_again(void **state)
{
    (void)state;
    skip_without_ffmpeg();
    static const struct {
        const char *ending, *tool_tag;
    } kinds[] = { { "mp4", "encoder" }, { "webm", "software" } };
    for (int i = 0; i < 2; i++) {
        const char *name = text_format(&keep, "told.%s", kinds[i].ending);
        assert_int_equal(run(text_format(&keep, "film %s --clip lift --fps 2 --seconds 1 --size 64x48", name)).status, 0);
        assert_string_equal(tag_of(name, "comment"), "Anatomy: nobody, CC0");
        assert_string_equal(tag_of(name, "copyright"), "Anatomy: nobody, CC0");
        assert_string_equal(tag_of(name, "description"),
                            text_format(&keep, "iliopsoas film OUT.%s --fps 2 --seconds 1 --size 64x48 --clip lift", kinds[i].ending));
        assert_int_equal(strncmp(tag_of(name, kinds[i].tool_tag), "iliopsoas ", 10), 0);
    }
    assert_int_equal(run("film told.gif --turntable --fps 2 --seconds 1 --size 64x48").status, 0);
    assert_string_equal(tag_of("told.gif", "comment"), "Anatomy: nobody, CC0"); // its first line
    assert_int_equal(sample_shell(text_format(&keep, "grep -aq 'iliopsoas film OUT.gif --fps 2 --seconds 1 --turntable' '%s/told.gif'", folder)), 0);
    assert_int_equal(run("film told/ --clip lift --fps 2 --seconds 1 --size 64x48").status, 0);
    assert_string_equal(said("grep -al 'Anatomy: nobody, CC0' told/*.png | wc -l; ls told | wc -l"), "2\n2");
    assert_string_equal(said("grep -ao 'iliopsoas shot OUT.png [-a-z0-9. ]*' told/frame_0002.png"), "iliopsoas shot OUT.png --size 64x48 --clip lift --at 0.5");
}

static int clear_pixels_of(const char *name, const char *decoder, int frame)
{
    const char *line = "ffmpeg -v error -y %s -i %s -vf \"select=eq(n\\,%d),alphaextract,format=gray\" -frames:v 1 -f rawvideo - | tr -d '\\001-\\377' | wc -c";
    return atoi(said(text_format(&keep, line, decoder, name, frame)));
}

static void films_can_have_no_background(void **state)
{
    (void)state;
    skip_without_ffmpeg();
    assert_int_equal(run("film clear.webm --clip lift --fps 3 --seconds 1 --size 64x48 --background transparent").status, 0);
    assert_int_equal(run("film clear.gif --clip lift --fps 3 --seconds 1 --size 64x48 --background transparent").status, 0);
    assert_int_equal(run("film clear/ --clip lift --fps 3 --seconds 1 --size 64x48 --background transparent").status, 0);
    for (int frame = 0; frame < 3; frame++) {
        const int exact = clear_pixels_of(text_format(&keep, "clear/frame_%04d.png", frame + 1), "", 0);
        const int webm = clear_pixels_of("clear.webm", "-c:v libvpx-vp9", frame), gif = clear_pixels_of("clear.gif", "", frame);
        assert_true(exact > 300 && exact < 64 * 48 - 300);
        if (abs(webm - exact) > 200 || gif < exact - 200) fail_msg("frame %d: %d clear pixels, webm %d, gif %d", frame, exact, webm, gif);
    }
}

static void the_same_film_twice_gives_the_same_bytes(void **state)
{
    (void)state;
    skip_without_ffmpeg();
    for (int i = 0; i < 3; i++) {
        static const char *const endings[] = { "mp4", "webm", "gif" };
        assert_int_equal(run(text_format(&keep, "film first.%s --clip lift --fps 3 --size 64x48", endings[i])).status, 0);
        assert_int_equal(run(text_format(&keep, "film second.%s --clip lift --fps 3 --size 64x48", endings[i])).status, 0);
        assert_true(same_bytes(text_format(&keep, "first.%s", endings[i]), text_format(&keep, "second.%s", endings[i])));
    }
}

static void a_link_stays_a_link_and_a_full_disk_leaves_nothing(void **state)
{
    (void)state;
    skip_without_ffmpeg();
    said("ln -s real.mp4 link.mp4; : > real.mp4; mkdir tiny");
    assert_int_equal(run("film link.mp4 --clip lift --fps 2 --size 64x48").status, 0);
    assert_string_equal(said("test -L link.mp4 && test -s real.mp4 && echo yes"), "yes");
    signal(SIGXFSZ, SIG_DFL);
    const char *line =
        "cd '%s/tiny' && ulimit -f 4 && ASAN_OPTIONS=detect_leaks=0 '%s' film a.gif --clip lift --size 320x240 2> ../err.txt";
    assert_int_equal(sample_shell(text_format(&keep, line, folder, sample_program())), 1);
    assert_true(contains(bytes_of("err.txt").data, "ffmpeg gave up on \"a.gif\": "));
    assert_string_equal(said("ls tiny; echo"), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_loop_ends_before_its_start_comes_again_and_other_clips_at_their_end),
        cmocka_unit_test(a_turntable_goes_once_round_at_one_distance),
        cmocka_unit_test(a_moment_can_be_held_while_the_camera_turns),
        cmocka_unit_test(a_folder_gets_the_pictures_that_shot_makes),
        cmocka_unit_test(a_folder_that_is_there_keeps_what_else_it_holds),
        cmocka_unit_test(a_folder_that_cannot_be_written_is_told_and_left_as_it_was),
        cmocka_unit_test(wrong_words_are_refused_in_one_line),
        cmocka_unit_test(a_missing_ffmpeg_is_told_with_the_way_without_it),
        cmocka_unit_test(an_ffmpeg_that_dies_is_quoted_and_leaves_the_old_film),
        cmocka_unit_test(an_interrupt_leaves_nothing_half_written),
        cmocka_unit_test(films_have_all_their_frames_and_carry_the_credit),
        cmocka_unit_test(films_tell_whose_they_are_and_how_to_make_them_again),
        cmocka_unit_test(films_can_have_no_background),
        cmocka_unit_test(the_same_film_twice_gives_the_same_bytes),
        cmocka_unit_test(a_link_stays_a_link_and_a_full_disk_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
