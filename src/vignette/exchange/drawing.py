"""Lines, marks and clocks of a plot that is stretched to whatever width a page has.

A drawing is 1000 by 40 without a fixed shape; places across it are also told in hundredths of the width ("percent").
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from vignette.domain.span import SECOND, Micros, Span, clock

Values = npt.NDArray[np.float32]

WIDTH, HEIGHT, EDGE = 1000, 40, 3
UPRIGHT = 0.35
"""How high an upright stroke is, from 0 to 1."""
MOST_POINTS = 900
"""A screen shows no more across."""
TICKS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)
"""Seconds between the labels of a clock."""
MOST_TICKS = 6
NARROWEST = 11.0
"""Percent of the width that a number takes on a phone."""


def line(values: Values, step: Micros, length: Micros) -> str:
    """`values` (0 to 1, NaN where there is nothing), one each `step`, as an SVG path; gaps stay gaps."""
    shown = _thinned(values)
    across = (np.arange(shown.size) + 0.5) * (WIDTH * step * values.size / length / max(1, shown.size))
    down = height_of(np.clip(shown, 0, 1))
    drawn, is_down = [], False
    for x, y in zip(across, down, strict=True):
        if not np.isnan(y):
            drawn.append(f"{'L' if is_down else 'M'}{x:.1f} {y:.1f}")
        is_down = not np.isnan(y)
    return "".join(_with_dots(drawn))


def marks(spans: Sequence[Span], length: Micros, *, at: float) -> str:
    """`spans` as an SVG path of level strokes, `at` being their height from 0 to 1."""
    down = float(height_of(np.float32(at)))
    return "".join(
        f"M{span.start * WIDTH / length:.1f} {down:.1f}H{min(span.end, length) * WIDTH / length:.1f}" for span in spans
    )


def upright(spans: Sequence[Span], length: Micros, *, at: float) -> str:
    """The beginnings of `spans` as an SVG path of upright strokes that stand on the height `at`, from 0 to 1."""
    foot, head = (float(height_of(np.float32(height))) for height in (at, min(1.0, at + UPRIGHT)))
    return "".join(f"M{span.start * WIDTH / length:.1f} {foot:.1f}V{head:.1f}" for span in spans)


def height_of(value: Values | np.float32) -> Values:
    """Where a value from 0 to 1 lies in the drawing, downwards from its top."""
    return np.asarray(EDGE + (HEIGHT - 2 * EDGE) * (1 - value), np.float32)


def percent(part: Micros, length: Micros) -> str:
    return f"{100 * part / length:.2f}"


def ticks(length: Micros) -> list[Micros]:
    """The times at which a clock is labelled: round ones, few enough to stand beside each other on a phone."""
    step = next((step for step in TICKS if step * SECOND * MOST_TICKS >= length), TICKS[-1])
    return [Micros(at) for at in range(0, length, step * SECOND)]


def short_clock(at: Micros) -> str:
    """`at` to the second: 1:20."""
    return clock(at).rpartition(".")[0]


def rows(spans: Sequence[Span], length: Micros) -> list[int]:
    """For each of `spans`, in order of start, the first row in which its number does not touch the one before."""
    ends: list[float] = []
    chosen = []
    for span in spans:
        start = 100 * span.start / length
        end = max(100 * span.end / length, start + NARROWEST)
        row = next((row for row, taken in enumerate(ends) if taken <= start), len(ends))
        ends[row : row + 1] = [end]
        chosen.append(row)
    return chosen


def _with_dots(drawn: Sequence[str]) -> list[str]:
    """A point with neither neighbour gets a line of no length, which is drawn as a dot."""
    following = [*drawn, "M"][1:]
    return [
        f"{point}h0" if point[0] == "M" and after[0] == "M" else point
        for point, after in zip(drawn, following, strict=True)
    ]


def _thinned(values: Values) -> Values:
    """At most MOST_POINTS means of neighbours; NaN only where none of them was there."""
    if values.size <= MOST_POINTS:
        return values
    parts = np.split(values, np.linspace(0, values.size, MOST_POINTS + 1).astype(int)[1:-1])
    return np.array([np.nanmean(part) if np.any(~np.isnan(part)) else np.nan for part in parts], np.float32)
