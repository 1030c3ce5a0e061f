"""A table of bouts read in, from here or from elsewhere, as CSV or Parquet.

Needed are a column `code`, and one of `start_us`, `start_ms` and `start_s`; with it `end_us`, `end_ms` or `end_s`,
where an empty cell, or no such column, means a point. What else `tables` writes is understood; what is not is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from vignette.domain.codebook import Modifier, Shape
from vignette.domain.span import MILLISECOND, SECOND, Micros
from vignette.exchange.carried import Carried, CarriedCode, CarriedEvent, CarriedFilm, Unreadable
from vignette.exchange.csv_file import read_rows, unguarded
from vignette.exchange.parquet import MAGIC, read_parquet
from vignette.exchange.tables import MODIFIER, parted

MOST_ROWS = 1_000_000
LONGEST = Micros(48 * 3600 * SECOND)
UNITS: Mapping[str, int] = {"us": 1, "ms": MILLISECOND, "s": SECOND}
ALONE = ("session", "coder", "codebook", "film")
"""What has to be the same in every row."""
KNOWN = {*ALONE, "person", "code", "label", "level", "shape", "note"} | {
    f"{what}_{unit}" for what in ("start", "end", "duration") for unit in UNITS
}
Cells = Mapping[str, Sequence[str]]


def read_table(content: bytes, *, codebook: bytes = b"", modifiers: bytes = b"") -> Carried:
    """The coding in a table of bouts; `codebook` and `modifiers` are the sheets beside it, where there are any.

    Unreadable where there is no such table, where it holds several sessions, or where a row cannot be.
    """
    cells, count = _columns(content)
    if "code" not in cells:
        raise Unreadable("This table has no column “code”: name the columns in its first line, as in our own tables.")
    alone = {name: _alone(cells, name, count) for name in ALONE}
    events = _events(cells, count)
    sheet = _columns(codebook)[0] if codebook else {}
    return Carried(
        title=alone["session"],
        coder=alone["coder"],
        codebook=alone["codebook"],
        films=(CarriedFilm(alone["film"]),) if alone["film"] else (),
        people=tuple(sorted({event.person for event in events} - {""})),
        codes=_codes(sheet, _codes_of_bouts(cells, events)),
        events=events,
        modifiers=_modifiers(_columns(modifiers)[0]) if modifiers else _modifiers_of_bouts(cells, events),
        exclusive=_exclusive(sheet) if sheet else frozenset(),
        losses=tuple(f"The column “{name}” has no place here." for name in cells if _is_stranger(name)),
    )


def _columns(content: bytes) -> tuple[Cells, int]:
    """The cells of a table by the names of its columns, as text, and how many rows there are."""
    if content[: len(MAGIC)] == MAGIC:
        table = read_parquet(content)
        names = [column.name for column in table.columns]
        columns = [[_text(cell) for cell in values] for values in table.values]
        count = len(table)
    else:
        head, rows = read_rows(content)
        names, count = [_name(unguarded(name)) for name in head], len(rows)
        columns = [[unguarded(row[place]) for row in rows] for place in range(len(head))]
    if count > MOST_ROWS:
        raise Unreadable(f"This table has more than {MOST_ROWS} rows: split it into parts.")
    return dict(zip(names, columns, strict=True)), count


def _name(head: str) -> str:
    """Blanks around the name of a column mean nothing, but may belong to that of a modifier."""
    return head if head.startswith(MODIFIER) else head.strip()


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)


def _alone(cells: Cells, name: str, count: int) -> str:
    values = set(cells.get(name, [""] * count))
    if len(values) > 1:
        raise Unreadable(f"This table holds more than one {name}: bring in the rows of each by themselves.")
    return values.pop() if values else ""


def _events(cells: Cells, count: int) -> tuple[CarriedEvent, ...]:
    starts, ends = _times(cells, count)
    nothing = [""] * count
    people, notes = cells.get("person", nothing), cells.get("note", nothing)
    modifiers = {name.removeprefix(MODIFIER): values for name, values in cells.items() if name.startswith(MODIFIER)}
    events = []
    for row, code in enumerate(cells["code"]):
        if not code:
            raise Unreadable(f"Row {row + 2} of this table has no code.")
        if starts[row] > ends[row]:
            raise Unreadable(f"Row {row + 2} of this table ends before it starts.")
        chosen = {name: parted(values[row]) for name, values in modifiers.items() if values[row]}
        events.append(CarriedEvent(code, people[row], starts[row], ends[row], chosen, notes[row]))
    return tuple(events)


def _times(cells: Cells, count: int) -> tuple[list[Micros], list[Micros]]:
    unit = next((unit for unit in UNITS if f"start_{unit}" in cells), "")
    if not unit:
        raise Unreadable("This table does not tell when things start: it needs a column start_us, start_ms or start_s.")
    starts = [_time(cell, row, UNITS[unit]) for row, cell in enumerate(cells[f"start_{unit}"], start=2)]
    ends = cells.get(f"end_{unit}", [""] * count)
    return starts, [
        _time(cell, row, UNITS[unit]) if cell else start
        for row, (cell, start) in enumerate(zip(ends, starts, strict=True), start=2)
    ]


def _time(cell: str, row: int, unit: int) -> Micros:
    try:
        at = int(cell) * unit if cell.isdecimal() and len(cell) < 20 else _parsed(cell, unit)
    except (ValueError, InvalidOperation) as error:
        raise Unreadable(f"Row {row} of this table tells a time that is no number: “{cell[:20]}”.") from error
    if not 0 <= at <= LONGEST:
        raise Unreadable(f"Row {row} of this table tells a time outside of any film: “{cell[:20]}”.")
    return Micros(at)


def _parsed(cell: str, unit: int) -> int:
    if not re.fullmatch(r"[-+]?[0-9]{1,18}(\.[0-9]{1,18})?", cell.strip()):
        raise ValueError(cell)
    return int((Decimal(cell.strip()) * unit).to_integral_value())


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
        Modifier(name, at("label", row), parted(sheet["values"][row]), at("many", row) == "true")
        for row, name in enumerate(sheet["modifier"])
    )


def _exclusive(sheet: Cells) -> frozenset[str]:
    at = _cell(sheet)
    return frozenset(at("level", row) for row in range(len(sheet["code"])) if at("exclusive", row) == "true")


def _cell(cells: Cells) -> Callable[[str, int], str]:
    """Looks a cell up by column and row; empty where there is no such column."""
    return lambda name, row: cells[name][row] if name in cells else ""


def _shape(text: str) -> Shape:
    try:
        return Shape(text)
    except ValueError as error:
        raise Unreadable(f"A shape is “point” or “state”, not “{text[:20]}”.") from error


def _is_stranger(name: str) -> bool:
    return name not in KNOWN and not name.startswith(MODIFIER)
