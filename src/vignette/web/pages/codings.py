"""The codings of a film: beginning one, the page on which it is coded, handing it in, erasing it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from vignette.actions import codebooks, codings, proposals
from vignette.actions import coding as looking
from vignette.domain.coding import CodingId, Kind
from vignette.domain.errors import NotAllowed
from vignette.domain.film import FilmId, VersionId
from vignette.domain.identity import AccountId
from vignette.web.asking import actor_of, back, picked, written
from vignette.web.pages.bytes import serve

SHARES = {"25": 0.25, "50": 0.5, "100": 1.0}
"""How much of a film can be asked for, in per cent."""


@require_GET
def asked(request: HttpRequest) -> HttpResponse:
    """What whoever is signed in was asked to code, and to let through."""
    actor = actor_of(request)
    asked_for = {"lines": codings.asked_of(actor), "examples": proposals.awaited_of(actor)}
    return render(request, "codings/asked.html", {**asked_for, "longest": proposals.LONGEST_WORDS})


@require_http_methods(["GET", "POST"])
def of_film(request: HttpRequest, film: FilmId) -> HttpResponse:
    if request.method == "POST":
        begun = codings.begin(
            actor_of(request), film, codebook=written(request, "codebook"), kind=_kind(request), title=""
        )
        return redirect("coding", begun)
    page = codings.see_codings(actor_of(request), film)
    return render(request, "codings/of_film.html", {"page": page, "books": codebooks.books(), "shares": SHARES})


@require_GET
def show(request: HttpRequest, coding: CodingId) -> HttpResponse:
    page = codings.see_coding(actor_of(request), coding)
    return render(request, "codings/desk.html" if page.line.is_open else "codings/blind.html", {"page": page})


@require_safe
def video(request: HttpRequest, coding: CodingId, version: VersionId) -> HttpResponseBase:
    return serve(request, looking.open_film(actor_of(request), coding, version), "video/mp4")


@require_safe
def camera(request: HttpRequest, coding: CodingId, version: VersionId) -> HttpResponseBase:
    return serve(request, looking.open_camera(actor_of(request), coding, version), "video/mp4")


@require_safe
def peaks(request: HttpRequest, coding: CodingId) -> HttpResponseBase:
    return serve(request, looking.open_peaks(actor_of(request), coding), "application/octet-stream")


@require_safe
def sprite(request: HttpRequest, coding: CodingId) -> HttpResponseBase:
    return serve(request, looking.open_sprite(actor_of(request), coding), "image/jpeg")


@require_POST
def ask(request: HttpRequest, coding: CodingId) -> HttpResponse:
    """Ask a colleague for a second coding or to code along, or give the film to somebody to practise with."""
    whom, actor = picked(request, "coder", AccountId), actor_of(request)
    if written(request, "what") == "together":
        codings.invite(actor, coding, whom)
        messages.success(request, "They find it under “Asked of me”, and code it with you.")
    elif written(request, "what") == "practice":
        codings.ask_trainee(actor, coding, whom)
        messages.success(request, "They find it under “Asked of me”, and see the model once theirs is handed in.")
    else:
        share = SHARES.get(written(request, "share"), SHARES["25"])
        codings.ask_second(actor, coding, whom, share=share)
        messages.success(request, "They find it under “Asked of me”, and do not see this coding.")
    return back(request, "coding", coding)


@require_POST
def end(request: HttpRequest, coding: CodingId) -> HttpResponse:
    codings.end(actor_of(request), coding)
    messages.success(request, "It is handed in, and stays as it is.")
    return redirect("coding", coding)


@require_POST
def reopen(request: HttpRequest, coding: CodingId) -> HttpResponse:
    codings.reopen(actor_of(request), coding)
    return redirect("coding", coding)


@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, coding: CodingId) -> HttpResponse:
    if request.method == "GET":
        return render(request, "codings/erase.html", {"page": codings.see_coding(actor_of(request), coding)})
    film = codings.erase(actor_of(request), coding)
    messages.success(request, "The coding is erased. The film is still here.")
    return redirect("codings", film)


def _kind(request: HttpRequest) -> Kind:
    try:
        return Kind(written(request, "kind") or Kind.OWN)
    except ValueError as error:
        raise NotAllowed("Choose whether you code alone or together.") from error
