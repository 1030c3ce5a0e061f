"""What Vignette itself makes of films: the real engine, many films to one process set aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tests.films.kind import Kind
from vignette.domain.errors import FilmProblem
from vignette.domain.film import Footage
from vignette.domain.source import PlainFile
from vignette.domain.work import Progress
from vignette.footage.aside import aside
from vignette.footage.probe import joined_footage, probe_all, survey
from vignette.footage.proxy import make_part, make_sound, plan
from vignette.footage.repack import repack
from vignette.vault.spliced import SplicedFile

LINES = 1080
"""Of what is made of films that cannot be kept as they are."""

_AT_ONCE = 30
_LONGEST = 180.0


@dataclass(frozen=True, eq=False, slots=True)
class Done:
    """What the process set aside answers of one film: its `problem`, or its footage with the index where it is kept."""

    problem: str
    footage: Footage | None
    head: bytes
    stretches: npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """What becomes of one film: the sentence that refuses it, or what it holds and the films that a browser is given.

    Of a film that is kept `pictures` and `sound` are the same file; `sound` is None where there is none.
    """

    problem: str = ""
    footage: Footage | None = None
    is_kept: bool = False
    pictures: Path = Path()
    sound: Path | None = None


def made_of(kinds: Sequence[Kind], folder: Path) -> dict[str, Made]:
    """What the engine makes of each of these kinds, by name; all files are written below `folder`."""
    found: dict[str, Made] = {}
    for start in range(0, len(kinds), _AT_ONCE):
        some = kinds[start : start + _AT_ONCE]
        films = [_written(kind, folder / f"film{start + place}") for place, kind in enumerate(some)]
        made = folder / f"made{start}"
        made.mkdir()
        answers = aside(make_all, films, made, seconds=_LONGEST)
        for place, (kind, pieces, done) in enumerate(zip(some, films, answers, strict=True)):
            found[kind.name] = _made(done, pieces, made / str(place))
    return found


def make_all(films: list[list[PlainFile]], folder: Path, *, progress: Progress) -> tuple[Done, ...]:
    """Make each film ready as far as a browser needs it, in files named after its place: runs in the process aside."""
    return tuple(_tried(pieces, folder / str(place)) for place, pieces in enumerate(films))


def _written(kind: Kind, folder: Path) -> list[PlainFile]:
    folder.mkdir()
    return [PlainFile(path) for path in kind.written(folder)]


def _tried(pieces: list[PlainFile], target: Path) -> Done:
    try:
        ready = _ready(pieces)
        if not ready.head:
            _anew(pieces, target)
    except FilmProblem as problem:
        return Done(str(problem), None, b"", np.zeros((0, 2), np.int64))
    return Done("", ready.footage, ready.head, ready.stretches)


def _ready(pieces: list[PlainFile]) -> Done:
    if len(pieces) == 1:
        found = survey(pieces[0])
        packed = repack(pieces[0], found) if found.footage.plays_everywhere else None
        head, stretches = packed or (b"", np.zeros((0, 2), np.int64))
        return Done("", found.footage, head, stretches)
    return Done("", joined_footage(probe_all(pieces)), b"", np.zeros((0, 2), np.int64))


def _anew(pieces: list[PlainFile], target: Path) -> None:
    planned = plan(probe_all(pieces), lines=LINES)
    for number in range(len(planned.parts)):
        make_part(pieces, planned, number, target.with_suffix(f".part{number}"))
    if planned.has_sound:
        make_sound(pieces, planned, target.with_suffix(".sound"))


def _made(done: Done, pieces: list[PlainFile], target: Path) -> Made:
    if done.footage is None:
        return Made(problem=done.problem)
    if not done.head:
        sound = target.with_suffix(".sound")
        pictures = target.with_suffix(".part0")
        return Made(footage=done.footage, pictures=pictures, sound=sound if sound.exists() else None)
    with SplicedFile(done.head, done.stretches, pieces[0]).open() as film:
        target.write_bytes(film.read())
    return Made(footage=done.footage, is_kept=True, pictures=target, sound=target if done.footage.has_sound else None)
