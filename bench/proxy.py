"""A film made to play everywhere, against the ffmpeg command line with the same settings: HEVC in full HD, and in HDR.

    python bench/proxy.py                  two minutes of film; some minutes of work
    python bench/proxy.py --loops 8        a quick run

The command is not part of this project: without it (or one named by --ffmpeg) only our own figures are printed. Another
build of FFmpeg decodes and scales at another speed, so the versions are printed beside the ratio.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from pathlib import Path
from shutil import which
from typing import Any

import av
import numpy as np
from timing import Used

from vignette.domain.source import PlainFile
from vignette.footage.hdr import HLG, table
from vignette.footage.joined import join
from vignette.footage.plans import Plan
from vignette.footage.probe import probe
from vignette.footage.proxy import make_part, make_sound, plan

AIM = 1.15
LOOP, RATE, SOUND_RATE = 4, 30, 48_000
LINES = 720
BT2020 = 9


def main() -> None:
    wishes = _wishes()
    print(f"ours: PyAV {av.__version__}, FFmpeg's libavcodec {'.'.join(map(str, av.library_versions['libavcodec']))}")
    print(f"theirs: {_version(wishes.ffmpeg) if wishes.ffmpeg else 'no ffmpeg command here, nothing to compare with'}")
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        for name, is_hdr in (("HEVC, 8 bits", False), ("HEVC, 10 bits, HLG", True)):
            film = _film(room / f"{is_hdr}.mp4", wishes.loops, is_hdr=is_hdr)
            print(f"{name}: {wishes.loops * LOOP} s of 1080p{RATE}, {film.stat().st_size / 1e6:.0f} MB")
            made = _planned(film)
            ours = _told("vignette", partial(_own, film, made, room))
            if wishes.ffmpeg:
                theirs = _told("ffmpeg", partial(_ffmpeg, wishes.ffmpeg, film, room, is_hdr=is_hdr))
                print(
                    f"{'ratio':12} {ours.cpu / theirs.cpu:8.2f}       {ours.wall / theirs.wall:8.2f}        aim {AIM}"
                )
            last = len(made.parts) - 1
            again = _told("last part", partial(_part, film, made, last, room))
            print(f"after a crash in the last of {last + 1} parts, {again.cpu / ours.cpu:.0%} is done again")


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--loops", type=int, default=30, help=f"length of the film, in stretches of {LOOP} s")
    parser.add_argument("--ffmpeg", default=which("ffmpeg"), help="the command to compare with")
    return parser.parse_args()


def _version(command: str) -> str:
    return subprocess.run([command, "-version"], check=True, capture_output=True, text=True).stdout.splitlines()[0]


def _told(who: str, work: Callable[[], None]) -> Used:
    before = Used.so_far()
    work()
    used = Used.so_far() - before
    print(f"{who:12} {used.cpu:8.1f} s CPU {used.wall:8.1f} s wall")
    return used


def _planned(film: Path) -> Plan:
    return plan([probe(PlainFile(film))], lines=LINES)


def _own(film: Path, made: Plan, room: Path) -> None:
    for number in range(len(made.parts)):
        _part(film, made, number, room)
    make_sound([PlainFile(film)], made, room / "sound")
    parts = [PlainFile(room / f"part {number}") for number in range(len(made.parts))]
    join([PlainFile(film)], probe(PlainFile(film)), made, parts, PlainFile(room / "sound"))


def _part(film: Path, made: Plan, number: int, room: Path) -> None:
    make_part([PlainFile(film)], made, number, room / f"part {number}")


def _ffmpeg(program: str, film: Path, room: Path, *, is_hdr: bool) -> None:
    size = f"{LINES * 16 // 9}:{LINES}"
    coded = "flags=bicubic:out_color_matrix=bt709:out_range=limited,format=yuv420p"
    inputs, graph = ["-i", str(film)], f"[0:v]scale={size}:{coded}[out]"
    if is_hdr:
        _write_table(room / "hald.png")
        inputs += ["-i", str(room / "hald.png")]
        graph = f"[0:v]scale={size}:flags=bicubic,format=rgb48le[wide];[wide][1:v]haldclut,scale={coded}[out]"
    picture = "-c:v libx264 -preset veryfast -crf 21 -profile:v high -bf 0 -g 1000 -sc_threshold 0 -forced-idr 1"
    keys = ["-force_key_frames", "expr:gte(t,n_forced)", "-fps_mode", "vfr"]
    sound = "-map 0:a -c:a aac -b:a 128k -ac 2 -ar 48000 -movflags +faststart"
    command = [program, "-loglevel", "error", "-nostdin", "-y", *inputs, "-filter_complex", graph, "-map", "[out]"]
    subprocess.run([*command, *picture.split(), *keys, *sound.split(), str(room / "theirs.mp4")], check=True)


def _write_table(path: Path) -> None:
    with av.open(str(path), "w", format="image2", options={"update": "1"}) as output:
        stream = output.add_stream("png", rate=1)
        stream.width, stream.height, stream.pix_fmt = table(HLG).width, table(HLG).height, "rgb48be"
        picture = table(HLG).reformat(format="rgb48be")
        picture.pts = 0
        output.mux([*stream.encode(picture), *stream.encode(None)])


def _film(path: Path, loops: int, *, is_hdr: bool) -> Path:
    """Some seconds drawn and encoded, and repeated after that: a decoder cannot tell."""
    with av.open(str(path), "w", format="mp4") as output:
        private = f"log-level=none:keyint={RATE}:open-gop=0:bframes=2"
        options = {"preset": "ultrafast", "crf": "24", "x265-params": private}
        stream = output.add_stream("libx265", rate=RATE, options=options)
        stream.width, stream.height, stream.pix_fmt = 1920, 1080, "yuv420p10le" if is_hdr else "yuv420p"
        if is_hdr:
            context = stream.codec_context
            context.color_primaries, context.color_trc, context.colorspace = BT2020, HLG, BT2020
        sound = output.add_stream("aac", rate=SOUND_RATE, layout="stereo")
        drawn = [packet for frame in _drawn(stream.pix_fmt) for packet in stream.encode(frame)] + stream.encode(None)
        for loop in range(loops):
            output.mux([_again(packet, stream, loop * LOOP * RATE) for packet in drawn])
            output.mux([packet for frame in _heard(loop) for packet in sound.encode(frame)])
        output.mux(sound.encode(None))
    return path


def _again(packet: Any, stream: Any, later: int) -> Any:
    copy = av.Packet(bytes(packet))
    copy.stream, copy.time_base, copy.is_keyframe = stream, packet.time_base, packet.is_keyframe
    copy.pts, copy.dts, copy.duration = packet.pts + later, packet.dts + later, packet.duration
    return copy


def _drawn(pixel_format: str) -> Iterator[av.VideoFrame]:
    """A moving pattern with some grain."""
    dice = np.random.default_rng(1)
    rows, columns = np.mgrid[0:1080, 0:1920].astype(np.int32)
    grain = [dice.integers(0, 12, (1080, 1920), dtype=np.uint8) for _ in range(7)]
    chroma = np.full((540, 1920), 128, np.uint8)
    for number in range(LOOP * RATE):
        luma = ((rows + 3 * number) // 8 + (columns - 5 * number) // 8).astype(np.uint8) + grain[number % 7]
        frame = av.VideoFrame.from_ndarray(np.concatenate((luma, chroma)), format="yuv420p")
        frame = frame.reformat(format=pixel_format)
        frame.pts, frame.time_base = number, Fraction(1, RATE)
        yield frame


def _heard(loop: int) -> Iterator[av.AudioFrame]:
    for second in range(loop * LOOP, (loop + 1) * LOOP):
        place = second * SOUND_RATE + np.arange(SOUND_RATE)
        wave = (0.3 * np.sin(place * 2 * np.pi * 440 / SOUND_RATE)).astype(np.float32)
        frame = av.AudioFrame.from_ndarray(np.stack((wave, wave)), format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = SOUND_RATE, second * SOUND_RATE, Fraction(1, SOUND_RATE)
        yield frame


if __name__ == "__main__":
    main()
