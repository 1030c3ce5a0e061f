"""Who speaks, told by how voices sound, where a model of the operator's listened for that (perception/registry.py)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from vignette.domain.measurement import Timbres
from vignette.domain.observation import Observation
from vignette.domain.span import Span, micros
from vignette.signals.settings import Settings

ONE, OTHER = "first voice", "second voice"
"""Names for two voices that nobody was seen to speak with, in the order in which they are heard."""
SEEN = "mouth movement"
"""In the evidence of a turn whose speaker's mouth was seen to move with it."""
ALIKE = "voice alike"
"""In the evidence of a turn given by its sound: the cosine between it and how that person sounds, -1 to 1."""
INSIDE = 0.6
"""How much of a stretch that was listened to lies in a turn at least, for it to tell how the turn sounds."""
HEARD_BEFORE = 3
"""Turns of each of two voices that nobody was seen to speak with, before they are told apart."""
ROUNDS = 10
"""How often two groups of voices are sorted anew; they stand still long before."""

Sound = npt.NDArray[np.float64]
"""How a voice sounds: shape (d,), of length 1."""
Heard = tuple[int, Sound]
"""For how many microseconds a voice was heard, and how it sounds."""


def told_by_timbre(spoken: Sequence[Observation], timbres: Timbres, *, settings: Settings) -> list[Observation]:
    """The turns, with the unclear ones given to whoever they clearly sound like; the others as they came.

    `spoken` are turns in order of time. One is clear where its evidence holds "mouth movement": its speaker was seen to
    speak it, and keeps it. The clear turns of each person, `timbre_least` seconds of them at least, tell how that
    person sounds. Where nobody is known to speak at all, but the turns clearly fall into two groups by their sound, the
    groups become the "first voice" and the "second voice". A turn given here holds "voice alike" in its evidence, the
    cosine; it is trusted less, and is made one with a neighbour of the same person `turn_gap` away. Without timbres
    nothing changes.
    """
    sounds = [_sound_of(turn.span, timbres) for turn in spoken]
    is_anybody_known = any(turn.who for turn in spoken)
    known = _known(spoken, sounds, settings) if is_anybody_known else _two(spoken, sounds, settings)
    if not known:
        return list(spoken)
    given = [_given(turn, sound, known, settings) for turn, sound in zip(spoken, sounds, strict=True)]
    return _joined(given, settings)


def _sound_of(span: Span, timbres: Timbres) -> Sound | None:
    """The mean of all that was listened to inside the span, mostly; None where nothing was."""
    starts, ends = timbres.spans.T
    shared = np.minimum(ends, span.end) - np.maximum(starts, span.start)
    lies_inside = shared >= INSIDE * (ends - starts)
    return _mean(timbres.values[lies_inside] * shared[lies_inside, None]) if lies_inside.any() else None


def _known(spoken: Sequence[Observation], sounds: Sequence[Sound | None], settings: Settings) -> dict[str, Sound]:
    """How each one sounds who was seen to speak for long enough."""
    own: dict[str, list[Heard]] = {}
    for turn, sound in zip(spoken, sounds, strict=True):
        if turn.who and SEEN in turn.evidence and sound is not None:
            own.setdefault(turn.who, []).append((turn.span.length, sound))
    return {who: _together(heard) for who, heard in own.items() if _is_long(heard, settings)}


def _two(spoken: Sequence[Observation], sounds: Sequence[Sound | None], settings: Settings) -> dict[str, Sound]:
    """How two voices sound that clearly are two: each heard often and long enough; nothing where they are not."""
    heard = [(turn.span.length, sound) for turn, sound in zip(spoken, sounds, strict=True) if sound is not None]
    if len(heard) < 2 * HEARD_BEFORE:
        return {}
    sounds_heard = np.array([sound for _, sound in heard])
    is_the_first = _sorted_in_two(sounds_heard)
    one = [each for each, is_it in zip(heard, is_the_first, strict=True) if is_it]
    other = [each for each, is_it in zip(heard, is_the_first, strict=True) if not is_it]
    if min(len(one), len(other)) < HEARD_BEFORE or not (_is_long(one, settings) and _is_long(other, settings)):
        return {}
    first, second = _together(one), _together(other)
    nearer = np.where(is_the_first, 1, -1) * (sounds_heard @ (first - second))
    # Short turns sound like anybody, so each counts for as long as it lasts.
    is_clear = np.average(nearer, weights=[length for length, _ in heard]) >= settings.timbre_apart
    return {ONE: first, OTHER: second} if is_clear else {}


def _sorted_in_two(sounds: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Which of `sounds`, shape (n, d), go with the first of them: each goes where the middle is nearer.

    It begins with the two least alike, and ends where nothing changes any more (k-means on the sphere).
    """
    least_alike = np.unravel_index(np.argmin(sounds @ sounds.T), (len(sounds), len(sounds)))
    middles = sounds[list(least_alike)]
    for _ in range(ROUNDS):
        is_one = sounds @ middles[0] >= sounds @ middles[1]
        if is_one.all():
            break
        middles = np.array([_mean(sounds[is_one]), _mean(sounds[~is_one])])
    return np.asarray(is_one == is_one[0])


def _given(turn: Observation, sound: Sound | None, known: Mapping[str, Sound], settings: Settings) -> Observation:
    if sound is None or SEEN in turn.evidence:
        return turn
    (best, who), *others = sorted(((float(sound @ own), who) for who, own in known.items()), reverse=True)
    # Where only one voice is known, nothing stands against it, so the turn has to be all the more like it.
    wanted = others[0][0] + settings.timbre_clearer if others else settings.timbre_alike + settings.timbre_clearer
    if best < max(wanted, settings.timbre_alike):
        return turn
    return replace(
        turn, who=who, strength=turn.strength * settings.timbre_trust, evidence=turn.evidence | {ALIKE: best}
    )


def _joined(spoken: Sequence[Observation], settings: Settings) -> list[Observation]:
    """The turns, those given by their sound made one with near neighbours of the same person."""
    joined: list[Observation] = []
    for turn in spoken:
        before = joined[-1] if joined else None
        if before is not None and _goes_on(before, turn, settings):
            joined[-1] = _both(before, turn)
        else:
            joined.append(turn)
    return joined


def _goes_on(before: Observation, turn: Observation, settings: Settings) -> bool:
    is_near = before.span.gap_to(turn.span) <= micros(settings.turn_gap)
    return is_near and bool(turn.who) and turn.who == before.who and ALIKE in before.evidence | turn.evidence


def _both(one: Observation, other: Observation) -> Observation:
    """Two turns as one; strength and evidence weighed by length."""
    share = one.span.length / (one.span.length + other.span.length)
    evidence = one.evidence | other.evidence
    for name in one.evidence.keys() & other.evidence.keys():
        evidence[name] = share * one.evidence[name] + (1 - share) * other.evidence[name]
    strength = share * one.strength + (1 - share) * other.strength
    return replace(one, span=one.span.joined(other.span), strength=strength, evidence=evidence)


def _is_long(heard: Sequence[Heard], settings: Settings) -> bool:
    return sum(length for length, _ in heard) >= micros(settings.timbre_least)


def _together(heard: Sequence[Heard]) -> Sound:
    return _mean(np.array([length * sound for length, sound in heard]))


def _mean(sounds: npt.NDArray[np.floating]) -> Sound:
    total = np.sum(sounds, axis=0, dtype=np.float64)
    size = float(np.linalg.norm(total))
    return np.asarray(total / size if size else total)
