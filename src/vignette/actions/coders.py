"""Who codes a film, by what leave, and what they must not see yet."""

from dataclasses import dataclass

from vignette.domain.coding import Coding, CodingId, Kind
from vignette.domain.errors import NotAllowed, NotYours
from vignette.domain.identity import AccountId
from vignette.domain.leave import Actor, Verb
from vignette.domain.sheet import Rival
from vignette.storage import accounts, codings


@dataclass(frozen=True, slots=True)
class Told:
    """Another version of an event, and whose it is by name, empty for whoever is told."""

    rival: Rival
    coder: str


def looking_at(coding: CodingId, actor: Actor) -> Verb:
    """By what verb `actor` looks into this coding: as the film's guider, for its guider, or to practise."""
    if (its := codings.find(coding)) is None or is_guider(its, actor):
        return Verb.SEE_CODING
    return Verb.WATCH_TO_PRACTISE if its.kind is Kind.PRACTICE else Verb.WATCH_FOR_GUIDER


def coding_at(coding: CodingId, actor: Actor) -> Verb:
    """By what verb `actor` codes, chooses and rates in this coding."""
    if (its := codings.find(coding)) is None or is_guider(its, actor):
        return Verb.CODE
    return Verb.PRACTISE if its.kind is Kind.PRACTICE else Verb.CODE_FOR_GUIDER


def to_look_into(coding: CodingId, actor: Actor) -> Coding:
    """The coding, where `actor` has leave for it; raises NotAllowed while somebody else codes it blind."""
    its = codings.load(coding)
    if is_blind_to(its, actor):
        raise NotAllowed("This is coded blind: it can be looked at once it is handed in.")
    return its


def to_code(coding: CodingId, actor: Actor) -> Coding:
    """The coding, where `actor` codes it; raises NotYours where they do not, NotAllowed once it was handed in."""
    its = codings.load(coding)
    if not may_code(its, actor):
        raise NotYours
    if its.ended_at is not None:
        raise NotAllowed("This coding was handed in: it stays as it is.")
    return its


def is_guider(coding: Coding, actor: Actor) -> bool:
    return codings.guider_of(coding.id) == actor.who


def may_code(coding: Coding, actor: Actor) -> bool:
    return coding.coder == actor.who or (coding.kind is Kind.SHARED and actor.who in codings.guests(coding.id))


def is_blind_to(coding: Coding, actor: Actor) -> bool:
    """Whether `actor` may not look into it yet: what somebody else codes blind, until it was handed in."""
    return coding.kind.is_apart and coding.coder != actor.who and coding.ended_at is None


def told(coding_id: CodingId, actor: Actor) -> tuple[Told, ...]:
    """What waits to be chosen between, as `actor` is told of it."""
    return tuple(Told(each, _name(each.coder, actor)) for each in codings.rivals(coding_id))


def _name(coder: AccountId, actor: Actor) -> str:
    return "" if coder == actor.who else accounts.load(coder).name
