"""The shared review: watching together, what was seen and said, and what comes next."""

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from vignette.actions import reviews
from vignette.domain.cycle import CycleId
from vignette.domain.reel import ClipId, ReelId
from vignette.web.asking import actor_of, written


@require_GET
def show(request: HttpRequest, reel: ReelId) -> HttpResponse:
    page = reviews.see_review(actor_of(request), reel)
    clips = [{"start": c.start, "end": c.end, "title": c.title, "question": c.question} for c in page.clips]
    return render(request, "reviews/show.html", {"page": page, "clips": json.dumps(clips), "ratings": range(11)})


@require_POST
def seen(request: HttpRequest, reel: ReelId, clip: ClipId) -> HttpResponse:
    client_words, guider_words = written(request, "client_words"), written(request, "guider_words")
    reviews.note_seen(actor_of(request), reel, clip, client_words=client_words, guider_words=guider_words)
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
