#include "label.h"
#include "label_overlay.h"
#include "overlay.h"
#include "samples_desk.h"
#include "still.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

// The real body: whether leaders cross depends on where things lie.
static Desk desk;
static SceneCache *cache;
static PickIndex *picker;
static LabelIndex *labels;

static int set_up(void **state)
{
    (void)state;
    desk_open(&desk);
    cache = scene_cache_make(&desk.body, &desk.keep);
    picker = pick_index_make(&desk.body, &desk.keep);
    labels = label_index_make(&desk.body, picker, &desk.keep);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    desk_close(&desk);
    return 0;
}

static ViewState view_of(const char *options)
{
    ViewState view;
    Message why = { "" };
    char line[512], *words[32];
    int count = 0;
    snprintf(line, sizeof line, "%s", options);
    for (char *word = strtok(line, " "); word && count < 32; word = strtok(NULL, " ")) words[count++] = word;
    view_state_init(&view, &desk.body);
    if (view_options_read(&view, &desk.body, count, words, &why) != RESULT_OK) fail_msg("%s: %s", options, why.text);
    return view;
}

// A letter is 0.55 em wide; what is longer than the column goes on a second line.
static LabelSize size_by_letters(void *user, LabelId id)
{
    const LabelRoom *room = user;
    const float width = 0.55f * room->em_px * (float)strlen(label_name(&desk.body, id, LANGUAGE_EN));
    if (width <= room->column_px) return (LabelSize) { width, 1.2f * room->em_px };
    return (LabelSize) { fminf(0.6f * width, room->column_px), 2.4f * room->em_px };
}

static LabelRoom room_of(const ViewState *view, LabelRoom *room)
{
    const float em = fmaxf(0.021f * fminf((float)view->height_px, 0.75f * (float)view->width_px), 11.0f);
    *room = (LabelRoom) { 16, 54, (float)view->width_px - 32, (float)view->height_px - 70, em, fminf(11.5f * em, 0.25f * (float)view->width_px), 14, size_by_letters, room };
    return *room;
}

static const Scene *scene_of(const ViewState *view)
{
    arena_reset(&desk.frame);
    return scene_build(&desk.body, cache, view, DETAIL_HIGH, &desk.frame, NULL);
}

static LabelPlate plate_of(const ViewState *view, const LabelPlate *before)
{
    LabelPlate plate;
    LabelRoom room;
    const Scene *scene = scene_of(view);
    room_of(view, &room);
    label_plate_make(labels, scene, view, &room, before, &plate);
    return plate;
}


static bool texts_meet(const Label *a, const Label *b)
{
    return a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h && b->y < a->y + a->h;
}

// Walked in steps of half a pixel: plain, and independent of how labels are placed.
static bool leader_meets_text(const Label *of, const Label *text)
{
    const int steps = 2 * (int)hypotf(of->anchor_x - of->port_x, of->anchor_y - of->port_y) + 1;
    for (int i = 0; i <= steps; i++) {
        const float share = (float)i / (float)steps, x = of->port_x + share * (of->anchor_x - of->port_x), y = of->port_y + share * (of->anchor_y - of->port_y);
        if (x > text->x && x < text->x + text->w && y > text->y && y < text->y + text->h) return true;
    }
    return false;
}

static bool in_room(const Label *l, const LabelRoom *room)
{
    return l->x >= room->x - 0.01f && l->x + l->w <= room->x + room->w + 0.01f && l->y >= room->y - 0.01f && l->y + l->h <= room->y + room->h + 0.01f;
}

static const char *what(const Label *label)
{
    const char *place = label_place_id(&desk.body, label->id);
    return place ? place : desk.body.parts[label->id.part].id;
}

static void check_plate(const LabelPlate *plate, const ViewState *view, const char *where)
{
    LabelRoom room;
    room_of(view, &room);
    for (int i = 0; i < plate->count; i++) {
        const Label *a = &plate->labels[i];
        if (!in_room(a, &room)) fail_msg("%s: %s stands outside the room at %g %g", where, what(a), (double)a->x, (double)a->y);
        for (int k = 0; k < plate->count; k++) {
            const Label *b = &plate->labels[k];
            if (leader_meets_text(a, b)) fail_msg("%s: the leader of %s runs through %s", where, what(a), what(b));
            if (i < k && texts_meet(a, b)) fail_msg("%s: %s stands on %s", where, what(a), what(b));
            if (i < k && label_crosses(a, b)) fail_msg("%s: %s crosses %s", where, what(a), what(b));
        }
    }
}

