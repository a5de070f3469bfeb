#!/usr/bin/python3
"""Lays the small bowel in loops: writes the centre line and radii of assets/landmarks/small_bowel.tube.csv.

usage: scripts/lay_small_bowel.py [OUT.csv]     (needs python3-numpy; about two minutes of one core; the seed is fixed, but folding magnifies the last bit: another numpy may fold otherwise)

There is no measured course of these loops: every person's lie otherwise, and every hour. So they are grown as an embryo grows them: a
tube on a mesentery, fixed at both ends, lengthens in a room that is too small for it and folds. What is given is the room (the surface
through scripts/small_bowel_room.csv, the bag that earlier stood for the bowel: clear of the measured organs round it), both ends
(the duodenojejunal flexure left of L2, the ileocaecal place), the mesentery's root between them, and the calibre (jejunum
wide, ileum narrow). What comes out is a line that does not cut itself: beads at equal distances, moved apart where the tube would meet
itself, pushed back into the room, smoothed where it bends too sharply.
"""
import sys
import numpy as np

ROOM = 'scripts/small_bowel_room.csv'
TABLES = 'assets/landmarks/'
OUT = TABLES + 'small_bowel.tube.csv'
NEIGHBOURS = ('ureter_right', 'ureter_left', 'abdominal_aorta', 'inferior_vena_cava', 'common_iliac_artery_right', 'common_iliac_artery_left',
              'common_iliac_vein_right', 'common_iliac_vein_left', 'appendix')  # tubes that the room itself does not keep clear of
SEED = 7
START = np.array([50.0, 200.0, -24.0])   # the duodenojejunal flexure: left of L2, before the aorta
END = np.array([44.0, 98.0, 50.0])       # before the medial wall of the caecum
ROOT_DEPTH_MM = 30.0                     # where the mesentery's root lies, in x
RADIUS_JEJUNUM_MM, RADIUS_ILEUM_MM = 12.3, 10.3  # while it grows; it is a little thinner when done
SETTLED_FRAC, DONE_FRAC = 0.97, 0.955            # of those: when growing is over, and as written
PRESSED_FRAC = 0.96                              # neighbours may come so much nearer where a bend needs it
LENGTH_MM = 2000.0
SPACING_MM = 5.0                                 # between beads
BEND_OF_RADIUS = 1.4                             # radius of curvature of the centre line that is aimed at
TAPER_BEADS, TAPER_FRAC = 24, 0.86               # the last of the ileum is narrow
GROW, ROUNDS = 1.006, 14                         # per cycle
FREE_BEADS = 6                                   # at the end: on their way through the wall of the room to the caecum
CELL_MM = 3.0


# The room's surface: as in src/bake/hrbf.h, without anchors.
def hrbf(places, normals):
    n = len(places)
    d = places[:, None] - places[None]
    r = np.linalg.norm(d, axis=2)
    safe = np.where(r > 0, r, 1.0)
    phi, grad = r ** 3, 3.0 * r[..., None] * d
    hess = 3.0 * (r[..., None, None] * np.eye(3) + d[..., :, None] * d[..., None, :] / safe[..., None, None])
    a = np.zeros((4 * n + 4, 4 * n + 4))
    b = np.zeros(4 * n + 4)
    for i in range(n):
        a[4 * i, 0:4 * n:4] = phi[i]
        for k in range(3):
            a[4 * i, k + 1:4 * n:4] = -grad[i, :, k]
            a[4 * i + 1 + k, 0:4 * n:4] = grad[i, :, k]
            for m in range(3):
                a[4 * i + 1 + k, m + 1:4 * n:4] = -hess[i, :, k, m]
        a[4 * i, 4 * n], a[4 * i, 4 * n + 1:] = 1.0, places[i]
        a[4 * i + 1:4 * i + 4, 4 * n + 1:] = np.eye(3)
        b[4 * i + 1:4 * i + 4] = normals[i]
    a[4 * n:, :4 * n] = a[:4 * n, 4 * n:].T
    return np.linalg.solve(a, b)


def hrbf_value(c, places, x):
    n = len(places)
    d = x[:, None] - places[None]
    r = np.linalg.norm(d, axis=2)
    c4 = c[:4 * n].reshape(n, 4)
    return r ** 3 @ c4[:, 0] - 3.0 * np.einsum('ij,ijk,jk->i', r, d, c4[:, 1:]) + c[4 * n] + x @ c[4 * n + 1:]


