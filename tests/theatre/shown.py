"""What is true of one film: where each head is in its pictures, which way it points, and what both of them do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .acting import Performance, blinks_of, perform, truth_of
from .faces import GAZE
from .gestures import hands_at
from .production import Production
from .script import CHILD, MOTHER, STEP_MS, Cry, Errand, Laugh, Nod, PersonTruth, Raise, Reach, Script, Show
from .stage import pose_of, seated

Curve = npt.NDArray[np.float64]
Spans = tuple[tuple[int, int], ...]

ASPECT = 16 / 9
FOCAL = 0.85
"""The camera's focal length in picture widths, by which a head's place tells the line of sight to it."""


EYEBALL = 0.8
"""How large a painted eyeball is taken to be, in halves of the eye's width: 12 mm of 15 (a grown-up's eye)."""
IMITATED_WITHIN = 2000
"""Milliseconds in which a movement of the other is given back."""


@dataclass(frozen=True, eq=False, slots=True)
class Details:
    """What else one person does; curves have a value each 80 ms, spans are microseconds.

    `eyes_across` (+ towards the person's own left) and `eyes_up` are degrees against the head. The hands are the
    person's own left and right, as fractions of the picture's height. `same_movements` are movements of this person
    that give back one of the other's.
    """

    is_adult: bool
    eyes_across: Curve
    eyes_up: Curve
    left_hand: tuple[Curve, Curve]
    right_hand: tuple[Curve, Curve]
    blinks: Spans
    laughs: Spans
    cries: Spans
    reaches: Spans
    shows: Spans
    nods: Spans
    same_movements: Spans
    away: Spans


@dataclass(frozen=True, eq=False, slots=True)
class Shown:
    """One person in one film; curves have a value each 80 ms, spans are microseconds.

    `x`, `y` (middle of the head) and `unit` (about half its height) are fractions of the picture's height. Yaws are
    degrees, + towards the person's own left: `yaw` against the camera's own direction, `seen_yaw` against the line of
    sight to the camera, so 0 shows the face from straight ahead. In `hidden` the face is covered or out of the picture.
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
    details: Details | None = None


@dataclass(frozen=True, eq=False, slots=True)
class FilmTruth:
    """All that is true of a film `length` microseconds long; the people from left to right, moments by rule."""

    length: int
    people: tuple[Shown, Shown]
    moments: tuple[tuple[str, int, int], ...]


def shown(script: Script, production: Production) -> FilmTruth:
    """What is true of the film that `production` makes of `script`, computed without looking at a picture."""
    script = production.played(script)
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
    details = _details(script, who, production, part, times)
    covered = tuple((h.start * 1000, h.end * 1000) for h in production.hidings(script.length) if h.who == who)
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
        hidden=(*covered, *details.away),
        details=details,
    )


def _details(script: Script, who: str, production: Production, part: Performance, times: Curve) -> Details:
    across, up = _eyes(production, who, part)
    hands = _hands(script, who, production, part, times)
    return Details(
        is_adult=who in production.adults,
        eyes_across=across,
        eyes_up=up,
        left_hand=hands[0],
        right_hand=hands[1],
        blinks=blinks_of(script, who),
        laughs=_spans(script, Laugh, who),
        cries=_spans(script, Cry, who),
        reaches=_spans(script, Reach, who),
        shows=_spans(script, Show, who),
        nods=_spans(script, Nod, who),
        same_movements=_given_back(script, who),
        away=_spans(script, Errand, who),
    )


def _spans(script: Script, kind: type[Cry | Errand | Laugh | Nod | Raise | Reach | Show], who: str) -> Spans:
    return tuple((cue.start * 1000, cue.end * 1000) for cue in script.of(kind, who))


def _given_back(script: Script, who: str) -> Spans:
    other = CHILD if who == MOTHER else MOTHER
    begun = [raised.start for raised in script.of(Raise, other)]
    return tuple(
        (start, end)
        for start, end in _spans(script, Raise, who)
        if any(0 < start // 1000 - first <= IMITATED_WITHIN for first in begun)
    )


def _eyes(production: Production, who: str, part: Performance) -> tuple[Curve, Curve]:
    """Degrees by which an eyeball of `EYEBALL` would have to turn for its iris to be where it is painted."""
    look = production.sitters[who].head.look
    radius = EYEBALL * look.eye_width
    across = np.degrees(np.arcsin(GAZE[0] * look.eye_width * part.gaze_x / radius))
    up = -np.degrees(np.arcsin(GAZE[1] * look.eye_height * part.gaze_y / radius))
    return (-across if production.is_mirrored else across), up


def _hands(
    script: Script, who: str, production: Production, part: Performance, times: Curve
) -> tuple[tuple[Curve, Curve], tuple[Curve, Curve]]:
    """Left and right: the person faces the camera, so their own left is on the right, unless mirrored."""
    sitter = production.sitters[who]
    places = np.array(
        [
            hands_at(script, seated(sitter, float(aside)), who, float(time))
            for time, aside in zip(times, part.aside, strict=True)
        ]
    )
    x, y, _ = production.place(places[:, :, 0] / 720, places[:, :, 1] / 720, np.zeros(1), ASPECT)
    one, other = ((x[:, side], y[:, side]) for side in (0, 1))
    return (one, other) if production.is_mirrored else (other, one)
