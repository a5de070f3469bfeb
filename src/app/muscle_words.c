#include "muscle_words.h"

#include "text.h"

#include <math.h>
#include <string.h>

#define SAME_FRAC 0.0005f // less than a tenth of a per cent either way is said to be the same

const char *words_fill(const Body *body, Language language, const char *string_id, const char *value, Arena *arena)
{
    const char *pattern = body_string(body, string_id, language), *gap = strstr(pattern, "%s");
    if (!gap) return pattern;
    return text_format(arena, "%.*s%s%s", (int)(gap - pattern), pattern, value, gap + 2);
}

const char *words_muscle(const Body *body, Language language, PartId muscle)
{
    return body_name(body, body->names[body->parts[muscle].name].id, language);
}

// "l3_l4" gives "L3-L4".
static const char *level(Arena *arena, const char *id, size_t size)
{
    char *text = text_to_string(arena, (Text) { id, size });
    for (char *c = text; *c; c++) {
        if (*c == '_') *c = '-';
        if (*c == 'l' || *c == 't') *c = (char)(*c - 'a' + 'A');
    }
    return text;
}

typedef struct SlipKind {
    const char *prefix, *ending, *string;
} SlipKind;

static const SlipKind slip_kinds[] = { { "psoas_", "_ivd_r", "slip_of_disc" },
                                       { "psoas_", "_tp_r", "slip_of_process" },
                                       { "psoas_", "_vb_r", "slip_of_body" } };

static const char *words_slip(const Body *body, Language language, const char *id, const SlipKind *kind, Arena *arena)
{
    const size_t size = strlen(id), before = strlen(kind->prefix), after = strlen(kind->ending);
    if (size <= before + after || strncmp(id, kind->prefix, before) != 0 || strcmp(id + size - after, kind->ending) != 0) return NULL;
    return words_fill(body, language, kind->string, level(arena, id + before, size - before - after), arena);
}

const char *words_fascicle(const Body *body, Language language, int fascicle, Arena *arena)
{
    const char *id = body->fascicles[fascicle].id;
    for (size_t i = 0; i < sizeof slip_kinds / sizeof *slip_kinds; i++) {
        const char *slip = words_slip(body, language, id, &slip_kinds[i], arena);
        if (slip) return slip;
    }
    const size_t size = strlen(id), end = size > 2 && strcmp(id + size - 2, "_r") == 0 ? size - 2 : size;
    const char *string_id = text_format(arena, "fascicle_%.*s", (int)end, id), *text = body_string(body, string_id, language);
    return text == string_id ? "" : text;
}

const char *words_strain(const Body *body, Language language, float strain_frac, Arena *arena)
{
    if (fabsf(strain_frac) < SAME_FRAC) return body_string(body, "strain_is_same", language);
    const char *size = text_format(arena, "%.1f %%", 100.0 * fabs((double)strain_frac));
    return words_fill(body, language, strain_frac < 0.0f ? "strain_is_shorter" : "strain_is_longer", size, arena);
}

static double shown(Figure figure, float value)
{
    return figure == FIGURE_STRAIN ? 100.0 * (double)value : (double)value;
}

// Changes carry their sign, arms only when they extend the hip.
static const char *signed_number(Figure figure, float value, Arena *arena)
{
    const double number = shown(figure, value);
    const char *digits = text_format(arena, figure == FIGURE_STRAIN ? "%.1f" : "%.0f", fabs(number));
    const bool zero = strcmp(digits, "0") == 0 || strcmp(digits, "0.0") == 0;
    const char *sign = zero ? "" : number < 0.0 ? "\xE2\x88\x92" : figure == FIGURE_ARM ? "" : "+";
    return text_format(arena, "%s%s", sign, digits);
}

const char *words_value(Figure figure, float value, Arena *arena)
{
    return text_format(arena, "%s %s", signed_number(figure, value, arena), figure == FIGURE_STRAIN ? "%" : "mm");
}

const char *words_published(const Body *body, Language language, PartId muscle, Figure figure, float hip_rad, Arena *arena)
{
    PublishedRange range;
    if (!published_range(body, body->parts[muscle].structure, figure, hip_rad, &range)) return "";
    const char *low = signed_number(figure, range.low, arena), *high = words_value(figure, range.high, arena);
    const bool same = strcmp(words_value(figure, range.low, arena), high) == 0;
    if (same && strcmp(high, words_value(figure, 0.0f, arena)) == 0) return ""; // standing, where changes are counted from
    return words_fill(body, language, "published", same ? high : text_format(arena, "%s \xE2\x80\x93 %s", low, high), arena);
}

const char *words_models(const Body *body, Language language, PartId muscle, Arena *arena)
{
    const char *structure = body->parts[muscle].structure, *last = "", *list = "";
    for (int i = 0; i < body->published_count; i++) {
        const PublishedRow *row = &body->published[i];
        if (strcmp(row->muscle, structure) != 0 || strcmp(row->model, last) == 0) continue;
        last = row->model;
        list = text_format(arena, "%s%s%s", list, *list ? ", " : "", last);
    }
    return *list ? text_format(arena, "%s: %s", body_string(body, "published_models", language), list) : "";
}

static const char *live(Figure figure, const Measured *now, Arena *arena)
{
    const char *change = words_value(figure, figure_of(now, figure), arena);
    return figure == FIGURE_LENGTH ? text_format(arena, "%.0f mm (%s)", (double)now->length_mm, change) : change;
}

const char *words_figure(const Measures *measures, Language language, PartId muscle, Figure figure, const Pose *pose, Arena *arena)
{
    static const char *const names[FIGURE_COUNT] = { "figure_length", "figure_strain", "figure_arm_flexion" };
    const Body *body = measures->paths->body;
    const Measured now = measure_muscle(measures, pose, muscle);
    const float hip_rad = pose->joint_rad[muscle_hip_flexion(measures, muscle)];
    const char *published = words_published(body, language, muscle, figure, hip_rad, arena);
    return text_format(arena, "%s: %s%s%s", body_string(body, names[figure], language), live(figure, &now, arena), *published ? "; " : "",
                       published);
}
