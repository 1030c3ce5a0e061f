"""The camera page: filming with the phone's browser, where its camera app may not be used."""

import hashlib
import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_safe

from vignette.actions import families, unsealing
from vignette.domain.identity import FamilyId
from vignette.web import islands, stylesheet
from vignette.web.asking import actor_of

MAY_FILM = "camera=(self), microphone=(self), geolocation=(), payment=(), usb=(), display-capture=()"
"""What this page alone may use; every other page is denied camera and microphone too."""

MARK = "/static/site/mark.svg"


@require_GET
def show(request: HttpRequest, family: FamilyId) -> HttpResponse:
    page = families.see_family(actor_of(request), family)
    response = render(request, "camera/show.html", {"page": page, "recipient": unsealing.filming_key().hex()})
    response["Permissions-Policy"] = MAY_FILM
    return response


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What an installed page opens with where there is no connection; it names nobody."""
    return render(request, "camera/offline.html")


@require_GET
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the offline page and its static files, and nothing else, in the browser."""
    needed = [reverse("offline"), stylesheet.address(), MARK, *islands.files_of("type"), *islands.files_of("offline")]
    files = json.dumps(needed)
    version = hashlib.sha256(files.encode()).hexdigest()[:16]
    told = {"files": files, "version": version}
    return render(request, "camera/service-worker.js", told, content_type="text/javascript; charset=utf-8")
