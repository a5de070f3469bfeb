#!/usr/bin/python3
"""Measures `iliopsoas` against f3d and VTK on the same surfaces, alternately in one run. Prints a Markdown table of medians and ratios.

usage: scripts/compare_viewers.py [build/release/iliopsoas]   (needs Debian's f3d, python3-vtk9, xvfb, time)

Time and memory of a whole picture: `iliopsoas shot` against `f3d --output`, each a fresh process, 1280 x 720, peak memory by GNU time.
Frame time: `iliopsoas bench` against a VTK window, plain shading, one sample, orbiting the same surfaces.
Surfaces are those of the default scene, exported with `iliopsoas mesh` (full detail; for VTK also at the detail that the window draws).
"""
import json, os, statistics, subprocess, sys, tempfile, time

SIZE = (1280, 720)
RUNS = 7

FRAME_SCRIPT = '''
import sys, time, statistics, vtk
reader = vtk.vtkPLYReader(); reader.SetFileName(sys.argv[1])
mapper = vtk.vtkPolyDataMapper(); mapper.SetInputConnection(reader.GetOutputPort())
actor = vtk.vtkActor(); actor.SetMapper(mapper)
renderer = vtk.vtkRenderer(); renderer.AddActor(actor)
window = vtk.vtkRenderWindow(); window.SetMultiSamples(0); window.SetSize(%d, %d); window.AddRenderer(renderer)
window.Render(); window.WaitForCompletion()
times = []
for _ in range(60):
    renderer.GetActiveCamera().Azimuth(6); renderer.ResetCameraClippingRange()
    start = time.perf_counter(); window.Render(); window.WaitForCompletion(); times.append((time.perf_counter() - start) * 1e3)
print(statistics.median(times))
''' % SIZE


def run(command, **options):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


def default_parts(program):
    rows = json.loads(run([program, 'list', 'structures', '--json']).stdout)
    return [row['id'] for row in rows if row['shown']]


def join_ply(paths, out):
    vertices, faces, count = [], [], 0
    for path in paths:
        data = open(path, 'rb').read()
        end = data.index(b'end_header\n') + len(b'end_header\n')
        head = data[:end].decode().split('\n')
        nv = int([l for l in head if l.startswith('element vertex')][0].split()[2])
        nf = int([l for l in head if l.startswith('element face')][0].split()[2])
        stride = 4 * sum(l.startswith('property float') for l in head)
        vertices.append(data[end:end + nv * stride])
        block = bytearray(data[end + nv * stride:])
        import struct
        for i in range(nf):
            n, a, b, c = struct.unpack_from('<Biii', block, i * 13)
            struct.pack_into('<Biii', block, i * 13, n, a + count, b + count, c + count)
        faces.append(bytes(block[:nf * 13]))
        count += nv
    total = sum(len(f) for f in faces) // 13
    names = ['x', 'y', 'z', 'nx', 'ny', 'nz'][:stride // 4]
    header = 'ply\nformat binary_little_endian 1.0\nelement vertex %d\n' % count
    header += ''.join('property float %s\n' % n for n in names) + 'element face %d\nproperty list uchar int vertex_indices\nend_header\n' % total
    open(out, 'wb').write(header.encode() + b''.join(vertices) + b''.join(faces))
    return total


def timed(command):
    """Wall seconds and peak MiB of one process."""
    start = time.perf_counter()
    done = run(['/usr/bin/time', '-f', '%M'] + command)
    return time.perf_counter() - start, int(done.stderr.strip().split('\n')[-1]) / 1024


def main():
    program = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else 'build/release/iliopsoas')
    with tempfile.TemporaryDirectory() as work:
        parts = default_parts(program)
        joined = {}
        for detail in ('full', 'high'):
            paths = []
            for part in parts:
                paths.append(f'{work}/{part}_{detail}.ply')
                run([program, 'mesh', part, paths[-1], '--detail', detail])
            joined[detail] = (f'{work}/{detail}.ply', join_ply(paths, f'{work}/{detail}.ply'))
        script = f'{work}/frame.py'
        open(script, 'w').write(FRAME_SCRIPT)
        ours, theirs, frames, vtk_frames = [], [], [], {'full': [], 'high': []}
        for _ in range(RUNS):
            ours.append(timed([program, 'shot', f'{work}/ours.png', '--size', '%dx%d' % SIZE]))
            theirs.append(timed(['f3d', joined['full'][0], f'--output={work}/f3d.png', '--resolution=%d,%d' % SIZE]))
            frames.append(json.loads(run([program, 'bench', '--json']).stdout))
            for detail in vtk_frames:
                vtk_frames[detail].append(float(run(['/usr/bin/python3', script, joined[detail][0]]).stdout))
        median = statistics.median
        t, m = median(x[0] for x in ours), median(x[1] for x in ours)
        ft, fm = median(x[0] for x in theirs), median(x[1] for x in theirs)
        frame = median(x['frame_ms_median'] for x in frames)
        print('| measure (medians of %d) | iliopsoas | other | ratio | bar |\n|---|---:|---:|---:|---:|' % RUNS)
        print(f'| whole picture, f3d, {joined["full"][1]} triangles: s | {t:.3f} | {ft:.3f} | {t / ft:.2f} | 0.75 |')
        print(f'| peak memory, f3d: MiB | {m:.0f} | {fm:.0f} | {m / fm:.2f} | 0.67 |')
        for detail, bar in (('full', '0.80'), ('high', '-')):
            v = median(vtk_frames[detail])
            print(f'| frame, VTK at {detail} detail ({joined[detail][1]} triangles): ms | {frame:.1f} | {v:.1f} | {frame / v:.2f} | {bar} |')
        rich, plain = median(x['rich_frame_ms_median'] for x in frames), median(vtk_frames['full'])
        print(f'| richest frame against the plain one of VTK at full detail: ms | {rich:.1f} | {plain:.1f} | {rich / plain:.2f} | 2.5 |')
        for key in frames[0]:
            if isinstance(frames[0][key], (int, float)):
                print(f'{key}: {median(x[key] for x in frames):g}')


if __name__ == '__main__':
    if not os.environ.get('DISPLAY'):
        sys.exit(subprocess.call(['xvfb-run', '-a', '-s', '-screen 0 1280x1024x24', sys.executable] + sys.argv))
    main()
