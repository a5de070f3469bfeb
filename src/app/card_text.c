// card_text.c: see card_text.h.
#include "card_text.h"

#include "attach_paint.h"
#include "fibre_bind.h"
#include "muscle_plot.h"
#include "muscle_words.h"
#include "referral.h"

#include <string.h>

#define SECTION_PT 7.0f

LabelId card_subject(const App *app)
{
    const ViewState *view = &app->view;
    if (view->place.part && view->place.part == view->selected) return view->place;
    return (LabelId){ view->selected, 0 };
}

// ---- lines

typedef struct Writer {
    const App *app;
    const Body *body;
    Card card;
    float gap_pt;   // above the next line
    CardLine spare; // for what finds no room
} Writer;

static const char *word(const Writer *w, const char *id)
{
    return app_word(w->app, id);
}

static CardLine *add(Writer *w, CardKind kind, const char *text)
{
    CardLine *line = w->card.count < CARD_LINES_MOST ? &w->card.lines[w->card.count++] : &w->spare;
    *line = (CardLine){ .kind = kind, .text = text, .gap_pt = w->gap_pt };
    w->gap_pt = 0;
    return line;
}

static void part_off(Writer *w)
{
    if (w->card.count > 0) w->gap_pt = SECTION_PT;
}

static void add_labelled(Writer *w, CardKind kind, const char *label_id, const char *text)
{
    add(w, kind, text_format(w->app->frame, "%s: %s", word(w, label_id), text));
}

// ---- lists of rows

static void begin_list(Writer *w, const char *heading_id)
{
    part_off(w);
    add(w, CARD_HEADING, word(w, heading_id));
}

static CardLine *add_row(Writer *w, CardList list, const char *text, const char *detail)
{
    CardLine *line = add(w, CARD_ROW, text);
    line->list = list;
    line->detail = detail;
    return line;
}

static void add_place_row(Writer *w, CardList list, LabelId to, const char *detail)
{
    const Language language = w->app->view.language;
    const bool same_part = to.place && to.part == card_subject(w->app).part; // then its side goes without saying
    const char *text = same_part ? label_name(w->body, to, language) : place_title(w->body, to, language, w->app->frame);
    add_row(w, list, text, detail)->to = to;
}

// One row more than the list shows is no reason to fold it.
static void end_list(Writer *w, CardList list)
{
    const bool open = w->app->selection_card.open_lists >> list & 1u;
    int count = 0;
    for (int i = 0; i < w->card.count; i++) {
        CardLine *line = &w->card.lines[i];
        if (line->kind != CARD_ROW || line->list != list) continue;
        line->folded = !open && count >= CARD_ROWS_FOLDED;
        count++;
    }
    if (count == CARD_ROWS_FOLDED + 1) w->card.lines[w->card.count - 1].folded = false;
    if (count <= CARD_ROWS_FOLDED + 1) return;
    const char *all = app_format(w->app, "card_show_all", text_format(w->app->frame, "%d", count));
    add(w, CARD_MORE, open ? word(w, "card_show_fewer") : all)->list = list;
}

// ---- names

static const char *capitalised(const Writer *w, const char *text)
{
    char *copy = text_to_string(w->app->frame, text_of(text));
    if (*copy >= 'a' && *copy <= 'z') *copy = (char)(*copy - 'a' + 'A');
    return copy;
}

static const char *name_id(const Body *body, LabelId id)
{
    return id.place ? label_place_id(body, id) : body->names[body->parts[id.part].name].id;
}

// Plain names exist in English only.
static const char *plain_name(const Writer *w, LabelId id, const Name *name)
{
    if (w->app->view.language > LANGUAGE_LA) return NULL;
    const char *plain = id.place ? name ? name->plain : "" : body_plain_name(w->body, id.part);
    return plain && *plain ? plain : NULL;
}

