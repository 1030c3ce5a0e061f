"""How somebody stands to a thing: the ties that hold now, who is in the film, and what they agreed to.

Read afresh for every deed and every look, so that a right that was lost is lost at once.
"""

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import singledispatch

from django.db.models import Q
from django.utils import timezone

from vignette.domain.coding import CodingId
from vignette.domain.consent import Consent
from vignette.domain.cycle import CycleId
from vignette.domain.edition import EditionId
from vignette.domain.exemplar import Answer, ExemplarId
from vignette.domain.film import FilmId, Occasion
from vignette.domain.identity import AccountId, FamilyId, Identity
from vignette.domain.invitation import InvitationId
from vignette.domain.leave import Actor, Bond, Tie
from vignette.domain.pairing import PairingId
from vignette.domain.person import Person
from vignette.domain.reel import ReelId
from vignette.domain.supervision import SubmissionId
from vignette.storage import consents, rows
from vignette.storage.database import in_parts
from vignette.storage.families import person_value

NO_BOND = Bond()


def hold(family: FamilyId | None) -> None:
    """Let nobody else change anything of `family` until this transaction ends."""
    if family is not None:
        list(rows.Family.objects.select_for_update().filter(pk=family.value).values_list("pk"))


@singledispatch
def bond(thing: Identity, actor: Actor) -> Bond:
    """How `actor` stands to `thing`; without any tie where the thing does not exist."""
    raise TypeError(f"nobody can be bound to a {thing.kind}")


@bond.register
def _(thing: AccountId, actor: Actor) -> Bond:
    if actor.who is None:
        return Bond(frozenset({Tie.OPERATOR}))
    is_own = actor.who == thing and rows.Account.objects.filter(pk=thing.value, is_active=True).exists()
    return Bond(frozenset({Tie.OWN})) if is_own else NO_BOND


@bond.register
def _(thing: FamilyId, actor: Actor) -> Bond:
    row = rows.Family.objects.filter(pk=thing.value).first()
    return _bond(row, actor, lambda: ()) if row else NO_BOND


@bond.register
def _(thing: CycleId, actor: Actor) -> Bond:
    row = rows.Cycle.objects.filter(pk=thing.value).select_related("family__guider").first()
    return _bond(row.family, actor, lambda: ()) if row else NO_BOND


@bond.register
def _(thing: FilmId, actor: Actor) -> Bond:
    row = rows.Film.objects.filter(pk=thing.value).select_related("family__guider").first()
    return _filmed(row, actor, lambda: _people(Q(films=row))) if row else NO_BOND


def bonds_to_films(films: Collection[FilmId], actor: Actor) -> dict[FilmId, Bond]:
    """How `actor` stands to each of these films: what `bond` says of one, asked for all of them at once."""
    made = rows.Film.objects.select_related("family__guider").prefetch_related("in_frame")
    found = [row for part in in_parts(films) for row in made.filter(pk__in=part)]
    agreed = consents.of_families({FamilyId(row.family_id) for row in found})

    def standing(row: rows.Film) -> Bond:
        people = sorted(row.in_frame.all(), key=lambda each: each.added_at)
        return _filmed(row, actor, lambda: tuple(person_value(each) for each in people), agreed=agreed.__getitem__)

    return dict.fromkeys(films, NO_BOND) | {FilmId(row.id): standing(row) for row in found}


@bond.register
def _(thing: CodingId, actor: Actor) -> Bond:
    row = rows.Coding.objects.filter(pk=thing.value).select_related("film__family__guider").first()
    if row is None:
        return NO_BOND
    ties = frozenset({Tie.CODER}) if _codes(row, actor) else frozenset()
    return _filmed(row.film, actor, lambda: _people(Q(films=row.film_id)), ties)


def _codes(coding: rows.Coding, actor: Actor) -> bool:
    """Whether the guider asked this account to code, and it is still open."""
    if not isinstance(actor.who, AccountId):
        return False
    asked = Q(pk=coding.coder_id) | Q(pk__in=coding.guests.values("account"))
    return rows.Account.objects.filter(asked, pk=actor.who.value, is_active=True).exists()


@bond.register
def _(thing: ExemplarId, actor: Actor) -> Bond:
    row = rows.Exemplar.objects.filter(pk=thing.value).select_related("film__family__guider").first()
    if row is None:
        return NO_BOND
    return _filmed(row.film, actor, lambda: _people(Q(films=row.film_id)), _ties_to_example(row, actor))


def _ties_to_example(row: rows.Exemplar, actor: Actor) -> frozenset[Tie]:
    """Whoever was asked to let it through, as long as that is awaited; and everybody, once it was."""
    if not _signs_in_here(actor):
        return frozenset()
    if row.answer == Answer.LET_THROUGH:
        return frozenset({Tie.COLLEAGUE})
    is_asked = row.answer == Answer.AWAITED and row.second_id is not None and actor.who == AccountId(row.second_id)
    return frozenset({Tie.SUPERVISOR}) if is_asked else frozenset()


