"""What happens when a reel is made: the chosen spans are cut out, and nothing else leaves the film."""

from collections.abc import Sequence
from pathlib import Path

from vignette.actions.act import act
from vignette.actions.workshop import private_folder
from vignette.domain.errors import FilmProblem
from vignette.domain.identity import FamilyId
from vignette.domain.leave import Verb
from vignette.domain.reel import Reel, ReelId
from vignette.domain.span import Span
from vignette.footage.aside import aside
from vignette.footage.ready import make_reel
from vignette.storage import blobs, cycles, films, reels
from vignette.storage.films import Asset
from vignette.storage.jobs import Claim
from vignette.storage.reels import RenderedClip
from vignette.vault.seal import SealedFile

LONGEST_WORK = 3600.0
"""Seconds of processor time after which one reel is given up."""


def make(claim: Claim) -> None:
    """Render the reel of `claim` and publish it with a still of each clip."""
    reel_id = ReelId(claim.subject)
    with act(claim.actor, Verb.RENDER_REEL, reel_id):
        reel = reels.load(reel_id)
        family = cycles.family_of(reels.cycle_of(reel_id))
        cuts = [(films.must_have(clip.film, Asset.PLAYABLE), clip.span) for clip in reel.clips]
    try:
        with private_folder() as folder:
            _render(claim, reel, family, cuts, folder)
    except FilmProblem as problem:
        claim.fail(str(problem))


def _render(claim: Claim, reel: Reel, family: FamilyId, cuts: Sequence[tuple[SealedFile, Span]], folder: Path) -> None:
    target = folder / "reel"
    made = aside(make_reel, cuts, target, progress=claim.progress, seconds=LONGEST_WORK)
    stills = [blobs.seal(family, "still", [each]) for each in made.stills]
    film = blobs.seal_file(family, "reel", target)
    clips = [RenderedClip(clip.id, clip.span, start) for clip, start in zip(reel.clips, made.starts, strict=True)]
    with act(claim.actor, Verb.RENDER_REEL, reel.id), claim.publishing():
        reels.publish(reel.id, film, clips, stills)
