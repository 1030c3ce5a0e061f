"""Signing in: who is let in, how often it may be tried, and the second step."""

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client

from tests.people import PASSWORD, Someone

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_has_tried_yet() -> None:
    cache.clear()


def sign_in_with(browser: Client, email: str, password: str, after: str = "") -> int:
    address = "/sign-in" + (f"?next={after}" if after else "")
    return browser.post(address, {"login": email, "password": password, "next": after}).status_code


def test_the_right_password_leads_to_my_families(client: Client, alice: Someone) -> None:
    answer = client.post("/sign-in", {"login": alice.email.upper(), "password": PASSWORD}, follow=True)

    assert answer.redirect_chain[-1][0] == "/"
    assert b"Alice" in answer.content


def test_a_wrong_password_and_a_wrong_address_read_the_same(client: Client, alice: Someone) -> None:
    wrong_password = client.post("/sign-in", {"login": alice.email, "password": "not the password"})
    nobody = client.post("/sign-in", {"login": "nobody@example.org", "password": "not the password"})

    assert wrong_password.status_code == nobody.status_code == 200
    assert b"errorlist" in wrong_password.content
    assert sentence(wrong_password.content) == sentence(nobody.content)


def sentence(page: bytes) -> bytes:
    return page.split(b'class="errorlist')[1].split(b"</ul>")[0]


def test_trying_passwords_soon_comes_to_an_end(client: Client, alice: Someone) -> None:
    for _ in range(12):
        sign_in_with(client, alice.email, "a guess of a password")

    sign_in_with(client, alice.email, PASSWORD)

    assert client.get("/").status_code == 302


@pytest.mark.parametrize("after", ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere_after_signing_in(client: Client, alice: Someone, after: str) -> None:
    answer = client.post("/sign-in", {"login": alice.email, "password": PASSWORD, "next": after})

    assert answer.headers["Location"] == "/"


def test_nobody_signs_up_by_themselves(client: Client) -> None:
    for address in ("/sign-up", "/signup", "/accounts/signup/", "/sign-in/signup"):
        assert client.get(address).status_code == 404


def test_signing_in_begins_a_new_session(client: Client, alice: Someone) -> None:
    client.get("/letter/")
    client.post("/letter/", {"secret": "x"})
    before = client.session.session_key

    sign_in_with(client, alice.email, PASSWORD)

    assert client.session.session_key != before


def test_with_an_authenticator_the_password_alone_opens_nothing(alice: Someone) -> None:
    first, second = Client(), Client()
    sign_in_with(first, alice.email, PASSWORD)
    _, recovery = set_up_authenticator(first)

    sign_in_with(second, alice.email, PASSWORD)

    assert second.get("/").status_code == 302
    second.post("/sign-in/code", {"code": "000000"})
    assert second.get("/").status_code == 302
    second.post("/sign-in/code", {"code": recovery})
    assert second.get("/").status_code == 200


def test_the_numbers_of_the_app_and_a_recovery_code_are_good_once(alice: Someone) -> None:
    own = Client()
    sign_in_with(own, alice.email, PASSWORD)
    secret, recovery = set_up_authenticator(own)

    for code in (numbers_of(secret), recovery):
        opened = []
        for browser in (Client(), Client()):
            sign_in_with(browser, alice.email, PASSWORD)
            browser.post("/sign-in/code", {"code": code})
            opened.append(browser.get("/").status_code)
        assert opened == [200, 302]


def test_how_one_signs_in_is_only_changed_after_giving_the_password_again(client: Client, alice: Someone) -> None:
    sign_in_with(client, alice.email, PASSWORD)

    answer = client.get("/me/security/authenticator")

    assert answer.headers["Location"].startswith("/me/again")


def set_up_authenticator(browser: Client) -> tuple[str, str]:
    """Switch the second step on, and give back its secret and a recovery code."""
    browser.post("/me/again", {"password": PASSWORD})
    secret = str(browser.get("/me/security/authenticator").context["form"].secret)
    browser.post("/me/security/authenticator", {"code": numbers_of(secret)})
    return secret, str(browser.get("/me/security/codes").context["unused_codes"][0])


def numbers_of(secret: str) -> str:
    """What the app shows now."""
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))
