"""What is scored beside the aims: eyes, blinks, hands, laughter, crying, gestures, and who is grown up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vignette.domain.observation import Happening, Observation, Role
from vignette.domain.track import STEP, Signal
from vignette.signals.whose import HIGHER, LOWER

from .counting import Counts, Mask, Share, as_long, by_tenths, inside
from .shown import Details, FilmTruth, Shown, Spans

Signals = Mapping[Signal, npt.NDArray[np.float32]]

NEAR = 250_000
"""Microseconds by which a gesture found may miss the one it stands for."""
BLINK_NEAR = 160_000
"""Microseconds by which a blink may be off: two steps."""
GROWN_UP: dict[str, bool] = {Role.ADULT: True, Role.CHILD: False, LOWER: True, HIGHER: False}
"""What a name of a voice or a role says of whoever has it."""


@dataclass(frozen=True, slots=True)
class DetailScore:
    """One film's counts of what has no aim. Errors are absolute: degrees of the eyes, picture heights of the hands.

    `eyes` and `hands` say in how many steps with a face, and of how many hands, there was anything to compare.
    """

    eyes_across_errors: tuple[float, ...] = ()
    eyes_up_errors: tuple[float, ...] = ()
    eyes: Share = Share()
    blinks: Counts = Counts()
    hand_errors: tuple[float, ...] = ()
    hands: Share = Share()
    laughter: Counts = Counts()
    crying: Counts = Counts()
    reaches: Counts = Counts()
    shows: Counts = Counts()
    nods: Counts = Counts()
    same_movements: Counts = Counts()
    roles: Share = Share()


def detailed(
    truth: FilmTruth,
    names: Sequence[str],
    signals: Sequence[Signals],
    seen: Sequence[Mask],
    observations: Sequence[Observation],
    roles: Mapping[str, Role],
) -> DetailScore:
    """The score of one film. For each person of `truth` in order: their name in the tracks ("" where they have none),
    their signals, and the steps in which their face was found and was to be seen."""
    people = list(zip(truth.people, names, signals, seen, strict=True))
    gestures = _Gestures(truth.people, names, observations)
    eyes = [_eye_errors(person, own, at) for person, _, own, at in people]
    hands = [error for person, _, own, _ in people for error in _hand_errors(person, own)]
    reaching = (Happening.REACHES, Happening.SHOWS)
    return DetailScore(
        eyes_across_errors=tuple(error for across, _ in eyes for error in across),
        eyes_up_errors=tuple(error for _, up in eyes for error in up),
        eyes=Share(sum(len(across) for across, _ in eyes), sum(int(at.sum()) for at in seen)),
        blinks=sum((_blinks(person, own, at) for person, _, own, at in people), Counts()),
        hand_errors=tuple(hands),
        hands=Share(len(hands), 2 * sum(person.x.size for person in truth.people)),
        laughter=_heard(truth, lambda d: d.laughs, observations, (Happening.LAUGHS, Happening.SHARED_LAUGHTER)),
        crying=_heard(truth, lambda d: d.cries, observations, (Happening.CRIES,)),
        reaches=gestures.counted(lambda d: (*d.reaches, *d.shows), reaching),
        shows=gestures.counted(lambda d: d.shows, (Happening.SHOWS,)),
        nods=gestures.counted(lambda d: d.nods, (Happening.NODS,)),
        same_movements=gestures.counted(lambda d: d.same_movements, (Happening.SAME_MOVEMENT,)),
        roles=_roles(truth, names, observations, roles),
    )


def events(true: Spans, found: Spans, *, near: int = NEAR) -> Counts:
    """Happenings matched one to one, in order of time: each true one with the first found that touches it."""
    left = sorted(found)
    hits = 0
    for start, end in sorted(true):
        if fit := [f for f in left if f[0] < end + near and start - near < f[1]]:
            left.remove(fit[0])
            hits += 1
    return Counts(hits, len(left), len(true) - hits)


def merged(spans: Spans) -> Spans:
    """The same time in spans that do not touch each other."""
    whole: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return tuple(whole)


@dataclass(frozen=True, slots=True)
class _Gestures:
    people: Sequence[Shown]
    names: Sequence[str]
    observations: Sequence[Observation]

    def counted(self, true: Callable[[Details], Spans], kinds: Sequence[Happening]) -> Counts:
        """The gestures of these kinds, each by whoever made it."""
        total = Counts()
        for person, name in zip(self.people, self.names, strict=True):
            found = [(o.span.start, o.span.end) for o in self.observations if o.happening in kinds and o.who == name]
            if person.details is not None:
                total += events(true(person.details), merged(tuple(found)) if name else ())
        return total


def _heard(
    truth: FilmTruth,
    true: Callable[[Details], Spans],
    observations: Sequence[Observation],
    kinds: Sequence[Happening],
) -> Counts:
    """Whoever makes the sound, by tenths of a second."""
    there = tuple(span for person in truth.people if person.details for span in true(person.details))
    found = tuple((o.span.start, o.span.end) for o in observations if o.happening in kinds)
    return by_tenths(there, found, truth.length)


def _eye_errors(person: Shown, signals: Signals, seen: Mask) -> tuple[list[float], list[float]]:
    """Across and up, in degrees, where the eyes were read and are not shut by a blink."""
    if person.details is None or not {Signal.EYES_ACROSS, Signal.EYES_UP} <= signals.keys():
        return [], []
    blinks = tuple((start - int(STEP), end + int(STEP)) for start, end in person.details.blinks)
    counted = seen & ~inside(blinks, np.arange(seen.size) * int(STEP))
    pairs = ((Signal.EYES_ACROSS, person.details.eyes_across), (Signal.EYES_UP, person.details.eyes_up))
    across, up = (np.abs(as_long(signals[signal], seen.size) - true)[counted] for signal, true in pairs)
    return _known(across), _known(up)


def _known(errors: npt.NDArray[np.floating]) -> list[float]:
    return [round(float(error), 3) for error in errors[~np.isnan(errors)]]


def _blinks(person: Shown, signals: Signals, seen: Mask) -> Counts:
    """Blinks while the eyes could be read: a true one is found where one is told at most `BLINK_NEAR` from it."""
    if person.details is None or Signal.BLINK not in signals:
        return Counts()
    blink = as_long(signals[Signal.BLINK], seen.size)
    told = np.flatnonzero(np.diff(np.concatenate(([False], blink >= 0.5)).astype(int)) == 1)
    found = tuple((int(step) * int(STEP), (int(step) + 1) * int(STEP)) for step in told if seen[step])
    readable = seen & ~np.isnan(blink)
    true = tuple(
        (start, end)
        for start, end in person.details.blinks
        if readable[min(readable.size - 1, (start + end) // 2 // int(STEP))]
    )
    return events(true, found, near=BLINK_NEAR)


def _hand_errors(person: Shown, signals: Signals) -> list[float]:
    """Picture heights from each hand that was given a place to where it is."""
    if person.details is None:
        return []
    errors: list[float] = []
    away = inside(person.details.away, np.arange(person.x.size) * int(STEP))
    for (x, y), names in (
        (person.details.left_hand, (Signal.LEFT_HAND_X, Signal.LEFT_HAND_Y)),
        (person.details.right_hand, (Signal.RIGHT_HAND_X, Signal.RIGHT_HAND_Y)),
    ):
        if set(names) <= signals.keys():
            across, down = (as_long(signals[name], x.size) for name in names)
            errors += _known(np.hypot(across - x, down - y)[~away])
    return errors


def _roles(
    truth: FilmTruth, names: Sequence[str], observations: Sequence[Observation], roles: Mapping[str, Role]
) -> Share:
    """How often whoever is called an adult or a child is one: each person with a role, and each voice named by it."""
    told = [
        GROWN_UP[roles[name]] == person.details.is_adult
        for person, name in zip(truth.people, names, strict=True)
        if person.details is not None and roles.get(name, Role.UNKNOWN) in GROWN_UP
    ]
    for voice in (o for o in observations if o.happening is Happening.SPEAKS and o.who in GROWN_UP):
        speaker = max(truth.people, key=lambda person: _spoken(person, voice))
        if speaker.details is not None and _spoken(speaker, voice) > 0:
            told.append(GROWN_UP[voice.who] == speaker.details.is_adult)
    return Share(sum(told), len(told))


def _spoken(person: Shown, voice: Observation) -> int:
    """For how many microseconds of `voice` this person speaks."""
    return sum(max(0, min(end, voice.span.end) - max(start, voice.span.start)) for start, end in person.speaks)
