"""From cues to curves: where each head points, how each mouth and each eye moves, at any time of the script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .outbursts import bursts, wails
from .script import (
    CHILD,
    MOTHER,
    STEP_MS,
    Cry,
    Errand,
    Laugh,
    Look,
    MomentTruth,
    Nod,
    PersonTruth,
    Say,
    Script,
    Smile,
    Towards,
    Truth,
)
from .voices import Syllable, syllables

Curve = npt.NDArray[np.float64]

DIRECTIONS: dict[str, dict[Towards, tuple[float, float]]] = {
    MOTHER: {
        Towards.OTHER: (48, -2),
        Towards.BLOCKS: (11, -17),
        Towards.TOWER: (24, -8),
        Towards.ASIDE: (-22, -2),
        Towards.OWN: (-34, -18),
    },
    CHILD: {
        Towards.OTHER: (-47, 1),
        Towards.BLOCKS: (-6, -16),
        Towards.TOWER: (-21, -3),
        Towards.ASIDE: (20, -6),
        Towards.OWN: (34, -16),
    },
}
"""Yaw and pitch (degrees) with which each person looks at each thing; they sit side by side, mother on the left.

The lines of two heads that look at their own things, or of one such head and one that looks at the blocks, do not meet.
"""

EYES = {
    Towards.OTHER: (0.55, 0.10),
    Towards.BLOCKS: (0.30, 0.55),
    Towards.TOWER: (0.35, 0.25),
    Towards.ASIDE: (-0.25, 0.20),
    Towards.OWN: (-0.15, 0.55),
}
"""How far the eyes go beyond the head: towards the other person's side and down, 0 to 1."""

SIDE = {MOTHER: 1.0, CHILD: -1.0}
"""On which side of each (as yaw goes) the other one sits."""

PARTNER = {MOTHER: CHILD, CHILD: MOTHER}

LOOKING = 0.7
"""Whoever has made this share of the turn towards the other looks at them."""
BLINK = 62.0
"""How wide a blink is, in milliseconds: it lasts a little less than twice that."""
WALKING = 1400
"""Milliseconds in which somebody is out of the picture, or back in it."""
OUT = 520.0
"""How far to the side they are then, in pixels of a picture 720 high."""


@dataclass(frozen=True, eq=False, slots=True)
class Performance:
    """One person over all of `times` (milliseconds); every curve has the shape of `times`.

    Angles in degrees; smile, mouth, round, blink, brows and cry 0 to 1; gaze -1 to 1, right and down as seen from in
    front; `facing` is how far the turn towards the other has come, 0 to 1; `aside` how far to the right of their seat
    they are, in pixels of a picture 720 high.
    """

    yaw: Curve
    pitch: Curve
    roll: Curve
    smile: Curve
    mouth: Curve
    round: Curve
    blink: Curve
    brows: Curve
    gaze_x: Curve
    gaze_y: Curve
    facing: Curve
    cry: Curve
    aside: Curve


def ease(share: Curve) -> Curve:
    """From 0 to 1 the way limbs move: no jerk at either end."""
    s = np.clip(share, 0, 1)
    return s**3 * (10 - 15 * s + 6 * s**2)


def perform(script: Script, who: str, times: Curve, *, further: float = 0.0) -> Performance:
    """What `who` does in `script` at each of `times` (milliseconds).

    A look at the other takes the head `further` degrees beyond what it takes in the kitchen.
    """
    looks: list[Look] = script.of(Look, who)
    angles = [DIRECTIONS[who][look.towards] for look in looks]
    eyes = [EYES[look.towards] for look in looks]
    rest, home = DIRECTIONS[who][script.rest], EYES[script.rest]
    phase = _phase(who)
    spoken = [part for say in script.of(Say, who) for part in syllables(say)]
    spoken += [part for laugh in script.of(Laugh, who) for part in bursts(laugh)]
    spoken += [part for cry in script.of(Cry, who) for part in wails(cry)]
    mouth = _mouth(spoken, times)
    smile = _smile(smiles_of(script, who), times)
    cry = _cry(script.of(Cry, who), times)
    facing = _facing(looks, times)
    yaw = _path(looks, [a[0] for a in angles], rest[0], times) + _sway(times, phase, 1.3)
    return Performance(
        yaw=yaw + SIDE[who] * further * facing,
        pitch=_path(looks, [a[1] for a in angles], rest[1], times)
        + _sway(times, phase + 1, 0.9)
        + 2.2 * mouth
        - _nods(script.of(Nod, who), times),
        roll=_sway(times, phase + 2, 1.6) + 3.0 * SIDE[who] * smile,
        smile=smile,
        mouth=mouth,
        round=_rounding(spoken, times),
        blink=_blinks(looks, times, who),
        brows=np.clip(0.5 * mouth + 0.45 * smile + 0.4 * cry, 0, 1),
        gaze_x=SIDE[who] * _path(looks, [e[0] for e in eyes], home[0], times, lead=110),
        gaze_y=_path(looks, [e[1] for e in eyes], home[1], times, lead=110),
        facing=facing,
        cry=cry,
        aside=_aside(script.of(Errand, who), times),
    )


def _phase(who: str) -> float:
    """So that no two people sway and blink alike."""
    return 0.0 if who == MOTHER else 2.1


def blinks_of(script: Script, who: str) -> tuple[tuple[int, int], ...]:
    """The spans, in microseconds, in which the eyes are more than half shut by blinking."""
    half = BLINK * np.log(2) ** 0.25
    moments = _blink_moments(script.of(Look, who), script.length, who)
    spans = sorted((round(1000 * (at - half)), round(1000 * (at + half))) for at in moments)
    return tuple((max(0, start), end) for start, end in spans if 0 < end <= script.length * 1000)


