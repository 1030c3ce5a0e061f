"""What Vignette itself makes of films: the real engine, many films to one process set aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tests.aside import aside
from tests.films.kind import Kind
from vignette.domain.errors import FilmProblem
from vignette.domain.film import Footage
from vignette.domain.source import PlainFile
from vignette.domain.work import Progress
from vignette.footage.joined import join
from vignette.footage.probe import probe_all
from vignette.footage.proxy import make_part, make_sound, plan
from vignette.footage.ready import make_ready
from vignette.footage.takes import sources_of
from vignette.vault.spliced import SplicedFile

LINES = 1080
"""Of what is made of films that cannot be kept as they are."""

_AT_ONCE = 60
_LONGEST = 180.0


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one film: the `problem` that refused it, or its footage and `played`, what a browser is given."""

    problem: str
    footage: Footage | None = None
    is_kept: bool = False
    played: Path = Path()


@dataclass(frozen=True, eq=False, slots=True)
class Answer:
    """What the process set aside says of one film; `parts` are the names of the files it made, if it made any."""

    problem: str
    footage: Footage | None
    head: bytes
    stretches: npt.NDArray[np.int64]
    parts: tuple[str, ...]


def made_of(kinds: Sequence[Kind], folder: Path) -> dict[str, Made]:
    """What the engine makes of each of these kinds, by name; all files are written below `folder`."""
    found: dict[str, Made] = {}
    for start in range(0, len(kinds), _AT_ONCE):
        some = kinds[start : start + _AT_ONCE]
        films = [_written(kind, folder / f"film{start + place}") for place, kind in enumerate(some)]
        made = folder / f"made{start}"
        made.mkdir()
        answers = aside(make_all, films, made, seconds=_LONGEST)
        found |= {
            kind.name: _played(answer, pieces, made / f"{place}")
            for place, (kind, pieces, answer) in enumerate(zip(some, films, answers, strict=True))
        }
    return found


def make_all(films: list[list[PlainFile]], folder: Path, *, progress: Progress) -> tuple[Answer, ...]:
    """Make each film ready as far as a browser needs it, in files named after its place; runs in the process aside."""
    return tuple(_tried(pieces, folder, f"{place}") for place, pieces in enumerate(films))


def _written(kind: Kind, folder: Path) -> list[PlainFile]:
    folder.mkdir()
    return [PlainFile(path) for path in kind.written(folder)]


def _tried(pieces: list[PlainFile], folder: Path, name: str) -> Answer:
    try:
        ready = make_ready(pieces)
        if ready.head:
            return Answer("", ready.footage, ready.head, ready.stretches, ())
        return _anew(pieces, ready.footage, folder, name)
    except FilmProblem as problem:
        return Answer(str(problem), None, b"", np.zeros((0, 2), np.int64), ())


def _anew(pieces: list[PlainFile], footage: Footage, folder: Path, name: str) -> Answer:
    takes = probe_all(pieces)
    sources, planned = sources_of(takes, pieces), plan([take.footage for take in takes], lines=LINES)
    parts = [PlainFile(folder / f"{name}.part{number}") for number in range(len(planned.parts))]
    for number, part in enumerate(parts):
        make_part(sources, planned, number, part.path)
    sound = PlainFile(folder / f"{name}.sound") if planned.has_sound else None
    if sound is not None:
        make_sound(sources, planned, sound.path)
    whole = join(sources, footage, planned, parts, sound)
    names = tuple(made.path.name for made in (*parts, sound) if made is not None)
    return Answer("", whole.footage, whole.head, whole.stretches, names)


def _played(answer: Answer, pieces: list[PlainFile], target: Path) -> Made:
    """The film as it would be served, written into one file."""
    if answer.footage is None:
        return Made(answer.problem)
    body = pieces[0]
    if answer.parts:
        body = PlainFile(target.with_suffix(".body"))
        body.path.write_bytes(b"".join(target.with_name(name).read_bytes() for name in answer.parts))
    with SplicedFile(answer.head, answer.stretches, body).open() as film:
        target.write_bytes(film.read())
    return Made("", answer.footage, is_kept=not answer.parts, played=target)
