"""Deciding what differs between two codings, in a third one; the two stay as they are."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import uuid5

from django.utils import timezone

from vignette.actions.act import act
from vignette.actions.compared_rows import pair_of
from vignette.actions.counts import Stage, count_of
from vignette.actions.films import asker
from vignette.counting.values import Comparison, untold
from vignette.domain.coding import (
    Change,
    Choice,
    Coding,
    CodingId,
    Deed,
    DeedId,
    Event,
    EventId,
    Kind,
    Ruling,
)
from vignette.domain.errors import NotAllowed
from vignette.domain.leave import Actor, Verb
from vignette.storage import codings, countings, films, rulings

CHANGED = "One of the two was changed since they were compared: compare them again first."
ELSEWHERE = "This place is not one at which the two differ any more: compare them again."
LONGEST_REASON = 500


def begin(actor: Actor, coding_id: CodingId, other_id: CodingId) -> CodingId:
    """Begin the coding in which it is decided, or go on with it once they were compared anew.

    What both say stands in it, but for what was decided otherwise before.
    """
    with act(actor, Verb.CODE, coding_id):
        one = codings.load(coding_id)
        found, agreed = _compared(coding_id, other_id)
        if agreed is not None:
            _do(actor, agreed, [Change(each.id, None, each) for each in not_in(agreed, found)])
            return agreed
        its = countings.find(coding_id, other_id)
        family = films.load(one.film).family
        made = Coding(
            CodingId.new(),
            one.film,
            asker(actor),
            one.codebook,
            Kind.AGREED,
            timezone.now(),
            "Agreed",
            found.stretches if one.stretches or codings.load(other_id).stretches else (),
            beside=coding_id,
        )
        codings.add(made, family)
        codings.add_events(made.id, family, not_in(made.id, found))
        if its is not None:
            countings.agree_in(its.id, made.id)
        return made.id


def rule(
    actor: Actor, coding_id: CodingId, other_id: CodingId, *, one: str, other: str, choice: str, reason: str
) -> None:
    """Decide one place, named by the events of both (empty for none): A, B, both or neither, with a reason."""
    with act(actor, Verb.CODE, coding_id):
        found, agreed = _compared(coding_id, other_id)
        if agreed is None:
            raise NotAllowed("Begin deciding first.")
        sides = _sides(found, one, other)
        if choice not in set(Choice):
            raise NotAllowed("Choose who is right here: the one, the other, both or neither.")
        if len(reason) > LONGEST_REASON:
            raise NotAllowed(f"Give the reason in up to {LONGEST_REASON} letters.")
        chosen = Choice(choice)
        kept = (chosen in (Choice.ONE, Choice.BOTH), chosen in (Choice.OTHER, Choice.BOTH))
        _put(actor, agreed, sides, kept)
        ids = (sides[0].id if sides[0] else None, sides[1].id if sides[1] else None)
        family = films.load(codings.load(coding_id).film).family
        rulings.keep(agreed, family, Ruling(*ids, chosen, reason, asker(actor), timezone.now()))


def undo(actor: Actor, coding_id: CodingId, other_id: CodingId, *, one: str, other: str) -> None:
    """Take a decision back: of this place nothing stands in the agreed coding then."""
    with act(actor, Verb.CODE, coding_id):
        found, agreed = _compared(coding_id, other_id)
        if agreed is None:
            return
        sides = _sides(found, one, other)
        _put(actor, agreed, sides, (False, False))
        rulings.drop(agreed, sides[0].id if sides[0] else None, sides[1].id if sides[1] else None)


def not_in(agreed: CodingId, found: Comparison) -> tuple[Event, ...]:
    """What both say and was never decided on, as copies for the agreed coding in which they do not stand yet."""
    decided = {(each.one, each.other) for each in rulings.of(agreed)}
    alike = (place.events[0] for place in found.agreed if pair_of(place) not in decided)
    copies = [_copy(each, agreed) for each in _once(each for each in alike if each is not None)]
    there = codings.sheet(agreed, [each.id for each in copies]).events
    return tuple(each for each in copies if each.id not in there)


def _compared(coding_id: CodingId, other_id: CodingId) -> tuple[Comparison, CodingId | None]:
    count = count_of(coding_id, other_id)
    if count.stage is not Stage.DONE:
        raise NotAllowed(CHANGED)
    if count.agreed is not None and codings.load(count.agreed).ended_at is not None:
        raise NotAllowed("The agreed coding was handed in: it stays as it is.")
    return untold(count.result, Comparison), count.agreed


def _sides(found: Comparison, one: str, other: str) -> tuple[Event | None, Event | None]:
    """The events of the place that these two name."""
    asked = (one, other)
    for place in found.differing:
        if tuple("" if each is None else str(each) for each in pair_of(place)) == asked:
            return place.events
    raise NotAllowed(ELSEWHERE)


def _put(actor: Actor, agreed: CodingId, sides: tuple[Event | None, Event | None], kept: tuple[bool, bool]) -> None:
    """Have copies of what is kept, and none of what is not, in the agreed coding."""
    copies = [(_copy(each, agreed), stays) for each, stays in zip(sides, kept, strict=True) if each is not None]
    before = codings.sheet(agreed, [copy.id for copy, _ in copies])
    changes = [
        Change(copy.id, before.events.get(copy.id), copy if stays else None)
        for copy, stays in copies
        if (copy.id in before.events) is not stays
    ]
    _do(actor, agreed, changes)


def _do(actor: Actor, agreed: CodingId, changes: Sequence[Change]) -> None:
    """One deed in the journal of the agreed coding, where there is anything to change."""
    if changes:
        before = codings.sheet(agreed, [each.event for each in changes])
        deed, who = Deed(DeedId.new(), tuple(changes)), asker(actor)
        family = films.load(codings.load(agreed).film).family
        codings.write(agreed, family, deed, who, before, before.after(deed, who))


def _copy(event: Event, agreed: CodingId) -> Event:
    """The same event under an identity of its own, always the same one in the same coding."""
    return replace(event, id=EventId(uuid5(agreed.value, str(event.id))))


def _once(events: Iterable[Event]) -> Iterable[Event]:
    """An event that lies in several stretches is met several times."""
    return {each.id: each for each in events}.values()
