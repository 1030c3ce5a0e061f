"""Sharing a reel with the client: a link that is theirs, that ends, and that they can end themselves."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from vignette.actions.act import act
from vignette.actions.editions import watched_by
from vignette.actions.reels import is_made
from vignette.actions.watching import Watched, watched
from vignette.domain.edition import Watcher
from vignette.domain.errors import NotAllowed, NotYours
from vignette.domain.identity import AccountId
from vignette.domain.invitation import Invitation, InvitationId
from vignette.domain.leave import Actor, Verb
from vignette.domain.person import Part
from vignette.domain.reel import ClipId, ReelId
from vignette.domain.review import Reply, Trial
from vignette.domain.span import Micros
from vignette.storage import accounts, cycles, families, invitations, jobs, reels, replies, reviews, supervisions
from vignette.storage.place import place
from vignette.vault.keys import DataKey
from vignette.vault.tokens import code_hash, new_code, new_token, token_hash

A_LINK_LASTS = timedelta(days=14)
A_CODE_LASTS = timedelta(minutes=15)

NO_SOUND = "We cannot hear this. Please say it once more."
"""Told of a voice note of which no sound could be made, whatever the reason was."""


class NeedsCode(NotAllowed):
    """The letter was opened on another device before: this one needs a code from the guider as well."""

    def __init__(self) -> None:
        super().__init__("This film was opened on another phone before. Ask the person who sent it for a code.")


@dataclass(frozen=True, slots=True)
class NewLink:
    """A fresh invitation and its secret, which is shown once and kept nowhere."""

    invitation: Invitation
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Opened:
    """A letter opened on a device; `device` is the mark by which that device is known from now on."""

    invitation: InvitationId
    device: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LetterClip:
    """A moment of the reel as the client sees it, from `start` to `end` in the reel; `has_still` where there is one."""

    id: ClipId
    start: Micros
    end: Micros
    question: str
    has_still: bool


@dataclass(frozen=True, slots=True)
class VoiceState:
    """How far the voice note is that was sent last; `refusal` is one sentence where it was no sound, else empty."""

    is_coming: bool = False
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """All that ever reaches the client's page: no score, no code, no note of the guider.

    `size` is in bytes; `trial` is what both agreed to try, None before the review.
    """

    client_name: str
    guider_name: str
    why: str
    clips: tuple[LetterClip, ...]
    length: Micros
    size: int
    until: datetime
    who_sees: tuple[str, ...]
    reply: Reply | None
    voice: VoiceState
    trial: Trial | None

    @property
    def favourites(self) -> frozenset[ClipId]:
        return self.reply.favourites if self.reply else frozenset()


def share(actor: Actor, reel_id: ReelId) -> NewLink:
    """Make a link for the client; a link that was made before ends."""
    now, secret = timezone.now(), new_token()
    with act(actor, Verb.SHARE_REEL, reel_id) as bond:
        if bond.family is None or not is_made(reels.load(reel_id)):
            raise NotAllowed("Make the reel first: what you share is what you have seen.")
        invitation = Invitation(InvitationId.new(), now, now + A_LINK_LASTS)
        invitations.end(reel_id, now)
        invitations.add(invitation, reel_id, bond.family, token_hash(secret))
    return NewLink(invitation, secret)


def end_sharing(actor: Actor, invitation_id: InvitationId) -> None:
    """End the link at once, for every device."""
    with act(actor, Verb.STOP_SHARING, invitation_id):
        invitations.end(invitations.reel_of(invitation_id), timezone.now())


def second_device_code(actor: Actor, invitation_id: InvitationId) -> str:
    """A code, good once and for a quarter of an hour, with which the letter opens on another device."""
    code = new_code()
    with act(actor, Verb.SHARE_REEL, invitation_id):
        invitations.offer_code(invitation_id, code_hash(code, _code_key()), timezone.now() + A_CODE_LASTS)
    return code


def open_letter(secret: str, device: str | None) -> Opened:
    """Open the letter on the first device, or again on one that is known; raises NeedsCode on any other."""
    invitation = _found(secret)
    with act(Actor(invitation.id), Verb.OPEN_LETTER, invitation.id):
        if device and _is_known(device, invitation.id):
            return Opened(invitation.id, device)
        if not invitations.claim_first(invitation.id, timezone.now()):
            raise NeedsCode
        return _bind(invitation.id)


def open_with_code(secret: str, code: str) -> Opened:
    """Open the letter on a further device; raises NotAllowed for a code that is wrong, late or tried too often.

    A try is a deed of its own, which counts and is written whatever comes of it.
    """
    invitation = _found(secret)
    with act(Actor(invitation.id), Verb.TRY_CODE, invitation.id):
        is_right = invitations.use_code(invitation.id, code_hash(code.strip(), _code_key()), timezone.now())
    if not is_right:
        raise NotAllowed("This code does not open the film. Please ask for a new one.")
    with act(Actor(invitation.id), Verb.OPEN_LETTER, invitation.id):
        invitations.claim_first(invitation.id, timezone.now())
        return _bind(invitation.id)


def letter_reader(device: str) -> Actor | None:
    """Who holds this device, if a letter was opened on it."""
    invitation = invitations.of_device(token_hash(device))
    return Actor(invitation.id) if invitation else None


def read_letter(actor: Actor) -> Letter:
    its = invitation_of(actor)
    with act(actor, Verb.WATCH_SHARED, its):
        reel_id = invitations.reel_of(its)
        family = families.load(cycles.family_of(reels.cycle_of(reel_id)))
        guider = accounts.load(families.guider_of(family.id)).name
        clips = clips_shown(reel_id)
        return Letter(
            client_name=family.client.name if family.client else "",
            guider_name=guider,
            why=reels.load(reel_id).why,
            clips=clips,
            length=clips[-1].end if clips else Micros(0),
            size=watched(actor, Verb.WATCH_SHARED, its, reels.rendered(reel_id)).size,
            until=invitations.load(its).until,
            who_sees=_who_sees(reel_id, guider),
            reply=replies.of_reel(reel_id),
            voice=state_of_voice(reel_id),
            trial=reviews.trial_of(reel_id),
        )


def letter_film(actor: Actor) -> Watched:
    its = invitation_of(actor)
    with act(actor, Verb.WATCH_SHARED, its):
        reel_id = invitations.reel_of(its)
        film = watched(actor, Verb.WATCH_SHARED, its, reels.rendered(reel_id))
        watched_by(reel_id, Watcher.CLIENT)
        return film


def letter_still(actor: Actor, clip_id: ClipId) -> Watched:
    its = invitation_of(actor)
    with act(actor, Verb.WATCH_SHARED, its):
        return watched(actor, Verb.WATCH_SHARED, its, reels.still(invitations.reel_of(its), clip_id))


def stop(actor: Actor) -> None:
    """The client ends the sharing, at once and for every device."""
    its = invitation_of(actor)
    with act(actor, Verb.STOP_SHARING, its):
        invitations.end(invitations.reel_of(its), timezone.now(), by_client=True)


def invitation_of(actor: Actor) -> InvitationId:
    """The invitation that `actor` holds; raises NotYours for anybody else."""
    if isinstance(actor.who, AccountId) or actor.who is None:
        raise NotYours
    return actor.who


def state_of_voice(reel_id: ReelId) -> VoiceState:
    work = jobs.status(jobs.Kind.VOICE, reel_id)
    if work is None:
        return VoiceState()
    is_coming = work.state in (jobs.State.QUEUED, jobs.State.RUNNING)
    return VoiceState(is_coming, NO_SOUND if work.state is jobs.State.FAILED else "")


def clips_shown(reel_id: ReelId) -> tuple[LetterClip, ...]:
    """The clips of the rendered reel; one that was taken out since cannot be chosen any more."""
    stills = reels.with_stills(reel_id)
    return tuple(
        LetterClip(clip.id, made.start, made.end, clip.question, clip.id in stills)
        for made, clip in reels.as_made(reel_id)
    )


def _who_sees(reel_id: ReelId, guider: str) -> tuple[str, ...]:
    family = families.load(cycles.family_of(reels.cycle_of(reel_id)))
    client = next(person.name for person in family.people if person.part is Part.CLIENT)
    open_ones = [each for each in supervisions.of_reel(reel_id) if each.ended_at is None]
    helpers = tuple(f"{each.supervisor_name}, who helps {guider} to learn" for each in open_ones)
    return (f"you, {client}", f"{guider}, who filmed you", *helpers)


def _found(secret: str) -> Invitation:
    invitation = invitations.find(token_hash(secret))
    if invitation is None:
        raise NotYours
    return invitation


def _bind(invitation: InvitationId) -> Opened:
    device = new_token()
    invitations.bind(invitation, token_hash(device))
    return Opened(invitation, device)


def _is_known(device: str, invitation: InvitationId) -> bool:
    known = invitations.of_device(token_hash(device))
    return known is not None and known.id == invitation


def _code_key() -> DataKey:
    return place().master.derive("codes")
