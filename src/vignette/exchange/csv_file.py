"""A table as CSV, with its data dictionary as CSV and as a Table Schema (JSON), and back again.

UTF-8, lines ended by CR LF, cells set apart by commas or as `Signs` says. What is not there is an empty cell.
Spreadsheets take text that begins with = + - @, a tab or a line's end for a formula: such text, and text that begins
with an apostrophe, gets an apostrophe in front, which reading takes off again. Numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from vignette.domain.table import Cell, Column, Holds, Table
from vignette.exchange.carried import Unreadable
from vignette.exchange.strict import decoded


@dataclass(frozen=True, slots=True)
class Signs:
    """What stands between two cells, and before the decimals of a number."""

    between: str
    decimal: str


WITH_COMMAS = Signs(",", ".")
WITH_SEMICOLONS = Signs(";", ",")
"""As spreadsheets take them, and write them, where people write 1,5: they open no other CSV in columns."""

MOST_BYTES = 256 * 1024 * 1024
MOST_COLUMNS = 1_000
MOST_LINES = 2_000_000
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
    Column("decimal", Holds.TEXT, "The sign before the decimals of its numbers"),
    Column("guard", Holds.TEXT, "What stands in front of some values and is not part of them"),
)
EMPTY = "an empty cell"
_SIGNS = ",;\t"
_SAID = re.compile(r'"?sep=([,;\t])"?(?:\r\n|\r|\n)', re.IGNORECASE)
"""A first line by which some programs tell spreadsheets how cells are set apart."""
_LONGEST_HEAD = 1 << 16


def write_csv(table: Table, *, byte_order_mark: bool = False, signs: Signs = WITH_COMMAS) -> bytes:
    """`table` with its columns named in the first line; a byte order mark tells older spreadsheets that it is UTF-8."""
    file = io.StringIO(newline="")
    names = [guarded(column.name) for column in table.columns]
    # Whoever reads it tells from the first line how cells are set apart: no name may look as if it were several.
    is_plain = not any(sign in name for name in names for sign in _SIGNS)
    rows = csv.writer(file, delimiter=signs.between)
    head = rows if is_plain else csv.writer(file, delimiter=signs.between, quoting=csv.QUOTE_ALL)
    head.writerow(names)
    values = (_written(column, cells, signs) for column, cells in zip(table.columns, table.values, strict=True))
    rows.writerows(zip(*values, strict=True))
    text = file.getvalue().encode("utf-8", "replace")
    return MARK.encode() + text if byte_order_mark else text


def dictionary_csv(table: Table, *, signs: Signs = WITH_COMMAS) -> bytes:
    """The data dictionary of `table` as written with `signs`, one line a column."""
    told = [
        (
            each.name,
            each.holds.value,
            each.unit,
            each.description,
            EMPTY,
            signs.decimal if each.holds is Holds.NUMBER else "",
            ABOUT_GUARD if _is_text(each) else "",
        )
        for each in table.columns
    ]
    its = Table(f"{table.name}_dictionary", "", DICTIONARY, tuple(zip(*told, strict=True)))
    return write_csv(its, byte_order_mark=True, signs=signs)


def dictionary_json(table: Table, *, signs: Signs = WITH_COMMAS) -> bytes:
    """The data dictionary of `table` as written with `signs`, a Table Schema: fields with name, type and unit."""
    fields = [
        {"name": each.name, "type": each.holds.value, "description": each.description}
        | ({"unit": each.unit} if each.unit else {})
        | ({"decimalChar": signs.decimal} if each.holds is Holds.NUMBER else {})
        | ({"guard": ABOUT_GUARD} if _is_text(each) else {})
        for each in table.columns
    ]
    schema = {
        "name": table.name,
        "description": table.description,
        "dialect": {"delimiter": signs.between},
        "fields": fields,
        "missingValues": [""],
    }
    return json.dumps(schema, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n"


def read_csv(content: bytes, schema: bytes) -> Table:
    """The table that `write_csv` and `dictionary_json` wrote; Unreadable where it does not fit its dictionary."""
    try:
        told = json.loads(schema)
        columns = tuple(
            Column(each["name"], Holds(each["type"]), each["description"], each.get("unit", ""))
            for each in told["fields"]
        )
        decimals = [str(each.get("decimalChar", ".")) for each in told["fields"]]
        name, description = str(told["name"]), str(told["description"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable("This is no data dictionary of a table: choose the JSON file saved beside it.") from error
    (names, *rows), _ = read_rows(decoded(content, what="This table", most=MOST_BYTES))
    if [unguarded(each) for each in names] != [column.name for column in columns]:
        raise Unreadable(
            "The table has other columns than its data dictionary tells: choose the two that belong together."
        )
    for number, row in enumerate(rows, start=2):
        if len(row) != len(names):
            raise Unreadable(f"Row {number} of this table has {len(row)} cells where {len(names)} are named.")
    values = zip(*rows, strict=True) if rows else ((),) * len(columns)
    its = (_read(*each) for each in zip(columns, values, decimals, strict=True))
    return Table(name, description, columns, tuple(its))


def read_rows(text: str) -> tuple[list[list[str]], str]:
    """The names in the first line and below them the cells of each other line, as they stand, and what is between them.

    Cells may be set apart by commas, semicolons or tabs; blank lines at the end count for nothing. Unreadable where it
    is no CSV.
    """
    said = _SAID.match(text)
    between = said[1] if said else max(_SIGNS, key=lambda sign: _parts(text[:_LONGEST_HEAD], sign))
    try:
        lines = io.StringIO(text[said.end() :] if said else text, newline="")
        rows = list(islice(csv.reader(lines, delimiter=between, strict=True), MOST_LINES + 1))
    except csv.Error as error:
        raise Unreadable("This table is broken: a quotation mark is left open, or a cell is far too long.") from error
    if len(rows) > MOST_LINES:
        raise Unreadable(f"This table has more than {MOST_LINES} lines: split it into parts.")
    while rows and not rows[-1]:
        rows.pop()
    if not rows or not rows[0]:
        raise Unreadable("This table is empty: its first line has to name the columns.")
    if len(rows[0]) > MOST_COLUMNS:
        raise Unreadable(f"This table has more than {MOST_COLUMNS} columns: keep those that are needed.")
    return rows, between


def guarded(text: str) -> str:
    return GUARD + text if text.startswith(GUARDED) else text


def unguarded(text: str) -> str:
    """`text` without the apostrophe that stands guard; one that is its own beginning stays."""
    return text[1:] if text.startswith(GUARD) and text[1:].startswith(GUARDED) else text


def _parts(text: str, sign: str) -> int:
    """Into how many cells `sign` parts the first line of `text`."""
    try:
        return len(next(csv.reader(io.StringIO(text, newline=""), delimiter=sign), ()))
    except csv.Error:
        return 0


def _written(column: Column, values: Sequence[Cell], signs: Signs) -> Sequence[Cell]:
    if _is_text(column):
        known = {value: guarded(str(value)) for value in set(values)}
        return [known[value] for value in values]
    if column.holds is Holds.TRUTH:
        return ["" if value is None else str(value).lower() for value in values]
    if column.holds is Holds.NUMBER and signs.decimal != ".":
        return ["" if value is None else str(value).replace(".", signs.decimal) for value in values]
    return values


def _read(column: Column, cells: Sequence[str], decimal: str) -> Sequence[Cell]:
    try:
        match column.holds:
            case Holds.TEXT:
                return [unguarded(cell) for cell in cells]
            case Holds.WHOLE:
                return [int(cell) if cell else None for cell in cells]
            case Holds.NUMBER:
                return [float(cell.replace(decimal, ".")) if cell else None for cell in cells]
            case Holds.TRUTH:
                return [{"true": True, "false": False, "": None}[cell] for cell in cells]
    except (ValueError, KeyError) as error:
        raise Unreadable(f"The column {column.name} holds something else than its data dictionary tells.") from error


def _is_text(column: Column) -> bool:
    return column.holds is Holds.TEXT
