"""What is true of one film: where each head is in its pictures, which way it points, and what both of them do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .acting import perform, truth_of
from .production import Production
from .script import STEP_MS, PersonTruth, Script
from .stage import pose_of

Curve = npt.NDArray[np.float64]
Spans = tuple[tuple[int, int], ...]

ASPECT = 16 / 9
FOCAL = 0.85
"""The camera's focal length in picture widths, by which a head's place tells the line of sight to it."""


@dataclass(frozen=True, eq=False, slots=True)
class Shown:
    """One person in one film; curves have a value each 80 ms, spans are microseconds.

    `x`, `y` (middle of the head) and `unit` (about half its height) are fractions of the picture's height. Yaws are
    degrees, + towards the person's own left: `yaw` against the camera's own direction, `seen_yaw` against the line of
    sight to the camera, so 0 shows the face from straight ahead. In `hidden` the face is covered.
    """

    who: str
    x: Curve
    y: Curve
    unit: Curve
    yaw: Curve
    seen_yaw: Curve
    looks: Spans
    smiles: Spans
    speaks: Spans
    hidden: Spans = ()


@dataclass(frozen=True, eq=False, slots=True)
class FilmTruth:
    """All that is true of a film `length` microseconds long; the people from left to right, moments by rule."""

    length: int
    people: tuple[Shown, Shown]
    moments: tuple[tuple[str, int, int], ...]


def shown(script: Script, production: Production) -> FilmTruth:
    """What is true of the film that `production` makes of `script`, computed without looking at a picture."""
    truth = truth_of(script)
    people = [_person(script, said, who, production) for who, said in truth.people.items()]
    one, other = sorted(people, key=lambda person: float(np.mean(person.x)))
    return FilmTruth(truth.length, (one, other), tuple((m.rule, m.start, m.end) for m in truth.moments))


def _person(script: Script, said: PersonTruth, who: str, production: Production) -> Shown:
    times = np.arange(0, script.length, STEP_MS, dtype=float)
    part = perform(script, who, times, further=production.further)
    poses = [pose_of(production.sitters[who], part, index, float(time), 1 / 720) for index, time in enumerate(times)]
    across, down, size = np.array([(pose.x, pose.y, pose.unit) for pose in poses]).T
    x, y, unit = production.place(across, down, size, ASPECT)
    seen_yaw = -part.yaw if production.is_mirrored else part.yaw
    return Shown(
        who=who,
        x=x,
        y=y,
        unit=unit,
        yaw=seen_yaw - np.degrees(np.arctan2(x / ASPECT - 0.5, FOCAL)),
        seen_yaw=seen_yaw,
        looks=said.looks,
        smiles=said.smiles,
        speaks=said.speaks,
        hidden=tuple((h.start * 1000, h.end * 1000) for h in production.hidings(script.length) if h.who == who),
    )
