"""When something is not as it should be: one sentence, what to do, and nothing of how the site is made."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from vignette.domain.errors import (
    ConsentMissing,
    FilmProblem,
    InUse,
    NoRoom,
    NotYours,
    OutOfDate,
    TooMany,
    VignetteError,
)
from vignette.web.rules import Answer

STATUSES: tuple[tuple[type[VignetteError], HTTPStatus], ...] = (
    (NotYours, HTTPStatus.NOT_FOUND),
    (OutOfDate, HTTPStatus.CONFLICT),
    (InUse, HTTPStatus.LOCKED),
    (TooMany, HTTPStatus.TOO_MANY_REQUESTS),
    (NoRoom, HTTPStatus.INSUFFICIENT_STORAGE),
    (ConsentMissing, HTTPStatus.UNPROCESSABLE_ENTITY),
    (FilmProblem, HTTPStatus.UNPROCESSABLE_ENTITY),
)


def status_of(error: VignetteError) -> HTTPStatus:
    return next((status for kind, status in STATUSES if isinstance(error, kind)), HTTPStatus.UNPROCESSABLE_ENTITY)


def told(sentence: str, answer: Answer, status: HTTPStatus) -> HttpResponse:
    """The sentence for a script: as JSON, or in plain text."""
    if answer is Answer.SENTENCE:
        return HttpResponse(sentence, content_type="text/plain; charset=utf-8", status=status)
    return JsonResponse({"words": sentence}, status=status)


def too_much(request: HttpRequest) -> HttpResponse:
    sentence = "This is too much at once: please reload the page."
    return told(sentence, Answer.WORDS, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def fragment(request: HttpRequest, error: VignetteError) -> HttpResponse:
    """The sentence alone, for the place on the page that asked."""
    return render(request, "parts/refusal.html", {"words": str(error)}, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def beside(request: HttpRequest, deed: Callable[[], object], where: str) -> HttpResponse | None:
    """Do `deed`; where it is refused within a page, the sentence beside the form `where`, which stays as it was."""
    try:
        deed()
    except NotYours:
        raise
    except VignetteError as problem:
        if not request.headers.get("HX-Request"):
            raise
        answer = fragment(request, problem)
        answer.headers["HX-Retarget"], answer.headers["HX-Reswap"] = f"#problem-{where}", "innerHTML"
        return answer
    return None


def not_now(request: HttpRequest, error: VignetteError, back: str) -> HttpResponse:
    """A page for what can be explained to whoever is tied to the thing; `back` is where they came from.

    The sentence may name a family: it is told in this answer and kept nowhere, neither in a session nor in a cookie.
    """
    told = {"words": str(error), "back": back}
    return render(request, "problems/not_now.html", told, status=status_of(error))


def letter_closed(request: HttpRequest) -> HttpResponse:
    """All that a client's page says when nothing can be seen any more, whoever it was that no longer agrees."""
    return render(request, "letter/closed.html", {"had_one": True}, status=HTTPStatus.NOT_FOUND)


def letter_not_now(request: HttpRequest, error: VignetteError) -> HttpResponse:
    return render(request, "letter/not_now.html", {"words": str(error)}, status=status_of(error))


def nothing_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same page for what is not there and for what is not theirs: it says nothing about which."""
    return render(request, "problems/nothing_here.html", status=HTTPStatus.NOT_FOUND)


def sign_in_first(request: HttpRequest, answer: Answer) -> HttpResponse:
    if answer in (Answer.WORDS, Answer.SENTENCE):
        sentence = "You are signed out: sign in again in another tab, then go on here."
        return told(sentence, answer, HTTPStatus.UNAUTHORIZED)
    if answer is Answer.BYTES:
        return nothing_here(request)
    after = {"next": request.path} if request.method == "GET" else {}
    return redirect(f"{reverse(settings.LOGIN_URL)}?{urlencode(after)}" if after else settings.LOGIN_URL)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "problems/stale_form.html", status=HTTPStatus.FORBIDDEN)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    # An unknown host must not reach a template that builds addresses.
    return HttpResponse("This request cannot be understood.", content_type="text/plain", status=HTTPStatus.BAD_REQUEST)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return nothing_here(request)


def our_fault(request: HttpRequest) -> HttpResponse:
    return render(None, "problems/our_fault.html", status=HTTPStatus.INTERNAL_SERVER_ERROR)
