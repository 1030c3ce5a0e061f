"""What hands and heads do towards the other: reaching out, holding out, nodding, moving closer.

Only what goes sideways or up in the picture is seen: a hand that goes out towards the camera, or past it, is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from vignette.domain.observation import Happening, Observation
from vignette.domain.span import Micros, Span, micros
from vignette.domain.track import STEP, Signal
from vignette.signals.bodies import HANDS, distance, usual_size
from vignette.signals.runs import Values, mean_of, part, runs
from vignette.signals.settings import Settings
from vignette.signals.tracks import Signals

OUT, UP, BY = "out shoulder widths", "above the shoulders widths", "gone out widths"
SWINGS, DEGREES = "swings", "by degrees"
CLOSER = "closer by face heights"
TURNED_TO_US = 75
"""The percentile of the widths seen that is taken for the shoulders' own: turned aside they look narrow."""

SET_OUT = 0.15
"""The share of a way by which it is known to be under way."""

Hand = tuple[Values, Values]
"""How far a hand is out from between the shoulders towards the other, and how far above them, in shoulder widths."""


def hands_out(own: Signals, other: Signals) -> list[Hand]:
    """The left hand and the right one, NaN where they or the other are out of sight; none where no body was seen."""
    if Signal.SHOULDERS_X not in own or np.all(np.isnan(own[Signal.SHOULDERS_WIDTH])):
        return []
    width = np.nanpercentile(own[Signal.SHOULDERS_WIDTH], TURNED_TO_US)
    side = np.sign(other[Signal.FACE_X] - own[Signal.SHOULDERS_X])
    return [
        (
            np.asarray((own[x] - own[Signal.SHOULDERS_X]) * side / width, np.float32),
            np.asarray((own[Signal.SHOULDERS_Y] - own[y]) / width, np.float32),
        )
        for x, y in HANDS
    ]


def reaches(who: str, hands: Sequence[Hand], *, settings: Settings) -> list[Observation]:
    """Where a hand goes out far enough, quickly, and rests there for a little.

    As strong as the arm is stretched: a half where it is only just far enough. The evidence, in shoulder widths: how
    far "out" it came from between the shoulders, and how far it had "gone out" to get there.
    """
    found = [
        Observation(span, Happening.REACHES, who, min(1.0, far / (2 * settings.reach_out)), {OUT: far, BY: by})
        for out, up in hands
        for stay in runs(
            (out >= settings.reach_out) & (up >= -settings.reach_below), at_least=micros(settings.reach_stays)
        )
        for span, by in _ways_out(out, stay, settings)
        for far in [float(np.nanmax(part(out, stay)))]
        if _rests(part(out, stay), settings) and _rests(part(up, stay), settings)
    ]
    return _one_at_a_time(found)


def shows(who: str, hands: Sequence[Hand], *, settings: Settings) -> list[Observation]:
    """Where a hand is held out towards the other, raised, without being stretched out as for a reach.

    What it holds is not seen. As strong as it is raised: a half at the height of the shoulders. The evidence, in
    shoulder widths: the means of how far "out" it is and how far "above the shoulders".
    """
    found = [
        Observation(span, Happening.SHOWS, who, float(np.clip(0.5 + high, 0, 1)), {OUT: mean_of(out, span), UP: high})
        for out, up in hands
        for span in runs(
            (out >= settings.show_out) & (out < settings.reach_out) & (up >= -settings.show_below),
            at_least=micros(settings.show_least),
        )
        for high in [mean_of(up, span)]
    ]
    return _one_at_a_time(found)