// ---- where labels stand

static const char *const lists[] = { "auto", "bones,discs", "iliopsoas,asis,lesser_trochanter,iliopubic_eminence,transverse_process", "body" };
enum { LIST_COUNT = sizeof lists / sizeof *lists };

static void plates_are_sound_in_every_standard_view(void **state)
{
    (void)state;
    static const char *const sizes[] = { "640x480", "1280x720", "720x1280", "3840x2160" };
    int left_out = 0;
    for (int v = 0; v < VIEW_COUNT; v++)
        for (int l = 0; l < LIST_COUNT; l++)
            for (int s = 0; s < 4; s++) {
                char options[200];
                snprintf(options, sizeof options, "--view %s --size %s --label %s", view_ids[v], sizes[s], lists[l]);
                const ViewState view = view_of(options);
                const LabelPlate plate = plate_of(&view, NULL);
                check_plate(&plate, &view, options);
                left_out += l == 0 ? plate.left_out : 0;
            }
    assert_int_equal(left_out, 0); // what the program chose itself has room
}

static void plates_are_sound_in_every_clip(void **state)
{
    (void)state;
    for (int c = 1; c < desk.body.clip_count; c++)
        for (int at = 0; at < 4; at++) {
            char options[200];
            if (desk.body.clips[c].pelvis != PELVIS_HELD) continue;
            snprintf(options, sizeof options, "--clip %s --at %g --label auto", desk.body.clips[c].id, 0.25 * at);
            const ViewState view = view_of(options);
            const LabelPlate plate = plate_of(&view, NULL);
            check_plate(&plate, &view, options);
            if (plate.count < 5) fail_msg("%s: %d labels", options, plate.count);
        }
}

static void a_plate_names_ten_to_sixteen_things_evenly(void **state)
{
    (void)state;
    for (int v = 0; v < VIEW_COUNT; v++) {
        char options[80];
        int right = 0;
        snprintf(options, sizeof options, "--view %s --label auto", view_ids[v]);
        ViewState view = view_of(options);
        still_leave_room(&desk.body, &view);
        const LabelPlate plate = plate_of(&view, NULL);
        for (int i = 0; i < plate.count; i++) right += plate.labels[i].column == LABEL_RIGHT;
        if (plate.count < 10 || plate.count > 16) fail_msg("%s: %d labels", options, plate.count);
        if (right < 3 || plate.count - right < 3) fail_msg("%s: %d at the right, %d at the left", options, right, plate.count - right);
    }
}

static bool names(const LabelPlate *plate, const char *word)
{
    for (int i = 0; i < plate->count; i++) {
        const char *id = what(&plate->labels[i]), *end = id + strlen(word);
        if (strncmp(id, word, strlen(word)) == 0 && (*end == '\0' || *end == '_')) return true;
    }
    return false;
}

static void the_iliopsoas_and_its_marks_are_named_first(void **state)
{
    (void)state;
    const ViewState view = view_of("--view anterior --label auto");
    const LabelPlate plate = plate_of(&view, NULL);
    assert_true(names(&plate, "psoas_major") && names(&plate, "iliacus") && names(&plate, "inguinal_ligament"));
    assert_true(names(&plate, "asis") && names(&plate, "lesser_trochanter") && names(&plate, "vertebra_l1"));
}

