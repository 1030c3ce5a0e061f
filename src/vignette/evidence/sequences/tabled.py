"""Results as tables whose columns say what they hold; a second column says why where a number is not defined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vignette.domain.table import Cell, Column, Holds, Table, turned
from vignette.evidence.sequences.results import (
    Amount,
    Answered,
    BinnedBudget,
    Budget,
    Interval,
    Lagged,
    Receptions,
    Step,
    Told,
    Transitions,
    Windowed,
)
from vignette.evidence.sequences.transitions import NOTHING_FOLLOWS

VERSION = 1
"""Of what the columns of all these tables mean; it changes whenever a number of theirs could."""

_TEXT, _WHOLE, _NUMBER = Holds.TEXT, Holds.WHOLE, Holds.NUMBER
_PERSON = Column("person", _TEXT, "Who it was coded of")
_CODE = Column("code", _TEXT, "The code, as the codebook writes it")
_STEP = (
    Column("expected", _NUMBER, "How often chance alone would give it"),
    Column("adjusted_residual", _NUMBER, "Haberman's adjusted residual"),
    Column("p", _NUMBER, "Two-sided chance of such a residual under the normal law", "0 to 1"),
    Column("yules_q", _NUMBER, "Yule's Q", "-1 to 1"),
    Column("yules_q_low", _NUMBER, "Lower end of the 95 percent interval of Yule's Q", "-1 to 1"),
    Column("yules_q_high", _NUMBER, "Upper end of the 95 percent interval of Yule's Q", "-1 to 1"),
    Column("not_defined", _TEXT, "Why a number of this row is not there"),
)


def budget_table(rows: Iterable[Budget]) -> Table:
    columns = (
        _PERSON,
        _CODE,
        Column("count", _WHOLE, "How many bouts"),
        Column("rate", _NUMBER, "Bouts for each minute that was looked at", "per minute"),
        Column("total", _WHOLE, "Time covered, overlaps counted once", "microseconds"),
        Column("share", _NUMBER, "Part of the looked-at time that is covered", "0 to 1"),
        Column("mean", _NUMBER, "Mean length of a bout", "seconds"),
        Column("median", _NUMBER, "Median length of a bout", "seconds"),
        Column("deviation", _NUMBER, "Standard deviation of the lengths, n - 1", "seconds"),
        Column("gaps", _WHOLE, "How many gaps between bouts, inside stretches that were looked at"),
        Column("gap_mean", _NUMBER, "Mean gap from the end of one to the start of the next", "seconds"),
        Column("gap_median", _NUMBER, "Median gap", "seconds"),
        Column("not_defined", _TEXT, "Why a number of this row is not there"),
    )
    return _table("time_budget", "How often and how long each person shows each code", columns, map(_budget, rows))


def _budget(row: Budget) -> tuple[Cell, ...]:
    lengths = (row.share, row.mean, row.median, row.deviation)
    gaps = (row.gap_mean, row.gap_median)
    return (
        row.person,
        row.code,
        row.count,
        row.per_minute.value,
        row.total,
        *(figure.value for figure in lengths),
        row.gaps,
        *(figure.value for figure in gaps),
        _reasons((row.per_minute, *lengths, *gaps)),
    )


def binned_table(rows: Iterable[BinnedBudget]) -> Table:
    columns = (
        Column("bin_start", _WHOLE, "Where the bin starts", "microseconds"),
        Column("bin_end", _WHOLE, "Up to where it reaches, not included", "microseconds"),
        _PERSON,
        _CODE,
        Column("begun", _WHOLE, "How many bouts begin in the bin"),
        Column("covered", _WHOLE, "How much of the bin is covered", "microseconds"),
        Column("share", _NUMBER, "Part of the bin that is covered; none for a point", "0 to 1"),
    )
    cells = ((r.bin.start, r.bin.end, r.person, r.code, r.begun, r.covered, r.share.value) for r in rows)
    return _table("binned_budget", "The time budget of each bin; bins with nothing are left out", columns, cells)


def answers_table(result: Receptions) -> Table:
    """One row for each initiative."""
    columns = (
        Column("at", _WHOLE, "Where the initiative starts", "microseconds"),
        Column("initiative", _TEXT, "Its code"),
        Column("fate", _TEXT, "received, missed, or cut short by the end of what was looked at"),
        Column("reception", _TEXT, "The code that received it"),
        Column("latency", _WHOLE, "From the start of the initiative to that of the reception", "microseconds"),
    )
    cells = ((a.at, a.initiative, a.fate.value, a.reception, a.latency) for a in result.answers)
    return _table("initiatives", f"Every initiative and its reception within {_seconds(result)}", columns, cells)


def receptions_table(result: Receptions) -> Table:
    """One row for each code of initiative, with a column for each code of reception; the last row is all of them."""
    receiving = [code for code, _ in result.rows[-1].by_reception]
    columns = (
        Column("initiative", _TEXT, "The code of the initiatives; empty: all of them"),
        Column("count", _WHOLE, "How many initiatives"),
        Column("received", _WHOLE, "How many were received in time"),
        Column("missed", _WHOLE, "How many were not"),
        Column("cut_short", _WHOLE, "How many were not, before what was looked at ended"),
        Column("received_share", _NUMBER, "Received, of those received or missed", "0 to 1"),
        Column("received_low", _NUMBER, "Lower end of its 95 percent interval (Wilson)", "0 to 1"),
        Column("received_high", _NUMBER, "Upper end of its 95 percent interval (Wilson)", "0 to 1"),
        Column("latency_mean", _NUMBER, "Mean latency of those received", "seconds"),
        Column("latency_median", _NUMBER, "Median latency of those received", "seconds"),
        *(Column(f"by_{code}", _WHOLE, f"How many were received by {code}") for code in receiving),
        Column("not_defined", _TEXT, "Why a number of this row is not there"),
    )
    return _table(
        "receptions", f"What becomes of initiatives within {_seconds(result)}", columns, map(_answered, result.rows)
    )


def _answered(row: Answered) -> tuple[Cell, ...]:
    return (
        row.initiative,
        row.count,
        row.received,
        row.missed,
        row.cut_short,
        row.received_share.value,
        row.share_interval.low,
        row.share_interval.high,
        row.latency_mean.value,
        row.latency_median.value,
        *(count for _, count in row.by_reception),
        _reasons((row.received_share, row.latency_mean, row.latency_median)),
    )


def transitions_table(found: Transitions) -> Table:
    """One row for each pair of labels."""
    columns = (
        Column("given", _TEXT, "What comes first"),
        Column("target", _TEXT, f"What comes {found.lag} places later"),
        Column("count", _WHOLE, "How often"),
        Column("chance", _NUMBER, "Part of all that follows the first", "0 to 1"),
        Column("not_defined", _TEXT, "Why a number of this row is not there"),
    )
    cells = [
        (given, target, count, None if chances is None else chances[place], "" if chances else NOTHING_FOLLOWS)
        for given, counts, chances in zip(found.labels, found.counts, found.chances, strict=True)
        for place, (target, count) in enumerate(zip(found.labels, counts, strict=True))
    ]
    return _table("transitions", "What follows what", columns, cells)


def lagged_table(result: Lagged) -> Table:
    columns = (
        Column("given", _TEXT, "What comes first"),
        Column("target", _TEXT, f"What comes {result.lag} places later"),
        Column("observed", _WHOLE, "How often"),
        *_STEP,
    )
    cells = [(step.given, step.target, step.observed, *_chance(step)) for step in result.steps]
    about = f"Lag-sequential analysis by events, lag {result.lag}"
    return _table("lag_sequential", f"{about}. {result.caution}".strip(), columns, cells)


def windowed_table(rows: Iterable[Windowed]) -> Table:
    columns = (
        Column("given", _TEXT, "Whose start opens the window"),
        Column("target", _TEXT, "What begins in it or elsewhere"),
        Column("unit", _WHOLE, "The piece of time that is counted", "microseconds"),
        Column("first_lag", _WHOLE, "The first unit of the window; 0 is the one in which the given begins"),
        Column("last_lag", _WHOLE, "The last unit of the window"),
        Column("both", _WHOLE, "Units in the window in which the target begins", "units"),
        Column("window_only", _WHOLE, "Other units in the window", "units"),
        Column("target_only", _WHOLE, "Units elsewhere in which the target begins", "units"),
        Column("neither", _WHOLE, "Other units elsewhere", "units"),
        *_STEP,
        Column("caution", _TEXT, "Why p should not be leaned on"),
    )
    cells = [
        (r.given, r.target, r.unit, *r.lags, r.both, r.window_only, r.target_only, r.neither, *_chance(r), r.caution)
        for r in rows
    ]
    return _table("lag_windows", "Lag-sequential analysis by windows of time", columns, cells)


def series_table(told: Iterable[Told]) -> Table:
    columns = (
        Column("series", _TEXT, "yes, repair or no"),
        Column("start", _WHOLE, "Where it starts", "microseconds"),
        Column("end", _WHOLE, "Up to where it reaches, not included", "microseconds"),
        Column("codes", _TEXT, "Its codes in order, with an arrow between"),
    )
    cells = ((each.series.value, each.span.start, each.span.end, " → ".join(each.codes)) for each in told)
    return _table("series", "Yes-series, repairs and no-series", columns, cells)


def _chance(step: Step | Windowed) -> tuple[Cell, ...]:
    low, high = step.yule_interval.low, step.yule_interval.high
    why = _reasons((step.expected, step.residual, step.p, step.yule, step.yule_interval))
    return (step.expected.value, step.residual.value, step.p.value, step.yule.value, low, high, why)


def _reasons(figures: Sequence[Amount | Interval]) -> str:
    return " ".join(dict.fromkeys(figure.why for figure in figures if figure.why))


def _seconds(result: Receptions) -> str:
    return f"{result.window / 1_000_000:g} s"


def _table(name: str, about: str, columns: tuple[Column, ...], cells: Iterable[Sequence[Cell]]) -> Table:
    return Table(name, about, columns, turned(list(cells), len(columns)))