class Tubes:
    """Balls along the tubes that run through the back of the room."""

    def __init__(self):
        balls = []
        for name in NEIGHBOURS:
            rows = [line.split(',') for line in open(f'{TABLES}{name}.tube.csv') if line[0] != '#'][1:]
            table = np.array([[float(v) for v in row[:4]] for row in rows])
            at = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(table[:, :3], axis=0), axis=1))])
            want = np.arange(0.0, at[-1], 2.0)
            balls.append(np.stack([np.interp(want, at, table[:, k]) for k in range(4)], 1))
        self.balls = np.concatenate(balls)

    def push(self, p, r):
        d = p[:, None] - self.balls[None, :, :3]
        far = np.linalg.norm(d, axis=2)
        miss = r[:, None] + self.balls[None, :, 3] + 0.5 - far
        worst = miss.argmax(1)
        i = np.arange(len(p))
        p += (np.maximum(miss[i, worst], 0.0) / np.maximum(far[i, worst], 1e-6))[:, None] * d[i, worst]


class Room:
    """Signed distance to the room's wall on a lattice, negative inside; read between its places."""

    def __init__(self, path):
        rows = [line.split(',') for line in open(path) if line[0] != '#'][1:]
        table = np.array([[float(v) for v in row[2:]] for row in rows])
        places, normals = table[:, :3], table[:, 3:]
        c = hrbf(places, normals)
        self.low = places.min(0) - 18.0
        self.count = np.ceil((places.max(0) + 18.0 - self.low) / CELL_MM).astype(int) + 1
        axes = [self.low[k] + CELL_MM * np.arange(self.count[k]) for k in range(3)]
        grid = np.stack(np.meshgrid(*axes, indexing='ij'), -1).reshape(-1, 3)
        value = np.concatenate([hrbf_value(c, places, g) for g in np.array_split(grid, 200)]).reshape(self.count)
        wall = np.concatenate([self.crossings(value, axes, k) for k in range(3)])
        near = np.concatenate([self.nearest(g, wall) for g in np.array_split(grid, 400)])
        self.distance = np.sign(value) * near.reshape(self.count)
        self.volume_cm3 = (value < 0).sum() * CELL_MM ** 3 / 1000.0

    @staticmethod
    def crossings(value, axes, k):
        v = np.moveaxis(value, k, 0)
        at = np.argwhere(v[:-1] * v[1:] < 0)
        i = tuple(at.T)
        share = v[:-1][i] / (v[:-1][i] - v[1:][i])
        others = [j for j in range(3) if j != k]
        out = np.empty((len(at), 3))
        out[:, k] = axes[k][at[:, 0]] + CELL_MM * share
        for place, j in enumerate(others):
            out[:, j] = axes[j][at[:, 1 + place]]
        return out

    @staticmethod
    def nearest(g, wall):
        d2 = (g ** 2).sum(1)[:, None] + (wall ** 2).sum(1)[None] - 2.0 * g @ wall.T
        return np.sqrt(np.maximum(d2.min(1), 0.0))

    def at(self, p):
        u = np.clip((p - self.low) / CELL_MM, 0.0, self.count - 1.001)
        i = u.astype(int)
        f = u - i
        v = np.zeros(len(p))
        g = np.zeros((len(p), 3))
        for corner in np.ndindex(2, 2, 2):
            w = [f[:, k] if corner[k] else 1.0 - f[:, k] for k in range(3)]
            s = [1.0 if corner[k] else -1.0 for k in range(3)]
            value = self.distance[i[:, 0] + corner[0], i[:, 1] + corner[1], i[:, 2] + corner[2]]
            v += w[0] * w[1] * w[2] * value
            g += np.stack([s[0] * w[1] * w[2], s[1] * w[0] * w[2], s[2] * w[0] * w[1]], 1) * value[:, None]
        return v, g / np.maximum(np.linalg.norm(g, axis=1), 1e-9)[:, None]


def resampled(p, spacing):
    at = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(p, axis=0), axis=1))])
    n = int(round(at[-1] / spacing)) + 1
    want = np.linspace(0.0, at[-1], n)
    return np.stack([np.interp(want, at, p[:, k]) for k in range(3)], 1)


def radii(n):
    s = np.linspace(0.0, 1.0, n)
    base = RADIUS_JEJUNUM_MM + (RADIUS_ILEUM_MM - RADIUS_JEJUNUM_MM) * s
    # Waves of contraction: slow, of a few per cent, never in step with the loops.
    x = s * LENGTH_MM
    return base * (1.0 + 0.035 * np.sin(x / 23.0 + 2.0 * np.sin(x / 91.0)) * (0.4 + 0.6 * np.sin(x / 160.0) ** 2))


