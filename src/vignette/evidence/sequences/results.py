"""What the sequences of a coding come to, as plain values without any machinery: whoever shows them needs no more.

A number is a `Amount`: where it is not defined it says why, and is never a nought in disguise.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vignette.domain.span import Micros, Span


@dataclass(frozen=True, slots=True)
class Amount:
    """`value`, or None and in one sentence `why` it is not defined."""

    value: float | None
    why: str = ""

    def __post_init__(self) -> None:
        if (self.value is None) is not bool(self.why):
            raise ValueError("a figure is defined, or says why it is not")


@dataclass(frozen=True, slots=True)
class Interval:
    """The 95 percent interval of a figure, or in one sentence `why` there is none."""

    low: float | None
    high: float | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Budget:
    """How one code of one person fills the time that was looked at.

    `total` is the time covered: where bouts of one code overlap it counts once, so that `share` (0 to 1) never passes
    one. `mean`, `median`, `deviation` (n - 1), `gap_mean` and `gap_median` are seconds; a gap lies between one bout and
    the next inside one looked-at stretch, and is 0 where they touch.
    """

    person: str
    code: str
    count: int
    per_minute: Amount
    total: Micros
    share: Amount
    mean: Amount
    median: Amount
    deviation: Amount
    gaps: int
    gap_mean: Amount
    gap_median: Amount


@dataclass(frozen=True, slots=True)
class BinnedBudget:
    """One code of one person in one bin: how many begin in it, and how much of it is covered."""

    bin: Span
    person: str
    code: str
    begun: int
    covered: Micros
    share: Amount


class Fate(StrEnum):
    """What became of an initiative."""

    RECEIVED = "received"
    MISSED = "missed"
    CUT_SHORT = "cut short"


@dataclass(frozen=True, slots=True)
class Answer:
    """One initiative and what became of it; `reception` is empty and `latency` None unless it was received."""

    at: Micros
    initiative: str
    fate: Fate
    reception: str = ""
    latency: Micros | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """The initiatives of one code: how many, what became of them, and how soon (seconds).

    `received_share` leaves out those cut short; `by_reception` counts, code by code, what received them.
    """

    initiative: str
    count: int
    received: int
    missed: int
    cut_short: int
    received_share: Amount
    share_interval: Interval
    latency_mean: Amount
    latency_median: Amount
    by_reception: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Receptions:
    """Initiatives of one person and their receptions by another, within `window`; the last of `rows` is of all codes.

    `histogram` counts latencies in half-open bins of `bin_width` from 0 on, the last one closed.
    """

    window: Micros
    answers: tuple[Answer, ...]
    rows: tuple[Answered, ...]
    bin_width: Micros
    histogram: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Transitions:
    """How often `labels[i]` is followed, `lag` places on, by `labels[j]`: `counts[i][j]`.

    `chances[i][j]` is the part of what follows `labels[i]`; None stands for a row that nothing follows, as then no
    part is defined.
    """

    labels: tuple[str, ...]
    lag: int
    counts: tuple[tuple[int, ...], ...]
    chances: tuple[tuple[float, ...] | None, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One cell of a lag-sequential table: how often `target` follows `given`, and against what chance would give.

    `residual` is Haberman's adjusted residual, `p` its two-sided chance under the normal law, `yule` Yule's Q.
    """

    given: str
    target: str
    observed: int
    expected: Amount
    residual: Amount
    p: Amount
    yule: Amount
    yule_interval: Interval


@dataclass(frozen=True, slots=True)
class Lagged:
    """A lag-sequential analysis by events; `caution` says, where it is so, why its p should not be leaned on."""

    labels: tuple[str, ...]
    lag: int
    repeats: bool
    steps: tuple[Step, ...]
    caution: str = ""


@dataclass(frozen=True, slots=True)
class Windowed:
    """Whether `target` begins more often in the window after `given` begins: units of time, counted in four fields.

    `both` are units in the window in which the target begins, `window_only`, `target_only` and `neither` the others.
    `caution` says, where it is so, why its p should not be leaned on.
    """

    given: str
    target: str
    unit: Micros
    lags: tuple[int, int]
    both: int
    window_only: int
    target_only: int
    neither: int
    expected: Amount
    residual: Amount
    p: Amount
    yule: Amount
    yule_interval: Interval
    caution: str = ""


class Series(StrEnum):
    """What an initiative leads to: it is received and that is taken up; it is after a miss; or the break stays."""

    YES = "yes"
    REPAIR = "repair"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Told:
    """One series in its span, with the codes that make it up in their order."""

    series: Series
    span: Span
    codes: tuple[str, ...]
