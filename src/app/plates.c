#include "plates.h"

#include <assert.h>
#include <string.h>

enum { WORDS_MOST = 288, OWN_WORDS_MOST = 24, LINE_BYTES = 512 };

// Near views name azimuth, elevation, distance and what is looked at. Clips are shown at the moment for which they are there.
static const Plate rows[] = {
    { "plate_whole", "--view oblique" },
    { "view_fossa", "--view fossa" },
    { "plate_brim", "--view -20,20,380,35,5,72 --hide skin" },
    { "plate_trochanter", "--view -45,-5,330,0,-50,80 --hide skin" },
    { "plate_xray", "--view anterior --xray bones" },
    { "plate_cut", "--cut transverse=20 --view 15,55,900,0,-20,0 --show bones,discs,ligaments,iliopsoas,hip_muscles,abdominal_wall,organs,vessels,nerves,skin" },
    { "plate_region", "--colour region --view oblique --hide skin" },
    { "plate_strain", "--clip hip_flexion --at 0.5 --colour strain --ui on" },
    { "plate_referral", "--view anterior --trigger psoas_right --ui on" },
    { "plate_labels", "--view anterior --label auto" },
    { "plate_light", "--theme light" },
    { "plate_projector", "--theme projector" },
    { "clip_hip_flexion", "--clip hip_flexion --at 0.5" },
    { "clip_hip_flexion_lying", "--clip hip_flexion_lying --at 0.5" },
    { "clip_leg_raise", "--clip leg_raise --at 0.5" },
    { "clip_weighted_lift", "--clip weighted_lift --at 0.5" },
    { "clip_half_split", "--clip half_split --at 0.5" },
    { "clip_thomas_test", "--clip thomas_test --at 0.6" },
    { "clip_side_lying_stretch", "--clip side_lying_stretch --at 0.5" },
    { "pelvis_arching", "--clip side_lying_stretch --pelvis arching --at 0.5" },
    { "clip_walking", "--clip walking --at 0.45" },
    { "clip_running", "--clip running --at 0.35" },
    { "clip_standing", "--clip standing --at 0.5" },
    { "clip_supine_breathing", "--clip supine_breathing --at 0.4" },
};

const Plate *plates(int *count)
{
    *count = sizeof rows / sizeof *rows;
    return rows;
}

// In place: every blank becomes the end of a word.
static int split(char *line, char **words, int most)
{
    int count = 0;
    for (char *word = strtok(line, " "); word && count < most; word = strtok(NULL, " ")) words[count++] = word;
    return count;
}

Result plate_view(const Plate *plate, const Body *body, int word_count, char *const *view_words, ViewState *out, Message *why)
{
    char line[LINE_BYTES], *words[WORDS_MOST];
    assert(word_count <= WORDS_MOST - OWN_WORDS_MOST && strlen(plate->words) < sizeof line);
    if (word_count > 0) memcpy(words, view_words, (size_t)word_count * sizeof *words);
    memcpy(line, plate->words, strlen(plate->words) + 1);
    const int count = word_count + split(line, words + word_count, OWN_WORDS_MOST);
    view_state_init(out, body);
    return view_options_read(out, body, count, words, why);
}
