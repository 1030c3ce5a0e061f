"""How a clip is shown, as it is kept: one line of JSON, empty where nothing is done to it."""

import json
from typing import Any

from vignette.domain.showing import Again, Box, Caption, Cover, Freeze, Key, Showing, Slow, Volume
from vignette.domain.span import Micros, Span

_PLAIN = Showing()


def written(showing: Showing) -> str:
    return "" if showing == _PLAIN else json.dumps(table(showing), ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Showing:
    """What `written` wrote; raises ValueError, KeyError or TypeError for anything else."""
    return shown(json.loads(text)) if text else _PLAIN


def table(showing: Showing) -> dict[str, Any]:
    """`showing` as lists and numbers."""
    return {
        "title": showing.title,
        "before": _freeze(showing.before),
        "after": _freeze(showing.after),
        "slow": [[*_span(each.span), each.speed] for each in showing.slow],
        "again": [[*_span(each.span), each.speed] for each in showing.again],
        "freezes": [[each.at, each.lasting] for each in showing.freezes],
        "captions": [[*_span(each.span), each.words] for each in showing.captions],
        "asks": showing.asks,
        "volumes": [[*_span(each.span), each.decibels] for each in showing.volumes],
        "is_muted": showing.is_muted,
        "covers": [[[key.at, *_box(key.box), key.is_by_hand] for key in each.keys] for each in showing.covers],
        "crop": _box(showing.crop) if showing.crop else None,
    }


def shown(its: dict[str, Any]) -> Showing:
    """What `table` made."""
    return Showing(
        title=its["title"],
        before=Freeze(*its["before"]) if its["before"] else None,
        after=Freeze(*its["after"]) if its["after"] else None,
        slow=tuple(Slow(_read_span(start, end), speed) for start, end, speed in its["slow"]),
        again=tuple(Again(_read_span(start, end), speed) for start, end, speed in its["again"]),
        freezes=tuple(Freeze(*each) for each in its["freezes"]),
        captions=tuple(Caption(_read_span(start, end), words) for start, end, words in its["captions"]),
        asks=its["asks"],
        volumes=tuple(Volume(_read_span(start, end), decibels) for start, end, decibels in its["volumes"]),
        is_muted=its["is_muted"],
        covers=tuple(Cover(tuple(_read_key(*key) for key in keys)) for keys in its["covers"]),
        crop=Box(*its["crop"]) if its["crop"] else None,
    )


def _freeze(freeze: Freeze | None) -> list[int] | None:
    return [freeze.at, freeze.lasting] if freeze else None


def _span(span: Span) -> tuple[Micros, Micros]:
    return span.start, span.end


def _read_span(start: int, end: int) -> Span:
    return Span(Micros(start), Micros(end))


def _box(box: Box) -> list[float]:
    return [box.left, box.top, box.width, box.height]


def _read_key(at: int, left: float, top: float, width: float, height: float, is_by_hand: bool) -> Key:
    return Key(Micros(at), Box(left, top, width, height), is_by_hand)
