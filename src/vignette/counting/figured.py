"""All figures of one coding: how often and how long, what follows what, and what becomes of initiatives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vignette.counting.values import Figures, Sheet, told
from vignette.domain.codebook import Codebook
from vignette.domain.coding import Record
from vignette.domain.person import PersonId
from vignette.domain.table import Table
from vignette.domain.work import Progress, unheard
from vignette.evidence.sequences import tabled
from vignette.evidence.sequences.budget import time_budget
from vignette.evidence.sequences.lag import lagged
from vignette.evidence.sequences.latency import receptions
from vignette.evidence.sequences.results import Budget, Receptions, Transitions
from vignette.evidence.sequences.transitions import ordered, transitions
from vignette.exchange.csv_file import write_csv
from vignette.exchange.figures_plot import Bar, bars, histogram, shaded

MOST_ROWS = 200
MOST_LABELS = 16
"""Codes that a drawing of what follows what has room for."""
INITIATIVES = ("I", "B")
RECEIVING = "C"
"""Levels of the library's codebooks: what somebody begins, and what receives it."""


def figured(
    record: Record, names: Mapping[PersonId | None, str], book: Codebook, *, progress: Progress = unheard
) -> str:
    """The `Figures` of one coding, as JSON."""
    rows = [each for each in time_budget(record, names) if each.count]
    progress(0.3)
    sequences = ordered(record, names)
    follows = transitions(sequences)
    sheets = [_budget(rows, book), *_of_initiatives(record, names, book)]
    progress(0.6)
    if follows.labels:
        sheets += [
            _transitions(follows),
            _sheet("What follows what, against chance", tabled.lagged_table(lagged(sequences))),
        ]
    labels = {each.code: each.label for each in book.principles}
    return told(Figures(tuple(_sentence(each, labels) for each in rows), tuple(sheets)))


def _sentence(row: Budget, labels: Mapping[str, str]) -> str:
    label = labels.get(row.code, row.code)
    times = "once" if row.count == 1 else f"{row.count} times"
    share = row.share.value
    rest = f", {share:.0%} of the time" if share is not None else ""
    return f"{row.person}: “{label}” {times}{rest}."


def _budget(rows: Sequence[Budget], book: Codebook) -> Sheet:
    labels = {each.code: each.label for each in book.principles}
    shown = [
        Bar(f"{row.person}: {labels.get(row.code, row.code)}", row.share.value, _share(row)) for row in rows[:MOST_ROWS]
    ]
    drawing = bars("How much of the time", shown) if rows else ""
    return _sheet("How often and how long", tabled.budget_table(rows), drawing)


def _share(row: Budget) -> str:
    return f"{row.count} times" if row.share.value is None else f"{row.share.value:.0%}, {row.count} times"


def _transitions(found: Transitions) -> Sheet:
    drawing = ""
    if len(found.labels) <= MOST_LABELS:
        shades = [list(row) if row else [None] * len(found.labels) for row in found.chances]
        drawing = shaded("What follows what", found.labels, found.counts, shades)
    return _sheet("What follows what", tabled.transitions_table(found), drawing)


def _of_initiatives(record: Record, names: Mapping[PersonId | None, str], book: Codebook) -> Iterator[Sheet]:
    """What becomes of what each person begins, where the codebook has codes for both sides of it."""
    receiving = [each.code for each in book.principles if each.level == RECEIVING and each.is_attuned]
    begun = [each.code for each in book.principles if each.level in INITIATIVES]
    people = [name for person, name in names.items() if person is not None]
    if not receiving or not begun:
        return
    for by in people:
        for receiver in people:
            if by != receiver:
                its = receptions(record, names, by=by, initiatives=begun, receiver=receiver, receiving=receiving)
                if its.answers:
                    yield _receptions(by, receiver, its)


def _receptions(by: str, receiver: str, its: Receptions) -> Sheet:
    title = f"What {by} begins, and how {receiver} receives it"
    width = its.bin_width / 1_000_000
    return _sheet(title, tabled.receptions_table(its), histogram(f"{title}: after how long", its.histogram, width, "s"))


def _sheet(title: str, table: Table, drawing: str = "") -> Sheet:
    rows = list(zip(*table.values, strict=True))
    columns = ((each.name, each.description, each.unit) for each in table.columns)
    return Sheet(
        name=table.name,
        title=title,
        columns=tuple((name, f"{about} ({unit})" if unit else about) for name, about, unit in columns),
        rows=tuple(rows[:MOST_ROWS]),
        count=len(rows),
        csv=write_csv(table).decode(),
        drawing=str(drawing),
    )
