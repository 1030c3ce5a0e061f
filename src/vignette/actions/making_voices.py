"""What happens to a voice note after it came: taken apart in a cell and made anew, or refused in one sentence."""

from django.utils import timezone

from vignette.actions.act import act
from vignette.actions.sharing import NO_SOUND
from vignette.actions.workshop import private_folder
from vignette.cell.aside import aside
from vignette.domain.errors import FilmProblem, NotYours, ReaderStopped, ReaderTooSlow
from vignette.domain.leave import Verb
from vignette.domain.reel import ReelId
from vignette.domain.review import VoiceNote
from vignette.footage.errands import MAKE_VOICE
from vignette.footage.made import MadeVoice
from vignette.storage import blobs, replies
from vignette.storage.jobs import Claim

LONGEST_WORK = 60.0
"""Seconds after which making sound of one voice note is given up."""


def make(claim: Claim) -> None:
    """Make sound of what came, and let go of what came, whatever it was."""
    reel = ReelId(claim.subject)
    with act(claim.actor, Verb.PREPARE_VOICE, reel) as bond:
        came, family = replies.voice_that_came(reel), bond.family
    if came is None or family is None:
        raise NotYours
    try:
        with private_folder() as folder:
            target = folder / "voice"
            made = aside(MAKE_VOICE, came, target, progress=claim.progress, seconds=LONGEST_WORK)
            sound = blobs.seal_file(family, "voice", target)
    except (FilmProblem, ReaderStopped, ReaderTooSlow):
        _refuse(claim, reel)
    else:
        _publish(claim, reel, made, sound)


def _publish(claim: Claim, reel: ReelId, made: MadeVoice, sound: blobs.NewBlob) -> None:
    with blobs.dropped_on_failure([sound]), act(claim.actor, Verb.PREPARE_VOICE, reel), claim.publishing():
        replies.keep_voice(reel, sound, VoiceNote(made.length, timezone.now()))


def _refuse(claim: Claim, reel: ReelId) -> None:
    with act(claim.actor, Verb.PREPARE_VOICE, reel):
        claim.fail(NO_SOUND)
        replies.drop_what_came(reel)
