"""How far counting is, as pages ask for it again and again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from vignette.actions.counts import Count, Stage


def how_far(request: HttpRequest, count: Count) -> HttpResponse:
    """How far it is; the page is loaded anew once it is over."""
    response = render(request, "codings/counting.html", {"count": count})
    if count.stage is not Stage.COUNTING:
        response["HX-Refresh"] = "true"
    return response
