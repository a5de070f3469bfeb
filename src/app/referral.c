#include "referral.h"

#include "scene_build.h"
#include "sheet.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define CARD_WIDTH_PT 352.0f
#define WIDE_CARD_WIDTH_PT 470.0f
#define PAD_PT 16.0f

bool referral_topic(const ViewState *view, ReferralTopic *out)
{
    *out = (ReferralTopic){ .trigger = view->hovered_trigger };
    if (!out->trigger) out->zone = view->hovered_zone;
    if (!out->trigger && !out->zone) out->trigger = view->trigger;
    return out->trigger || out->zone;
}

bool referral_is_shown(const ViewState *view)
{
    ReferralTopic topic;
    return referral_topic(view, &topic) || view->door == DOOR_HURT;
}

static const char *side_word(const Body *body, const ViewState *view, Side side)
{
    return body_string(body, side_ids[side], view->language);
}

const char *referral_zone_title(const Body *body, const ViewState *view, ZoneId zone, Arena *frame)
{
    const Zone *z = &body->zones[zone];
    const char *name = body_string(body, text_format(frame, "zone_%s", z->base), view->language);
    return text_format(frame, "%s, %s", name, side_word(body, view, z->side));
}

const char *referral_trigger_title(const Body *body, const ViewState *view, TriggerId trigger, Arena *frame)
{
    const Trigger *t = &body->triggers[trigger];
    const char *name = body_string(body, text_format(frame, "trigger_%s", t->point), view->language);
    return text_format(frame, "%s, %s", name, side_word(body, view, t->side));
}

// ---- one card being filled

typedef struct Card {
    const Body *body;
    const ViewState *view;
    Sheet sheet;
    Rgba pain;
} Card;

static const char *word(const Card *card, const char *id)
{
    return body_string(card->body, id, card->view->language);
}

static SheetStyle style(const Card *card, float size_pt, UiWeight weight)
{
    return (SheetStyle){ size_pt, weight, card->sheet.ui->colours.text };
}

static SheetStyle dim(const Card *card, float size_pt)
{
    return (SheetStyle){ size_pt, UI_REGULAR, card->sheet.ui->colours.text_dim };
}

static void add_heading(Card *card, const char *id, Rgba colour)
{
    sheet_gap(&card->sheet, 8);
    sheet_text(&card->sheet, word(card, id), (SheetStyle){ 12, UI_BOLD, colour });
    sheet_gap(&card->sheet, 2);
}

static void add_title(Card *card, const char *title)
{
    sheet_text(&card->sheet, title, style(card, 16, UI_BOLD));
    sheet_gap(&card->sheet, 2);
}

// ---- a zone: what can cause pain there

static bool rival_applies(const Card *card, const Rival *rival, const Zone *zone, Urgency urgency)
{
    if (rival->urgency != urgency || strcmp(rival->zone, zone->base) != 0) return false;
    if (rival->side != SIDE_MID && rival->side != zone->side) return false;
    return rival->sex == SEX_BOTH || rival->sex == card->view->sex;
}

static const struct {
    const char *heading;
    SheetMark mark;
} urgency_look[URGENCY_COUNT] = {
    [URGENCY_URGENT] = { "urgent", SHEET_WARNING },
    [URGENCY_COMMON] = { "common", SHEET_DISC },
    [URGENCY_MUSCLE] = { "other_muscles", SHEET_RING },
};

static Rgba urgency_colour(const Card *card, Urgency urgency)
{
    const UiColours *colours = &card->sheet.ui->colours;
    return urgency == URGENCY_URGENT ? colours->danger : urgency == URGENCY_COMMON ? colours->accent : colours->text_dim;
}

static void add_rival(Card *card, const Rival *rival)
{
    const char *hint_id = text_format(card->sheet.ui->frame, "%s_hint", rival->text), *hint = word(card, hint_id);
    sheet_item(&card->sheet, urgency_look[rival->urgency].mark, urgency_colour(card, rival->urgency), word(card, rival->text),
               style(card, 12.5f, UI_REGULAR));
    if (strcmp(hint, hint_id) != 0) sheet_item(&card->sheet, SHEET_NO_MARK, card->pain, hint, dim(card, 11.5f));
    sheet_gap(&card->sheet, 2);
}

static void add_rivals(Card *card, const Zone *zone, Urgency urgency)
{
    bool headed = false;
    for (int i = 0; i < card->body->rival_count; i++) {
        const Rival *rival = &card->body->rivals[i];
        if (!rival_applies(card, rival, zone, urgency)) continue;
        if (!headed) add_heading(card, urgency_look[urgency].heading, urgency_colour(card, urgency));
        headed = true;
        add_rival(card, rival);
    }
}

static bool zone_has(const Zone *zone, ZoneGrade grade)
{
    for (int i = 0; i < zone->shape_count; i++)
        if (zone->shapes[i].grade == grade) return true;
    return false;
}

