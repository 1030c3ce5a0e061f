"""The camera page: open to whoever may film this family, and no other page may use camera or microphone."""

import json
import re

import pytest
from django.test import Client
from PIL import Image, ImageChops

from tests.album import remembered
from tests.people import Someone, everyone_agrees, family_of, people_of, the
from tests.web.conftest import SignIn
from tests.web.icons import SITE, SIZES, icon
from vignette.actions import consents
from vignette.domain.consent import Purpose
from vignette.domain.identity import FamilyId
from vignette.domain.person import Part
from vignette.storage.place import place
from vignette.vault.envelope import public_key

pytestmark = pytest.mark.django_db


@pytest.fixture
@remembered
def family(alice: Someone) -> FamilyId:
    its = family_of(alice)
    everyone_agrees(alice, its)
    return its


@pytest.fixture
def browser(alice: Someone, sign_in: SignIn) -> Client:
    return sign_in(alice)


def test_this_page_alone_may_use_camera_and_microphone(browser: Client, family: FamilyId) -> None:
    elsewhere = ("/", f"/families/{family}", f"/families/{family}/films/new", "/sign-in", "/letter/", "/offline")

    here = browser.get(f"/families/{family}/camera").headers

    assert "camera=(self), microphone=(self), geolocation=()" in here["Permissions-Policy"]
    for address in elsewhere:
        assert "camera=(), microphone=()" in browser.get(address).headers["Permissions-Policy"], address


def test_its_scripts_stay_as_tightly_held_as_all_others(browser: Client, family: FamilyId) -> None:
    here, home = browser.get(f"/families/{family}/camera").headers, browser.get("/").headers

    assert here["Content-Security-Policy"] == home["Content-Security-Policy"]
    assert here["Cache-Control"] == "private, no-store"


def test_only_who_agreed_to_be_filmed_can_be_chosen(browser: Client, alice: Someone) -> None:
    family = family_of(alice)
    client = the(Part.CLIENT, alice, family)
    consents.record_consent(alice.actor, family, person=client.id, purposes=[Purpose.FILM], given_by="Hanna")

    page = browser.get(f"/families/{family}/camera").content.decode()

    assert re.findall(r'name="people" value="([^"]+)"', page) == [str(client.id)]
    assert "Whoever has not agreed to be filmed is not listed" in page


def test_nothing_is_filmed_where_nobody_agreed(browser: Client, alice: Someone) -> None:
    page = browser.get(f"/families/{family_of(alice)}/camera").content.decode()

    assert "Nobody in this family has agreed to be filmed yet" in page
    assert 'id="camera"' not in page


def test_the_page_brings_the_key_that_films_are_sealed_to(browser: Client, family: FamilyId) -> None:
    page = browser.get(f"/families/{family}/camera").content.decode()

    assert f'data-recipient="{public_key(place().master).hex()}"' in page


def test_what_the_browser_may_keep_names_nobody(browser: Client, alice: Someone, family: FamilyId) -> None:
    script = browser.get("/service-worker.js")
    files = json.loads(re.search(r"FILES = (\[.*\]);", script.content.decode()).group(1))  # type: ignore[union-attr]  # it has one
    words = script.content.decode() + browser.get("/offline").content.decode()

    assert script.headers["Content-Type"].startswith("text/javascript")
    assert files[0] == "/offline"
    assert all(file.startswith("/static/") for file in files[1:])
    for name in (alice.name, alice.email, str(family), *(person.name for person in people_of(alice, family))):
        assert name not in words
    assert "csrf" not in words


def test_what_the_browser_may_keep_is_the_same_for_everybody(browser: Client) -> None:
    for address in ("/service-worker.js", "/offline"):
        assert browser.get(address).content == Client().get(address).content


def test_the_installed_page_begins_at_home_and_wears_the_mark() -> None:
    manifest = json.loads((SITE / "manifest.webmanifest").read_text())

    assert (manifest["name"], manifest["start_url"]) == ("Vignette", "/")
    for size in SIZES:
        assert {"src": f"icon-{size}.png", "sizes": f"{size}x{size}"}.items() <= _icon_of(manifest, size).items()
        with Image.open(SITE / f"icon-{size}.png") as drawn:
            difference = ImageChops.difference(drawn.convert("RGB"), icon(size))
        assert max(high for _, high in difference.getextrema()) <= 8


def _icon_of(manifest: dict[str, list[dict[str, str]]], size: int) -> dict[str, str]:
    return next(each for each in manifest["icons"] if each["src"] == f"icon-{size}.png")
