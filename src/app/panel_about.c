// panel_about.c: what this is, whose work it rests on, and what has not been looked over.
#include "panels.h"

#include "picture.h"
#include "sheet.h"

static SheetStyle style(const App *app, float size_pt, UiWeight weight, bool quiet)
{
    return (SheetStyle){ size_pt, weight, quiet ? app->ui.colours.text_dim : app->ui.colours.text };
}

// Only English was written by people who could judge it.
static void add_translation(App *app, Sheet *sheet)
{
    sheet_gap(sheet, 10);
    sheet_text(sheet, app_word(app, "about_translations"), style(app, 13, UI_REGULAR, false));
}

float panel_about(App *app, UiRect inner)
{
    Sheet sheet = sheet_make(&app->ui, inner.w < panel_pt(app, 720) ? inner.w : panel_pt(app, 720), 1);
    sheet_text(&sheet, app_word(app, "app_title"), style(app, 22, UI_BOLD, false));
    sheet_text(&sheet, app_word(app, "app_subtitle"), style(app, 14, UI_REGULAR, false));
    sheet_text(&sheet, picture_software(), style(app, 12, UI_REGULAR, true));
    sheet_gap(&sheet, 10);
    sheet_text(&sheet, app_word(app, "safety_line"), style(app, 14, UI_BOLD, false));
    sheet_text(&sheet, app_word(app, "about_body"), style(app, 13, UI_REGULAR, false));
    add_translation(app, &sheet);
    sheet_gap(&sheet, 10);
    sheet_text(&sheet, app_word(app, "credit"), style(app, 12, UI_REGULAR, true));
    sheet_text(&sheet, app_word(app, "about_licence"), style(app, 12, UI_REGULAR, true));
    sheet_draw(&sheet, inner.x, inner.y);
    return sheet.height_px;
}
