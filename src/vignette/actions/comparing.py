"""Two codings of one film beside each other: having them compared, and seeing what came of it."""

from dataclasses import dataclass

from vignette.actions.act import act
from vignette.actions.codebooks import book
from vignette.actions.coders import is_blind_to, is_guider, looking_at
from vignette.actions.codings import CodingLine, line_of
from vignette.actions.compared_lines import LinesBeside, lines_beside
from vignette.actions.compared_rows import Differing, PersonsRows, RatedRow, by_person, differing, rated
from vignette.actions.counts import Count, Stage, count_of, have_counted
from vignette.actions.ruling import not_in
from vignette.actions.together import Together, have_taken_together, seen_together
from vignette.counting.values import Comparison, chosen, told, untold
from vignette.domain.codebook import Codebook
from vignette.domain.coding import Coding, CodingId, Kind
from vignette.domain.errors import NotAllowed, NotYours
from vignette.domain.film import FilmId, VersionId
from vignette.domain.leave import Actor, Verb
from vignette.domain.span import SECOND, micros
from vignette.evidence.agreement.figure import Figure, How
from vignette.evidence.agreement.figure import Table as Counts
from vignette.storage import assets, codings, cycles, films, rulings

OTHER_WORDS = "These two are in the words of different codebooks: bring one into the words of the other first."
ONE_FILM = "These two are not codings of the same film."
NOT_TWO = "Choose another coding to lay beside this one."

SECONDS = ("0.25", "0.5", "1", "2")
"""How often the film is asked about, and how far apart edges may be, as a page offers it."""
PARTS = ("0", "0.5", "0.8")
"""How much of the longer of two states they have to share, as a page offers it."""
NO_SUCH_WAY = "Choose how it is compared from what is offered here."


@dataclass(frozen=True, slots=True)
class Asked:
    """How two codings are to be compared, as a form says it: one of SECONDS twice, and one of PARTS."""

    step: str
    tolerance: str
    overlap: str


@dataclass(frozen=True, slots=True)
class ComparingPage:
    """Two codings and what their comparison came to: `comparison` is None while there is none that can be shown.

    `blocked` says in one sentence why they cannot be compared. `is_guider` says whether what differs can be decided.
    `asked` is how they are compared from the next time on, `so` how what is shown was compared. `agreed_since` counts
    what both say by now and the agreed coding does not hold yet.
    While they are compared anew, what is shown is from before.
    """

    one: CodingLine
    other: CodingLine
    film: FilmId
    cycle_number: int
    version: VersionId | None
    is_guider: bool
    blocked: str
    count: Count
    asked: Asked
    so: Asked | None
    book: Codebook
    comparison: Comparison | None
    people: tuple[PersonsRows, ...]
    lines: LinesBeside | None
    together: Together
    differing: tuple[Differing, ...]
    ratings: tuple[RatedRow, ...]
    agreed_since: int

    @property
    def ruled(self) -> int:
        return sum(each.ruling is not None for each in self.differing)


def compare(actor: Actor, coding_id: CodingId, other_id: CodingId, asked: Asked | None = None) -> None:
    """Have two codings compared, in another way than before where one is `asked` for."""
    how = told(_way(asked)) if asked else None
    with act(actor, comparing_at(coding_id, actor), coding_id):
        one, other = codings.load(coding_id), codings.load(other_id)
        _must_see(one, other, actor)
        if blocked := _blocked(one, other):
            raise NotAllowed(blocked)
        have_counted(actor, coding_id, other_id, how=how)
        have_taken_together(actor, coding_id, other_id)


def see_comparison(actor: Actor, coding_id: CodingId, other_id: CodingId) -> ComparingPage:
    with act(actor, looking_at(coding_id, actor), coding_id):
        one, other = codings.load(coding_id), codings.load(other_id)
        _must_see(one, other, actor)
        film, words = films.load(one.film), book(one.codebook)
        blocked, count = _blocked(one, other), count_of(coding_id, other_id)
        stands = count.result or count.before
        found = untold(stands, Comparison) if stands and not blocked else None
        is_theirs = is_guider(one, actor)
        ruled = rulings.of(count.agreed) if count.agreed else ()
        return ComparingPage(
            one=line_of(one, actor),
            other=line_of(other, actor),
            film=one.film,
            cycle_number=cycles.load(films.cycle_of(one.film)).number,
            version=assets.version(one.film),
            is_guider=is_theirs,
            blocked=blocked,
            count=count,
            asked=asked_of(chosen(count.how, How)),
            so=asked_of(found.report.how) if found else None,
            book=words,
            comparison=found,
            people=by_person(found.report.tallies, film.in_frame, words) if found else (),
            lines=lines_beside(found, one, other, film.in_frame) if found else None,
            together=seen_together(coding_id, other_id, film.in_frame, words),
            differing=differing(found, film.in_frame, words, ruled) if found else (),
            ratings=rated(found, film.in_frame, words) if found else (),
            agreed_since=_agreed_since(found, count),
        )


def progress(actor: Actor, coding_id: CodingId, other_id: CodingId) -> Count:
    """How far comparing them is, which is asked every second: nothing of what they came to is read."""
    with act(actor, looking_at(coding_id, actor), coding_id):
        _must_see(codings.load(coding_id), codings.load(other_id), actor)
        return count_of(coding_id, other_id)


def comparing_at(coding: CodingId, actor: Actor) -> Verb:
    """By what verb `actor` has this coding compared: as the film's guider, or with the model they practise with."""
    its = codings.find(coding)
    return Verb.COMPARE_CODINGS if its is None or is_guider(its, actor) else Verb.COMPARE_PRACTICE


def asked_of(how: How) -> Asked:
    return Asked(f"{how.step / SECOND:g}", f"{how.tolerance / SECOND:g}", f"{how.overlap:g}")


def _must_see(one: Coding, other: Coding, actor: Actor) -> None:
    """Whoever practised sees the model that they practised with, once they have handed theirs in, and nothing else."""
    if one.film != other.film:
        raise NotAllowed(ONE_FILM)
    if not is_guider(one, actor):
        if one.kind is not Kind.PRACTICE or one.beside != other.id:
            raise NotYours
        if one.ended_at is None:
            raise NotAllowed("Hand your coding in first: then you see it beside the model.")
    elif is_blind_to(one, actor) or is_blind_to(other, actor):
        raise NotAllowed("This is coded blind: it can be compared once it is handed in.")


def _agreed_since(found: Comparison | None, count: Count) -> int:
    if found is None or count.agreed is None or codings.load(count.agreed).ended_at is not None:
        return 0
    return len(not_in(count.agreed, found))


def _blocked(one: Coding, other: Coding) -> str:
    if one.id == other.id:
        return NOT_TWO
    return OTHER_WORDS if one.codebook != other.codebook else ""


def _way(asked: Asked) -> How:
    if asked.step not in SECONDS or asked.tolerance not in SECONDS or asked.overlap not in PARTS:
        raise NotAllowed(NO_SUCH_WAY)
    return How(micros(float(asked.step)), micros(float(asked.tolerance)), float(asked.overlap))


__all__ = [
    "Asked", "ComparingPage", "Counts", "Figure", "Stage", "asked_of", "compare", "comparing_at", "see_comparison",
]  # fmt: skip
