#define _DEFAULT_SOURCE // mkdtemp
#include "samples.h"

#include "file.h"
#include "pack.h"
#include "text.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

// Mesa never frees some of its own memory. If its library stays loaded, the leak checker can name it and leave it out.
int dlclose(void *handle);
int dlclose(void *handle)
{
    (void)handle;
    return 0;
}

typedef struct SampleFile {
    const char *name, *text;
} SampleFile;

typedef struct SampleBall {
    const char *id, *landmark;
    float centre_mm[3], radii_mm[3];
} SampleBall;

// In the order of structures.csv below; the landmark is the top of the ball.
static const SampleBall balls[] = {
    { "hip_bone", "iliac_tubercle", { -20.0f, 60.0f, 100.0f }, { 40.0f, 80.0f, 25.0f } },
    { "femur", "lesser_trochanter_tip", { 0.0f, -90.0f, 91.3f }, { 15.0f, 110.0f, 15.0f } },
    { "vertebra_l3", "superior_rim", { 0.0f, 179.0f, 0.0f }, { 20.0f, 14.0f, 24.0f } },
    { "psoas_major", "origin", { 5.0f, 90.0f, 55.0f }, { 15.0f, 150.0f, 15.0f } },
    { "kidney_right", "upper_pole", { -30.0f, 230.0f, 60.0f }, { 15.0f, 40.0f, 15.0f } },
    { "skin_trunk_thigh", "crown", { 0.0f, 0.0f, 0.0f }, { 110.0f, 320.0f, 180.0f } },
    { "treatment_table", "", { 0.0f, 0.0f, 0.0f }, { 300.0f, 30.0f, 800.0f } },
};
#define BALL_COUNT ((int)(sizeof balls / sizeof *balls))

