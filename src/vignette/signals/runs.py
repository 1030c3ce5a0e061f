"""Stretches of a regular signal in which something holds. NaN (out of sight or hearing) always ends a run."""

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from vignette.domain.span import Micros, Span
from vignette.domain.track import STEP

Values = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]


def runs(holds: Mask, *, at_least: Micros = STEP, step: Micros = STEP) -> list[Span]:
    """The spans of `holds`, shape (n,), that last `at_least` microseconds."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], holds, [False]))))
    spans = [Span(Micros(int(a) * step), Micros(int(b) * step)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return [span for span in spans if span.length >= at_least]


def stays_below(values: Values, *, enter: float, leave: float) -> Mask:
    """Where `values`, shape (n,), once at or below `enter`, have not yet risen above `leave`."""
    mask = np.zeros(values.shape, np.bool_)
    inside = False
    for i, value in enumerate(values):
        inside = bool(value <= leave if inside else value <= enter)
        mask[i] = inside
    return mask


def part(values: Values, span: Span, *, step: Micros = STEP) -> Values:
    """The samples of `values` whose time lies in `span`."""
    return values[-(-span.start // step) : -(-span.end // step)]


def share_seen(values: Values, span: Span) -> float:
    """The share of `span`, 0 to 1, in which there was anything to measure."""
    inside = part(values, span)
    return float(np.mean(~np.isnan(inside))) if inside.size else 0.0


def mean_of(values: Values, span: Span) -> float:
    """The mean of `values` in `span`, NaN where nothing was seen."""
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
    start, end = max(one.start, other.start), min(one.end, other.end)
    return Span(start, end) if start < end else None


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
