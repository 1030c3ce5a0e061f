"""Rendering a reel, against MoviePy and FFmpeg doing the same: five clips of 20 seconds from ten minutes of full HD.

    python bench/render.py                 the whole measure; builds a film of about 1 GB in a temporary folder
    python bench/render.py --minutes 1     a quick run: five clips of two seconds

MoviePy and the FFmpeg that it brings are no dependencies of this project: they are put into a throwaway environment
unless --peer names a Python that has them. All are asked for the same thing: the clips, cut between key pictures,
joined, H.264 at 720 lines with AAC. Each is told once to cut from the 720 lines that the site plays, and once from what
was filmed. Only ours is evened to -23 LUFS, which is in its figure. The film is one minute, again and again.
"""

import argparse
import json
import resource
import subprocess
import tempfile
import time
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

import av
import numpy as np

from vignette.domain.film import FilmId
from vignette.domain.moment import MomentId
from vignette.domain.reel import Clip, ClipId, Reel, ReelId
from vignette.domain.score import score_of
from vignette.domain.showing import Box, Caption, Cover, Key, Showing, Slow
from vignette.domain.source import PlainFile, Source
from vignette.domain.span import SECOND, Micros, Span
from vignette.domain.work import unheard
from vignette.footage.joined import join
from vignette.footage.made import Rendered
from vignette.footage.probe import probe
from vignette.footage.proxy import make_part, make_sound, plan
from vignette.footage.reel.render import render
from vignette.vault.spliced import SplicedFile

AIMS = {"moviepy": 0.06, "ffmpeg": 0.12}
RATE = 30
LINES = 720

MOVIEPY = """
import json, sys
from moviepy import VideoFileClip, concatenate_videoclips
film, target, spans = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
whole = VideoFileClip(film, target_resolution=(1280, 720))
reel = concatenate_videoclips([whole.subclipped(start, end) for start, end in spans])
reel.write_videofile(target, codec="libx264", audio_codec="aac", logger=None)
"""
FFMPEG = """
import imageio_ffmpeg, subprocess, sys
subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), *sys.argv[1:]], check=True)
"""

Spans = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Used:
    """Seconds of processor time, children included, and of wall time."""

    processor: float
    wall: float


def main() -> None:
    wishes = _wishes()
    with tempfile.TemporaryDirectory(dir=wishes.room) as folder:
        room = Path(folder)
        films = _films(wishes.room or room, room, wishes.minutes)
        spans = _spans(wishes.minutes)
        for name, path in films.items():
            print(f"{name}: {wishes.minutes} min, {path.stat().st_size / 1e6:.0f} MB")
        peer = wishes.peer or _peer(room / "peer")
        proxy, filmed = films.values()
        plain = _own_row("vignette", proxy, room, spans, Showing())
        _peer_rows(peer, proxy, room, spans, plain)
        for name, showing in _dressed(spans).items():
            _own_row(f"  {name}", proxy, room, spans, showing)
        print("From what was filmed:")
        _own_row("vignette", filmed, room, spans, Showing())
        _peer_rows(peer, filmed, room, spans, plain)


def _own_row(name: str, film: Path, room: Path, spans: Spans, showing: Showing) -> Used:
    made: list[Rendered] = []
    used = _measured(lambda: made.append(_own(PlainFile(film), room / "own.mp4", spans, showing)))
    _tell(name, used, f"{made[0].copied} copied, {made[0].encoded} encoded")
    return used


def _peer_rows(peer: str, film: Path, room: Path, spans: Spans, ours: Used) -> None:
    """`ours` is what they are held against: a reel that is cut from what the site plays."""
    for who, work in (("ffmpeg", _ffmpeg), ("moviepy", _moviepy)):
        target = room / f"{who}.mp4"
        theirs = _measured(partial(work, peer, film, target, spans))
        _tell(who, theirs, f"{_pictures(target)} pictures")
        print(f"    ratio {ours.processor / theirs.processor:.3f}   aim {AIMS[who]}", flush=True)


