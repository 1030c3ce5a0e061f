"""What is said, looked at line by line in one coding: the two steps, and what they give."""

from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from vignette.actions import codings, mindedness
from vignette.actions.lines_shown import Portions, number_of_portion, portions
from vignette.actions.mindedness import Judged, LinesPage
from vignette.domain.coding import CodingId
from vignette.domain.errors import NotYours
from vignette.domain.transcript import LineId
from vignette.web.asking import actor_of, number_of, portion_of, written
from vignette.web.pages import problems

STEPS = ("first", "second")


@require_GET
def show(request: HttpRequest, coding: CodingId) -> HttpResponse:
    asked = request.GET.get("step", "")
    step = asked if asked in STEPS else STEPS[0]

    def portion_in(page: LinesPage) -> Sequence[Judged]:
        its = _portions(request, page, step)
        return _of(page, step)[its.first : its.end]

    page = mindedness.see(actor_of(request), coding, portion_in)
    about = codings.see_coding(actor_of(request), coding)
    shown = {"about": about, "page": page, "step": step, "portions": _portions(request, page, step)}
    return render(request, "transcripts/coding.html", shown)


@require_POST
def first(request: HttpRequest, coding: CodingId, line: LineId) -> HttpResponse:
    """Whether a line speaks of the other's mind, and of what."""

    def said() -> None:
        about, of_the_mind = tuple(request.POST.getlist("about")), _yes_or_no(request, "mind")
        mindedness.say_of_mind(actor_of(request), coding, number_of(request), line, about, of_the_mind=of_the_mind)

    return _judged(request, coding, line, "first", said)


@require_POST
def second(request: HttpRequest, coding: CodingId, line: LineId) -> HttpResponse:
    """Whether a line that speaks of the mind fits, and why."""

    def said() -> None:
        fits, why = _yes_or_no(request, "fits"), written(request, "why")
        mindedness.say_fit(actor_of(request), coding, number_of(request), line, why, fits=fits)

    return _judged(request, coding, line, "second", said)


@require_POST
def body(request: HttpRequest, coding: CodingId) -> HttpResponse:
    """Whether lines about the body alone count as ones of the mind in this coding."""
    mindedness.count_the_body(actor_of(request), coding, counts=written(request, "counts") == "yes")
    step = "second" if written(request, "step") == "second" else "first"
    return redirect(f"{reverse('lines', args=[coding])}?step={step}#left")


def _judged(
    request: HttpRequest, coding: CodingId, which: LineId, step: str, deed: Callable[[], object]
) -> HttpResponse:
    """The line as it is after `deed`, with what is left to do."""
    if (refusal := problems.beside(request, deed, str(which))) is not None:
        return refusal
    if not request.headers.get("HX-Request"):
        return redirect(f"{reverse('lines', args=[coding])}?step={step}&at={which}#line-{which}")
    page = mindedness.see(actor_of(request), coding, lambda its: [each for each in its.lines if each.line.id == which])
    if not page.shown:
        raise NotYours
    return render(request, "transcripts/judged.html", {"page": page, "said": page.shown[0], "step": step})


def _of(page: LinesPage, step: str) -> Sequence[Judged]:
    """The lines that a step is about."""
    return page.for_second if step == "second" else page.lines


def _portions(request: HttpRequest, page: LinesPage, step: str) -> Portions:
    """The portion of the lines that is asked for, or that of the line that is asked for."""
    lines, at = _of(page, step), request.GET.get("at", "")
    place = next((place for place, each in enumerate(lines) if each.key == at), None)
    number = portion_of(request) if place is None else number_of_portion(place)
    return portions([each.line.span.start for each in lines], number=number)


def _yes_or_no(request: HttpRequest, field: str) -> bool | None:
    return {"yes": True, "no": False}.get(written(request, field))
