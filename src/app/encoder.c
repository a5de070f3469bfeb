#define _DEFAULT_SOURCE // stat
#include "encoder.h"

#include <string.h>
#include <sys/stat.h>

const char *const film_endings[FILM_KIND_COUNT] = { ".mp4", ".webm", ".gif" };

#define WITHOUT_FFMPEG "Numbered pictures need no ffmpeg: name a folder, such as film/, instead"

// ---- the words of ffmpeg's command line

enum { WORDS_MOST = 64 };

typedef struct Words {
    const char *word[WORDS_MOST]; // ends with NULL
    int count;
} Words;

static void add_words(Words *words, const char *const *more)
{
    for (int i = 0; more[i] && words->count < WORDS_MOST - 1; i++) words->word[words->count++] = more[i];
}

#define ADD(words, ...) add_words((words), (const char *const[]) { __VA_ARGS__, NULL })

// Numbers and paths inside words; they live as long as the encoder is being opened.
typedef struct Scratch {
    char size[32], fps[16], filter[640], comment[1100], copyright[1100], description[1100], tool[64], path[1200];
} Scratch;

// 4:2:0 halves both sides: an odd row or column is repeated. HD colours, said in the file too.
static void write_yuv_filter(const FilmFile *file, Scratch *scratch)
{
    const int right = file->width_px % 2, below = file->height_px % 2;
    int used = 0;
    if (right || below)
        used = snprintf(scratch->filter, sizeof scratch->filter, "pad=%d:%d,fillborders=right=%d:bottom=%d:mode=smear,",
                        file->width_px + right, file->height_px + below, right, below);
    snprintf(scratch->filter + used, sizeof scratch->filter - (size_t)used,
             "scale=out_color_matrix=bt709:out_range=tv:flags=bicubic+accurate_rnd+full_chroma_int,format=%s",
             file->transparent ? "yuva420p" : "yuv420p");
}

static void write_gif_filter(const FilmFile *file, Scratch *scratch)
{
    snprintf(
        scratch->filter, sizeof scratch->filter,
        "split[lead][rest];[lead]trim=end_frame=%d,palettegen=stats_mode=full[palette];[rest]trim=start_frame=%d,setpts=PTS-STARTPTS[film];"
        "[film][palette]paletteuse=dither=bayer:bayer_scale=4:diff_mode=rectangle:alpha_threshold=128",
        file->lead_count, file->lead_count);
}

static void add_kind(Words *words, const FilmFile *file, Scratch *scratch)
{
    if (file->kind == FILM_GIF)
        write_gif_filter(file, scratch);
    else
        write_yuv_filter(file, scratch);
    ADD(words, "-filter_complex", scratch->filter);
    if (file->kind != FILM_GIF)
        ADD(words, "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv");
    if (file->kind == FILM_MP4) ADD(words, "-c:v", "libx264", "-preset", "medium", "-crf", "18", "-movflags", "+faststart", "-f", "mp4");
    if (file->kind == FILM_WEBM)
        ADD(words, "-c:v", "libvpx-vp9", "-crf", "24", "-b:v", "0", "-cpu-used", "4", "-row-mt", "1", "-f", "webm");
    if (file->kind == FILM_WEBM && file->transparent) ADD(words, "-auto-alt-ref", "0"); // libvpx has no hidden frames beside alpha
    if (file->kind == FILM_GIF) ADD(words, "-c:v", "gif", "-loop", "0", "-f", "gif");
}

static void write_facts(const FilmFile *file, Scratch *scratch)
{
    const PictureFacts *facts = file->facts;
    snprintf(scratch->comment, sizeof scratch->comment, "comment=%s", facts->credit);
    snprintf(scratch->copyright, sizeof scratch->copyright, "copyright=%s", facts->credit);
    snprintf(scratch->description, sizeof scratch->description, "description=%s", facts->command);
    snprintf(scratch->tool, sizeof scratch->tool, "%s=%s", file->kind == FILM_MP4 ? "encoding_tool" : "software", facts->software);
}

