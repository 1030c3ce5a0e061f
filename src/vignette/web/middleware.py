"""What holds for every request: the headers, the door, and errors told as sentences."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from vignette.actions import sharing
from vignette.domain.errors import NotYours, VignetteError
from vignette.web import asking
from vignette.web.pages import problems
from vignette.web.pages.letters import device_of
from vignette.web.rules import RULES, Answer, Who

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


class Gate:
    """Lets through whom the table of rules lets through; an address without a rule is no address."""

    def __init__(self, get_response: Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._next(request)

    def process_view(self, request: HttpRequest, _view: Any, _arguments: Any, _named: Any) -> HttpResponse | None:
        rule = RULES.get(request.resolver_match.view_name) if request.resolver_match else None
        if rule is None:
            return problems.nothing_here(request)
        if rule.who is Who.ANYONE:
            return None
        if rule.who is Who.CLIENT:
            return None if _has_letter(request) else problems.nothing_here(request)
        return None if request.user.is_authenticated else problems.sign_in_first(request, rule.answer)


def _has_letter(request: HttpRequest) -> bool:
    try:
        return sharing.letter_reader(device_of(request)) is not None
    except NotYours:
        return False


class Sentences:
    """Turns an error of the world into the page, the JSON or the message it belongs to."""

    def __init__(self, get_response: Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._next(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        if not isinstance(error, VignetteError):
            return None
        rule = RULES[request.resolver_match.view_name] if request.resolver_match else None
        answer = rule.answer if rule else Answer.PAGE
        if answer in (Answer.WORDS, Answer.SENTENCE):
            return problems.told(str(error), answer, problems.status_of(error))
        if isinstance(error, NotYours) or answer is Answer.BYTES:
            return problems.nothing_here(request)
        if request.headers.get("HX-Request"):
            return problems.fragment(request, error)
        if request.method == "POST":
            messages.error(request, str(error))
            return asking.back(request, "letter" if rule and rule.who is Who.CLIENT else "home")
        return problems.not_now(request, error)
