"""What holds for every request: the headers, the door, and errors told as sentences."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import reverse

from vignette.actions import sharing
from vignette.domain.errors import ConsentMissing, NotYours, VignetteError
from vignette.web import asking
from vignette.web.pages import problems
from vignette.web.pages.letters import device_of
from vignette.web.rules import RULES, Answer, Rule, Who

Next = Callable[[HttpRequest], HttpResponseBase]

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()",
    "X-Frame-Options": "DENY",
    "Cache-Control": "private, no-store",
}


LARGEST_MESSAGE = 2 * 1024 * 1024
"""Bytes of one message of an island: what the studio sends at once is a small part of it, a reel in which somebody is
covered all through each of three clips about half."""


class Headers:
    """Headers that keep pages private and scripts at home; an answer may be stricter, and static files may be kept."""

    def __init__(self, get_response: Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._next(request)
        if request.path.startswith("/static/"):
            response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
            response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
            return response
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers["Cache-Control"] = HEADERS["Cache-Control"]
        if request.path == reverse("account_logout") and request.method == "POST":
            response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
        return response


class Forgery(CsrfViewMiddleware):
    """Refuses what another site made a browser send; what is let in by a key, no other site can send."""

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:  # type: ignore[override]  # as given
        rule = _rule_of(request)
        return None if rule and rule.is_met_by_key(request.headers) else super().process_view(request, *view)


class Gate:
    """Lets through whom the table of rules lets through; an address without a rule is no address."""

    def __init__(self, get_response: Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._next(request)

    def process_view(self, request: HttpRequest, _view: Any, _arguments: Any, _named: Any) -> HttpResponse | None:
        rule = _rule_of(request)
        if rule is None:
            return problems.nothing_here(request)
        if rule.who is Who.ANYONE:
            return None
        if rule.who is Who.CLIENT:
            return None if _has_letter(request) else problems.nothing_here(request)
        if rule.is_met_by_key(request.headers):
            return None
        if not request.user.is_authenticated:
            return problems.sign_in_first(request, rule.answer)
        return problems.too_much(request) if rule.answer is Answer.WORDS and _says_too_much(request) else None


def _rule_of(request: HttpRequest) -> Rule | None:
    return RULES.get(request.resolver_match.view_name) if request.resolver_match else None


def _says_too_much(request: HttpRequest) -> bool:
    told = request.META.get("CONTENT_LENGTH") or "0"
    return not told.isdecimal() or int(told) > LARGEST_MESSAGE


def _has_letter(request: HttpRequest) -> bool:
    try:
        return sharing.letter_reader(device_of(request)) is not None
    except NotYours:
        return False


class Sentences:
    """Turns an error of the world into the page, the JSON or the sentence it belongs to."""

    def __init__(self, get_response: Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._next(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        if not isinstance(error, VignetteError):
            return None
        rule = _rule_of(request)
        answer = rule.answer if rule else Answer.PAGE
        if answer in (Answer.WORDS, Answer.SENTENCE):
            return problems.told(str(error), answer, problems.status_of(error))
        if answer is Answer.BYTES:
            return problems.nothing_here(request)
        if rule and rule.who is Who.CLIENT:
            return _told_to_client(request, error)
        if isinstance(error, NotYours):
            return problems.nothing_here(request)
        if request.headers.get("HX-Request"):
            return problems.fragment(request, error)
        back = asking.came_from(request, "home") if request.method == "POST" else reverse("home")
        return problems.not_now(request, error, back)


def _told_to_client(request: HttpRequest, error: VignetteError) -> HttpResponse:
    """Who did not agree is nothing for a phone that a link came to: the letter is closed, and no more is said."""
    if isinstance(error, (NotYours, ConsentMissing)):
        return problems.letter_closed(request)
    return problems.letter_not_now(request, error)
