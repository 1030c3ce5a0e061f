"""A table as it is shown: its first rows, all of it as CSV, and its drawing."""

from __future__ import annotations

from vignette.counting.values import Sheet
from vignette.domain.table import Table
from vignette.exchange.csv_file import write_csv

MOST_ROWS = 200


def sheet_of(title: str, table: Table, drawing: str = "") -> Sheet:
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
