"""The “db” of an .opf: columns, what they hold, and their cells, with Datavyu's own escapes taken off."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from vignette.domain.span import MILLISECOND, Micros
from vignette.exchange.carried import Unreadable
from vignette.exchange.strict import LONGEST, short, words

_KIND = re.compile(r"(?P<kind>[A-Za-z_]+)(?:,(?:true|false)(?:,(?P<comment>[^)]*))?)?\)(?:-(?P<args>.*))?", re.DOTALL)
"""What follows the name of a column and an opening bracket."""
_CELL = re.compile(r"(\d{2,3}):(\d\d):(\d\d):(\d{3}),(\d{2,3}):(\d\d):(\d\d):(\d{3}),(.*)", re.ASCII | re.DOTALL)
_VERSION = re.compile(r"#\d")
_PREDICATE = re.compile(r"\d+:[^,]*\|")
_FREE_TEXT = ("TEXT", "QUOTE_STRING", "PREDICATE")


@dataclass(frozen=True, slots=True)
class Cell:
    onset: Micros
    offset: Micros
    values: tuple[str, ...]


@dataclass(slots=True)
class Column:
    """`codes` are the codes of its cells with their kinds: one without a name where the column is none of a matrix."""

    name: str
    codes: tuple[tuple[str, bool], ...]
    comment: str
    is_matrix: bool
    cells: list[Cell] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sheet:
    columns: tuple[Column, ...]
    predicates: int


def sheet_of(text: str) -> Sheet:
    columns: list[Column] = []
    predicates = 0
    for place, line in enumerate(_lines(text)):
        if not line or (place == 0 and _VERSION.fullmatch(line)):
            continue
        if cell := _CELL.fullmatch(line):
            if not columns:
                raise Unreadable("This Datavyu file is damaged: a cell stands before any column.")
            columns[-1].cells.append(_cell(cell, columns[-1]))
        elif _PREDICATE.match(line):
            predicates += 1
        else:
            columns.append(_column(line))
    for name, times in Counter(column.name for column in columns).items():
        if times > 1:
            raise Unreadable(f"This Datavyu file has two columns “{short(name)}”, and nobody can tell which is meant.")
    return Sheet(tuple(columns), predicates)


def _lines(text: str) -> Iterator[str]:
    """Lines with those joined again that a backslash continues."""
    pending = ""
    for line in re.split(r"\r\n|\n|\r", text):
        pending += line
        if _ends_open(line):
            pending += "\n"
        else:
            yield pending
            pending = ""
    if pending:
        yield pending


def _ends_open(line: str) -> bool:
    return (len(line) - len(line.rstrip("\\"))) % 2 == 1


def _column(line: str) -> Column:
    title, *rest = _split(line, "(")
    head = _KIND.fullmatch("(".join(rest))
    name = words(_plain(title.strip()), "the name of a column")
    if head is None or not name:
        raise Unreadable(f"This Datavyu file is damaged: “{short(line)}” is neither a column nor a cell.")
    kind, args = head["kind"].upper(), head["args"]
    is_matrix = kind == "MATRIX"
    codes = tuple(_code(each) for each in _split(args or "", ",")) if args else ()
    comment = words(_plain(head["comment"] or ""), "the comment of a column")
    return Column(name, codes if is_matrix else (("", kind in _FREE_TEXT),), comment, is_matrix)


def _code(text: str) -> tuple[str, bool]:
    name, *kind = _split(text, "|")
    return words(_plain(name), "the name of a code").strip("<>"), kind[:1] in ([each] for each in _FREE_TEXT)


def _cell(found: re.Match[str], column: Column) -> Cell:
    times = [int(each) for each in found.groups()[:8]]
    onset, offset = _at(*times[:4]), _at(*times[4:])
    return Cell(onset, offset, _values(found[9], column))


def _at(hours: int, minutes: int, seconds: int, milliseconds: int) -> Micros:
    if minutes > 59 or seconds > 59:
        raise Unreadable("This Datavyu file is damaged: a time has more than 59 minutes or seconds.")
    at = Micros((((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds) * MILLISECOND)
    if at > LONGEST:
        raise Unreadable("This Datavyu file is damaged: a time lies beyond any film.")
    return at


def _values(text: str, column: Column) -> tuple[str, ...]:
    if not column.is_matrix:
        return (words(_plain(text), "a cell"),)
    if not (text.startswith("(") and text.endswith(")")):
        raise Unreadable(f"This Datavyu file is damaged: a cell of “{short(column.name)}” has no brackets.")
    values = _split(text[1:-1], ",")
    if len(values) != max(len(column.codes), 1):
        raise Unreadable(
            f"This Datavyu file is damaged: a cell of “{short(column.name)}” has more or fewer codes than it."
        )
    names = (name for name, _ in column.codes)
    return tuple(
        "" if raw == f"<{name}>" else words(_plain(raw), "a cell") for raw, name in zip(values, names, strict=False)
    )


def _split(text: str, sign: str) -> list[str]:
    """`text` between the signs that no backslash escapes."""
    parts, start, place = [], 0, 0
    while place < len(text):
        if text[place] == "\\":
            place += 1
        elif text[place] == sign:
            parts.append(text[start:place])
            start = place + 1
        place += 1
    return [*parts, text[start:]]


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)
