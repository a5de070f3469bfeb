// view_option.c: the table of view options, and what is done with it as a whole. How one option is read and written: view_option_table.h.
#include "view_option_table.h"

#include <string.h>

const char *const door_ids[DOOR_COUNT] = { "start", "look", "hurt", "move" };
const char *const debug_ids[DEBUG_VIEW_COUNT] = { "lit", "part", "normal", "occlusion", "curvature", "strain", "overdraw" };

// The order is the order of application: what an option builds on stands above it.
typedef struct OptionRow {
    ViewOption option;
    OptionRead *read;
    OptionWrite *write; // NULL: says nothing of its own; the last ones are not there yet, and not offered in the help
} OptionRow;

static const OptionRow rows[] = {
    { { "--state", "WORDS", "a view in words, as Ctrl+C in the window copies it; what cannot be read is told and left out" }, option_read_state, NULL },
    { { "--size", "WxH", "picture size in pixels, 1x1 to 8192x8192 (1280x720)" }, option_read_size, option_write_size },
    { { "--sex", "male|female", "whose body: pelvis, femur, muscle and organs (male)" }, option_read_sex, option_write_sex },
    { { "--body", "LIST|usual", "one body's own: lordosis, pelvic_tilt, anteversion, neck_shaft in degrees, psoas_minor=on: anteversion=20,... (usual)" }, option_read_body, option_write_body },
    { { "--lang", "en|la|fr|es|pt|it|de", "language; la: Latin names, English interface (en)" }, option_read_language, option_write_language },
    { { "--theme", "dark|light|projector", "colours of the page (dark)" }, option_read_theme, option_write_theme },
    { { "--pain", "red|safe", "pain zones in red, or in indigo, which every eye tells from flesh (red)" }, option_read_pain, option_write_pain },
    { { "--clip", "NAME", "a movement, opens with its own view; see iliopsoas list clips" }, option_read_clip, option_write_clip },
    { { "--pelvis", "held|arching", "in a clip that shows both: the pelvis held, or the back arching instead (held)" }, option_read_pelvis, option_write_pelvis },
    { { "--at", "0..1", "share of the clip that has passed (0)" }, option_read_at, option_write_at },
    { { "--pose", "JOINT=DEG|MM,...", "joint angles, over those of the clip; see iliopsoas list joints" }, option_read_pose, option_write_pose },
    { { "--depth", "0..1|off", "peels the layers, from the skin (0) over belly wall, organs, vessels and muscles to the bones (1)" }, option_read_depth, option_write_depth },
    { { "--show", "LIST", "show only these groups or structures: bones,psoas_major,..." }, option_read_show, option_write_show },
    { { "--fade", "LIST", "opacity 0..1 of groups or structures: bones=0.4,..." }, option_read_fade, option_write_fade },
    { { "--hide", "LIST", "take these groups or structures away" }, option_read_hide, option_write_hide },
    { { "--xray", "LIST", "see through these" }, option_read_xray, option_write_xray },
    { { "--cut", "AXIS=MM[,flip]|off", "cuts the body open: sagittal, coronal or transverse, at mm from the middle of the hips (off)" }, option_read_cut, option_write_cut },
    { { "--colour", "tissue|key|region|strain", "what the colours mean (tissue); key: one for each structure; strain: how much longer than standing" }, option_read_colour, option_write_colour },
    { { "--arm", "auto|on|off", "moment arms at the hip (auto: with --colour strain, and of a muscle selected to be moved)" }, option_read_arm, option_write_arm },
    { { "--plot", "auto|off|length|strain|arm", "a muscle's curve over the clip (auto: strain, with --colour strain)" }, option_read_plot, option_write_plot },
    { { "--label", "LIST|auto|off", "names beside the figure (off): structures, groups, places as PART:PLACE or PLACE; auto: what is worth naming" }, option_read_label, option_write_label },
    { { "--measure", "A,B[,C][+...]|off", "distance A to B, or the angle at B: landmarks (asis, asis_left), PART:LANDMARK or PART@x:y:z in mm at rest (off)" }, option_read_measure, option_write_measure },
    { { "--view", "NAME|AZ,EL,DIST", "standard view (iliopsoas list views), or degrees and mm, 0 mm to fit (oblique)" }, option_read_view, option_write_view },
    { { "--ortho", "on|off", "parallel instead of perspective projection (off)" }, option_read_ortho, option_write_ortho },
    { { "--focus", "ID", "frame this structure" }, option_read_focus, option_write_focus },
    { { "--select", "LIST", "select these groups or structures; the card is about the last one" }, option_read_select, option_write_select },
    { { "--place", "PART:PLACE|off", "select a region or landmark of a structure, such as hip_bone_right:asis, and mark it (off)" }, option_read_place, option_write_place },
    { { "--attachments", "ID|off", "paint where this muscle is attached: origin red, insertion blue (off)" }, option_read_attached, option_write_attached },
    { { "--hover", "ID", "as if the cursor were on this structure, trigger:POINT or zone" }, option_read_hover, option_write_hover },
    { { "--trigger", "ID", "light the pain zones of this trigger point" }, option_read_trigger, option_write_trigger },
    { { "--door", "start|look|hurt|move", "what the window is set up for (start)" }, option_read_door, option_write_door },
    { { "--ui", "on|off", "labels, legend and credit in the picture (off)" }, option_read_ui, option_write_ui },
    { { "--debug", "lit|part|normal|occlusion|curvature|strain|overdraw", "look at one ingredient of the picture, or its cost (lit)" }, option_read_debug, option_write_debug },
    { { "--stats", "on|off", "what the picture is made of, in a corner; in the window also what it costs (off)" }, option_read_stats, option_write_stats },
    { { "--lesson", "NAME", "" }, option_read_lesson, NULL },
    { { "--step", "N", "" }, option_read_lesson, NULL },
};
enum { ROW_COUNT = sizeof rows / sizeof *rows, ROWS_TO_COME = 2 };

