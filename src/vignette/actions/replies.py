"""What the client sends back from their phone: words, favourites, a voice note, and what they tried."""

from collections.abc import Iterator

from django.utils import timezone

from vignette.actions.act import act
from vignette.actions.sharing import VoiceState, clips_shown, invitation_of, state_of_voice
from vignette.actions.watching import Watched, watched
from vignette.domain.errors import NotAllowed, NotYours
from vignette.domain.leave import Actor, Verb
from vignette.domain.reel import ClipId, ReelId
from vignette.storage import blobs, families, invitations, jobs, replies, reviews

LARGEST_VOICE = 8 << 20
"""Bytes; two minutes as any phone records them are a quarter of it."""


def write_back(actor: Actor, words: str) -> None:
    """What the client saw, in their words."""
    its = invitation_of(actor)
    with act(actor, Verb.REPLY, its) as bond:
        if bond.family is None:
            raise NotYours
        replies.save_words(invitations.reel_of(its), bond.family, words.strip(), timezone.now())


def favour(actor: Actor, clip: ClipId, *, is_liked: bool) -> None:
    """Say that the client likes this moment best, or no longer so; there may be several."""
    its = invitation_of(actor)
    with act(actor, Verb.REPLY, its) as bond:
        shown = {each.id for each in clips_shown(invitations.reel_of(its))}
        if bond.family is None or clip not in shown:
            raise NotYours
        if is_liked:
            replies.favour(clip, bond.family, timezone.now())
        else:
            replies.favour_no_more(clip)


def speak(actor: Actor, said: Iterator[bytes]) -> None:
    """Take in a voice note, which takes the place of the one before once sound was made of it.

    `said` is what their phone recorded. Raises NotAllowed, saying so, where it is too long to be one.
    """
    its = invitation_of(actor)
    with act(actor, Verb.WATCH_SHARED, its) as bond:
        family = bond.family
    if family is None:
        raise NotYours
    came = blobs.seal(family, "voice that came", _bounded(said))
    with blobs.dropped_on_failure([came]), act(actor, Verb.SPEAK, its):
        reel = invitations.reel_of(its)
        replies.await_voice(reel, family, came, timezone.now())
        jobs.queue(jobs.Kind.VOICE, reel, family=family, asked_by=families.guider_of(family))


def voice_state(actor: Actor) -> VoiceState:
    """What became of the voice note that was sent last."""
    its = invitation_of(actor)
    with act(actor, Verb.HEAR_VOICE, its):
        return state_of_voice(invitations.reel_of(its))


def own_voice(actor: Actor) -> Watched:
    """The voice note that the client sent, for themselves."""
    its = invitation_of(actor)
    with act(actor, Verb.HEAR_VOICE, its):
        return watched(actor, Verb.HEAR_VOICE, its, replies.voice(invitations.reel_of(its)))


def hear_voice(actor: Actor, reel_id: ReelId) -> Watched:
    """What the client said about a reel, for the guider."""
    with act(actor, Verb.HEAR_VOICE, reel_id):
        return watched(actor, Verb.HEAR_VOICE, reel_id, replies.voice(reel_id))


def unsay(actor: Actor) -> None:
    """Erase the client's voice note for good."""
    its = invitation_of(actor)
    with act(actor, Verb.UNSAY, its):
        reel = invitations.reel_of(its)
        jobs.drop(reel, jobs.Kind.VOICE)
        replies.erase_voice(reel)


def tell_tried(actor: Actor, happened: str) -> None:
    """Say that what was agreed was tried, and in a few words what came of it, or none."""
    its = invitation_of(actor)
    with act(actor, Verb.TELL_TRIED, its) as bond:
        reel = invitations.reel_of(its)
        if bond.family is None or reviews.trial_of(reel) is None:
            raise NotYours
        reviews.tell_trial(reel, bond.family, was_tried=True, happened=happened.strip())


def _bounded(said: Iterator[bytes]) -> Iterator[bytes]:
    count = 0
    for piece in said:
        count += len(piece)
        if count > LARGEST_VOICE:
            raise NotAllowed("This is too long. Please say it in two minutes.")
        yield piece
