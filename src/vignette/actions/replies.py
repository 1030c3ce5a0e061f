"""What the client sends back from their phone: words, favourites, a voice note, and what they tried."""

from collections.abc import Iterator

from django.utils import timezone

from vignette.actions.act import act
from vignette.actions.sharing import clips_shown, invitation_of
from vignette.actions.watching import Watched, watched
from vignette.actions.workshop import private_folder
from vignette.cell.aside import aside
from vignette.domain.errors import FilmProblem, NotAllowed, NotYours, ReaderStopped, ReaderTooSlow
from vignette.domain.identity import FamilyId
from vignette.domain.leave import Actor, Verb
from vignette.domain.reel import ClipId, ReelId
from vignette.domain.review import Tried, VoiceNote
from vignette.footage.voice import MadeVoice, make_voice
from vignette.storage import blobs, invitations, replies, reviews
from vignette.storage.blobs import NewBlob

LARGEST_VOICE = 8 << 20
"""Bytes; two minutes as any phone records them are a quarter of it."""

LONGEST_WORK = 60.0
"""Seconds after which making one voice note playable is given up."""

_NO_SOUND = "We cannot hear this. Please say it once more."


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
    """Keep a voice note of the client, in the place of the one before; `said` is what their phone recorded.

    Raises NotAllowed, saying so, where it is no sound, or too long. What came is taken apart in a cell and made anew.
    """
    its = invitation_of(actor)
    with act(actor, Verb.WATCH_SHARED, its) as bond:
        family = bond.family
    if family is None:
        raise NotYours
    made, sound = _made_anew(family, said)
    with blobs.dropped_on_failure([sound]), act(actor, Verb.SPEAK, its):
        replies.keep_voice(invitations.reel_of(its), family, sound, VoiceNote(made.length, timezone.now()))


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
        replies.erase_voice(invitations.reel_of(its))


def tell_tried(actor: Actor, happened: str) -> None:
    """Say that what was agreed was tried, and in a few words what came of it, or none."""
    its = invitation_of(actor)
    with act(actor, Verb.TELL_TRIED, its) as bond:
        reel = invitations.reel_of(its)
        if bond.family is None or not reviews.to_try(reel):
            raise NotYours
        replies.tell_tried(reel, bond.family, Tried(happened.strip(), timezone.now()))


def _made_anew(family: FamilyId, said: Iterator[bytes]) -> tuple[MadeVoice, NewBlob]:
    came = blobs.seal(family, "voice that came", _bounded(said))
    try:
        with private_folder() as folder:
            target = folder / "voice"
            made = aside(make_voice, blobs.before_kept(came), target, seconds=LONGEST_WORK)
            return made, blobs.seal_file(family, "voice", target)
    except (FilmProblem, ReaderStopped, ReaderTooSlow) as problem:
        raise NotAllowed(_NO_SOUND) from problem
    finally:
        blobs.drop(came)


def _bounded(said: Iterator[bytes]) -> Iterator[bytes]:
    count = 0
    for piece in said:
        count += len(piece)
        if count > LARGEST_VOICE:
            raise NotAllowed("This is too long. Please say it in two minutes.")
        yield piece
