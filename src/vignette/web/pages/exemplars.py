"""Examples of codes: making one of what was coded, watching it, taking it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vignette.actions import exemplars
from vignette.domain.coding import CodingId, EventId
from vignette.domain.exemplar import ExemplarId
from vignette.web.asking import actor_of, back, named
from vignette.web.pages.bytes import serve


@require_http_methods(["GET", "POST"])
def make(request: HttpRequest, coding: CodingId, event: EventId) -> HttpResponse:
    """What it means and who must agree, shown first; the button makes it."""
    if request.method == "POST":
        exemplars.make(actor_of(request), coding, event, words=named(request, "words"))
        messages.success(request, "It is being cut out of the film, and stands in the codebook once that is done.")
        return redirect("coding-example", coding, event)
    page = exemplars.before_making(actor_of(request), coding, event)
    return render(request, "codings/example.html", {"page": page, "longest": exemplars.LONGEST_WORDS})


@require_safe
def film(request: HttpRequest, exemplar: ExemplarId) -> HttpResponseBase:
    return serve(request, exemplars.open_example(actor_of(request), exemplar), "video/mp4")


@require_POST
def end(request: HttpRequest, exemplar: ExemplarId) -> HttpResponse:
    exemplars.end(actor_of(request), exemplar)
    messages.success(request, "The example is taken back, and nobody sees it any more.")
    return back(request, "codebooks")
