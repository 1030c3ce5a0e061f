"""What happens when a reel is made: the chosen spans are cut out, and nothing else leaves the film."""

from collections.abc import Sequence

from django.utils import timezone

from vignette.actions.act import act
from vignette.actions.workshop import private_folder
from vignette.cell.aside import aside
from vignette.domain.consent import Purpose, require, without
from vignette.domain.edition import rendered
from vignette.domain.errors import FilmProblem, NotAllowed
from vignette.domain.leave import Verb
from vignette.domain.person import Person
from vignette.domain.reel import Reel, ReelId
from vignette.domain.score import Score, score_of
from vignette.footage.errands import MAKE_REEL
from vignette.storage import assets, blobs, cycles, films, invitations, keepsakes, reels, supervisions
from vignette.storage.jobs import Claim

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
            made = aside(MAKE_REEL, score_of(reel), sources, target, progress=claim.progress, seconds=LONGEST_WORK)
            sealed = [blobs.seal_file(family, "reel", target)]
    except FilmProblem as problem:
        claim.fail(str(problem))
    else:
        with blobs.dropped_on_failure(sealed):
            sealed.extend(blobs.seal(family, "still", [each]) for each in made.stills)
            _publish(claim, reel, sealed[0], sealed[1:], score_of(reel))


def _publish(claim: Claim, reel: Reel, film: blobs.NewBlob, stills: Sequence[blobs.NewBlob], score: Score) -> None:
    """Whoever was sent or shown the reel as it was before is asked anew.

    What was made shows the reel as it was when that began: who is in those films is asked, whatever it holds by now.
    """
    clips = rendered(reel.clips, score)
    with act(claim.actor, Verb.RENDER_REEL, reel.id) as bond, claim.publishing():
        shown, now = _people_in(reel), timezone.localtime()
        require(shown, Purpose.FILM, bond.consents, now)
        may_keep = not without(dict.fromkeys((*bond.in_frame, *shown)), Purpose.KEEP_STILLS, bond.consents, now)
        reels.publish(reel, film, clips, stills if may_keep else ())
        invitations.end(reel.id, timezone.now())
        supervisions.end_all_of(reel.id, timezone.now())
        keepsakes.erase(reel.id)
    for still in () if may_keep else stills:
        blobs.drop(still)


def _people_in(reel: Reel) -> tuple[Person, ...]:
    people = films.people_in(reel.films())
    if people is None:
        raise NotAllowed("A film in this reel was erased while it was being made: look at the reel once more.")
    return people
