"""What happens when codings are counted: loaded, counted aside with nothing held, and kept."""

from vignette.actions.act import act
from vignette.actions.agreeing import keep_up
from vignette.actions.codebooks import book
from vignette.actions.coders import is_guider
from vignette.actions.comparing import way_of
from vignette.actions.counts import all_of, mark_of, record_of
from vignette.actions.taking import names_of
from vignette.cell.aside import aside
from vignette.counting.choices import Choices
from vignette.counting.compared import compared
from vignette.counting.figured import figured
from vignette.domain.coding import CodingId, CountingId
from vignette.domain.errors import NotYours, ReaderTooSlow
from vignette.domain.leave import Actor, Verb
from vignette.storage import codings, countings, films
from vignette.storage.countings import Counted
from vignette.storage.jobs import Claim

LONGEST_COUNTING = 600.0
"""Seconds after which counting is given up."""
TOO_LONG = "This took too long to count: try again, or compare a shorter stretch."
MOST_TOGETHER = 12
"""Codings that are taken together at once."""


def count(claim: Claim) -> None:
    """Count one coding, or two beside each other."""
    counting = CountingId(claim.subject)
    its = countings.load(counting)
    if its is None:
        raise NotYours
    verb = _verb(its, claim.actor)
    with act(claim.actor, verb, its.coding):
        which = all_of(its)
        mark, words = mark_of(which, its.how), book(which[0].codebook)
        records = tuple(record_of(each) for each in which[:MOST_TOGETHER])
        rated = tuple(codings.ratings(each.id) for each in which[:2])
        people = films.load(which[0].film).in_frame
        names = {**names_of(people, is_named=True), None: "Both"}
    try:
        if its.other is None:
            asked = (records, tuple(book(each.codebook) for each in which), people, names, Choices.read(its.how))
            result = aside(figured, *asked, progress=claim.progress, seconds=LONGEST_COUNTING)
        else:
            pair = (records[0], records[1], rated, records, words, way_of(its.how))
            result = aside(compared, *pair, progress=claim.progress, seconds=LONGEST_COUNTING)
    except ReaderTooSlow:
        claim.fail(TOO_LONG)
        return
    with act(claim.actor, verb, its.coding), claim.publishing():
        countings.keep(counting, mark, result)
        if verb is Verb.COMPARE_CODINGS:
            keep_up(claim.actor, which[0].codebook.partition("@")[0])


def _verb(its: Counted, actor: Actor) -> Verb:
    if its.other is None:
        return Verb.COUNT_CODING
    return Verb.COMPARE_CODINGS if _is_guiders(its.coding, actor) else Verb.COMPARE_PRACTICE


def _is_guiders(coding: CodingId, actor: Actor) -> bool:
    its = codings.find(coding)
    return its is not None and is_guider(its, actor)
