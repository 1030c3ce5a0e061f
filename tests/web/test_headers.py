"""What every answer carries, so that pages stay private and scripts at home."""

import pytest
from django.conf import settings
from django.test import Client

from tests.people import PASSWORD, Someone
from tests.web.conftest import SignIn
from vignette.actions import families

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/sign-in", "/letter/", "/families/new", "/nothing", "/me/security"])
def test_no_page_may_be_kept_framed_or_scripted_from_elsewhere(alice: Someone, sign_in: SignIn, address: str) -> None:
    headers = sign_in(alice).get(address).headers

    assert headers["Cache-Control"] == "private, no-store"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Access-Control-Allow-Origin" not in headers


def test_signing_out_takes_everything_out_of_the_browser(alice: Someone, sign_in: SignIn) -> None:
    browser = sign_in(alice)

    answer = browser.post("/sign-out")

    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert browser.get("/").status_code == 302


def test_a_cookie_from_before_signing_out_opens_nothing(alice: Someone, sign_in: SignIn) -> None:
    browser = sign_in(alice)
    old = browser.cookies[settings.SESSION_COOKIE_NAME].value

    browser.post("/sign-out")

    again = Client()
    again.cookies[settings.SESSION_COOKIE_NAME] = old
    assert again.get("/").status_code == 302


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(client: Client, alice: Someone) -> None:
    client.get("/sign-in")
    client.post("/sign-in", {"login": alice.email, "password": PASSWORD})

    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Lax"


@pytest.mark.parametrize("address", ["/", "/sign-in", "/letter/", "/nothing"])
def test_a_host_nobody_configured_is_no_host_of_ours(client: Client, address: str) -> None:
    answer = client.get(address, headers={"Host": "evil.example"})

    assert answer.status_code == 400
    assert b"evil" not in answer.content


def test_a_form_without_its_mark_changes_nothing(alice: Someone, sign_in: SignIn) -> None:
    browser = sign_in(alice)
    browser.handler.enforce_csrf_checks = True

    for address in ("/families/new", "/sign-out", "/sign-in", "/letter/"):
        assert browser.post(address, {"name": "x", "client": "y"}).status_code == 403, address
    assert families.my_families(alice.actor) == []


def test_an_answer_in_the_api_needs_the_mark_too(alice: Someone, sign_in: SignIn) -> None:
    browser = sign_in(alice)
    browser.handler.enforce_csrf_checks = True
    address = "/api/films/11111111-1111-4111-8111-111111111111/edits"

    for kind in ("application/json", "text/plain"):
        assert browser.post(address, '{"edits": []}', kind).status_code == 403


def test_a_fault_of_ours_says_nothing_about_how_the_site_is_made(
    alice: Someone, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = sign_in(alice)
    browser.raise_request_exception = False
    monkeypatch.setattr("vignette.actions.families.my_families", broken)

    answer = browser.get("/")

    assert answer.status_code == 500
    assert b"not your fault" in answer.content
    assert b"secret words" not in answer.content
    assert b"Traceback" not in answer.content


def broken(_: object) -> None:
    raise RuntimeError("secret words of a family")
