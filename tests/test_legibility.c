// test_legibility.c: that what is drawn can be told apart: outlines from each other and from any ground, zones from flesh, figure from page,
// words from panels. Distances are taken from pictures of the real renderer, as four kinds of eyes see them.
//
// LEGIBILITY_TABLE=1 prints what docs/figures.md quotes.
#include "app.h"
#include "colour_difference.h"
#include "outline.h"
#include "overlay.h"
#include "pick.h"
#include "platform.h"
#include "render.h"
#include "skin_paint.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH_PX = 480, HEIGHT_PX = 360, PIXELS = WIDTH_PX * HEIGHT_PX };

static struct Studio {
    Arena keep, frame;
    Body body;
    Platform *platform;
    Renderer *renderer;
    SceneCache *cache;
    PickIndex *index;
    bool open;
} studio;

static int set_up(void **state)
{
    (void)state;
    Message why;
    studio.keep = arena_make((size_t)768 << 20);
    studio.frame = arena_make((size_t)128 << 20);
    if (body_load(TEST_PACK, &studio.keep, &studio.body, &why) != RESULT_OK) return -1;
    studio.cache = scene_cache_make(&studio.body, &studio.keep);
    studio.index = pick_index_make(&studio.body, &studio.keep);
    if (platform_open(&(PlatformDesc) { .title = "test", .width_px = 64, .height_px = 64 }, &studio.platform, &why) != RESULT_OK) return 0;
    studio.open = render_create(false, platform_text(studio.platform), &studio.renderer, &why) == RESULT_OK;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    render_destroy(studio.renderer);
    if (studio.platform) platform_close(studio.platform);
    body_unload(&studio.body);
    arena_free(&studio.frame);
    arena_free(&studio.keep);
    return 0;
}

static bool table_wanted(void)
{
    return getenv("LEGIBILITY_TABLE") != NULL;
}

// ---- pictures

static ViewState view_of(const char *options)
{
    char line[256], *words[24];
    Message why = { "" };
    ViewState view;
    int count = 0;
    snprintf(line, sizeof line, "%s --size %dx%d", options, WIDTH_PX, HEIGHT_PX);
    for (char *word = strtok(line, " "); word && count < 24; word = strtok(NULL, " ")) words[count++] = word;
    view_state_init(&view, &studio.body);
    if (view_options_read(&view, &studio.body, count, words, &why) != RESULT_OK) fail_msg("%s: %s", options, why.text);
    return view;
}

static Scene *scene_of(const ViewState *view)
{
    return scene_build(&studio.body, studio.cache, view, DETAIL_HIGH, &studio.frame, NULL);
}

static uint8_t *draw(const Scene *scene, int samples)
{
    const RenderTarget target = { .width_px = WIDTH_PX, .height_px = HEIGHT_PX, .samples = samples };
    Message why = { "" };
    uint8_t *rgba = arena_push(&studio.frame, PIXELS * 4);
    if (render_draw(studio.renderer, scene, NULL, &target, &why) != RESULT_OK) fail_msg("%s", why.text);
    if (render_read_rgba(studio.renderer, rgba, &why) != RESULT_OK) fail_msg("%s", why.text);
    return rgba;
}

static uint8_t *take(const char *options)
{
    const ViewState view = view_of(options);
    return draw(scene_of(&view), 4);
}

static vec3s pixel(const uint8_t *rgba, int i)
{
    return colour_of_bytes(rgba + (size_t)i * 4);
}

// Where parts are drawn, see-through ones left out: the alpha of a picture without background.
static bool *silhouette_of(const Scene *scene)
{
    Scene clear = *scene;
    bool *mask = ARENA_ARRAY(&studio.frame, bool, PIXELS);
    clear.transparent_background = true;
    const uint8_t *rgba = draw(&clear, 1);
    for (int i = 0; i < PIXELS; i++) mask[i] = rgba[i * 4 + 3] == 255;
    return mask;
}

static bool is_inside(int x, int y)
{
    return x >= 0 && y >= 0 && x < WIDTH_PX && y < HEIGHT_PX;
}

static int count_near(const bool *mask, int i, int reach_px)
{
    int count = 0;
    for (int y = i / WIDTH_PX - reach_px; y <= i / WIDTH_PX + reach_px; y++)
        for (int x = i % WIDTH_PX - reach_px; x <= i % WIDTH_PX + reach_px; x++) count += is_inside(x, y) && mask[y * WIDTH_PX + x];
    return count;
}

