"""A whole cycle of Alice's, and browsers that are signed in."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from tests.album import remembered
from tests.people import (
    Someone,
    edit_reel,
    everyone_agrees,
    family_of,
    own_moment,
    ready_film_of,
    rendered_reel_of,
    the,
    work_off,
)
from vignette.actions import (
    coding_deeds,
    codings,
    consents,
    families,
    films,
    proposals,
    reels,
    sharing,
    supervisions,
    transcripts,
)
from vignette.domain.coding import Change, CodingId, Deed, DeedId, Event, EventId
from vignette.domain.consent import ConsentId, Purpose
from vignette.domain.cycle import CycleId
from vignette.domain.edition import EditionId
from vignette.domain.exemplar import ExemplarId
from vignette.domain.family import GoalId
from vignette.domain.film import FilmId, VersionId
from vignette.domain.identity import FamilyId
from vignette.domain.invitation import InvitationId
from vignette.domain.person import Part, PersonId
from vignette.domain.reel import ClipId, ReelId
from vignette.domain.review import VoiceNote
from vignette.domain.span import SECOND, Micros, Span
from vignette.domain.supervision import SubmissionId
from vignette.domain.transcript import LineId
from vignette.storage import blobs, replies
from vignette.storage.rows import Account

SignIn = Callable[[Someone], Client]

WHY = "I chose these because you wait, and Jonas comes to you."
NOTE = "only the guider reads this"


@dataclass(frozen=True)
class Cycle:
    """Alice's work with one family, as far as sharing and supervision; `secret` opens the letter."""

    family: FamilyId
    goal: GoalId
    cycle: CycleId
    consent: ConsentId
    film: FilmId
    version: VersionId
    coding: CodingId
    line: LineId
    event: EventId
    exemplar: ExemplarId
    reel: ReelId
    clip: ClipId
    edition: EditionId
    invitation: InvitationId
    submission: SubmissionId
    secret: str


@pytest.fixture
def sign_in(db: None) -> SignIn:
    return signed_in


def signed_in(someone: Someone) -> Client:
    browser = Client(enforce_csrf_checks=False)
    browser.cookies[settings.SESSION_COOKIE_NAME] = session_of(someone)
    return browser


@remembered
def session_of(someone: Someone) -> str:
    """The key of a session in which they are signed in."""
    browser = Client()
    browser.force_login(Account.objects.get(pk=someone.id.value))
    key = browser.session.session_key
    assert key is not None
    return key


@pytest.fixture
def cycle(alice: Someone, sara: Someone, small_film: Path) -> Cycle:
    return cycle_of(alice, sara, small_film)


@remembered
def cycle_of(alice: Someone, sara: Someone, small_film: Path) -> Cycle:
    family = family_of(alice)
    everyone_agrees(alice, family)
    goal = families.set_goal(alice.actor, family, "Mealtimes feel calmer")
    film = ready_film_of(alice, family, small_film)
    reel = rendered_reel_of(alice, film, own_moment(film, 0.5, 1.5), own_moment(film, 2, 3.5, principle="C4"))
    edit_reel(alice, reel, why=WHY)
    clip = reels.see_reel(alice.actor, reel).reel.clips[0].id
    link = sharing.share(alice.actor, reel)
    submission = supervisions.submit(alice.actor, reel, supervisor=sara.id, question="Did I wait long enough?")
    span = Span(Micros(0), Micros(1_000_000))
    said = transcripts.add(
        alice.actor, film, 0, words="You want the red one!", person=_client(alice, family), span=span
    )
    version = films.see_film(alice.actor, film).version
    assert version is not None
    coding = codings.begin(alice.actor, film, codebook="vig@1")
    event = coded(alice, coding)
    everyone_agrees(alice, family, [Purpose.TEACHING])
    exemplar = proposals.propose(alice.actor, coding, event, supervisor=sara.id)
    work_off()
    proposals.let_through(sara.actor, exemplar)
    agreed = consents.see_consents(alice.actor, family).rows[0].current
    return Cycle(
        family=family,
        goal=goal,
        cycle=families.see_family(alice.actor, family).cycles[0].cycle.id,
        consent=agreed[Purpose.FILM].id,
        film=film,
        version=version,
        line=said,
        coding=coding,
        event=event,
        exemplar=exemplar,
        reel=reel,
        clip=clip,
        edition=reels.see_reel(alice.actor, reel).editions[0].id,
        invitation=link.invitation.id,
        submission=submission,
        secret=link.secret,
    )


def _client(alice: Someone, family: FamilyId) -> PersonId:
    return the(Part.CLIENT, alice, family).id


def coded(someone: Someone, coding: CodingId, code: str = "A1") -> EventId:
    """A second of the film, in which the child initiates."""
    one = Event(EventId.new(), code, None, Micros(SECOND), Micros(2 * SECOND))
    coding_deeds.do(someone.actor, coding, [Deed(DeedId.new(), (Change(one.id, None, one),))])
    return one.id


def something_said(cycle: Cycle) -> None:
    """The client has sent a voice note, of which sound was made."""
    now = timezone.now()
    came, sound = (blobs.seal(cycle.family, kind, [b"ftyp"]) for kind in ("voice that came", "voice"))
    replies.await_voice(cycle.reel, cycle.family, came, now)
    replies.keep_voice(cycle.reel, sound, VoiceNote(Micros(21_000_000), now))