static const SampleFile files[] = {
    { "names.csv", "# source: sample\n"
                   "id,kind,en,la,fr,es,pt,it,de,plain,description,ta2_id,fma_id,source\n"
                   "hip_bone,bone,Hip bone,Os coxae,Os coxal,,,,H\xc3\xbc"
                   "ftbein,hip bone,,,,sample\n"
                   "femur,bone,Femur,Femur,,,,,,thigh bone,,,,sample\n"
                   "vertebra_l3,bone,Third lumbar vertebra,Vertebra lumbalis III,,,,,,,,,,sample\n"
                   "psoas_major,muscle,Psoas major,Musculus psoas major,Grand psoas,,,,,deep hip flexor,\"Bends the hip, deep.\",,,sample\n"
                   "kidney,organ,Kidney,Ren,,,,,Niere,,,,,sample\n"
                   "skin,skin,Skin,Cutis,,,,,,,,,,sample\n"
                   "treatment_table,prop,Treatment table,,,,,,,,,,,sample\n"
                   "ilium,region,Ilium,Os ilium,,,,,,,,,,sample\n"
                   "iliac_tubercle,landmark,Iliac tubercle,,,,,,,,,,,sample\n"
                   "lesser_trochanter_tip,landmark,Tip of the lesser trochanter,,,,,,,,,,,sample\n"
                   "superior_rim,landmark,Upper rim,,,,,,,,,,,sample\n"
                   "origin,landmark,Origin,,,,,,,,,,,sample\n"
                   "upper_pole,landmark,Upper pole,,,,,,,,,,,sample\n"
                   "crown,landmark,Crown,,,,,,,,,,,sample\n" },
    { "strings.csv", "# source: sample\n"
                     "id,en,fr,es,pt,it,de\n"
                     "right,right,droite,,,,rechts\n"
                     "left,left,gauche,,,,links\n"
                     "words_from_posterior,Seen from the back,,,,,\n"
                     "words_marked,Marked there,,,,,\n"
                     "words_landmark,landmark,,,,,\n"
                     "joint_hip_flexion,Hip flexion,,,,,\n"
                     "clip_drop,Foot %s cm below the hip,,,,,\n"
                     "caption_start,Stand,Debout,,,,\n"
                     "credit,\"Anatomy: nobody, CC0\",,,,,\n"
                     "caption_lift,Lift the leg,,,,,\n"
                     "rival_stone,Kidney stone,,,,,\n"
                     "rival_back,Back muscles,,,,,\n"
                     "trigger_psoas,Psoas point,,,,,\n"
                     "trigger_psoas_finger,Beside the rectus,,,,,\n"
                     "zone_groin,Groin,,,,,\n"
                     "zone_back_strip,Low back,,,,,\n"
                     "zone_abdomen,Belly,,,,,\n"
                     "zone_inner_thigh,Inner thigh,,,,,\n" },
    { "bodies.csv", "# units: mm\n"
                    "id,parent,x,y,z,source\n"
                    "pelvis,,0,0,0,sample\n"
                    "vertebra_l5,pelvis,-15.8,97.7,0,sample\n"
                    "vertebra_l4,vertebra_l5,-4,131.2,0,sample\n"
                    "vertebra_l3,vertebra_l4,5.9,162.2,0,sample\n"
                    "vertebra_l2,vertebra_l3,9.3,196,0,sample\n"
                    "vertebra_l1,vertebra_l2,4.9,228.5,0,sample\n"
                    "vertebra_t12,vertebra_l1,-3.3,258.8,0,sample\n"
                    "femur_right,pelvis,0,0,91.3,sample\n"
                    "femur_left,pelvis,0,0,-91.3,sample\n" },
    { "joints.csv", "# units: degrees\n"
                    "id,body,axis_x,axis_y,axis_z,share,role,unit,min,max,source\n"
                    "pelvis_tilt,pelvis,0,0,-1,1,share,deg,-40,40,sample\n"
                    "pelvis_list,pelvis,1,0,0,1,share,deg,-20,20,sample\n"
                    "pelvis_rotation,pelvis,0,-1,0,1,share,deg,-30,30,sample\n"
                    "lumbar_flexion,vertebra_l5,0,0,-1,0.183,share,deg,-25,60,sample\n"
                    "lumbar_flexion,vertebra_l4,0,0,-1,0.177,share,deg,-25,60,sample\n"
                    "lumbar_flexion,vertebra_l3,0,0,-1,0.170,share,deg,-25,60,sample\n"
                    "lumbar_flexion,vertebra_l2,0,0,-1,0.163,share,deg,-25,60,sample\n"
                    "lumbar_flexion,vertebra_l1,0,0,-1,0.157,share,deg,-25,60,sample\n"
                    "lumbar_flexion,vertebra_t12,0,0,-1,0.150,share,deg,-25,60,sample\n"
                    "lumbar_bend,vertebra_l5,1,0,0,0.5,share,deg,-30,30,sample\n"
                    "lumbar_bend,vertebra_l3,1,0,0,0.5,share,deg,-30,30,sample\n"
                    "hip_flexion_right,femur_right,0,0,1,1,share,deg,-30,120,sample\n"
                    "hip_abduction_right,femur_right,-1,0,0,1,share,deg,-30,50,sample\n"
                    "hip_rotation_right,femur_right,0,1,0,1,share,deg,-40,40,sample\n"
                    "hip_flexion_left,femur_left,0,0,1,1,share,deg,-30,120,sample\n"
                    "hip_abduction_left,femur_left,1,0,0,1,share,deg,-30,50,sample\n"
                    "hip_rotation_left,femur_left,0,-1,0,1,share,deg,-40,40,sample\n"
                    "knee_flexion_right,,0,0,-1,1,share,deg,0,140,sample\n"
                    "pelvis_drop,pelvis,0,-1,0,1,share,mm,-200,700,sample\n"
                    "belly_rise,,1,0,0,1,share,mm,-10,30,sample\n" },
    { "structures.csv",
      "# units: mm\n"
      "id,name,group,tissue,colour,shape,table,side,carrier,blend_axis,blend_from_mm,blend_to_mm,sex,shown,genus,cell_mm,source,grade\n"
      "hip_bone,hip_bone,bones,bone,#E8DFCB,surface,hip_bone.csv,pair,pelvis,,,,both,yes,0,1.0,sample,measured\n"
      "femur,femur,bones,bone,#E8DFCB,surface,femur.csv,pair,femur,,,,both,yes,0,1.0,sample,measured\n"
      "vertebra_l3,vertebra_l3,bones,bone,#E6DCC6,surface,vertebra_l3.csv,mid,vertebra_l3,,,,both,yes,0,1.0,sample,measured\n"
      "psoas_major,psoas_major,iliopsoas,muscle,#B94F49,surface,psoas_major.csv,pair,trunk_femur,y,5,-55,both,yes,0,1.0,sample,mended\n"
      "kidney_right,kidney,organs,kidney,#7A3F3A,surface,kidney_right.csv,right,trunk,,,,both,no,0,1.0,sample,measured\n"
      "skin_trunk_thigh,skin,skin,skin,#DDB497,surface,skin_trunk_thigh.csv,mid,trunk_femur,fold,,,both,yes,0,3.0,sample,constructed\n"
      "treatment_table,treatment_table,props,prop,#55626E,box,treatment_table.box.csv,mid,world,,,,both,no,0,1.0,sample,constructed\n" },
    { "clips/lift.csv", "# id: lift\n"
                        "# seconds: 4\n"
                        "# loop: yes\n"
                        "# posture: side_lying\n"
                        "# props: treatment_table\n"
                        "# prop_at: treatment_table 10 -200 5\n"
                        "# joint: hip_flexion_right\n"
                        "# view_deg: 35 12\n"
                        "# source: sample\n"
                        "time_s,caption,hip_flexion_right_deg,knee_flexion_right_deg\n"
                        "0,caption_start,0,0\n"
                        "1,caption_lift,30,20\n"
                        "2,,90,100\n"
                        "3,,90,100\n"
                        "4,caption_start,0,0\n" },
    { "clips/lift.arching.csv", "# id: lift\n"
                                "# seconds: 4\n"
                                "# loop: yes\n"
                                "# posture: side_lying\n"
                                "# props: treatment_table\n"
                                "# prop_at: treatment_table 10 -200 5 90\n"
                                "# joint: hip_flexion_right\n"
                                "# drop: right\n"
                                "# view_deg: 35 12\n"
                                "# source: sample\n"
                                "time_s,caption,hip_flexion_right_deg,pelvis_tilt_deg,belly_rise_mm\n"
                                "0,caption_start,0,0,0\n"
                                "2,caption_lift,10,-20,15\n"
                                "4,caption_start,0,0,0\n" },
    { "triggers.csv", "# units: mm\n"
                      "id,point,muscle,structure_anchor,landmark,dx,dy,dz,skin_dx,skin_dy,skin_dz,number,source\n"
                      "psoas,psoas,psoas_major,vertebra_l3,superior_rim,5,-33,55,95,-43,65,3,sample\n" },
    { "zones.csv", "# units: mm\n"
                   "id,facing,grade,shape,size_mm,points,source\n"
                   "groin,front,typical,band,17.5,87 127; 40 84; -7 20,sample\n"
                   "groin,front,spill,band,30,87 127; 40 84; -7 20,sample\n"
                   "back_strip,back,typical,polygon,12,259 15; 259 45; 112 45; 112 15,sample\n"
                   "back_strip,back,spill,polygon,16,285 0; 285 60; 104 60; 104 0,sample\n"
                   "abdomen,front,spill,ellipse,0,120 52.5; 60 32.5,sample\n"
                   "inner_thigh,front_inside,spill,polygon,5,-20 30; -20 60; -160 60; -160 30,sample\n" },
    { "emphasis.csv", "# source: sample\n"
                      "trigger,zone\n"
                      "psoas,back_strip\n" },
    { "rivals.csv", "# source: sample\n"
                    "zone,order,urgency,side,sex,text,source\n"
                    "back_strip,1,C,both,both,rival_stone,sample\n"
                    "back_strip,2,M,both,both,rival_back,sample\n" },
    { "fascicles.csv", "# units: mm, mm2\n"
                       "fascicle,muscle,station,x,y,z,area_mm2,t,tissue,body\n"
                       "psoas_1,psoas_major,0,5,220,50,100,0,0,vertebra_l2\n"
                       "psoas_1,psoas_major,1,35,20,75,100,0.7,0,free\n"
                       "psoas_1,psoas_major,2,-15,-60,95,50,1,1,femur\n" },
    { "attachments.csv", "# units: mm\n"
                         "muscle,bone,reach_mm,from_mm,to_mm\n"
                         "psoas_major,vertebra_l3,7,,\n"
                         "psoas_major,femur,5,-38,-48\n" },
    { "landmarks/treatment_table.box.csv", "# kind: box\nx,y,z,size_x,size_y,size_z,corner_mm\n0,0,0,700,60,1900,25\n" },
};

