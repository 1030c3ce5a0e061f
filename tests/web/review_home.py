"""A home in which Alice and Hanna can hold a shared review, made by a process of its own: `python -m` this, then read.

It prints what is needed to take part: the reel, the invitation and its secret, and two sessions of Alice's.
"""

import json
import sys
import tempfile
from pathlib import Path

from vignette.cli.site import bring_up


def main() -> None:
    bring_up()
    from django.conf import settings
    from django.test import Client

    from tests.films import frame_film
    from tests.people import everyone_agrees, family_of, own_moment, ready_film_of, rendered_reel_of, someone
    from vignette.actions import sharing
    from vignette.storage.rows import Account

    alice = someone("Alice")
    family = family_of(alice)
    everyone_agrees(alice, family)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "small.mp4")
        frame_film(file, seconds=4)
        film = ready_film_of(alice, family, file)
    reel = rendered_reel_of(alice, film, own_moment(film, 0.5, 1.5), own_moment(film, 2, 3.5))
    link = sharing.share(alice.actor, reel)
    told = {"reel": str(reel), "invitation": str(link.invitation.id), "secret": link.secret}
    for name in ("cookie", "second_cookie"):
        browser = Client()
        browser.force_login(Account.objects.get(pk=alice.id.value))
        told[name] = f"{settings.SESSION_COOKIE_NAME}={browser.session.session_key}"
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
