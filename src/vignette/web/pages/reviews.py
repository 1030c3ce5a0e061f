"""The shared review: watching together, what was seen and said, and what comes next."""

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from vignette.actions import reviews
from vignette.actions.reviews import ReviewPage
from vignette.domain.cycle import CycleId
from vignette.domain.playhead import Side
from vignette.domain.reel import ClipId, ReelId
from vignette.web.asking import actor_of, written
from vignette.web.policy import holding_sound_and_film


@require_GET
def show(request: HttpRequest, reel: ReelId) -> HttpResponse:
    page = reviews.see_review(actor_of(request), reel)
    return render(request, "reviews/show.html", {"page": page, "ratings": range(11)})


@require_GET
def stage(request: HttpRequest, reel: ReelId) -> HttpResponse:
    """The screen that everybody in the room sees: it is given the film and its questions, and nothing else."""
    page = reviews.see_review(actor_of(request), reel)
    told = {"reel": reel, "base": _base(reel), "client": _client(page), "clips": _clips(page)}
    return holding_sound_and_film(render(request, "reviews/stage.html", told))


@require_GET
def presenter(request: HttpRequest, reel: ReelId) -> HttpResponse:
    """The guider's own screen; `apart` where it is the one on which they watch, so that it sounds."""
    page = reviews.see_review(actor_of(request), reel)
    told = {"page": page, "base": _base(reel), "clips": _clips(page), "is_apart": "apart" in request.GET}
    return holding_sound_and_film(render(request, "reviews/presenter.html", told))


@require_POST
def seen(request: HttpRequest, reel: ReelId, clip: ClipId) -> HttpResponse:
    reviews.note_seen(
        actor_of(request),
        reel,
        clip,
        client_words=written(request, "client_words"),
        guider_words=written(request, "guider_words"),
        said_nothing=bool(written(request, "said_nothing")),
        named_first=_side(request),
    )
    return _kept(request, reel)


@require_POST
def told(request: HttpRequest, reel: ReelId) -> HttpResponse:
    """What became of what was planned in the review before."""
    was_tried = {"yes": True, "no": False}.get(written(request, "was_tried"))
    reviews.tell_trial(actor_of(request), reel, was_tried=was_tried, happened=written(request, "happened"))
    return _kept(request, reel)


@require_POST
def agreement(request: HttpRequest, reel: ReelId) -> HttpResponse:
    reviews.agree(actor_of(request), reel, to_try=written(request, "to_try"))
    return _kept(request, reel)


@require_POST
def finish(request: HttpRequest, reel: ReelId) -> HttpResponse:
    reviews.finish_review(actor_of(request), reel)
    return redirect("review", reel)


@require_POST
def close(request: HttpRequest, cycle: CycleId) -> HttpResponse:
    family = reviews.close_cycle(actor_of(request), cycle)
    messages.success(request, "The cycle is closed, and the next one is open.")
    return redirect("family", family)


def _kept(request: HttpRequest, reel: ReelId) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return render(request, "parts/saved.html")
    return redirect("review", reel)


def _side(request: HttpRequest) -> Side | None:
    said = written(request, "named_first")
    return Side(said) if said in set(Side) else None


def _base(reel: ReelId) -> str:
    """The address below which a review is heard and moved."""
    return reverse("review", args=[reel])


def _client(page: ReviewPage) -> str:
    return page.family.client.name if page.family.client else ""


def _clips(page: ReviewPage) -> str:
    """The clips as a screen shows them that anybody may look at: what the guider calls them is theirs alone."""
    return json.dumps(
        [{"id": str(each.id), "start": each.start, "end": each.end, "question": each.question} for each in page.clips]
    )