// ---- outlines

static void an_outline_holds_two_colours_of_which_one_stands_out_anywhere(void **state)
{
    (void)state;
    for (Theme t = 0; t < THEME_COUNT; t++) {
        const SceneTheme theme = scene_theme(t, PAIN_RED);
        assert_true(colour_contrast(theme.hover_srgb.light, theme.hover_srgb.dark) >= 9.0);
        assert_true(colour_contrast(theme.selection_srgb.light, theme.selection_srgb.dark) >= 9.0);
    }
}

typedef struct RingSeen {
    bool *part;    // its whole silhouette, hidden or not
    bool *changed; // by the outline
    const uint8_t *drawn;
    int changed_count, inside_count;
} RingSeen;

static bool *whole_silhouette(const char *options, PartId part)
{
    const ViewState view = view_of(options);
    Scene *scene = scene_of(&view);
    int kept = 0;
    for (int i = 0; i < scene->item_count; i++)
        if (scene->items[i].part == part) scene->items[kept++] = scene->items[i];
    scene->item_count = kept;
    return silhouette_of(scene);
}

static RingSeen ring_of(const char *options, const char *part, const char *wish)
{
    const uint8_t *plain = take(options);
    RingSeen seen = { .drawn = take(text_format(&studio.frame, "%s --%s %s", options, wish, part)),
                      .part = whole_silhouette(options, body_part(&studio.body, part)),
                      .changed = ARENA_ARRAY(&studio.frame, bool, PIXELS) };
    for (int i = 0; i < PIXELS; i++) {
        seen.changed[i] = colours_apart(EYE_NORMAL, pixel(plain, i), pixel(seen.drawn, i)) > 4.0;
        seen.changed_count += seen.changed[i];
        seen.inside_count += seen.changed[i] && count_near(seen.part, i, 1) == 9;
    }
    return seen;
}

// Of the places just beside the part, how many have the line's light (or dark) colour within its width.
static double share_beside(const RingSeen *seen, bool light)
{
    bool *line = ARENA_ARRAY(&studio.frame, bool, PIXELS);
    int all = 0, with = 0;
    for (int i = 0; i < PIXELS; i++) {
        const double luminance = colour_luminance(pixel(seen->drawn, i));
        line[i] = seen->changed[i] && (light ? luminance > 0.45 : luminance < 0.2);
    }
    for (int i = 0; i < PIXELS; i++) {
        if (seen->part[i] || count_near(seen->part, i, 1) == 0 || i / WIDTH_PX > HEIGHT_PX - 8) continue;
        all++;
        with += count_near(line, i, 1) > 0;
    }
    return (double)with / all;
}

static const char *const outlined_parts[] = { "iliacus_right", "femur_right", "psoas_major_left" };

static void outlines_leave_the_tissue_alone(void **state)
{
    (void)state;
    if (!studio.open) skip();
    for (int p = 0; p < 3; p++) {
        arena_reset(&studio.frame);
        const RingSeen hovered = ring_of("--view anterior", outlined_parts[p], "hover"), selected = ring_of("--view anterior", outlined_parts[p], "select");
        assert_true(hovered.changed_count > 150 && selected.changed_count > 300);
        assert_int_equal(hovered.inside_count, 0);
        assert_int_equal(selected.inside_count, 0);
    }
}

// On a dark page the light of the line tells, on a white one the dark: there all along a part that is selected, with gaps along one that is
// pointed at.
static void what_is_pointed_at_has_gaps_and_what_is_selected_has_none(void **state)
{
    (void)state;
    if (!studio.open) skip();
    for (Theme t = 0; t < THEME_COUNT; t++) {
        arena_reset(&studio.frame);
        const char *options = text_format(&studio.frame, "--show femur --view anterior --theme %s", theme_ids[t]);
        const RingSeen hovered = ring_of(options, "femur_right", "hover"), selected = ring_of(options, "femur_right", "select");
        const double dashes = share_beside(&hovered, t == THEME_DARK), line = share_beside(&selected, t == THEME_DARK);
        if (table_wanted()) print_message("%s: line beside %.2f of the part pointed at, %.2f selected\n", theme_ids[t], dashes, line);
        assert_true(selected.changed_count > hovered.changed_count);
        assert_true(dashes > 0.3 && dashes < 0.85);
        assert_true(line > 0.97);
    }
}

