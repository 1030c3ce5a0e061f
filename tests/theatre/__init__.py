"""A small theatre: a script becomes a film with sound, and everything that is true of the film is known."""

from __future__ import annotations

from pathlib import Path

from .acting import Curve
from .filming import render
from .kitchen import SHORT
from .production import Production, steady_times
from .script import MomentTruth, PersonTruth, Truth

__all__ = ["MomentTruth", "PersonTruth", "Truth", "short_scene"]


def short_scene(path: Path) -> Truth:
    """Write eight seconds of the kitchen (640 x 360, five a second, H.264 and AAC) to `path`, and say what is true.

    The child looks up and calls, the mother turns and answers, both smile, both go back to the blocks.
    """
    return render(SHORT, path, height=360, encoding={"preset": "veryfast"}, production=Production(times=_five_a_second))


def _five_a_second(length: int) -> Curve:
    return steady_times(length)[::5]