static void fail(const char *what, const char *path)
{
    fprintf(stderr, "samples: cannot %s %s\n", what, path);
    exit(1);
}

const char *sample_folder(void)
{
    static char folders[256][256];
    static int used;
    if (used == 256) fail("make more than 256 folders, such as", "the next");
    const char *root = getenv("TMPDIR");
    char *folder = folders[used++];
    snprintf(folder, sizeof folders[0], "%s/iliopsoas-XXXXXX", root ? root : "/tmp");
    if (!mkdtemp(folder)) fail("make the folder", folder);
    return folder;
}

void sample_remove(const char *folder)
{
    DIR *dir = opendir(folder);
    if (!dir) return;
    for (const struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
        char path[1024];
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (unlink(path) != 0) sample_remove(path);
    }
    closedir(dir);
    rmdir(folder);
}

char *sample_path(Arena *arena, const char *folder, const char *name)
{
    return file_join(arena, folder, name);
}

void sample_write(const char *folder, const char *name, const char *text)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (!text) {
        unlink(path);
        return;
    }
    char *slash = strrchr(path, '/');
    *slash = '\0';
    mkdir(path, 0700);
    *slash = '/';
    if (file_write(path, text, strlen(text), NULL) != RESULT_OK) fail("write", path);
}

// Six points, one at each end of each axis; the top one carries the landmark.
static void write_surface(const char *folder, const SampleBall *ball, const char *region)
{
    char text[2048], name[96];
    int used = snprintf(text, sizeof text,
                        "# kind: surface\n# mirror: none\n# anchor_spacing_mm: 40\n# anchor_clear_mm: 10\n# anchor_pad_mm: 40\n"
                        "# anchor_softness: 2000\nlandmark,feature,x,y,z,nx,ny,nz\n");
    for (int k = 0; k < 6; k++) {
        float point[3], normal[3] = { 0 };
        const int axis = k / 2;
        const float sign = k % 2 ? -1.0f : 1.0f;
        memcpy(point, ball->centre_mm, sizeof point);
        point[axis] += sign * ball->radii_mm[axis];
        normal[axis] = sign;
        used +=
            snprintf(text + used, sizeof text - (size_t)used, "%s,%s,%.1f,%.1f,%.1f,%.0f,%.0f,%.0f\n", k == 2 ? ball->landmark : "", region,
                     (double)point[0], (double)point[1], (double)point[2], (double)normal[0], (double)normal[1], (double)normal[2]);
    }
    snprintf(name, sizeof name, "landmarks/%s.csv", ball->id);
    sample_write(folder, name, text);
}

