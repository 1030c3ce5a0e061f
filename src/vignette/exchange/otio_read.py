"""An OpenTimelineIO file read: its first track of pictures as pieces of named films, and a sentence for the rest.

It is read as the JSON that it is. The library's own parser, of C++, ends the whole process over some damaged files.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any
from urllib.parse import unquote

from vignette.domain.score import Card, Hold, Run, Step
from vignette.domain.showing import AS_IT_WAS
from vignette.domain.span import SECOND, Micros, Span
from vignette.exchange.carried import Unreadable
from vignette.exchange.text import text_of
from vignette.exchange.timeline import OURS, Mark, Piece, Source, Timeline, bare

Thing = Mapping[str, Any]
"""An object of the file, whatever it holds."""

MOST_BYTES = 8_000_000
DEEPEST = 64
"""Brackets within brackets: a timeline with a track of clips with effects has a dozen."""
MOST_PIECES = 20_000
MOST_LETTERS = 1_000
LATEST = 2**53
"""Microseconds, and beyond that a number of JSON is no longer exact."""

_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)
_WARPS = ("LinearTimeWarp", "FreezeFrame")
_NOTHING: Thing = {}

_TRACKS = "Tracks beside the first one with pictures were left out"
_SOUND = "Tracks of sound were left out"
_OFF = "Clips that are switched off were left out"
_LAID = "Pieces laid over each other or put into each other were left out"
_TRANSITIONS = "Transitions became plain cuts"
_EFFECTS = "Effects other than pace and still pictures were left out"
_GENERATED = "What the other program makes itself, such as titles, became empty time"
_NO_TIME = "Pieces without a time, or with one that makes no sense, were left out"
_PACE = "Clips that run backwards, or slower than a hundredth or faster than a hundred times, were left out"
_ROUNDED = "Paces were rounded to whole per cent"
_MARKS = "Marks that stand beside the clips, or at no time of their film, were left out"
_NOTED = "Notes of other programs were left out"


@dataclass(frozen=True, slots=True)
class _Lost:
    """How often something of each kind was lost."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, what: str, count: int = 1) -> None:
        if count > 0:
            self.counts[what] += count

    def note(self, thing: Thing) -> None:
        self.add(_NOTED, sum(key != OURS for key in _thing(thing.get("metadata"))))


def read_otio(content: bytes) -> Timeline:
    """The pieces of the first track with pictures; raises Unreadable where it is no timeline.

    Times are told from the first picture of each film, whatever its timecode begins with.
    """
    root = _parsed(content)
    lost = _Lost()
    track = _track(root, lost)
    lost.note(root)
    pieces = tuple(_pieces(track, lost))
    if not pieces:
        raise Unreadable("There are no clips in this file that could be taken over.")
    losses = tuple(f"{what}: {count}." for what, count in lost.counts.items())
    return Timeline(_word(root.get("name")), pieces, _word(_ours(root).get("codebook")), losses)


def _parsed(content: bytes) -> Thing:
    if len(content) > MOST_BYTES:
        raise Unreadable("This file is too large for a timeline: please save the one reel by itself.")
    text = text_of(content, what="This file")
    try:
        root = _thing(json.loads(text)) if _is_shallow(text) else _NOTHING
    except ValueError as error:
        raise Unreadable("This is no OpenTimelineIO file, or a damaged one: please save it again as .otio.") from error
    if _kind(root) not in ("Timeline", "Track"):
        raise Unreadable("There is no timeline in this file: please save the reel itself as .otio.")
    return root


def _is_shallow(text: str) -> bool:
    """Whether brackets stand within brackets no deeper than in any timeline."""
    steps = ({"[": 1, "{": 1, "]": -1, "}": -1}.get(found[0], 0) for found in _BRACKET.finditer(text))
    return all(depth <= DEEPEST for depth in accumulate(steps))


def _track(root: Thing, lost: _Lost) -> Thing:
    """The first track with pictures and clips."""
    if _kind(root) == "Track":
        return root
    stack = _thing(root.get("tracks"))
    within = _within(stack, "children")
    tracks = [each for each in within if _kind(each) == "Track"]
    pictures = [each for each in tracks if each.get("kind") != "Audio"]
    chosen = [each for each in pictures if any(_kind(item) == "Clip" for item in _within(each, "children"))]
    if not chosen:
        raise Unreadable("There is no track of clips in this file: please save the reel itself as .otio.")
    lost.add(_SOUND, len(tracks) - len(pictures))
    lost.add(_TRACKS, len(pictures) - 1)
    lost.add(_LAID, len(within) - len(tracks))
    lost.add(_MARKS, len(_within(stack, "markers")))
    lost.add(_EFFECTS, len(_within(stack, "effects")))
    lost.note(chosen[0])
    return chosen[0]


def _pieces(track: Thing, lost: _Lost) -> Iterator[Piece]:
    lost.add(_MARKS, len(_within(track, "markers")))
    lost.add(_EFFECTS, len(_within(track, "effects")))
    items = _within(track, "children")
    if len(items) > MOST_PIECES:
        raise Unreadable(f"This timeline has more than {MOST_PIECES} pieces: please save the one reel by itself.")
    for item in items:
        if _kind(item) not in ("Clip", "Gap"):
            lost.add(_TRANSITIONS if _kind(item) == "Transition" else _LAID)
        elif (piece := _piece(item, lost)) is not None:
            yield piece


