"""What the reel's page asks and tells: its workbench, and every change to the reel."""

from http import HTTPStatus

from django.http import HttpRequest
from ninja import Router, Status

from vignette.actions import workbench as acting
from vignette.domain.reel import ReelId
from vignette.web import reel_messages as messages
from vignette.web.asking import actor_of
from vignette.web.wire import reel as wire

router = Router()

Answered = Status[wire.ReelAnswer] | Status[wire.ReelRefusal]


@router.get("reels/{reel:reel}/workbench", response=wire.ReelWorkbench, by_alias=True, url_name="reel-workbench")
def workbench(request: HttpRequest, reel: ReelId) -> wire.ReelWorkbench:
    return messages.workbench(acting.workbench(actor_of(request), reel))


@router.post(
    "reels/{reel:reel}/change",
    response={HTTPStatus.OK: wire.ReelAnswer, HTTPStatus.CONFLICT: wire.ReelRefusal},
    by_alias=True,
    url_name="reel-change",
)
def change(request: HttpRequest, reel: ReelId, asked: wire.ReelChange) -> Answered:
    wanted = messages.reel(reel, asked.reel)
    try:
        now = acting.change_reel(actor_of(request), reel, number=asked.number, reel=wanted)
    except acting.Changed as changed:
        return Status(HTTPStatus.CONFLICT, messages.refusal(changed))
    return Status(HTTPStatus.OK, messages.answer(now))
