"""The figures of one coding: having them counted, seeing them, and taking a table out."""

from dataclasses import dataclass

from vignette.actions.act import act
from vignette.actions.coders import to_look_into
from vignette.actions.codings import CodingLine, line_of
from vignette.actions.counts import Count, count_of, have_counted
from vignette.counting.values import Figures, Sheet, untold
from vignette.domain.coding import CodingId
from vignette.domain.errors import NotAllowed
from vignette.domain.film import FilmId
from vignette.domain.leave import Actor, Verb
from vignette.storage import cycles, films


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """A coding and its figures, None until they were counted."""

    line: CodingLine
    film: FilmId
    cycle_number: int
    count: Count
    figures: Figures | None


def count(actor: Actor, coding_id: CodingId) -> None:
    """Have a coding counted."""
    with act(actor, Verb.COUNT_CODING, coding_id):
        to_look_into(coding_id, actor)
        have_counted(actor, coding_id)


def see_figures(actor: Actor, coding_id: CodingId) -> FiguresPage:
    with act(actor, Verb.SEE_CODING, coding_id):
        coding, counted = to_look_into(coding_id, actor), count_of(coding_id)
        return FiguresPage(
            line=line_of(coding, actor),
            film=coding.film,
            cycle_number=cycles.load(films.cycle_of(coding.film)).number,
            count=counted,
            figures=untold(counted.result, Figures) if counted.result else None,
        )


def take_table(actor: Actor, coding_id: CodingId, number: str) -> Sheet:
    """One of the tables to be taken out as CSV, by its number on the page from 0 on."""
    with act(actor, Verb.TAKE_CODING, coding_id):
        to_look_into(coding_id, actor)
        counted = count_of(coding_id)
        sheets = untold(counted.result, Figures).sheets if counted.result else ()
        if not number.isdecimal() or len(number) > 3 or int(number) >= len(sheets):
            raise NotAllowed("This table is not there any more: have the coding counted again.")
        return sheets[int(number)]
