"""All films of the theatre by name: which script under which condition, and for which half of the truth table."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from .filming import render
from .plots import plotted
from .production import CONDITIONS
from .script import Script
from .shown import FilmTruth, shown

HEIGHT = 360
"""Pixels: small enough to be drawn faster than played, with faces of 50 to 120 pixels."""

TUNE = {"apple": 0, "birch": 1, "cedar": 2, "dogwood": 3}
REPORT = {"elder": 10, "fern": 11, "gorse": 12, "hazel": 13}
"""The scripts to tune on and those to report on, with their seeds. No script is in both."""

PARITY = ("plain", "mirrored", "darker", "darker skin", "smaller child", "noisy")
"""The conditions that must serve everybody alike, for the first two scripts of each half."""
HARDER = (
    ("plain", "camera shake", "compression", "glasses", "profile"),
    ("plain", "variable frame rate", "distance", "occlusion", "second child"),
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

    def drawn_into(self, folder: Path) -> Path:
        """The film's file in `folder`, drawn now if it is not there yet."""
        path = folder / f"{self.name}.mp4"
        if not path.exists():
            # A film is in its place only when it is whole.
            part = path.with_suffix(f".{os.getpid()}.mp4")
            production = CONDITIONS[self.condition]
            render(self.plot(), part, height=HEIGHT, encoding={"preset": "veryfast"}, production=production)
            part.replace(path)
        return path


def _half(half: str, scripts: dict[str, int]) -> list[Film]:
    conditions = (PARITY, PARITY, *HARDER)
    return [
        Film(script, seed, condition, half)
        for (script, seed), played in zip(scripts.items(), conditions, strict=True)
        for condition in played
    ]


FILMS: tuple[Film, ...] = (*_half("tune", TUNE), *_half("report", REPORT))
