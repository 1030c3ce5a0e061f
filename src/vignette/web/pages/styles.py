"""The stylesheet, which names nobody and may be kept for ever."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from vignette.web import stylesheet

YEAR = 31_536_000


@require_safe
@cache_control(public=True, max_age=YEAR, immutable=True)
def show(request: HttpRequest, mark: str) -> HttpResponse:
    if mark != stylesheet.mark():
        raise Http404
    return HttpResponse(stylesheet.text(), content_type="text/css; charset=utf-8")
