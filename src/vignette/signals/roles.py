"""Which of two people is the adult and which the child: known from their voices where that is clear, else unknown.

Never from the looks of a face.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from vignette.domain.observation import Happening, Observation, Role
from vignette.domain.track import Signal
from vignette.signals.settings import Settings
from vignette.signals.tracks import Signals
from vignette.signals.voices import semitones
from vignette.signals.whose import HEARD_BEFORE, HIGHER, LOWER

BY_SIZE = 0.2
"""How much the sizes of the faces speak for or against what the voices say; alone they say nothing."""
VOICES_ALONE = 0.4
"""How sure it is that one of two voices is a child's, where only the sizes of the faces can say whose."""
CLEAR_APART = 6.0
"""Semitones between two voices from which their heights leave no doubt."""


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody is to the other, and how sure that is, 0 to 1."""

    role: Role
    confidence: float


UNTOLD = Told(Role.UNKNOWN, 0.0)


def roles(spoken: Sequence[Observation], people: Mapping[str, Signals], *, settings: Settings) -> dict[str, Told]:
    """The role of each of `people`; unknown unless there are exactly two, one of them clearly a child by the voice.

    A child's voice lies at `child_from` Hz in the median of the turns whose mouth was seen, rarely comes down below
    `child_rarely` (a mother who plays with her voice does), and is `child_above` semitones above the adult's, which
    lies below `adult_until`: small children speak at 250 to 400 Hz, women at 165 to 255, to infants at 250 to 270
    (Hillenbrand et al. 1995; Fernald et al. 1989). The sizes of the faces make this more or less sure; where no mouth
    was seen to speak but both voices are heard, only they can say whose is which.
    """
    unknown = dict.fromkeys(people, UNTOLD)
    if len(people) != 2:
        return unknown
    one, other = people
    for child, adult in ((one, other), (other, one)):
        size = BY_SIZE * _smaller(people[child], people[adult], settings)
        by_mouth = _childs_voice(_heights(spoken, child), _heights(spoken, adult), settings)
        unseen = _childs_voice(_heights(spoken, HIGHER), _heights(spoken, LOWER), settings)
        sure = by_mouth + size if by_mouth else min(VOICES_ALONE, unseen) + size
        if sure >= settings.role_sure:
            return {child: Told(Role.CHILD, min(1.0, sure)), adult: Told(Role.ADULT, min(1.0, sure))}
    return unknown


def given_by_role(spoken: Sequence[Observation], told: Mapping[str, Told]) -> list[Observation]:
    """The turns of a higher and a lower voice given to the child and the adult, where it is known who they are."""
    by_role = {each.role: who for who, each in told.items()}
    whose = {HIGHER: by_role.get(Role.CHILD, HIGHER), LOWER: by_role.get(Role.ADULT, LOWER)}
    return [replace(turn, who=whose.get(turn.who, turn.who)) for turn in spoken]


def _heights(spoken: Sequence[Observation], who: str) -> list[float]:
    """The pitches in Hz of the turns that are surely somebody's: seen to be spoken, or a voice nobody was seen with."""
    return [
        turn.evidence["pitch Hz"]
        for turn in spoken
        if turn.happening is Happening.SPEAKS and turn.who == who and "pitch Hz" in turn.evidence
        if "mouth movement" in turn.evidence or who in (HIGHER, LOWER)
    ]


def _childs_voice(childs: Sequence[float], adults: Sequence[float], settings: Settings) -> float:
    """How sure it is, 0 to 1, that the first is a child and the second an adult."""
    if min(len(childs), len(adults)) < HEARD_BEFORE:
        return 0.0
    high, low = float(np.median(childs)), float(np.median(adults))
    above = semitones(high) - semitones(low)
    is_high = high >= settings.child_from and float(np.percentile(childs, 25)) >= settings.child_rarely
    if not is_high or low > settings.adult_until or above < settings.child_above:
        return 0.0
    return min(1.0, above / CLEAR_APART)


def _smaller(child: Signals, adult: Signals, settings: Settings) -> float:
    """1 where the first face is clearly smaller, -1 where it is clearly larger, else 0."""
    sizes = [signals[Signal.FACE_SIZE] for signals in (child, adult)]
    if any(np.all(np.isnan(size)) for size in sizes):
        return 0.0
    times = float(np.nanmedian(sizes[1]) / np.nanmedian(sizes[0]))
    return float(times >= settings.face_smaller) - float(times <= 1 / settings.face_smaller)
