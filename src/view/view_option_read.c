// view_option_read.c: what every option is read with, and the options of the picture and the window.
#include "view_option_table.h"

#include "camera.h"
#include "label_id.h"
#include "ruler.h"
#include "view_words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define SIZE_MOST_PX 8192

Result option_word(const OptionGiven *given, const char *const *words, int count, int *out)
{
    for (int i = 0; i < count; i++) {
        if (strcmp(given->value, words[i]) != 0) continue;
        *out = i;
        return RESULT_OK;
    }
    const char *near = text_nearest(given->value, words, count);
    if (near) return message_set(given->why, RESULT_USAGE, "%s does not know \"%s\"; did you mean \"%s\"?", given->name, given->value, near);
    char all[256];
    size_t used = 0;
    for (int i = 0; i < count && used < sizeof all; i++)
        used += (size_t)snprintf(all + used, sizeof all - used, "%s%s", i ? ", " : "", words[i]);
    return message_set(given->why, RESULT_USAGE, "%s does not know \"%s\". It takes %s.", given->name, given->value, all);
}

Result option_on_off(const OptionGiven *given, bool *out)
{
    static const char *const words[] = { "off", "on" };
    int index = 0;
    const Result result = option_word(given, words, 2, &index);
    if (result == RESULT_OK) *out = index == 1;
    return result;
}

Result option_unknown_id(const OptionGiven *given, const char *kind, const char *plural, const char *word, const char *near)
{
    if (near) return message_set(given->why, RESULT_USAGE, "There is no %s \"%s\"; did you mean \"%s\"?", kind, word, near);
    return message_set(given->why, RESULT_USAGE, "There is no %s \"%s\". iliopsoas list %s shows all.", kind, word, plural);
}

void option_tell(Message *why, const char *sentence)
{
    if (!why) return;
    const Message before = *why;
    message_set(why, RESULT_OK, "%s%s%s", before.text, before.text[0] ? " " : "", sentence);
}

Result option_read_size(const OptionGiven *given)
{
    const char *cross = strchr(given->value, 'x');
    char width[16];
    int w = 0, h = 0;
    if (!cross || snprintf(width, sizeof width, "%.*s", (int)(cross - given->value), given->value) >= (int)sizeof width
        || !text_to_int(width, &w) || !text_to_int(cross + 1, &h))
        return message_set(given->why, RESULT_USAGE, "--size \"%s\" is no size. Write width x height in pixels, such as 1280x720.", given->value);
    if (w < 1 || h < 1 || w > SIZE_MOST_PX || h > SIZE_MOST_PX)
        return message_set(given->why, RESULT_USAGE, "A picture of %d x %d pixels cannot be made. Width and height must lie between 1 and %d.", w, h, SIZE_MOST_PX);
    given->view->width_px = w;
    given->view->height_px = h;
    return RESULT_OK;
}

Result option_read_language(const OptionGiven *given)
{
    int index = 0;
    const Result result = option_word(given, language_ids, LANGUAGE_COUNT, &index);
    if (result == RESULT_OK) given->view->language = (Language)index;
    return result;
}

Result option_read_theme(const OptionGiven *given)
{
    int index = 0;
    const Result result = option_word(given, theme_ids, THEME_COUNT, &index);
    if (result == RESULT_OK) given->view->theme = (Theme)index;
    return result;
}

Result option_read_pain(const OptionGiven *given)
{
    int index = 0;
    const Result result = option_word(given, pain_ids, PAIN_COUNT, &index);
    if (result == RESULT_OK) given->view->pain = (Pain)index;
    return result;
}

static Result cut_not_understood(const OptionGiven *given)
{
    return message_set(given->why, RESULT_USAGE, "--cut \"%s\" is not understood. Write sagittal, coronal or transverse = mm, such as transverse=120 or sagittal=0,flip.",
                       given->value);
}

// "sagittal=12.5", "coronal=0,flip", "off"
Result option_read_cut(const OptionGiven *given)
{
    char word[48];
    double mm = 0.0;
    int axis = 0;
    if (snprintf(word, sizeof word, "%s", given->value) >= (int)sizeof word) return cut_not_understood(given);
    char *comma = strchr(word, ','), *equals = strchr(word, '=');
    if (comma && strcmp(comma, ",flip") != 0) return cut_not_understood(given);
    if (comma) *comma = '\0';
    if (equals) *equals = '\0';
    OptionGiven axis_given = *given;
    axis_given.value = word;
    const Result result = option_word(&axis_given, cut_axis_ids, CUT_AXIS_COUNT, &axis);
    if (result != RESULT_OK) return result;
    if (axis == CUT_NONE && (equals || comma)) return cut_not_understood(given);
    if (axis != CUT_NONE && (!equals || !text_to_double(equals + 1, &mm) || fabs(mm) > 1000.0)) return cut_not_understood(given);
    given->view->cut = (CutAxis)axis;
    given->view->cut_mm = (float)mm;
    given->view->cut_flipped = comma != NULL;
    return RESULT_OK;
}