static void add_legend(Card *card, const Zone *zone)
{
    if (zone_has(zone, ZONE_TYPICAL)) sheet_item(&card->sheet, SHEET_SOLID, card->pain, word(card, "typical_explained"), dim(card, 11.5f));
    if (zone_has(zone, ZONE_SPILL))
        sheet_item(&card->sheet, SHEET_STIPPLED, card->pain, word(card, "spill_over_explained"), dim(card, 11.5f));
}

// The three points of the zone's side: the muscle this program is about, last in the list of muscles, never first.
static void add_own_points(Card *card, const Zone *zone)
{
    add_heading(card, "from_iliopsoas", card->sheet.ui->colours.text);
    for (int t = 1; t < card->body->trigger_count; t++) {
        const Trigger *trigger = &card->body->triggers[t];
        if (trigger->side != zone->side) continue;
        const char *name = word(card, text_format(card->sheet.ui->frame, "trigger_%s", trigger->point));
        const char *line = text_format(card->sheet.ui->frame, "%d  %s", trigger->number, name);
        sheet_item(&card->sheet, SHEET_CROSS, card->pain, line, style(card, 12.5f, UI_REGULAR));
    }
    sheet_gap(&card->sheet, 3);
    sheet_text(&card->sheet, word(card, "muscles_secondary"), dim(card, 11.5f));
}

static void fill_zone(Card *card, ZoneId id)
{
    const Zone *zone = &card->body->zones[id];
    add_title(card, referral_zone_title(card->body, card->view, id, card->sheet.ui->frame));
    add_legend(card, zone);
    for (int u = 0; u < URGENCY_COUNT; u++) add_rivals(card, zone, (Urgency)u);
    add_own_points(card, zone);
    sheet_gap(&card->sheet, 8);
    sheet_text(&card->sheet, word(card, "zone_source"), dim(card, 11));
}

// ---- a trigger point: where it sends pain

static void add_targets(Card *card, Side side, ZoneGrade grade)
{
    for (int z = 1; z < card->body->zone_count; z++) {
        const Zone *zone = &card->body->zones[z];
        const ZoneGrade best = zone_has(zone, ZONE_TYPICAL) ? ZONE_TYPICAL : ZONE_SPILL;
        if (zone->side != side || best != grade) continue;
        const char *name = word(card, text_format(card->sheet.ui->frame, "zone_%s", zone->base));
        sheet_item(&card->sheet, grade == ZONE_TYPICAL ? SHEET_SOLID : SHEET_STIPPLED, card->pain, name, style(card, 12.5f, UI_REGULAR));
    }
}

static void fill_trigger(Card *card, TriggerId id)
{
    const Trigger *trigger = &card->body->triggers[id];
    Arena *frame = card->sheet.ui->frame;
    const Rgba text = card->sheet.ui->colours.text;
    add_title(card, text_format(frame, "%d  %s", trigger->number, referral_trigger_title(card->body, card->view, id, frame)));
    sheet_text(&card->sheet, body_part_title(card->body, trigger->muscle, card->view->language, frame), dim(card, 12));
    add_heading(card, "where_to_press", text);
    sheet_text(&card->sheet, word(card, text_format(frame, "trigger_%s_finger", trigger->point)), style(card, 12.5f, UI_REGULAR));
    add_heading(card, "sends_pain_to", text);
    sheet_text(&card->sheet, word(card, "typical"), dim(card, 11.5f));
    add_targets(card, trigger->side, ZONE_TYPICAL);
    sheet_gap(&card->sheet, 4);
    sheet_text(&card->sheet, word(card, "spill_over"), dim(card, 11.5f));
    add_targets(card, trigger->side, ZONE_SPILL);
    sheet_gap(&card->sheet, 8);
    sheet_text(&card->sheet, word(card, "one_pattern"), dim(card, 11.5f));
    sheet_gap(&card->sheet, 4);
    sheet_text(&card->sheet, word(card, "muscles_secondary"), dim(card, 11.5f));
    sheet_gap(&card->sheet, 6);
    sheet_text(&card->sheet, word(card, "trigger_source"), dim(card, 11));
}

// ---- the card on screen

static Rgba pain_colour(const ViewState *view)
{
    const vec3s pain = scene_theme(view->theme, view->pain).pain.solid_srgb;
    return (Rgba){ pain.x, pain.y, pain.z, 1 };
}

static Card card_fill(Ui *ui, const Body *body, const ViewState *view, ReferralTopic topic, float width_px, float text_scale)
{
    Card card = { body, view, sheet_make(ui, width_px, text_scale), pain_colour(view) };
    if (topic.trigger)
        fill_trigger(&card, topic.trigger);
    else
        fill_zone(&card, topic.zone);
    return card;
}