def _dressed(spans: Spans) -> dict[str, Showing]:
    """What is done to the first clip, while the other four stay as they are."""
    first = Span(*(Micros(round(at * SECOND)) for at in spans[0]))
    slow = Slow(Span(first.start, Micros(first.start + first.length // 5)), 50)
    cover = Cover((Key(first.start, Box(0.1, 0.1, 0.2, 0.3)),))
    return {
        "a fifth of one clip slow": Showing(slow=(slow,)),
        "one clip with a title": Showing(title="What do you see?"),
        "one clip with a caption": Showing(captions=(Caption(first, "Look how he waits."),)),
        "somebody blurred in one clip": Showing(covers=(cover,)),
    }


def _tell(who: str, used: Used, what: str) -> None:
    print(f"{who:36} {used.processor:8.1f} s CPU {used.wall:8.1f} s wall   {what}", flush=True)


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=int, default=10, help="length of the film")
    parser.add_argument("--peer", help="a Python that has MoviePy")
    parser.add_argument(
        "--room",
        type=lambda named: Path(named).resolve(),
        help="a folder in which the films are kept for the next time",
    )
    return parser.parse_args()


def _spans(minutes: int) -> Spans:
    """Five clips of a thirtieth of the film each, none of them starting or ending at a key picture."""
    length = minutes * 2
    return [(round(start * RATE) / RATE, round((start + length) * RATE) / RATE) for start in _starts(minutes)]


def _starts(minutes: int) -> list[float]:
    return [minutes * 60 * place / 6 + 0.433 for place in range(5)]


def _own(film: Source, target: Path, spans: Spans, dress: Showing) -> Rendered:
    film_id = FilmId.new()
    clips = [
        Clip(
            ClipId.new(),
            MomentId.new(),
            film_id,
            Span(Micros(round(start * SECOND)), Micros(round(end * SECOND))),
            "",
            "",
        )
        for start, end in spans
    ]
    clips[0] = Clip(ClipId.new(), MomentId.new(), film_id, clips[0].span, "", "", showing=dress)
    score = score_of(Reel(ReelId.new(), tuple(clips)))
    return render(score, ((film_id, film),), target, progress=unheard)


def _moviepy(peer: str, film: Path, target: Path, spans: Spans) -> None:
    # It leaves what it is at in the folder it runs in.
    subprocess.run([peer, "-c", MOVIEPY, str(film), str(target), json.dumps(spans)], check=True, cwd=target.parent)


def _ffmpeg(peer: str, film: Path, target: Path, spans: Spans) -> None:
    inputs = [word for start, end in spans for word in ("-ss", str(start), "-t", str(end - start), "-i", str(film))]
    scaled = ";".join(f"[{place}:v]scale=1280:720[v{place}]" for place in range(len(spans)))
    joined = "".join(f"[v{place}][{place}:a]" for place in range(len(spans)))
    graph = f"{scaled};{joined}concat=n={len(spans)}:v=1:a=1[v][a]"
    how = ["-c:v", "libx264", "-preset", "veryfast", "-c:a", "aac", "-movflags", "+faststart"]
    quiet = ["-v", "error", "-y"]
    words = [*quiet, *inputs, "-filter_complex", graph, "-map", "[v]", "-map", "[a]", *how, str(target)]
    subprocess.run([peer, "-c", FFMPEG, *words], check=True)


def _peer(folder: Path) -> str:
    venv.create(folder, with_pip=True)
    python = str(folder / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", "moviepy==2.2.1"], check=True)
    return python


def _measured(work: Callable[[], object]) -> Used:
    before, began = _processor(), time.monotonic()
    work()
    return Used(_processor() - before, time.monotonic() - began)


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(use.ru_utime + use.ru_stime for use in used)


def _pictures(path: Path) -> int:
    with av.open(str(path)) as film:
        return sum(1 for packet in film.demux(video=0) if packet.size)


def _films(shelf: Path, room: Path, minutes: int) -> dict[str, Path]:
    """What the site plays, and what was filmed."""
    minute, proxy, film = shelf / "minute.mp4", shelf / f"proxy{minutes}.mp4", shelf / f"film{minutes}.mp4"
    if not film.exists():
        _minute(minute)
        _proxy(PlainFile(minute), room, minutes, proxy)
        _again(minute, film, minutes)
    return {"the site's 720 lines": proxy, "full HD": film}


def _proxy(minute: PlainFile, room: Path, times: int, path: Path) -> None:
    """Ours, made of one minute, with the part of that minute in it so many times."""
    footage = probe(minute)
    once, whole = plan([footage], lines=LINES), plan([footage] * times, lines=LINES)
    part, sound = PlainFile(room / "part"), PlainFile(room / "sound")
    make_part([minute], once, 0, part.path)
    make_sound([minute] * times, whole, sound.path)
    joined = join([minute] * times, footage, whole, [part] * times, sound)
    (room / "body").write_bytes(part.path.read_bytes() * times + sound.path.read_bytes())
    with SplicedFile(joined.head, joined.stretches, PlainFile(room / "body")).open() as film:
        path.write_bytes(film.read())


def _again(minute: Path, path: Path, times: int) -> None:
    """The same minute so many times, packet by packet."""
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as output, av.open(str(minute)) as film:
        copies = {stream.index: output.add_stream_from_template(stream) for stream in film.streams}
        for number in range(times):
            film.seek(0)
            for packet in film.demux():
                if packet.size and packet.dts is not None and packet.pts is not None:
                    shift = round(number * 60 / (packet.time_base or 1))
                    packet.pts, packet.dts = packet.pts + shift, packet.dts + shift
                    packet.stream = copies[packet.stream_index]
                    output.mux(packet)


def _minute(path: Path) -> None:
    """A moving pattern with some grain, groups of a second, and a tone."""
    dice = np.random.default_rng(1)
    rows, columns = np.mgrid[0:1080, 0:1920]
    grain = [dice.integers(0, 12, (1080, 1920), dtype=np.uint8) for _ in range(7)]
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as output:
        pictures: Any = output.add_stream(
            "libx264", rate=RATE, options={"preset": "ultrafast", "crf": "23", "g": "30", "bf": "0"}
        )
        pictures.width, pictures.height, pictures.pix_fmt = 1920, 1080, "yuv420p"
        sound: Any = output.add_stream("aac", rate=48_000, layout="stereo")
        for number in range(60 * RATE):
            luma = ((rows + 3 * number) // 8 + (columns - 5 * number) // 8).astype(np.uint8) + grain[number % 7]
            chroma = np.full((540, 1920), 128, np.uint8)
            frame = av.VideoFrame.from_ndarray(np.concatenate((luma, chroma)), format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            output.mux(pictures.encode(frame))
            output.mux(sound.encode(_tone(number)))
        output.mux([*pictures.encode(None), *sound.encode(None)])


def _tone(number: int) -> av.AudioFrame:
    place = np.arange(number * 1600, (number + 1) * 1600)
    wave = (0.3 * np.sin(place * 2 * np.pi * 440 / 48_000)).astype(np.float32)
    frame = av.AudioFrame.from_ndarray(np.stack((wave, wave)), format="fltp", layout="stereo")
    frame.sample_rate, frame.pts, frame.time_base = 48_000, number * 1600, Fraction(1, 48_000)
    return frame


if __name__ == "__main__":
    main()
