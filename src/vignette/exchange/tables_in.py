"""A table of bouts read in, from here or from elsewhere, as CSV or Parquet.

Needed are a column `code`, and one of `start_us`, `start_ms` and `start_s`; with it `end_us`, `end_ms` or `end_s`,
where an empty cell, or no such column, means a point. What else `tables` writes is understood; what is not is told.
A CSV may be as any spreadsheet saves it: with semicolons or tabs, with commas before decimals, in older letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from importlib import import_module

from vignette.domain.codebook import Modifier, Shape
from vignette.domain.span import MILLISECOND, SECOND, Micros
from vignette.domain.table import Table
from vignette.exchange.carried import Carried, CarriedCode, CarriedEvent, CarriedFilm, Unreadable
from vignette.exchange.csv_file import MOST_BYTES, read_rows, unguarded
from vignette.exchange.decimals import plain
from vignette.exchange.strict import refuse_large, short
from vignette.exchange.tables import MODIFIER, parted
from vignette.exchange.text import text_or_guess

PARQUET = b"PAR1"
MOST_CELLS = 20_000_000
MOST_ROWS = 1_000_000
LONGEST = Micros(48 * 3600 * SECOND)
UNITS: Mapping[str, int] = {"us": 1, "ms": MILLISECOND, "s": SECOND}
ALONE = ("session", "coder", "codebook", "film")
"""What has to be the same in every row."""
KNOWN = {*ALONE, "person", "code", "label", "level", "shape", "note"} | {
    f"{what}_{unit}" for what in ("start", "end", "duration") for unit in UNITS
}
TIMES = frozenset(f"{what}_{unit}" for what in ("start", "end") for unit in UNITS)
NOTHING = frozenset({"NA", "NaN", "nan", "N/A", "#N/A"})
"""How programs for statistics write a time that is not there."""
TRUE = frozenset({"true", "wahr", "vrai", "waar", "vero", "verdadero", "verdadeiro", "sand", "sant", "tosi", "prawda"})
"""What spreadsheets make of a truth in the language that they speak."""
Cells = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The cells of a table by the names of its columns, as text; `rows` says which row of the file each row was."""

    cells: Cells
    rows: Sequence[int]
    losses: tuple[str, ...] = ()


def read_table(content: bytes, *, codebook: bytes = b"", modifiers: bytes = b"") -> Carried:
    """The coding in a table of bouts; `codebook` and `modifiers` are the sheets beside it, where there are any.

    Unreadable where there is no such table, where it holds several sessions, or where a row cannot be.
    """
    bouts = _sheet(content)
    cells = bouts.cells
    if "code" not in cells:
        raise Unreadable("This table has no column “code”: name the columns in its first line, as in our own tables.")
    alone = {name: _alone(cells, name) for name in ALONE}
    events = _events(bouts)
    sheet = _sheet(codebook).cells if codebook else {}
    strangers = (f"The column “{short(name)}” has no place here." for name in cells if _is_stranger(name))
    return Carried(
        title=alone["session"],
        coder=alone["coder"],
        codebook=alone["codebook"],
        films=(CarriedFilm(alone["film"]),) if alone["film"] else (),
        people=tuple(sorted({event.person for event in events} - {""})),
        codes=_codes(sheet, _codes_of_bouts(cells, events)),
        events=events,
        modifiers=_modifiers(_sheet(modifiers).cells) if modifiers else _modifiers_of_bouts(cells, events),
        exclusive=_exclusive(sheet) if sheet else frozenset(),
        losses=(*bouts.losses, *_contradictions(cells, events), *strangers),
    )


def _sheet(content: bytes) -> _Sheet:
    if content[: len(PARQUET)] == PARQUET:
        # A large library of C++: brought in only where there is something for it to read.
        table: Table = import_module("vignette.exchange.parquet").read_parquet(content)
        names = [column.name for column in table.columns]
        cells = [[_text(cell) for cell in values] for values in table.values]
        return _Sheet(dict(zip(names, cells, strict=True)), range(1, _bounded(len(table)) + 1))
    refuse_large(content, what="This table", most=MOST_BYTES)
    text, guessed = text_or_guess(content, what="This table")
    (head, *rows), between = read_rows(text)
    return _tidied([_name(unguarded(name)) for name in head], rows, between, tuple(filter(None, [guessed])))