void sample_assets(const char *folder)
{
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) sample_write(folder, files[i].name, files[i].text);
    for (int i = 0; i < BALL_COUNT; i++) {
        if (balls[i].landmark[0] != '\0') write_surface(folder, &balls[i], i == 0 ? "ilium" : "");
    }
}

void sample_assets_with(const char *folder, const char *file, const char *old_text, const char *new_text)
{
    Arena arena = arena_make(16u << 20);
    Text text = { 0 };
    sample_assets(folder);
    if (file_read(file_join(&arena, folder, file), &arena, &text, NULL) != RESULT_OK) fail("read", file);
    const char *at = strstr(text.data, old_text);
    if (!at) fail("find the text to change in", file);
    sample_write(folder, file, text_format(&arena, "%.*s%s%s", (int)(at - text.data), text.data, new_text, at + strlen(old_text)));
    arena_free(&arena);
}

static vec3s ball_point(vec3s centre_mm, vec3s radii_mm, float polar_rad, float round_rad)
{
    const vec3s unit = { { sinf(polar_rad) * cosf(round_rad), cosf(polar_rad), sinf(polar_rad) * sinf(round_rad) } };
    return glms_vec3_add(centre_mm, glms_vec3_mul(radii_mm, unit));
}

static void add_triangle(Mesh *mesh, int a, int b, int c)
{
    mesh->index[mesh->index_count++] = (uint32_t)a;
    mesh->index[mesh->index_count++] = (uint32_t)b;
    mesh->index[mesh->index_count++] = (uint32_t)c;
}

