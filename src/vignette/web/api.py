"""What the studio asks and tells: the film's workspace, edits of its moments, who is who, how far the analysis is."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.security import SessionAuth
from pydantic import Field

from vignette.actions import analysis as looking_through
from vignette.actions import moments
from vignette.actions import naming as naming_people
from vignette.domain.film import FilmId
from vignette.web import messages
from vignette.web.asking import actor_of
from vignette.web.reel_api import router as reel_router
from vignette.web.wire import studio as wire
from vignette.web.wire.base import Wire

MOST_EDITS = 200
"""Edits in one request: they are one transaction, for which other writers wait. The studio sends them in portions."""


class Edits(Wire):
    """What the page sends: changes to moments, in the order in which they were made."""

    edits: list[wire.Edit] = Field(max_length=MOST_EDITS)


api = NinjaAPI(urls_namespace="api", auth=SessionAuth(), docs_url=None, openapi_url=None)

api.add_router("", reel_router)


@api.get("films/{film:film}/workspace", response=wire.Workspace, by_alias=True, url_name="workspace")
def workspace(request: HttpRequest, film: FilmId) -> wire.Workspace:
    return messages.workspace(moments.workspace(actor_of(request), film))


@api.post("films/{film:film}/edits", response=wire.EditsAnswer, by_alias=True, url_name="edits")
def edits(request: HttpRequest, film: FilmId, changes: Edits) -> wire.EditsAnswer:
    asked = [messages.edit(change) for change in changes.edits]
    refused = moments.change(actor_of(request), film, asked)
    return messages.edits_answer(asked, refused)


@api.post("films/{film:film}/naming", response=wire.Naming, by_alias=True, url_name="naming")
def naming(request: HttpRequest, film: FilmId, change: wire.NamingEdit) -> wire.Naming:
    before, after = messages.said(change.before), messages.said(change.after)
    naming_people.name_people(actor_of(request), film, before=before, after=after)
    return change.after


@api.get("films/{film:film}/analysis", response=wire.Analysis, by_alias=True, url_name="analysis")
def analysis(request: HttpRequest, film: FilmId) -> wire.Analysis:
    return messages.analysis(moments.analysis_state(actor_of(request), film))


@api.post("films/{film:film}/looking", response=wire.Analysis, by_alias=True, url_name="looking")
def looking(request: HttpRequest, film: FilmId, asked: wire.Looking) -> wire.Analysis:
    deed = looking_through.look_through if asked.is_wanted else looking_through.call_off
    deed(actor_of(request), film)
    return messages.analysis(moments.analysis_state(actor_of(request), film))


@api.get("films/{film:film}/lanes", response=wire.Lanes, by_alias=True, url_name="lanes")
def lanes(request: HttpRequest, film: FilmId) -> wire.Lanes:
    return messages.lanes(film, moments.lanes(actor_of(request), film))


@api.exception_handler(ValidationError)
def misunderstood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return JsonResponse({"words": "This page and the server do not understand each other: please reload."}, status=422)