def _tidied(head: list[str], rows: list[list[str]], between: str, losses: tuple[str, ...]) -> _Sheet:
    """Without what spreadsheets leave around a table: rows and columns of nothing, and rows that end early."""
    kept = [number for number, row in enumerate(rows, start=2) if any(row)]
    if _bounded(len(kept)) * len(head) > MOST_CELLS:
        raise Unreadable("This table is far too large for codes: split it into parts.")
    for number in kept:
        if any(rows[number - 2][len(head) :]):
            have = len(rows[number - 2])
            raise Unreadable(f"Row {number} of this table has {have} cells where {len(head)} are named.")
    columns = [[_cell_in(rows[number - 2], place) for number in kept] for place in range(len(head))]
    for place, name in enumerate(head):
        if not name and any(columns[place]):
            raise Unreadable(f"Column {place + 1} of this table has no name: name it in the first line.")
    named = [(name, column) for name, column in zip(head, columns, strict=True) if name]
    if len({name for name, _ in named}) != len(named):
        raise Unreadable("Two columns of this table have the same name: give each its own.")
    return _Sheet(_with_plain_times(dict(named), between), kept, losses)


def _with_plain_times(cells: Cells, between: str) -> Cells:
    times = [cell for name in TIMES & set(cells) for cell in cells[name]]
    made = plain(times, between=between)
    return {name: [made(cell) for cell in column] if name in TIMES else column for name, column in cells.items()}


def _bounded(count: int) -> int:
    if count > MOST_ROWS:
        raise Unreadable(f"This table has more than {MOST_ROWS} rows: split it into parts.")
    return count


def _cell_in(row: Sequence[str], place: int) -> str:
    return unguarded(row[place]) if place < len(row) else ""


def _name(head: str) -> str:
    """Blanks and capitals in the name of a column mean nothing, but may belong to that of a modifier."""
    if head.startswith(MODIFIER):
        return head
    name = head.strip()
    return name.casefold() if name.casefold() in KNOWN else name


def _text(cell: object) -> str:
    if isinstance(cell, float):
        return format(Decimal(repr(cell)), "f")
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)


def _alone(cells: Cells, name: str) -> str:
    values = set(cells.get(name, ()))
    if len(values) > 1:
        raise Unreadable(f"This table holds more than one {name}: bring in the rows of each by themselves.")
    return values.pop() if values else ""


def _events(bouts: _Sheet) -> tuple[CarriedEvent, ...]:
    cells = bouts.cells
    starts, ends = _times(bouts)
    nothing = [""] * len(bouts.rows)
    people, notes = cells.get("person", nothing), cells.get("note", nothing)
    modifiers = {name.removeprefix(MODIFIER): values for name, values in cells.items() if name.startswith(MODIFIER)}
    events = []
    for place, code in enumerate(cells["code"]):
        if not code:
            raise Unreadable(f"Row {bouts.rows[place]} of this table has no code.")
        if starts[place] > ends[place]:
            raise Unreadable(f"Row {bouts.rows[place]} of this table ends before it starts.")
        chosen = {name: parted(values[place]) for name, values in modifiers.items() if values[place]}
        events.append(CarriedEvent(code, people[place], starts[place], ends[place], chosen, notes[place]))
    return tuple(events)


def _times(bouts: _Sheet) -> tuple[list[Micros], list[Micros]]:
    cells = bouts.cells
    begins, ends = (_units(cells, edge)[:1] for edge in ("start", "end"))
    if not begins:
        raise Unreadable("This table does not tell when things start: it needs a column start_us, start_ms or start_s.")
    column = zip(cells[f"start_{begins[0]}"], bouts.rows, strict=True)
    starts = [_time(cell, row, UNITS[begins[0]]) for cell, row in column]
    if not ends:
        return starts, starts
    return starts, [
        start if not cell or cell in NOTHING else _time(cell, row, UNITS[ends[0]])
        for cell, start, row in zip(cells[f"end_{ends[0]}"], starts, bouts.rows, strict=True)
    ]


def _units(cells: Cells, edge: str) -> list[str]:
    """The units in which the table tells this edge, the finest first."""
    return [unit for unit in UNITS if f"{edge}_{unit}" in cells]


def _contradictions(cells: Cells, events: Sequence[CarriedEvent]) -> Iterator[str]:
    """Where a time is there in several units, the finest is taken; whoever changed another one has to be told."""
    for edge, times in (("start", [event.start for event in events]), ("end", [event.end for event in events])):
        finest, *others = _units(cells, edge) or [""]
        for unit in others:
            told = zip(cells[f"{edge}_{unit}"], times, strict=True)
            if count := sum(bool(cell) and not _is_near(cell, UNITS[unit], at) for cell, at in told):
                yield f"{edge}_{unit} and {edge}_{finest} tell different times; {edge}_{finest} was taken: {count}."


