#include "command_line.h"

#include "bench_window.h"
#include "frame_figures.h"
#include "json.h"
#include "muscle_shape.h"
#include "pick.h"
#include "still.h"

#include <math.h>
#include <string.h>

enum { FRAME_COUNT = 60, POSE_COUNT = 61, PICK_COUNT = 2001 };

// In the order in which they are printed.
typedef struct Figures {
    double load_ms, first_frame_ms, frame_ms_median, frame_ms_p95, rich_frame_ms_median, pose_ms_median, flesh_ms_median, pick_us_median;
    double shape_us_per_vertex[DETAIL_COUNT], path_us_per_fascicle[2]; // [0] half of the fascicles, [1] all of them
    double triangles, peak_rss_mib, pack_bytes;
    WindowFigures window;
} Figures;

static double now_ms(void)
{
    return platform_now_s() * 1e3;
}

static int samples_for(const Still *still)
{
    return render_is_software(still->renderer) ? 1 : 4; // as the window does
}

static Result draw_frame(Still *still, Session *session, const ViewState *view, Message *why)
{
    const Result result = still_draw(still, session, view, NULL, samples_for(still), why);
    if (result == RESULT_OK) render_finish(still->renderer);
    return result;
}

// The camera goes once round the body, so every frame differs from the last.
static Result go_round(Still *still, Session *session, ViewState view, double frame_ms[FRAME_COUNT], Message *why)
{
    Result result = RESULT_OK;
    for (int i = 0; i < FRAME_COUNT && result == RESULT_OK; i++) {
        view.camera.azimuth_rad += 2.0f * GLM_PIf / FRAME_COUNT;
        const double start_ms = now_ms();
        result = draw_frame(still, session, &view, why);
        frame_ms[i] = now_ms() - start_ms;
    }
    return result;
}

static Result measure_frames(Still *still, Session *session, Figures *out, Message *why)
{
    double frame_ms[FRAME_COUNT] = { 0 };
    const Result result = go_round(still, session, session->view, frame_ms, why);
    out->frame_ms_median = value_at_share(frame_ms, FRAME_COUNT, 0.5);
    out->frame_ms_p95 = value_at_share(frame_ms, FRAME_COUNT, 0.95);
    out->triangles = render_stats(still->renderer).triangle_count;
    return result;
}

// All that can be asked for at once: every structure, skin half clear, cut open, labelled.
static Result measure_rich_frames(Still *still, Session *session, Figures *out, Message *why)
{
    static char *words[] = { "--show", "body", "--fade", "skin=0.6", "--cut", "transverse=60", "--label", "auto" };
    double frame_ms[FRAME_COUNT] = { 0 };
    ViewState view = session->view;
    Result result = view_options_read(&view, &session->body, (int)(sizeof words / sizeof *words), words, why);
    if (result == RESULT_OK) result = draw_frame(still, session, &view, why); // a driver makes its programs now
    if (result == RESULT_OK) result = go_round(still, session, view, frame_ms, why);
    out->rich_frame_ms_median = value_at_share(frame_ms, FRAME_COUNT, 0.5);
    return result;
}

// Each pose differs from the last: nothing can be taken from the cache.
static void measure_motion(Session *session, Figures *out)
{
    double pose_ms[POSE_COUNT], flesh_ms[POSE_COUNT];
    ViewState view = session->view;
    SceneCache *cache = scene_cache_make(&session->body, &session->keep);
    static const char *const joints[] = { "hip_flexion_right", "hip_flexion_left" }; // both legs: the muscles of a resting one cost nothing
    for (int i = 0; i < POSE_COUNT; i++) {
        for (int k = 0; k < 2; k++) {
            const JointId joint = body_joint(&session->body, joints[k]);
            view.joint_set[joint] = true;
            view.joint_rad[joint] = glm_rad(1.0f + (float)i);
        }
        arena_reset(&session->frame);
        scene_build(&session->body, cache, &view, DETAIL_HIGH, &session->frame, NULL);
        pose_ms[i] = scene_times(cache).pose_ms;
        flesh_ms[i] = scene_times(cache).flesh_ms;
    }
    out->pose_ms_median = value_at_share(pose_ms, POSE_COUNT, 0.5);
    out->flesh_ms_median = value_at_share(flesh_ms, POSE_COUNT, 0.5);
}

static Pose pose_of_step(const Session *session, int step)
{
    Pose pose;
    float joint_rad[JOINT_MOST] = { 0 };
    joint_rad[body_joint(&session->body, "hip_flexion_right")] = glm_rad(1.0f + (float)step);
    pose_solve(&session->body, joint_rad, POSTURE_STANDING, &pose);
    return pose;
}

// How the cost of a muscle grows with its vertices: the same muscle, its rounds run on each level of detail.
static double shape_us_per_vertex(Session *session, PartId muscle, Detail detail)
{
    double us[POSE_COUNT];
    MuscleShapes *shapes = muscle_shapes_bind(&session->body, detail, &session->keep);
    const uint32_t count = session->body.parts[muscle].mesh->level[detail].vertex_count;
    FleshVertex *out = ARENA_ARRAY(&session->keep, FleshVertex, count);
    for (int i = 0; i < POSE_COUNT; i++) {
        const Pose pose = pose_of_step(session, i);
        const double start_ms = now_ms();
        muscle_shape(shapes, &pose, muscle, count, out);
        us[i] = (now_ms() - start_ms) * 1e3;
    }
    return value_at_share(us, POSE_COUNT, 0.5) / (double)count;
}

