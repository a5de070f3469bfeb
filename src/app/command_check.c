#include "command_line.h"

#include "check.h"
#include "file.h"

// The folder named, ./assets, or the one of the source tree the program was built in.
static const char *assets_folder(const CommandLine *line, Arena *arena)
{
    if (line->place_count) return line->places[0];
    const char *program = file_program_folder(arena);
    const char *candidates[] = { "assets", file_join(arena, program, "../assets"), file_join(arena, program, "../../assets") };
    for (int i = 0; i < 3; i++) {
        if (file_exists(file_join(arena, candidates[i], "structures.csv"))) return candidates[i];
    }
    return NULL;
}

static Result check_folder(const char *folder, Arena *arena, Message *why)
{
    const char *path = NULL;
    Pack pack = { 0 };
    int fault_count = 0;
    const bool found = pack_find(arena, &path, NULL) == RESULT_OK;
    const Result mapped = found ? pack_map(path, arena, &pack, why) : RESULT_NOT_FOUND; // a broken one must not let the points pass unseen
    const Result result = check_assets(folder, mapped == RESULT_OK ? &pack : NULL, stdout, &fault_count);
    if (mapped == RESULT_OK) pack_unmap(&pack);
    if (!found) printf("note: no body.pack at hand, so the trigger points were not tested against the surfaces.\n");
    if (result == RESULT_OK && found && mapped != RESULT_OK) return mapped;
    if (result == RESULT_OK) printf("%s: no faults\n", folder);
    else if (fault_count > 0) message_set(why, result, "%s has %d fault%s, listed above.", folder, fault_count, fault_count == 1 ? "" : "s");
    return result;
}

Result command_check(const CommandLine *line, Message *why)
{
    Arena arena = arena_make((size_t)1 << 30);
    const char *folder = assets_folder(line, &arena);
    const Result result = folder ? check_folder(folder, &arena, why)
                                 : message_set(why, RESULT_USAGE, "There is no assets folder here. Name one: iliopsoas check DIR");
    arena_free(&arena);
    return result;
}