def _is_near(cell: str, unit: int, at: Micros) -> bool:
    """Whether `cell` says `at`, rounded to milliseconds."""
    try:
        return abs(_parsed(cell, unit) - at) <= MILLISECOND // 2
    except (ValueError, InvalidOperation):
        return cell in NOTHING


def _time(cell: str, row: int, unit: int) -> Micros:
    if not cell:
        raise Unreadable(f"Row {row} of this table does not tell when it starts.")
    try:
        at = int(cell) * unit if cell.isdecimal() and len(cell) < 20 else _parsed(cell, unit)
    except (ValueError, InvalidOperation) as error:
        raise Unreadable(f"Row {row} of this table tells a time that is no number: “{cell[:20]}”.") from error
    if not 0 <= at <= LONGEST:
        raise Unreadable(f"Row {row} of this table tells a time outside of any film: “{cell[:20]}”.")
    return Micros(at)


def _parsed(cell: str, unit: int) -> int:
    if not re.fullmatch(r"[-+]?[0-9]{1,18}(\.[0-9]{1,18})?", cell):
        raise ValueError(cell)
    return int((Decimal(cell) * unit).to_integral_value())


def _codes_of_bouts(cells: Cells, events: Sequence[CarriedEvent]) -> tuple[CarriedCode, ...]:
    """The codes as the bouts show them: a code without a shape is a state where any of it has a length."""
    first: dict[str, int] = {}
    states = {event.code for event in events if event.start < event.end}
    for row, event in enumerate(events):
        first.setdefault(event.code, row)
    at = _cell(cells)
    return tuple(
        CarriedCode(
            code=code,
            shape=_shape(at("shape", row)) if at("shape", row) else Shape.STATE if code in states else Shape.POINT,
            label=at("label", row),
            level=at("level", row),
        )
        for code, row in sorted(first.items())
    )


def _codes(sheet: Cells, of_bouts: tuple[CarriedCode, ...]) -> tuple[CarriedCode, ...]:
    """The codes of the sheet of the codebook, and those that only the bouts know."""
    if not sheet:
        return of_bouts
    if not {"code", "shape"} <= set(sheet):
        raise Unreadable("The sheet of the codebook needs the columns “code” and “shape”.")
    if len(set(sheet["code"])) != len(sheet["code"]):
        raise Unreadable("The sheet of the codebook tells one code twice.")
    at = _cell(sheet)
    told = tuple(
        CarriedCode(
            code=code,
            shape=_shape(at("shape", row)),
            label=at("label", row),
            hint=at("hint", row),
            key=at("key", row),
            level=at("level", row),
            modifiers=parted(at("modifiers", row)),
        )
        for row, code in enumerate(sheet["code"])
    )
    return told + tuple(each for each in of_bouts if each.code not in set(sheet["code"]))


def _modifiers_of_bouts(cells: Cells, events: Sequence[CarriedEvent]) -> tuple[Modifier, ...]:
    """The modifiers as the bouts show them, with the values that occur."""
    values: dict[str, dict[str, None]] = {
        name.removeprefix(MODIFIER): {} for name in cells if name.startswith(MODIFIER)
    }
    many = set()
    for event in events:
        for name, chosen in event.modifiers.items():
            values[name].update(dict.fromkeys(chosen))
            if len(chosen) > 1:
                many.add(name)
    return tuple(Modifier(name, name, tuple(known), name in many) for name, known in values.items())


def _modifiers(sheet: Cells) -> tuple[Modifier, ...]:
    if not {"modifier", "values"} <= set(sheet):
        raise Unreadable("The sheet of the modifiers needs the columns “modifier” and “values”.")
    at = _cell(sheet)
    return tuple(
        Modifier(name, at("label", row), parted(sheet["values"][row]), _is_true(at("many", row)))
        for row, name in enumerate(sheet["modifier"])
    )


def _exclusive(sheet: Cells) -> frozenset[str]:
    at = _cell(sheet)
    return frozenset(at("level", row) for row in range(len(sheet["code"])) if _is_true(at("exclusive", row)))


def _cell(cells: Cells) -> Callable[[str, int], str]:
    """Looks a cell up by column and row; empty where there is no such column."""
    return lambda name, row: cells[name][row] if name in cells else ""


def _shape(text: str) -> Shape:
    try:
        return Shape(text)
    except ValueError as error:
        raise Unreadable(f"A shape is “point” or “state”, not “{text[:20]}”.") from error


def _is_true(cell: str) -> bool:
    return cell.casefold() in TRUE


def _is_stranger(name: str) -> bool:
    return name not in KNOWN and not name.startswith(MODIFIER)
