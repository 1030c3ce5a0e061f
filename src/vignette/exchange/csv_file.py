"""A table as CSV, with its data dictionary as CSV and as a Table Schema (JSON), and back again.

UTF-8, commas, lines ended by CR LF. What is not there is an empty cell. Spreadsheets take text that begins with = + -
@, a tab or a line's end for a formula: such text, and text that begins with an apostrophe, gets an apostrophe in front,
which reading takes off again. Numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from vignette.domain.table import Cell, Column, Holds, Table
from vignette.exchange.carried import Unreadable
from vignette.exchange.strict import decoded

MOST_BYTES = 256 * 1024 * 1024
MOST_COLUMNS = 1_000
MARK = "\ufeff"
GUARD = "'"
GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", GUARD)
"""How a text begins that gets an apostrophe in front; the wide ones are read as formulas in some languages."""
ABOUT_GUARD = (
    "Text that begins with = + - @, a tab, a line's end or an apostrophe has an apostrophe in front of it, so that no"
    " spreadsheet runs it; it is not part of the text."
)
DICTIONARY = (
    Column("column", Holds.TEXT, "The name of the column"),
    Column("type", Holds.TEXT, "What it holds: string, integer, number or boolean"),
    Column("unit", Holds.TEXT, "The unit of its values"),
    Column("description", Holds.TEXT, "What it means"),
    Column("missing", Holds.TEXT, "How a value is written that is not there or not defined"),
    Column("guard", Holds.TEXT, "What stands in front of some values and is not part of them"),
)
EMPTY = "an empty cell"


def write_csv(table: Table, *, byte_order_mark: bool = False) -> bytes:
    """`table` with its columns named in the first line; a byte order mark tells older spreadsheets that it is UTF-8."""
    file = io.StringIO(newline="")
    rows = csv.writer(file)
    rows.writerow([guarded(column.name) for column in table.columns])
    rows.writerows(zip(*map(_written, table.columns, table.values), strict=True))
    text = file.getvalue().encode("utf-8", "replace")
    return MARK.encode() + text if byte_order_mark else text


def dictionary_csv(table: Table) -> bytes:
    """The data dictionary of `table`, one line a column."""
    told = [
        (each.name, each.holds.value, each.unit, each.description, EMPTY, ABOUT_GUARD if _is_text(each) else "")
        for each in table.columns
    ]
    return write_csv(Table(f"{table.name}_dictionary", "", DICTIONARY, tuple(zip(*told, strict=True))))


def dictionary_json(table: Table) -> bytes:
    """The data dictionary of `table` as a Table Schema: its fields with name, type, unit and description."""
    fields = [
        {"name": each.name, "type": each.holds.value, "description": each.description}
        | ({"unit": each.unit} if each.unit else {})
        | ({"guard": ABOUT_GUARD} if _is_text(each) else {})
        for each in table.columns
    ]
    schema = {"name": table.name, "description": table.description, "fields": fields, "missingValues": [""]}
    return json.dumps(schema, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n"


def read_csv(content: bytes, schema: bytes) -> Table:
    """The table that `write_csv` and `dictionary_json` wrote; Unreadable where it does not fit its dictionary."""
    try:
        told = json.loads(schema)
        columns = tuple(
            Column(each["name"], Holds(each["type"]), each["description"], each.get("unit", ""))
            for each in told["fields"]
        )
        name, description = str(told["name"]), str(told["description"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable("This is no data dictionary of a table: choose the JSON file saved beside it.") from error
    names, rows = read_rows(content)
    if [unguarded(each) for each in names] != [column.name for column in columns]:
        raise Unreadable(
            "The table has other columns than its data dictionary tells: choose the two that belong together."
        )
    values = zip(*rows, strict=True) if rows else ((),) * len(columns)
    return Table(
        name, description, columns, tuple(_read(column, cells) for column, cells in zip(columns, values, strict=True))
    )


def read_rows(content: bytes) -> tuple[list[str], list[list[str]]]:
    """The names in the first line and the cells of each other line, as they stand; Unreadable where it is no CSV.

    Cells may be set apart by commas, semicolons or tabs; blank lines at the end count for nothing.
    """
    text = decoded(content, what="This table", most=MOST_BYTES)
    first = text.split("\n", 1)[0]
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(first), strict=True))
    except csv.Error as error:
        raise Unreadable("This table is broken: a quotation mark is left open, or a cell is far too long.") from error
    while rows and not rows[-1]:
        rows.pop()
    if not rows or not rows[0]:
        raise Unreadable("This table is empty: its first line has to name the columns.")
    if len(rows[0]) > MOST_COLUMNS:
        raise Unreadable(f"This table has more than {MOST_COLUMNS} columns: keep those that are needed.")
    if len(set(rows[0])) != len(rows[0]):
        raise Unreadable("Two columns of this table have the same name: give each its own.")
    for number, row in enumerate(rows, start=1):
        if len(row) != len(rows[0]):
            raise Unreadable(f"Row {number} of this table has {len(row)} cells where {len(rows[0])} are named.")
    return rows[0], rows[1:]


def guarded(text: str) -> str:
    return GUARD + text if text.startswith(GUARDED) else text


def unguarded(text: str) -> str:
    """`text` without the apostrophe that stands guard; one that is its own beginning stays."""
    return text[1:] if text.startswith(GUARD) and text[1:].startswith(GUARDED) else text


def _delimiter(first: str) -> str:
    """Whichever parts the first line; a line without any has one column."""
    return max(",;\t", key=first.count)


def _written(column: Column, values: Sequence[Cell]) -> Sequence[Cell]:
    if _is_text(column):
        known = {value: guarded(str(value)) for value in set(values)}
        return [known[value] for value in values]
    if column.holds is Holds.TRUTH:
        return ["" if value is None else str(value).lower() for value in values]
    return values


def _read(column: Column, cells: Sequence[str]) -> Sequence[Cell]:
    try:
        match column.holds:
            case Holds.TEXT:
                return [unguarded(cell) for cell in cells]
            case Holds.WHOLE:
                return [int(cell) if cell else None for cell in cells]
            case Holds.NUMBER:
                return [float(cell) if cell else None for cell in cells]
            case Holds.TRUTH:
                return [{"true": True, "false": False, "": None}[cell] for cell in cells]
    except (ValueError, KeyError) as error:
        raise Unreadable(f"The column {column.name} holds something else than its data dictionary tells.") from error


def _is_text(column: Column) -> bool:
    return column.holds is Holds.TEXT
