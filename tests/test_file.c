#define _DEFAULT_SOURCE // fork
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "file.h"
#include "samples.h"

#include <dirent.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static Arena arena;
static const char *folder;

static char *in_folder(const char *name)
{
    return file_join(&arena, folder, name);
}

static int entries_in_folder(void)
{
    int count = 0;
    DIR *dir = opendir(folder);
    for (const struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) count += entry->d_name[0] != '.';
    closedir(dir);
    return count;
}

static void what_is_written_is_read_back(void **state)
{
    (void)state;
    Text text;
    assert_int_equal(file_write(in_folder("a.bin"), "ab\0cd", 5, NULL), RESULT_OK);
    assert_int_equal(file_read(in_folder("a.bin"), &arena, &text, NULL), RESULT_OK);
    assert_int_equal(text.size, 5);
    assert_memory_equal(text.data, "ab\0cd", 5);
    assert_int_equal(entries_in_folder(), 1);
}

static void an_abandoned_draft_leaves_nothing_behind(void **state)
{
    (void)state;
    FileDraft draft;
    assert_int_equal(file_draft_open(in_folder("b.png"), &draft, NULL), RESULT_OK);
    fputs("half a picture", draft.stream);
    assert_false(file_exists(in_folder("b.png")));
    file_draft_abandon(&draft);
    assert_int_equal(entries_in_folder(), 0);
}

static void a_draft_does_not_outlive_its_program(void **state)
{
    (void)state;
    const pid_t child = fork();
    if (child == 0) {
        FileDraft draft;
        if (file_draft_open(in_folder("killed.png"), &draft, NULL) != RESULT_OK) _exit(3);
        fputs("half a picture", draft.stream);
        fflush(draft.stream);
        raise(SIGTERM);
        _exit(4);
    }
    int status = 0;
    waitpid(child, &status, 0);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
    assert_int_equal(entries_in_folder(), 0);
}

static void an_abandoned_draft_leaves_the_old_file_as_it_was(void **state)
{
    (void)state;
    FileDraft draft;
    Text text;
    file_write(in_folder("c.txt"), "old", 3, NULL);
    assert_int_equal(file_draft_open(in_folder("c.txt"), &draft, NULL), RESULT_OK);
    fputs("new and longer", draft.stream);
    file_draft_abandon(&draft);
    assert_int_equal(file_read(in_folder("c.txt"), &arena, &text, NULL), RESULT_OK);
    assert_true(text_equals(text, "old"));
    assert_int_equal(entries_in_folder(), 1);
}

static void a_committed_draft_is_whole_and_alone(void **state)
{
    (void)state;
    FileDraft draft;
    Text text;
    assert_int_equal(file_draft_open(in_folder("d.txt"), &draft, NULL), RESULT_OK);
    fputs("all of it", draft.stream);
    assert_int_equal(file_draft_commit(&draft, NULL), RESULT_OK);
    assert_int_equal(file_read(in_folder("d.txt"), &arena, &text, NULL), RESULT_OK);
    assert_true(text_equals(text, "all of it"));
    assert_int_equal(entries_in_folder(), 1);
}

static void a_full_disk_is_reported_and_leaves_nothing(void **state)
{
    (void)state;
    FileDraft draft;
    Message why = { { 0 } };
    assert_int_equal(file_draft_open("/dev/full", &draft, &why), RESULT_OK);
    fputs("does not fit", draft.stream);
    assert_int_equal(file_draft_commit(&draft, &why), RESULT_IO);
    assert_non_null(strstr(why.text, "/dev/full"));
    assert_non_null(strstr(why.text, "free some space"));
    assert_true(file_exists("/dev/full"));
}

static void a_target_that_cannot_be_is_refused_with_advice(void **state)
{
    (void)state;
    FileDraft draft;
    Message why;
    assert_int_equal(file_draft_open(folder, &draft, &why), RESULT_IO);
    assert_non_null(strstr(why.text, "is a folder"));
    assert_int_equal(file_draft_open(in_folder("no/such/e.png"), &draft, &why), RESULT_IO);
    assert_non_null(strstr(why.text, "folder does not exist"));
    assert_int_equal(file_draft_open("", &draft, &why), RESULT_IO);
    assert_int_equal(entries_in_folder(), 0);
}

static void a_missing_file_is_not_found(void **state)
{
    (void)state;
    Text text;
    Message why;
    assert_int_equal(file_read(in_folder("nothing"), &arena, &text, &why), RESULT_NOT_FOUND);
    assert_non_null(strstr(why.text, "nothing"));
    assert_int_equal(file_map(folder, &text, &why), RESULT_IO);
    assert_non_null(strstr(why.text, "not a plain file"));
    assert_false(file_exists(in_folder("nothing")));
}

static void an_empty_file_maps_to_nothing(void **state)
{
    (void)state;
    Text text = { "x", 1 };
    file_write(in_folder("empty"), "", 0, NULL);
    assert_int_equal(file_map(in_folder("empty"), &text, NULL), RESULT_OK);
    assert_int_equal(text.size, 0);
    file_unmap(text);
}

static void paths_are_joined_with_one_slash(void **state)
{
    (void)state;
    assert_string_equal(file_join(&arena, "a", "b"), "a/b");
    assert_string_equal(file_join(&arena, "a/", "b"), "a/b");
    assert_string_equal(file_join(&arena, "", "b"), "b");
    const char *program = file_program_folder(&arena);
    assert_int_equal(program[strlen(program) - 1], '/');
}

static int fresh_folder(void **state)
{
    (void)state;
    arena = arena_make(16u << 20);
    folder = sample_folder();
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    sample_remove(folder);
    arena_free(&arena);
    return 0;
}

int main(void)
{
#define EACH(test) cmocka_unit_test_setup_teardown(test, fresh_folder, remove_folder)
    const struct CMUnitTest tests[] = {
        EACH(what_is_written_is_read_back),
        EACH(an_abandoned_draft_leaves_nothing_behind),
        EACH(a_draft_does_not_outlive_its_program),
        EACH(an_abandoned_draft_leaves_the_old_file_as_it_was),
        EACH(a_committed_draft_is_whole_and_alone),
        EACH(a_full_disk_is_reported_and_leaves_nothing),
        EACH(a_target_that_cannot_be_is_refused_with_advice),
        EACH(a_missing_file_is_not_found),
        EACH(an_empty_file_maps_to_nothing),
        EACH(paths_are_joined_with_one_slash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