static bool same_words(const char *a, const char *b)
{
    for (; *a && *b; a++, b++)
        if ((*a | 32) != (*b | 32)) return false;
    return *a == *b;
}

// People in pain read the plain name first, students the anatomical one.
static void add_names(Writer *w, LabelId id)
{
    const Language language = w->app->view.language;
    const Name *name = body_find_name(w->body, name_id(w->body, id));
    const char *title = place_title(w->body, id, language, w->app->frame), *everyday = plain_name(w, id, name), *latin = name ? name->text[LANGUAGE_LA] : "";
    const bool everyday_first = w->app->view.door == DOOR_HURT && everyday;
    if (everyday && same_words(everyday, name->text[LANGUAGE_EN])) everyday = NULL;
    add(w, CARD_TITLE, everyday_first && everyday ? capitalised(w, everyday) : title);
    if (everyday) add(w, CARD_NAME, everyday_first ? title : everyday);
    if (*latin && language != LANGUAGE_LA && strcmp(latin, name->text[language]) != 0) add(w, CARD_LATIN, latin);
}

static void add_description(Writer *w, LabelId id)
{
    const Name *name = body_find_name(w->body, name_id(w->body, id));
    if (!name || !name->description || !*name->description) return;
    part_off(w);
    add(w, CARD_TEXT, name->description);
    if (w->app->view.language > LANGUAGE_LA) add(w, CARD_NOTE, word(w, "in_english")); // there are no others
}

// ---- muscles

// What moves, beside what is published at this angle of the hip.
static void add_figures(Writer *w, PartId id)
{
    const App *app = w->app;
    const Language language = app->view.language;
    const char *note = text_format(app->frame, "note_%s", w->body->parts[id].structure), *said = word(w, note);
    if (!fibre_has(w->body, id)) return;
    part_off(w);
    for (int f = 0; f < FIGURE_COUNT; f++)
        add(w, CARD_FACT, words_figure(scene_measures(app->cache), language, id, (Figure)f, scene_pose(app->cache), app->frame));
    const char *models = words_models(w->body, language, id, app->frame);
    if (*models && !muscle_plot_wanted(w->body, &app->view)) add(w, CARD_NOTE, models); // the plot says so too
    if (said != note) add(w, CARD_NOTE, said);
}

// "bends the hip, tips the pelvis forward" from "hip_flexion;pelvis_tilt".
static const char *names_of(const Writer *w, const char *list, bool action)
{
    const char *out = "";
    Text rest = text_of(list), piece;
    while (text_next(&rest, ';', &piece)) {
        const char *id = text_to_string(w->app->frame, piece);
        const char *name = action ? word(w, text_format(w->app->frame, "action_%s", id)) : body_name(w->body, id, w->app->view.language);
        out = text_format(w->app->frame, "%s%s%s", out, *out ? ", " : "", name);
    }
    return out;
}

// Where one place is meant, the row leads there.
static void add_ends(Writer *w, PartId muscle, CardList list, const char *heading_id, const char *ends)
{
    Text rest = text_of(ends), piece;
    begin_list(w, heading_id);
    while (text_next(&rest, ';', &piece)) {
        const char *id = text_to_string(w->app->frame, piece);
        LabelId to;
        if (place_named(w->body, id, w->body->parts[muscle].side, &to)) add_place_row(w, list, to, NULL);
        else add_row(w, list, body_name(w->body, id, w->app->view.language), NULL);
    }
    end_list(w, list);
}

static void add_muscle_facts(Writer *w, PartId id)
{
    const MuscleFact *fact = body_muscle_fact(w->body, id);
    if (!fact) return;
    part_off(w);
    add_labelled(w, CARD_FACT, "card_action", names_of(w, fact->action, true));
    add_labelled(w, CARD_FACT, "nerve", text_format(w->app->frame, "%s (%s)", names_of(w, fact->nerve, false), fact->roots));
    add_ends(w, id, CARD_ORIGIN, "origin", fact->origin);
    add_ends(w, id, CARD_INSERTION, "insertion", fact->insertion);
    add(w, CARD_NOTE, word(w, text_format(w->app->frame, "fact_%s", fact->grade)))->gap_pt = 3;
}

