#define _DEFAULT_SOURCE // setenv
#include "file.h"
#include "samples.h"
#include "samples_program.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

// The program itself is run, on the tiny sample body: exit status, words and files are what scripts rely on.

static Arena keep;
static const char *folder;

static int set_up(void **state)
{
    (void)state;
    keep = arena_make((size_t)256 << 20);
    folder = sample_program_folder(&keep);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    sample_remove(folder);
    arena_free(&keep);
    return 0;
}

static const char *path_of(const char *name)
{
    return sample_path(&keep, folder, name);
}

static const char *text_of_file(const char *name)
{
    Text text = { "", 0 };
    if (file_read(path_of(name), &keep, &text, NULL) != RESULT_OK) return "";
    return text.data ? text.data : "";
}

static Run run(const char *words)
{
    return sample_run(folder, &keep, words);
}

static void wrong_words_are_refused_in_one_line(void **state)
{
    (void)state;
    static const Case cases[] = {
        { "quiz --level 4", 2, "from 1 to 3" },
        { "quiz --kind fnd", 2, "did you mean \"find\"?" },
        { "quiz --solutions maybe", 2, "on or off" },
        { "shto a.png", 2, "did you mean \"shot\"" },
        { "xyzzyplugh", 2, "--help" },
        { "--sizee 10x10", 2, "did you mean --size" },
        { "shot", 2, "Usage: iliopsoas shot OUT.png" },
        { "shot a.png b.png", 2, "one word too many" },
        { "shot a.jpg", 2, ".png" },
        { "shot a.png --sheet b.png", 2, "one word too many" },
        { "shot a.png --size", 2, "needs a value" },
        { "shot a.png --size --theme dark", 2, "--size needs a value" },
        { "shot a.png --size 0x0", 2, "between 1 and 8192" },
        { "shot a.png --viev anterior", 2, "did you mean --view" },
        { "shot a.png --at 0.5", 2, "--clip" },
        { "shot a.png --clip lift --at 7", 2, "outside 0..1" },
        { "shot a.png --show nothing_like_it", 2, "structure or group" },
        { "shot a.png --pose hip_flexion_right=nan", 2, "no number" },
        { "shot a.png --lesson anatomy --step 2", 2, "later version" },
        { "shot no/such/folder/a.png", 1, "folder does not exist" },
        { "shot @", 2, ".png" },
        { "mesh femur_right", 2, "Usage" },
        { "mesh femur_right a.stl", 2, ".ply" },
        { "mesh femur a.ply", 2, "did you mean \"femur_" },
        { "mesh femur_right a.ply --detail fine", 2, "full, high or low" },
        { "mesh femur_right a.ply --theme dark", 2, "no option --theme here" },
        { "mesh femur_right no/such/folder/a.ply", 1, "folder does not exist" },
        { "pick 1", 2, "Usage" },
        { "pick one two", 2, "no pixel" },
        { "pick 1280 0", 2, "outside the picture" },
        { "pick -1 5", 2, "outside the picture" },
        { "curve", 2, "Name one clip" },
        { "curve lif", 2, "did you mean \"lift\"" },
        { "curve lift --sweep hip_flexion_right=0:1:1", 2, "Name one clip" },
        { "curve --sweep hip_flexion_right=0:10", 2, "joint=from:to:step" },
        { "curve --sweep hip_flexoin_right=0:10:1", 2, "did you mean \"hip_flexion_right\"" },
        { "curve --sweep hip_flexion_right=0:10:0", 2, "does not lead" },
        { "curve --sweep hip_flexion_right=nan:10:1", 2, "\"nan\" in the sweep of hip_flexion_right is no number" },
        { "curve --sweep hip_flexion_right=0:inf:1", 2, "\"inf\" in the sweep" },
        { "curve --sweep hip_flexion_right=0:10:nan", 2, "\"nan\" in the sweep" },
        { "curve --sweep hip_flexoin_right=0:10:1", 2, "did you mean \"hip_flexion_right\"" },
        { "curve --sweep belly_rise=0:10:1 --pelvis held", 2, "belongs to a clip" },
        { "curve lift --pelvis arcing", 2, "did you mean \"arching\"" },
        { "shot a.png --pelvis arching", 2, "needs a clip" },
        { "curve --sweep hip_flexion_right=0:10:-1", 2, "does not lead" },
        { "curve --sweep hip_flexion_right=0:10:0.0000001", 2, "more than" },
        { "curve --sweep hip_flexion_right=nan:10:1", 2, "joint=from:to:step" },
        { "curve lift --fps 0", 2, "1 to 240" },
        { "list", 2, "Usage" },
        { "list structure", 2, "did you mean \"structures\"" },
        { "list views --view anterior", 2, "no option --view here" },
        { "list views --json=1", 2, "takes no value" },
        { "shot a.png --colour red", 2, "It takes tissue" },
        { "describe extra", 2, "one word too many" },
        { "check no_such_folder_at_all", 1, "" },
        { "film", 2, "Usage" },
        { "palpate --at psoas_right", 1, "not in this version yet" },
        { "lesson anatomy out.pdf", 1, "not in this version yet" },
        { "", 1, "no display" },
        { "--view fossa", 1, "iliopsoas shot" },
    };
    check_cases(folder, &keep, cases, sizeof cases / sizeof *cases);
    assert_false(file_exists(path_of("a.png")) || file_exists(path_of("b.png")) || file_exists(path_of("a.ply")));
}

