"""What a request says: who acts, and what was written into the form."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from vignette.domain.errors import NotAllowed, NotYours
from vignette.domain.identity import AccountId, Identity
from vignette.domain.leave import Actor
from vignette.web import words

Kind = TypeVar("Kind", bound=Identity)


def actor_of(request: HttpRequest) -> Actor:
    """Whoever is signed in; the gate lets nobody else come this far."""
    if not request.user.is_authenticated:
        raise NotYours
    return Actor(AccountId(request.user.pk))


def written(request: HttpRequest, field: str) -> str:
    """The words in a field, without the white space around them; empty where there is none."""
    return words.plain(request.POST.get(field, "")).strip()


def named(request: HttpRequest, field: str) -> str:
    """The name in a field, without marks that turn round what stands after it; empty where there is none."""
    return words.name(request.POST.get(field, ""))


def picked(request: HttpRequest, field: str, kind: type[Kind]) -> Kind:
    """The one thing picked in a field."""
    return identities([request.POST.get(field, "")], kind)[0]


def identities(texts: Iterable[str], kind: type[Kind]) -> list[Kind]:
    """The identities written in `texts`; what is none stands for nothing that is theirs."""
    try:
        return [kind.parse(text) for text in texts]
    except ValueError as error:
        raise NotYours from error


def whole_number(request: HttpRequest, field: str) -> int:
    try:
        return int(request.POST.get(field, ""))
    except ValueError as error:
        raise NotAllowed("A number is missing: please choose one.") from error


def number_of(request: HttpRequest) -> int:
    """Which number had what is changed as the page showed it; -1, which nothing has, where the form does not say."""
    text = written(request, "number")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


def portion_of(request: HttpRequest) -> int:
    """Which portion of the lines is asked for, counted from 1; the first where the address does not say."""
    text = request.GET.get("lines", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else 1


def day(request: HttpRequest, field: str) -> date | None:
    """The day written in a field, or None where it was left empty."""
    text = written(request, field)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise NotAllowed("That is not a day of the calendar: write it as 2026-11-23.") from error


def back(request: HttpRequest, page: str, *arguments: object) -> HttpResponseRedirect:
    """To the page the form stood on, or to `page` where the browser does not say."""
    return redirect(came_from(request, page, *arguments))


def came_from(request: HttpRequest, page: str, *arguments: object) -> str:
    """The address the form stood at, or that of `page` where the browser does not say, or names another site."""
    told = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(told, {request.get_host()}, require_https=request.is_secure())
    return told if is_ours else reverse(page, args=arguments)
