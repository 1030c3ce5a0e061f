"""Movements that go together: one that takes the course of the other's just before, and two in time all along.

Only how much a body moves is known, not in what way: the course of it is all that is compared.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from vignette.domain.observation import Happening, Observation
from vignette.domain.span import SECOND, Micros, Span, micros
from vignette.domain.track import STEP, Signal
from vignette.signals.runs import Values
from vignette.signals.settings import Settings
from vignette.signals.synchrony import synchrony
from vignette.signals.tracks import Signals

AT, LATER, ALIKE, CHANCE = "movement at s", "after s", "correlation", "as alike by chance"
CLOSE, BY_CHANCE = "closeness", "closeness by chance"
STILL = 1e-6
"""A spread below which nothing moved in a stretch."""
LEFT_LEADS, RIGHT_LEADS = "the person on the left leads by s", "the person on the right leads by s"


def same_movements(who: str, own: Signals, other: Signals, *, settings: Settings) -> list[Observation]:
    """Where `who` moves with the course that the other's movement had just before, more alike than by chance.

    Both must move clearly for a good part of it: a single start is like any other. Chance is how often this person,
    elsewhere in the film, moves as much alike within a time as long; where it is above `same_movement_chance`, or both
    move more alike at once, nothing is said. As strong as they are alike. The evidence: when the other's
    "movement" began, how many seconds "after" it this one did, their "correlation" (Pearson's r), and that share, "as
    alike by chance".
    """
    if Signal.MOVEMENT not in own or Signal.MOVEMENT not in other:
        return []
    length, first, last = (
        round(micros(seconds) / STEP)
        for seconds in (settings.same_movement_lasts, settings.same_movement_soonest, settings.answer_within)
    )
    echoes, models = (courses(each[Signal.MOVEMENT], length) for each in (own, other))
    found: list[Observation] = []
    free_from = 0
    for start in _bursts(other[Signal.MOVEMENT], settings):
        near = slice(start + first, start + last + 1)
        if start < free_from or start + last >= len(echoes):
            continue
        alike = echoes @ models[start]
        best, begun = float(np.max(alike[near])), near.start + int(np.argmax(alike[near]))
        both = other[Signal.MOVEMENT][start : start + length], own[Signal.MOVEMENT][begun : begun + length]
        if best < settings.same_movement_like or best <= alike[start] or not all(_is_busy(m, settings) for m in both):
            continue
        chance = _share_as_alike(alike, best, near, length)
        if chance <= settings.same_movement_chance:
            span = Span(Micros(begun * STEP), Micros((begun + length) * STEP))
            evidence = {AT: start * STEP / SECOND, LATER: (begun - start) * STEP / SECOND, ALIKE: best, CHANCE: chance}
            found.append(Observation(span, Happening.SAME_MOVEMENT, who, best, evidence))
            free_from = begun
    return found


def in_time(one: Signals, other: Signals, *, length: Micros, settings: Settings) -> list[Observation]:
    """That two, from left to right, move in time with each other over the whole film, where it is above chance.

    As strong as they are close. The evidence: their "closeness" and that "by chance" (Fisher's z, as in `synchrony`),
    and by how many seconds one leads; neither where they move at once.
    """
    if Signal.MOVEMENT not in one or Signal.MOVEMENT not in other:
        return []
    found = synchrony(one[Signal.MOVEMENT], other[Signal.MOVEMENT], settings=settings)
    if found is None or not found.is_above_chance:
        return []
    evidence = {CLOSE: found.closeness, BY_CHANCE: found.by_chance}
    if found.lead:
        evidence[LEFT_LEADS if found.lead > 0 else RIGHT_LEADS] = abs(found.lead) / SECOND
    strength = float(np.clip(np.tanh(found.closeness), 0, 1))
    return [Observation(Span(Micros(0), length), Happening.IN_TIME, "", strength, evidence)]


def courses(movement: Values, length: int) -> npt.NDArray[np.float32]:
    """The course of each stretch of `length` steps, shape (n - length + 1, length), so that the product of two is
    Pearson's r; nothing but noughts where a stretch is not wholly seen or nothing moves in it."""
    if movement.size < length:
        return np.zeros((0, length), np.float32)
    stretches = np.lib.stride_tricks.sliding_window_view(movement, length)
    stretches = stretches - stretches.mean(axis=1, keepdims=True)
    spread = np.linalg.norm(stretches, axis=1, keepdims=True)
    moved = spread > STILL
    return np.where(moved, stretches / np.where(moved, spread, 1), 0).astype(np.float32)


def _bursts(movement: Values, settings: Settings) -> Iterator[int]:
    """The steps from which somebody, until then still, moves clearly."""
    moves = movement >= settings.moves_from
    yield from (int(i) for i in np.flatnonzero(moves[1:] & ~moves[:-1]))


def _is_busy(movement: Values, settings: Settings) -> bool:
    """Whether somebody moves clearly for so much of this stretch."""
    return bool(np.mean(movement >= settings.moves_from) >= settings.same_movement_busy)


def _share_as_alike(alike: Values, best: float, near: slice, length: int) -> float:
    """Of all stretches as long as `near`, the share in which something is as much alike as `best`; itself left out."""
    within = near.stop - near.start
    most = np.lib.stride_tricks.sliding_window_view(alike, within).max(axis=1)
    elsewhere = np.concatenate([most[: max(0, near.start - within - length)], most[near.stop + length :]])
    return float(np.mean(elsewhere >= best)) if elsewhere.size else 1.0