static void a_missing_or_broken_pack_is_told_with_its_path(void **state)
{
    (void)state;
    const char *good = text_to_string(&keep, text_of(getenv("ILIOPSOAS_PACK")));
    sample_write(folder, "broken.pack", "ILIOPACK and then nothing of sense");
    sample_write(folder, "empty.pack", "");
    setenv("ILIOPSOAS_PACK", path_of("broken.pack"), 1);
    const Run broken = run("list views");
    setenv("ILIOPSOAS_PACK", path_of("empty.pack"), 1);
    const Run empty = run("shot a.png");
    setenv("ILIOPSOAS_PACK", path_of("absent.pack"), 1);
    const Run absent = run("describe");
    setenv("ILIOPSOAS_PACK", good, 1);
    assert_true(broken.status == 1 && contains(broken.err, "broken.pack"));
    assert_true(empty.status == 1 && contains(empty.err, "empty"));
    assert_true(absent.status == 1 && contains(absent.err, "absent.pack"));
    assert_false(file_exists(path_of("a.png")));
}

static void help_and_version_are_there(void **state)
{
    (void)state;
    const Run help = run("--help"), version = run("--version"), shot = run("shot --help"), mesh = run("mesh femur_right --help");
    assert_true(help.status == 0 && contains(help.out, "describe") && contains(help.out, "--view"));
    assert_true(version.status == 0 && strncmp(version.out, "iliopsoas ", 10) == 0);
    assert_true(shot.status == 0 && contains(shot.out, "--sheet") && contains(shot.out, "--trigger"));
    assert_true(mesh.status == 0 && contains(mesh.out, "--detail") && !contains(mesh.out, "--theme"));
}

static Text bytes_of(const char *name)
{
    Text text = { "", 0 };
    assert_int_equal(file_read(path_of(name), &keep, &text, NULL), RESULT_OK);
    return text;
}

static void the_same_shot_twice_gives_the_same_bytes(void **state)
{
    (void)state;
    const char *words = "--size 320x200 --pose hip_flexion_right=30 --trigger psoas_right";
    assert_int_equal(run(text_format(&keep, "shot one.png %s", words)).status, 0);
    assert_int_equal(run(text_format(&keep, "shot two.png %s", words)).status, 0);
    assert_int_equal(run("shot other.png --size 320x200").status, 0);
    const Text one = bytes_of("one.png"), two = bytes_of("two.png"), other = bytes_of("other.png");
    assert_int_equal(one.size, two.size);
    assert_memory_equal(one.data, two.data, one.size);
    assert_true(other.size != one.size || memcmp(one.data, other.data, one.size) != 0);
}

