"""The figures of one coding: in sentences, as tables, as drawings and as CSV."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vignette.actions import figures
from vignette.actions.counts import Stage
from vignette.domain.coding import CodingId
from vignette.web.asking import actor_of
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
def table(request: HttpRequest, coding: CodingId) -> HttpResponse:
    its = figures.take_table(actor_of(request), coding, request.POST.get("sheet", ""))
    return attached(its.csv.encode(), "text/csv; charset=utf-8", f"{its.name}.csv")
