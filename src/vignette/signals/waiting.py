"""Waiting: quiet and turned to somebody who is busy, so that they may begin."""

from collections.abc import Mapping, Sequence

import numpy as np

from vignette.domain.observation import Happening, Observation
from vignette.domain.span import Span, micros
from vignette.domain.track import STEP
from vignette.signals.runs import Mask, Values, mean_of, part, runs
from vignette.signals.settings import Settings


def waits(
    who: str,
    other: str,
    beside: Mapping[str, Values],
    spoken: Sequence[Observation],
    *,
    movement: Values | None = None,
    settings: Settings,
) -> list[Observation]:
    """Where `who` stays turned to `other`, quiet and still, while they are turned to something else.

    Turned to them takes in what lies near their face, such as what their hands do: `look_until` degrees. `beside` is
    how far each head points from the other's face, in degrees, shape (n,); a voice of nobody known may be one's own,
    and ends a waiting. Still is whoever's `movement` (in their own medians) is on the whole no more than
    `still_until`; where it was not measured that is not asked. As strong as the head points straight: a half at the
    edge. The evidence is the mean of `beside`, "off the line degrees".
    """
    own = beside[who]
    is_quiet = ~(_speaking(spoken, who, own.size) | _speaking(spoken, "", own.size))
    is_waiting = (own <= settings.look_until) & (beside[other] > settings.look_within) & is_quiet
    return [
        Observation(span, Happening.WAITS, who, 1 - off / (2 * settings.look_until), {"off the line degrees": off})
        for span in runs(is_waiting, at_least=micros(settings.waiting_least))
        if movement is None or not _usual(movement, span) > settings.still_until
        for off in [mean_of(own, span)]
    ]


def _usual(movement: Values, span: Span) -> float:
    """The median of what was seen in `span`; NaN where nothing was."""
    seen = part(movement, span)
    seen = seen[~np.isnan(seen)]
    return float(np.median(seen)) if seen.size else float("nan")


def _speaking(spoken: Sequence[Observation], who: str, steps: int) -> Mask:
    """The steps, shape (steps,), in which a voice belongs to `who`."""
    mask = np.zeros(steps, np.bool_)
    for turn in spoken:
        if turn.who == who:
            mask[turn.span.start // STEP : -(-turn.span.end // STEP)] = True
    return mask
