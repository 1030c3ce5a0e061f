"""What must hold before a film may come, and the film of which nothing has come yet."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils import timezone

from vignette.actions.films import asker
from vignette.domain.consent import FILMED_ON, require
from vignette.domain.errors import NotAllowed, NotYours, TooMany
from vignette.domain.film import Film, FilmId, Occasion, Readiness
from vignette.domain.identity import FamilyId
from vignette.domain.leave import Actor, Bond
from vignette.domain.parcel import Parcel
from vignette.domain.person import Person, PersonId
from vignette.storage import families, sending, space

MOST_AT_ONCE = 20
"""Films of one guider that can be on their way in at the same time."""


def announced(
    actor: Actor, family: FamilyId, bond: Bond, parcel: Parcel | None, in_frame: Sequence[PersonId], occasion: Occasion
) -> Film:
    """A film that may come: everybody in it agreed to be filmed on this occasion, and there is room for it."""
    people = _chosen(families.people_of(family), in_frame)
    require(people, FILMED_ON[occasion], bond.consents, timezone.localtime())
    refuse_too_many(actor, parcel)
    return awaited(family, people, parcel, occasion)


def awaited(family: FamilyId, in_frame: tuple[Person, ...], parcel: Parcel | None, occasion: Occasion) -> Film:
    """A film of which nothing has come yet; where there is no `parcel`, nobody knows its size yet either."""
    nothing = Film(
        FilmId.new(),
        family,
        in_frame,
        size=0,
        arrived=0,
        readiness=Readiness.ARRIVING,
        pieces=(),
        occasion=occasion,
    )
    if parcel is None:
        return nothing
    return replace(
        nothing,
        size=parcel.size,
        pieces=parcel.pieces,
        file_day=parcel.file_day,
        is_enveloped=parcel.is_enveloped,
    )


def refuse_too_many(actor: Actor, parcel: Parcel | None) -> None:
    if sending.under_way(asker(actor)) >= MOST_AT_ONCE:
        raise TooMany(f"{MOST_AT_ONCE} films are on their way already: let one arrive, or give it up.")
    space.must_hold(parcel.size if parcel else 0)


def _chosen(people: Sequence[Person], wanted: Sequence[PersonId]) -> tuple[Person, ...]:
    chosen = tuple(person for person in people if person.id in set(wanted))
    if not chosen:
        raise NotAllowed("Say who is in the film.")
    if len(chosen) != len(set(wanted)):
        raise NotYours
    return chosen