// Told by the picker, which knows nothing of labels.
static void every_dot_sits_on_what_it_names(void **state)
{
    (void)state;
    for (int v = 0; v < VIEW_COUNT; v++) {
        char options[80];
        snprintf(options, sizeof options, "--view %s --label bones,discs,iliopsoas", view_ids[v]);
        const ViewState view = view_of(options);
        const LabelPlate plate = plate_of(&view, NULL);
        const Scene *scene = scene_of(&view);
        assert_true(plate.count > 6);
        for (int i = 0; i < plate.count; i++) {
            const Label *l = &plate.labels[i];
            bool hit = false;
            for (int k = 0; k < 9 && !hit; k++) { // a vertex on an edge may be missed by a hair
                const float x = l->anchor_x + 0.7f * (float)(k % 3 - 1), y = l->anchor_y + 0.7f * (float)(k / 3 - 1);
                hit = pick_at(picker, &desk.body, scene, &view, x, y).part == l->id.part;
            }
            if (!hit) fail_msg("%s: the dot of %s sits on something else", options, what(l));
        }
    }
}

static void what_is_hidden_has_no_label(void **state)
{
    (void)state;
    ViewState view = view_of("--view anterior --label psis,psoas_major");
    LabelPlate plate = plate_of(&view, NULL);
    assert_false(names(&plate, "psis"));
    assert_true(names(&plate, "psoas_major_right") && names(&plate, "psoas_major_left"));
    view = view_of("--view posterior --label psis");
    plate = plate_of(&view, NULL);
    assert_int_equal(plate.count, 2);
    view = view_of("--view posterior --label psis --hide bones");
    plate = plate_of(&view, NULL);
    assert_int_equal(plate.count, 0);
}

static void what_is_seen_through_hides_nothing(void **state)
{
    (void)state;
    ViewState view = view_of("--view posterior --label iliacus");
    LabelPlate plate = plate_of(&view, NULL);
    assert_int_equal(plate.count, 0);
    view = view_of("--view posterior --label iliacus --xray bones");
    plate = plate_of(&view, NULL);
    assert_int_equal(plate.count, 2);
}

static void what_is_cut_is_named_on_its_face(void **state)
{
    (void)state;
    const ViewState view = view_of("--cut coronal=0 --view anterior --label psoas_major,femur,vertebra_l3");
    const LabelPlate plate = plate_of(&view, NULL);
    const Scene *scene = scene_of(&view);
    assert_int_equal(plate.count, 5);
    check_plate(&plate, &view, "cut");
    for (int i = 0; i < plate.count; i++) {
        const Pick pick = pick_at(picker, &desk.body, scene, &view, plate.labels[i].anchor_x, plate.labels[i].anchor_y);
        if (pick.part != plate.labels[i].id.part || !pick.on_cut) fail_msg("the dot of %s is not on its face", what(&plate.labels[i]));
    }
}

static void what_is_cut_away_has_no_label(void **state)
{
    (void)state;
    ViewState view = view_of("--view anterior --label asis,rib_12");
    LabelPlate plate = plate_of(&view, NULL);
    assert_int_equal(plate.count, 4);
    view = view_of("--cut sagittal=0 --view anterior --label asis,rib_12"); // the right half is taken away
    plate = plate_of(&view, NULL);
    assert_int_equal(plate.count, 2);
    assert_true(names(&plate, "rib_12_left"));
}

static void what_is_selected_is_named_too(void **state)
{
    (void)state;
    const ViewState view = view_of("--view anterior --label asis --select rib_12_left");
    const LabelPlate plate = plate_of(&view, NULL);
    assert_true(names(&plate, "rib_12_left"));
    assert_int_equal(plate.count, 3);
}

static void a_crowd_is_thinned_rather_than_heaped(void **state)
{
    (void)state;
    const ViewState view = view_of("--size 320x200 --label body,iliac_crest,asis,iliac_fossa,lesser_trochanter,transverse_process,spinous_process");
    const LabelPlate plate = plate_of(&view, NULL);
    check_plate(&plate, &view, "crowd");
    assert_true(plate.count > 6);
}

// ---- turning

typedef struct Turn {
    int swaps, sides, comings, hops, steps, moved;
    float farthest_px; // a text moved by one degree, its place in the column being the same
} Turn;

static int place_in_column(const LabelPlate *plate, const Label *label)
{
    int above = 0;
    for (int i = 0; i < plate->count; i++) above += plate->labels[i].column == label->column && plate->labels[i].y < label->y;
    return above;
}

static int in_column(const LabelPlate *plate, LabelColumn column)
{
    int count = 0;
    for (int i = 0; i < plate->count; i++) count += plate->labels[i].column == column;
    return count;
}