const ViewOption *view_options(int *count)
{
    static ViewOption options[ROW_COUNT - ROWS_TO_COME];
    for (int i = 0; i < ROW_COUNT - ROWS_TO_COME; i++) options[i] = rows[i].option;
    *count = ROW_COUNT - ROWS_TO_COME;
    return options;
}

static const OptionRow *find_row(const char *name)
{
    for (int i = 0; i < ROW_COUNT; i++) {
        if (strcmp(rows[i].option.name, name) == 0) return &rows[i];
    }
    return NULL;
}

bool view_option_known(const char *name)
{
    return find_row(name) != NULL;
}

static Result unknown_option(const char *name, Message *why)
{
    const char *names[ROW_COUNT];
    for (int i = 0; i < ROW_COUNT; i++) names[i] = rows[i].option.name;
    const char *near = text_nearest(name, names, ROW_COUNT - ROWS_TO_COME);
    if (near) return message_set(why, RESULT_USAGE, "There is no option %s; did you mean %s?", name, near);
    return message_set(why, RESULT_USAGE, "There is no option %s. --help lists all.", name);
}

Result view_option_set(ViewState *view, const Body *body, const char *name, const char *value, Message *why)
{
    const OptionRow *row = find_row(name);
    if (why) why->text[0] = '\0';
    if (!row) return unknown_option(name, why);
    return row->read(&(OptionGiven){ .view = view, .body = body, .name = name, .value = value, .why = why });
}

Result view_options_read(ViewState *view, const Body *body, int count, char *const *words, Message *why)
{
    Message told = { "" };
    for (int i = 0; i + 1 < count; i += 2) {
        if (!find_row(words[i])) return unknown_option(words[i], why);
    }
    for (int r = 0; r < ROW_COUNT; r++) {
        for (int i = 0; i + 1 < count; i += 2) {
            if (strcmp(words[i], rows[r].option.name) != 0) continue;
            const Result result = view_option_set(view, body, words[i], words[i + 1], why);
            if (result != RESULT_OK) return result;
            if (why && why->text[0]) option_tell(&told, why->text);
        }
    }
    if (why) *why = told;
    return RESULT_OK;
}

char *view_options_write(const ViewState *view, const Body *body, Arena *arena)
{
    ViewState reached;
    view_state_init(&reached, body);
    char *line = text_format(arena, "%s", "");
    for (int i = 0; i < ROW_COUNT; i++) {
        if (!rows[i].write) continue;
        const OptionChange change = { .to = view, .from = &reached, .body = body, .arena = arena };
        char *value = rows[i].write(&change);
        if (!value) continue;
        line = text_format(arena, "%s%s%s %s", line, *line ? " " : "", rows[i].option.name, value);
        view_option_set(&reached, body, rows[i].option.name, value, NULL);
    }
    return line;
}
