"""Looking through a long film by two processes, as the site does, against the floor: only decoding and scaling it.

    python bench/walk.py                    ten minutes of the demonstration, at 720p, and at 1080p30 as by a phone
    python bench/walk.py --minutes 2        the same, quickly
    python bench/walk.py --film film.mp4    a film of your own
    python bench/walk.py --stages           one process only, and where its time goes
    python bench/walk.py --memory           two minutes and two hours of tiny pictures, to see whether memory grows

Speed is seconds of film per second of the processor (all cores together) and per second of waiting; on a busy machine
only the first says much. The decoder works ahead in threads of its own, so a little of its work is counted for "faces".
"""

import argparse
import resource
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib.resources import files
from pathlib import Path
from unittest.mock import patch

from looped import as_by_a_phone, in_miniature, looped
from timing import Used

from vignette.actions.walking import AT_ONCE, looked_at
from vignette.domain.source import PlainFile
from vignette.domain.span import SECOND
from vignette.domain.track import STEP
from vignette.domain.work import unheard
from vignette.footage.frames import frames
from vignette.microanalysis import HEIGHT, Look, listening, look, walk, watching
from vignette.perception.bodies import Bodies
from vignette.perception.faces import Faces
from vignette.perception.movement import Movements
from vignette.perception.voices import Voices

STAGES = (
    ("probe", [(walk, "probe")]),
    ("decode and scale", [(watching, "frames")]),
    ("sound", [(listening, "sound")]),
    ("voices", [(Voices, "__init__"), (Voices, "heard_in")]),
    ("faces", [(Faces, "__init__"), (Faces, "search"), (Faces, "follow")]),
    ("bodies", [(Bodies, "__init__"), (Bodies, "due")]),
    ("movement", [(Movements, "of")]),
    ("signals", [(walk, "gathered")]),
)
"""What the walk calls, by the stage it belongs to."""
REST = "everything between"
DEMONSTRATION = Path(str(files("vignette.library") / "demonstration" / "film.mp4"))

_END = object()


class Stages:
    """A clock for stages that call each other: what an inner stage uses is not counted for the outer one."""

    def __init__(self) -> None:
        self.used: dict[str, Used] = defaultdict(Used)
        self._running = [REST]
        self._since = Used.so_far()

    @contextmanager
    def within(self, stage: str) -> Iterator[None]:
        self._settle()
        self._running.append(stage)
        try:
            yield
        finally:
            self._settle()
            self._running.pop()

    def clocked(self, stage: str, function: Callable[..., object]) -> Callable[..., object]:
        """`function`, and whatever it gives one by one, counted for `stage`."""

        def timed(*arguments: object, **options: object) -> object:
            with self.within(stage):
                result = function(*arguments, **options)
            return self._each(stage, result) if isinstance(result, Iterator) else result

        return timed

    def _each(self, stage: str, items: Iterator[object]) -> Iterator[object]:
        while True:
            with self.within(stage):
                item = next(items, _END)
            if item is _END:
                return
            yield item

    def _settle(self) -> None:
        now = Used.so_far()
        self.used[self._running[-1]] += now - self._since
        self._since = now


def main() -> None:
    wishes = _wishes()
    if wishes.stages:
        _tell_stages(PlainFile(wishes.film or DEMONSTRATION))
        return
    with tempfile.TemporaryDirectory() as folder:
        if wishes.memory:
            _tell_memory(Path(folder))
            return
        for film in [wishes.film] if wishes.film else _films(Path(folder), wishes.minutes):
            _tell_walk(PlainFile(film))


def _films(folder: Path, minutes: float) -> Iterator[Path]:
    yield looped(DEMONSTRATION, folder / "720p25.mp4", minutes)
    for codec, name in (("libx264", "1080p30 H.264"), ("libx265", "1080p30 HEVC")):
        short = as_by_a_phone(DEMONSTRATION, folder / f"short {name}.mp4", seconds=20, codec=codec)
        yield looped(short, folder / f"{name}.mp4", minutes)