// Rings from pole to pole, twice as many points round as there are rings.
Mesh sample_ball_mesh(vec3s centre_mm, vec3s radii_mm, int rings, Arena *arena)
{
    const float pi = 3.14159265358979f;
    const int round = 2 * rings, last = 1 + (rings - 1) * round;
    Mesh mesh = { .vertex_count = last + 1 };
    mesh.position_mm = ARENA_ARRAY(arena, vec3s, mesh.vertex_count);
    mesh.normal = ARENA_ARRAY(arena, vec3s, mesh.vertex_count);
    mesh.index = ARENA_ARRAY(arena, uint32_t, 6 * round * (rings - 1));
    mesh.position_mm[0] = ball_point(centre_mm, radii_mm, 0.0f, 0.0f);
    mesh.position_mm[last] = ball_point(centre_mm, radii_mm, pi, 0.0f);
    for (int i = 1; i < rings; i++) {
        for (int j = 0; j < round; j++)
            mesh.position_mm[1 + (i - 1) * round + j] =
                ball_point(centre_mm, radii_mm, pi * (float)i / (float)rings, 2.0f * pi * (float)j / (float)round);
    }
    for (int j = 0; j < round; j++) {
        const int next = (j + 1) % round;
        add_triangle(&mesh, 0, 1 + next, 1 + j);
        for (int i = 0; i + 2 < rings; i++) {
            const int a = 1 + i * round, b = a + round;
            add_triangle(&mesh, a + j, a + next, b + j);
            add_triangle(&mesh, a + next, b + next, b + j);
        }
        add_triangle(&mesh, last, last - round + j, last - round + next);
    }
    for (int i = 0; i < mesh.vertex_count; i++) {
        const vec3s out = glms_vec3_div(glms_vec3_sub(mesh.position_mm[i], centre_mm), glms_vec3_mul(radii_mm, radii_mm));
        mesh.normal[i] = glms_vec3_normalize(out);
    }
    return mesh;
}

#define PACK_BYTES (4u << 20)

typedef struct PackWriter {
    unsigned char *bytes;
    size_t used;
    Arena arena;
} PackWriter;

static void *push(PackWriter *w, size_t bytes, uint64_t *at)
{
    w->used = (w->used + 15u) & ~(size_t)15u;
    *at = w->used;
    w->used += bytes;
    if (w->used > PACK_BYTES) fail("fit into", "the sample pack");
    return w->bytes + *at;
}

static void pack_vertices(const Mesh *mesh, const SampleBall *ball, PackStructure *s, PackedVertex *out)
{
    for (int k = 0; k < 3; k++) {
        s->min_mm[k] = ball->centre_mm[k] - ball->radii_mm[k];
        s->step_mm[k] = 2.0f * ball->radii_mm[k] / 65535.0f;
    }
    for (int i = 0; i < mesh->vertex_count; i++) {
        for (int k = 0; k < 3; k++) {
            const float steps = (mesh->position_mm[i].raw[k] - s->min_mm[k]) / s->step_mm[k];
            out[i].position[k] = (uint16_t)lrintf(fminf(fmaxf(steps, 0.0f), 65535.0f));
        }
        out[i].occlusion = 255;
        packed_set_normal(&out[i], mesh->normal[i]);
    }
}