static const Label *same_label(const LabelPlate *plate, LabelId id)
{
    for (int i = 0; i < plate->count; i++)
        if (label_same(plate->labels[i].id, id)) return &plate->labels[i];
    return NULL;
}

// The same labels as before, in the same order, with their dots at the same vertices.
static bool column_kept(const LabelPlate *then, const LabelPlate *now, LabelColumn column)
{
    bool kept = in_column(then, column) == in_column(now, column);
    for (int i = 0; i < now->count && kept; i++) {
        const Label *label = &now->labels[i], *before = same_label(then, label->id);
        if (label->column != column) continue;
        kept = before && before->column == column && before->vertex == label->vertex && place_in_column(then, before) == place_in_column(now, label);
    }
    return kept;
}

static void compare_frames(const LabelPlate *before, const LabelPlate *now, Turn *turn)
{
    const bool kept[LABEL_COLUMN_COUNT] = { column_kept(before, now, LABEL_LEFT), column_kept(before, now, LABEL_RIGHT) };
    bool moved = false;
    for (int i = 0; i < now->count; i++) {
        const Label *then = same_label(before, now->labels[i].id);
        if (!then) turn->comings++;
        turn->hops += then && then->vertex != now->labels[i].vertex;
    }
    for (int i = 0; i < now->count; i++) {
        const Label *label = &now->labels[i], *then = same_label(before, label->id);
        if (!then) continue;
        turn->sides += then->column != label->column;
        if (then->column == label->column && in_column(before, label->column) == in_column(now, label->column))
            turn->swaps += place_in_column(before, then) != place_in_column(now, label);
        if (kept[label->column]) turn->farthest_px = fmaxf(turn->farthest_px, fabsf(label->y - then->y));
        moved = moved || fabsf(label->y - then->y) > 0.5f;
    }
    turn->moved += moved;
    turn->steps++;
}

static Turn turn_once_round(const char *options, bool with_history)
{
    ViewState view = view_of(options);
    LabelPlate before = { .count = 0 };
    Turn turn = { 0 };
    Camera camera;
    scene_build(&desk.body, cache, &view, DETAIL_HIGH, &desk.frame, &camera);
    view.camera = camera; // framed once, as when a hand turns it
    for (int degree = 0; degree <= 360; degree++) {
        char where[200];
        view.camera.azimuth_rad = camera.azimuth_rad + glm_rad((float)degree);
        const LabelPlate plate = plate_of(&view, with_history && degree ? &before : NULL);
        snprintf(where, sizeof where, "%s turned by %d degrees", options, degree);
        check_plate(&plate, &view, where);
        if (degree) compare_frames(&before, &plate, &turn);
        before = plate;
    }
    print_message("%s%s: %d texts changed places, %d sides; %d came, %d dots hopped; at most %.1f px a degree otherwise, at %d degrees\n", options,
                  with_history ? "" : ", each picture for itself", turn.swaps, turn.sides, turn.comings, turn.hops, (double)turn.farthest_px, turn.moved);
    return turn;
}

static void leaders_never_cross_at_any_degree_of_a_turn(void **state)
{
    (void)state;
    for (int l = 0; l < LIST_COUNT - 1; l++) {
        char options[200];
        snprintf(options, sizeof options, "--view anterior --label %s", lists[l]);
        turn_once_round(options, false);
    }
}

static void labels_stand_still_while_the_body_turns(void **state)
{
    (void)state;
    const Turn with = turn_once_round("--view anterior --label auto", true), without = turn_once_round("--view anterior --label auto", false);
    assert_true(with.farthest_px < 2.0f); // a column whose labels are the same hardly drifts
    assert_true(with.moved < 100);        // and at most degrees nothing moves at all
    assert_true(with.swaps + with.sides < 150); // of 14 labels in 360 steps
    assert_true(with.swaps + with.sides + with.hops + with.comings < (without.swaps + without.sides + without.hops + without.comings) / 2);
}

