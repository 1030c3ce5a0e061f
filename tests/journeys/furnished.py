"""A home in which a reel is made and shared, so that a journey begins where two people sit down to look together."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.machine import environment


@dataclass(frozen=True)
class Shared:
    """What there is: where the reel lives on the site, what opens the letter, and the link's own name."""

    reel: str
    secret: str
    invitation: str


def furnished(home: Path, film: Path) -> Shared:
    """A reel of three moments of `film`, made and shared by Alice with Hanna, in the home at `home`."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.furnished", str(film)],
        env=environment(VIGNETTE_HOME=str(home)),
        check=True,
        stdout=subprocess.PIPE,
    )
    return Shared(**json.loads(done.stdout))


def furnish(film: Path) -> dict[str, str]:
    from tests import people
    from vignette.actions import families, reels, sharing

    alice = people.someone("Alice")
    family = people.family_of(alice)
    people.everyone_agrees(alice, family)
    families.set_goal(alice.actor, family, "Play together without hurry")
    source = people.ready_film_of(alice, family, film)
    spans = ((0.2, 7.2), (7.6, 14.6), (15.0, 22.0))
    reel = people.rendered_reel_of(alice, source, *(people.own_moment(source, start, end) for start, end in spans))
    for clip, question in zip(reels.see_reel(alice.actor, reel).reel.clips, ("What do you see?", "", ""), strict=True):
        people.edit_clip(alice, reel, clip.id, question=question)
    link = sharing.share(alice.actor, reel)
    return {"reel": f"/reels/{reel}", "secret": link.secret, "invitation": str(link.invitation.id)}


if __name__ == "__main__":
    from vignette.cli.site import bring_up

    bring_up()
    json.dump(furnish(Path(sys.argv[1])), sys.stdout)
