"""The shared review on film: who agrees, the camera, a film from elsewhere, and what a supervisor is shown of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vignette.actions import films, review_films, unsealing
from vignette.domain.consent import Purpose
from vignette.domain.film import FilmId
from vignette.domain.identity import AccountId
from vignette.domain.moment import MomentId
from vignette.domain.reel import ReelId
from vignette.web.asking import actor_of, identities, picked, written
from vignette.web.pages.camera import MAY_FILM

ALSO = (Purpose.OWN_SUPERVISION, Purpose.ANALYSIS)
"""What a guider may agree to with the same tap that lets the review be filmed."""


@require_GET
def show(request: HttpRequest, reel: ReelId) -> HttpResponse:
    """Whether and how the review is filmed: who agrees, and the two ways in."""
    page = review_films.see_filming(actor_of(request), reel)
    return render(request, "reviews/film.html", {"page": page, "also": ALSO})


@require_POST
def agreement(request: HttpRequest, reel: ReelId) -> HttpResponse:
    """The guider agrees in their own name."""
    page = review_films.see_filming(actor_of(request), reel)
    asked = request.POST.getlist("also")
    review_films.agree_myself(actor_of(request), page.family.id, [each for each in ALSO if each.value in asked])
    messages.success(request, "Your agreement is recorded. You can withdraw it at any time.")
    return redirect("review-film", reel)


@require_GET
def camera(request: HttpRequest, reel: ReelId) -> HttpResponse:
    """A page of its own, for a second device or a small window beside the review."""
    page = review_films.see_filming(actor_of(request), reel)
    told = {"page": page, "recipient": unsealing.filming_key().hex()}
    response = render(request, "reviews/camera.html", told)
    response["Permissions-Policy"] = MAY_FILM
    return response


@require_http_methods(["GET", "POST"])
def submission(request: HttpRequest, film: FilmId) -> HttpResponse:
    """Choose what the supervisor is shown of a film of the review."""
    if request.method == "GET":
        page = films.see_film(actor_of(request), film)
        its = review_films.supervision_of(actor_of(request), film)
        return render(request, "reviews/submit.html", {"page": page, "its": its})
    laid = review_films.submit(
        actor_of(request),
        film,
        supervisor=picked(request, "supervisor", AccountId),
        question=written(request, "question"),
        chosen=identities(request.POST.getlist("moments"), MomentId),
        is_whole=written(request, "what") == "film",
    )
    return redirect("submission", laid)