static uint32_t big_endian(const char *bytes)
{
    const unsigned char *b = (const unsigned char *)bytes;
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static void a_shot_is_a_png_of_the_size_asked_for(void **state)
{
    (void)state;
    assert_int_equal(run("shot small.png --size=1x1").status, 0);
    assert_int_equal(run("shot odd.png --size 333x97 --theme projector").status, 0);
    assert_int_equal(run("shot --sheet sheet.png --size 100x80").status, 0);
    const Text odd = bytes_of("odd.png"), sheet = bytes_of("sheet.png"), small = bytes_of("small.png");
    assert_memory_equal(odd.data, "\x89PNG\r\n\x1a\n", 8);
    assert_int_equal(big_endian(odd.data + 16), 333);
    assert_int_equal(big_endian(odd.data + 20), 97);
    assert_int_equal(big_endian(sheet.data + 16), 400);
    assert_int_equal(big_endian(sheet.data + 20), 160);
    assert_int_equal(big_endian(small.data + 16), 1);
    assert_memory_equal(small.data + 37, "tEXtCopyright", 14); // the credit, right after the head
    assert_memory_equal(small.data + 51, "Anatomy: nobody", 15);
}

static void a_clamped_angle_is_told_and_the_picture_made(void **state)
{
    (void)state;
    const Run r = run("shot clamped.png --size 64x64 --pose hip_flexion_right=500");
    assert_int_equal(r.status, 0);
    assert_true(contains(r.err, "hip_flexion_right") && contains(r.err, "120"));
    assert_true(file_exists(path_of("clamped.png")));
}

static void a_full_target_leaves_nothing_behind(void **state)
{
    (void)state;
    assert_int_equal(sample_shell(text_format(&keep, "'%s' list structures > /dev/full 2> /dev/null", sample_program())), 1);
    assert_int_equal(run("shot /dev/full --size 64x64").status, 1);
}

static void a_picture_can_go_to_standard_output(void **state)
{
    (void)state;
    // A link like /dev/stdout: it must stay one, or a run as root would replace the device for everybody.
    const char *sink = path_of("sink.png"), *link = path_of("link.png");
    assert_int_equal(sample_shell(text_format(&keep, "ln -sf sink.png '%s' && : > '%s'", link, sink)), 0);
    assert_int_equal(sample_shell(text_format(&keep, "ASAN_OPTIONS=detect_leaks=0 '%s' shot '%s' --size 8x8", sample_program(), link)), 0);
    assert_int_equal(sample_shell(text_format(&keep, "test -L '%s'", link)), 0);
    assert_memory_equal(bytes_of("sink.png").data, "\x89PNG", 4);
    assert_int_equal(sample_shell(text_format(&keep, "ASAN_OPTIONS=detect_leaks=0 '%s' shot - --size 8x8 > '%s'", sample_program(), sink)), 0);
    assert_memory_equal(bytes_of("sink.png").data, "\x89PNG", 4);
}

static void help_that_cannot_be_written_is_a_failure(void **state)
{
    (void)state;
    assert_int_equal(sample_shell(text_format(&keep, "'%s' --help > /dev/full 2> /dev/null", sample_program())), 1);
    assert_int_equal(sample_shell(text_format(&keep, "'%s' --version > /dev/full 2> /dev/null", sample_program())), 1);
    assert_int_equal(sample_shell(text_format(&keep, "'%s' list views >&- 2> /dev/null", sample_program())), 1);
}

static void a_file_that_may_not_grow_leaves_no_draft_behind(void **state)
{
    (void)state;
    signal(SIGXFSZ, SIG_DFL); // ours ignores it, and what we start would inherit that
    const char *line = "cd '%s' && mkdir -p small && cd small && ulimit -f 4 && '%s' mesh femur_right a.ply 2> err.txt";
    assert_int_equal(sample_shell(text_format(&keep, line, folder, sample_program())), 1);
    assert_true(contains(text_of_file("small/err.txt"), "a.ply"));
    assert_int_equal(sample_shell(text_format(&keep, "test \"$(ls '%s/small')\" = err.txt", folder)), 0);
}

static void the_size_of_letters_is_a_number_within_bounds(void **state)
{
    (void)state;
    static const char *const words[] = { "--scale 9", "--scale big", "--scale 0" };
    for (int i = 0; i < 3; i++) {
        const Run r = run(words[i]);
        assert_int_equal(r.status, 2);
        assert_true(contains(r.err, "--scale takes a number from 0.7 to 2.2") && count_of(r.err, '\n') == 1);
    }
}

static void control_characters_do_not_reach_the_terminal(void **state)
{
    (void)state;
    const Run r = run("shot a.png --view \"$(printf 'a\\033[31m\\nb')\"");
    assert_int_equal(r.status, 2);
    assert_true(contains(r.err, "a?[31m?b") && count_of(r.err, '\n') == 1);
}

static void the_manual_names_every_option(void **state)
{
    (void)state;
    Text manual = { "", 0 };
    assert_int_equal(file_read(TEST_ASSETS "/../docs/iliopsoas.1", &keep, &manual, NULL), RESULT_OK);
    char *const plain = text_to_string(&keep, manual), *to = plain;
    for (const char *from = plain; *from; from++) {
        if (*from != '\\') *to++ = *from; // \- is how a manual writes -
    }
    *to = '\0';
    assert_true(contains(plain, "--scale"));
    const char *const commands[] = { "shot", "film", "mesh", "curve", "pick", "describe", "list", "quiz", "check", "bench" };
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        const Run help = run(text_format(&keep, "%s --help", commands[i]));
        for (const char *at = strstr(help.out, "  --"); at; at = strstr(at + 1, "  --")) {
            const char *option = text_format(&keep, "%.*s", (int)strcspn(at + 2, " \n"), at + 2);
            if (!contains(plain, option)) fail_msg("docs/iliopsoas.1 lacks %s of %s", option, commands[i]);
        }
    }
}