// bitexact: no random or dated fields, so that the same film gives the same bytes.
static void write_words(const FilmFile *file, const char *draft_path, Scratch *scratch, Words *words)
{
    snprintf(scratch->size, sizeof scratch->size, "%dx%d", file->width_px, file->height_px);
    snprintf(scratch->fps, sizeof scratch->fps, "%d", file->fps);
    write_facts(file, scratch);
    snprintf(scratch->path, sizeof scratch->path, "file:%s", draft_path);
    ADD(words, "ffmpeg", "-hide_banner", "-nostdin", "-loglevel", "error", "-y");
    ADD(words, "-xerror"); // or a disk that is full when the last bytes are written passes for success
    ADD(words, "-f", "rawvideo", "-pix_fmt", file->transparent ? "rgba" : "rgb0", "-video_size", scratch->size, "-framerate", scratch->fps, "-i", "pipe:0");
    add_kind(words, file, scratch);
    ADD(words, "-metadata", scratch->comment, "-metadata", scratch->copyright, "-metadata", scratch->description, "-metadata", scratch->tool);
    ADD(words, "-fflags", "+bitexact", "-flags:v", "+bitexact", scratch->path);
}

// ---- opening

static Result cannot_start(Result result, Message *why)
{
    if (result == RESULT_NOT_FOUND)
        return message_set(why, RESULT_NOT_FOUND,
                           "There is no program ffmpeg on the PATH: install it (apt-get install ffmpeg). " WITHOUT_FFMPEG ".");
    return message_set(why, RESULT_IO, "The program ffmpeg cannot be started: is it meant to be run by you? " WITHOUT_FFMPEG ".");
}

static Result check_plain(const char *path, Message *why)
{
    struct stat info;
    if (stat(path, &info) != 0 || S_ISREG(info.st_mode) || S_ISDIR(info.st_mode)) return RESULT_OK;
    return message_set(why, RESULT_IO, "\"%s\" is a device or a pipe, and a film needs a plain file. Name another.", path);
}

Result encoder_open(const FilmFile *file, Encoder *out, Message *why)
{
    Scratch scratch;
    Words words = { 0 };
    *out = (Encoder) { .file = *file, .child = { .to = -1 } };
    Result result = check_plain(file->path, why);
    if (result == RESULT_OK) result = file_draft_open(file->path, &out->draft, why);
    if (result != RESULT_OK) return result;
    write_words(file, out->draft.draft_path, &scratch, &words);
    result = child_start(words.word, &out->child);
    if (result == RESULT_OK) return RESULT_OK;
    file_draft_abandon(&out->draft);
    return cannot_start(result, why);
}

// ---- writing and closing

void encoder_abandon(Encoder *encoder)
{
    child_stop(&encoder->child); // first: it must not write once the draft is gone
    file_draft_abandon(&encoder->draft);
}

static Result died(Encoder *encoder, int status, Message *why)
{
    char line[256];
    child_last_words(&encoder->child, "Conversion failed!", line, sizeof line);
    encoder_abandon(encoder);
    if (line[0])
        return message_set(why, RESULT_IO, "ffmpeg gave up on \"%s\": %s. Mend that, or: " WITHOUT_FFMPEG ".", encoder->file.path, line);
    return message_set(why, RESULT_IO, "ffmpeg gave up on \"%s\" without a word (exit status %d). " WITHOUT_FFMPEG ".", encoder->file.path,
                       status);
}

Result encoder_add(Encoder *encoder, const uint8_t *rgba, Message *why)
{
    if (child_write(&encoder->child, rgba, (size_t)encoder->file.width_px * (size_t)encoder->file.height_px * 4)) return RESULT_OK;
    const int status = child_end(&encoder->child);
    return died(encoder, status, why);
}

// The draft's own stream is at its start still; a GIF ends with one byte that says so.
static void add_gif_comment(FILE *stream, const PictureFacts *facts)
{
    char text[2300];
    snprintf(text, sizeof text, "%.1000s\n%.60s\n%.1200s", facts->credit, facts->software, facts->command);
    size_t left = strlen(text);
    if (fseek(stream, -1, SEEK_END) != 0) return;
    fputs("\x21\xFE", stream);
    for (const char *at = text; left > 0;) { // in blocks of at most 255 bytes
        const size_t block = left < 255 ? left : 255;
        fputc((int)block, stream);
        fwrite(at, 1, block, stream);
        at += block;
        left -= block;
    }
    fputc(0, stream);
    fputc('\x3B', stream);
}

static bool is_empty(const char *path)
{
    struct stat info;
    return stat(path, &info) != 0 || info.st_size == 0;
}

Result encoder_commit(Encoder *encoder, Message *why)
{
    const int status = child_end(&encoder->child);
    if (status != 0 || is_empty(encoder->draft.draft_path)) return died(encoder, status, why);
    child_stop(&encoder->child);
    if (encoder->file.kind == FILM_GIF) add_gif_comment(encoder->draft.stream, encoder->file.facts);
    return file_draft_commit(&encoder->draft, why);
}