static double path_us_per_fascicle(Session *session, const MusclePaths *paths, int count)
{
    double us[POSE_COUNT];
    vec3s station_mm[PATH_STATIONS_MOST];
    for (int i = 0; i < POSE_COUNT; i++) {
        const Pose pose = pose_of_step(session, i);
        const double start_ms = now_ms();
        for (int f = 0; f < count; f++) muscle_path_trace(paths, &pose, f, SIDE_RIGHT, station_mm);
        us[i] = (now_ms() - start_ms) * 1e3;
    }
    return value_at_share(us, POSE_COUNT, 0.5) / (double)count;
}

static void measure_growth(Session *session, Figures *out)
{
    const PartId psoas = body_part(&session->body, "psoas_major_right");
    for (int k = 0; psoas && k < DETAIL_COUNT; k++) out->shape_us_per_vertex[k] = shape_us_per_vertex(session, psoas, (Detail)k);
    const MusclePaths paths = muscle_paths_bind(&session->body, &session->keep);
    if (paths.count < 2) return;
    out->path_us_per_fascicle[0] = path_us_per_fascicle(session, &paths, paths.count / 2);
    out->path_us_per_fascicle[1] = path_us_per_fascicle(session, &paths, paths.count);
}

// Pixels spread over the picture, the same every run. Only those that show something count: a miss is cheap.
static void measure_picks(Session *session, Still *still, Figures *out)
{
    double pick_us[PICK_COUNT];
    int hit_count = 0;
    PickIndex *index = pick_index_make(&session->body, &session->keep);
    arena_reset(&session->frame);
    const Scene *scene = scene_build(&session->body, still->cache, &session->view, DETAIL_HIGH, &session->frame, NULL);
    pick_at(index, &session->body, scene, &session->view, 0.0f, 0.0f); // makes the boxes of the resting parts
    for (int i = 0; i < PICK_COUNT; i++) {
        const float x_px = (float)session->view.width_px * fmodf(0.5f + 0.618034f * (float)i, 1.0f);
        const float y_px = (float)session->view.height_px * ((float)i + 0.5f) / PICK_COUNT;
        const double start_ms = now_ms();
        const Pick pick = pick_at(index, &session->body, scene, &session->view, x_px, y_px);
        if (pick.part) pick_us[hit_count++] = (now_ms() - start_ms) * 1e3;
    }
    if (hit_count) out->pick_us_median = value_at_share(pick_us, hit_count, 0.5);
}

static void print_words(const char *key, const char *words, bool json, bool last)
{
    printf(json ? "\"%s\": " : "%-25s ", key);
    if (json) json_string(stdout, words);
    else printf("%s", words);
    printf(!json ? "\n" : last ? "}\n" : ", ");
}

static void print_figures(const Figures *f, const char *driver, bool json)
{
    const struct {
        const char *key;
        double value;
    } lines[] = {
        { "load_ms", f->load_ms }, { "first_frame_ms", f->first_frame_ms }, { "frame_ms_median", f->frame_ms_median },
        { "frame_ms_p95", f->frame_ms_p95 }, { "rich_frame_ms_median", f->rich_frame_ms_median },
        { "pose_ms_median", f->pose_ms_median }, { "flesh_ms_median", f->flesh_ms_median },
        { "pick_us_median", f->pick_us_median },
        { "window_still_ms_median", f->window.still_ms_median }, { "window_act_ms_median", f->window.act_ms_median },
        { "window_act_ms_worst", f->window.act_ms_worst }, { "search_ms_median", f->window.search_ms_median },
        { "search_ms_worst", f->window.search_ms_worst },
        { "shape_us_per_vertex_low", f->shape_us_per_vertex[DETAIL_LOW] }, { "shape_us_per_vertex_high", f->shape_us_per_vertex[DETAIL_HIGH] },
        { "shape_us_per_vertex_full", f->shape_us_per_vertex[DETAIL_FULL] },
        { "path_us_per_fascicle_half", f->path_us_per_fascicle[0] }, { "path_us_per_fascicle_all", f->path_us_per_fascicle[1] },
        { "triangles", f->triangles }, { "peak_rss_mib", f->peak_rss_mib }, { "pack_bytes", f->pack_bytes },
    };
    printf(json ? "{" : "");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const bool whole = lines[i].value == floor(lines[i].value);
        printf(json ? "\"%s\": %.*f, " : "%-25s %.*f\n", lines[i].key, whole ? 0 : 4, lines[i].value);
    }
    for (int i = 0; i < f->window.act_count && !json; i++) printf("  %-23s %.4f\n", f->window.acts[i].name, f->window.acts[i].ms);
    print_words("window_worst_act", f->window.worst_act, json, false);
    print_words("driver", driver, json, true);
}

static Result measure(Session *session, double start_ms, bool json, Message *why)
{
    Still still;
    Figures figures = { .load_ms = now_ms() - start_ms, .pack_bytes = (double)session->body.pack.file.size };
    Result result = still_open(&still, session, why);
    if (result == RESULT_OK) result = draw_frame(&still, session, &session->view, why);
    figures.first_frame_ms = now_ms() - start_ms;
    if (result == RESULT_OK) result = measure_frames(&still, session, &figures, why);
    if (result == RESULT_OK) result = measure_rich_frames(&still, session, &figures, why);
    if (result == RESULT_OK) {
        measure_motion(session, &figures);
        measure_picks(session, &still, &figures);
        figures.peak_rss_mib = process_peak_mib(); // before what follows, which makes a second index of everything
        result = bench_window(&still, session, &figures.window, why);
        measure_growth(session, &figures);
    }
    if (result == RESULT_OK) print_figures(&figures, render_driver_name(still.renderer), json);
    still_close(&still);
    return result;
}

Result command_bench(const CommandLine *line, Message *why)
{
    Session session;
    const double start_ms = now_ms();
    Result result = session_open(&session, line, why);
    if (result == RESULT_OK) result = measure(&session, start_ms, line->own[0] != NULL, why);
    session_close(&session);
    return result;
}