def least_distances(n, spacing, r):
    """How near two beads may come: a bend of the least radius, then the two radii."""
    arc = spacing * np.abs(np.arange(n)[:, None] - np.arange(n)[None])
    touch = r[:, None] + r[None]
    bend = BEND_OF_RADIUS * 0.5 * touch
    chord = 2.0 * bend * np.sin(np.minimum(arc / (2.0 * bend), np.pi / 2.0))
    least = np.minimum(chord, touch)
    least[arc < 1.5 * spacing] = 0.0
    return least


def keep_apart(p, least, share):
    i, j = np.nonzero(np.triu(((p[:, None] - p[None]) ** 2).sum(2) < least ** 2, 2))
    if len(i) == 0:
        return 0.0
    d = p[i] - p[j]
    r = np.maximum(np.linalg.norm(d, axis=1), 1e-6)
    miss = least[i, j] - r
    step = 0.5 * (miss / r)[:, None] * d
    move, met = np.zeros_like(p), np.zeros(len(p))
    np.add.at(move, i, step)
    np.add.at(move, j, -step)
    np.add.at(met, i, 1.0)
    np.add.at(met, j, 1.0)
    p += share * move / np.sqrt(np.maximum(met, 1.0))[:, None]
    return miss.max()


def keep_in(p, room, r, share):
    v, g = room.at(p)
    out = np.maximum(v + r, 0.0)
    p -= share * out[:, None] * g
    return out[2:-FREE_BEADS].max()


def keep_spaced(p, spacing):
    for first in (0, 1):
        a, b = p[first:-1:2], p[first + 1::2]
        d = b - a
        r = np.maximum(np.linalg.norm(d, axis=1), 1e-6)
        step = 0.5 * ((r - spacing) / r)[:, None] * d
        a += step
        b -= step


def keep_straight(p, least):
    """A bend of less than the least radius opens: beads 2 to 7 places apart, one distance after the other."""
    for apart in (2, 3, 5, 7):
        for first in range(2 * apart):
            a, b = p[first:len(p) - apart:2 * apart], p[first + apart::2 * apart]
            n = min(len(a), len(b))
            a, b = a[:n], b[:n]
            i = first + 2 * apart * np.arange(n)
            d = b - a
            r = np.maximum(np.linalg.norm(d, axis=1), 1e-6)
            step = 0.5 * (np.maximum(least[i, i + apart] - r, 0.0) / r)[:, None] * d
            a -= step
            b += step


def smooth(p, weight):
    bend = p[:-2] - 2.0 * p[1:-1] + p[2:]
    fourth = bend[:-2] - 2.0 * bend[1:-1] + bend[2:]
    p[2:-2] -= weight * fourth


def round_of(p, room, r, least, spacing, root, pull, noise, rng):
    n = len(p)
    if noise > 0:
        push = rng.normal(size=(n, 3))
        for _ in range(6):
            push[1:-1] = (push[:-2] + push[1:-1] + push[2:]) / 3.0
        p += noise * push
    p[:, 1:] += pull * (root - p)[:, 1:]
    smooth(p, np.array([0.085, 0.05, 0.05]))
    miss = keep_apart(p, least, 0.9)
    out = keep_in(p, room, r, 0.9)
    for _ in range(3):
        keep_straight(p, least)
        keep_spaced(p, spacing)
        p[0], p[-1] = START, END
    return miss, out


# As above, without the ends held: they find their place, the last beads on their way out of the room.
def last_round(p, room, tubes, r, pressed, least, spacing):
    smooth(p, 0.11)
    keep_apart(p, pressed, 0.9)
    tubes.push(p, r)
    keep_in(p[:-FREE_BEADS], room, r[:-FREE_BEADS], 0.9)
    for _ in range(4):
        keep_straight(p, least)
        keep_spaced(p, spacing)


def grow(room, rng):
    n = 40
    s = np.linspace(0.0, 1.0, n)[:, None]
    p = START + (END - START) * s
    p[:, 0] += 25.0 * np.sin(np.pi * s[:, 0])
    p += rng.normal(size=p.shape) * np.sin(np.pi * s) * 3.0
    length = np.linalg.norm(np.diff(p, axis=0), axis=1).sum()
    while length < LENGTH_MM:
        length = min(length * GROW, LENGTH_MM)
        p = resampled(p, np.linalg.norm(np.diff(p, axis=0), axis=1).sum() / round(length / SPACING_MM))
        n = len(p)
        spacing = length / (n - 1)
        r = radii(n)
        least = least_distances(n, spacing, r)
        for _ in range(ROUNDS):
            round_of(p, room, r, least, spacing, root_of(n), 0.004, 0.35, rng)
    return p, r, spacing