static void what_lies_behind_is_told_too(void **state)
{
    (void)state;
    if (!studio.open) skip();
    arena_reset(&studio.frame);
    const RingSeen seen = ring_of("--view anterior", "hip_bone_right", "select");
    const ViewState view = view_of("--show iliopsoas --view anterior");
    Camera camera; // that of the whole picture
    const ViewState whole = view_of("--view anterior");
    scene_build(&studio.body, studio.cache, &whole, DETAIL_HIGH, &studio.frame, &camera);
    ViewState same = view;
    same.camera = camera;
    const bool *muscles = silhouette_of(scene_of(&same));
    int over_muscle = 0;
    for (int i = 0; i < PIXELS; i++) over_muscle += seen.changed[i] && !seen.part[i] && count_near(muscles, i, 2) == 25;
    assert_true(over_muscle > 25);
}

// ---- zones

typedef enum Ground { GROUND_PAGE, GROUND_BONE, GROUND_MUSCLE, GROUND_COUNT } Ground;
static const char *const ground_names[GROUND_COUNT] = { "page", "bone", "muscle" };

typedef struct Spots { // one kind of pixels: the mean of what is drawn, and of what would be there without zones
    double drawn[3], bare[3];
    int count;
} Spots;

typedef struct ZonesSeen {
    Spots typical[GROUND_COUNT], dots[GROUND_COUNT], between[GROUND_COUNT];
} ZonesSeen;

