"""Rendering a reel, against MoviePy doing the same: five clips of 20 seconds from a film of ten minutes in full HD.

    python bench/render.py                 the whole measure; builds a film of about 1 GB in a temporary folder
    python bench/render.py --minutes 1     a quick run: five clips of two seconds

MoviePy is no dependency of this project: it is put into a throwaway environment unless --peer names a Python that has
it. Both are asked for the same thing: the clips, cut between key pictures, joined, H.264 at 720 lines with AAC.
"""

import argparse
import json
import resource
import subprocess
import tempfile
import time
import venv
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from pathlib import Path

import av
import numpy as np

from vignette.domain.source import PlainFile
from vignette.domain.span import SECOND, Micros, Span
from vignette.domain.work import unheard
from vignette.footage.reel.render import render

AIM = 0.5
RATE = 30

PEER = """
import json, sys
from moviepy import VideoFileClip, concatenate_videoclips
film, target, spans = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
whole = VideoFileClip(film, target_resolution=(1280, 720))
reel = concatenate_videoclips([whole.subclipped(start, end) for start, end in spans])
reel.write_videofile(target, codec="libx264", audio_codec="aac", preset=sys.argv[4], logger=None)
"""


def main() -> None:
    wishes = _wishes()
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        film = _film(room / "film.mp4", wishes.minutes)
        spans = _spans(wishes.minutes)
        print(f"{wishes.minutes} min of 1080p30, {film.stat().st_size / 1e6:.0f} MB; clips: {len(spans)}")
        ours = _measured(lambda: _own(film, room / "own.mp4", spans))
        _tell("vignette", ours, room / "own.mp4")
        peer = wishes.peer or _peer(room / "peer")
        for preset in ("medium", "veryfast"):
            target = room / f"{preset}.mp4"
            theirs = _measured(partial(_moviepy, peer, film, target, spans, preset))
            _tell(f"moviepy, {preset}", theirs, target)
            print(f"{'ratio':20} {ours[0] / theirs[0]:8.2f}       {ours[1] / theirs[1]:8.2f}        aim {AIM}")


def _tell(who: str, used: tuple[float, float], reel: Path) -> None:
    print(f"{who:20} {used[0]:8.1f} s CPU {used[1]:8.1f} s wall   {_pictures(reel)} pictures")


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0, help="length of the film")
    parser.add_argument("--peer", help="a Python that has MoviePy")
    return parser.parse_args()


def _spans(minutes: float) -> list[tuple[float, float]]:
    """Five clips of a thirtieth of the film each, none of them starting at a key picture."""
    length = minutes * 2
    return [(round(start * RATE) / RATE, round((start + length) * RATE) / RATE) for start in _starts(minutes)]


def _starts(minutes: float) -> list[float]:
    return [minutes * 60 * place / 6 + 0.433 for place in range(5)]


def _own(film: Path, target: Path, spans: list[tuple[float, float]]) -> None:
    source = PlainFile(film)
    clips = [(source, Span(Micros(round(start * SECOND)), Micros(round(end * SECOND)))) for start, end in spans]
    render(clips, target, progress=unheard)


def _moviepy(peer: str, film: Path, target: Path, spans: list[tuple[float, float]], preset: str) -> None:
    subprocess.run([peer, "-c", PEER, str(film), str(target), json.dumps(spans), preset], check=True)


def _peer(folder: Path) -> str:
    venv.create(folder, with_pip=True)
    python = str(folder / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", "moviepy==2.2.1"], check=True)
    return python


def _measured(work: Callable[[], None]) -> tuple[float, float]:
    """Seconds of processor time, children included, and of wall time."""
    before, began = _processor(), time.monotonic()
    work()
    return _processor() - before, time.monotonic() - began


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(use.ru_utime + use.ru_stime for use in used)


def _pictures(path: Path) -> int:
    with av.open(str(path)) as film:
        return sum(1 for packet in film.demux(video=0) if packet.size)


def _film(path: Path, minutes: float) -> Path:
    """A moving pattern with some grain, groups of a second, and a tone."""
    dice = np.random.default_rng(1)
    rows, columns = np.mgrid[0:1080, 0:1920]
    grain = [dice.integers(0, 12, (1080, 1920), dtype=np.uint8) for _ in range(7)]
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as output:
        pictures = output.add_stream("libx264", rate=RATE, options={"preset": "ultrafast", "crf": "23", "g": "30"})
        pictures.width, pictures.height, pictures.pix_fmt = 1920, 1080, "yuv420p"
        sound = output.add_stream("aac", rate=48_000, layout="stereo")
        for number in range(round(minutes * 60 * RATE)):
            luma = ((rows + 3 * number) // 8 + (columns - 5 * number) // 8).astype(np.uint8) + grain[number % 7]
            chroma = np.full((540, 1920), 128, np.uint8)
            frame = av.VideoFrame.from_ndarray(np.concatenate((luma, chroma)), format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            output.mux(pictures.encode(frame))
            output.mux(sound.encode(_tone(number)))
        output.mux([*pictures.encode(None), *sound.encode(None)])
    return path


def _tone(number: int) -> av.AudioFrame:
    place = np.arange(number * 1600, (number + 1) * 1600)
    wave = (0.3 * np.sin(place * 2 * np.pi * 440 / 48_000)).astype(np.float32)
    frame = av.AudioFrame.from_ndarray(np.stack((wave, wave)), format="fltp", layout="stereo")
    frame.sample_rate, frame.pts, frame.time_base = 48_000, number * 1600, Fraction(1, 48_000)
    return frame


if __name__ == "__main__":
    main()
