"""What happens when a reel is made: the chosen spans are cut out, and nothing else leaves the film."""

from collections.abc import Sequence

from django.utils import timezone

from vignette.actions.act import act
from vignette.actions.workshop import private_folder
from vignette.cell.aside import aside
from vignette.domain.consent import Purpose, without
from vignette.domain.errors import FilmProblem
from vignette.domain.leave import Verb
from vignette.domain.reel import Reel, ReelId
from vignette.domain.score import score_of
from vignette.domain.span import Micros
from vignette.footage.ready import make_reel
from vignette.storage import assets, blobs, cycles, invitations, keepsakes, reels, supervisions
from vignette.storage.jobs import Claim
from vignette.storage.reels import RenderedClip

LONGEST_WORK = 3600.0
"""Seconds of processor time after which one reel is given up."""


def make(claim: Claim) -> None:
    """Render the reel of `claim` and publish it, with a still of each clip where everybody agreed to keep stills."""
    reel_id = ReelId(claim.subject)
    with act(claim.actor, Verb.RENDER_REEL, reel_id):
        reel = reels.load(reel_id)
        family = cycles.family_of(reels.cycle_of(reel_id))
        sources = tuple((film, assets.playable(film)) for film in reel.films())
    try:
        with private_folder() as folder:
            target = folder / "reel"
            made = aside(make_reel, score_of(reel), sources, target, progress=claim.progress, seconds=LONGEST_WORK)
            film = blobs.seal_file(family, "reel", target)
    except FilmProblem as problem:
        claim.fail(str(problem))
    else:
        sealed = [film]
        with blobs.dropped_on_failure(sealed):
            sealed.extend(blobs.seal(family, "still", [each]) for each in made.stills)
            _publish(claim, reel, film, sealed[1:], made.starts)


def _publish(
    claim: Claim, reel: Reel, film: blobs.NewBlob, stills: Sequence[blobs.NewBlob], starts: Sequence[Micros]
) -> None:
    """Whoever was sent or shown the reel as it was before is asked anew."""
    clips = [RenderedClip(clip.id, clip.film, clip.span, start) for clip, start in zip(reel.clips, starts, strict=True)]
    with act(claim.actor, Verb.RENDER_REEL, reel.id) as bond, claim.publishing():
        may_keep = not without(bond.in_frame, Purpose.KEEP_STILLS, bond.consents, timezone.localtime())
        reels.publish(reel.id, film, clips, stills if may_keep else ())
        invitations.end(reel.id, timezone.now())
        supervisions.end_all_of(reel.id, timezone.now())
        keepsakes.erase(reel.id)
    for still in () if may_keep else stills:
        blobs.drop(still)
