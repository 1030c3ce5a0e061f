"""A film: adding it, waiting for it, looking at it closely, erasing it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from vignette.actions import families, films, reels, talking
from vignette.domain.errors import ConsentMissing, NotAllowed
from vignette.domain.film import FilmId, Occasion, Readiness, VersionId
from vignette.domain.identity import FamilyId
from vignette.web import asking
from vignette.web.asking import actor_of
from vignette.web.pages.bytes import serve


@require_GET
def new(request: HttpRequest, family: FamilyId) -> HttpResponse:
    return render(request, "films/new.html", {"page": families.see_family(actor_of(request), family)})


@require_GET
def show(request: HttpRequest, film: FilmId) -> HttpResponse:
    page = films.see_film(actor_of(request), film)
    if page.beside:
        return redirect("second-view", page.beside)
    is_ready = page.state.readiness is Readiness.READY
    shown = {"page": page, "talk": _talk(request, page) if is_ready else None}
    return render(request, "films/studio.html" if is_ready else "films/waiting.html", shown)


def _talk(request: HttpRequest, page: films.FilmPage) -> talking.Shared | None:
    """How the talk was shared in a film of the review; None for others, and where it may not be watched."""
    if page.occasion is not Occasion.REVIEW:
        return None
    try:
        return talking.see_talk(actor_of(request), page.id)
    except ConsentMissing:
        return None  # the studio itself says why nothing is shown


@require_GET
def talk(request: HttpRequest, film: FilmId) -> HttpResponse:
    """How the talk was shared, for a page on which somebody was named since."""
    page = films.see_film(actor_of(request), film)
    return render(request, "reviews/talk.html", {"page": page, "talk": _talk(request, page)})


@require_GET
def progress(request: HttpRequest, film: FilmId) -> HttpResponse:
    """How far the film is, for the page that waits; the page is loaded anew once there is nothing to wait for."""
    state = films.film_state(actor_of(request), film)
    response = render(request, "films/progress.html", {"film": film, "state": state})
    if state.problem or state.readiness in (Readiness.READY, Readiness.REFUSED):
        response["HX-Refresh"] = "true"
    return response


@require_safe
def video(request: HttpRequest, film: FilmId, version: VersionId) -> HttpResponseBase:
    return serve(request, films.open_film(actor_of(request), film, version), "video/mp4")


@require_safe
def poster(request: HttpRequest, film: FilmId) -> HttpResponseBase:
    return serve(request, films.open_poster(actor_of(request), film), "image/jpeg")


@require_safe
def sprite(request: HttpRequest, film: FilmId) -> HttpResponseBase:
    return serve(request, films.open_sprite(actor_of(request), film), "image/jpeg")


@require_safe
def peaks(request: HttpRequest, film: FilmId) -> HttpResponseBase:
    return serve(request, films.open_peaks(actor_of(request), film), "application/octet-stream")


@require_POST
def day(request: HttpRequest, film: FilmId) -> HttpResponse:
    """The day on which the film was made, as the guider knows it."""
    films.see_film(actor_of(request), film)
    if (chosen := asking.day(request, "day")) is None:
        raise NotAllowed("Choose the day on which the film was made.")
    films.confirm_filmed_on(actor_of(request), film, chosen)
    return redirect("film", film)


@require_POST
def reel(request: HttpRequest, film: FilmId) -> HttpResponse:
    return redirect("reel", reels.start_reel(actor_of(request), film))


@require_POST
def again(request: HttpRequest, film: FilmId) -> HttpResponse:
    films.try_again(actor_of(request), film)
    return redirect("film", film)


@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, film: FilmId) -> HttpResponse:
    page = films.see_film(actor_of(request), film)
    if request.method == "GET":
        return render(request, "films/erase.html", {"page": page})
    films.erase_film(actor_of(request), film)
    if page.beside:
        messages.success(request, "The recording is erased.")
        return redirect("second-view", page.beside)
    messages.success(request, "The film is erased.")
    return redirect("family", page.family.id)