def smiles_of(script: Script, who: str) -> list[Smile]:
    """The smiles of one person; whoever laughs smiles from a little before to a little after."""
    laughs = [Smile(who, laugh.start - 200, laugh.end + 600) for laugh in script.of(Laugh, who)]
    return [*script.of(Smile, who), *laughs]


def _facing(looks: Sequence[Look], times: Curve) -> Curve:
    return _path(looks, [float(look.towards is Towards.OTHER) for look in looks], 0.0, times)


def _path(looks: Sequence[Look], values: Sequence[float], first: float, times: Curve, *, lead: int = 0) -> Curve:
    """The value at each time when each look eases to its own; `lead` is how much earlier the eyes go."""
    total = np.full(times.shape, first, float)
    before = first
    for look, value in zip(looks, values, strict=True):
        total += (value - before) * ease((times - look.at + lead) / look.turning)
        before = value
    return total


def _sway(times: Curve, phase: float, size: float) -> Curve:
    """Nobody holds still: a slow wandering of `size` degrees."""
    s = times / 1000
    return size * (0.6 * np.sin(0.9 * s + phase) + 0.4 * np.sin(1.7 * s + 2.3 * phase))


def _smile(smiles: Sequence[Smile], times: Curve) -> Curve:
    total = np.zeros(times.shape)
    for smile in smiles:
        rise, fall = ease((times - smile.start) / 350), ease((smile.end - times) / 500)
        total = np.maximum(total, smile.strength * np.minimum(rise, fall))
    return total


def _cry(cries: Sequence[Cry], times: Curve) -> Curve:
    total = np.zeros(times.shape)
    for cry in cries:
        total = np.maximum(
            total, np.minimum(ease((times - cry.start + 200) / 300), ease((cry.end - times + 400) / 400))
        )
    return total


def _nods(nods: Sequence[Nod], times: Curve) -> Curve:
    """How far the head has gone down, in degrees: eleven at the lowest."""
    total = np.zeros(times.shape)
    for nod in nods:
        count = max(1, round((nod.end - nod.start) / 450))
        share = np.clip((times - nod.start) / (nod.end - nod.start), 0, 1)
        total += 11 * np.sin(np.pi * count * share) ** 2
    return total


def _aside(errands: Sequence[Errand], times: Curve) -> Curve:
    total, before = np.zeros(times.shape), 0.0
    for errand in errands:
        out = OUT * -SIDE[errand.who]
        total += (out - before) * ease((times - errand.start) / WALKING)
        total += (errand.beside - out) * ease((times - errand.end + WALKING) / WALKING)
        before = errand.beside
    return total


def _mouth(spoken: Sequence[Syllable], times: Curve) -> Curve:
    total = np.zeros(times.shape)
    for part in spoken:
        share = np.clip((times - part.start) / (part.end - part.start), 0, 1)
        total = np.maximum(total, part.openness * np.sin(np.pi * share) ** 0.8)
    return total


def _rounding(spoken: Sequence[Syllable], times: Curve) -> Curve:
    total = np.zeros(times.shape)
    for part in spoken:
        near = np.exp(-(((times - (part.start + part.end) / 2) / 160) ** 2))
        total = np.maximum(total, part.rounding * near)
    return total


def _blink_moments(looks: Sequence[Look], length: float, who: str) -> list[float]:
    """A blink every few seconds and with many of the large turns of the head; milliseconds."""
    rng = np.random.default_rng(int(10 * _phase(who)))
    moments = list(np.cumsum(rng.uniform(2300, 5200, size=int(length / 2300) + 2)))
    return [float(at) for at in moments] + [look.at + 60.0 for look in looks[::2]]


def _blinks(looks: Sequence[Look], times: Curve, who: str) -> Curve:
    total = np.zeros(times.shape)
    for at in _blink_moments(looks, times.max(), who):
        total = np.maximum(total, np.exp(-(((times - at) / BLINK) ** 4)))
    return total


def truth_of(script: Script) -> Truth:
    """All that is true of the film made from `script`."""
    return Truth(
        name=script.name,
        length=script.length * 1000,
        step=STEP_MS * 1000,
        people={who: _person(script, who) for who in (MOTHER, CHILD)},
        moments=tuple(MomentTruth(m.rule, m.start * 1000, m.end * 1000, m.words) for m in script.moments),
    )


def _person(script: Script, who: str) -> PersonTruth:
    steps = perform(script, who, np.arange(0, script.length, STEP_MS, dtype=float))
    every = np.arange(script.length, dtype=float)
    return PersonTruth(
        yaw=_rounded(steps.yaw, 1),
        pitch=_rounded(steps.pitch, 1),
        smile=_rounded(steps.smile, 2),
        looks=_runs(_facing(script.of(Look, who), every) >= LOOKING),
        smiles=_runs(_smile(smiles_of(script, who), every) >= 0.5),
        speaks=tuple((say.start * 1000, say.end * 1000) for say in script.of(Say, who)),
    )


def _rounded(curve: Curve, places: int) -> tuple[float, ...]:
    return tuple(float(value) for value in np.round(curve, places))


def _runs(up: npt.NDArray[np.bool_]) -> tuple[tuple[int, int], ...]:
    """Spans in microseconds in which `up` (one value a millisecond) holds."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], up, [False])).astype(int)))
    return tuple((int(a) * 1000, int(b) * 1000) for a, b in zip(edges[::2], edges[1::2], strict=True))
