"""A table whose columns say what they hold: kind, unit and meaning stand beside the values, wherever the table goes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

Cell = str | int | float | bool | None


class Holds(StrEnum):
    """What a column is made of, in the words of the Table Schema."""

    TEXT = "string"
    WHOLE = "integer"
    NUMBER = "number"
    TRUTH = "boolean"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `unit` is empty where a value has none."""

    name: str
    holds: Holds
    description: str
    unit: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class Table:
    """`values` holds one sequence for each of `columns`, all of one length.

    None is a value that is not there, or not defined; text is never None but empty, and no number is infinite or NaN.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    values: tuple[Sequence[Cell], ...]

    def __post_init__(self) -> None:
        if len(self.columns) != len(self.values) or len({len(values) for values in self.values}) > 1:
            raise ValueError(f"table {self.name}: every column has its values, as many as the others")
        if len({column.name for column in self.columns}) != len(self.columns):
            raise ValueError(f"table {self.name}: two columns share a name")
        for column, values in zip(self.columns, self.values, strict=True):
            _refuse_strangers(self.name, column, values)

    def __len__(self) -> int:
        return len(self.values[0]) if self.values else 0

    def __getitem__(self, name: str) -> Sequence[Cell]:
        """The values of the column called `name`; raises KeyError where there is none."""
        for column, values in zip(self.columns, self.values, strict=True):
            if column.name == name:
                return values
        raise KeyError(name)

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        return zip(*self.values, strict=True)


_MADE_OF: dict[Holds, set[type]] = {
    Holds.TEXT: {str},
    Holds.WHOLE: {int, type(None)},
    Holds.NUMBER: {int, float, type(None)},
    Holds.TRUTH: {bool, type(None)},
}


def _refuse_strangers(table: str, column: Column, values: Sequence[Cell]) -> None:
    if strangers := set(map(type, values)) - _MADE_OF[column.holds]:
        raise ValueError(f"table {table}, column {column.name}: no place for {sorted(map(str, strangers))}")
    if column.holds is Holds.NUMBER and not all(math.isfinite(float(value)) for value in values if value):
        raise ValueError(f"table {table}, column {column.name}: what is not defined is None")


def turned(rows: Sequence[Sequence[Cell]], width: int) -> tuple[Sequence[Cell], ...]:
    """`rows`, each `width` cells, turned into columns; as many empty ones where there are no rows."""
    return tuple(zip(*rows, strict=True)) if rows else ((),) * width