static void pick_answers_with_one_json_object(void **state)
{
    (void)state;
    const Run hit = run("pick 640 360 --show femur_left --focus femur_left"), miss = run("pick 0 0");
    assert_int_equal(hit.status, 0);
    assert_true(contains(hit.out, "{\"structure\": \"femur_left\", \"region\": null, \"landmark\": \"lesser_trochanter_tip\", \"point_mm\": ["));
    assert_string_equal(miss.out, "{\"structure\": null, \"region\": null, \"landmark\": null, \"point_mm\": null}\n");
}

static void lists_are_one_id_per_line_or_json(void **state)
{
    (void)state;
    assert_string_equal(run("list views").out, "anterior\nposterior\nleft\nright\nsuperior\ninferior\noblique\nfossa\n");
    assert_string_equal(run("list clips").out, "lift\n");
    assert_string_equal(run("list triggers").out, "psoas_right\npsoas_left\n");
    assert_string_equal(run("list lessons").out, "");
    assert_string_equal(run("list lessons --json").out, "[]\n");
    assert_true(contains(run("list structures").out, "femur_left\n"));
    assert_true(contains(run("list groups").out, "iliopsoas\n") && contains(run("list groups").out, "body\n"));
    const Run json = run("list joints --json");
    assert_true(json.out[0] == '[' && contains(json.out, "\"id\": \"hip_flexion_right\", \"min_deg\": -30, \"max_deg\": 120"));
}

static void mesh_writes_a_closed_surface_and_the_left_mirrors_the_right(void **state)
{
    (void)state;
    assert_int_equal(run("mesh femur_right r.ply").status, 0);
    assert_int_equal(run("mesh femur_left l.ply").status, 0);
    assert_int_equal(run("mesh psoas_major_left p.ply --pose hip_flexion_left=60").status, 0);
    assert_int_equal(run("mesh femur_right r.obj --detail low --clip lift --at 0.5").status, 0);
    Mesh right, left, bent;
    assert_int_equal(mesh_read_ply(path_of("r.ply"), &keep, &right, NULL), RESULT_OK);
    assert_int_equal(mesh_read_ply(path_of("l.ply"), &keep, &left, NULL), RESULT_OK);
    assert_int_equal(mesh_read_ply(path_of("p.ply"), &keep, &bent, NULL), RESULT_OK);
    assert_true(mesh_volume_mm3(&right) > 0 && mesh_volume_mm3(&left) > 0 && mesh_volume_mm3(&bent) > 0);
    assert_int_equal(mesh_check(&left, &keep).open_edge_count, 0);
    assert_int_equal(right.vertex_count, left.vertex_count);
    for (int v = 0; v < right.vertex_count; v++) assert_true(right.position_mm[v].z == -left.position_mm[v].z && right.position_mm[v].y == left.position_mm[v].y);
}

