"""Consent: recording it, and what withdrawing it ends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from vignette.actions.act import act
from vignette.actions.analysis import begin_where_allowed
from vignette.actions.families import account_of
from vignette.domain.consent import Consent, ConsentId, Purpose
from vignette.domain.errors import NotAllowed, NotYours
from vignette.domain.family import Family
from vignette.domain.film import FilmId, Occasion
from vignette.domain.identity import FamilyId
from vignette.domain.leave import Actor, Verb
from vignette.domain.person import Part, Person, PersonId
from vignette.domain.reel import ReelId
from vignette.storage import (
    accounts,
    assets,
    consents,
    exemplars,
    families,
    films,
    invitations,
    jobs,
    keepsakes,
    moments,
    reels,
    replies,
    sightings,
    supervisions,
)
from vignette.storage.assets import Asset

KEPT_UNDER = frozenset({Purpose.FILM, Purpose.SHARED_REVIEW, Purpose.KEEP_STILLS, Purpose.COPY})
"""What a keepsake rests on."""

USED_ON: Mapping[Purpose, frozenset[Occasion]] = {
    Purpose.FILM: frozenset({Occasion.TOGETHER}),
    Purpose.REVIEW_FILM: frozenset({Occasion.REVIEW}),
    Purpose.SHARED_REVIEW: frozenset({Occasion.TOGETHER}),
    Purpose.KEEP_STILLS: frozenset({Occasion.TOGETHER}),
}
"""The films that a purpose speaks of, where it does not speak of every film."""


@dataclass(frozen=True, slots=True)
class PersonConsents:
    """One person's agreements: those in force by purpose, and those that ended."""

    person: Person
    current: dict[Purpose, Consent]
    past: tuple[Consent, ...]


