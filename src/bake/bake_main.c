// iliopsoas_bake: turns the tables of an assets folder into body.pack.
#define _DEFAULT_SOURCE // sysconf
#include "check.h"
#include "file.h"
#include "morph.h"
#include "pack_write.h"
#include "workers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FONTS_MOST 8

// OpenBLAS would start a thread per core for each of our own; its header is not where every system's compiler looks.
void openblas_set_num_threads(int count);

typedef struct Options {
    const char *assets, *out, *cache;
    const char *fonts[FONTS_MOST]; // "NAME=PATH"
    int font_count, jobs;
} Options;

static const char usage[] = "usage: iliopsoas_bake ASSETS_DIR OUT.pack [--cache DIR] [--jobs N] [--font NAME=PATH]...\n"
                            "  Turns the tables of an assets folder into the pack that iliopsoas reads.\n"
                            "  --cache DIR       keep finished structures there; only what changed is baked again\n"
                            "  --jobs N          threads, 1 to 64 (all cores)\n"
                            "  --font NAME=PATH  put a font file into the pack under that name, such as fonts/regular.otf\n";

static Result wrong_usage(Message *why, const char *sentence, const char *word)
{
    return message_set(why, RESULT_USAGE, "%s%s. See iliopsoas_bake --help.", sentence, word);
}

// Takes option `name` with its value at argument *i; false when it is another option.
static bool take_value(int count, char **arguments, int *i, const char *name, const char **value)
{
    if (strcmp(arguments[*i], name) != 0) return false;
    *value = *i + 1 < count ? arguments[++*i] : NULL;
    return true;
}

static Result take_argument(int count, char **arguments, int *i, Options *out, Message *why)
{
    const char *value = NULL, *word = arguments[*i];
    if (take_value(count, arguments, i, "--cache", &value)) {
        out->cache = value;
        return value ? RESULT_OK : wrong_usage(why, "--cache takes the path of a folder", "");
    }
    if (take_value(count, arguments, i, "--jobs", &value)) {
        if (value && text_to_int(value, &out->jobs) && out->jobs >= 1 && out->jobs <= 64) return RESULT_OK;
        return wrong_usage(why, "--jobs takes a whole number from 1 to 64", "");
    }
    if (take_value(count, arguments, i, "--font", &value)) {
        const char *equals = value ? strchr(value, '=') : NULL;
        if (!equals || equals == value || equals[1] == '\0' || out->font_count == FONTS_MOST)
            return wrong_usage(why, "--font takes NAME=PATH, at most eight times", "");
        out->fonts[out->font_count++] = value;
        return RESULT_OK;
    }
    if (word[0] == '-') return wrong_usage(why, "unknown option ", word);
    if (!out->assets)
        out->assets = word;
    else if (!out->out)
        out->out = word;
    else
        return wrong_usage(why, "one word too many: ", word);
    return RESULT_OK;
}

static Result read_options(int count, char **arguments, Options *out, Message *why)
{
    *out = (Options) { .jobs = (int)sysconf(_SC_NPROCESSORS_ONLN) };
    if (out->jobs < 1) out->jobs = 1;
    for (int i = 1; i < count; i++) {
        const Result result = take_argument(count, arguments, &i, out, why);
        if (result != RESULT_OK) return result;
    }
    return out->assets && out->out ? RESULT_OK : wrong_usage(why, "an assets folder and a pack to write are needed", "");
}

static Result add_fonts(const Options *options, Arena *keep, BlobSources *blobs, Message *why)
{
    for (int i = 0; i < options->font_count; i++) {
        const char *equals = strchr(options->fonts[i], '=');
        const char *name = text_format(keep, "%.*s", (int)(equals - options->fonts[i]), options->fonts[i]);
        const Result result = blobs_add(blobs, name, equals + 1, why);
        if (result != RESULT_OK) return result;
    }
    return RESULT_OK;
}

// Reads every table before the first is baked, so that a slip shows at once; tells all faults, not only the first.
static Result read_jobs(const Options *options, Arena *keep, Workshop *shop, Message *why)
{
    Recipes recipes = { 0 };
    Result result = recipes_read(options->assets, keep, &recipes, why);
    if (result != RESULT_OK) return result;
    *shop = (Workshop) { .jobs = ARENA_ARRAY(keep, Job, recipes.count),
                         .job_count = recipes.count,
                         .thread_count = options->jobs,
                         .cache_folder = options->cache };
    const CacheKey *skin = NULL;
    for (int pads = 0; pads < 2; pads++) { // a pad's key contains the skin's
        for (int i = 0; i < recipes.count && result == RESULT_OK; i++) {
            const Recipe *recipe = &recipes.row[i];
            Job *job = &shop->jobs[i];
            if ((recipe->shape == SHAPE_PAD) != (pads == 1)) continue;
            Text source;
            result = bake_read(recipe, keep, &job->input, why);
            if (result == RESULT_OK) result = file_read(recipe->table_path, keep, &source, why);
            if (result == RESULT_OK) job->key = cache_key(recipe, source, pads ? skin : NULL);
            if (recipe->is_skin && !skin) skin = &job->key;
        }
    }
    return result;
}

// The tables that are not baked only travel in the pack: a fault in them would show no earlier than when the program starts.
static Result check_the_rest(const Options *options, Message *why)
{
    int fault_count = 0;
    const Result result = check_assets(options->assets, NULL, stderr, &fault_count);
    if (result != RESULT_OK) message_set(why, result, "no pack was written, because of the %d fault%s above.", fault_count, fault_count == 1 ? "" : "s");
    return result;
}