static void pack_balls(PackWriter *w, PackHeader *h)
{
    Mesh mesh[BALL_COUNT];
    for (int i = 0; i < BALL_COUNT; i++) {
        mesh[i] = sample_ball_mesh((vec3s) { { balls[i].centre_mm[0], balls[i].centre_mm[1], balls[i].centre_mm[2] } },
                                   (vec3s) { { balls[i].radii_mm[0], balls[i].radii_mm[1], balls[i].radii_mm[2] } }, 12, &w->arena);
        h->vertex_count += (uint32_t)mesh[i].vertex_count;
        h->index_count += (uint32_t)mesh[i].index_count;
    }
    h->structure_count = BALL_COUNT;
    PackStructure *structures = push(w, sizeof *structures * BALL_COUNT, &h->structures_at);
    PackedVertex *vertices = push(w, sizeof *vertices * h->vertex_count, &h->vertices_at);
    uint8_t *regions = push(w, h->vertex_count, &h->vertex_regions_at);
    uint16_t *indices = push(w, sizeof *indices * h->index_count, &h->indices_at);
    uint32_t vertex = 0, index = 0;
    for (int i = 0; i < BALL_COUNT; i++) {
        PackStructure *s = &structures[i];
        snprintf(s->id, sizeof s->id, "%s", balls[i].id);
        s->vertex_first = vertex;
        s->vertex_count = (uint32_t)mesh[i].vertex_count;
        s->index_first = index;
        s->region_count = i == 0 ? 1 : 0; // only the hip bone has one
        for (int k = 0; k < DETAIL_COUNT; k++) s->level[k] = (PackedLevel) { 0, (uint32_t)mesh[i].index_count, s->vertex_count };
        pack_vertices(&mesh[i], &balls[i], s, vertices + vertex);
        memset(regions + vertex, i == 0 ? 0 : (int)PACKED_NO_REGION, s->vertex_count);
        for (int k = 0; k < mesh[i].index_count; k++) indices[index++] = (uint16_t)mesh[i].index[k];
        vertex += s->vertex_count;
    }
}

static void pack_places(PackWriter *w, PackHeader *h)
{
    h->region_count = 1;
    PackRegion *region = push(w, sizeof *region, &h->regions_at);
    snprintf(region->id, sizeof region->id, "ilium");
    PackLandmark *landmarks = push(w, sizeof *landmarks * BALL_COUNT, &h->landmarks_at);
    for (uint32_t i = 0; i < BALL_COUNT; i++) {
        if (balls[i].landmark[0] == '\0') continue;
        PackLandmark *landmark = &landmarks[h->landmark_count++];
        snprintf(landmark->id, sizeof landmark->id, "%s", balls[i].landmark);
        landmark->structure = i;
        memcpy(landmark->position_mm, balls[i].centre_mm, sizeof landmark->position_mm);
        landmark->position_mm[1] += balls[i].radii_mm[1];
    }
}

static void pack_blobs(PackWriter *w, PackHeader *h, const char *assets_folder)
{
    const int count = (int)(sizeof files / sizeof *files) - 1; // landmark tables stay out
    PackBlob *blobs = push(w, sizeof *blobs * (size_t)count, &h->blobs_at);
    for (int i = 0; i < count; i++) {
        Text text = { 0 };
        if (file_read(file_join(&w->arena, assets_folder, files[i].name), &w->arena, &text, NULL) != RESULT_OK) continue;
        PackBlob *blob = &blobs[h->blob_count++];
        snprintf(blob->name, sizeof blob->name, "%s", files[i].name);
        blob->size = text.size;
        memcpy(push(w, text.size, &blob->at), text.data, text.size);
    }
}

void sample_pack(const char *assets_folder, const char *pack_path)
{
    PackWriter w = { .arena = arena_make(64u << 20) };
    w.bytes = ARENA_ARRAY(&w.arena, unsigned char, PACK_BYTES);
    uint64_t start;
    PackHeader *h = push(&w, sizeof *h, &start);
    memcpy(h->magic, PACK_MAGIC, sizeof h->magic);
    h->version = PACK_VERSION;
    pack_balls(&w, h);
    pack_places(&w, h);
    pack_blobs(&w, h, assets_folder);
    h->total_size = w.used;
    h->checksum = (uint32_t)crc32_z(crc32_z(0, NULL, 0), w.bytes + sizeof *h, w.used - sizeof *h);
    if (file_write(pack_path, w.bytes, w.used, NULL) != RESULT_OK) fail("write", pack_path);
    arena_free(&w.arena);
}

Body sample_body(Arena *keep)
{
    Message why;
    Body body;
    const char *folder = sample_folder();
    sample_assets(folder);
    const char *path = sample_path(keep, folder, "body.pack");
    sample_pack(folder, path);
    if (body_load(path, keep, &body, &why) != RESULT_OK) fail("load the sample pack:", why.text);
    sample_remove(folder);
    return body;
}
