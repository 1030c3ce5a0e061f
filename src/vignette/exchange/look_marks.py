"""The marks of a lane as lines of a stretched drawing, and in words."""

from collections import Counter
from collections.abc import Mapping, Sequence

from vignette.domain.observation import Observation
from vignette.domain.span import Micros
from vignette.exchange.drawing import marks, upright
from vignette.exchange.markup import Markup, filled
from vignette.exchange.places import PLACES, SHORT, Kind, Place, Sign

_MARK = '<path class="mark $kind" d="$d"/>'
_OPEN = '<path class="mark open" d="$d"/><path class="mark within" d="$d"/>'
BAND_HEIGHTS = (0.92, 0.64, 0.36, 0.08)
"""Where the bands of the lane of both lie, from its top, as heights from 0 to 1."""
ABOVE = 0.2
"""How much higher than the bars lies what is drawn above them."""
MEANT: Mapping[Sign, str] = {
    Sign.ARROW: "Upright strokes, where it began",
    Sign.OVER: "Thin lines above the strokes",
    Sign.DOTS: "Dots",
    Sign.OPEN: "Hollow strokes",
}


def drawn_marks(observations: Sequence[Observation], length: Micros, *, is_alone: bool) -> list[Markup]:
    """A path for each sign in each band; marks that have a lane for themselves (`is_alone`) stand in its middle."""
    kinds: dict[Place, list[Observation]] = {}
    for observation in observations:
        kinds.setdefault(PLACES[observation.happening], []).append(observation)
    return [_path(place, its, length, is_alone=is_alone) for place, its in kinds.items()]


def _path(place: Place, its: Sequence[Observation], length: Micros, *, is_alone: bool) -> Markup:
    at = 0.5 if is_alone else 0.0
    if place.kind is Kind.TOGETHER:
        at = BAND_HEIGHTS[place.band]
    spans = [observation.span for observation in its]
    if place.sign is Sign.ARROW:
        return filled(_MARK, kind="upright", d=upright(spans, length, at=at))
    if place.sign is Sign.OPEN:
        return filled(_OPEN, d=marks(spans, length, at=at))
    is_bold = is_alone and place.kind is not Kind.TOGETHER and place.sign is Sign.BAR
    drawn = marks(spans, length, at=at + ABOVE if place.sign is Sign.OVER else at)
    return filled(_MARK, kind="bold" if is_bold else str(place.sign), d=drawn)


def told_marks(observations: Sequence[Observation]) -> str:
    """How often each thing was noticed: "smiles 3 times, laughs once"."""
    counts = Counter(str(observation.happening) for observation in observations)
    return ", ".join(f"{what} {times(count)}" for what, count in counts.items()) or "nothing noticed"


def times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def meanings(observations: Sequence[Observation]) -> list[str]:
    """What the signs mean, in sentences, as far as they are drawn; a bar explains itself by its lane."""
    found = [observation.happening for observation in observations]
    said = []
    for sign, opening in MEANT.items():
        words = [SHORT.get(each, str(each)) for each, place in PLACES.items() if place.sign is sign and each in found]
        if words:
            said.append(f"{opening}: {', '.join(dict.fromkeys(words))}.")
    return said