@dataclass(frozen=True, slots=True)
class ConsentPage:
    family: Family
    rows: tuple[PersonConsents, ...]


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What withdrawing one consent would end, in sentences."""

    consent: Consent
    person: Person
    effects: tuple[str, ...]


def see_consents(actor: Actor, family_id: FamilyId) -> ConsentPage:
    with act(actor, Verb.SEE_FAMILY, family_id) as bond:
        family = families.load(family_id)
        return ConsentPage(family, tuple(_of(person, bond.consents) for person in family.people))


def record_consent(
    actor: Actor,
    family_id: FamilyId,
    *,
    person: PersonId,
    purposes: Sequence[Purpose],
    given_by: str,
    until: date | None = None,
) -> None:
    """Record what `person` agrees to from now on; agreeing anew takes the place of what was agreed before.

    Nobody but the guider speaks for the guider, whatever `given_by` says.
    """
    now = timezone.localtime()
    if not purposes or not given_by.strip():
        raise NotAllowed("Choose what is agreed to, and say who gave the agreement.")
    if until is not None and until < timezone.localdate():
        raise NotAllowed("The last day of a consent cannot lie in the past.")
    with act(actor, Verb.RECORD_CONSENT, family_id) as bond:
        if _person(family_id, person).part is Part.GUIDER:
            given_by = accounts.load(account_of(actor)).name
        for purpose in dict.fromkeys(purposes):
            _end(bond.consents, person, purpose)
            consents.add(family_id, Consent(ConsentId.new(), person, purpose, given_by.strip(), now, until))
        _resume(actor, person, purposes)


def before_withdrawing(actor: Actor, family_id: FamilyId, consent_id: ConsentId) -> Withdrawal:
    """What withdrawing would end, to be read before it is done."""
    with act(actor, Verb.SEE_FAMILY, family_id) as bond:
        consent = _consent(bond.consents, consent_id)
        person = _person(family_id, consent.person)
        return Withdrawal(consent, person, _effects(consent, person))


def withdraw_consent(actor: Actor, family_id: FamilyId, consent_id: ConsentId) -> None:
    """Withdraw a consent now, and end what rested on it: no copy outlives it."""
    with act(actor, Verb.WITHDRAW_CONSENT, family_id) as bond:
        consent = _consent(bond.consents, consent_id)
        if not consent.holds(timezone.localtime()):
            raise NotAllowed("This consent has ended already.")
        _end(bond.consents, consent.person, consent.purpose)
        for film in _spoken_of(consent):
            _end_use(consent.purpose, film_id=film)


def _spoken_of(consent: Consent) -> tuple[FilmId, ...]:
    """The films that rest on this consent."""
    return films.of_people([consent.person], *USED_ON.get(consent.purpose, frozenset(Occasion)))


def _end_use(purpose: Purpose, *, film_id: FilmId) -> None:
    if purpose in (Purpose.FILM, Purpose.REVIEW_FILM):
        films.erase(film_id)
    elif purpose is Purpose.ANALYSIS:
        jobs.drop(film_id, jobs.Kind.ANALYSE)
        sightings.erase(film_id)
        moments.replace_open_suggestions(films.load(film_id).family, film_id, ())
        assets.forget(film_id, Asset.FINDINGS)
    else:
        if purpose is Purpose.OWN_SUPERVISION:
            supervisions.end_all_of_film(film_id, timezone.now())
        elif purpose is Purpose.TEACHING:
            exemplars.erase_all_of(film_id)
        for reel in reels.showing(film_id):
            _end_use_of_reel(purpose, reel)


def _end_use_of_reel(purpose: Purpose, reel: ReelId) -> None:
    now = timezone.now()
    if purpose in KEPT_UNDER:
        jobs.drop(reel, jobs.Kind.KEEPSAKE)
        keepsakes.erase(reel)
    if purpose is Purpose.KEEP_STILLS:
        reels.erase_stills(reel)
    elif purpose is Purpose.SHARED_REVIEW:
        invitations.end(reel, now)
        jobs.drop(reel, jobs.Kind.VOICE)
        replies.erase_voice(reel)
    elif purpose is Purpose.OWN_SUPERVISION:
        supervisions.end_all_of(reel, now)


def _effects(consent: Consent, person: Person) -> tuple[str, ...]:
    count = len(_spoken_of(consent))
    which = f"{count} film{'' if count == 1 else 's'} with {person.name}"
    effects = {
        Purpose.FILM: f"{which} and every moment, still and reel made from them are erased for good.",
        Purpose.REVIEW_FILM: (
            f"{_of_reviews(count, person)} and every moment made from them are erased for good, also with your "
            "supervisor; the films that the reviews were about stay."
        ),
        Purpose.ANALYSIS: f"The suggestions found in {which} are removed; what you decided yourself stays.",
        Purpose.KEEP_STILLS: f"The stills of reels from {which} are erased for good, and keepsakes still to be taken.",
        Purpose.COPY: f"No keepsake takes a reel from {which} along any more, and one still to be taken is erased. "
        "What the family has taken is theirs.",
        Purpose.SHARED_REVIEW: f"Every link to a reel from {which} ends, no new one can be made, "
        "and voice notes about them and keepsakes still to be taken are erased for good.",
        Purpose.TEACHING: f"Nobody practises with {which} any more, and what was cut out of them as an example of a "
        "code is erased for good.",
        Purpose.OWN_SUPERVISION: f"Your supervisor can no longer see {which}, nor a reel from them.",
    }
    return (effects.get(consent.purpose, f"Nothing of {which} may be used for {consent.purpose} any more."),)


def _of_reviews(count: int, person: Person) -> str:
    return f"{count} film{'' if count == 1 else 's'} of a shared review with {person.name}"


def _resume(actor: Actor, person: PersonId, purposes: Sequence[Purpose]) -> None:
    """What was waiting for this consent begins now."""
    if Purpose.ANALYSIS in purposes:
        for film in films.of_people([person], *Occasion):
            begin_where_allowed(film, actor)


def _end(given: Sequence[Consent], person: PersonId, purpose: Purpose) -> None:
    now = timezone.localtime()
    for consent in given:
        if consent.person == person and consent.purpose == purpose and consent.holds(now):
            consents.withdraw(consent.id, now)


def _of(person: Person, given: Sequence[Consent]) -> PersonConsents:
    now = timezone.localtime()
    its = [consent for consent in given if consent.person == person.id]
    current = {consent.purpose: consent for consent in its if consent.holds(now)}
    return PersonConsents(person, current, tuple(consent for consent in its if not consent.holds(now)))


def _consent(given: Sequence[Consent], consent_id: ConsentId) -> Consent:
    consent = next((each for each in given if each.id == consent_id), None)
    if consent is None:
        raise NotYours
    return consent


def _person(family_id: FamilyId, person_id: PersonId) -> Person:
    person = next((each for each in families.people_of(family_id) if each.id == person_id), None)
    if person is None:
        raise NotYours
    return person