static void a_picture_depends_on_the_view_alone(void **state)
{
    (void)state;
    const ViewState view = view_of("--view oblique --label auto"), elsewhere = view_of("--view posterior --label bones");
    const LabelPlate first = plate_of(&view, NULL);
    plate_of(&elsewhere, NULL);
    const LabelPlate second = plate_of(&view, NULL);
    assert_int_equal(first.count, second.count);
    assert_memory_equal(first.labels, second.labels, sizeof *first.labels * (size_t)first.count);
}

static void nothing_moves_when_nothing_changes(void **state)
{
    (void)state;
    const ViewState view = view_of("--view oblique --label auto");
    LabelPlate plate = plate_of(&view, NULL);
    for (int i = 0; i < 5; i++) {
        const LabelPlate next = plate_of(&view, &plate);
        assert_int_equal(next.count, plate.count);
        for (int k = 0; k < next.count && i > 0; k++) assert_float_equal(next.labels[k].y, plate.labels[k].y, 1e-3f);
        plate = next;
    }
}

// ---- easing

static LabelPlate one_label(float y, uint16_t vertex, float anchor_x)
{
    return (LabelPlate) { .labels = { { .id = { 1, 0 }, .column = LABEL_LEFT, .vertex = vertex, .anchor_x = anchor_x, .y = y, .h = 10, .opacity_frac = 1 } }, .count = 1 };
}

static void texts_slide_and_arrive(void **state)
{
    (void)state;
    LabelPlate shown = one_label(100, 7, 300);
    const LabelPlate wanted = one_label(160, 7, 320);
    assert_true(label_ease(&shown, &wanted, 0.016f));
    assert_true(shown.labels[0].y > 100 && shown.labels[0].y < 120);
    assert_float_equal(shown.labels[0].anchor_x, 320, 1e-4f); // the dot keeps to the surface
    for (int i = 0; i < 100; i++) label_ease(&shown, &wanted, 0.016f);
    assert_false(label_ease(&shown, &wanted, 0.016f));
    assert_float_equal(shown.labels[0].y, 160, 1e-4f);
}

static void a_dot_that_changes_its_place_slides_there(void **state)
{
    (void)state;
    LabelPlate shown = one_label(100, 7, 300);
    const LabelPlate wanted = one_label(100, 8, 340);
    label_ease(&shown, &wanted, 0.016f);
    assert_true(shown.labels[0].anchor_x > 300 && shown.labels[0].anchor_x < 320);
    for (int i = 0; i < 100; i++) label_ease(&shown, &wanted, 0.016f);
    assert_float_equal(shown.labels[0].anchor_x, 340, 1e-4f);
}

static void labels_fade_in_and_out(void **state)
{
    (void)state;
    LabelPlate shown = { .count = 0 };
    const LabelPlate wanted = one_label(100, 7, 300), none = { .count = 0 };
    assert_true(label_ease(&shown, &wanted, 0.016f));
    assert_true(shown.labels[0].opacity_frac < 0.2f);
    for (int i = 0; i < 20; i++) label_ease(&shown, &wanted, 0.016f);
    assert_float_equal(shown.labels[0].opacity_frac, 1, 1e-6f);
    assert_true(label_ease(&shown, &none, 0.016f));
    assert_int_equal(shown.count, 1);
    for (int i = 0; i < 20; i++) label_ease(&shown, &none, 0.016f);
    assert_int_equal(shown.count, 0);
}

static void without_motion_labels_are_there_at_once(void **state)
{
    (void)state;
    LabelPlate shown = one_label(100, 7, 300);
    const LabelPlate wanted = one_label(160, 8, 340);
    assert_false(label_ease(&shown, &wanted, 60.0f));
    assert_float_equal(shown.labels[0].y, 160, 1e-4f);
}

// ---- what the option says

static void expect_refused(const char *list, const char *piece)
{
    ViewState view;
    Message why = { "" };
    view_state_init(&view, &desk.body);
    assert_int_equal(view_option_set(&view, &desk.body, "--label", list, &why), RESULT_USAGE);
    if (!strstr(why.text, piece)) fail_msg("%s: \"%s\" does not say \"%s\"", list, why.text, piece);
    assert_int_equal(view.label, LABEL_OFF);
}

