"""How a voice moves up and down: playfully, or as the other's did just before. What is said is not listened to."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from vignette.domain.observation import Happening, Observation
from vignette.domain.span import SECOND, micros
from vignette.domain.track import Signal
from vignette.signals.runs import Values, part
from vignette.signals.settings import Settings
from vignette.signals.tracks import Signals, steadied

RANGE, ABOVE = "range semitones", "above own median semitones"
"""What is told of a playful voice."""
POINTS = 20
"""To so many points every tune is stretched before two are compared."""
FEWEST = 5
"""Voiced steps (0.4 s) below which a tune cannot be told."""
LENGTHS_WITHIN = 2.0
"""One tune lasts at most so many times as long as the other."""


def tune_of(turn: Observation, room: Signals) -> Values:
    """The pitch of the voiced steps of a turn, shape (m,), single wild ones steadied; empty below five.

    In semitones above 1 Hz: only differences mean something. Of the `room` it is the track of pitch that is used.
    """
    pitch = steadied(part(room[Signal.VOICE_PITCH], turn.span))
    voiced = pitch[~np.isnan(pitch)]
    return np.asarray(12 * np.log2(voiced), np.float32) if voiced.size >= FEWEST else voiced[:0]


def playful_voices(spoken: Sequence[Observation], room: Signals, *, settings: Settings) -> list[Observation]:
    """The turns that range widely in pitch, or lie well above their speaker's own median in this film.

    Only of speakers with turns enough to tell their median. As strong as the turn where the measure is twice the
    threshold, half as strong at the threshold itself. The evidence is "range semitones", from the tenth to the
    ninetieth in a hundred of the voiced steps, and "above own median semitones".
    """
    tunes = [(turn, tune) for turn in spoken if turn.who and (tune := tune_of(turn, room)).size]
    usual = _usual_heights(tunes, settings)
    found: list[Observation] = []
    for turn, tune in tunes:
        if turn.who in usual:
            wide, high = float(np.subtract(*np.percentile(tune, [90, 10]))), float(np.median(tune)) - usual[turn.who]
            times = max(wide / settings.playful_range, high / settings.playful_above)
            sure, evidence = turn.strength * min(1.0, times / 2), {RANGE: wide, ABOVE: high}
            found += [Observation(turn.span, Happening.PLAYFUL_VOICE, turn.who, sure, evidence)] if times >= 1 else []
    return found


def same_tunes(spoken: Sequence[Observation], room: Signals, *, settings: Settings) -> list[Observation]:
    """The turns whose pitch moves as the other person's did in the turn before, begun soon after that had ended.

    As strong as the weaker turn, times the likeness. The evidence is "tune at s", where the other's began, "after s"
    and "correlation", -1 to 1.
    """
    return [
        Observation(turn.span, Happening.SAME_TUNE, turn.who, min(model.strength, turn.strength) * like, evidence)
        for model, turn, gap in _answers(spoken, settings)
        for like in [likeness(tune_of(model, room), tune_of(turn, room), settings=settings)]
        for evidence in [{"tune at s": model.span.start / SECOND, "after s": gap, "correlation": like}]
        if like >= settings.same_tune_like
    ]


def likeness(one: Values, other: Values, *, settings: Settings) -> float:
    """How alike two tunes run, -1 to 1, whatever their height; 0 where either is too flat, too short or much longer.

    They are stretched to the same length and freed from their steady rise or fall: most sentences fall, and that alone
    is no imitation.
    """
    shortest, longest = sorted((one.size, other.size))
    if not shortest or longest > LENGTHS_WITHIN * shortest:
        return 0.0
    here, there = _course(one), _course(other)
    if min(np.std(here), np.std(there)) < settings.same_tune_moves:
        return 0.0
    return float(np.corrcoef(here, there)[0, 1])


def _usual_heights(tunes: Sequence[tuple[Observation, Values]], settings: Settings) -> dict[str, float]:
    """The median height, in semitones, of those who have turns enough."""
    own: dict[str, list[Values]] = {}
    for turn, tune in tunes:
        own.setdefault(turn.who, []).append(tune)
    kept = {who: each for who, each in own.items() if len(each) >= settings.playful_turns}
    return {who: float(np.median(np.concatenate(each))) for who, each in kept.items()}


def _answers(spoken: Sequence[Observation], settings: Settings) -> Iterator[tuple[Observation, Observation, float]]:
    """Each turn of one person with the other's turn right before it, and the seconds between them."""
    for model, turn in pairwise(spoken):
        gap = turn.span.start - model.span.end
        if model.who and turn.who and model.who != turn.who and 0 <= gap <= micros(settings.same_tune_within):
            yield model, turn, gap / SECOND


def _course(tune: Values) -> Values:
    """The tune at `POINTS` even places, its steady rise or fall taken away."""
    places = np.linspace(0, 1, POINTS)
    course = np.interp(places, np.linspace(0, 1, tune.size), tune)
    return np.asarray(course - np.polyval(np.polyfit(places, course, 1), places), np.float32)
