"""Whose a voice is: by the mouth that moves with it, or by how the two sound; nobody's without evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from vignette.domain.observation import Observation
from vignette.domain.span import Micros, Span
from vignette.domain.track import STEP, Signal
from vignette.signals.hearing import Hearing
from vignette.signals.runs import part, share_seen
from vignette.signals.settings import Settings
from vignette.signals.tracks import Signals
from vignette.signals.voices import semitones

Vector = npt.NDArray[np.float64]

HIGHER, LOWER = "higher voice", "lower voice"
"""Names for two voices that nobody was seen to speak with."""
APART = 6.0
"""Semitones between two voices that are told apart by their height alone: half an octave."""
HEARD_BEFORE = 3
"""Turns of each of two speakers that tell how they sound."""
NEARLY = 1.0
"""Semitones beyond the heights somebody was heard at that may still be theirs."""
UNSURE = 0.6
"""How far a voice told by its sound, or with the other mouth out of sight, is trusted."""
CLEARLY_VOICED = 0.8
"""How much of a sound repeats where its colour is that of the voice and not of the room."""
ENOUGH_VOICED = 3
"""Measurements (0.1 s) that tell the colour of a turn."""
ONE_VOICE = np.array([1.5, 3.0, 2.5, 2.5, 2.0, 2.0, 2.0, 1.5, 1.5])
"""How much one voice varies from turn to turn: semitones, then mel-cepstral coefficients."""
TRUSTED = 4
"""Turns that weigh as much as `ONE_VOICE` when it is learnt how much these two vary."""


def whose_mouth(span: Span, people: Mapping[str, Signals], settings: Settings) -> tuple[str, float, float]:
    """Whose mouth clearly moves most, how clear that is, and by how much it moves a step; "" where nobody's does."""
    moves = {who: mouth_movement(signals, span) for who, signals in people.items()}
    seen = sorted(((move, who) for who, move in moves.items() if not np.isnan(move)), reverse=True)
    if not seen or seen[0][0] < settings.mouth_moves:
        return "", 1.0, float("nan")
    if len(seen) > 1 and seen[0][0] < settings.mouth_clearer * seen[1][0]:
        return "", 1.0, float("nan")
    move, who = seen[0]
    return who, 1.0 if len(seen) == len(moves) else UNSURE, move


def mouth_movement(signals: Signals, span: Span) -> float:
    """How much the opening of the mouth changes from step to step, NaN where it is out of sight too often."""
    around = Span(Micros(max(0, span.start - STEP)), Micros(span.end + STEP))
    opening = signals[Signal.MOUTH_OPEN]
    changes = np.abs(np.diff(part(opening, around)))
    changes = changes[~np.isnan(changes)]
    if share_seen(opening, around) < 0.6 or not changes.size:
        return float("nan")
    return float(np.mean(changes))


def told_by_height(spoken: Sequence[Observation]) -> list[Observation]:
    """The turns given to a higher and a lower voice, where there clearly are two; otherwise as they came.

    Two voices of one height are not told apart, and one person may use two heights: the strength says so.
    """
    heights = np.array([semitones(turn.evidence["pitch Hz"]) for turn in spoken if "pitch Hz" in turn.evidence])
    middle = _valley(heights)
    if middle is None:
        return list(spoken)
    return [
        replace(
            turn,
            who=HIGHER if semitones(turn.evidence["pitch Hz"]) > middle else LOWER,
            strength=turn.strength * UNSURE,
        )
        if "pitch Hz" in turn.evidence
        else turn
        for turn in spoken
    ]


def told_by_usual_height(spoken: Sequence[Observation]) -> list[Observation]:
    """The unclear turns given to the one of two speakers at whose heights they lie, where the other never was so.

    Both must have been seen to speak `HEARD_BEFORE` times at least; a turn that fits both or neither stays unclear.
    """
    heights: dict[str, list[float]] = {}
    for turn in spoken:
        if turn.who and "pitch Hz" in turn.evidence:
            heights.setdefault(turn.who, []).append(semitones(turn.evidence["pitch Hz"]))
    if len(heights) != 2 or min(len(each) for each in heights.values()) < HEARD_BEFORE:
        return list(spoken)
    return [_given_by_height(turn, heights) for turn in spoken]


