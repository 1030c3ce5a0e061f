"""A reel that was shared, brought about in a home before its site is served: `python -m tests.journeys.prepared`.

Writes the secret of the client's link and the identity of the reel.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

import django


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "vignette.web.settings"
    django.setup()
    from tests.films import frame_film
    from tests.people import (
        AGREED,
        Someone,
        edit_reel,
        everyone_agrees,
        family_of,
        own_moment,
        ready_film_of,
        rendered_reel_of,
    )
    from vignette.actions import sharing
    from vignette.domain.consent import Purpose
    from vignette.storage import accounts

    account = accounts.find("alice@example.org")
    assert account is not None
    alice = Someone(account.id, "Alice", "alice@example.org")
    family = family_of(alice)
    everyone_agrees(alice, family, (*AGREED, Purpose.COPY))
    with tempfile.TemporaryDirectory() as folder:
        frame_film(Path(folder) / "small.mp4", seconds=8)
        film = ready_film_of(alice, family, Path(folder) / "small.mp4")
    reel = rendered_reel_of(alice, film, *(own_moment(film, start, start + 1.5) for start in (0.5, 3, 6)))
    edit_reel(alice, reel, why="I chose these because you wait, and Jonas comes to you.")
    sys.stdout.write(json.dumps({"secret": sharing.share(alice.actor, reel).secret, "reel": str(reel)}))


if __name__ == "__main__":
    main()
