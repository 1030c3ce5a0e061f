"""The tracks of a film over time, drawn as lanes: quiet lines, and marks where something was noticed.

Pictures stretch to the width of the page, words do not: the lines are SVG without a fixed shape, and all words around
them are HTML, so that the same drawing reads well on a phone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from vignette.domain.observation import Happening, Observation
from vignette.domain.span import Micros, Span
from vignette.domain.track import STEP, Signal, Track
from vignette.exchange.drawing import Values, height_of, line, percent, rows, short_clock, ticks
from vignette.exchange.look_marks import drawn_marks, told_marks
from vignette.exchange.markup import Markup, filled, together
from vignette.exchange.places import PLACES, Kind

FARTHEST_TURN = 60.0
"""Degrees at which the line of a head, and of its eyes, reaches the edge of its lane."""

_PLOT = """<div class="plot">
<div class="behind" aria-hidden="true">$behind</div>
$pills
$groups
<div class="lane clock" aria-hidden="true"><span class="what"></span><div class="ticks">$ticks</div></div>
</div>"""
_PILLS = """<div class="lane"><span class="what">Moments</span><ol class="pills" style="--rows:$rows">
$pills
</ol></div>"""
_PILL = """<li style="left:$left%;width:$width%;--row:$row">\
<a href="#moment-$number" title="$told" aria-label="Moment $number: $told">$number</a></li>"""
_BAND = '<i class="band" style="left:$left%;width:$width%"></i>'
_RULE = '<i class="rule" style="left:$left%"></i>'
_TICK = '<span style="left:$left%">$label</span>'
_GROUP = """<section class="group"><h3>$name <span>$note</span></h3>
$lanes
</section>"""
_LANE = """<div class="lane"><span class="what">$what</span>
<svg viewBox="0 0 1000 40" preserveAspectRatio="none" role="img" aria-label="$told">
<path class="rest" d="M0 $rest H1000"/>$drawing</svg></div>"""
_LINE = '<path class="line $look" d="$d"/>'


_EMPTY = '<p class="empty">There is nothing to draw: no face was seen for long enough, and there is no sound.</p>'


@dataclass(frozen=True, eq=False, slots=True)
class Plot:
    """What is drawn: `people` are letters with the words for them, from the left; `moments` are spans with titles."""

    length: Micros
    people: Mapping[str, str]
    tracks: Sequence[Track]
    observations: Sequence[Observation]
    moments: Sequence[tuple[Span, str]]

    def marks(self, kind: Kind, who: str) -> list[Observation]:
        """What is marked in this lane of this person, or of both or nobody known where `who` is empty."""
        return [
            o for o in self.observations if o.who == who and o.happening in PLACES and PLACES[o.happening].kind is kind
        ]

    def values(self, signal: Signal, who: str) -> Values | None:
        return next((track.values for track in self.tracks if track.signal is signal and track.who == who), None)

    @property
    def is_heard(self) -> bool:
        return self.values(Signal.SPEECH, "") is not None

    @property
    def strangers(self) -> list[str]:
        """Voices that no face was seen to make, by how they are told apart."""
        voices = {o.who for o in self.observations if o.happening is Happening.SPEAKS}
        return sorted(voices - set(self.people) - {""})


@dataclass(frozen=True, eq=False, slots=True)
class _Lane:
    """One lane: `lines` are heights from 0 to 1 with how they look, `rest` the height of nothing."""

    what: str
    marks: Sequence[Observation] = ()
    lines: Sequence[tuple[Values, str]] = ()
    rest: float = 0.0


def drawn(plot: Plot) -> Markup:
    """A group of lanes for each person, one for both and one for the room, under bands that lead to "#moment-1" on."""
    groups = [*(_person(plot, who) for who in plot.people), *_both(plot), *_room(plot)]
    if not groups:
        return Markup(_EMPTY)
    at = [filled(_TICK, left=percent(tick, plot.length), label=short_clock(tick)) for tick in ticks(plot.length)]
    return filled(
        _PLOT,
        behind=_behind(plot),
        pills=_pills(plot),
        groups=together(groups),
        ticks=together(at),
    )


def _behind(plot: Plot) -> Markup:
    rules = [filled(_RULE, left=percent(tick, plot.length)) for tick in ticks(plot.length)]
    return together(rules + [filled(_BAND, **_place(span, plot.length)) for span, _ in plot.moments])


def _pills(plot: Plot) -> Markup:
    if not plot.moments:
        return Markup()
    chosen = rows([span for span, _ in plot.moments], plot.length)
    pills = [
        filled(_PILL, number=number, row=row, told=f"{title}, {span}", **_place(span, plot.length))
        for number, ((span, title), row) in enumerate(zip(plot.moments, chosen, strict=True), start=1)
    ]
    return filled(_PILLS, rows=max(chosen) + 1, pills=together(pills))


def _place(span: Span, length: Micros) -> dict[str, str]:
    return {"left": percent(span.start, length), "width": percent(span.length, length)}


def _person(plot: Plot, who: str) -> Markup:
    face, smile = plot.values(Signal.FACE_X, who), plot.values(Signal.SMILE, who)
    lanes = _gaze(plot, who)
    if smile is not None:
        lanes.append(_Lane("Smile", plot.marks(Kind.SMILE, who), [(smile, "")]))
    if plot.is_heard:
        lanes.append(_Lane("Voice", plot.marks(Kind.VOICE, who), _cries(plot, who)))
    lanes += _movement(plot, who)
    note = f"face seen {_seen(face):.0%} of the time"
    return _group(plot, _capital(plot.people[who]), note, lanes)


def _gaze(plot: Plot, who: str) -> list[_Lane]:
    """Up is towards the other: to the own left for all but the one furthest right. Eyes are drawn over the head."""
    yaw, eyes = plot.values(Signal.YAW, who), plot.values(Signal.EYES_ACROSS, who)
    if yaw is None:
        return []
    towards = (-1 if who == list(plot.people)[-1] else 1) / (2 * FARTHEST_TURN)
    lines = [(0.5 + towards * yaw, "")]
    if eyes is not None:
        lines.append((0.5 + towards * (yaw + eyes), "colour"))
    what = "Turned to the other" if len(plot.people) > 1 else "Turn of the head"
    return [_Lane(what, plot.marks(Kind.TURNED, who), lines, rest=0.5)]


def _movement(plot: Plot, who: str) -> list[_Lane]:
    moved, noticed = plot.values(Signal.MOVEMENT, who), plot.marks(Kind.MOVEMENT, who)
    if moved is None and not noticed:
        return []
    return [_Lane("Movement", noticed, [] if moved is None else [(_level(moved), "")])]


def _level(values: Values) -> Values:
    """A track without a scale of its own, against what this person reaches in one of twenty samples."""
    known = values[~np.isnan(values)]
    usual = float(np.quantile(known, 0.95)) if known.size else 1.0
    return np.asarray(values / max(usual, 1e-9), np.float32)


def _cries(plot: Plot, who: str) -> list[tuple[Values, str]]:
    """Laughter and crying, as far as they were listened for."""
    heard = ((plot.values(Signal.LAUGHTER, who), "colour"), (plot.values(Signal.CRYING, who), "dashed"))
    return [(values, look) for values, look in heard if values is not None]


def _both(plot: Plot) -> list[Markup]:
    """What the two did together, in a lane with a band for each signal."""
    if len(plot.people) < 2:
        return []
    lane = _Lane("Gaze, smile, voice, movement, from the top", plot.marks(Kind.TOGETHER, ""))
    return [_group(plot, "Together", "", [lane])]


def _room(plot: Plot) -> list[Markup]:
    """How likely any voice was heard, and the voices that no face was seen to make."""
    speech, unknown = plot.values(Signal.SPEECH, ""), plot.marks(Kind.VOICE, "")
    if speech is None:
        return []
    lanes = [_Lane("Any voice", unknown, [(speech, ""), *_cries(plot, "")])]
    lanes += [_Lane(f"The {who}", plot.marks(Kind.VOICE, who)) for who in plot.strangers]
    return [_group(plot, "In the room", "heard, whoever it was", lanes)]


def _group(plot: Plot, name: str, note: str, lanes: Sequence[_Lane]) -> Markup:
    return filled(_GROUP, name=name, note=note, lanes=together(_drawn(plot, lane) for lane in lanes))


def _drawn(plot: Plot, lane: _Lane) -> Markup:
    lines = [filled(_LINE, look=look, d=line(values, STEP, plot.length)) for values, look in lane.lines]
    drawing = [*lines, *drawn_marks(lane.marks, plot.length, is_alone=not lines)]
    level = float(height_of(np.float32(lane.rest if lines else 0.5)))
    return filled(_LANE, what=lane.what, told=_told(lane), rest=f"{level:.0f}", drawing=together(drawing))


def _told(lane: _Lane) -> str:
    times = f"{lane.what}: {told_marks(lane.marks)}"
    return f"{times}, measured in {_seen(lane.lines[0][0]):.0%} of the film" if lane.lines else times


def _seen(values: Values | None) -> float:
    return 0.0 if values is None or not values.size else float(np.mean(~np.isnan(values)))


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