def told_by_sound(spoken: Sequence[Observation], heard: Hearing, *, settings: Settings) -> list[Observation]:
    """The unclear turns given to the one of two speakers whose voice they have in colour and height.

    Both must have been seen to speak `HEARD_BEFORE` times at least in this film, and their own turns, each held against
    the others, must be told apart by sound `sound_right` of the time; a turn that is not `sound_surer` times more like
    one than the other stays unclear. Learnt from this film for this film alone, and kept nowhere.
    """
    sounds = [_sound_of(turn, heard) for turn in spoken]
    known = [(turn.who, sound) for turn, sound in zip(spoken, sounds, strict=True) if turn.who and sound is not None]
    people = sorted({who for who, _ in known})
    if len(people) != 2 or min(sum(w == who for w, _ in known) for who in people) < HEARD_BEFORE:
        return list(spoken)
    right = [_liker(sound, [*known[:i], *known[i + 1 :]], people)[0] == who for i, (who, sound) in enumerate(known)]
    if np.mean(right) < settings.sound_right:
        return list(spoken)
    given = []
    for turn, sound in zip(spoken, sounds, strict=True):
        if not turn.who and sound is not None:
            who, surer = _liker(sound, known, people)
            if surer >= np.log(settings.sound_surer):
                turn = replace(turn, who=who, strength=turn.strength * UNSURE)
        given.append(turn)
    return given


def _liker(sound: Vector, known: Sequence[tuple[str, Vector]], people: Sequence[str]) -> tuple[str, float]:
    """Whose voice `sound` is more like, and the logarithm of how many times more."""
    own = [np.array([each for who, each in known if who == somebody]) for somebody in people]
    middles = [np.mean(each, axis=0) for each in own]
    spread = sum(np.sum((each - middle) ** 2, axis=0) for each, middle in zip(own, middles, strict=True))
    variance = (spread + TRUSTED * ONE_VOICE**2) / (len(known) - 2 + TRUSTED)
    # Numbers of one sound go together: counted each for itself they would be too sure of themselves.
    first, second = (float(np.sum((sound - middle) ** 2 / variance)) / 2 for middle in middles)
    return (people[0], second - first) if first <= second else (people[1], first - second)


def _sound_of(turn: Observation, heard: Hearing) -> Vector | None:
    """The usual height and colour of a turn, shape (9,); None where too little of it is voiced."""
    inside = heard.inside(turn.span)
    clear = (heard.repeats[inside] >= CLEARLY_VOICED) & ~np.isnan(heard.pitch[inside])
    if np.sum(clear) < ENOUGH_VOICED:
        return None
    height = np.median(heard.semitones[inside][clear])
    return np.concatenate(([height], np.mean(heard.colour[inside][clear], axis=0))).astype(np.float64)


def _given_by_height(turn: Observation, heights: Mapping[str, Sequence[float]]) -> Observation:
    if turn.who or "pitch Hz" not in turn.evidence:
        return turn
    height = semitones(turn.evidence["pitch Hz"])
    fitting = [who for who, own in heights.items() if min(own) - NEARLY <= height <= max(own) + NEARLY]
    return replace(turn, who=fitting[0], strength=turn.strength * UNSURE) if len(fitting) == 1 else turn


def _valley(heights: Vector) -> float | None:
    """The height between two clearly separate groups of at least two turns each; None where there are not two."""
    ordered = np.sort(heights)
    if ordered.size < 4:
        return None
    cut = int(np.argmax(np.diff(ordered)[1:-1])) + 2
    low, high = ordered[:cut], ordered[cut:]
    is_clear = np.median(high) - np.median(low) >= APART and high[0] - low[-1] >= APART / 2
    return float(low[-1] + high[0]) / 2 if is_clear else None
