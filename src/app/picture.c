#define _DEFAULT_SOURCE // strnlen
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

enum { PNG_HEAD_BYTES = 33, CREDIT_MOST = 1000 }; // signature and IHDR come first in every PNG

// A PNG on its way out.
typedef struct Sink {
    FILE *stream;
    const char *credit;
} Sink;

static void put_big_endian(uint8_t out[4], uint32_t value)
{
    for (int i = 0; i < 4; i++) out[i] = (uint8_t)(value >> (24 - 8 * i));
}

// A tEXt chunk: length, kind, keyword, text, checksum of all but the length.
static void write_credit(const Sink *sink)
{
    uint8_t chunk[4 + 4 + 10 + CREDIT_MOST + 4] = { 0 };
    const size_t text_bytes = strnlen(sink->credit, CREDIT_MOST), body_bytes = 4 + 10 + text_bytes;
    put_big_endian(chunk, (uint32_t)(10 + text_bytes));
    memcpy(chunk + 4, "tEXtCopyright", 14); // with its terminating zero
    memcpy(chunk + 18, sink->credit, text_bytes);
    put_big_endian(chunk + 4 + body_bytes, (uint32_t)crc32(0, chunk + 4, (uInt)body_bytes));
    fwrite(chunk, 1, body_bytes + 8, sink->stream);
}

// stb hands over the whole file at once.
static void write_bytes(void *context, void *data, int size)
{
    const Sink *sink = context;
    const uint8_t *bytes = data;
    fwrite(bytes, 1, PNG_HEAD_BYTES, sink->stream);
    if (sink->credit && sink->credit[0]) write_credit(sink);
    fwrite(bytes + PNG_HEAD_BYTES, 1, (size_t)size - PNG_HEAD_BYTES, sink->stream);
}

static void drop_alpha(uint8_t *rgba, size_t pixel_count)
{
    for (size_t i = 0; i < pixel_count; i++) {
        for (size_t c = 0; c < 3; c++) rgba[3 * i + c] = rgba[4 * i + c];
    }
}

Result picture_write_png(FILE *stream, uint8_t *rgba, int width_px, int height_px, bool alpha, const char *credit, Message *why)
{
    const int channels = alpha ? 4 : 3;
    if (!alpha) drop_alpha(rgba, (size_t)width_px * (size_t)height_px);
    stbi_write_png_compression_level = 2;
    stbi_write_force_png_filter = 2; // the row above: trying all five per row costs more than it saves on shaded surfaces
    Sink sink = { stream, credit };
    const int written = stbi_write_png_to_func(write_bytes, &sink, width_px, height_px, channels, rgba, width_px * channels);
    if (written && !ferror(stream)) return RESULT_OK;
    return message_set(why, RESULT_IO, "The picture of %d x %d pixels could not be written: memory or disk is full. Free some, or try a smaller --size.", width_px, height_px);
}
