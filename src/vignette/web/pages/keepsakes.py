"""A keepsake for the family: what goes in, making it, and taking it, which is how a reel leaves for good."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vignette.actions import keepsakes
from vignette.actions.keepsakes import State
from vignette.domain.keepsake import Piece
from vignette.domain.reel import ReelId
from vignette.web.asking import actor_of
from vignette.web.pages.bytes import carried

UNDER_WAY = (State.WAITING, State.BEING_MADE)


@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, reel: ReelId) -> HttpResponse:
    """What there is, or have it made."""
    if request.method == "POST":
        keepsakes.ask_for(actor_of(request), reel)
        return redirect("reel-keepsake", reel)
    return render(request, "keepsakes/show.html", _told(request, reel))


@require_GET
def progress(request: HttpRequest, reel: ReelId) -> HttpResponse:
    told = _told(request, reel)
    response = render(request, "keepsakes/progress.html", told)
    if not told["is_under_way"]:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def page(request: HttpRequest, reel: ReelId) -> HttpResponseBase:
    return carried(_leaving(request, reel, Piece.PAGE), "application/pdf", "keepsake.pdf")


@require_POST
def folder(request: HttpRequest, reel: ReelId) -> HttpResponseBase:
    return carried(_leaving(request, reel, Piece.FOLDER), "application/zip", "keepsake.zip")


@require_POST
def end(request: HttpRequest, reel: ReelId) -> HttpResponse:
    keepsakes.end(actor_of(request), reel)
    return redirect("reel-keepsake", reel)


def _leaving(request: HttpRequest, reel: ReelId, piece: Piece) -> keepsakes.Leaving:
    return keepsakes.take(actor_of(request), reel, piece, is_sure=request.POST.get("sure") == "yes")


def _told(request: HttpRequest, reel: ReelId) -> dict[str, object]:
    its = keepsakes.see_keepsake(actor_of(request), reel)
    waiting = {piece.value: its.waits(piece) for piece in Piece}
    return {"page": its, "waits": waiting, "is_under_way": its.state in UNDER_WAY}
