#include "panels.h"

#include "attach_paint.h"
#include "fibre_bind.h"
#include "muscle_plot.h"
#include "muscle_words.h"
#include "sheet.h"

#include <math.h>
#include <string.h>

#define WIDTH_PT 290.0f
#define PAD_PT 16.0f

static SheetStyle strong(const App *app, float size_pt)
{
    return (SheetStyle){ size_pt, UI_BOLD, app->ui.colours.text };
}

static SheetStyle plain(const App *app, float size_pt)
{
    return (SheetStyle){ size_pt, UI_REGULAR, app->ui.colours.text };
}

static SheetStyle dim(const App *app, float size_pt)
{
    return (SheetStyle){ size_pt, UI_REGULAR, app->ui.colours.text_dim };
}

static const char *capitalised(const App *app, const char *text)
{
    char *copy = text_to_string(app->frame, text_of(text));
    if (*copy >= 'a' && *copy <= 'z') *copy = (char)(*copy - 'a' + 'A');
    return copy;
}

static const char *plain_name(const App *app, PartId part)
{
    const char *name = app->view.language <= LANGUAGE_LA ? body_plain_name(app->body, part) : NULL; // plain names exist in English only
    return name && *name ? name : NULL;
}

// People in pain read the plain name first, students the anatomical one.
static void add_names(const App *app, Sheet *sheet, PartId id)
{
    const Name *name = &app->body->names[app->body->parts[id].name];
    const char *title = body_part_title(app->body, id, app->view.language, app->frame), *everyday = plain_name(app, id);
    const bool everyday_first = app->view.door == DOOR_HURT && everyday;
    sheet_text(sheet, everyday_first ? capitalised(app, everyday) : title, strong(app, 16));
    if (everyday) sheet_text(sheet, everyday_first ? title : everyday, plain(app, 13));
    const char *latin = name->text[LANGUAGE_LA];
    if (*latin && app->view.language != LANGUAGE_LA && strcmp(latin, name->text[app->view.language]) != 0)
        sheet_text(sheet, latin, dim(app, 12));
}

static void add_labelled(const App *app, Sheet *sheet, const char *label_id, const char *text)
{
    sheet_text(sheet, text_format(app->frame, "%s: %s", app_word(app, label_id), text), dim(app, 11.5f));
}

// What moves, beside what is published at this angle of the hip.
static void add_figures(const App *app, Sheet *sheet, PartId id)
{
    const Part *part = &app->body->parts[id];
    const char *note = text_format(app->frame, "note_%s", part->structure), *said = app_word(app, note);
    if (!fibre_has(app->body, id)) return;
    sheet_gap(sheet, 6);
    for (int f = 0; f < FIGURE_COUNT; f++)
        sheet_text(sheet, words_figure(scene_measures(app->cache), app->view.language, id, (Figure)f, scene_pose(app->cache), app->frame),
                   plain(app, 12));
    const char *models = words_models(app->body, app->view.language, id, app->frame);
    if (*models && !muscle_plot_wanted(app->body, &app->view)) sheet_text(sheet, models, dim(app, 11)); // the plot says so too
    if (said != note) sheet_text(sheet, said, dim(app, 11));
}

// "iliac fossa, ala of sacrum" from "iliac_fossa;sacral_ala".
static const char *names_of(const App *app, const char *list, bool action)
{
    const char *out = "";
    Text rest = text_of(list), piece;
    while (text_next(&rest, ';', &piece)) {
        const char *id = text_to_string(app->frame, piece);
        const char *name = action ? app_word(app, text_format(app->frame, "action_%s", id)) : body_name(app->body, id, app->view.language);
        out = text_format(app->frame, "%s%s%s", out, *out ? ", " : "", name);
    }
    return out;
}

static void add_fact(const App *app, Sheet *sheet, const char *label_id, const char *text)
{
    sheet_text(sheet, text_format(app->frame, "%s: %s", app_word(app, label_id), text), plain(app, 12));
}

static void add_muscle_facts(const App *app, Sheet *sheet, PartId id)
{
    const MuscleFact *fact = body_muscle_fact(app->body, id);
    if (!fact) return;
    sheet_gap(sheet, 6);
    add_fact(app, sheet, "card_action", names_of(app, fact->action, true));
    add_fact(app, sheet, "origin", names_of(app, fact->origin, false));
    add_fact(app, sheet, "insertion", names_of(app, fact->insertion, false));
    add_fact(app, sheet, "nerve", text_format(app->frame, "%s (%s)", names_of(app, fact->nerve, false), fact->roots));
    sheet_text(sheet, app_word(app, text_format(app->frame, "fact_%s", fact->grade)), dim(app, 11));
}