def _signs_in_here(actor: Actor) -> bool:
    if not isinstance(actor.who, AccountId):
        return False
    return rows.Account.objects.filter(pk=actor.who.value, is_active=True).exists()


@bond.register
def _(thing: PairingId, actor: Actor) -> Bond:
    row = rows.Pairing.objects.filter(pk=thing.value).select_related("film__family__guider").first()
    if row is None:
        return NO_BOND
    # Whoever codes the film may see its second view where those who are in that one agree as well.
    ties = frozenset({Tie.CODER}) if _codes_some_of(row.film, actor) else frozenset()
    return _filmed(row.film, actor, lambda: _people(Q(films__in=(row.film_id, row.other_id))), ties)


def _codes_some_of(film: rows.Film, actor: Actor) -> bool:
    """Whether the guider asked this account for any coding of the film."""
    if not (isinstance(actor.who, AccountId) and _signs_in_here(actor)):
        return False
    asked = Q(coder=actor.who.value) | Q(guests__account=actor.who.value)
    return rows.Coding.objects.filter(asked, film=film).exists()


@bond.register
def _(thing: ReelId, actor: Actor) -> Bond:
    row = rows.Reel.objects.filter(pk=thing.value).select_related("family__guider").first()
    return _bond(row.family, actor, lambda: _people_of(row)) if row else NO_BOND


@bond.register
def _(thing: EditionId, actor: Actor) -> Bond:
    row = rows.Edition.objects.filter(pk=thing.value).select_related("family__guider").first()
    return _bond(row.family, actor, lambda: _people(Q(films__editions=row))) if row else NO_BOND


@bond.register
def _(thing: InvitationId, actor: Actor) -> Bond:
    row = rows.Invitation.objects.filter(pk=thing.value).select_related("family__guider", "reel").first()
    if row is None:
        return NO_BOND
    holds = row.ended_at is None and timezone.now() < row.until
    ties = frozenset({Tie.CLIENT}) if actor.who == thing and holds else frozenset()
    return _bond(row.family, actor, lambda: _people_of(row.reel), ties)


@bond.register
def _(thing: SubmissionId, actor: Actor) -> Bond:
    its = rows.Submission.objects.filter(pk=thing.value)
    row = its.select_related("family__guider", "reel", "film__family__guider", "supervisor").first()
    if row is None:
        return NO_BOND
    holds = actor.who == AccountId(row.supervisor_id) and row.ended_at is None and row.supervisor.is_active
    ties = frozenset({Tie.SUPERVISOR}) if holds else frozenset()
    if (film := row.film) is not None:
        return _filmed(film, actor, lambda: _people(Q(films=film)), ties)
    return _bond(row.family, actor, lambda: _people_of(row.reel), ties)


Agreed = Callable[[FamilyId], tuple[Consent, ...]]


def _filmed(
    film: rows.Film,
    actor: Actor,
    in_frame: Callable[[], tuple[Person, ...]],
    ties: frozenset[Tie] = frozenset(),
    agreed: Agreed = consents.of_family,
) -> Bond:
    """The bond to a film or what was made of it, which asks for the consents of its occasion."""
    return replace(_bond(film.family, actor, in_frame, ties, agreed), occasion=Occasion(film.occasion))


def _bond(
    family: rows.Family,
    actor: Actor,
    in_frame: Callable[[], tuple[Person, ...]],
    ties: frozenset[Tie] = frozenset(),
    agreed: Agreed = consents.of_family,
) -> Bond:
    """The bond to something of `family`; of a family that is not theirs, nobody is told who is in it."""
    its = FamilyId(family.id)
    if actor.who == AccountId(family.guider_id) and family.guider.is_active:
        ties |= {Tie.GUIDER}
    elif actor.who is None:
        ties |= {Tie.OPERATOR}
    if not ties:
        return Bond(family=its)
    return Bond(ties, in_frame(), agreed(its), its)


def _people_of(reel: rows.Reel | None) -> tuple[Person, ...]:
    """Everybody in the cycle's films, in those of its clips, and in those that the reel shows as it was last made."""
    clips = Q(films__moments__clips__reel=reel, films__moments__clips__is_in=True)
    made = Q(films__editions__in=rows.Edition.objects.filter(reel=reel).order_by("-number")[:1])
    of_cycle = Q(films__cycle=reel and reel.cycle_id, films__occasion=Occasion.TOGETHER)
    return _people(clips | made | of_cycle)


def _people(condition: Q) -> tuple[Person, ...]:
    found = rows.Person.objects.filter(condition).distinct().order_by("added_at")
    return tuple(person_value(row) for row in found)
