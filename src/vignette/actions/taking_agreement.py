"""How coders agree over time, taken out as a table: every comparison of every code in a line of its own."""

from collections.abc import Iterable, Mapping

from vignette.actions.act import act
from vignette.actions.courses import Course
from vignette.actions.films import asker
from vignette.actions.reading_courses import courses_of
from vignette.domain.errors import NotAllowed
from vignette.domain.identity import AccountId
from vignette.domain.leave import Actor, Verb
from vignette.domain.span import SECOND
from vignette.domain.table import Cell, Column, Holds, Table, turned
from vignette.exchange.csv_file import write_csv
from vignette.storage import accounts

NAME = "agreement_over_time"
FIGURES = {"kappa": "Cohen's kappa, by time", "ac1": "Gwet's AC1, by time", "f1": "F1, by events"}
EDGES = {"": "", "_low": ", lower end of its interval", "_high": ", upper end of its interval"}
COLUMNS = (
    Column("coder", Holds.TEXT, "One coder"),
    Column("other_coder", Holds.TEXT, "The other coder"),
    Column("codebook", Holds.TEXT, "The codebook and its version"),
    Column("step", Holds.NUMBER, "How often the film is asked about", "seconds"),
    Column("tolerance", Holds.NUMBER, "How far apart the edges of one event may be", "seconds"),
    Column("overlap", Holds.NUMBER, "How much of the longer of two states they have to share", "0 to 1"),
    Column("of", Holds.TEXT, "Of whom in the film, by their part in the work"),
    Column("code", Holds.TEXT, "The code, as the codebook writes it"),
    Column("day", Holds.TEXT, "When the second coding was handed in, or begun where it was not"),
    *(
        Column(f"{name}{edge}", Holds.NUMBER, f"{title}{about}", "up to 1")
        for name, title in FIGURES.items()
        for edge, about in EDGES.items()
    ),
    Column("changed_since", Holds.TRUTH, "Whether something was changed since they were compared"),
    Column("not_defined", Holds.TEXT, "Why a number of this row is not there"),
)


def take_agreement(actor: Actor, codebook: str) -> bytes:
    """Every point as CSV; of the people in the films it tells their part in the work."""
    with act(actor, Verb.TAKE_AGREEMENT, asker(actor)):
        found = courses_of(actor, codebook)
        if not found.compared:
            raise NotAllowed("There is nothing to take out yet.")
        coders = accounts.names_of(found.coders)
        rows = [row for course in found.courses for row in _rows(course, coders)]
        table = Table(NAME, "How far two coders agree, comparison by comparison", COLUMNS, turned(rows, len(COLUMNS)))
        return write_csv(table)


def _rows(course: Course, coders: Mapping[AccountId, str]) -> Iterable[tuple[Cell, ...]]:
    how, names = course.pair.how, [coders[each] for each in course.pair.coders]
    declared = (course.pair.codebook, how.step / SECOND, how.tolerance / SECOND, how.overlap)
    for point in course.points:
        numbers = [cell for each in point.figures for cell in (each.value, *(each.interval or (None, None)))]
        reasons = " ".join(dict.fromkeys(each.reason for each in point.figures if each.reason))
        day = point.compared.at.date().isoformat()
        yield (*names, *declared, course.role.title, course.code, day, *numbers, point.compared.is_stale, reasons)
