"""Two codings compared, and all codings of a film that go together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vignette.counting.values import MOST_PLACES, Comparison, Rated, told
from vignette.domain.codebook import Codebook
from vignette.domain.coding import Rating, Record
from vignette.domain.mindedness import CODEBOOK
from vignette.domain.span import SECOND, Micros
from vignette.domain.work import Progress, unheard
from vignette.evidence.agreement.boris import (
    needleman_wunsch,
    time_unit_kappa,
    unweighted_kappa,
    weighted_kappa,
)
from vignette.evidence.agreement.figure import Figure, Found, How, Report
from vignette.evidence.agreement.grid import looked_at
from vignette.evidence.agreement.lines import compare_lines
from vignette.evidence.agreement.meetings import in_time, places_of
from vignette.evidence.agreement.report import compare
from vignette.evidence.agreement.several import compare_all

STEP = Micros(SECOND)


def compared(
    one: Record,
    other: Record,
    rated: Sequence[Sequence[Rating]],
    book: Codebook,
    how: How,
    *,
    progress: Progress = unheard,
) -> str:
    """The `Comparison` of two codings in the words of `book`, as JSON; `rated` are the ratings of the two."""
    report = _bounded(compare(one, other, book, how))
    progress(0.5)
    places = places_of(one, other, book, how)
    comparison = Comparison(
        report=report,
        differing=tuple(each for each in places if each.found is not Found.AGREED),
        agreed=tuple(each for each in places if each.found is Found.AGREED),
        ratings=_ratings(rated, book),
        as_boris=_as_boris(one, other),
        stretches=looked_at((one.stretches, other.stretches), by=2),
        lines=compare_lines(one, other) if book.name == CODEBOOK else (),
    )
    progress(1.0)
    return told(comparison)


def compared_together(records: Sequence[Record], book: Codebook, how: How, *, progress: Progress = unheard) -> str:
    """The `Report` of three codings or more in the words of `book`, as JSON."""
    result = told(_bounded(compare_all(records, book, how)))
    progress(1.0)
    return result


def _bounded(report: Report) -> Report:
    """With the first places that are worth a look: those at which coders differ, then those at which they agree."""
    tallies = []
    for tally in report.tallies:
        apart = [each for each in tally.places if each.found is not Found.AGREED]
        alike = [each for each in tally.places if each.found is Found.AGREED]
        kept = sorted((*apart, *alike[: max(0, MOST_PLACES - len(apart))])[:MOST_PLACES], key=in_time)
        tallies.append(replace(tally, places=tuple(kept)))
    return replace(report, tallies=tuple(tallies))


def _ratings(rated: Sequence[Sequence[Rating]], book: Codebook) -> tuple[Rated, ...]:
    """Scale by scale in the order of the codebook: one film has too few people for any figure over them."""
    one, other = ({(each.scale, each.person): each.value for each in side} for side in rated)
    order = {each.code: number for number, each in enumerate(book.scales)}
    keys = sorted({*one, *other}, key=lambda key: (order.get(key[0], len(order)), key[0], str(key[1] or "")))
    return tuple(Rated(*key, one.get(key), other.get(key)) for key in keys)


def _as_boris(one: Record, other: Record) -> tuple[Figure, ...]:
    people = sorted({each.person for each in (*one.events, *other.events)}, key=str)
    return (
        time_unit_kappa(one.events, other.events, people, STEP),
        needleman_wunsch(one.events, other.events, people, STEP),
        unweighted_kappa(one.events, other.events),
        weighted_kappa(one.events, other.events),
    )