static void curve_is_a_csv_with_the_columns_of_the_contract(void **state)
{
    (void)state;
    const Run clip = run("curve lift --fps 2"), sweep = run("curve --sweep hip_flexion_right=-20:120:20"), again = run("curve lift --fps 2");
    const char *head = "time_s,hip_flexion_right_deg,knee_flexion_right_deg,muscle,fascicle,length_mm,strain_frac,moment_arm_mm,volume_mm3\n";
    assert_int_equal(clip.status, 0);
    assert_true(strncmp(clip.out, head, strlen(head)) == 0);
    assert_int_equal(count_of(clip.out, '\n'), 1 + 9 * 2 * 2); // 4 s twice a second, two sides, muscle and one fascicle
    assert_true(contains(clip.out, "\n0.0000,0.0000,0.0000,psoas_major_right,,") && contains(clip.out, ",psoas_major_left,psoas_1,"));
    assert_int_equal(count_of(sweep.out, '\n'), 1 + 8 * 2 * 2);
    assert_string_equal(clip.out, again.out);
}

static void curve_writes_the_other_way_of_a_clip_and_joints_in_mm(void **state)
{
    (void)state;
    const Run clip = run("curve lift --pelvis arching --fps 1"), sweep = run("curve --sweep belly_rise=-5:40:5");
    const char *head = "time_s,hip_flexion_right_deg,pelvis_tilt_deg,belly_rise_mm,muscle,";
    assert_int_equal(clip.status, 0);
    assert_true(strncmp(clip.out, head, strlen(head)) == 0);
    assert_true(contains(clip.out, "\n2.0000,10.0000,-20.0000,15.0000,psoas_major_right,"));
    assert_true(strncmp(sweep.out, "time_s,belly_rise_mm,muscle,", 28) == 0);
    assert_true(contains(sweep.err, "belly_rise 40 mm is beyond its limit; 30 is used."));
    assert_int_equal(count_of(sweep.out, '\n'), 1 + 8 * 2 * 2); // -5 to 30
    assert_string_equal(run("list clips").out, "lift\n");
}

static void describe_tells_the_way_and_how_far_the_foot_has_sunk(void **state)
{
    (void)state;
    const Run r = run("describe --clip lift --pelvis arching --at 0.5 --pose hip_abduction_right=-20,belly_rise=50");
    assert_int_equal(r.status, 0);
    assert_true(contains(r.out, "arching") && contains(r.out, "belly_rise: 30.0 mm"));
    assert_true(contains(r.out, "29 cm below the hip (right; ")); // 0.85 m x sin 20
    assert_true(contains(r.err, "belly_rise 50 mm is beyond its limit; 30 is used."));
}

static void describe_tells_what_is_seen(void **state)
{
    (void)state;
    const Run r = run("describe --view posterior --pose hip_flexion_right=20 --trigger psoas_left --select femur_left");
    assert_int_equal(r.status, 0);
    assert_true(contains(r.out, "the back") && contains(r.out, "Hip flexion, right: 20.0\xC2\xB0"));
    assert_true(contains(r.out, "Femur") && contains(r.out, "(left)"));
    assert_true(contains(r.out, ". figure_length: ") && contains(r.out, "; figure_arm_flexion: ")); // in the words of the language asked for
    const Run place = run("describe --place femur_left:lesser_trochanter_tip");
    assert_true(contains(place.out, "Marked there: Tip of the lesser trochanter, left (landmark)"));
    assert_true(contains(r.out, "safety_line. stop_title: stop_1; ") && contains(r.out, "stop_14.")); // the sample has no such texts
}