static double linear(uint8_t byte)
{
    const double c = byte / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static void add_spot(Spots *spots, const uint8_t *drawn, const uint8_t *bare)
{
    for (int c = 0; c < 3; c++) {
        spots->drawn[c] += linear(drawn[c]);
        spots->bare[c] += linear(bare[c]);
    }
    spots->count++;
}

static vec3s mean_of(const double *sum, int count)
{
    vec3s srgb;
    for (int c = 0; c < 3; c++) {
        const double x = sum[c] / count;
        srgb.raw[c] = (float)(x <= 0.0031308 ? 12.92 * x : 1.055 * pow(x, 1.0 / 2.4) - 0.055);
    }
    return srgb;
}

static bool ground_at(const Scene *scene, const ViewState *bare, int x, int y, Ground *out)
{
    const Pick pick = pick_at(studio.index, &studio.body, scene, bare, (float)x + 0.5f, (float)y + 0.5f);
    const Tissue tissue = studio.body.parts[pick.part].tissue;
    *out = !pick.part ? GROUND_PAGE : tissue == TISSUE_BONE ? GROUND_BONE : GROUND_MUSCLE;
    return !pick.part || tissue == TISSUE_BONE || tissue == TISSUE_MUSCLE;
}

// Distance to what is lit: well inside typical, well inside spill-over alone, or neither.
static void zone_depths(const ViewState *view, const Pick *skin, float *typical_mm, float *spill_mm)
{
    *typical_mm = *spill_mm = 1e4f;
    for (int z = 1; z < studio.body.zone_count; z++) {
        if (!view_lights_zone(view, &studio.body, (ZoneId)z)) continue;
        *typical_mm = fminf(*typical_mm, zone_distance_mm(&studio.body.zones[z], ZONE_TYPICAL, skin->rest_mm, skin->normal));
        *spill_mm = fminf(*spill_mm, zone_distance_mm(&studio.body.zones[z], ZONE_SPILL, skin->rest_mm, skin->normal));
    }
}

static void sort_pixel(ZonesSeen *seen, const ViewState *lit, const Pick *skin, Ground ground, const uint8_t *drawn, const uint8_t *bare, const SceneTheme *theme)
{
    float typical_mm, spill_mm;
    zone_depths(lit, skin, &typical_mm, &spill_mm);
    const vec3s here = colour_of_bytes(drawn);
    if (typical_mm < -8.0f)
        add_spot(&seen->typical[ground], drawn, bare);
    else if (typical_mm > 8.0f && spill_mm < -6.0f && colours_apart(EYE_NORMAL, here, theme->pain.solid_srgb) < 12.0)
        add_spot(&seen->dots[ground], drawn, bare);
    else if (typical_mm > 8.0f && spill_mm < -6.0f && colours_apart(EYE_NORMAL, here, theme->pain.solid_srgb) > 22.0)
        add_spot(&seen->between[ground], drawn, bare);
}

static ZonesSeen look_at_zones(Theme theme, Pain pain, const char *options)
{
    ZonesSeen seen = { 0 };
    ViewState lit = view_of(options), bare;
    lit.theme = theme;
    lit.pain = pain;
    bare = lit;
    lit.trigger = body_trigger(&studio.body, "lower_right");
    assert_true(lit.trigger != 0);
    const Scene *lit_scene = scene_of(&lit);
    const uint8_t *drawn = draw(lit_scene, 4), *without = draw(scene_of(&bare), 4);
    for (int i = 0; i < PIXELS; i += 3) {
        Ground ground;
        const int x = i % WIDTH_PX, y = i / WIDTH_PX;
        if (memcmp(drawn + i * 4, without + i * 4, 3) == 0) continue;
        const Pick skin = pick_at(studio.index, &studio.body, lit_scene, &lit, (float)x + 0.5f, (float)y + 0.5f);
        if (!skin.zone || !ground_at(lit_scene, &bare, x, y, &ground)) continue;
        sort_pixel(&seen, &lit, &skin, ground, drawn + i * 4, without + i * 4, &lit_scene->theme);
    }
    return seen;
}

// The charts' red lies 20 from their skin, 13 for a deuteranope; indigo lies 27 from muscle for every eye.
static double least_apart(Pain pain, Eye eye, Ground ground)
{
    if (pain == PAIN_SAFE && ground == GROUND_MUSCLE) return 27.0;
    return eye == EYE_NORMAL ? 20.0 : 13.0;
}

static void check_apart(const char *what, Theme theme, Pain pain, Ground ground, vec3s one, vec3s two)
{
    double least[EYE_COUNT];
    for (Eye e = 0; e < EYE_COUNT; e++) least[e] = colours_apart(e, one, two);
    if (table_wanted())
        print_message("%-10s %-5s %-28s %5.1f  %5.1f %5.1f %5.1f\n", theme_ids[theme], pain_ids[pain], what, least[0], least[1], least[2], least[3]);
    for (Eye e = 0; e < EYE_COUNT; e++)
        if (least[e] < least_apart(pain, e, ground)) fail_msg("%s, %s, %s: %.1f apart for the %s eye", theme_ids[theme], pain_ids[pain], what, least[e], eye_names[e]);
}

static void check_ground(const ZonesSeen *seen, Theme theme, Pain pain, Ground ground)
{
    const Spots *typical = &seen->typical[ground], *dots = &seen->dots[ground], *between = &seen->between[ground];
    assert_true(typical->count > 40 && dots->count > 15 && between->count > 40);
    const vec3s solid = mean_of(typical->drawn, typical->count), bare = mean_of(typical->bare, typical->count);
    const vec3s dot = mean_of(dots->drawn, dots->count), paper = mean_of(between->drawn, between->count);
    check_apart(text_format(&studio.frame, "solid from %s", ground_names[ground]), theme, pain, ground, solid, bare);
    check_apart(text_format(&studio.frame, "dots from their ground, %s", ground_names[ground]), theme, pain, ground, dot, paper);
}

static void zones_are_told_from_what_lies_beneath_on_every_theme(void **state)
{
    (void)state;
    if (!studio.open) skip();
    for (Theme t = 0; t < THEME_COUNT; t++) {
        for (Pain p = 0; p < PAIN_COUNT; p++) {
            arena_reset(&studio.frame);
            ZonesSeen seen = look_at_zones(t, p, "--view anterior --show bones,skin");
            check_ground(&seen, t, p, GROUND_PAGE);
            check_ground(&seen, t, p, GROUND_BONE);
            seen = look_at_zones(t, p, "--view anterior --show bones,iliopsoas,hip_muscles,skin");
            check_ground(&seen, t, p, GROUND_MUSCLE);
        }
    }
}

// ---- key colours

#define TOUCHING_MM 5.0f

typedef struct Touching {
    int count;
    double least[EYE_COUNT];
} Touching;

static bool has_key_colour(const Part *part)
{
    return part->mesh && part->group != GROUP_PROPS && !group_is_shell(part->group);
}

static bool vertex_is_near(const Part *part, vec3s from_mm)
{
    const PackedLevel *level = &part->mesh->level[DETAIL_HIGH];
    for (uint32_t v = 0; v < level->vertex_count; v++)
        if (glms_vec3_distance2(part_rest_mm(part, v), from_mm) < TOUCHING_MM * TOUCHING_MM) return true;
    return false;
}

static bool parts_touch(const Part *a, const Part *b)
{
    if (glms_vec3_distance(a->centre_mm, b->centre_mm) > a->radius_mm + b->radius_mm + TOUCHING_MM) return false;
    const PackedLevel *level = &a->mesh->level[DETAIL_LOW];
    for (uint32_t v = 0; v < level->vertex_count; v++) {
        const vec3s at_mm = part_rest_mm(a, v);
        if (glms_vec3_distance(at_mm, b->centre_mm) > b->radius_mm + TOUCHING_MM) continue;
        if (vertex_is_near(b, at_mm)) return true;
    }
    return false;
}

static bool must_differ(const Part *a, const Part *b)
{
    if (a->name == b->name || !has_key_colour(a) || !has_key_colour(b)) return false; // the same on both sides
    if (a->side == SIDE_LEFT && b->side == SIDE_LEFT && a->mirrored && b->mirrored) return false; // as on the right
    const bool muscles = a->tissue == TISSUE_MUSCLE && b->tissue == TISSUE_MUSCLE;
    return muscles || parts_touch(a, b) || parts_touch(b, a);
}

static void compare_keys(const Part *a, const Part *b, Touching *touching)
{
    touching->count++;
    for (Eye e = 0; e < EYE_COUNT; e++) {
        const double apart = colours_apart(e, a->key_srgb, b->key_srgb);
        touching->least[e] = fmin(touching->least[e], apart);
        if (apart < (e == EYE_NORMAL ? 15.0 : 11.0)) fail_msg("%s and %s: %.1f apart for the %s eye", a->id, b->id, apart, eye_names[e]);
    }
}

static void key_colours_tell_what_touches(void **state)
{
    (void)state;
    Touching touching = { 0, { 999, 999, 999, 999 } };
    for (int a = 1; a < studio.body.part_count; a++) {
        for (int b = a + 1; b < studio.body.part_count; b++)
            if (must_differ(&studio.body.parts[a], &studio.body.parts[b])) compare_keys(&studio.body.parts[a], &studio.body.parts[b], &touching);
    }
    assert_true(touching.count > 90);
    print_message("%d pairs; least apart %.1f, %.1f, %.1f, %.1f\n", touching.count, touching.least[0], touching.least[1], touching.least[2], touching.least[3]);
}

static void key_colours_are_the_same_left_and_right_and_there_for_all(void **state)
{
    (void)state;
    for (int p = 1; p < studio.body.part_count; p++) {
        const Part *part = &studio.body.parts[p];
        if (!has_key_colour(part)) continue;
        const PartId other = body_part(&studio.body, text_format(&studio.frame, "%s_left", part->structure));
        if (other) assert_true(glms_vec3_eqv(part->key_srgb, studio.body.parts[other].key_srgb));
        const bool tissue = glms_vec3_eqv(part->key_srgb, part->colour_srgb);
        if (tissue) fail_msg("%s has no key colour of its own", part->id);
    }
}

static bool share_an_entry(const Part *a, const Part *b)
{
    return a->name == b->name || (a->key_legend && b->key_legend && strcmp(a->key_legend, b->key_legend) == 0);
}

static void no_two_entries_of_the_key_share_a_colour(void **state)
{
    (void)state;
    for (int a = 1; a < studio.body.part_count; a++) {
        for (int b = a + 1; b < studio.body.part_count; b++) {
            const Part *one = &studio.body.parts[a], *two = &studio.body.parts[b];
            if (!has_key_colour(one) || !has_key_colour(two) || share_an_entry(one, two)) continue;
            const double apart = colours_apart(EYE_NORMAL, one->key_srgb, two->key_srgb);
            if (apart < 3.5) fail_msg("%s and %s have nearly one colour: %.1f apart", one->id, two->id, apart);
        }
    }
}

static void key_colours_take_the_place_of_tissue(void **state)
{
    (void)state;
    ViewState view = view_of("--colour key");
    const Scene *scene = scene_of(&view);
    for (int i = 0; i < scene->item_count; i++) {
        const SceneItem *item = &scene->items[i];
        if (!has_key_colour(&studio.body.parts[item->part])) continue;
        assert_true(glms_vec3_eqv(item->colour_srgb, studio.body.parts[item->part].key_srgb));
        assert_null(item->fibres);
    }
}

// ---- words and controls: WCAG 2.2

#define STAGE_WIDTH_PX 1280
#define STAGE_HEIGHT_PX 800

// What may lie behind a panel: the page, lit bone, bone in shade, muscle.
typedef struct Grounds {
    vec3s srgb[5];
    int count;
} Grounds;

static Grounds grounds_of(Theme theme, bool page_only)
{
    const SceneTheme t = scene_theme(theme, PAIN_RED);
    Grounds grounds = { { t.background_top_srgb, t.background_bottom_srgb, { { 0.95f, 0.92f, 0.86f } }, { { 0.42f, 0.38f, 0.33f } }, { { 0.71f, 0.33f, 0.29f } } }, 5 };
    if (page_only) grounds.count = 2;
    return grounds;
}

static vec3s over_colour(vec3s below, Rgba c)
{
    return colour_over(below, (vec3s) { { c.r, c.g, c.b } }, c.a);
}

static bool holds(UiRect rect, float x, float y)
{
    return x >= rect.x && y >= rect.y && x < rect.x + rect.w && y < rect.y + rect.h;
}

// What stands behind a text: every filled box drawn before it, then its halo.
static vec3s behind_text(const UiDraw *draw, int text, vec3s ground)
{
    const UiCommand *words = &draw->commands[text];
    const float x = words->rect.x + 0.3f * words->size_px, y = words->rect.y - 0.3f * words->size_px;
    for (int i = 0; i < text; i++) {
        const UiCommand *c = &draw->commands[i];
        const bool seen = holds(c->rect, x, y) && (c->clip.w <= 0 || holds(c->clip, x, y));
        if (c->shape == UI_SHAPE_RECT && c->border_px <= 0 && c->shadow_px <= 0 && seen) ground = over_colour(ground, c->colour);
    }
    return words->halo_px > 0 ? over_colour(ground, words->halo_colour) : ground;
}

static double least_contrast(Theme theme)
{
    return theme == THEME_PROJECTOR ? 7.0 : 4.5;
}

// Text of 18 points, or 14 bold ones, counts as large.
static bool is_large(const UiCommand *words)
{
    return words->size_px >= 24.0f || (words->weight == UI_BOLD && words->size_px >= 18.7f);
}

static bool is_clipped_away(const UiCommand *words) // a card that finds too little room shows what it can
{
    return words->clip.w > 0 && !holds(words->clip, words->rect.x, words->rect.y);
}

static double check_words(const UiDraw *draw, Theme theme, bool page_only)
{
    const Grounds grounds = grounds_of(theme, page_only);
    double worst = 99;
    for (int i = 0; i < draw->command_count; i++) {
        const UiCommand *words = &draw->commands[i];
        if (words->shape != UI_SHAPE_TEXT || !words->text || !*words->text || is_clipped_away(words)) continue;
        for (int g = 0; g < grounds.count; g++) {
            const vec3s behind = behind_text(draw, i, grounds.srgb[g]);
            const double contrast = colour_contrast(over_colour(behind, words->colour), behind);
            worst = fmin(worst, contrast);
            if (contrast < (is_large(words) ? 3.0 : least_contrast(theme)))
                fail_msg("%s theme: \"%s\" has a contrast of %.2f on ground %d", theme_ids[theme], words->text, contrast, g);
        }
    }
    return worst;
}

static struct Stage {
    App app;
    Input input;
} stage;

static void settle(void)
{
    for (int i = 0; i < 3; i++) {
        stage.input.now_s += 0.02;
        arena_reset(&studio.frame);
        app_frame(&stage.app, &stage.input, &studio.frame);
    }
}

static void open_stage(Theme theme, Pain pain, Door door)
{
    ViewState view;
    view_state_init(&view, &studio.body);
    view.ui = true;
    view.theme = theme;
    view.pain = pain;
    app_init(&stage.app, &studio.body, &view, studio.cache, studio.index, text_source_null(), &studio.keep);
    stage.app.reduced_motion = true;
    stage.input = (Input) { .width_px = STAGE_WIDTH_PX, .height_px = STAGE_HEIGHT_PX, .scale = 1, .now_s = 1 };
    settle();
    if (door != DOOR_START) app_open_door(&stage.app, door);
    settle();
}

// The first screen's title stands beside the figure; all else may come to lie on it.
static double words_of_a_stage(Theme theme, Door door)
{
    double worst = check_words(&stage.app.ui.draw, theme, door == DOOR_START);
    stage.app.view.selected = body_part(&studio.body, "psoas_major_right");
    if (door == DOOR_HURT) stage.app.view.trigger = body_trigger(&studio.body, "psoas_right");
    if (door == DOOR_MOVE) stage.app.view.colour = COLOUR_STRAIN;
    if (door == DOOR_LOOK) stage.app.view.colour = COLOUR_KEY;
    settle();
    worst = fmin(worst, check_words(&stage.app.ui.draw, theme, door == DOOR_START));
    stage.app.help_open = true;
    settle();
    return fmin(worst, check_words(&stage.app.ui.draw, theme, door == DOOR_START));
}

static void every_word_of_the_window_has_its_contrast(void **state)
{
    (void)state;
    for (Theme t = 0; t < THEME_COUNT; t++) {
        double worst = 99;
        for (Door d = 0; d < DOOR_COUNT; d++) {
            open_stage(t, d == DOOR_HURT ? PAIN_SAFE : PAIN_RED, d);
            worst = fmin(worst, words_of_a_stage(t, d));
        }
        print_message("%s: words at least %.1f\n", theme_ids[t], worst);
    }
}

static void check_contrast(Theme theme, const char *what, Rgba colour, vec3s ground, double least)
{
    const double contrast = colour_contrast(over_colour(ground, colour), ground);
    if (contrast < least) fail_msg("%s theme: %s has a contrast of %.2f", theme_ids[theme], what, contrast);
}

static int times_drawn(const char *text)
{
    const UiDraw *draw = &stage.app.ui.draw;
    int count = 0;
    for (int i = 0; i < draw->command_count; i++) count += draw->commands[i].text && strcmp(draw->commands[i].text, text) == 0;
    return count;
}

static void the_key_names_what_is_in_the_picture_once(void **state)
{
    (void)state;
    open_stage(THEME_DARK, PAIN_RED, DOOR_LOOK);
    assert_int_equal(times_drawn("Iliacus muscle"), 0);
    stage.app.view.colour = COLOUR_KEY;
    settle();
    assert_int_equal(times_drawn("Iliacus muscle"), 1); // for both sides
    assert_int_equal(times_drawn("Vertebrae"), 1);      // for six
    assert_int_equal(times_drawn("Vertebra L3"), 0);
    assert_int_equal(times_drawn("Tibia"), 0); // shown, but below the picture
    stage.app.view.opacity_frac[body_part(&studio.body, "iliacus_right")] = 0;
    settle();
    assert_int_equal(times_drawn("Iliacus muscle"), 1);
    stage.app.view.opacity_frac[body_part(&studio.body, "iliacus_left")] = 0;
    settle();
    assert_int_equal(times_drawn("Iliacus muscle"), 0);
}

// Anywhere on a panel, plain or on a control, also where the cursor is.
static void check_colours_on(Theme theme, vec3s panel, const UiColours *c)
{
    const Rgba fills[] = { { 0, 0, 0, 0 }, c->control, c->control_hot };
    for (int i = 0; i < 3; i++) {
        const vec3s ground = over_colour(panel, fills[i]);
        check_contrast(theme, "text", c->text, ground, least_contrast(theme));
        check_contrast(theme, "dim text", c->text_dim, ground, least_contrast(theme));
    }
    check_contrast(theme, "danger", c->danger, panel, least_contrast(theme));
    check_contrast(theme, "border of a control", c->control_border, panel, 3.0);
    check_contrast(theme, "accent", c->accent, panel, 3.0);
    check_contrast(theme, "text on accent", c->on_accent, over_colour(panel, c->accent), least_contrast(theme));
}

static void words_and_controls_have_their_contrast_on_panels_over_anything(void **state)
{
    (void)state;
    for (Theme t = 0; t < THEME_COUNT; t++) {
        const UiColours colours = overlay_colours(t);
        const Grounds grounds = grounds_of(t, false);
        for (int g = 0; g < grounds.count; g++) check_colours_on(t, over_colour(grounds.srgb[g], colours.panel), &colours);
        for (Pain p = 0; p < PAIN_COUNT; p++) // the cross on a lit trigger point
            assert_true(colour_contrast(scene_theme(t, p).pain.solid_srgb, (vec3s) { { 1, 1, 1 } }) >= 4.5);
    }
}

// ---- the figure on its page

typedef struct Contour {
    int count, told;
    double contrast; // of the mean colour of the whole figure to the middle of the page
} Contour;

static double contrast_of_figure(const bool *mask, const uint8_t *rgba, const SceneTheme *theme)
{
    Spots all = { .count = 0 };
    for (int i = 0; i < PIXELS; i++)
        if (mask[i]) add_spot(&all, rgba + i * 4, rgba + i * 4);
    return colour_contrast(mean_of(all.drawn, all.count), glms_vec3_lerp(theme->background_bottom_srgb, theme->background_top_srgb, 0.5f));
}

// Of the pixels along the silhouette, how many have within three pixels inwards a colour that stands out from the page by 3:1.
static Contour contour_of(const char *options)
{
    const ViewState view = view_of(options);
    Scene *scene = scene_of(&view);
    const bool *mask = silhouette_of(scene);
    const uint8_t *rgba = draw(scene, 4);
    Contour contour = { .contrast = contrast_of_figure(mask, rgba, &scene->theme) };
    for (int y = 4; y < HEIGHT_PX - 4; y++) {
        for (int x = 4; x < WIDTH_PX - 4; x++) {
            const int i = y * WIDTH_PX + x;
            if (!mask[i] || count_near(mask, i, 1) == 9) continue;
            const SceneTheme *theme = &scene->theme;
            const float up = 1.0f - (float)y / HEIGHT_PX;
            const vec3s page = glms_vec3_lerp(theme->background_bottom_srgb, theme->background_top_srgb, glm_smoothstep(0, 1, up));
            bool told = false;
            for (int dy = -2; dy <= 2; dy++)
                for (int dx = -2; dx <= 2; dx++)
                    told = told || (mask[i + dy * WIDTH_PX + dx] && colour_contrast(pixel(rgba, i + dy * WIDTH_PX + dx), page) >= 3.0);
            contour.count++;
            contour.told += told;
        }
    }
    return contour;
}

static void the_silhouette_stands_out_from_every_page(void **state)
{
    (void)state;
    static const char *const figures[] = { "--show bones --view anterior", "--show iliopsoas --view anterior", "--show bones,hip_muscles --view right" };
    if (!studio.open) skip();
    for (Theme t = 0; t < THEME_COUNT; t++) {
        for (int f = 0; f < 3; f++) {
            arena_reset(&studio.frame);
            const Contour contour = contour_of(text_format(&studio.keep, "%s --theme %s", figures[f], theme_ids[t]));
            const double share = (double)contour.told / contour.count;
            if (table_wanted()) print_message("%-10s %-40s %.3f of %d, figure %.1f\n", theme_ids[t], figures[f], share, contour.count, contour.contrast);
            assert_true(contour.count > 500);
            if (t == THEME_DARK && contour.contrast < 3.0) fail_msg("%s: the figure has a contrast of %.2f", figures[f], contour.contrast);
            if (share < (t == THEME_DARK ? 0.92 : 0.95)) fail_msg("%s, %s: only %.3f of the silhouette stands out", theme_ids[t], figures[f], share);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_outline_holds_two_colours_of_which_one_stands_out_anywhere),
        cmocka_unit_test(outlines_leave_the_tissue_alone),
        cmocka_unit_test(what_is_pointed_at_has_gaps_and_what_is_selected_has_none),
        cmocka_unit_test(what_lies_behind_is_told_too),
        cmocka_unit_test(zones_are_told_from_what_lies_beneath_on_every_theme),
        cmocka_unit_test(key_colours_tell_what_touches),
        cmocka_unit_test(key_colours_are_the_same_left_and_right_and_there_for_all),
        cmocka_unit_test(no_two_entries_of_the_key_share_a_colour),
        cmocka_unit_test(key_colours_take_the_place_of_tissue),
        cmocka_unit_test(the_key_names_what_is_in_the_picture_once),
        cmocka_unit_test(every_word_of_the_window_has_its_contrast),
        cmocka_unit_test(words_and_controls_have_their_contrast_on_panels_over_anything),
        cmocka_unit_test(the_silhouette_stands_out_from_every_page),
    };
    return cmocka_run_group_tests_name("legibility", tests, set_up, tear_down);
}
