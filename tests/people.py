"""The people in the tests: Alice and Bob are guiders of one service, Sara supervises.

Alice works with Hanna and her little Jonas; Bob has nothing to do with them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid5

from tests.album import remembered
from vignette.actions import (
    accounts,
    arriving,
    consents,
    families,
    films,
    moments,
    reels,
    review_films,
    work,
    workbench,
)
from vignette.actions.watching import Watched
from vignette.domain.consent import Purpose
from vignette.domain.film import FilmId, Readiness, VersionId
from vignette.domain.identity import AccountId, FamilyId
from vignette.domain.leave import OPERATOR, Actor
from vignette.domain.moment import Edit, Moment, MomentId, Origin, Standing
from vignette.domain.parcel import Parcel
from vignette.domain.person import Part, Person, PersonId
from vignette.domain.reel import ClipId, Reel, ReelId
from vignette.domain.span import SECOND, Micros, Span

PASSWORD = "a long enough password"
AGREED = (Purpose.FILM, Purpose.SHARED_REVIEW, Purpose.OWN_SUPERVISION, Purpose.KEEP_STILLS)


@dataclass(frozen=True)
class Someone:
    """Somebody with an account."""

    id: AccountId
    name: str
    email: str

    @property
    def actor(self) -> Actor:
        return Actor(self.id)


@remembered
def someone(name: str, *, supervises: bool = False) -> Someone:
    email = f"{name.lower()}@example.org"
    account = accounts.add_account(OPERATOR, name=name, email=email, password=PASSWORD, supervises=supervises)
    return Someone(account, name, email)


@remembered
def family_of(guider: Someone, *, name: str = "Hanna and Jonas") -> FamilyId:
    return families.open_family(
        guider.actor, name=name, client="Hanna", partner="Jonas", question="What helps Jonas to play?"
    )


def people_of(guider: Someone, family: FamilyId) -> tuple[Person, ...]:
    return families.see_family(guider.actor, family).family.people


def the(part: Part, guider: Someone, family: FamilyId) -> Person:
    return next(person for person in people_of(guider, family) if person.part is part)


@remembered
def everyone_agrees(guider: Someone, family: FamilyId, purposes: Sequence[Purpose] = AGREED) -> None:
    for person in people_of(guider, family):
        agrees(guider, family, person, purposes)


@remembered
def agrees(guider: Someone, family: FamilyId, person: Person, purposes: Sequence[Purpose]) -> None:
    consents.record_consent(guider.actor, family, person=person.id, purposes=purposes, given_by="Hanna")


def arriving_film(guider: Someone, family: FamilyId, size: int) -> FilmId:
    in_frame = [person.id for person in people_of(guider, family)]
    return arriving.add_film(guider.actor, family, Parcel((size,), "play.mp4"), in_frame=in_frame)


def film_of(guider: Someone, family: FamilyId, file: Path) -> FilmId:
    """A film that has arrived whole and is made ready (or refused), with all the work behind it done."""
    film = arriving_film(guider, family, file.stat().st_size)
    arriving.receive(guider.actor, film, offset=0, chunks=[file.read_bytes()])
    work_off()
    return film


@remembered
def ready_film_of(guider: Someone, family: FamilyId, file: Path) -> FilmId:
    film = film_of(guider, family, file)
    state = films.film_state(guider.actor, film)
    assert state.readiness is Readiness.READY, state.problem
    return film


@remembered
def agrees_to_be_filmed(guider: Someone, family: FamilyId, purposes: Sequence[Purpose] = ()) -> PersonId:
    """The guider, who agrees to be in films of the reviews and to `purposes` besides."""
    return review_films.agree_myself(guider.actor, family, purposes)


@remembered
def review_film_of(guider: Someone, reel: ReelId, in_frame: Sequence[PersonId], file: Path) -> FilmId:
    """A film of the review of this reel that has arrived whole, with all the work behind it done."""
    parcel = Parcel((file.stat().st_size,), "review.mp4")
    film = arriving.add_review_film(guider.actor, reel, parcel, in_frame=in_frame)
    arriving.receive(guider.actor, film, offset=0, chunks=[file.read_bytes()])
    work_off()
    return film


def watch(guider: Someone, film: FilmId) -> Watched:
    """The film as the page that opens now would play it."""
    version = films.see_film(guider.actor, film).version
    return films.open_film(guider.actor, film, version or VersionId.new())


def own_moment(
    film: FilmId, start: float, end: float, *, principle: str | None = "D4", standing: Standing = Standing.KEPT
) -> Moment:
    """A moment that the guider marked, from `start` to `end` in seconds; the same one where all of that is the same."""
    span = Span(Micros(round(start * SECOND)), Micros(round(end * SECOND)))
    its = MomentId(uuid5(film.value, f"{span} {principle} {standing}"))
    return Moment(its, film, span, "They laugh", principle, None, Origin.OWN, standing, "vig@1")


def keep(guider: Someone, film: FilmId, *kept: Moment) -> None:
    refused = moments.change(guider.actor, film, [Edit(moment.id, None, moment) for moment in kept])
    assert refused == []


@remembered
def begun_reel_of(guider: Someone, film: FilmId, *kept: Moment) -> ReelId:
    """A reel of `kept` moments that is not made into a film yet."""
    keep(guider, film, *kept)
    return reels.start_reel(guider.actor, film)


@remembered
def rendered_reel_of(guider: Someone, film: FilmId, *kept: Moment) -> ReelId:
    """A reel of `kept` moments, made into a film."""
    reel = begun_reel_of(guider, film, *kept)
    reels.render_reel(guider.actor, reel)
    work_off()
    return reel


def reel_now(guider: Someone, reel: ReelId) -> Reel:
    return reels.see_reel(guider.actor, reel).reel


def edit_reel(guider: Someone, reel: ReelId, **changes: Any) -> Reel:
    """Change parts of the reel, by name, as its page would; the reel as it is then."""
    now = reel_now(guider, reel)
    changed = replace(now, **changes)
    return workbench.change_reel(guider.actor, reel, number=now.number, reel=changed).reel


def edit_clip(guider: Someone, reel: ReelId, clip: ClipId, **changes: Any) -> Reel:
    """Change parts of one clip, by name."""
    clips = reel_now(guider, reel).clips
    changed = tuple(replace(each, **changes) if each.id == clip else each for each in clips)
    return edit_reel(guider, reel, clips=changed)


def work_off() -> None:
    """Do all the work that waits, here and now."""
    while (claimed := work.claim()) is not None:
        work.do(claimed)


def withdrawn(guider: Someone, family: FamilyId, person: Person, purpose: Purpose) -> None:
    """`person` no longer agrees to `purpose`."""
    rows = consents.see_consents(guider.actor, family).rows
    agreed = next(row.current for row in rows if row.person.id == person.id)
    consents.withdraw_consent(guider.actor, family, agreed[purpose].id)