// Smaller text before scrolling, but never too small to read.
static Card card_fit(Ui *ui, const Body *body, const ViewState *view, ReferralTopic topic, float width_px, float height_px)
{
    static const float sizes[] = { 1.0f, 0.95f, 0.90f, 0.86f }, large_sizes[] = { 1.0f, 0.90f, 0.80f, 0.70f }; // projector: 1.35 times that
    const float *of_theme = view->theme == THEME_PROJECTOR ? large_sizes : sizes;
    Card card = { 0 };
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        card = card_fill(ui, body, view, topic, width_px, of_theme[i]);
        if (card.sheet.height_px <= height_px) break;
    }
    return card;
}

static UiRect no_rect(void)
{
    return (UiRect){ 0, 0, 0, 0 };
}

UiRect referral_draw_card(Ui *ui, const Body *body, const ViewState *view, UiRect free, UiScroll *scroll)
{
    ReferralTopic topic;
    const float pad = PAD_PT * ui->scale, room = free.h - 2 * pad;
    float width = fminf(CARD_WIDTH_PT * ui->scale, free.w * 0.6f);
    if (!referral_topic(view, &topic) || width < 180 * ui->scale || free.h < 90 * ui->scale) return no_rect();
    Card card = card_fit(ui, body, view, topic, width - 2 * pad, room);
    if (card.sheet.height_px > room) { // hints on one line each: a still cannot be scrolled
        width = fminf(WIDE_CARD_WIDTH_PT * ui->scale, free.w * 0.6f);
        card = card_fit(ui, body, view, topic, width - 2 * pad, room);
    }
    const float height = fminf(card.sheet.height_px + 2 * pad, free.h);
    const UiRect rect = { free.x + free.w - width, free.y, width, height };
    ui_panel(ui, rect, 14);
    const float edge = 4 * ui->scale;
    UiPane pane = ui_pane_begin(ui, (UiRect){ rect.x + edge, rect.y + edge, rect.w - 2 * edge, rect.h - 2 * edge }, scroll);
    const UiRect all = ui_pane_row(&pane, card.sheet.height_px + 2 * (pad - edge));
    sheet_draw(&card.sheet, rect.x + pad, all.y + pad - edge);
    ui_pane_end(ui, &pane);
    return rect;
}

// ---- stop and see a doctor

// Lines break between the items, not inside them.
static const char *held_together(Arena *frame, const char *text)
{
    char *out = ARENA_ARRAY(frame, char, 2 * strlen(text) + 1), *end = out;
    for (; *text; text++) {
        if (*text == ' ') *end++ = '\xC2'; // no-break space
        *end++ = *text == ' ' ? '\xA0' : *text;
    }
    return out;
}

static const char *stop_list(Ui *ui, const Body *body, const ViewState *view)
{
    const char *list = "";
    for (int i = 1; i <= REFERRAL_STOP_COUNT; i++) {
        char id[16];
        snprintf(id, sizeof id, "stop_%d", i);
        const char *item = held_together(ui->frame, body_string(body, id, view->language));
        list = i == 1 ? item : text_format(ui->frame, "%s \xC2\xA0\xC2\xB7\xC2\xA0 %s", list, item);
    }
    return list;
}

static float stop_width(const Ui *ui, UiRect free)
{
    return fminf(free.w, 1040 * ui->scale);
}

static Sheet fill_stop(Ui *ui, const Body *body, const ViewState *view, float width_px, float text_scale)
{
    Sheet sheet = sheet_make(ui, width_px, text_scale);
    const char *learning = body_string(body, "safety_line", view->language), *title = body_string(body, "stop_title", view->language);
    sheet_item(&sheet, SHEET_WARNING, ui->colours.danger, text_format(ui->frame, "%s. %s:", learning, title),
               (SheetStyle){ 13, UI_BOLD, ui->colours.text });
    sheet_item(&sheet, SHEET_NO_MARK, ui->colours.danger, stop_list(ui, body, view), (SheetStyle){ 11.5f, UI_REGULAR, ui->colours.text });
    return sheet;
}

UiRect referral_draw_stop(Ui *ui, const Body *body, const ViewState *view, UiRect free)
{
    const float pad = 12 * ui->scale, width = stop_width(ui, free), inner = width - 2 * pad - 4 * ui->scale;
    Sheet sheet = fill_stop(ui, body, view, inner, 1);
    if (sheet.height_px > free.h * 0.3f) sheet = fill_stop(ui, body, view, inner, 0.85f); // small windows
    const float height = sheet.height_px + 1.4f * pad;
    const UiRect rect = { free.x + (free.w - width) / 2, free.y + free.h - height, width, height };
    ui_panel(ui, rect, 12);
    sheet_draw(&sheet, rect.x + pad, rect.y + 0.7f * pad);
    return rect;
}

char *referral_plain(Ui *ui, const Body *body, const ViewState *view)
{
    ReferralTopic topic;
    if (!referral_topic(view, &topic)) return NULL;
    const Card card = card_fill(ui, body, view, topic, CARD_WIDTH_PT * ui->scale, 1);
    const Sheet stop = fill_stop(ui, body, view, CARD_WIDTH_PT * ui->scale, 1);
    return text_format(ui->frame, "%s\n%s", sheet_plain(&card.sheet), sheet_plain(&stop));
}
