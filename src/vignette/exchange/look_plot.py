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
from vignette.exchange.drawing import Values, height_of, line, marks, percent, rows, short_clock, ticks
from vignette.exchange.markup import Markup, filled, together

FARTHEST_TURN = 60.0
"""Degrees of head yaw at which the line reaches the edge of its lane."""

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


_EMPTY = '<p class="empty">There is nothing to draw: no face was seen for long enough, and there is no sound.</p>'


@dataclass(frozen=True, eq=False, slots=True)
class Plot:
    """What is drawn: `people` are letters with the words for them, from the left; `moments` are spans with titles."""

    length: Micros
    people: Mapping[str, str]
    tracks: Sequence[Track]
    observations: Sequence[Observation]
    moments: Sequence[tuple[Span, str]]

    def spans(self, happening: Happening, who: str) -> list[Span]:
        return [o.span for o in self.observations if o.happening is happening and o.who == who]

    def track(self, signal: Signal, who: str) -> Track | None:
        return next((track for track in self.tracks if track.signal is signal and track.who == who), None)

    @property
    def is_heard(self) -> bool:
        return self.track(Signal.SPEECH, "") is not None


def drawn(plot: Plot) -> Markup:
    """A group of lanes for each person and one for the room, under numbered bands that lead to "#moment-1" and on."""
    groups = [*(_person(plot, who, is_last=who == list(plot.people)[-1]) for who in plot.people), *_room(plot)]
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


def _person(plot: Plot, who: str, *, is_last: bool) -> Markup:
    face, yaw, smile = (plot.track(signal, who) for signal in (Signal.FACE_X, Signal.YAW, Signal.SMILE))
    lanes = []
    if yaw is not None:
        lanes.append(_gaze(plot, who, yaw.values, is_last=is_last))
    if smile is not None:
        lanes.append(_lane(plot, "Smile", smile.values, plot.spans(Happening.SMILES, who)))
    if plot.is_heard:
        lanes.append(_lane(plot, "Voice", None, plot.spans(Happening.SPEAKS, who)))
    note = f"face seen {face.seen if face else 0:.0%} of the time"
    return filled(_GROUP, name=_capital(plot.people[who]), note=note, lanes=together(lanes))


def _gaze(plot: Plot, who: str, yaw: Values, *, is_last: bool) -> Markup:
    """Up is towards the other: to the own left for all but the one furthest right."""
    turned = 0.5 + (-1 if is_last else 1) * yaw / (2 * FARTHEST_TURN)
    what = "Turned to the other" if len(plot.people) > 1 else "Turn of the head"
    return _lane(plot, what, turned, plot.spans(Happening.LOOKS_TOWARDS, who), rest=0.5)


def _room(plot: Plot) -> list[Markup]:
    """How likely any voice was heard, and the voices that no face was seen to make."""
    speech = plot.track(Signal.SPEECH, "")
    if speech is None:
        return []
    strangers = {o.who for o in plot.observations if o.happening is Happening.SPEAKS} - set(plot.people) - {""}
    lanes = [_lane(plot, "Any voice", speech.values, plot.spans(Happening.SPEAKS, ""))]
    lanes += [_lane(plot, f"The {who}", None, plot.spans(Happening.SPEAKS, who)) for who in sorted(strangers)]
    return [filled(_GROUP, name="In the room", note="heard, whoever it was", lanes=together(lanes))]


def _lane(plot: Plot, what: str, values: Values | None, spans: Sequence[Span], *, rest: float = 0.0) -> Markup:
    drawing = [] if values is None else [filled('<path class="line" d="$d"/>', d=line(values, STEP, plot.length))]
    if spans:
        at = marks(spans, plot.length, at=0.5 if values is None else 0.0)
        drawing.append(filled('<path class="$kind" d="$d"/>', kind="mark" if values is not None else "mark bold", d=at))
    level = float(height_of(np.float32(0.5 if values is None else rest)))
    return filled(_LANE, what=what, told=_told(what, values, spans), rest=f"{level:.0f}", drawing=together(drawing))


def _told(what: str, values: Values | None, spans: Sequence[Span]) -> str:
    times = f"{what}: noticed {'once' if len(spans) == 1 else f'{len(spans)} times'}"
    if values is None or not values.size:
        return times
    return f"{times}, measured in {np.mean(~np.isnan(values)):.0%} of the film"


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
