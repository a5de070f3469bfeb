// referral.h: the cards of the referral view: what can cause pain in a zone, where a trigger point sends it, when to stop and see a doctor.
//
// Why       A display of pain patterns must never read as a diagnosis: other causes come first by urgency, never by likelihood, and the
//           learning line with the stop list is on screen whenever a zone or a trigger point is.
// Source    rivals.csv, zones.csv, strings.csv; what they rest on is in docs/sources.md.
// Units     pixels.
// Errors    cannot fail: a card that is too long for its place gets smaller text, then scrolls.
#ifndef ILIOPSOAS_REFERRAL_H
#define ILIOPSOAS_REFERRAL_H

#include "ui_scroll.h"
#include "view_state.h"

#define REFERRAL_STOP_COUNT 14 // rows stop_1 to stop_14 of strings.csv

// The trigger or zone the view is about: hovered before pinned. False when there is none.
typedef struct ReferralTopic {
    TriggerId trigger;
    ZoneId zone;
} ReferralTopic;
bool referral_topic(const ViewState *view, ReferralTopic *out);
bool referral_is_shown(const ViewState *view); // a topic, or the door Where does it hurt?

// "Groin, right"; "Psoas point, beside the spine, right".
const char *referral_zone_title(const Body *body, const ViewState *view, ZoneId zone, Arena *frame);
const char *referral_trigger_title(const Body *body, const ViewState *view, TriggerId trigger, Arena *frame);

// The card in the top right corner of free. Returns the place used.
UiRect referral_draw_card(Ui *ui, const Body *body, const ViewState *view, UiRect free, UiScroll *scroll);
// The card and the learning line as text, in the frame arena; NULL without a topic.
char *referral_plain(Ui *ui, const Body *body, const ViewState *view);
// The learning line and the stop list along the lower edge of free. Returns the place used.
UiRect referral_draw_stop(Ui *ui, const Body *body, const ViewState *view, UiRect free);

#endif
