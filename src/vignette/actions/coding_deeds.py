"""Every deed on a coding: what is coded, chosen between two versions, and rated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from vignette.actions.act import act
from vignette.actions.codebooks import book
from vignette.actions.coders import Told, coding_at, looking_at, to_code, told
from vignette.actions.films import asker
from vignette.actions.moments import footage_of
from vignette.domain.codebook import Codebook
from vignette.domain.coding import Change, Coding, CodingId, Deed, DeedId, Event, EventId, Rating, fault
from vignette.domain.errors import NotAllowed, NotYours
from vignette.domain.film import Film
from vignette.domain.identity import AccountId
from vignette.domain.leave import Actor
from vignette.domain.person import PersonId
from vignette.domain.sheet import Rival
from vignette.storage import codings, films, own_codebooks


@dataclass(frozen=True, slots=True)
class Done:
    """What became of deeds: those in the journal, those refused with a sentence, and all that waits for a choice.

    The journal went from its `before`-th deed to its `number`-th, and nobody else's is between them.
    """

    before: int
    number: int
    done: tuple[DeedId, ...]
    refused: Mapping[DeedId, str]
    rivals: tuple[Told, ...]


def do(actor: Actor, coding_id: CodingId, deeds: Sequence[Deed]) -> Done:
    """Do each deed that fits the film and its codebook; one that came before is not done twice.

    Of an event that somebody else changed in the meantime both versions are kept, until somebody chooses.
    """
    with act(actor, coding_at(coding_id, actor), coding_id):
        coding = to_code(coding_id, actor)
        film, its, before = films.load(coding.film), book(coding.codebook), codings.number(coding_id)
        done, refused = [], {}
        for deed in deeds:
            if why := _do(film, coding, its, deed, asker(actor)):
                refused[deed.id] = why
            else:
                done.append(deed.id)
        return Done(before, codings.number(coding_id), tuple(done), refused, told(coding_id, actor))


def settle(actor: Actor, coding_id: CodingId, event: EventId, choice: str) -> Done:
    """Choose between versions of an event: the one that stands, the other, both, or neither."""
    with act(actor, coding_at(coding_id, actor), coding_id):
        coding, before = to_code(coding_id, actor), codings.number(coding_id)
        sheet = codings.sheet(coding_id, [event])
        rival = next((each for each in sheet.rivals if each.event == event), None)
        codings.settle(coding_id, event)
        done = []
        if rival is not None and (deed := _choice(sheet.events.get(event), rival, choice)):
            film, its = films.load(coding.film), book(coding.codebook)
            if why := _do(film, coding, its, deed, asker(actor)):
                raise NotAllowed(why)
            done.append(deed.id)
        return Done(before, codings.number(coding_id), tuple(done), {}, told(coding_id, actor))


def rate(actor: Actor, coding_id: CodingId, rating: Rating | None, *, scale: str, person: PersonId | None) -> None:
    """Rate somebody on a scale of the codebook, or take that back (`rating` None)."""
    with act(actor, coding_at(coding_id, actor), coding_id):
        coding = to_code(coding_id, actor)
        if rating is None:
            codings.unrate(coding_id, scale, person)
            return
        its = next((each for each in book(coding.codebook).scales if each.code == scale), None)
        if its is None or not its.lowest <= rating.value <= its.highest:
            raise NotAllowed("The codebook has no such rating.")
        codings.rate(coding_id, films.load(coding.film).family, replace(rating, scale=scale, person=person))


def keep_habits(actor: Actor, coding_id: CodingId, habits: Mapping[str, Any]) -> None:
    """Keep how this person works with the coding's codebook, for every film."""
    with act(actor, looking_at(coding_id, actor), coding_id):
        own_codebooks.keep_habits(asker(actor), codings.load(coding_id).codebook, habits)


def go_along(film: Film, coding: Coding, changes: tuple[Change, ...], coder: AccountId) -> DeedId | None:
    """Within a deed on what a coding speaks of, change the coding with it; None where nothing of it changes.

    Raises NotAllowed where the coding was handed in, or where the change does not fit it.
    """
    if not changes:
        return None
    if coding.ended_at is not None:
        raise NotAllowed("What is coded here was handed in, and stays as it is: go on with that coding first.")
    deed = Deed(DeedId.new(), changes)
    if why := _do(film, coding, book(coding.codebook), deed, coder):
        raise NotAllowed(why)
    return deed.id


def _do(film: Film, coding: Coding, its: Codebook, deed: Deed, coder: AccountId) -> str:
    """Why the deed was not done, in one sentence; empty where it was, now or before."""
    if codings.has_done(deed.id):
        return ""
    people, whole = [person.id for person in film.in_frame], footage_of(film).whole
    which = [change.event for change in deed.changes]
    before = codings.sheet(coding.id, which)
    # What stands already, and is only to be kept, stays also where somebody is no longer in the film.
    made = (each.after for each in deed.changes if each.after != before.events.get(each.event))
    if why := next(filter(None, (fault(event, its, people, whole) for event in made if event is not None)), ""):
        return why
    if codings.are_strangers(coding.id, which):
        raise NotYours
    codings.write(coding.id, film.family, deed, coder, before, before.after(deed, coder))
    return ""


def _choice(standing: Event | None, rival: Rival, choice: str) -> Deed | None:
    """What is to be done to `standing` for this choice; None where all stays as it is."""
    if choice == "other" and rival.version != standing:
        return _deed(Change(rival.event, standing, rival.version))
    if choice == "neither" and standing is not None:
        return _deed(Change(rival.event, standing, None))
    if choice == "both" and rival.version is not None:
        if standing is None:
            return _deed(Change(rival.event, None, rival.version))
        twin = replace(rival.version, id=EventId.new())
        return _deed(Change(twin.id, None, twin))
    return None


def _deed(change: Change) -> Deed:
    return Deed(DeedId.new(), (change,))
