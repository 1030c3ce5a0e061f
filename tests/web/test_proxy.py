"""Behind a proxy the site speaks plain http, to that proxy alone."""

import ipaddress

import pytest
from allauth.core.internal.httpkit import get_client_ip
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings

from vignette.web.proxy import Proxy

pytestmark = pytest.mark.django_db

PROXY, STRANGER = "10.0.0.5", "203.0.113.7"
AS_A_SERVICE = override_settings(
    ALLOWED_HOSTS=["films.example.org"],
    VIGNETTE_PROXY=(ipaddress.ip_network(PROXY),),
    SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"),
    SECURE_SSL_REDIRECT=True,
    SECURE_SSL_HOST="films.example.org",
    SECURE_HSTS_SECONDS=31_536_000,
    ALLAUTH_TRUSTED_PROXY_COUNT=1,
)


def browser(address: str, said: str) -> Client:
    return Client(REMOTE_ADDR=address, SERVER_NAME="films.example.org", headers={"X-Forwarded-Proto": said})


@AS_A_SERVICE
@pytest.mark.parametrize("address", [PROXY, f"::ffff:{PROXY}"])
def test_what_the_proxy_received_by_https_is_answered_and_bound_to_https(address: str) -> None:
    answer = browser(address, "https").get("/sign-in")

    assert answer.status_code == 200
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


@AS_A_SERVICE
@pytest.mark.parametrize(("address", "said"), [(PROXY, "http"), (STRANGER, "https"), ("", "https"), ("x", "https")])
@pytest.mark.parametrize("page", ["/sign-in", "/letter/", "/api/films/x/edits", "/static/site/mark.svg"])
def test_plain_http_and_whoever_claims_to_be_the_proxy_are_sent_to_the_front_door(
    address: str, said: str, page: str
) -> None:
    for method in ("GET", "POST"):
        answer = browser(address, said).generic(method, page)

        assert answer.status_code == 301
        assert answer.headers["Location"] == f"https://films.example.org{page}"


@AS_A_SERVICE
@pytest.mark.parametrize(("address", "seen"), [(PROXY, "198.51.100.1"), (STRANGER, STRANGER)])
def test_only_the_proxy_can_say_who_tries_passwords(address: str, seen: str) -> None:
    found: list[str | None] = []

    def look(request: HttpRequest) -> HttpResponse:
        found.append(get_client_ip(request))
        return HttpResponse()

    Proxy(look)(RequestFactory().get("/", REMOTE_ADDR=address, HTTP_X_FORWARDED_FOR="192.0.2.9, 198.51.100.1"))

    assert found == [seen]
