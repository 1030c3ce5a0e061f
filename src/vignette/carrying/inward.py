"""A file of another tool, read as what it carries; to be called where whatever reads it can do no harm."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from vignette.carrying.found import SAID, Found, told
from vignette.domain.codebook import Shape
from vignette.domain.work import Progress, unheard
from vignette.domain.writing import is_written, turns_round
from vignette.exchange.boris import read_boris
from vignette.exchange.captions_read import read_captions
from vignette.exchange.carried import Carried, CarriedCode, CarriedEvent, Unreadable
from vignette.exchange.datavyu import read_opf
from vignette.exchange.eaf import read_eaf
from vignette.exchange.packed import unpacking
from vignette.exchange.tables_in import read_table
from vignette.exchange.textgrid import read_textgrid
from vignette.exchange.timeline_in import read_timeline

MOST_EVENTS = 50_000
MOST_NAMES = 100
"""People in one coding: each is asked about in a row of its own."""
MOST_CODES = 1_000
LONGEST_NAME = 1_000
"""Letters of whoever or whatever is chosen by name on the page."""
MOST_LOSSES, LONGEST_LOSS = 60, 300
"""Sentences that anybody reads, and letters of each."""
MOST_CODINGS = 500
"""In one file: each is one to choose from."""
MOST_UNPACKED = 64 * 1024 * 1024
"""Bytes of all tables together."""
WORKBOOKS = (".xlsx", ".xls", ".ods", ".numbers")
_BESIDE_BOUTS = ("codebook.csv", "modifiers.csv")


def read(name: str, content: bytes, *, progress: Progress = unheard) -> Found:
    """What the file called `name` carries; its ending says how it is read."""
    ending = next((each for each in READERS if name.lower().endswith(each)), "")
    if name.lower().endswith(WORKBOOKS):
        return Found("A workbook is not read here: save its sheet as CSV, and choose that file.", b"")
    if not ending:
        return Found(f"This is none of the files that can be read here: {', '.join(READERS)}.", b"")
    progress(0.0)
    try:
        its = READERS[ending](content)
        _refuse_much(its)
    except Unreadable as reason:
        return Found(str(reason), b"")
    return Found("", told(tuple(_cleaned(_readable(each)) for each in its)))


def _refuse_much(its: tuple[Carried, ...]) -> None:
    if len(its) > MOST_CODINGS:
        raise Unreadable(f"This file holds more than {MOST_CODINGS} codings: split it into parts.")
    if sum(len(each.events) for each in its) > MOST_EVENTS:
        raise Unreadable(f"This file holds more than {MOST_EVENTS} codes: split it into parts.")
    if not any(each.events for each in its):
        raise Unreadable("There is nothing coded in this file.")
    if any(len(each.people) > MOST_NAMES or len(each.codes) > MOST_CODES for each in its):
        raise Unreadable("This file names more people or codes than a coding of one film can have.")
    if any(len(name) > LONGEST_NAME for each in its for name in _names(each)):
        raise Unreadable(f"This file has a name of more than {LONGEST_NAME} letters: give it a shorter one first.")


def _names(its: Carried) -> Iterator[str]:
    yield from (its.title, its.coder, its.codebook, *its.people)
    yield from (code.code for code in its.codes)
    yield from (name for modifier in its.modifiers for name in (modifier.code, *modifier.values))
    yield from (name for event in its.events for name in (event.code, event.person))


def _readable(its: Carried) -> Carried:
    """The same with no more said of what is lost than somebody reads."""
    told = tuple(each if len(each) <= LONGEST_LOSS else f"{each[:LONGEST_LOSS]}…" for each in its.losses[:MOST_LOSSES])
    more = len(its.losses) - len(told)
    return replace(its, losses=(*told, f"{more} more things have no place here.") if more else told)


def _subtitles(content: bytes) -> tuple[Carried, ...]:
    """Lines of subtitles as a coding: who spoke when, with the words as a note."""
    its = read_captions(content)
    events = tuple(
        CarriedEvent(SAID, line.speaker, line.span.start, line.span.end, {}, line.words) for line in its.lines
    )
    codes = (CarriedCode(SAID, Shape.STATE, "Says something"),)
    return (Carried("", "", "", (), its.speakers, codes, events, losses=its.losses),)


def _tables(content: bytes) -> tuple[Carried, ...]:
    """Our own tables as they were taken out: the bouts, and beside them the codebook and its modifiers."""
    with unpacking(content, what="This file", most=MOST_UNPACKED) as packed:
        bouts = packed.content("bouts.csv")
        codebook, modifiers = (packed.content(name) if packed.count(name) else b"" for name in _BESIDE_BOUTS)
        rated = ("Ratings are left out.",) if packed.count("ratings.csv") else ()
    its = read_table(bouts, codebook=codebook, modifiers=modifiers)
    return (replace(its, losses=(*its.losses, *rated)),)


def _table(content: bytes) -> tuple[Carried, ...]:
    return (read_table(content),)


def _cleaned(value: Any) -> Any:
    """The same without what no keyboard writes and what turns round the words after it, however deep it lies."""
    if isinstance(value, Shape):
        return value
    if isinstance(value, str):
        return value if value.isascii() and value.isprintable() else "".join(filter(_is_kept, value))
    if isinstance(value, Mapping):
        return {_cleaned(key): _cleaned(each) for key, each in value.items()}
    if isinstance(value, tuple | frozenset):
        return type(value)(_cleaned(each) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: _cleaned(getattr(value, each.name)) for each in fields(value)})
    return value


def _is_kept(letter: str) -> bool:
    return is_written(letter) and not turns_round(letter)


READERS: Mapping[str, Callable[[bytes], tuple[Carried, ...]]] = {
    ".eaf": lambda content: (read_eaf(content),),
    ".boris": read_boris,
    ".boris.gz": read_boris,
    ".opf": lambda content: (read_opf(content),),
    ".textgrid": lambda content: (read_textgrid(content),),
    ".vtt": _subtitles,
    ".srt": _subtitles,
    ".csv": _table,
    ".tsv": _table,
    ".txt": _table,
    ".parquet": _table,
    ".zip": _tables,
    ".otio": read_timeline,
}
