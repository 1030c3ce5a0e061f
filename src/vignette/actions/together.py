"""All codings of a film that go together, three and more, beside any two of them that were compared.

They are kept apart from the two: whatever becomes of a third coding, what was compared of the two stays as it is.
"""

from dataclasses import dataclass

from vignette.actions.act import act
from vignette.actions.compared_rows import PersonsRows, by_person
from vignette.actions.counts import Count, Stage, counted_in, how_far, mark_of
from vignette.actions.films import asker
from vignette.counting.values import untold
from vignette.domain.codebook import Codebook
from vignette.domain.coding import Coding, CodingId, Kind
from vignette.domain.errors import NotAllowed
from vignette.domain.leave import Actor, Verb
from vignette.domain.person import Person
from vignette.evidence.agreement.figure import Report
from vignette.storage import codings, countings, films, jobs
from vignette.storage.countings import Counted

FEWEST, MOST = 3, 12
"""Codings that are taken together at once."""
TOO_FEW = f"It takes {FEWEST} codings of this film in these words, none of them blind."


@dataclass(frozen=True, slots=True)
class Together:
    """How many codings go together by now, and what `counted` of them came to person by person, none until then."""

    many: int
    count: Count
    counted: int = 0
    people: tuple[PersonsRows, ...] = ()

    @property
    def is_enough(self) -> bool:
        return self.many >= FEWEST


def take_together(actor: Actor, coding_id: CodingId, other_id: CodingId) -> None:
    """Have all that go together with two codings that were compared reckoned, and the two left as they are."""
    with act(actor, Verb.COMPARE_CODINGS, coding_id):
        if not have_taken_together(actor, coding_id, other_id):
            raise NotAllowed(TOO_FEW)


def progress(actor: Actor, coding_id: CodingId, other_id: CodingId) -> Count:
    with act(actor, Verb.SEE_CODING, coding_id):
        return _count(countings.find(coding_id, other_id))


def have_taken_together(actor: Actor, coding: CodingId, other: CodingId) -> bool:
    """The same, inside the transaction of whoever asks; False where they are not enough for that."""
    its = countings.find(coding, other)
    if its is None or len(together_with(its)) < FEWEST:
        return False
    family = films.load(codings.load(coding).film).family
    jobs.queue(jobs.Kind.TOGETHER, its.id, family=family, asked_by=asker(actor))
    return True


def seen_together(coding: CodingId, other: CodingId, people: tuple[Person, ...], words: Codebook) -> Together:
    """What stands of them, by the names of `people` in the film and in `words`."""
    its = countings.find(coding, other)
    count = _count(its)
    many = len(together_with(its)) if its else 0
    if not count.result:
        return Together(many, count)
    found = untold(count.result, Report)
    return Together(many, count, len(found.coders), by_person(found.tallies, people, words))


def together_with(its: Counted) -> list[Coding]:
    """Two codings that were compared, then those of their film that go together with them, the first begun first.

    What somebody practised goes with its model alone.
    """
    one, other = counted_in(its)
    if Kind.PRACTICE in (one.kind, other.kind):
        return [one, other]
    beside = (each for each in codings.of_film(one.film) if _goes_with(each, one) and each.id not in (one.id, other.id))
    return [one, other, *beside][:MOST]


def _goes_with(each: Coding, one: Coding) -> bool:
    """Whether it is of the same codebook, by a coder of its own, and not blind any more."""
    if each.codebook != one.codebook or each.kind in (Kind.AGREED, Kind.PRACTICE):
        return False
    return each.kind is not Kind.SECOND or each.ended_at is not None


def _count(its: Counted | None) -> Count:
    if its is None:
        return Count(Stage.NONE)
    kept = countings.together(its.id)
    return how_far(jobs.Kind.TOGETHER, its.id, kept, lambda: mark_of(together_with(its), its.how))