// ---- what holds on to a bone, and where

static bool list_has(const char *list, const char *id)
{
    Text rest = text_of(list), piece;
    while (text_next(&rest, ';', &piece))
        if (strlen(id) == piece.size && memcmp(id, piece.data, piece.size) == 0) return true;
    return false;
}

// A landmark answers for the region it lies in as well: the tip of the lesser trochanter is where the trochanter's muscles end.
static bool names_place(const Writer *w, const char *list, LabelId id)
{
    const LabelId region = id.place ? place_region_of(w->app->places, id) : (LabelId){ 0, 0 };
    return list_has(list, name_id(w->body, id)) || (region.part && list_has(list, name_id(w->body, region)));
}

static const char *end_of(const Writer *w, const MuscleFact *fact, LabelId id)
{
    if (names_place(w, fact->origin, id)) return word(w, "origin");
    return names_place(w, fact->insertion, id) ? word(w, "insertion") : NULL;
}

static const char *held_as(const Writer *w, PartId muscle, PartId bone)
{
    if (!attach_of(w->body, muscle, bone)) return NULL;
    return word(w, attach_is_insertion(w->body, &w->body->parts[muscle], &w->body->parts[bone]) ? "insertion" : "origin");
}

// Of a place what muscles.csv names; of a bone also what attachments.csv holds to it.
static const char *attached_as(const Writer *w, PartId muscle, LabelId id)
{
    const MuscleFact *fact = body_muscle_fact(w->body, muscle);
    const char *end = fact ? end_of(w, fact, id) : NULL;
    return end || id.place ? end : held_as(w, muscle, id.part);
}

static bool beside(const Body *body, PartId a, PartId b)
{
    const Side left = body->parts[a].side, right = body->parts[b].side;
    return left == right || left == SIDE_MID || right == SIDE_MID;
}

static void add_muscles(Writer *w, LabelId id)
{
    bool any = false;
    for (int p = 1; p < w->body->part_count; p++) {
        const PartId muscle = (PartId)p;
        const bool wanted = muscle != id.part && w->body->parts[p].tissue == TISSUE_MUSCLE && view_has_part(&w->app->view, w->body, muscle);
        const char *how = wanted && beside(w->body, muscle, id.part) ? attached_as(w, muscle, id) : NULL;
        if (!how) continue;
        if (!any) begin_list(w, "card_muscles");
        any = true;
        add_place_row(w, CARD_MUSCLES, (LabelId){ muscle, 0 }, how);
    }
    if (any) end_list(w, CARD_MUSCLES);
}

static bool hangs_on(const Writer *w, const Trigger *trigger, LabelId id)
{
    LabelId anchor;
    if (id.place == 0) return trigger->muscle == id.part;
    if (trigger->anchor_part != id.part || !label_find_place(w->body, id.part, trigger->anchor_landmark, &anchor)) return false;
    return label_same(anchor, id) || label_same(place_region_of(w->app->places, anchor), id);
}

static void add_triggers(Writer *w, LabelId id)
{
    bool any = false;
    for (int t = 1; t < w->body->trigger_count; t++) {
        const Trigger *trigger = &w->body->triggers[t];
        if (!hangs_on(w, trigger, id)) continue;
        if (!any) begin_list(w, "card_triggers");
        any = true;
        const char *title = referral_trigger_title(w->body, &w->app->view, (TriggerId)t, w->app->frame);
        add_row(w, CARD_TRIGGERS, text_format(w->app->frame, "%d  %s", trigger->number, title), NULL)->trigger = (TriggerId)t;
    }
    if (any) end_list(w, CARD_TRIGGERS);
}

// ---- places

typedef struct Places {
    LabelId id[CARD_LINES_MOST];
    int count;
} Places;

