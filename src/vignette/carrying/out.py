"""A coding as a file of another tool, and what of it would not come along."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping

from vignette.carrying.taken import Format, Taken
from vignette.domain.score import Run
from vignette.domain.span import SECOND, Micros, Span
from vignette.domain.table import Table
from vignette.exchange.boris import lost_in_boris, write_boris
from vignette.exchange.captions import Said, write_webvtt
from vignette.exchange.carried import Carried
from vignette.exchange.csv_file import (
    WITH_COMMAS,
    WITH_SEMICOLONS,
    Signs,
    dictionary_csv,
    dictionary_json,
    write_csv,
)
from vignette.exchange.datavyu import lost_in_opf, write_opf
from vignette.exchange.eaf import lost_in_eaf, write_eaf
from vignette.exchange.tables import bouts_table, codebook_table, lost_in_bouts, modifiers_table
from vignette.exchange.textgrid import lost_in_textgrid, write_textgrid
from vignette.exchange.timeline import Mark, Piece, Source, Timeline

_WRITTEN_ON = (1980, 1, 1, 0, 0, 0)
"""The same coding makes the same bytes: the day in the packing says nothing."""
NO_FILM = Micros(SECOND)


def lost(its: Taken) -> Mapping[Format, tuple[str, ...]]:
    """What of this coding each format does not carry, a sentence each; an empty tuple where it carries all."""
    rated = ("Ratings are left out.",) if its.ratings is not None and len(its.ratings) else ()
    return {format_: (*how(its.carried), *rated[: format_ not in _WITH_RATINGS]) for format_, how in _LOST.items()}


def written(its: Taken, format_: Format) -> bytes:
    """The file. A table as Parquet and a timeline for cutting need large libraries: they are written aside."""
    return _WRITERS[format_](its)


def timeline_of(carried: Carried) -> Timeline:
    """The whole film of the coding, with a mark for each of its codes."""
    film = carried.films[0]
    labels = {each.code: each.label for each in carried.codes}
    marks = tuple(
        Mark(
            each.start,
            each.end,
            labels.get(each.code) or each.code,
            each.code,
            carried.codebook,
            each.person,
            each.note,
        )
        for each in carried.events
    )
    whole = Run(Span(Micros(0), film.length or NO_FILM))
    return Timeline(
        carried.title, (Piece(whole, Source(film.name, film.length), carried.title, marks),), carried.codebook
    )


def _packed(its: Taken, signs: Signs) -> bytes:
    tables = [bouts_table(its.carried), codebook_table(its.carried), modifiers_table(its.carried)]
    tables += [its.ratings] if its.ratings is not None else []
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in _members(tables, signs):
            member = zipfile.ZipInfo(name, _WRITTEN_ON)
            member.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(member, content)
    return into.getvalue()


def _members(tables: Iterable[Table], signs: Signs) -> Iterable[tuple[str, bytes]]:
    for table in tables:
        yield f"{table.name}.csv", write_csv(table, byte_order_mark=True, signs=signs)
        yield f"{table.name} dictionary.csv", dictionary_csv(table, signs=signs)
        yield f"{table.name} dictionary.json", dictionary_json(table, signs=signs)


def _subtitles(its: Taken) -> bytes:
    labels = {each.code: each.label for each in its.carried.codes}
    in_order = sorted(its.carried.events, key=lambda event: (event.start, event.end))
    return write_webvtt(
        Said(_seen(event.start, event.end), event.person, labels.get(event.code) or event.code) for event in in_order
    )


def _seen(start: Micros, end: Micros) -> Span:
    """What has no length is shown for a second."""
    return Span(start, end if end > start else Micros(start + SECOND))


def _lost_of_subtitles(_carried: Carried) -> tuple[str, ...]:
    return ("Only who, what and when: to be watched with the film, not to be brought back.",)


def _lost_of_timeline(carried: Carried) -> tuple[str, ...]:
    told = ["The codebook is named, but its codes are not explained."]
    if any(event.modifiers for event in carried.events):
        told.append("What was said more closely of a code is left out.")
    return tuple(told)


_WITH_RATINGS = frozenset({Format.TABLES, Format.TABLES_SEMICOLONS})
_LOST: Mapping[Format, Callable[[Carried], tuple[str, ...]]] = {
    Format.ELAN: lost_in_eaf,
    Format.BORIS: lost_in_boris,
    Format.DATAVYU: lost_in_opf,
    Format.PRAAT: lost_in_textgrid,
    Format.TABLES: lambda carried: lost_in_bouts(carried, with_codebook=True),
    Format.TABLES_SEMICOLONS: lambda carried: lost_in_bouts(carried, with_codebook=True),
    Format.PARQUET: lambda carried: lost_in_bouts(carried, with_codebook=False),
    Format.SUBTITLES: _lost_of_subtitles,
    Format.TIMELINE: _lost_of_timeline,
}
_WRITERS: Mapping[Format, Callable[[Taken], bytes]] = {
    Format.ELAN: lambda its: write_eaf(its.carried),
    Format.BORIS: lambda its: write_boris(its.carried),
    Format.DATAVYU: lambda its: write_opf(its.carried),
    Format.PRAAT: lambda its: write_textgrid(its.carried),
    Format.TABLES: lambda its: _packed(its, WITH_COMMAS),
    Format.TABLES_SEMICOLONS: lambda its: _packed(its, WITH_SEMICOLONS),
    Format.SUBTITLES: _subtitles,
}
