"""How coders agree over time: drawn, as tables, and as CSV."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from vignette.actions import agreeing, taking_agreement
from vignette.web.asking import actor_of, written
from vignette.web.pages.bytes import attached


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    page = agreeing.see(actor_of(request), request.GET.get("codebook", ""), request.GET.get("pair", ""))
    return render(request, "codings/agreement.html", {"page": page})


@require_GET
def course(request: HttpRequest) -> HttpResponse:
    """One code of one role as two coders saw it: a part of the page where a script asks, else a page of its own."""
    asked = [request.GET.get(each, "") for each in ("codebook", "pair", "role", "code")]
    page = agreeing.see_course(actor_of(request), *asked)
    is_part = request.headers.get("HX-Request")
    return render(request, "codings/course.html" if is_part else "codings/course_page.html", {"page": page})


@require_GET
def progress(request: HttpRequest) -> HttpResponse:
    share = agreeing.reckoning(actor_of(request), request.GET.get("codebook", ""))
    response = render(request, "codings/counting.html", {"count": {"share": share}})
    if share is None:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def reckon(request: HttpRequest) -> HttpResponse:
    name = written(request, "codebook")
    agreeing.reckon(actor_of(request), name)
    return redirect(reverse("agreement", query={"codebook": name}))


@require_POST
def table(request: HttpRequest) -> HttpResponse:
    content = taking_agreement.take_agreement(actor_of(request), written(request, "codebook"))
    return attached(content, "text/csv; charset=utf-8", f"{taking_agreement.NAME}.csv")
