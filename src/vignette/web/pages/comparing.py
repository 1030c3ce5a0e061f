"""Two codings beside each other: what they agree in, where they differ, and deciding that."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vignette.actions import comparing, ruling, together
from vignette.actions.counts import Stage
from vignette.domain.coding import CodingId
from vignette.web.asking import actor_of, picked, written
from vignette.web.counting import how_far

AT_ONCE = 50
"""Places that differ on one page."""
ASK_NO_MORE = 286
"""The status with which htmx is told that what it asks for again and again has come."""


@require_POST
def lay_beside(request: HttpRequest, coding: CodingId) -> HttpResponse:
    other = picked(request, "other", CodingId)
    comparing.compare(actor_of(request), coding, other)
    return redirect("coding-beside", coding, other)


@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, coding: CodingId, other: CodingId) -> HttpResponse:
    """What came of it, or have it compared anew, in another way where the form asks for one."""
    if request.method == "POST":
        comparing.compare(actor_of(request), coding, other, _asked(request))
        return redirect("coding-beside", coding, other)
    page = comparing.see_comparison(actor_of(request), coding, other)
    first = _first(request, len(page.differing))
    shown = {
        "page": page,
        "is_counting": page.count.stage is Stage.COUNTING,
        "is_stale": page.count.stage is Stage.STALE,
        "is_old": page.count.stage is not Stage.DONE,
        "is_taking_together": page.together.count.stage is Stage.COUNTING,
        "is_together_stale": page.together.count.stage is Stage.STALE,
        "seconds": comparing.SECONDS,
        "parts": comparing.PARTS,
        "places": list(enumerate(page.differing))[first : first + AT_ONCE],
        "before": max(0, first - AT_ONCE) if first else None,
        "after": first + AT_ONCE if first + AT_ONCE < len(page.differing) else None,
    }
    return render(request, "codings/beside.html", shown)


@require_GET
def progress(request: HttpRequest, coding: CodingId, other: CodingId) -> HttpResponse:
    return how_far(request, comparing.progress(actor_of(request), coding, other))


@require_POST
def take_together(request: HttpRequest, coding: CodingId, other: CodingId) -> HttpResponse:
    together.take_together(actor_of(request), coding, other)
    return redirect(f"{reverse('coding-beside', args=[coding, other])}#together")


@require_GET
def together_progress(request: HttpRequest, coding: CodingId, other: CodingId) -> HttpResponse:
    """How far it is. Once it is over, that is said: whoever writes a reason meanwhile loses no word of it."""
    count = together.progress(actor_of(request), coding, other)
    if count.stage is Stage.COUNTING:
        return how_far(request, count)
    shown = {"one": coding, "other": other, "count": count}
    return render(request, "codings/taken_together.html", shown, status=ASK_NO_MORE)


@require_POST
def agree(request: HttpRequest, coding: CodingId, other: CodingId) -> HttpResponse:
    ruling.begin(actor_of(request), coding, other)
    return redirect(f"{reverse('coding-beside', args=[coding, other])}#differing")


@require_POST
def rule(request: HttpRequest, coding: CodingId, other: CodingId) -> HttpResponse:
    ruling.rule(
        actor_of(request),
        coding,
        other,
        one=written(request, "one"),
        other=written(request, "other"),
        choice=written(request, "choice"),
        reason=written(request, "reason"),
    )
    return _to_place(request, coding, other)


@require_POST
def undo(request: HttpRequest, coding: CodingId, other: CodingId) -> HttpResponse:
    asked = {"one": written(request, "one"), "other": written(request, "other")}
    ruling.undo(actor_of(request), coding, other, **asked)
    return _to_place(request, coding, other)


def _asked(request: HttpRequest) -> comparing.Asked | None:
    """The way that the form asks for; None where it is just to be compared again."""
    if "step" not in request.POST:
        return None
    return comparing.Asked(written(request, "step"), written(request, "tolerance"), written(request, "overlap"))


def _to_place(request: HttpRequest, coding: CodingId, other: CodingId) -> HttpResponse:
    """Back to the place that was decided."""
    place = written(request, "place")
    number = int(place) if place.isdecimal() and len(place) < 7 else 0
    first = number - number % AT_ONCE
    return redirect(f"{reverse('coding-beside', args=[coding, other])}?from={first}#place-{number}")


def _first(request: HttpRequest, count: int) -> int:
    asked = request.GET.get("from", "")
    return min(int(asked), max(0, count - 1)) if asked.isdecimal() and len(asked) < 7 else 0
