"""A table as it is shown: its first rows, all of it as CSV, and its drawing."""

from __future__ import annotations

from vignette.counting.values import Sheet
from vignette.domain.span import SECOND, Micros, Span, clock
from vignette.domain.table import Cell, Column, Table
from vignette.evidence.sequences.tabled import VERSION
from vignette.exchange.csv_file import write_csv

MOST_ROWS = 200
MOST_SCENES = 60
"""Places whose film one page shows; the tables have all of them."""
UNITS = {"microseconds": "minutes and seconds"}
"""What a page says in the place of the unit of a table."""


def sheet_of(title: str, table: Table, drawing: str = "") -> Sheet:
    rows = list(zip(*table.values, strict=True))
    columns = ((each.name, each.description, UNITS.get(each.unit, each.unit)) for each in table.columns)
    return Sheet(
        name=table.name,
        title=title,
        columns=tuple((name, f"{about} ({unit})" if unit else about) for name, about, unit in columns),
        rows=tuple(tuple(map(_looked_at, table.columns, row)) for row in rows[:MOST_ROWS]),
        count=len(rows),
        csv=write_csv(table).decode(),
        drawing=str(drawing),
        definition=f"{table.name}@{VERSION}",
    )


def to_be_seen(start: Micros, end: Micros) -> Span:
    """The film of what goes on from `start` to `end`: a second where it is over at once."""
    return Span(start, Micros(max(end, start + SECOND)))


def _looked_at(column: Column, value: Cell) -> Cell:
    """A value as a page shows it: times as the film's clock does, which the CSV holds to the microsecond."""
    return clock(Micros(value)) if column.unit in UNITS and isinstance(value, int) else value
