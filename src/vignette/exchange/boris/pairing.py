"""Rows of a BORIS observation made into whole events: the beginning and the end of a state find each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from vignette.domain.span import Micros
from vignette.exchange.carried import Unreadable


@dataclass(frozen=True, slots=True)
class Row:
    """One row as BORIS keeps it; `modifiers` is still the one text of all sets."""

    at: Micros
    person: str
    code: str
    modifiers: str
    note: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A row with its end; a point is its own."""

    begins: Row
    ends: Row

    @property
    def note(self) -> str:
        notes = [self.begins.note] if self.begins is self.ends else [self.begins.note, self.ends.note]
        return "\n".join(note for note in notes if note)


def paired(rows: Iterable[Row], states: Collection[str]) -> tuple[list[Pair], list[Row]]:
    """The events in order of time, and the rows of states that begin and never end.

    Rows of one state alternate by person, code and modifiers, in order of time and, at one time, in order of the file:
    so BORIS itself takes them.
    """
    pairs: list[Pair] = []
    open_rows: dict[tuple[str, str, str], Row] = {}
    for row in sorted(rows, key=lambda row: row.at):
        if row.code not in states:
            pairs.append(Pair(row, row))
        elif begun := open_rows.pop((row.person, row.code, row.modifiers), None):
            pairs.append(Pair(begun, row))
        else:
            open_rows[row.person, row.code, row.modifiers] = row
    return sorted(pairs, key=lambda pair: (pair.begins.at, pair.ends.at)), list(open_rows.values())


def refuse_before_film(rows: Iterable[Row]) -> None:
    for row in rows:
        if row.at < 0:
            raise Unreadable(
                f"An event lies {-row.at / 1e6:.3f} seconds before the film begins: correct its time in BORIS first."
            )
