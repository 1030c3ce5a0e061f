"""What the studio asks and tells: the film's workspace, edits of its moments, who is who, how far the analysis is."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.security import SessionAuth
from pydantic import Field

from vignette.actions import analysis as looking_through
from vignette.actions import moments, reviews
from vignette.actions import naming as naming_people
from vignette.domain.film import FilmId
from vignette.domain.playhead import Side
from vignette.domain.reel import ClipId, ReelId
from vignette.web import live_messages, messages
from vignette.web.asking import actor_of, identities
from vignette.web.coding_api import router as coding_router
from vignette.web.cover_api import router as cover_router
from vignette.web.reel_api import router as reel_router
from vignette.web.wire import live as live_wire
from vignette.web.wire import studio as wire
from vignette.web.wire.base import Wire

MOST_EDITS = 200
"""Edits in one request: they are one transaction, for which other writers wait. The studio sends them in portions."""


class Edits(Wire):
    """What the page sends: changes to moments, in the order in which they were made."""

    edits: list[wire.Edit] = Field(max_length=MOST_EDITS)


api = NinjaAPI(urls_namespace="api", auth=SessionAuth(), docs_url=None, openapi_url=None)
api.add_router("", reel_router)
api.add_router("", cover_router)
api.add_router("", coding_router)


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


@api.get("reels/{reel:reel}/review", response=live_wire.LivePresenter, by_alias=True, url_name="review")
def review(request: HttpRequest, reel: ReelId) -> live_wire.LivePresenter:
    return live_messages.presenter(reviews.see_review(actor_of(request), reel))


@api.post("reels/{reel:reel}/review/note", response=live_wire.LiveNote, by_alias=True, url_name="review-note")
def review_note(request: HttpRequest, reel: ReelId, note: live_wire.LiveNote) -> live_wire.LiveNote:
    reviews.note_seen(
        actor_of(request),
        reel,
        identities([note.clip], ClipId)[0],
        client_words=note.client_words,
        guider_words=note.guider_words,
        said_nothing=note.said_nothing,
        named_first=Side(note.named_first) if note.named_first else None,
    )
    return note


@api.post("reels/{reel:reel}/review/trial", response=live_wire.LiveTrial, by_alias=True, url_name="review-trial")
def review_trial(request: HttpRequest, reel: ReelId, trial: live_wire.LiveTrial) -> live_wire.LiveTrial:
    """What is planned now; what became of it is told in the review after this."""
    reviews.agree(actor_of(request), reel, to_try=trial.planned)
    return trial


@api.post("reels/{reel:reel}/review/before", response=live_wire.LiveTrial, by_alias=True, url_name="review-before")
def review_before(request: HttpRequest, reel: ReelId, trial: live_wire.LiveTrial) -> live_wire.LiveTrial:
    """What became of what was planned in the review before."""
    reviews.tell_trial(actor_of(request), reel, was_tried=trial.was_tried, happened=trial.happened)
    return trial


@api.exception_handler(ValidationError)
def misunderstood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return JsonResponse({"words": "This page and the server do not understand each other: please reload."}, status=422)
