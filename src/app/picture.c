#include "picture.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static unsigned char *compress_for_png(unsigned char *data, int size, int *out_size, int level)
{
    uLongf packed_size = compressBound((uLong)size);
    unsigned char *packed = malloc(packed_size);
    if (!packed) return NULL;
    if (compress2(packed, &packed_size, data, (uLong)size, level) != Z_OK) {
        free(packed);
        return NULL;
    }
    *out_size = (int)packed_size;
    return packed;
}

#define STBIW_ZLIB_COMPRESS compress_for_png
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STBI_WRITE_NO_STDIO
#include <stb/stb_image_write.h>

#ifndef ILIOPSOAS_VERSION
#define ILIOPSOAS_VERSION "0"
#endif

enum { PNG_HEAD_BYTES = 33 }; // signature and IHDR come first in every PNG

const char *picture_software(void)
{
    return "iliopsoas " ILIOPSOAS_VERSION;
}

// A PNG on its way out.
typedef struct Sink {
    FILE *stream;
    const PictureFacts *facts;
} Sink;

static void write_big_endian(FILE *stream, uint32_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8) fputc((int)(value >> shift & 255u), stream);
}

// A tEXt chunk: length, kind, keyword with its zero, text, checksum of all but the length.
static void write_text(FILE *stream, const char *keyword, const char *text)
{
    static const char kind[] = "tEXt";
    const size_t keyword_bytes = strlen(keyword) + 1, text_bytes = text ? strlen(text) : 0;
    if (text_bytes == 0) return;
    uLong sum = crc32(0, (const Bytef *)kind, 4);
    sum = crc32(sum, (const Bytef *)keyword, (uInt)keyword_bytes);
    sum = crc32(sum, (const Bytef *)text, (uInt)text_bytes);
    write_big_endian(stream, (uint32_t)(keyword_bytes + text_bytes));
    fwrite(kind, 1, 4, stream);
    fwrite(keyword, 1, keyword_bytes, stream);
    fwrite(text, 1, text_bytes, stream);
    write_big_endian(stream, (uint32_t)sum);
}

// stb hands over the whole file at once.
static void write_bytes(void *context, void *data, int size)
{
    const Sink *sink = context;
    const uint8_t *bytes = data;
    fwrite(bytes, 1, PNG_HEAD_BYTES, sink->stream);
    write_text(sink->stream, "Copyright", sink->facts->credit);
    write_text(sink->stream, "Software", sink->facts->software);
    write_text(sink->stream, "Description", sink->facts->command);
    fwrite(bytes + PNG_HEAD_BYTES, 1, (size_t)size - PNG_HEAD_BYTES, sink->stream);
}

static void drop_alpha(uint8_t *rgba, size_t pixel_count)
{
    for (size_t i = 0; i < pixel_count; i++) {
        for (size_t c = 0; c < 3; c++) rgba[3 * i + c] = rgba[4 * i + c];
    }
}

Result picture_write_png(FILE *stream, uint8_t *rgba, const PictureShape *shape, const PictureFacts *facts, Message *why)
{
    const int width_px = shape->width_px, height_px = shape->height_px, channels = shape->alpha ? 4 : 3;
    if (!shape->alpha) drop_alpha(rgba, (size_t)width_px * (size_t)height_px);
    stbi_write_png_compression_level = 2;
    stbi_write_force_png_filter = 2; // the row above: trying all five per row costs more than it saves on shaded surfaces
    Sink sink = { stream, facts };
    const int written = stbi_write_png_to_func(write_bytes, &sink, width_px, height_px, channels, rgba, width_px * channels);
    if (written && !ferror(stream)) return RESULT_OK;
    return message_set(why, RESULT_IO, "The picture of %d x %d pixels could not be written: memory or disk is full. Free some, or try a smaller --size.", width_px, height_px);
}