def nods(who: str, own: Signals, *, settings: Settings) -> list[Observation]:
    """Where the head goes up and down in quick swings, while it does not turn aside.

    As strong as the swings are wide: a half where they are just wide enough. The evidence: the number of "swings", down
    or up, and "by degrees" their mean.
    """
    found: list[Observation] = []
    pitch = own[Signal.PITCH]
    rows = [
        (seen.start // STEP, row)
        for seen in runs(~np.isnan(pitch))
        for row in _in_a_row(_swings(part(pitch, seen), settings.nod_by), settings)
    ]
    for since, swings in rows:
        span = Span(Micros((since + swings[0][0]) * STEP), Micros((since + swings[-1][1] + 1) * STEP))
        by = float(np.mean([size for _, _, size in swings]))
        if np.ptp(part(own[Signal.YAW], span)) <= settings.nod_turn:
            evidence = {SWINGS: float(len(swings)), DEGREES: by}
            found.append(Observation(span, Happening.NODS, who, min(1.0, by / (2 * settings.nod_by)), evidence))
    return found


def moves_closer(who: str, own: Signals, other: Signals, *, settings: Settings) -> list[Observation]:
    """Where somebody's face comes nearer to the other's by their own movement, and the two stay nearer.

    Wholly strong at twice the way that is just far enough. The evidence is that way, "closer by face heights".
    """
    back, stay = (round(micros(seconds) / STEP) for seconds in (settings.closer_within, settings.closer_stays))
    size, apart = (usual_size(own) + usual_size(other)) / 2, distance(own, other)
    x, y = own[Signal.FACE_X], own[Signal.FACE_Y]
    found: list[Observation] = []
    free_from = 0
    for i in range(back, apart.size - stay):
        start = i - back
        from_there = float(np.hypot(x[start] - other[Signal.FACE_X][i], y[start] - other[Signal.FACE_Y][i]) / size[i])
        by = min(from_there, float(apart[start])) - float(np.max(apart[i : i + stay + 1]))
        if start >= free_from and by >= settings.closer_by:
            span = Span(Micros(start * STEP), Micros((i + 1) * STEP))
            strength = min(1.0, by / (2 * settings.closer_by))
            found.append(Observation(span, Happening.MOVES_CLOSER, who, strength, {CLOSER: by}))
            free_from = i + stay
    return found


def _ways_out(out: Values, stay: Span, settings: Settings) -> Iterator[tuple[Span, float]]:
    """From where the hand set out to the end of its `stay`, and how far it went; none where it was there already."""
    arrived = stay.start // STEP
    before = out[max(0, arrived - round(micros(settings.reach_within) / STEP)) : arrived]
    if not before.size or np.all(np.isnan(before)):
        return
    by = float(out[arrived] - np.nanmin(before))
    if by >= settings.reach_by:
        set_out = arrived - before.size + int(np.flatnonzero(before == np.nanmin(before))[-1])
        yield Span(Micros(set_out * STEP), stay.end), by


def _rests(place: Values, settings: Settings) -> bool:
    """Whether a hand is seen at about the same place for `reach_stays`, by more than one look."""
    around = np.lib.stride_tricks.sliding_window_view(place, round(micros(settings.reach_stays) / STEP))
    return bool(np.any(np.ptp(around, axis=1) <= settings.reach_calm))


def _one_at_a_time(found: Sequence[Observation]) -> list[Observation]:
    """In order of time; of those that overlap, as where both hands go out, the strongest."""
    kept: list[Observation] = []
    for each in sorted(found, key=lambda each: (-each.strength, each.span)):
        if not any(each.span.overlaps(other.span) for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda each: each.span)


Swing = tuple[int, int, float]
"""The first step and the last of a way between two turning points, and how far it was."""


def _swings(values: Values, least: float) -> Iterator[Swing]:
    """Each way of at least `least` from one turning point to the next; `values` are seen throughout."""
    turn = furthest = 0
    for i, value in enumerate(values):
        way = values[furthest] - values[turn]
        if abs(value - values[turn]) > abs(way) and (value - values[turn]) * way >= 0:
            furthest = i
        elif abs(value - values[furthest]) >= least:
            yield from _swing(values, turn, furthest, least)
            turn, furthest = furthest, i
    yield from _swing(values, turn, furthest, least)


def _swing(values: Values, turn: int, furthest: int, least: float) -> Iterator[Swing]:
    """The way from `turn` to `furthest`, where it is one, from when it was under way."""
    size = abs(float(values[furthest] - values[turn]))
    if size >= least:
        gone = np.abs(values[turn : furthest + 1] - values[turn])
        yield turn + int(np.flatnonzero(gone <= SET_OUT * size)[-1]), furthest, size


def _in_a_row(swings: Iterator[Swing], settings: Settings) -> Iterator[list[Swing]]:
    """Enough quick swings, each right after the last."""
    longest = micros(settings.nod_swing) // STEP
    row: list[Swing] = []
    for swing in swings:
        is_quick = swing[1] - swing[0] <= longest
        if row and not (is_quick and swing[0] - row[-1][1] <= longest):
            if len(row) >= settings.nod_swings:
                yield row
            row = []
        if is_quick:
            row.append(swing)
    if len(row) >= settings.nod_swings:
        yield row
