"""Following somebody through a clip."""

from vignette.actions.act import act
from vignette.cell.aside import aside
from vignette.covering.errands import FOLLOW
from vignette.domain.leave import Verb
from vignette.domain.reel import ClipId
from vignette.storage import assets, followings
from vignette.storage.jobs import Claim

LONGEST_WORK = 1800.0
"""Seconds after which following somebody through one clip is given up."""


def follow(claim: Claim) -> None:
    """Follow what was asked for the clip of `claim`, and keep where it was found."""
    clip_id = ClipId(claim.subject)
    reel_id, wish = followings.wish(clip_id)
    with act(claim.actor, Verb.FOLLOW_IN_CLIP, reel_id):
        source = assets.playable(wish.film)
    found = aside(FOLLOW, source, wish.box, wish.at, wish.span, progress=claim.progress, seconds=LONGEST_WORK)
    with act(claim.actor, Verb.FOLLOW_IN_CLIP, reel_id), claim.publishing():
        followings.keep_found(clip_id, found)
