"""A film and its second view: choosing it, waiting for it, bringing the two together, parting them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vignette.actions import pairing
from vignette.domain.film import FilmId
from vignette.domain.pairing import NOTICED
from vignette.domain.span import Micros
from vignette.web.asking import actor_of, picked, whole_number, written


@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, film: FilmId) -> HttpResponse:
    if request.method == "POST":
        pairing.choose(actor_of(request), film, picked(request, "other", FilmId))
        return redirect("second-view", film)
    page = pairing.see_second_view(actor_of(request), film)
    if page.film.beside:
        return redirect("second-view", page.film.beside)
    return render(request, "films/pair.html", {"page": page, "noticed": NOTICED})


@require_GET
def progress(request: HttpRequest, film: FilmId) -> HttpResponse:
    """How far the listening is, for the page that waits; the page is loaded anew once there is nothing to wait for."""
    page = pairing.see_second_view(actor_of(request), film)
    response = render(request, "films/pair_progress.html", {"page": page})
    if not page.is_waiting:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def fit(request: HttpRequest, film: FilmId) -> HttpResponse:
    """Keep what the guider set; the page says so by itself."""
    by, is_other_heard = Micros(whole_number(request, "by")), written(request, "heard") == "other"
    pairing.fit(actor_of(request), film, by, is_other_heard=is_other_heard)
    return HttpResponse(status=204)


@require_POST
def listen(request: HttpRequest, film: FilmId) -> HttpResponse:
    pairing.listen_again(actor_of(request), film)
    return redirect("second-view", film)


@require_POST
def part(request: HttpRequest, film: FilmId) -> HttpResponse:
    pairing.part(actor_of(request), film)
    messages.success(request, "They are parted. Both are still here.")
    return redirect("film", film)