// Of a region: the landmarks in it. Of a part: all.
static bool lists(const Writer *w, LabelId of, LabelId place)
{
    return of.place == 0 || (of.place != place.place && label_same(place_region_of(w->app->places, place), of));
}

static void add_places(Writer *w, LabelId of, const Places *all, bool regions)
{
    bool any = false;
    const CardList list = regions ? CARD_REGIONS : CARD_LANDMARKS;
    for (int i = 0; i < all->count; i++) {
        if (place_is_region(all->id[i]) != regions || !lists(w, of, all->id[i])) continue;
        if (!any) begin_list(w, regions ? "card_regions" : "card_landmarks");
        any = true;
        add_place_row(w, list, all->id[i], NULL);
    }
    if (any) end_list(w, list);
}

static void add_all_places(Writer *w, LabelId of)
{
    Places *all = ARENA_ARRAY(w->app->frame, Places, 1);
    all->count = place_list(w->body, of.part, all->id, CARD_LINES_MOST);
    add_places(w, of, all, true);
    add_places(w, of, all, false);
}

// What it is, and of which bone.
static void add_owner(Writer *w, LabelId id)
{
    const LabelId region = place_region_of(w->app->places, id), part = { id.part, 0 };
    begin_list(w, place_is_region(id) ? "card_region_of" : "card_landmark_of");
    if (region.part) add_place_row(w, CARD_OF, region, NULL);
    add_place_row(w, CARD_OF, part, NULL);
}

// ---- the whole card

static void add_source(Writer *w, PartId id)
{
    const Part *part = &w->body->parts[id];
    const char *grade = word(w, text_format(w->app->frame, "grade_%s", grade_ids[part->grade]));
    const char *source = word(w, text_format(w->app->frame, "source_%s", part->source));
    part_off(w);
    add(w, CARD_NOTE, word(w, text_format(w->app->frame, "group_%s", group_ids[part->group])));
    add_labelled(w, CARD_NOTE, "source", part->grade == GRADE_CONSTRUCTED ? grade : text_format(w->app->frame, "%s. %s", source, grade));
}

static void fill_place(Writer *w, LabelId id)
{
    add_names(w, id);
    add_owner(w, id);
    add_description(w, id);
    add_muscles(w, id);
    add_triggers(w, id);
    add_all_places(w, id);
    add_source(w, id.part);
}

static void fill_part(Writer *w, LabelId id)
{
    add_names(w, id);
    add_figures(w, id.part);
    add_description(w, id);
    add_muscle_facts(w, id.part);
    add_muscles(w, id);
    add_triggers(w, id);
    add_all_places(w, id);
    add_source(w, id.part);
}

Card card_fill(const App *app)
{
    const LabelId id = card_subject(app);
    Writer w = { .app = app, .body = app->body, .card = { .lines = ARENA_ARRAY(app->frame, CardLine, CARD_LINES_MOST) } };
    if (!id.part) return w.card;
    if (id.place) fill_place(&w, id);
    else fill_part(&w, id);
    return w.card;
}

// ---- as text

static const char *plain_line(const CardLine *line, Arena *arena)
{
    if (line->kind == CARD_HEADING) return text_format(arena, "%s:\n", line->text);
    if (line->kind != CARD_ROW) return text_format(arena, "%s\n", line->text);
    return line->detail ? text_format(arena, "- %s (%s)\n", line->text, line->detail) : text_format(arena, "- %s\n", line->text);
}

char *card_plain(const Card *card, Arena *arena)
{
    char *out = text_format(arena, "%s", "");
    for (int i = 0; i < card->count; i++) {
        const CardLine *line = &card->lines[i];
        if (line->kind == CARD_MORE) continue;
        out = text_format(arena, "%s%s%s", out, line->gap_pt >= SECTION_PT ? "\n" : "", plain_line(line, arena));
    }
    return out;
}