static void check_names_file_line_and_column(void **state)
{
    (void)state;
    const char *bad = sample_folder();
    sample_assets_with(bad, "joints.csv", "-30,120,sample", "-30,nan,sample");
    const Run r = run(text_format(&keep, "check %s", bad));
    assert_int_equal(r.status, 1);
    assert_true(contains(r.out, "joints.csv:"));
    sample_remove(bad);
}

static void check_does_not_pass_over_a_broken_pack(void **state)
{
    (void)state;
    const char *good = text_to_string(&keep, text_of(getenv("ILIOPSOAS_PACK"))), *fine = sample_folder();
    sample_assets(fine);
    sample_write(folder, "broken.pack", "ILIOPACK and then nothing of sense");
    setenv("ILIOPSOAS_PACK", path_of("broken.pack"), 1);
    const Run r = run(text_format(&keep, "check %s", fine));
    setenv("ILIOPSOAS_PACK", good, 1);
    sample_remove(fine);
    assert_int_equal(r.status, 1);
    assert_true(contains(r.err, "broken.pack") && !contains(r.out, "no faults"));
}

static void bench_gives_the_keys_of_the_contract(void **state)
{
    (void)state;
    const char *const keys[] = { "load_ms", "first_frame_ms", "frame_ms_median", "frame_ms_p95", "rich_frame_ms_median", "pose_ms_median",
                                 "flesh_ms_median", "pick_us_median", "triangles", "peak_rss_mib", "pack_bytes" };
    const Run r = run("bench --json --size 160x120");
    assert_int_equal(r.status, 0);
    assert_true(r.out[0] == '{' && count_of(r.out, '{') == 1);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) assert_true(contains(r.out, text_format(&keep, "\"%s\": ", keys[i])));
}

static void a_body_too_small_for_a_quiz_is_no_crash(void **state)
{
    (void)state;
    for (int level = 1; level <= 3; level++) {
        const Run quiz = run(text_format(&keep, "quiz --level %d --count 40", level));
        assert_true(quiz.status == 0 || quiz.status == 1);
    }
}

static void no_draft_is_left_in_the_folder(void **state)
{
    (void)state;
    assert_int_not_equal(system(text_format(&keep, "ls %s | grep -q part", folder)), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrong_words_are_refused_in_one_line),
        cmocka_unit_test(a_missing_or_broken_pack_is_told_with_its_path),
        cmocka_unit_test(help_and_version_are_there),
        cmocka_unit_test(the_same_shot_twice_gives_the_same_bytes),
        cmocka_unit_test(a_shot_is_a_png_of_the_size_asked_for),
        cmocka_unit_test(a_clamped_angle_is_told_and_the_picture_made),
        cmocka_unit_test(a_full_target_leaves_nothing_behind),
        cmocka_unit_test(a_picture_can_go_to_standard_output),
        cmocka_unit_test(help_that_cannot_be_written_is_a_failure),
        cmocka_unit_test(a_file_that_may_not_grow_leaves_no_draft_behind),
        cmocka_unit_test(the_size_of_letters_is_a_number_within_bounds),
        cmocka_unit_test(control_characters_do_not_reach_the_terminal),
        cmocka_unit_test(the_manual_names_every_option),
        cmocka_unit_test(pick_answers_with_one_json_object),
        cmocka_unit_test(lists_are_one_id_per_line_or_json),
        cmocka_unit_test(mesh_writes_a_closed_surface_and_the_left_mirrors_the_right),
        cmocka_unit_test(curve_is_a_csv_with_the_columns_of_the_contract),
        cmocka_unit_test(curve_writes_the_other_way_of_a_clip_and_joints_in_mm),
        cmocka_unit_test(describe_tells_the_way_and_how_far_the_foot_has_sunk),
        cmocka_unit_test(describe_tells_what_is_seen),
        cmocka_unit_test(check_names_file_line_and_column),
        cmocka_unit_test(check_does_not_pass_over_a_broken_pack),
        cmocka_unit_test(bench_gives_the_keys_of_the_contract),
        cmocka_unit_test(a_body_too_small_for_a_quiz_is_no_crash),
        cmocka_unit_test(no_draft_is_left_in_the_folder),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
