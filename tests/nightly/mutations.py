"""Damaged films sent through the reader, and what became of each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import av.logging

from tests.aside import aside
from tests.footage.reading import read_through
from tests.nightly.mutants import mutant, seeds
from vignette.domain.errors import FilmProblem, VignetteError
from vignette.domain.source import PlainFile
from vignette.domain.work import Progress, unheard

BATCH = 50
LONGEST_BATCH, LONGEST_FILM = 120.0, 30.0
"""Seconds; one of these films lasts one second."""
READ = "it is read"
MISTAKE = "a mistake of ours"


@dataclass(frozen=True)
class Ended:
    """What became of one damaged film: read, or the sentence of its refusal, or a mistake of ours by its name."""

    number: int
    damage: str
    outcome: str

    @property
    def is_fine(self) -> bool:
        return not self.outcome.startswith(MISTAKE) and "too long to read" not in self.outcome

    @property
    def brought_down_the_reader(self) -> bool:
        return "stopped our reader" in self.outcome


def read_each(sources: list[PlainFile], folder: Path, *, progress: Progress = unheard) -> tuple[str, ...]:
    """How reading each source ended; none of them ends the reading of the next."""
    av.logging.set_level(None)
    return tuple(_read(source, folder) for source in sources)


def _read(source: PlainFile, folder: Path) -> str:
    try:
        read_through(source, folder)
    except FilmProblem as problem:
        return str(problem)
    except Exception as mistake:  # noqa: BLE001  # the very thing that is looked for
        return f"{MISTAKE}: {type(mistake).__name__}: {mistake}"[:200]
    return READ


def ended(numbers: Iterable[int], folder: Path) -> Iterator[Ended]:
    """What becomes of the mutants of these numbers."""
    films = seeds(folder)
    waiting = list(numbers)
    while waiting:
        batch, waiting = waiting[:BATCH], waiting[BATCH:]
        made = {number: mutant(number, films) for number in batch}
        sources = [_written(folder / f"{number}.film", film) for number, (_, film) in made.items()]
        for number, outcome, source in zip(batch, _outcomes(sources, folder), sources, strict=True):
            yield Ended(number, made[number][0], outcome)
            source.path.unlink()


def _written(path: Path, film: bytes) -> PlainFile:
    path.write_bytes(film)
    return PlainFile(path)


def _outcomes(sources: list[PlainFile], folder: Path) -> Iterable[str]:
    """Many in one process, for speed; where that does not survive, each in one of its own."""
    try:
        return aside(read_each, sources, folder, seconds=LONGEST_BATCH)
    except VignetteError:
        return [_alone(source, folder) for source in sources]


def _alone(source: PlainFile, folder: Path) -> str:
    try:
        return aside(read_each, [source], folder, seconds=LONGEST_FILM)[0]
    except VignetteError as problem:
        return str(problem)
