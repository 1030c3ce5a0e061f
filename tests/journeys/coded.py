"""A home with a play that was filmed from two sides, so that a journey begins where it is coded.

It is brought about before its site is served: `python -m tests.journeys.coded`.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.machine import environment

LATER = 2
"""Seconds after the film at which its second view begins."""
LENGTH = 12
"""Seconds of the film."""


def coded(home: Path) -> str:
    """Where the film of Alice is on the site, whose second view lies beside it; Bob works in the same service."""
    made = subprocess.run(
        [sys.executable, "-m", "tests.journeys.coded"],
        env=environment(VIGNETTE_HOME=str(home)),
        check=True,
        stdout=subprocess.PIPE,
    )
    return str(json.loads(made.stdout))


def make() -> str:
    from tests import people
    from tests.two_films import across_the_room, on_the_shelf
    from vignette.actions import pairing
    from vignette.domain.consent import Purpose
    from vignette.domain.span import SECOND, Micros

    alice = people.someone("Alice")
    people.someone("Bob")
    family = people.family_of(alice)
    people.everyone_agrees(alice, family, (*people.AGREED, Purpose.TEACHING))
    with tempfile.TemporaryDirectory() as folder:
        shelf = on_the_shelf(Path(folder) / "shelf.mp4", seconds=LENGTH)
        across = across_the_room(Path(folder) / "across.mp4", seconds=LENGTH, start=LATER)
        film, other = (people.ready_film_of(alice, family, each) for each in (shelf, across))
    pairing.choose(alice.actor, film, other)
    people.work_off()
    pairing.fit(alice.actor, film, Micros(LATER * SECOND), is_other_heard=False)
    return f"/films/{film}"


if __name__ == "__main__":
    from vignette.cli.site import bring_up

    bring_up()
    json.dump(make(), sys.stdout)
