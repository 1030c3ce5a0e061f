"""Who speaks when, and the pauses between them. A voice nobody's mouth moved with belongs to nobody known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from vignette.domain.measurement import Timbres
from vignette.domain.observation import Happening, Observation
from vignette.domain.span import SECOND, Micros, Span, micros
from vignette.domain.track import Signal
from vignette.signals.crying import crying_heard
from vignette.signals.ears import voice_spans
from vignette.signals.hearing import Hearing
from vignette.signals.laughter import laughing
from vignette.signals.runs import mean_of, runs, whole_steps, without
from vignette.signals.settings import Settings
from vignette.signals.speakers import told_by_timbre
from vignette.signals.tracks import Signals
from vignette.signals.voices import pieces_of_voice, pitch_in
from vignette.signals.whose import UNSURE, told_by_height, told_by_sound, told_by_usual_height, whose_mouth


def turns(
    room: Signals,
    people: Mapping[str, Signals],
    *,
    settings: Settings,
    heard: Hearing | None = None,
    timbres: Timbres | None = None,
) -> list[Observation]:
    """Every stretch of voice with who spoke, "" where unknown; pauses inside one person's turn are bridged.

    Laughter and crying are no turns. Where the sound itself is at hand (`heard`), turns begin and end to 32 ms and may
    be told by their sound; from tracks alone they keep to their steps. `timbres` are how the voices sound, where a
    model listened for that.
    """
    if Signal.SPEECH not in room:
        return []
    voices = voice_spans(heard, settings=settings) if heard else runs(room[Signal.SPEECH] >= settings.voice_from)
    spans = pieces_of_voice(without(voices, [*laughing(room), *crying_heard(room)]))
    pieces = [_heard(span, room, people, settings) for span in spans]
    joined = _joined(_carried_on(pieces), micros(settings.turn_gap))
    spoken = [_with_pitch(turn, room) for turn in joined if turn.span.length >= micros(settings.voice_least)]
    spoken = told_by_timbre(spoken, timbres or Timbres.none(), settings=settings)
    if not any(turn.who for turn in spoken):
        return told_by_height(spoken)
    spoken = told_by_usual_height(spoken)
    return told_by_sound(spoken, heard, settings=settings) if heard else spoken


def pauses(spoken: Sequence[Observation], *, settings: Settings) -> list[Observation]:
    """The silences between two people's turns, to the longest that still belongs to one conversation."""
    return [
        Observation(Span(a.span.end, b.span.start), Happening.PAUSE, "", min(a.strength, b.strength), {"pause s": gap})
        for a, b in pairwise(spoken)
        if a.who and b.who and a.who != b.who
        for gap in [(b.span.start - a.span.end) / SECOND]
        if 0 < gap <= settings.pause_longest
    ]


def _heard(span: Span, room: Signals, people: Mapping[str, Signals], settings: Settings) -> Observation:
    who, clearness, movement = whose_mouth(span, people, settings)
    evidence = {"mouth movement": movement} if who else {}
    sure = mean_of(room[Signal.SPEECH], whole_steps(span)) * clearness
    return Observation(span, Happening.SPEAKS, who, sure, evidence)


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
