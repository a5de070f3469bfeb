#define _DEFAULT_SOURCE // scandir
#include "body_tables.h"

#include "file.h"
#include "text.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static bool open_table(const BodySource *source, const char *name, Table *out)
{
    Message why = { { 0 } };
    Result result;
    Text text;
    if (!source->pack) {
        result = table_read(file_join(source->arena, source->folder, name), source->arena, out, &why);
    } else if (pack_blob(source->pack, name, &text)) {
        // The copy outlives the mapping's checks and lets cells point into the arena.
        result = table_parse(text_to_string(source->arena, text_of(name)), text, source->arena, out, &why);
    } else {
        result = message_set(&why, RESULT_BAD_DATA, "%s:1:1: this table is missing from the body.pack; build the program again.", name);
    }
    if (result == RESULT_NOT_FOUND)
        fault_add(source->faults, "%s/%s:1:1: this table is missing; put it back.", source->folder, name);
    else if (result == RESULT_IO)
        fault_add(source->faults, "%s/%s:1:1: this table cannot be read; put back a plain file that you may read.", source->folder, name);
    else if (result != RESULT_OK)
        fault_add(source->faults, "%s", why.text);
    return result == RESULT_OK;
}

bool source_table(const BodySource *source, const char *name, const char *const *columns, int count, bool others_allowed, Table *out)
{
    if (!open_table(source, name, out)) return false;
    Message why;
    if (table_expect(out, columns, count, others_allowed, &why) != RESULT_OK) {
        fault_add(source->faults, "%s", why.text);
        return false;
    }
    // Only the optional stress of a trigger point may be left empty: a program without names or joints is a cut file, not a choice.
    if (out->row_count == 0 && strcmp(name, "emphasis.csv") != 0) {
        fault_add(source->faults, "%s:%d:1: there is no row below the column line; restore the table.", out->path, out->columns[0].line);
        return false;
    }
    return true;
}

bool source_has(const BodySource *source, const char *name)
{
    Text unused;
    return source->pack ? pack_blob(source->pack, name, &unused) : file_exists(file_join(source->arena, source->folder, name));
}

// "clips/walking.csv" or "walking.csv" gives "walking"; NULL for anything else.
static const char *clip_of_file(Arena *arena, const char *file)
{
    const size_t size = strlen(file);
    if (size < 5 || strcmp(file + size - 4, ".csv") != 0 || file[0] == '.') return NULL;
    return text_to_string(arena, (Text) { file, size - 4 });
}

static int compare_strings(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int pack_clips(const BodySource *source, const char **ids)
{
    const uint32_t blob_count = source->pack->header->blob_count;
    int count = 0;
    for (uint32_t i = 0; i < blob_count; i++) {
        const char *name = source->pack->blobs[i].name;
        if (strncmp(name, "clips/", 6) != 0) continue;
        ids[count] = clip_of_file(source->arena, name + 6);
        if (ids[count]) count++;
    }
    return count;
}

#define CLIPS_MOST 256

static int folder_clips(const BodySource *source, const char **ids)
{
    const char *path = file_join(source->arena, source->folder, "clips");
    DIR *folder = opendir(path);
    if (!folder) {
        fault_add(source->faults, "%s:1:1: this folder cannot be read: %s; it holds one table per clip.", path, strerror(errno));
        return 0;
    }
    int count = 0;
    for (const struct dirent *entry = readdir(folder); entry && count < CLIPS_MOST; entry = readdir(folder)) {
        ids[count] = clip_of_file(source->arena, entry->d_name);
        if (ids[count]) count++;
    }
    closedir(folder);
    return count;
}

int source_clips(const BodySource *source, const char *const **out)
{
    const size_t most = source->pack ? source->pack->header->blob_count : CLIPS_MOST;
    const char **ids = ARENA_ARRAY(source->arena, const char *, most);
    const int count = source->pack ? pack_clips(source, ids) : folder_clips(source, ids);
    if (count) qsort(ids, (size_t)count, sizeof *ids, compare_strings); // folders come in any order; runs must not differ
    *out = ids;
    return count;
}

void body_read_structure(const BodySource *source, Body *body)
{
    names_read(source, body);
    synonyms_read(source, body);
    strings_read(source, body);
    skeleton_read(source, body);
    parts_read(source, body);
}

void body_read_content(const BodySource *source, Body *body)
{
    clips_read(source, body);
    referral_read(source, body);
    fascicles_read(source, body);
    attachments_read(source, body);
    muscle_facts_read(source, body);
    published_read(source, body);
    key_colours_read(source, body);
    dials_read(source, body);
}

static void copy_landmarks(const Pack *pack, Arena *keep, Body *body)
{
    const int count = (int)pack->header->landmark_count;
    body->landmarks = ARENA_ARRAY(keep, Landmark, count);
    body->landmark_count = count;
    for (int i = 0; i < count; i++) {
        const PackLandmark *from = &pack->landmarks[i];
        body->landmarks[i] = (Landmark) { .id = from->id,
                                          .structure_index = (int)from->structure,
                                          .position_mm = { { from->position_mm[0], from->position_mm[1], from->position_mm[2] } } };
    }
}

Result body_load(const char *pack_path, Arena *keep, Body *out, Message *why)
{
    *out = (Body) { 0 };
    const Result result = pack_map(pack_path, keep, &out->pack, why);
    if (result != RESULT_OK) return result;
    Faults faults = { 0 };
    const BodySource source = { .pack = &out->pack, .arena = keep, .faults = &faults };
    body_read_structure(&source, out);
    copy_landmarks(&out->pack, keep, out);
    body_read_content(&source, out);
    if (faults.count == 0) dials_measure(out, keep);
    if (faults.count == 0) return RESULT_OK;
    body_unload(out);
    return message_set(why, RESULT_BAD_DATA, "%s", faults.first.text);
}

void body_unload(Body *body)
{
    pack_unmap(&body->pack);
    *body = (Body) { 0 };
}
