// view_option_table.h: what reads and writes each view option; private to view_option*.c.
//
// Why       The table in view_option.c says which options there are and in what order they are applied. What they mean stands beside it by kind:
//           view_option_read.c (what all are read with; picture and window), view_option_read_body.c (whose body, how it stands),
//           view_option_read_parts.c (what names structures) and view_option_write.c. A new option is a row, a reader and a writer.
// Errors    a reader that fails leaves a sentence in `why`; one that had to clamp leaves it, too, with RESULT_OK.
#ifndef ILIOPSOAS_VIEW_OPTION_TABLE_H
#define ILIOPSOAS_VIEW_OPTION_TABLE_H

#include "view_state.h"

// One option being read.
typedef struct OptionGiven {
    ViewState *view;
    const Body *body;
    const char *name, *value;
    Message *why;
} OptionGiven;
typedef Result OptionRead(const OptionGiven *given);

// Writing: the value an option needs to lead from `from` to `to`, or NULL when nothing has to be said.
typedef struct OptionChange {
    const ViewState *to;
    const ViewState *from; // the default with every earlier option applied
    const Body *body;
    Arena *arena;
} OptionChange;
typedef char *OptionWrite(const OptionChange *change);

extern const char *const door_ids[DOOR_COUNT];
extern const char *const debug_ids[DEBUG_VIEW_COUNT];

// What readers share: one of some words, on or off, an id that is not known, and a sentence added to those told before.
Result option_word(const OptionGiven *given, const char *const *words, int count, int *out);
Result option_on_off(const OptionGiven *given, bool *out);
Result option_unknown_id(const OptionGiven *given, const char *kind, const char *plural, const char *word, const char *near);
void option_tell(Message *why, const char *sentence);

OptionRead option_read_state, option_read_size, option_read_language, option_read_theme, option_read_pain, option_read_cut, option_read_colour,
    option_read_arm, option_read_plot, option_read_label, option_read_measure, option_read_view, option_read_ortho, option_read_door, option_read_ui,
    option_read_debug, option_read_stats, option_read_lesson;                                                              // view_option_read.c
OptionRead option_read_sex, option_read_body, option_read_clip, option_read_pelvis, option_read_at, option_read_pose;      // view_option_read_body.c
OptionRead option_read_depth, option_read_show, option_read_fade, option_read_hide, option_read_xray, option_read_focus,
    option_read_select, option_read_place, option_read_attached, option_read_hover, option_read_trigger;                   // view_option_read_parts.c

OptionWrite option_write_size, option_write_sex, option_write_body, option_write_language, option_write_theme, option_write_pain, option_write_clip,
    option_write_pelvis, option_write_at, option_write_pose, option_write_depth, option_write_show, option_write_fade, option_write_hide,
    option_write_xray, option_write_cut, option_write_colour, option_write_arm, option_write_plot, option_write_label, option_write_measure,
    option_write_view, option_write_ortho, option_write_focus, option_write_select, option_write_place, option_write_attached, option_write_hover,
    option_write_trigger, option_write_door, option_write_ui, option_write_debug, option_write_stats;

#endif