Result option_read_colour(const OptionGiven *given)
{
    int index = 0;
    const Result result = option_word(given, colour_mode_ids, COLOUR_COUNT, &index);
    if (result == RESULT_OK) given->view->colour = (ColourMode)index;
    return result;
}

Result option_read_arm(const OptionGiven *given)
{
    int index = 0;
    const Result result = option_word(given, arm_choice_ids, ARM_COUNT, &index);
    if (result == RESULT_OK) given->view->arm = (ArmChoice)index;
    return result;
}

Result option_read_plot(const OptionGiven *given)
{
    int index = 0;
    const Result result = option_word(given, plot_choice_ids, PLOT_COUNT, &index);
    if (result == RESULT_OK) given->view->plot = (PlotChoice)index;
    return result;
}

Result option_read_label(const OptionGiven *given)
{
    static const char *const modes[] = { "off", "auto" };
    for (int i = 0; i < 2; i++) {
        if (strcmp(given->value, modes[i]) != 0) continue;
        given->view->label = (LabelMode)i;
        return RESULT_OK;
    }
    return label_list_read(given->view, given->body, given->value, given->why);
}

Result option_read_measure(const OptionGiven *given)
{
    return rulers_read(given->view, given->body, given->value, given->why);
}

// Splits "a,b,c" into numbers; -1 when one of them is none.
static int read_numbers(const char *list, double *out, int most)
{
    Text rest = text_of(list), piece;
    int count = 0;
    while (text_next(&rest, ',', &piece)) {
        char word[40];
        if (count == most || piece.size >= sizeof word) return -1;
        memcpy(word, piece.data, piece.size);
        word[piece.size] = '\0';
        if (!text_to_double(word, &out[count++])) return -1;
    }
    return count;
}

static bool angles_are_sound(const double *n, int count)
{
    if (count != 3 && count != 6) return false;
    if (fabs(n[0]) > 720.0 || fabs(n[1]) > 90.0) return false;
    for (int i = 3; i < count; i++) {
        if (fabs(n[i]) > 5000.0) return false;
    }
    return n[2] == 0.0 || (n[2] >= (double)CAMERA_NEAREST_MM && n[2] <= (double)CAMERA_FARTHEST_MM);
}

static Result read_view_numbers(const OptionGiven *given)
{
    double n[6] = { 0 };
    const int count = read_numbers(given->value, n, 6);
    if (!angles_are_sound(n, count))
        return message_set(given->why, RESULT_USAGE,
                           "--view \"%s\" is not understood. Write azimuth,elevation,distance: degrees -720..720 and -90..90, and %g..%g mm or 0 to fit.",
                           given->value, (double)CAMERA_NEAREST_MM, (double)CAMERA_FARTHEST_MM);
    Camera *camera = &given->view->camera;
    camera->azimuth_rad = remainderf(glm_rad((float)n[0]), 2.0f * GLM_PIf);
    camera->elevation_rad = glm_rad((float)n[1]);
    camera->distance_mm = (float)n[2];
    camera->pivot_auto = count == 3;
    camera->pivot_mm = (vec3s){ { (float)n[3], (float)n[4], (float)n[5] } };
    return RESULT_OK;
}

Result option_read_view(const OptionGiven *given)
{
    if (strchr(given->value, ',')) return read_view_numbers(given);
    int index = 0;
    const Result result = option_word(given, view_ids, VIEW_COUNT, &index);
    if (result == RESULT_OK) view_set_standard(given->view, (ViewId)index);
    return result;
}

Result option_read_ortho(const OptionGiven *given)
{
    return option_on_off(given, &given->view->camera.orthographic);
}

Result option_read_door(const OptionGiven *given)
{
    int index = 0;
    const Result result = option_word(given, door_ids, DOOR_COUNT, &index);
    if (result == RESULT_OK) given->view->door = (Door)index;
    return result;
}

Result option_read_ui(const OptionGiven *given)
{
    return option_on_off(given, &given->view->ui);
}

Result option_read_debug(const OptionGiven *given)
{
    int index = 0;
    const Result result = option_word(given, debug_ids, DEBUG_VIEW_COUNT, &index);
    if (result == RESULT_OK) given->view->debug_view = (DebugView)index;
    return result;
}

Result option_read_stats(const OptionGiven *given)
{
    return option_on_off(given, &given->view->stats);
}

Result option_read_lesson(const OptionGiven *given)
{
    return message_set(given->why, RESULT_USAGE, "%s: lessons come with a later version. Leave it out; iliopsoas list clips and list triggers show what there is.", given->name);
}

Result option_read_state(const OptionGiven *given)
{
    return view_words_read(given->view, given->body, given->value, given->why);
}
