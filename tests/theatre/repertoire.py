"""All films of the theatre by name: which script under which condition, and for which half of the truth table."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .filming import render_together
from .plots import plotted
from .production import CONDITIONS
from .script import Script
from .shown import FilmTruth, shown

HEIGHT = 360
"""Pixels: small enough to be drawn faster than played, with faces of 50 to 120 pixels."""

TUNE = {"ash": 20, "bramble": 21, "clover": 22, "dill": 23}
REPORT = {"elm": 40, "flax": 41, "ginger": 42, "holly": 43}
"""The scripts to tune on and those to report on, with their seeds. No script is in both."""

PARITY = ("plain", "mirrored", "darker", "darker skin", "smaller child", "noisy")
"""The conditions that must serve everybody alike, for the first two scripts of each half."""
HARDER = (
    ("plain", "camera shake", "compression", "infant's voice", "glasses", "profile", "older adult"),
    (
        "plain",
        "variable frame rate",
        "distance",
        "dim and far",
        "occlusion",
        "second child",
        "two adults",
        "leaving",
    ),
)
"""The conditions of the third and of the fourth script of each half."""


@dataclass(frozen=True, slots=True)
class Film:
    """One film of the repertoire; `half` is "tune" or "report"."""

    script: str
    seed: int
    condition: str
    half: str

    @property
    def name(self) -> str:
        return f"{self.script}-{self.condition}".replace(" ", "-")

    def plot(self) -> Script:
        return plotted(self.script, self.seed)

    def truth(self) -> FilmTruth:
        return shown(self.plot(), CONDITIONS[self.condition])

    def path(self, folder: Path) -> Path:
        return folder / f"{self.name}.mp4"

    def drawn_into(self, folder: Path) -> Path:
        """The film's file in `folder`, drawn now if it is not there yet."""
        draw_together([self], folder)
        return self.path(folder)


def drawn_alike(films: Iterable[Film]) -> list[list[Film]]:
    """The films in groups of one script whose pictures differ only after they are drawn, the largest groups first."""
    groups: list[list[Film]] = []
    for film in films:
        production = CONDITIONS[film.condition]
        for group in groups:
            if group[0].script == film.script and production.draws_like(CONDITIONS[group[0].condition]):
                group.append(film)
                break
        else:
            groups.append([film])
    return sorted(groups, key=len, reverse=True)


def draw_together(films: Sequence[Film], folder: Path) -> None:
    """Draw those of `films`, a group of `drawn_alike`, that are not in `folder` yet."""
    # A film is in its place only when it is whole.
    missing = {
        film.path(folder).with_suffix(f".{os.getpid()}.mp4"): film for film in films if not _is_there(film, folder)
    }
    if not missing:
        return
    productions = {part: CONDITIONS[film.condition] for part, film in missing.items()}
    render_together(films[0].plot(), productions, height=HEIGHT, encoding={"preset": "veryfast"})
    for part, film in missing.items():
        part.replace(film.path(folder))


def _is_there(film: Film, folder: Path) -> bool:
    return film.path(folder).exists()


def _half(half: str, scripts: dict[str, int]) -> list[Film]:
    conditions = (PARITY, PARITY, *HARDER)
    return [
        Film(script, seed, condition, half)
        for (script, seed), played in zip(scripts.items(), conditions, strict=True)
        for condition in played
    ]


FILMS: tuple[Film, ...] = (*_half("tune", TUNE), *_half("report", REPORT))
