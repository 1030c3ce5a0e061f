"""The figures of one coding: in sentences, as tables, as drawings and as CSV, and what is chosen for them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vignette.actions import figures
from vignette.actions.counts import Stage
from vignette.domain.coding import CodingId
from vignette.web.asking import actor_of, written
from vignette.web.pages.bytes import attached


@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, coding: CodingId) -> HttpResponse:
    """What was counted, or have it counted anew."""
    if request.method == "POST":
        figures.count(actor_of(request), coding)
        return redirect("coding-figures", coding)
    page = figures.see_figures(actor_of(request), coding)
    stage = page.count.stage
    shown = {"page": page, "is_counting": stage is Stage.COUNTING, "is_stale": stage is Stage.STALE}
    return render(request, "codings/figures.html", shown)


@require_GET
def progress(request: HttpRequest, coding: CodingId) -> HttpResponse:
    page = figures.see_figures(actor_of(request), coding)
    response = render(request, "codings/counting.html", {"count": page.count})
    if page.count.stage is not Stage.COUNTING:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def choose_parts(request: HttpRequest, coding: CodingId) -> HttpResponse:
    figures.choose_width(actor_of(request), coding, written(request, "width"))
    return _back_to(coding, "bins")


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
    figures.choose_to_and_fro(actor_of(request), coding, asked)
    return _back_to(coding, "beginnings")


@require_POST
def choose_nearness(request: HttpRequest, coding: CodingId) -> HttpResponse:
    figures.choose_nearness(
        actor_of(request),
        coding,
        given=written(request, "given"),
        target=written(request, "target"),
        unit=written(request, "unit"),
        within=written(request, "within"),
    )
    return _back_to(coding, "nearness")


@require_POST
def table(request: HttpRequest, coding: CodingId) -> HttpResponse:
    its = figures.take_table(actor_of(request), coding, written(request, "sheet"))
    return attached(its.csv.encode(), "text/csv; charset=utf-8", f"{its.name}.csv")


def _back_to(coding: CodingId, chapter: str) -> HttpResponse:
    """To what was chosen for, which stands there once it is counted."""
    return redirect(f"{reverse('coding-figures', args=[coding])}#{chapter}")
