#define _DEFAULT_SOURCE // setenv, fork, usleep
#include "file.h"
#include "gpu.h"
#include "platform.h"
#include "samples.h"
#include "samples_program.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

// What happens to pictures and films when the machine does not play along: one sentence, status 1, nothing left behind. An ffmpeg that
// misbehaves is tried in test_film.c, other targets than pictures in test_command.c.

static Arena keep;
static const char *folder;

static int set_up(void **state)
{
    (void)state;
    keep = arena_make((size_t)512 << 20);
    folder = sample_program_folder(&keep);
    setenv("ASAN_OPTIONS", "detect_leaks=0", 1); // graphics drivers leak on their own account
    signal(SIGXFSZ, SIG_DFL); // the program's own choice must do
    sample_write(folder, "desk/notes.txt", "mine");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    sample_remove(folder);
    arena_free(&keep);
    return 0;
}

// A line of shell in desk/, where P is the program: its status, and what it said.
static Run at_desk(const char *line)
{
    setenv("P", sample_program(), 1);
    const int status = sample_shell(text_format(&keep, "cd '%s/desk' && { %s; } > ../out.txt 2> ../err.txt < /dev/null", folder, line));
    Text out = { "", 0 }, err = { "", 0 };
    file_read(sample_path(&keep, folder, "out.txt"), &keep, &out, NULL);
    file_read(sample_path(&keep, folder, "err.txt"), &keep, &err, NULL);
    return (Run) { status, out.data ? out.data : "", err.data ? err.data : "" };
}

// The last line, where the sentence is: films tell how far they are before, and the sample has no fonts.
static const char *sentence_of(const Run *run)
{
    const size_t size = strlen(run->err);
    const char *start = run->err + size;
    for (size_t i = size; i > 1 && start == run->err + size; i--)
        if (run->err[i - 2] == '\n') start = run->err + i - 1;
    return start == run->err + size ? run->err : start;
}

static void fails_cleanly(const char *line, const char *sentence)
{
    const Run r = at_desk(line), left = at_desk("ls");
    if (r.status != 1) fail_msg("%s: status %d, it said: %s", line, r.status, r.err);
    if (strncmp(sentence_of(&r), "iliopsoas: ", 11) != 0 || !contains(sentence_of(&r), sentence)) fail_msg("%s: \"%s\" lacks \"%s\"", line, r.err, sentence);
    if (strcmp(left.out, "notes.txt\n") != 0) fail_msg("%s left: %s", line, left.out);
}

static void a_driver_too_old_is_told(void **state)
{
    (void)state;
    const char *old = "MESA_GL_VERSION_OVERRIDE=2.1 MESA_GLES_VERSION_OVERRIDE=2.0";
    if (at_desk(text_format(&keep, "%s \"$P\" shot a.png --size 16x16; s=$?; rm -f a.png; exit $s", old)).status == 0) skip(); // not Mesa
    fails_cleanly(text_format(&keep, "%s \"$P\" shot a.png --size 16x16", old), "offers neither OpenGL 3.3 nor OpenGL ES 3.0");
    fails_cleanly(text_format(&keep, "%s \"$P\" film a/ --clip lift --fps 1 --size 16x16", old), "Update the driver");
}

static void a_disk_that_is_full_leaves_no_picture(void **state)
{
    (void)state;
    fails_cleanly("ulimit -f 4; \"$P\" shot a.png --size 640x480", "disk is full");
    fails_cleanly("ulimit -f 4; \"$P\" shot a.png --sheet --size 300x300", "disk is full");
    fails_cleanly("ulimit -f 4; \"$P\" film a.png --clip lift --sheet 3x2 --size 300x300", "disk is full");
    fails_cleanly("ulimit -f 4; \"$P\" film a/ --clip lift --fps 2 --size 640x480", "disk is full");
    fails_cleanly("\"$P\" shot /dev/full --size 64x64", "disk is full");
}

