"""A coding written in the formats that take a large library."""

from vignette.carrying.taken import Format, Taken
from vignette.domain.score import Run
from vignette.domain.span import SECOND, Micros, Span
from vignette.domain.work import Progress, unheard
from vignette.exchange.carried import Carried
from vignette.exchange.otio_write import write_otio
from vignette.exchange.parquet import write_parquet
from vignette.exchange.tables import bouts_table
from vignette.exchange.timeline import Mark, Piece, Source, Timeline

NO_FILM = Micros(SECOND)


def written_with_library(its: Taken, name: str, *, progress: Progress = unheard) -> bytes:
    """What `written` leaves to a process of its own; `name` is that of the format."""
    progress(0.0)
    if name == Format.PARQUET:
        return write_parquet(bouts_table(its.carried))
    return write_otio(_timeline(its.carried))


def written_timeline(timeline: Timeline, *, progress: Progress = unheard) -> bytes:
    """As OpenTimelineIO."""
    progress(0.0)
    return write_otio(timeline)


def _timeline(carried: Carried) -> Timeline:
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
