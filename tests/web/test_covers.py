"""What the reel's page and the server tell each other while somebody in a clip is followed."""

from pathlib import Path

import numpy as np
import pytest
from django.test import Client

from tests.footage.reel.drawn import MAGENTA, SIDE, box_at, drawn, patch_at
from tests.people import Someone, everyone_agrees, family_of, keep, own_moment, ready_film_of, work_off
from tests.web.conftest import SignIn
from vignette.actions import reels

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(alice: Someone, tmp_path: Path) -> str:
    """Of a clip through which a square moves."""
    family = family_of(alice)
    everyone_agrees(alice, family)
    square = np.full((SIDE, SIDE, 3), MAGENTA, np.uint8)
    square[10:20, 10:30] = 30
    film = ready_film_of(
        alice, family, drawn(tmp_path / "walk.mp4", lambda at: patch_at(at, square), is_exact=False).path
    )
    keep(alice, film, own_moment(film, 0.2, 1.0))
    reel = reels.start_reel(alice.actor, film)
    clip = reels.see_reel(alice.actor, reel).reel.clips[0].id
    return f"/api/reels/{reel}/clips/{clip}/cover"


@pytest.fixture
def browser(alice: Someone, sign_in: SignIn) -> Client:
    return sign_in(alice)


def wish(at: int, left: float) -> dict[str, object]:
    box = box_at(at / 1_000_000)
    return {"at": at, "box": {"left": left, "top": box.top, "width": box.width, "height": box.height}, "until": None}


def test_a_wish_waits_and_then_has_keys(browser: Client, address: str) -> None:
    nothing = browser.get(address).json()
    waiting = browser.post(address, wish(500_000, box_at(0.5).left), "application/json").json()
    work_off()
    done = browser.get(address).json()

    assert nothing == {"state": "none", "share": 0.0, "keys": [], "words": ""}
    assert (waiting["state"], waiting["keys"]) == ("waiting", [])
    assert (done["state"], done["share"], done["words"]) == ("done", 1.0, "")
    assert [key["isByHand"] for key in done["keys"]].count(True) == 1
    assert {*done["keys"][0]} == {"at", "box", "isByHand"}


def test_what_makes_no_sense_is_refused_with_a_sentence(browser: Client, address: str) -> None:
    for at, left, words in (
        (500_000, -0.1, "draw it again"),
        (500_000, 0.95, "draw it again"),
        (1_800_000, 0.1, "inside it"),
    ):
        answer = browser.post(address, wish(at, left), "application/json")

        assert answer.status_code == 422
        assert words in answer.content.decode()