static void unknown_names_suggest_the_nearest(void **state)
{
    (void)state;
    expect_refused("psoas_mayor", "psoas_major");
    expect_refused("lesser_trochantr", "lesser_trochanter");
    expect_refused("hip_bone:asiss", "asis");
    expect_refused("femur:asis", "no place");
    expect_refused("hip_bon:asis", "hip_bone");
    expect_refused("zzzzzzzzzzzz", "See iliopsoas list");
    expect_refused("psoas_major,,asis", "empty place");
    expect_refused("inferior_rim_anterior,superior_rim_anterior,inferior_rim_lateral,superior_rim_lateral,spinous_process,transverse_process,vertebral_body,vertebral_pedicle,"
                   "inferior_endplate,superior_endplate,anular_epiphysis,vertebral_foramen,lamina_of_vertebral_arch", "more than 64");
}

static void labels_are_written_as_they_are_read(void **state)
{
    (void)state;
    static const char *const words[] = { "auto", "psoas_major", "bones,iliacus_left", "asis,psoas_major_right", "femur_left:lesser_trochanter_tip,hip_bone:asis,discs", "body" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        char options[200];
        snprintf(options, sizeof options, "--label %s", words[i]);
        const ViewState view = view_of(options);
        arena_reset(&desk.frame);
        const char *line = view_options_write(&view, &desk.body, &desk.frame);
        const ViewState again = view_of(line);
        if (memcmp(&view, &again, sizeof view) != 0) fail_msg("%s became %s", options, line);
    }
    const ViewState off = view_of("--label off");
    assert_string_equal(view_options_write(&off, &desk.body, &desk.frame), "");
}

static void a_place_without_a_part_is_meant_wherever_it_is(void **state)
{
    (void)state;
    const ViewState both = view_of("--label asis"), one = view_of("--label hip_bone_left:asis");
    assert_int_equal(both.label_place_count, 2);
    assert_int_equal(one.label_place_count, 1);
    assert_string_equal(desk.body.parts[one.label_place[0].part].id, "hip_bone_left");
    assert_string_equal(label_name(&desk.body, one.label_place[0], LANGUAGE_LA), "Spina iliaca anterior superior");
}

// ---- written with the true fonts

static void open_ui(const ViewState *view, float scale)
{
    desk.input = (Input) { .width_px = view->width_px, .height_px = view->height_px, .scale = 1.0f };
    ui_begin(&desk.ui, &desk.input, overlay_colours(view->theme), scale, &desk.frame);
}

static float still_scale(const ViewState *view)
{
    const float size = fminf((float)view->width_px / 1100.0f, (float)view->height_px / 720.0f); // as in still.c
    return overlay_text_scale(view->theme) * fminf(fmaxf(size, 0.6f), 8.0f);
}

static void draw_labels(ViewState *view)
{
    still_leave_room(&desk.body, view);
    const Scene *scene = scene_of(view);
    open_ui(view, still_scale(view));
    const Picture of = { &desk.body, view, scene, scene_pose(cache), scene_measures(cache), labels };
    const float margin = 16.0f * desk.ui.scale;
    label_overlay_draw(&desk.ui, &of, NULL, 0, (UiRect) { margin, margin, (float)view->width_px - 2 * margin, (float)view->height_px - 2 * margin });
}

static UiRect box_of_text(const UiCommand *command)
{
    const float width = ui_text_width(&desk.ui, command->text, command->size_px / desk.ui.scale, command->weight);
    return (UiRect) { command->rect.x, command->rect.y - 0.74f * command->size_px, width, 0.94f * command->size_px };
}

