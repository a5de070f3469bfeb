#include "picture.h"

#include <stdlib.h>
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

static void write_bytes(void *stream, void *data, int size)
{
    fwrite(data, 1, (size_t)size, stream);
}

static void drop_alpha(uint8_t *rgba, size_t pixel_count)
{
    for (size_t i = 0; i < pixel_count; i++) {
        for (size_t c = 0; c < 3; c++) rgba[3 * i + c] = rgba[4 * i + c];
    }
}

Result picture_write_png(FILE *stream, uint8_t *rgba, int width_px, int height_px, bool alpha, Message *why)
{
    const int channels = alpha ? 4 : 3;
    if (!alpha) drop_alpha(rgba, (size_t)width_px * (size_t)height_px);
    stbi_write_png_compression_level = 2;
    stbi_write_force_png_filter = 2; // the row above: trying all five per row costs more than it saves on shaded surfaces
    const int written = stbi_write_png_to_func(write_bytes, stream, width_px, height_px, channels, rgba, width_px * channels);
    if (written && !ferror(stream)) return RESULT_OK;
    return message_set(why, RESULT_IO, "The picture of %d x %d pixels could not be written: memory or disk is full. Free some, or try a smaller --size.", width_px, height_px);
}
