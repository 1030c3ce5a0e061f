"""Examples of codes: proposing one of what was coded, letting it through, watching it, taking it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vignette.actions import exemplars, proposals
from vignette.domain.coding import CodingId, EventId
from vignette.domain.exemplar import ExemplarId
from vignette.domain.identity import AccountId
from vignette.web.asking import actor_of, back, named, picked, written
from vignette.web.pages.bytes import serve


@require_http_methods(["GET", "POST"])
def make(request: HttpRequest, coding: CodingId, event: EventId) -> HttpResponse:
    """What it means and who must agree, shown first; the button makes it."""
    if request.method == "POST":
        supervisor = picked(request, "supervisor", AccountId)
        proposals.propose(actor_of(request), coding, event, supervisor=supervisor, words=named(request, "words"))
        messages.success(
            request, "It is being cut out of the film. Others see it once your supervisor has let it through."
        )
        return redirect("coding-example", coding, event)
    page = proposals.before_proposing(actor_of(request), coding, event)
    return render(request, "codings/example.html", {"page": page, "longest": proposals.LONGEST_WORDS})


@require_safe
def film(request: HttpRequest, exemplar: ExemplarId) -> HttpResponseBase:
    return serve(request, exemplars.open_example(actor_of(request), exemplar), "video/mp4")


@require_POST
def answer(request: HttpRequest, exemplar: ExemplarId) -> HttpResponse:
    """Whether a supervisor lets it through."""
    if written(request, "answer") == "yes":
        proposals.let_through(actor_of(request), exemplar)
        messages.success(request, "Everybody in your service can watch it now.")
    else:
        proposals.decline(actor_of(request), exemplar, named(request, "reason"))
        messages.success(request, "Nobody sees it. Whoever proposed it is told that you did not let it through.")
    return redirect("asked-codings")


@require_POST
def end(request: HttpRequest, exemplar: ExemplarId) -> HttpResponse:
    exemplars.end(actor_of(request), exemplar)
    messages.success(request, "The example is taken back, and nobody sees it any more.")
    return back(request, "codebooks")