// So small a film reaches the disk with its last bytes only: ffmpeg then complains and, unless told otherwise, calls it a success.
static void a_disk_that_is_full_at_the_very_end_leaves_no_film(void **state)
{
    (void)state;
    if (sample_shell("command -v ffmpeg > /dev/null 2>&1") != 0) skip();
    static const char *const endings[] = { "mp4", "webm", "gif" };
    for (int i = 0; i < 3; i++)
        fails_cleanly(text_format(&keep, "ulimit -f 4; \"$P\" film a.%s --turntable --fps 6 --seconds 1 --size 400x400", endings[i]), "ffmpeg gave up");
}

static void memory_that_does_not_suffice_is_told(void **state)
{
    (void)state;
#if defined(__SANITIZE_ADDRESS__)
    skip(); // its shadow needs more than any limit here
#endif
    fails_cleanly("ulimit -v 2300000; \"$P\" shot a.png --size 8192x8192", "");
    fails_cleanly("ulimit -v 3000000; \"$P\" shot a.png --size 8192x8192", "");
    fails_cleanly("ulimit -v 2300000; \"$P\" film a/ --clip lift --fps 1 --size 8192x8192", "");
}

// Starts it, waits until a draft lies there, and asks it to stop.
static void an_interrupted_sheet_leaves_nothing(void **state)
{
    (void)state;
    const Run r = at_desk("\"$P\" film a.png --clip lift --sheet 12x12 --size 300x300 & p=$!; until ls a.png.part* > /dev/null 2>&1 || ! kill -0 $p 2> /dev/null;"
                          " do sleep 0.02; done; kill -TERM $p; wait $p; echo $?");
    assert_string_equal(r.out, "143\n"); // ended by that signal
    assert_string_equal(at_desk("ls").out, "notes.txt\n");
}

static void a_shader_that_does_not_compile_is_told_in_one_line(void **state)
{
    (void)state;
    Platform *platform = NULL;
    Gpu *gpu = NULL;
    Message why = { "" };
    if (platform_open(&(PlatformDesc) { .title = "test", .width_px = 16, .height_px = 16 }, &platform, &why) != RESULT_OK) skip();
    assert_int_equal(gpu_gl_create(&gpu, &why), RESULT_OK);
    const char *version = gpu->es ? "#version 300 es\nprecision highp float;\n" : "#version 330 core\n";
    const char *vertex = text_format(&keep, "%sout vec2 given;\nvoid main() { given = vec2(0.0); gl_Position = vec4(0.0); }\n", version);
    const char *broken = text_format(&keep, "%sout vec4 colour;\nvoid main() { colour = nonsense; }\n", version);
    const char *unlinked = text_format(&keep, "%sin vec3 given;\nout vec4 colour;\nvoid main() { colour = vec4(given, 1.0); }\n", version);
    GpuProgram program = { 7 };
    assert_int_equal(gpu->program_create(gpu, &(GpuProgramDesc) { "test", vertex, broken }, &program, &why), RESULT_UNSUPPORTED);
    assert_true(program.id == 0 && contains(why.text, "refuses the shader test (fragment)") && count_of(why.text, '\n') == 0);
    program = (GpuProgram) { 7 };
    assert_int_equal(gpu->program_create(gpu, &(GpuProgramDesc) { "test", vertex, unlinked }, &program, &why), RESULT_UNSUPPORTED);
    assert_true(program.id == 0 && contains(why.text, "cannot link the shader test") && count_of(why.text, '\n') == 0);
    assert_false(gpu->lost(gpu));
    gpu->destroy(gpu);
    platform_close(platform);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_driver_too_old_is_told),
        cmocka_unit_test(a_disk_that_is_full_leaves_no_picture),
        cmocka_unit_test(a_disk_that_is_full_at_the_very_end_leaves_no_film),
        cmocka_unit_test(memory_that_does_not_suffice_is_told),
        cmocka_unit_test(an_interrupted_sheet_leaves_nothing),
        cmocka_unit_test(a_shader_that_does_not_compile_is_told_in_one_line),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