def _piece(item: Thing, lost: _Lost) -> Piece | None:
    """A clip or a gap; None where it was lost."""
    reference = _reference(item)
    whole = _times(reference.get("available_range"))
    begins = whole[0] if whole is not None else 0
    shown = _times(item.get("source_range")) if item.get("source_range") is not None else whole
    step = _step(item, _kind(reference), shown, begins, lost)
    if step is None:
        return None
    lost.note(item)
    lost.note(reference)
    ours = _ours(item)
    if isinstance(step, Card):
        return Piece(step, None, _word(ours.get("title")), ids=_ids(ours))
    source = Source(_film(item, reference), Micros(whole[1]) if whole is not None else None)
    return Piece(step, source, _word(item.get("name")), tuple(_marks(item, begins, lost)), _ids(ours))


def _reference(item: Thing) -> Thing:
    """What the clip is of: since Clip.2 one of several, by the name of the one in use."""
    several = _thing(item.get("media_references"))
    chosen = several.get(_word(item.get("active_media_reference_key"))) if several else item.get("media_reference")
    return _thing(chosen)


def _step(item: Thing, reference: str, shown: tuple[int, int] | None, begins: int, lost: _Lost) -> Step | None:
    """What is shown, of a film whose first picture has the time `begins`; None where it was lost."""
    is_off = item.get("enabled") is False
    if is_off or shown is None:
        lost.add(_OFF if is_off else _NO_TIME)
        return None
    if _kind(item) == "Gap":
        return Card(_word(_ours(item).get("words")), Micros(shown[1]))
    if reference == "GeneratorReference":
        lost.add(_GENERATED)
        return Card("", Micros(shown[1]))
    return _of_film(item, shown[0] - begins, shown[1], lost)


def _of_film(item: Thing, start: int, lasting: int, lost: _Lost) -> Hold | Run | None:
    scalar = _scalar(item, lost)
    if start < 0 or (scalar != 0 and not 1 / AS_IT_WAS <= scalar <= AS_IT_WAS):
        lost.add(_NO_TIME if start < 0 else _PACE)
        return None
    if scalar == 0:
        return Hold(Micros(start), Micros(lasting))
    speed = round(scalar * AS_IT_WAS)
    lost.add(_ROUNDED, int(not math.isclose(speed, scalar * AS_IT_WAS)))
    end = start + max(1, round(lasting * scalar))
    return Run(Span(Micros(start), Micros(end)), speed, is_again=_ours(item).get("is_again") is True)


def _scalar(item: Thing, lost: _Lost) -> float:
    """How fast time runs in the clip: 1 as it was, 0 not at all; NaN where that is no number."""
    effects = _within(item, "effects")
    warps = [each for each in effects if _kind(each) in _WARPS]
    lost.add(_EFFECTS, len(effects) - len(warps))
    return math.prod(0.0 if _kind(each) == "FreezeFrame" else _number(each.get("time_scalar")) for each in warps)


def _marks(item: Thing, begins: int, lost: _Lost) -> Iterator[Mark]:
    for marker in _within(item, "markers"):
        times = _times(marker.get("marked_range", marker.get("range")), shortest=0)
        if times is None or times[0] < begins:
            lost.add(_MARKS)
            continue
        lost.note(marker)
        start, ours = times[0] - begins, _ours(marker)
        said = {name: _word(ours.get(name)) for name in ("code", "codebook", "person", "note")}
        yield Mark(Micros(start), Micros(start + times[1]), _word(marker.get("name")), **said, ids=_ids(ours))


def _times(found: object, *, shortest: int = 1) -> tuple[int, int] | None:
    """Start and length in whole microseconds; None where there are none, or none that make sense."""
    start, length = (_micros(_thing(_thing(found).get(key))) for key in ("start_time", "duration"))
    if start is None or length is None or length < shortest or start + length > LATEST:
        return None
    return start, length


def _micros(time: Thing) -> int | None:
    value, rate = _number(time.get("value")), _number(time.get("rate"))
    if not (value >= 0 and rate > 0 and value / rate * SECOND <= LATEST):
        return None
    return round(value * SECOND / rate)


def _film(item: Thing, reference: Thing) -> str:
    """The film's name: as it is referred to, or as the reference or the clip is called where it refers to nothing."""
    names = (unquote(_word(reference.get("target_url"))), _word(reference.get("name")), _word(item.get("name")))
    return next((name for each in names if (name := bare(each))), "")


def _kind(thing: Thing) -> str:
    """What the file calls such a thing, without the version."""
    return _word(thing.get("OTIO_SCHEMA")).partition(".")[0]


def _thing(found: object) -> Thing:
    return found if isinstance(found, dict) else _NOTHING


def _within(thing: Thing, key: str) -> list[Thing]:
    found = thing.get(key)
    return [_thing(each) for each in found] if isinstance(found, list) else []


def _ours(thing: Thing) -> Thing:
    return _thing(_thing(thing.get("metadata")).get(OURS))


def _ids(ours: Thing) -> dict[str, str]:
    return {_word(key): _word(value) for key, value in _thing(ours.get("ids")).items()}


def _word(found: object) -> str:
    return found[:MOST_LETTERS] if isinstance(found, str) else ""


def _number(found: object) -> float:
    """NaN where it is none, or too large a one."""
    is_number = isinstance(found, (int, float)) and not isinstance(found, bool) and abs(found) < 2**62
    return float(found) if is_number else math.nan  # type: ignore[arg-type]  # a number by now
