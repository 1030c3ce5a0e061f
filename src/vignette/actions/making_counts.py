"""What happens when codings are counted: loaded, counted aside with nothing held, and kept."""

from vignette.actions.act import act
from vignette.actions.agreeing import keep_up
from vignette.actions.codebooks import book
from vignette.actions.coders import is_guider
from vignette.actions.counts import counted_in, mark_of, record_of
from vignette.actions.names import names_of
from vignette.actions.together import together_with
from vignette.cell.aside import aside
from vignette.counting.choices import Choices
from vignette.counting.errands import COMPARE, COMPARE_TOGETHER, FIGURE
from vignette.counting.values import chosen
from vignette.domain.coding import CodingId, CountingId
from vignette.domain.errors import NotYours, ReaderTooSlow
from vignette.domain.leave import Actor, Verb
from vignette.domain.work import Asked, Errand
from vignette.evidence.agreement.figure import How
from vignette.storage import codings, countings, films
from vignette.storage.countings import Counted
from vignette.storage.jobs import Claim

LONGEST_COUNTING = 600.0
"""Seconds after which counting is given up."""
TOO_LONG = "This took too long to count: try again, or compare a shorter stretch."


def count(claim: Claim) -> None:
    """Count one coding, or two beside each other."""
    its = _asked(claim)
    verb = _verb(its, claim.actor)
    with act(claim.actor, verb, its.coding):
        which = counted_in(its)
        mark = mark_of(which, its.how)
        records = tuple(record_of(each) for each in which)
        books = tuple(book(each.codebook) for each in which)
        rated = tuple(codings.ratings(each.id) for each in which)
        people = films.load(which[0].film).in_frame
        names = {**names_of(people, is_named=True), None: "Both"}
    if its.other is None:
        result = _aside(claim, FIGURE, records, books, people, names, chosen(its.how, Choices))
    else:
        one, other = records
        result = _aside(claim, COMPARE, one, other, rated, books[0], chosen(its.how, How))
    if result is None:
        return
    with act(claim.actor, verb, its.coding), claim.publishing():
        countings.keep(its.id, mark, result)
        if verb is Verb.COMPARE_CODINGS:
            keep_up(claim.actor, books[0].name)


def take_together(claim: Claim) -> None:
    """Reckon all codings that go together with two that were compared."""
    its = _asked(claim)
    with act(claim.actor, Verb.COMPARE_CODINGS, its.coding):
        which = together_with(its)
        mark, words = mark_of(which, its.how), book(which[0].codebook)
        records = tuple(record_of(each) for each in which)
        family = films.load(which[0].film).family
    result = _aside(claim, COMPARE_TOGETHER, records, words, chosen(its.how, How))
    if result is not None:
        with act(claim.actor, Verb.COMPARE_CODINGS, its.coding), claim.publishing():
            countings.keep_together(its.id, family, mark, result)


def _asked(claim: Claim) -> Counted:
    its = countings.load(CountingId(claim.subject))
    if its is None:
        raise NotYours
    return its


def _aside(claim: Claim, errand: Errand[*Asked, str], *asked: *Asked) -> str | None:
    """What it comes to; None where that took too long, which the claim is told."""
    try:
        return aside(errand, *asked, progress=claim.progress, seconds=LONGEST_COUNTING)
    except ReaderTooSlow:
        claim.fail(TOO_LONG)
        return None


def _verb(its: Counted, actor: Actor) -> Verb:
    if its.other is None:
        return Verb.COUNT_CODING
    return Verb.COMPARE_CODINGS if _is_guiders(its.coding, actor) else Verb.COMPARE_PRACTICE


def _is_guiders(coding: CodingId, actor: Actor) -> bool:
    its = codings.find(coding)
    return its is not None and is_guider(its, actor)