static void add_origin(const App *app, Sheet *sheet, const Part *part)
{
    const char *grade = app_word(app, text_format(app->frame, "grade_%s", grade_ids[part->grade]));
    const char *source = app_word(app, text_format(app->frame, "source_%s", part->source));
    sheet_gap(sheet, 8);
    add_labelled(app, sheet, "source", part->grade == GRADE_CONSTRUCTED ? grade : text_format(app->frame, "%s. %s", source, grade));
}

static Sheet fill(App *app, float width_px)
{
    const PartId id = app->view.selected;
    const Part *part = &app->body->parts[id];
    const char *description = app->body->names[part->name].description;
    Sheet sheet = sheet_make(&app->ui, width_px, 1);
    add_names(app, &sheet, id);
    add_figures(app, &sheet, id);
    if (description && *description && !(fibre_has(app->body, id) && muscle_plot_wanted(app->body, &app->view))) { // figures first
        sheet_gap(&sheet, 6);
        sheet_text(&sheet, description, plain(app, 12.5f));
    }
    add_muscle_facts(app, &sheet, id);
    sheet_gap(&sheet, 6);
    sheet_text(&sheet, app_word(app, text_format(app->frame, "group_%s", group_ids[part->group])), dim(app, 11.5f));
    add_origin(app, &sheet, part);
    return sheet;
}

static void hide(App *app)
{
    app->view.opacity_frac[app->view.selected] = 0;
    app->view.selected = 0;
}

static void show_only(App *app)
{
    const PartId id = app->view.selected;
    for (int p = 1; p < app->body->part_count; p++)
        if (app->body->parts[p].group != GROUP_PROPS) app->view.opacity_frac[p] = 0;
    app->view.opacity_frac[id] = view_full_opacity(&app->body->parts[id]);
}

// Seen through, the muscle does not hide what is painted.
static void show_attachments(App *app, PartId muscle)
{
    const bool on = app->view.attached != muscle;
    app->view.attached = on ? muscle : 0;
    app->view.xray[muscle] = on;
}

static void draw_buttons(App *app, float x, float y, float width)
{
    const float gap = panel_pt(app, 6), w = (width - gap) / 2, h = panel_pt(app, 30);
    Ui *ui = &app->ui;
    const PartId id = app->view.selected;
    if (ui_button(ui, ui_id("card", 0), (UiRect){ x, y, w, h }, app_word(app, "centre_here"), false)) steer_to_part(app, id);
    if (ui_button(ui, ui_id("card", 1), (UiRect){ x + w + gap, y, w, h }, app_word(app, "xray"), app->view.xray[id]))
        app->view.xray[id] = !app->view.xray[id];
    y += h + gap;
    if (ui_button(ui, ui_id("card", 2), (UiRect){ x + w + gap, y, w, h }, app_word(app, "isolate"), false)) show_only(app);
    if (ui_button(ui, ui_id("card", 3), (UiRect){ x, y, w, h }, app_word(app, "hide"), false)) hide(app);
    y += h + gap;
    if (attach_known(app->body, id) && ui_button(ui, ui_id("card", 4), (UiRect){ x, y, width, h }, app_word(app, "attachments"), app->view.attached == id))
        show_attachments(app, id);
}

UiRect panel_selection(App *app, UiRect free)
{
    const float pad = panel_pt(app, PAD_PT), width = fminf(panel_pt(app, WIDTH_PT), free.w * 0.6f);
    const float buttons = panel_pt(app, attach_known(app->body, app->view.selected) ? 112 : 76);
    if (!app->view.selected || width < panel_pt(app, 170)) return (UiRect){ 0, 0, 0, 0 };
    const Sheet sheet = fill(app, width - 2 * pad);
    const bool roomy = sheet.height_px + buttons + 2 * pad <= free.h;
    const UiRect rect = { free.x + free.w - width, free.y, width, fminf(sheet.height_px + 2 * pad + (roomy ? buttons : 0), free.h) };
    ui_panel(&app->ui, rect, 14);
    const UiRect before = app->ui.draw.clip;
    app->ui.draw.clip = rect;
    sheet_draw(&sheet, rect.x + pad, rect.y + pad);
    app->ui.draw.clip = before;
    if (roomy) draw_buttons(app, rect.x + pad, rect.y + pad + sheet.height_px + panel_pt(app, 10), rect.w - 2 * pad);
    return rect;
}
