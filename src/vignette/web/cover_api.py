"""What the reel's page asks while somebody in a clip is followed, so that a cover goes with them."""

from django.http import HttpRequest
from ninja import Router

from vignette.actions import covering
from vignette.domain.errors import NotAllowed
from vignette.domain.reel import ClipId, ReelId
from vignette.domain.showing import Box, Key
from vignette.web.asking import actor_of
from vignette.web.wire import reel as wire

router = Router()

_ADDRESS = "reels/{reel:reel}/clips/{clip:clip}/cover"
_STATES = {"queued": "waiting", "running": "running", "done": "done", "failed": "failed"}


@router.post(_ADDRESS, response=wire.CoverFound, by_alias=True, url_name="cover")
def follow(request: HttpRequest, reel: ReelId, clip: ClipId, wish: wire.CoverWish) -> wire.CoverFound:
    covering.follow_in_clip(actor_of(request), reel, clip, _wish(wish))
    return _found(covering.found(actor_of(request), reel, clip))


@router.get(_ADDRESS, response=wire.CoverFound, by_alias=True, url_name="cover-found")
def found(request: HttpRequest, reel: ReelId, clip: ClipId) -> wire.CoverFound:
    return _found(covering.found(actor_of(request), reel, clip))


def _wish(told: wire.CoverWish) -> covering.CoverWish:
    try:
        box = Box(told.box.left, told.box.top, told.box.width, told.box.height)
    except ValueError as error:
        raise NotAllowed("This box does not lie in the picture: draw it again.") from error
    return covering.CoverWish(told.at, box, told.until)


def _found(state: covering.CoverState) -> wire.CoverFound:
    keys = state.following.keys if state.following else ()
    return wire.CoverFound.model_validate(
        {
            "state": _STATES.get(state.status.state, "none") if state.status else "none",
            "share": state.status.share if state.status else 0.0,
            "keys": [_key(key) for key in keys],
            "words": state.words,
        }
    )


def _key(key: Key) -> wire.Key:
    box = wire.Box(left=key.box.left, top=key.box.top, width=key.box.width, height=key.box.height)
    return wire.Key(at=key.at, box=box, is_by_hand=key.is_by_hand)
