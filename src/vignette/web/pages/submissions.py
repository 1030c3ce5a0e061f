"""Supervision: what was submitted, and comments on the second."""

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST, require_safe

from vignette.actions import supervisions
from vignette.domain.span import Micros
from vignette.domain.supervision import SubmissionId
from vignette.web.asking import actor_of, whole_number, written
from vignette.web.pages.bytes import serve


@require_GET
def show(request: HttpRequest, submission: SubmissionId) -> HttpResponse:
    page = supervisions.see_submission(actor_of(request), submission)
    clips = [{"start": c.start, "end": c.end, "title": c.title, "question": c.question} for c in page.clips]
    response = render(request, "submissions/show.html", {"page": page, "clips": json.dumps(clips)})
    if request.headers.get("HX-Request") and (page.is_made or page.problem):
        response["HX-Refresh"] = "true"  # there is nothing to wait for any more
    return response


@require_safe
def film(request: HttpRequest, submission: SubmissionId) -> HttpResponseBase:
    return serve(request, supervisions.submission_film(actor_of(request), submission), "video/mp4")


@require_POST
def comment(request: HttpRequest, submission: SubmissionId) -> HttpResponse:
    at = Micros(whole_number(request, "at"))
    supervisions.comment(actor_of(request), submission, at=at, words=written(request, "words"))
    return redirect("submission", submission)


@require_POST
def end(request: HttpRequest, submission: SubmissionId) -> HttpResponse:
    supervisions.end_supervision(actor_of(request), submission)
    messages.success(request, "The supervision has ended: your supervisor no longer sees this reel.")
    return redirect("home")