def settle(p, r, spacing, room, tubes, rng):
    n = len(p)
    r = SETTLED_FRAC * r
    least = least_distances(n, spacing, r)
    for k in range(1500):
        round_of(p, room, r, least, spacing, root_of(n), 0.0, 0.4 * max(0.0, 1.0 - k / 1000.0), rng)
        tubes.push(p, r)
    pressed = least_distances(n, spacing, PRESSED_FRAC * r)
    for _ in range(500):
        last_round(p, room, tubes, r, pressed, 1.03 * least, spacing)
    return p


def even(p, times):
    for _ in range(times):
        p[1:-1] = (p[:-2] + 2.0 * p[1:-1] + p[2:]) / 4.0


def push_evenly(p, r, tubes):
    moved = p.copy()
    tubes.push(moved, r)
    moved -= p
    even(moved, 8)
    p += 1.6 * moved


# Too long a line in too small a room zigzags from bead to bead: taken out, and with it some length.
def finish(p, room, tubes):
    even(p, 2)
    p = resampled(p, SPACING_MM)
    n = len(p)
    spacing = np.linalg.norm(np.diff(p, axis=0), axis=1).mean()
    r = SETTLED_FRAC * radii(n)
    r[-TAPER_BEADS:] *= np.linspace(1.0, TAPER_FRAC, TAPER_BEADS)
    least, pressed = 1.05 * least_distances(n, spacing, r), least_distances(n, spacing, PRESSED_FRAC * r)
    for _ in range(50):
        keep_apart(p, pressed, 0.7)
        push_evenly(p, r, tubes)
        keep_in(p[:-FREE_BEADS], room, r[:-FREE_BEADS], 0.9)
        for _ in range(3):
            keep_straight(p, least)
            keep_spaced(p, spacing)
        even(p, 1)
    return p, DONE_FRAC / SETTLED_FRAC * r


def root_of(n):
    s = np.linspace(0.0, 1.0, n)[:, None]
    root = START + (END - START) * s
    root[:, 0] = ROOT_DEPTH_MM
    return root


def curvature_radius(p):
    a, b, c = p[:-2], p[1:-1], p[2:]
    area2 = np.linalg.norm(np.cross(b - a, c - a), axis=1)
    sides = np.linalg.norm(b - a, axis=1) * np.linalg.norm(c - b, axis=1) * np.linalg.norm(c - a, axis=1)
    return sides / np.maximum(2.0 * area2, 1e-9)


def report(p, r, room):
    d = np.linalg.norm(p[:, None] - p[None], axis=2)
    gap = d - r[:, None] - r[None]
    far = np.abs(np.arange(len(p))[:, None] - np.arange(len(p))[None]) * SPACING_MM > np.pi * BEND_OF_RADIUS * RADIUS_JEJUNUM_MM
    nearest = np.where(far, gap, 1e9).min(1)
    v, _ = room.at(p)
    bend = curvature_radius(p) / r[1:-1]
    length = np.linalg.norm(np.diff(p, axis=0), axis=1).sum()
    volume = np.pi * (r ** 2).mean() * length / 1000.0
    return (f'{length / 1000.0:.2f} m, radius {r.max():.1f} to {r.min():.1f} mm, {volume:.0f} cm3 in a room of {room.volume_cm3:.0f}; gap to the nearest '
            f'other loop {np.median(nearest):.1f} mm (median), {np.percentile(nearest, 90):.1f} (p90), {nearest.min():.1f} at least (below 0: pressed '
            f'together); bends of at least {bend.min():.2f} radii; out of the room by at most {(v + r)[:-FREE_BEADS].max():.1f}')


def write(path, p, r, told):
    head = f'''# id: small_bowel
# kind: tube
# units: mm
# frame: X anterior, Y superior, Z right; origin = midpoint of the two hip joint centres; right hip centre (0, 0, 91.3); right-handed
# mirror: none
# source: constructed, not measured: loops grown by scripts/lay_small_bowel.py (seed {SEED}) in the room that the measured organs leave; from the duodenojejunal flexure, left of L2, to the caecum
# what came out: {told}
x,y,z,radius_mm
'''
    with open(path, 'w') as f:
        f.write(head)
        for place, radius in zip(p, r):
            f.write('%.2f,%.2f,%.2f,%.2f\n' % (*place, radius))


def main():
    room, tubes, rng = Room(ROOM), Tubes(), np.random.default_rng(SEED)
    p, r, spacing = grow(room, rng)
    p = settle(p, r, spacing, room, tubes, rng)
    p, r = finish(p, room, tubes)
    told = report(p, r, room)
    print(told)
    write(sys.argv[1] if len(sys.argv) > 1 else OUT, p, r, told)


main()
