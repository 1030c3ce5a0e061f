"""Who speaks when, and the pauses between them. A voice nobody's mouth moved with belongs to nobody known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from vignette.domain.measurement import Timbres
from vignette.domain.observation import Happening, Observation
from vignette.domain.span import SECOND, Micros, Span, micros
from vignette.domain.track import STEP, Signal
from vignette.signals.runs import mean_of, part, share_seen
from vignette.signals.settings import Settings
from vignette.signals.speakers import told_by_timbre
from vignette.signals.tracks import Signals
from vignette.signals.voices import pieces_of_voice, pitch_in, semitones

HIGHER, LOWER = "higher voice", "lower voice"
"""Names for two voices that nobody was seen to speak with."""
APART = 6.0
"""Semitones between two voices that are told apart by their height alone: half an octave."""
HEARD_BEFORE = 3
"""Turns of each of two speakers that tell at what heights they speak."""
NEARLY = 1.0
"""Semitones beyond the heights somebody was heard at that may still be theirs."""
UNSURE = 0.6
"""How far a voice told by its height, or with the other mouth out of sight, is trusted."""


def turns(
    room: Signals, people: Mapping[str, Signals], *, settings: Settings, timbres: Timbres | None = None
) -> list[Observation]:
    """Every stretch of voice with who spoke, "" where unknown; pauses inside one person's turn are bridged.

    `timbres` are how the voices sound, where a model listened for that.
    """
    if Signal.SPEECH not in room:
        return []
    pieces = [_heard(span, room, people, settings) for span in pieces_of_voice(room[Signal.SPEECH], settings=settings)]
    joined = _joined(_carried_on(pieces), micros(settings.turn_gap))
    spoken = [_with_pitch(turn, room) for turn in joined if turn.span.length >= micros(settings.voice_least)]
    spoken = told_by_timbre(spoken, timbres or Timbres.none(), settings=settings)
    return told_by_usual_height(spoken) if any(turn.who for turn in spoken) else told_by_height(spoken)


def pauses(spoken: Sequence[Observation], *, settings: Settings) -> list[Observation]:
    """The silences between two people's turns, to the longest that still belongs to one conversation."""
    return [
        Observation(Span(a.span.end, b.span.start), Happening.PAUSE, "", min(a.strength, b.strength), {"pause s": gap})
        for a, b in pairwise(spoken)
        if a.who and b.who and a.who != b.who
        for gap in [(b.span.start - a.span.end) / SECOND]
        if 0 < gap <= settings.pause_longest
    ]


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


def _given_by_height(turn: Observation, heights: Mapping[str, Sequence[float]]) -> Observation:
    if turn.who or "pitch Hz" not in turn.evidence:
        return turn
    height = semitones(turn.evidence["pitch Hz"])
    fitting = [who for who, own in heights.items() if min(own) - NEARLY <= height <= max(own) + NEARLY]
    return replace(turn, who=fitting[0], strength=turn.strength * UNSURE) if len(fitting) == 1 else turn


def _valley(heights: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float | None:
    """The height between two clearly separate groups of at least two turns each; None where there are not two."""
    ordered = np.sort(heights)
    if ordered.size < 4:
        return None
    cut = int(np.argmax(np.diff(ordered)[1:-1])) + 2
    low, high = ordered[:cut], ordered[cut:]
    is_clear = np.median(high) - np.median(low) >= APART and high[0] - low[-1] >= APART / 2
    return float(low[-1] + high[0]) / 2 if is_clear else None


def _heard(span: Span, room: Signals, people: Mapping[str, Signals], settings: Settings) -> Observation:
    who, clearness, movement = _whose_mouth(span, people, settings)
    evidence = {"mouth movement": movement} if who else {}
    return Observation(span, Happening.SPEAKS, who, mean_of(room[Signal.SPEECH], span) * clearness, evidence)


def _whose_mouth(span: Span, people: Mapping[str, Signals], settings: Settings) -> tuple[str, float, float]:
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


def _carried_on(pieces: Sequence[Observation]) -> list[Observation]:
    """An unclear piece of one unbroken voice given to whoever spoke just before it, or else just after, less surely."""
    forward = _passed_on(pieces)
    return _passed_on(forward[::-1])[::-1]


def _passed_on(pieces: Sequence[Observation]) -> list[Observation]:
    passed: list[Observation] = []
    for piece in pieces:
        before = passed[-1] if passed else piece
        if not piece.who and before.who and before.span.gap_to(piece.span) == 0:
            piece = replace(piece, who=before.who, strength=piece.strength * UNSURE, evidence=before.evidence)
        passed.append(piece)
    return passed


def _joined(pieces: Iterable[Observation], gap: Micros) -> list[Observation]:
    """Neighbouring pieces of one person made one, its strength and evidence weighed by length."""
    joined: list[Observation] = []
    for piece in pieces:
        if joined and joined[-1].who == piece.who and joined[-1].span.gap_to(piece.span) <= gap:
            joined[-1] = _both(joined[-1], piece)
        else:
            joined.append(piece)
    return joined


def _both(one: Observation, other: Observation) -> Observation:
    share = one.span.length / (one.span.length + other.span.length)
    evidence = {name: share * value + (1 - share) * other.evidence[name] for name, value in one.evidence.items()}
    strength = share * one.strength + (1 - share) * other.strength
    return Observation(one.span.joined(other.span), Happening.SPEAKS, one.who, strength, evidence)


def _with_pitch(turn: Observation, room: Signals) -> Observation:
    pitch = pitch_in(room, turn.span)
    return turn if np.isnan(pitch) else replace(turn, evidence={**turn.evidence, "pitch Hz": pitch})
