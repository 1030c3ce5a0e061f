"""Taking a coding out as a file of another tool; what would not come along is said before."""

from collections.abc import Mapping
from dataclasses import dataclass

from vignette.actions.act import act
from vignette.actions.codebooks import book
from vignette.actions.coders import to_look_into
from vignette.actions.codings import CodingLine, line_of
from vignette.actions.moments import footage_of
from vignette.actions.names import Names, file_of, names_of
from vignette.carrying.out import lost, timeline_of, written
from vignette.carrying.taken import Format, Taken
from vignette.cell.aside import aside
from vignette.domain.codebook import Codebook
from vignette.domain.coding import Coding, CodingId, Event
from vignette.domain.errors import NotAllowed
from vignette.domain.film import FilmId
from vignette.domain.leave import Actor, Verb
from vignette.exchange.carried import Carried, CarriedCode, CarriedEvent, CarriedFilm
from vignette.exchange.errands import WRITE_PARQUET, WRITE_TIMELINE
from vignette.exchange.tables import bouts_table, ratings_table
from vignette.storage import accounts, codings, cycles, films

__all__ = ["Format", "TakingPage", "see_ways_out", "take_out"]

LONGEST_WRITING = 60.0
"""Seconds after which writing one file is given up."""


@dataclass(frozen=True, slots=True)
class TakingPage:
    """A coding and, for each format, what of it would be lost."""

    line: CodingLine
    film: FilmId
    cycle_number: int
    losses: Mapping[Format, tuple[str, ...]]


def see_ways_out(actor: Actor, coding_id: CodingId) -> TakingPage:
    with act(actor, Verb.SEE_CODING, coding_id):
        coding = to_look_into(coding_id, actor)
        number = cycles.load(films.cycle_of(coding.film)).number
        return TakingPage(line_of(coding, actor), coding.film, number, lost(_taken(coding, is_named=True)))


def take_out(actor: Actor, coding_id: CodingId, format_name: str, *, is_named: bool) -> bytes:
    """The coding as a file. People are called by their first names, or, unless `is_named`, Person 1, 2 and so on."""
    with act(actor, Verb.TAKE_CODING, coding_id):
        if format_name not in set(Format):
            raise NotAllowed("Choose as what you want to take it out.")
        its = _taken(to_look_into(coding_id, actor), is_named=is_named)
    chosen = Format(format_name)
    if chosen is Format.PARQUET:
        return aside(WRITE_PARQUET, bouts_table(its.carried), seconds=LONGEST_WRITING)
    if chosen is Format.TIMELINE:
        return aside(WRITE_TIMELINE, timeline_of(its.carried), seconds=LONGEST_WRITING)
    return written(its, chosen)


def _taken(coding: Coding, *, is_named: bool) -> Taken:
    film, its = films.load(coding.film), book(coding.codebook)
    names = names_of(film.in_frame, is_named=is_named)
    number = cycles.load(films.cycle_of(film.id)).number
    coder = accounts.load(coding.coder).name if is_named else "Coder"
    title = (coding.title if is_named else "") or its.title
    carried = Carried(
        title=title,
        coder=coder,
        codebook=its.reference,
        films=(CarriedFilm(file_of(number), length=footage_of(film).length),),
        people=tuple(name for person, name in names.items() if person is not None),
        codes=codes_of(its),
        events=tuple(_carried(each, names) for each in codings.events(coding.id)),
        modifiers=its.modifiers,
        exclusive=its.exclusive,
    )
    rated = codings.ratings(coding.id)
    return Taken(
        carried, ratings_table(rated, names, session=title, coder=coder, codebook=its.reference) if rated else None
    )


def codes_of(its: Codebook) -> tuple[CarriedCode, ...]:
    return tuple(
        CarriedCode(each.code, each.shape, each.label, each.hint, each.key, each.level, each.modifiers)
        for each in its.principles
    )


def _carried(event: Event, names: Names) -> CarriedEvent:
    return CarriedEvent(event.code, names.get(event.person, ""), event.start, event.end, event.modifiers, event.note)