static Result write_pack(const Options *options, const Workshop *shop, const BlobSources *blobs, Arena *keep, Message *why)
{
    PackPart *parts = ARENA_ARRAY(keep, PackPart, shop->job_count);
    for (int i = 0; i < shop->job_count; i++) parts[i] = (PackPart) { &shop->jobs[i].input, &shop->jobs[i].baked };
    size_t size = 0;
    const Result result = pack_write(options->out, parts, shop->job_count, blobs, keep, &size, why);
    if (result == RESULT_OK)
        fprintf(stderr, "%s: %d structures, %d files, %.2f MB\n", options->out, shop->job_count, blobs->count, (double)size / 1e6);
    return result;
}

static Result add_moves(const Options *options, const Warp *woman, const Job *job, Arena *keep, BlobSources *blobs, Message *why)
{
    const Recipe *recipe = job->input.recipe;
    Moves moves = { .warp = *woman };
    Result result = recipe->is_muscle ? slim_read(options->assets, recipe->id, keep, &moves.slim, why) : RESULT_OK;
    if (result != RESULT_OK || recipe->shape == SHAPE_BOX) return result; // furniture has no sex
    const char *moved = text_format(keep, "woman/%s", recipe->id); // rows of the table that are its own, and its blob
    result = morph_warp(options->assets, moved, false, keep, &moves.own, why);
    if (result == RESULT_OK && moves.own.count) result = blobs_add_bytes(blobs, text_format(keep, "warps/%s", moved), warp_bytes(&moves.own, keep), why);
    if (result != RESULT_OK) return result;
    Hrbf end;
    const bool projected = recipe->shape == SHAPE_SURFACE && morph_is_projected(options->assets, recipe->id, keep);
    if (projected) {
        BakeInput moved;
        result = bake_read(recipe, keep, &moved, why);
        if (result == RESULT_OK) morph_landmarks(&moves, &moved.landmarks);
        if (result == RESULT_OK) result = hrbf_solve(&moved.landmarks, recipe->table_path, keep, &end, why);
        if (result != RESULT_OK) return result;
    }
    const Text bytes = morph_pack_moves(&job->baked.mesh, &moves, projected ? &end : NULL, keep);
    return blobs_add_bytes(blobs, moved, bytes, why);
}

static Result add_borders(const Workshop *shop, Arena *keep, BlobSources *blobs, Message *why)
{
    Result result = RESULT_OK;
    for (int i = 0; i < shop->job_count && result == RESULT_OK; i++) {
        const Job *job = &shop->jobs[i];
        if (job->input.landmarks.feature_count == 0) continue;
        const Text bytes = bake_borders(&job->input.landmarks, &job->baked.mesh, keep);
        result = blobs_add_bytes(blobs, text_format(keep, "borders/%s", job->input.recipe->id), bytes, why);
    }
    return result;
}

// The variants of the body: an assets folder without their table has none.
static Result add_morphs(const Options *options, const Workshop *shop, Arena *keep, BlobSources *blobs, Message *why)
{
    Warp woman, neck;
    if (!file_exists(file_join(keep, options->assets, "morph_points.csv"))) return RESULT_OK;
    Result result = morph_warp(options->assets, "woman", true, keep, &woman, why);
    if (result == RESULT_OK) result = morph_warp(options->assets, "neck", false, keep, &neck, why);
    if (result == RESULT_OK) result = blobs_add_bytes(blobs, "warps/woman", warp_bytes(&woman, keep), why);
    if (result == RESULT_OK) result = blobs_add_bytes(blobs, "warps/neck", warp_bytes(&neck, keep), why);
    for (int i = 0; i < shop->job_count && result == RESULT_OK; i++) {
        const Job *job = &shop->jobs[i];
        result = add_moves(options, &woman, job, keep, blobs, why);
        if (result == RESULT_OK && strcmp(job->input.recipe->id, "femur") == 0)
            result = blobs_add_bytes(blobs, "neck/femur", morph_pack_shares(&job->baked.mesh, &neck, keep), why);
    }
    return result;
}

static Result run(const Options *options, Arena *keep, Message *why)
{
    Workshop shop = { 0 };
    BlobSources blobs = { 0 };
    Result result = options->cache ? cache_prepare(options->cache, why) : RESULT_OK;
    if (result == RESULT_OK) result = read_jobs(options, keep, &shop, why);
    if (result == RESULT_OK) result = check_the_rest(options, why);
    if (result == RESULT_OK) result = blobs_collect(options->assets, keep, &blobs, why);
    if (result == RESULT_OK) result = add_fonts(options, keep, &blobs, why);
    if (result != RESULT_OK) return result;
    openblas_set_num_threads(1);
    result = workshop_run(&shop);
    if (result != RESULT_OK) return message_set(why, result, "no pack was written, because of the above.");
    result = add_borders(&shop, keep, &blobs, why);
    if (result == RESULT_OK) result = add_morphs(options, &shop, keep, &blobs, why);
    if (result != RESULT_OK) return result;
    return write_pack(options, &shop, &blobs, keep, why);
}

int main(int count, char **arguments)
{
    if (count == 2 && strcmp(arguments[1], "--help") == 0) {
        fputs(usage, stdout);
        return 0;
    }
    Message why = { 0 };
    Options options;
    Arena keep = arena_make((size_t)1 << 30);
    Result result = read_options(count, arguments, &options, &why);
    if (result == RESULT_OK) result = run(&options, &keep, &why);
    if (result != RESULT_OK) fprintf(stderr, "iliopsoas_bake: %s\n", why.text);
    arena_free(&keep);
    return result_exit_status(result);
}
