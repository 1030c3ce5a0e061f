"""Many sound recordings made ready in one process set aside."""

from dataclasses import dataclass
from pathlib import Path

from vignette.domain.errors import FilmProblem
from vignette.domain.film import Footage
from vignette.domain.source import PlainFile
from vignette.domain.work import Progress, unheard
from vignette.footage.recorder import make_sound_ready


@dataclass(frozen=True)
class Became:
    """What a recording became; where it was refused there is no `footage`, but the `kind` of problem and a sentence."""

    footage: Footage | None
    kind: str = ""
    sentence: str = ""


def make_each(files: list[PlainFile], folder: Path, *, progress: Progress = unheard) -> tuple[Became, ...]:
    """What became of each; what is made of it lies in `folder`, named after its place."""
    return tuple(_made(file, folder / f"{place}") for place, file in enumerate(files))


def _made(file: PlainFile, target: Path) -> Became:
    try:
        return Became(make_sound_ready([file], target))
    except FilmProblem as problem:
        return Became(None, type(problem).__name__, str(problem))
