"""Stretches of a regular signal in which something holds. NaN (out of sight or hearing) always ends a run."""

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from vignette.domain.span import Micros, Span
from vignette.domain.track import STEP

Values = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]


def runs(holds: Mask, *, at_least: Micros = STEP, step: Micros = STEP) -> list[Span]:
    """The spans in which `holds`, shape (n,), a truth every `step` microseconds, is true for at least `at_least`.

    Compared with a threshold, NaN is false, so what is out of sight or hearing ends a run.
    """
    edges = np.flatnonzero(np.diff(np.concatenate(([False], holds, [False]))))
    spans = [Span(Micros(int(a) * step), Micros(int(b) * step)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return [span for span in spans if span.length >= at_least]


def stays_below(values: Values, *, enter: float, leave: float) -> Mask:
    """Where `values`, once at or below `enter`, have not yet risen above `leave` (hysteresis); both shape (n,).

    NaN ends it, and it begins anew only at or below `enter`.
    """
    mask = np.zeros(values.shape, np.bool_)
    inside = False
    for i, value in enumerate(values):
        inside = bool(value <= leave if inside else value <= enter)
        mask[i] = inside
    return mask


def part(values: Values, span: Span, *, step: Micros = STEP) -> Values:
    """The samples of `values`, shape (n,), whose time lies in `span`: none where that is beyond them."""
    return values[-(-span.start // step) : -(-span.end // step)]


def whole_steps(span: Span, *, step: Micros = STEP) -> Span:
    """All the steps that `span` touches."""
    return Span(Micros(span.start // step * step), Micros(-(-span.end // step) * step))


def share_seen(values: Values, span: Span) -> float:
    """The share of the samples in `span`, 0 to 1, that are not NaN; 0 where there are none."""
    inside = part(values, span)
    return float(np.mean(~np.isnan(inside))) if inside.size else 0.0


def mean_of(values: Values, span: Span) -> float:
    """The mean of the samples in `span` that are not NaN, in their own unit; NaN where there are none."""
    inside = part(values, span)
    return float(np.nanmean(inside)) if np.any(~np.isnan(inside)) else float("nan")


def smoothed(values: Values, *, over: Micros, step: Micros = STEP) -> Values:
    """The median of what was seen around each sample, half of `over` before and after; what was unseen stays so."""
    half = over // (2 * step)
    around = np.lib.stride_tricks.sliding_window_view(np.pad(values, half, constant_values=np.nan), 2 * half + 1)
    seen = np.flatnonzero(~np.isnan(values))
    smooth = np.full_like(values, np.nan)
    smooth[seen] = np.nanmedian(around[seen], axis=1)
    return smooth


def overlap(one: Span, other: Span) -> Span | None:
    """What both have in common; None where they only touch, or do not even."""
    start, end = max(one.start, other.start), min(one.end, other.end)
    return Span(start, end) if start < end else None


def without(spans: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """What is left of `spans` where `others` are cut out of them, in order of time."""
    left = list(spans)
    for other in others:
        cut = ((Micros(each.start), min(each.end, other.start), max(each.start, other.end), each.end) for each in left)
        left = [Span(a, b) for start, end, again, last in cut for a, b in ((start, end), (again, last)) if a < b]
    return sorted(left)


def joined_over_gaps(spans: Iterable[Span], *, gap: Micros) -> Iterator[Span]:
    """Spans in order of time, those at most `gap` apart made one."""
    current: Span | None = None
    for span in sorted(spans):
        if current is None or current.gap_to(span) > gap:
            if current is not None:
                yield current
            current = span
        else:
            current = current.joined(span)
    if current is not None:
        yield current
