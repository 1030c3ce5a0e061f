"""A coding as tables for statistics: one row a bout, one row a session, the codebook, the ratings; and bouts read in.

Times are there twice, as whole microseconds, which are the truth, and as whole milliseconds, rounded to the nearest.
Several values of one modifier, and several modifiers of one code, are parted by "|"; in them a "|" is written \\p,
and a backslash twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from vignette.domain.coding import Rating
from vignette.domain.person import PersonId
from vignette.domain.span import MILLISECOND, Micros
from vignette.domain.table import Cell, Column, Holds, Table, turned
from vignette.exchange.carried import Carried, CarriedEvent

MODIFIER = "modifier: "
"""How the name of a column begins that tells what was said by one modifier."""
_TEXT, _WHOLE = Holds.TEXT, Holds.WHOLE
_OF_SESSION = (
    Column("session", _TEXT, "The title of the coding"),
    Column("coder", _TEXT, "Who coded it"),
    Column("codebook", _TEXT, "The codebook and its version"),
    Column("film", _TEXT, "The file of the film whose clock times are told on"),
)
_OF_BOUT = (
    Column("person", _TEXT, "Who it was coded of; empty: of both or of nobody in particular"),
    Column("code", _TEXT, "The code, as the codebook writes it"),
    Column("label", _TEXT, "The code in words"),
    Column("level", _TEXT, "The level of the codebook that the code belongs to"),
    Column("shape", _TEXT, "point: it has no length; state: it begins and ends"),
    Column("start_ms", _WHOLE, "Where it starts in the film, rounded", "milliseconds"),
    Column(
        "end_ms", _WHOLE, "Up to where it reaches, not included, rounded; a point ends where it starts", "milliseconds"
    ),
    Column("duration_ms", _WHOLE, "end_ms less start_ms", "milliseconds"),
    Column("start_us", _WHOLE, "Where it starts in the film", "microseconds"),
    Column("end_us", _WHOLE, "Up to where it reaches, not included; a point ends where it starts", "microseconds"),
    Column("duration_us", _WHOLE, "end_us less start_us", "microseconds"),
)
_OF_CODE = (
    Column("code", _TEXT, "The code, as it is written in every table"),
    Column("label", _TEXT, "The code in words"),
    Column("hint", _TEXT, "When it is coded"),
    Column("shape", _TEXT, "point: it has no length; state: it begins and ends"),
    Column("level", _TEXT, "The level that the code belongs to"),
    Column("exclusive", Holds.TRUTH, "Whether codes of its level exclude each other"),
    Column("key", _TEXT, "The key that it is coded with"),
    Column("modifiers", _TEXT, "The modifiers that it takes, parted by |"),
)
_OF_MODIFIER = (
    Column("modifier", _TEXT, "The modifier, as it is written in every table"),
    Column("label", _TEXT, "The modifier in words"),
    Column("values", _TEXT, "What can be chosen, parted by |"),
    Column("many", Holds.TRUTH, "Whether several can be chosen at once"),
)
_OF_RATING = (
    *_OF_SESSION[:3],
    Column("person", _TEXT, "Who is rated; empty: both together"),
    Column("scale", _TEXT, "The scale, as the codebook writes it"),
    Column("value", _WHOLE, "The rating, from the lowest to the highest of its scale"),
    Column("note", _TEXT, "What the coder wrote beside it"),
)


def bouts_table(carried: Carried) -> Table:
    """One row for each bout, in the order of the film; a column for each modifier that the codebook has."""
    codes = {each.code: each for each in carried.codes}
    known = {each.code: each.label for each in carried.modifiers}
    used = dict.fromkeys(name for event in carried.events for name in event.modifiers)
    modifiers = list(dict.fromkeys([*known, *used]))
    film = carried.films[0].name if carried.films else ""
    head = (carried.title, carried.coder, carried.codebook, film)
    said: dict[str, tuple[str, str, str]] = {
        code: (each.label, each.level, each.shape.value) for code, each in codes.items()
    }
    in_order = sorted(carried.events, key=lambda event: (event.start, event.end, event.person, event.code))
    rows: list[tuple[Cell, ...]] = [
        (
            *head,
            event.person,
            event.code,
            *said.get(event.code, ("", "", "")),
            *_times(event),
            *(joined(event.modifiers.get(name, ())) for name in modifiers),
            event.note,
        )
        for event in in_order
    ]
    columns = (
        *_OF_SESSION,
        *_OF_BOUT,
        *(Column(f"{MODIFIER}{name}", _TEXT, known.get(name) or f"What was chosen of {name}") for name in modifiers),
        Column("note", _TEXT, "What the coder wrote beside it"),
    )
    return Table("bouts", "One row for each bout", columns, turned(rows, len(columns)))


def lost_in_bouts(carried: Carried, *, with_codebook: bool) -> tuple[str, ...]:
    """What `bouts_table`, alone or with the sheets of the codebook beside it, does not carry, a sentence each."""
    used, seen = {event.code for event in carried.events}, {event.person for event in carried.events}
    told = []
    if not carried.events:
        told.append("Without a single bout the table does not tell whose coding of what it is.")
    if len(carried.films) > 1 or any(film.offset or film.length or film.frames_per_second for film in carried.films):
        told.append("Of the films only the name of the first is kept, not how long they are and how they lie.")
    if idle := [person for person in carried.people if person not in seen]:
        told.append(f"People of whom nothing was coded are left out: {', '.join(idle)}.")
    if not with_codebook:
        if idle := [each.code for each in carried.codes if each.code not in used]:
            told.append(f"Codes that do not occur are left out: {', '.join(idle)}.")
        if any(each.hint or each.key or each.modifiers for each in carried.codes) or carried.exclusive:
            told.append("Hints, keys and what codes exclude each other are in the codebook's own sheet only.")
    return tuple(told)


def summary_table(sessions: Sequence[Carried]) -> Table:
    """One row for each session, with two columns for each person and code that occurs in any of them."""
    tallies = [_tally(carried) for carried in sessions]
    pairs = sorted({pair for tally in tallies for pair in tally})
    columns = list(_OF_SESSION)
    for person, code in pairs:
        whose = f"{person}: {code}" if person else code
        columns.append(Column(f"{whose}, count", _WHOLE, f"How many bouts of {whose}"))
        columns.append(Column(f"{whose}, total_us", _WHOLE, f"Sum of the lengths of {whose}", "microseconds"))
    rows: list[list[Cell]] = []
    for carried, tally in zip(sessions, tallies, strict=True):
        film = carried.films[0].name if carried.films else ""
        row: list[Cell] = [carried.title, carried.coder, carried.codebook, film]
        for pair in pairs:
            row += tally.get(pair, (0, 0))
        rows.append(row)
    return Table("sessions", "One row for each session", tuple(columns), turned(rows, len(columns)))


def codebook_table(carried: Carried) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            each.code,
            each.label,
            each.hint,
            each.shape.value,
            each.level,
            each.level in carried.exclusive,
            each.key,
            joined(each.modifiers),
        )
        for each in carried.codes
    ]
    return Table("codebook", "One row for each code", _OF_CODE, turned(rows, len(_OF_CODE)))


def modifiers_table(carried: Carried) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (each.code, each.label, joined(each.values), each.takes_many) for each in carried.modifiers
    ]
    return Table("modifiers", "One row for each modifier", _OF_MODIFIER, turned(rows, len(_OF_MODIFIER)))


def ratings_table(
    ratings: Iterable[Rating], names: Mapping[PersonId | None, str], *, session: str, coder: str, codebook: str
) -> Table:
    """One row for each rating; raises KeyError where `names` lacks somebody."""
    rows: list[tuple[Cell, ...]] = [
        (session, coder, codebook, names[each.person], each.scale, each.value, each.note) for each in ratings
    ]
    return Table("ratings", "One row for each rating", _OF_RATING, turned(rows, len(_OF_RATING)))


def joined(values: Iterable[str]) -> str:
    return "|".join(value.replace("\\", r"\\").replace("|", r"\p") for value in values)


def parted(text: str) -> tuple[str, ...]:
    """What `joined` joined; nothing of an empty text."""
    if not text:
        return ()
    return tuple(re.sub(r"\\([\\p])", lambda found: "|" if found[1] == "p" else "\\", part) for part in text.split("|"))


def _times(event: CarriedEvent) -> tuple[int, ...]:
    start, end = _milliseconds(event.start), _milliseconds(event.end)
    return (start, end, end - start, event.start, event.end, event.end - event.start)


def _milliseconds(at: Micros) -> int:
    return (at + MILLISECOND // 2) // MILLISECOND


def _tally(carried: Carried) -> dict[tuple[str, str], tuple[int, int]]:
    tally: dict[tuple[str, str], tuple[int, int]] = {}
    for event in carried.events:
        count, total = tally.get((event.person, event.code), (0, 0))
        tally[event.person, event.code] = count + 1, total + event.end - event.start
    return tally