def _tell_memory(folder: Path) -> None:
    """The largest process while a short film is looked through, then a long one: the peak so far can only rise."""
    small = in_miniature(DEMONSTRATION, folder / "small.mp4")
    for minutes in (2, 120):
        film = PlainFile(looped(small, folder / f"{minutes} minutes.mp4", minutes))
        before = Used.so_far()
        found = looked_at(film, progress=unheard)
        _tell("", Used.so_far() - before, _tell_film(film, found))
        print(f"memory: {_largest():.3f} GiB the largest process, {_here():.3f} the one that waits for it; aim 1.5\n")


def _tell_walk(film: PlainFile) -> None:
    floor, before = _floor(film), Used.so_far()
    found = looked_at(film, progress=unheard)
    used = Used.so_far() - before
    seconds = _tell_film(film, found)
    _tell("decode and scale, on its own", floor, seconds)
    _tell(f"the walk, {AT_ONCE} processes", used, seconds)
    print(f"the walk / decode and scale: {used.cpu / floor.cpu:.1f} x CPU; aim at most 2.5")
    together = AT_ONCE * _largest() + _here()
    print(f"memory: {_largest():.2f} GiB the largest process, {together:.2f} at most together; aim 1.5\n")


def _largest() -> float:
    """GiB of memory that the largest of the processes that have ended held at its height."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20


def _here() -> float:
    """GiB of memory that this process held at its height."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def _tell_film(film: PlainFile, found: Look) -> float:
    footage = found.footage
    seconds = footage.length / SECOND
    print(f"{film.path.name}: {seconds:.0f} s of {footage.width} x {footage.height}, {footage.frames} pictures")
    print(f"found: {len(found.people)} faces, {len(found.observations)} events, {len(found.suggestions)} suggestions")
    print(f"{'':30}{'CPU s':>8}{'wall s':>8}{'film s per CPU s':>18}{'film s per wall s':>19}")
    return seconds


def _tell_stages(film: PlainFile) -> None:
    floor = _floor(film)
    found, stages = _walk(film)
    seconds = _tell_film(film, found)
    _tell("decode and scale, on its own", floor, seconds)
    print("the walk:")
    for stage in (*(name for name, _ in STAGES), REST):
        _tell(f"  {stage}", stages[stage], seconds)
    whole = sum(stages.values(), Used())
    _tell("the whole walk", whole, seconds)
    print(f"the whole walk / decode and scale: {whole.cpu / floor.cpu:.1f} x CPU, {whole.wall / floor.wall:.1f} x wall")


def _tell(what: str, used: Used, seconds: float) -> None:
    speeds = (seconds / max(each, 0.001) for each in (used.cpu, used.wall))
    print("{:30}{:8.2f}{:8.2f}{:18.1f}{:19.1f}".format(what, used.cpu, used.wall, *speeds))


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--film", type=Path, help="the film to look through")
    parser.add_argument("--minutes", type=float, default=10, help="how long the made films are")
    parser.add_argument("--memory", action="store_true", help="whether memory grows with the length of the film")
    parser.add_argument("--stages", action="store_true", help="one process, stage by stage")
    return parser.parse_args()


def _floor(film: PlainFile) -> Used:
    """What it takes to bring the pictures before the eye of the analysis, and no more."""
    before = Used.so_far()
    for _ in frames(film, height=HEIGHT, step=STEP):
        pass
    return Used.so_far() - before


def _walk(film: PlainFile) -> tuple[Look, dict[str, Used]]:
    """The walk as it is, with a clock before each door that it goes through."""
    with ExitStack() as doors:
        stages = Stages()
        for stage, calls in STAGES:
            for owner, name in calls:
                doors.enter_context(patch.object(owner, name, stages.clocked(stage, getattr(owner, name))))
        with stages.within(REST):
            found = look(film)
    return found, stages.used


if __name__ == "__main__":
    main()
