// panel_words.c: the picture in words, to be read large, read aloud or copied.
#include "panels.h"

#include "scene_words.h"

#include <math.h>
#include <string.h>

#define SIZE_PT 14.0f
#define LINE_PT 680.0f // longer lines are hard to follow
#define GAP_PT 6.0f

char *panel_words_text(const App *app)
{
    ViewState still = app->view;
    still.hovered = 0; // the cursor's, not the picture's
    Picture of = panel_picture(app);
    of.view = &still;
    return scene_words(&of, app->frame);
}

float panel_words(App *app, UiRect inner)
{
    const float row = panel_pt(app, 30), width = fminf(inner.w, panel_pt(app, LINE_PT));
    float y = inner.y + row + panel_pt(app, 12);
    if (ui_button(&app->ui, ui_id("words_copy", 0), (UiRect){ inner.x, inner.y, panel_pt(app, 120), row }, app_word(app, "card_copy"), true))
        app->clipboard_wish = CLIPBOARD_COPY_WORDS;
    Text rest = text_of(panel_words_text(app)), line;
    while (text_next(&rest, '\n', &line)) {
        if (line.size == 0) continue;
        y += ui_paragraph(&app->ui, inner.x, y, width, text_to_string(app->frame, line), SIZE_PT, UI_REGULAR, app->ui.colours.text) + panel_pt(app, GAP_PT);
    }
    return y - inner.y;
}
