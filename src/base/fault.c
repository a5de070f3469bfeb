#include "fault.h"

#include <stdarg.h>
#include <string.h>

static void add(Faults *faults, const char *sentence)
{
    Message tidy;
    message_set(&tidy, RESULT_BAD_DATA, "%s", sentence);
    if (faults->count++ == 0) faults->first = tidy;
    if (faults->out) fprintf(faults->out, "%s\n", tidy.text);
}

void fault_add(Faults *faults, const char *format, ...)
{
    Message sentence;
    va_list args;
    va_start(args, format);
    vsnprintf(sentence.text, sizeof sentence.text, format, args);
    va_end(args);
    add(faults, sentence.text);
}

void fault_at(Faults *faults, const Table *table, int row, const char *column, const char *format, ...)
{
    char sentence[512];
    va_list args;
    va_start(args, format);
    vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    Message why;
    table_fault(table, row, column, &why, "%s", sentence);
    add(faults, why.text);
}

static int key_line(const Table *table, const char *key)
{
    for (int i = 0; i < table->key_count; i++) {
        if (strcmp(table->keys[i].key, key) == 0) return table->keys[i].line;
    }
    return 1;
}

void fault_at_key(Faults *faults, const Table *table, const char *key, const char *format, ...)
{
    char sentence[512];
    va_list args;
    va_start(args, format);
    vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    fault_add(faults, "%s:%d:1: %s", table->path, key_line(table, key), sentence);
}

static const char *id_at(IdList ids, int i)
{
    const char *id;
    memcpy(&id, (const char *)ids.first + (size_t)i * ids.item_size, sizeof id);
    return id;
}

const char *id_nearest(IdList ids, const char *wanted)
{
    // A knockout: each candidate is held against the best so far, so no list of pointers has to be built.
    const char *best[2] = { NULL, NULL };
    for (int i = 0; i < ids.count; i++) {
        const char *id = id_at(ids, i);
        if (!id) continue;
        best[best[0] ? 1 : 0] = id;
        best[0] = text_nearest(wanted, best, best[1] ? 2 : 1);
        best[1] = NULL;
    }
    return best[0];
}

IdHint id_hint(IdList ids, const char *wanted)
{
    IdHint hint = { "." };
    const char *near = id_nearest(ids, wanted);
    if (near) snprintf(hint.text, sizeof hint.text, "; did you mean \"%s\"?", near);
    return hint;
}

bool id_list_is_empty(IdList ids)
{
    return ids.count == 1 && !id_at(ids, 0); // slot 0 alone
}

void fault_unknown(Faults *faults, const Table *table, int row, const char *column, const char *kind, const char *wanted, IdList ids)
{
    if (!id_list_is_empty(ids)) fault_at(faults, table, row, column, "there is no %s \"%s\"%s", kind, wanted, id_hint(ids, wanted).text);
}

bool cell_number(Faults *faults, const Table *table, int row, const char *column, double low, double high, float *out)
{
    Message why;
    double value = 0.0;
    if (table_number(table, row, column, low, high, &value, &why) != RESULT_OK) {
        add(faults, why.text);
        return false;
    }
    *out = (float)value;
    return true;
}

bool cell_point(Faults *faults, const Table *table, int row, const char *const columns[3], double limit, float out[3])
{
    bool good = true;
    for (int i = 0; i < 3; i++) good = cell_number(faults, table, row, columns[i], -limit, limit, &out[i]) && good;
    return good;
}

int word_index(const char *word, const char *const *words, int count)
{
    for (int i = 0; i < count; i++) {
        if (strcmp(word, words[i]) == 0) return i;
    }
    return -1;
}

static void list_words(char *out, size_t size, const char *const *words, int count)
{
    size_t used = 0;
    out[0] = '\0';
    for (int i = 0; i < count && used < size; i++) used += (size_t)snprintf(out + used, size - used, "%s%s", i ? ", " : "", words[i]);
}

bool cell_word(Faults *faults, const Table *table, int row, const char *column, const char *const *words, int count, int *out)
{
    const char *word = table_text(table, row, column);
    const int found = word_index(word, words, count);
    if (found >= 0) {
        *out = found;
        return true;
    }
    char allowed[320];
    list_words(allowed, sizeof allowed, words, count);
    fault_at(faults, table, row, column, "\"%s\" is no %s; allowed: %s.", word, column, allowed);
    return false;
}

bool cell_yes_no(Faults *faults, const Table *table, int row, const char *column, bool *out)
{
    static const char *const words[] = { "no", "yes" };
    int found = 0;
    if (!cell_word(faults, table, row, column, words, 2, &found)) return false;
    *out = found == 1;
    return true;
}

bool cell_id(Faults *faults, const Table *table, int row, const char *column)
{
    const char *id = table_text(table, row, column);
    const size_t size = strlen(id);
    if (size > 0 && size < 48 && strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_") == size) return true;
    fault_at(faults, table, row, column, "\"%s\" is no id; use 1 to 47 of a-z, 0-9 and _.", id);
    return false;
}
