"""The figures of one coding: in sentences, as tables, as drawings and as CSV, and what is chosen for them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vignette.actions import figures
from vignette.actions.counts import Stage
from vignette.domain.coding import CodingId
from vignette.web.asking import actor_of, written
from vignette.web.counting import how_far
from vignette.web.pages import problems
from vignette.web.pages.bytes import attached

CHOSEN_FOR = ("bins", "beginnings", "nearness")
"""The chapters that have something to choose."""


@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, coding: CodingId) -> HttpResponse:
    """What was counted, or have it counted anew."""
    at = _chapter(request)
    if request.method == "POST":
        figures.count(actor_of(request), coding)
        return redirect(_counted_for(coding, at))
    page = figures.see_figures(actor_of(request), coding)
    stage = page.count.stage
    shown = {"page": page, "at": at, "is_counting": stage is Stage.COUNTING, "is_stale": stage is Stage.STALE}
    return render(request, "codings/figures.html", shown)


@require_GET
def progress(request: HttpRequest, coding: CodingId) -> HttpResponse:
    return how_far(request, figures.progress(actor_of(request), coding))


@require_POST
def choose_parts(request: HttpRequest, coding: CodingId) -> HttpResponse:
    width = written(request, "width")
    return _chosen(request, coding, "bins", lambda: figures.choose_width(actor_of(request), coding, width))


@require_POST
def choose_to_and_fro(request: HttpRequest, coding: CodingId) -> HttpResponse:
    asked = figures.ToAndFro(
        by=written(request, "by"),
        receiver=written(request, "receiver"),
        beside=written(request, "beside"),
        begins=request.POST.getlist("begins"),
        receives=request.POST.getlist("receives"),
        takes_up=request.POST.getlist("takes_up"),
        turns_away=request.POST.getlist("turns_away"),
        window=written(request, "window"),
        repair=written(request, "repair"),
    )
    return _chosen(request, coding, "beginnings", lambda: figures.choose_to_and_fro(actor_of(request), coding, asked))


@require_POST
def choose_nearness(request: HttpRequest, coding: CodingId) -> HttpResponse:
    def chosen() -> None:
        figures.choose_nearness(
            actor_of(request),
            coding,
            given=written(request, "given"),
            target=written(request, "target"),
            unit=written(request, "unit"),
            within=written(request, "within"),
        )

    return _chosen(request, coding, "nearness", chosen)


@require_POST
def table(request: HttpRequest, coding: CodingId) -> HttpResponse:
    its = figures.take_table(actor_of(request), coding, written(request, "sheet"))
    return attached(its.csv.encode(), "text/csv; charset=utf-8", f"{its.name}.csv")


def _chosen(request: HttpRequest, coding: CodingId, chapter: str, deed: Callable[[], object]) -> HttpResponse:
    """Do what was chosen; then to its chapter, which says so once it is counted. A refusal stands beside the form."""
    if (refusal := problems.beside(request, deed, chapter)) is not None:
        return refusal
    where = _counted_for(coding, chapter)
    if not request.headers.get("HX-Request"):
        return redirect(where)
    return HttpResponse(headers={"HX-Redirect": where})


def _counted_for(coding: CodingId, chapter: str) -> str:
    return reverse("coding-figures", args=[coding]) + (f"?at={chapter}" if chapter else "")


def _chapter(request: HttpRequest) -> str:
    """The chapter for which something was chosen last; empty for none."""
    asked = request.GET.get("at", "")
    return asked if asked in CHOSEN_FOR else ""
