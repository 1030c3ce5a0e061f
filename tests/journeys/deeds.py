"""Alice's deeds in a site that runs, as her hands ask for them: one wish a line, and in one line where that is."""

import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from django.conf import settings
from django.test import Client

from tests.journeys.hands import Kept
from tests.people import PASSWORD, Someone, arriving_film, edit_reel, keep, own_moment
from vignette.actions import accounts, arriving, consents, families, films, pairing, reels, sharing
from vignette.domain.consent import Purpose
from vignette.domain.film import FilmId, Readiness
from vignette.domain.identity import FamilyId
from vignette.domain.leave import OPERATOR
from vignette.domain.reel import ReelId
from vignette.domain.span import SECOND, Micros
from vignette.storage import accounts as stored
from vignette.storage.rows import Account

READY_WITHIN = 240.0
"""Seconds in which a worker of the site makes a short film ready, on a machine that is busy."""


def serve() -> None:
    """Do one wish after the other, until there are no more."""
    deeds: dict[str, Callable[..., str]] = {
        each.__name__: each for each in (let_in, session, family, film, second_view, reel, made_reel, share)
    }
    for wish in sys.stdin:
        name, *given = json.loads(wish)
        sys.stdout.write(json.dumps(deeds[name](*given)) + "\n")
        sys.stdout.flush()


def let_in(name: str, supervises: bool) -> str:
    email = f"{name.lower()}@example.org"
    return str(accounts.add_account(OPERATOR, name=name, email=email, password=PASSWORD, supervises=supervises))


def session(name: str) -> str:
    browser = Client()
    browser.force_login(Account.objects.get(email=f"{name.lower()}@example.org"))
    return f"{settings.SESSION_COOKIE_NAME}={browser.session.session_key}"


def family(called: str, client: str, partner: str, agreed: Sequence[str]) -> str:
    alice, question = _alice().actor, "What helps us to play?"
    opened = families.open_family(alice, name=called, client=client, partner=partner, question=question)
    for person in families.see_family(alice, opened).family.people:
        purposes = [Purpose(each) for each in agreed]
        consents.record_consent(alice, opened, person=person.id, purposes=purposes, given_by=client)
    return f"/families/{opened}"


def film(where: str, file: str) -> str:
    alice, content = _alice(), Path(file).read_bytes()
    its = arriving_film(alice, FamilyId.parse(_last_of(where)), len(content))
    arriving.receive(alice.actor, its, offset=0, chunks=[content])
    _until(lambda: films.film_state(alice.actor, its).readiness is Readiness.READY)
    return f"/films/{its}"


def second_view(where: str, beside: str, later: int) -> str:
    alice, its, other = _alice().actor, *(FilmId.parse(_last_of(each)) for each in (where, beside))
    pairing.choose(alice, its, other)
    _until(lambda: not pairing.see_second_view(alice, its).is_listening)
    pairing.fit(alice, its, Micros(later * SECOND), is_other_heard=False)
    return where


def reel(where: str, kept: Sequence[Kept]) -> str:
    alice, its = _alice(), FilmId.parse(_last_of(where))
    keep(alice, its, *(replace(own_moment(its, start, end), title=title) for title, start, end in kept))
    return f"/reels/{reels.start_reel(alice.actor, its)}"


def made_reel(where: str, kept: Sequence[Kept]) -> str:
    alice, begun = _alice().actor, reel(where, kept)
    its = ReelId.parse(_last_of(begun))
    reels.render_reel(alice, its)
    _until(lambda: bool(reels.see_reel(alice, its).editions))
    return begun


def share(where: str, why: str) -> str:
    alice, its = _alice(), ReelId.parse(_last_of(where))
    edit_reel(alice, its, why=why)
    return sharing.share(alice.actor, its).secret


@cache
def _alice() -> Someone:
    account = stored.find("alice@example.org")
    assert account is not None
    return Someone(account.id, "Alice", "alice@example.org")


def _last_of(address: str) -> str:
    return address.rsplit("/", 1)[-1]


def _until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while not is_so():
        assert time.monotonic() < deadline, "no worker of the site made it ready"
        time.sleep(0.1)