static bool boxes_meet(UiRect a, UiRect b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

static int check_texts(const ViewState *view, const char *options)
{
    const UiDraw *draw = &desk.ui.draw;
    int count = 0;
    for (int i = 0; i < draw->command_count; i++) {
        if (draw->commands[i].shape != UI_SHAPE_TEXT) continue;
        const UiRect a = box_of_text(&draw->commands[i]);
        count++;
        if (a.x < 0 || a.y < 0 || a.x + a.w > (float)view->width_px || a.y + a.h > (float)view->height_px)
            fail_msg("%s: \"%s\" leaves the picture", options, draw->commands[i].text);
        for (int k = i + 1; k < draw->command_count; k++)
            if (draw->commands[k].shape == UI_SHAPE_TEXT && boxes_meet(a, box_of_text(&draw->commands[k])))
                fail_msg("%s: \"%s\" on \"%s\"", options, draw->commands[i].text, draw->commands[k].text);
    }
    return count;
}

static void names_fit_in_every_language_size_and_theme(void **state)
{
    (void)state;
    static const char *const sizes[] = { "640x480", "1280x720", "3840x2160" };
    static const char *const shown[] = { "auto", "auto --show bones,discs,iliopsoas,organs,vessels,nerves", "bones,hip_muscles,asis,aiis,psis,colon_ascending_with_caecum --show bones,hip_muscles,organs" };
    if (!desk.platform) skip();
    for (int language = 0; language < LANGUAGE_COUNT; language++)
        for (int theme = 0; theme < THEME_COUNT; theme++)
            for (int s = 0; s < 3; s++)
                for (int l = 0; l < 3; l++) {
                    char options[300];
                    snprintf(options, sizeof options, "--size %s --view anterior --lang %s --theme %s --label %s", sizes[s], language_ids[language], theme_ids[theme], shown[l]);
                    ViewState view = view_of(options);
                    draw_labels(&view);
                    if (check_texts(&view, options) < 6) fail_msg("%s: hardly any labels", options);
                }
}

static void letters_can_be_read_from_the_back_of_a_room(void **state)
{
    (void)state;
    if (!desk.platform) skip();
    ViewState view = view_of("--view anterior --theme projector --label auto");
    draw_labels(&view);
    float largest_px = 0;
    for (int i = 0; i < desk.ui.draw.command_count; i++) largest_px = fmaxf(largest_px, desk.ui.draw.commands[i].size_px);
    assert_true(0.546f * largest_px >= 0.0195f * (float)view.height_px); // x-height of Inter
}

static void without_labels_nothing_is_drawn_and_no_room_is_left(void **state)
{
    (void)state;
    ViewState view = view_of("--view anterior"), with = view_of("--view anterior --label auto");
    draw_labels(&view);
    assert_int_equal(desk.ui.draw.command_count, 0);
    assert_true(view.covered_left_frac <= 0 && view.covered_right_frac <= 0);
    still_leave_room(&desk.body, &with);
    assert_true(with.covered_left_frac > 0.1f && with.covered_right_frac > 0.1f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plates_are_sound_in_every_standard_view),
        cmocka_unit_test(plates_are_sound_in_every_clip),
        cmocka_unit_test(a_plate_names_ten_to_sixteen_things_evenly),
        cmocka_unit_test(the_iliopsoas_and_its_marks_are_named_first),
        cmocka_unit_test(every_dot_sits_on_what_it_names),
        cmocka_unit_test(what_is_hidden_has_no_label),
        cmocka_unit_test(what_is_seen_through_hides_nothing),
        cmocka_unit_test(what_is_cut_is_named_on_its_face),
        cmocka_unit_test(what_is_cut_away_has_no_label),
        cmocka_unit_test(what_is_selected_is_named_too),
        cmocka_unit_test(a_crowd_is_thinned_rather_than_heaped),
        cmocka_unit_test(leaders_never_cross_at_any_degree_of_a_turn),
        cmocka_unit_test(labels_stand_still_while_the_body_turns),
        cmocka_unit_test(a_picture_depends_on_the_view_alone),
        cmocka_unit_test(nothing_moves_when_nothing_changes),
        cmocka_unit_test(texts_slide_and_arrive),
        cmocka_unit_test(a_dot_that_changes_its_place_slides_there),
        cmocka_unit_test(labels_fade_in_and_out),
        cmocka_unit_test(without_motion_labels_are_there_at_once),
        cmocka_unit_test(unknown_names_suggest_the_nearest),
        cmocka_unit_test(labels_are_written_as_they_are_read),
        cmocka_unit_test(a_place_without_a_part_is_meant_wherever_it_is),
        cmocka_unit_test(names_fit_in_every_language_size_and_theme),
        cmocka_unit_test(letters_can_be_read_from_the_back_of_a_room),
        cmocka_unit_test(without_labels_nothing_is_drawn_and_no_room_is_left),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
