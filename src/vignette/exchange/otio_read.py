"""An OpenTimelineIO file read: its first track of pictures as pieces of named films, and a sentence for the rest."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

import opentimelineio as otio

from vignette.domain.score import Card, Hold, Run, Step
from vignette.domain.showing import AS_IT_WAS
from vignette.domain.span import SECOND, Micros, Span
from vignette.exchange.carried import Unreadable
from vignette.exchange.otio import OURS, Mark, Piece, Source, Timeline, bare

MOST_BYTES = 8_000_000
DEEPEST = 64
"""Brackets within brackets: a timeline with a track of clips with effects has a dozen."""
MOST_PIECES = 20_000
MOST_LETTERS = 1_000
LATEST = 2**53
"""Microseconds, and beyond that a number of JSON is no longer exact."""

_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)
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


@dataclass(slots=True)
class _Read:
    """What was found so far: how often something of each kind was lost."""

    lost: Counter[str] = field(default_factory=Counter)
    pieces: int = 0


def read_otio(content: bytes) -> Timeline:
    """The pieces of the first track with pictures; raises Unreadable where it is no timeline.

    Times are told from the first picture of each film, whatever its timecode begins with.
    """
    root = _parsed(_text(content))
    read = _Read()
    track = _track(root, read)
    if root is not track:
        _note(root, read)
    pieces = tuple(_pieces(track, read))
    if not pieces:
        raise Unreadable("There are no clips in this file that could be taken over.")
    losses = tuple(f"{what}: {count}." for what, count in read.lost.items())
    codebook = _word(_ours(root).get("codebook"))
    return Timeline(_word(root.name), pieces, codebook, losses)


def _text(content: bytes) -> str:
    """The letters of the file, shallow and short enough for a parser that was written for friendly ones."""
    if len(content) > MOST_BYTES:
        raise Unreadable("This file is too large for a timeline: please save the one reel by itself.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("This is no OpenTimelineIO file: please save it again as .otio.") from error
    depth = 0
    for found in _BRACKET.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found[0], 0)
        if depth > DEEPEST:
            raise Unreadable("This timeline is put together too deeply: please flatten it first.")
    return text


def _parsed(text: str) -> Any:
    try:
        root = otio.core.deserialize_json_from_string(text)
    except (ValueError, KeyError, TypeError, otio.exceptions.OTIOError) as error:
        raise Unreadable("This is no OpenTimelineIO file, or a damaged one: please save it again as .otio.") from error
    if not isinstance(root, (otio.schema.Timeline, otio.schema.Track)):
        raise Unreadable("There is no timeline in this file: please save the reel itself as .otio.")
    return root


def _track(root: Any, read: _Read) -> Any:
    """The first track with pictures and clips."""
    if isinstance(root, otio.schema.Track):
        return root
    within = list(root.tracks or ())
    tracks = [each for each in within if isinstance(each, otio.schema.Track)]
    pictures = [each for each in tracks if each.kind != otio.schema.TrackKind.Audio]
    chosen = next((each for each in pictures if any(isinstance(item, otio.schema.Clip) for item in each)), None)
    if chosen is None:
        raise Unreadable("There is no track of clips in this file: please save the reel itself as .otio.")
    _lose(read, _SOUND, len(tracks) - len(pictures))
    _lose(read, _TRACKS, len(pictures) - 1)
    _lose(read, _LAID, len(within) - len(tracks))
    _lose(read, _MARKS, len(root.tracks.markers))
    _lose(read, _EFFECTS, len(root.tracks.effects))
    return chosen


def _pieces(track: Any, read: _Read) -> Iterator[Piece]:
    _note(track, read)
    _lose(read, _MARKS, len(track.markers))
    _lose(read, _EFFECTS, len(track.effects))
    for item in track:
        read.pieces += 1
        if read.pieces > MOST_PIECES:
            raise Unreadable(f"This timeline has more than {MOST_PIECES} pieces: please save the one reel by itself.")
        if isinstance(item, (otio.schema.Clip, otio.schema.Gap)):
            piece = _piece(item, read)
            yield from [piece] if piece is not None else []
        else:
            _lose(read, _TRANSITIONS if isinstance(item, otio.schema.Transition) else _LAID)


def _piece(item: Any, read: _Read) -> Piece | None:
    """A clip or a gap; None where it was lost."""
    reference = None if isinstance(item, otio.schema.Gap) else item.media_reference
    whole = _times(reference.available_range) if reference is not None else None
    begins = whole[0] if whole is not None else 0
    shown = _times(item.source_range) if item.source_range is not None else whole
    step = _step(item, reference, shown, begins, read)
    if step is None:
        return None
    for each in (item, reference) if reference is not None else (item,):
        _note(each, read)
    ours = _ours(item)
    if isinstance(step, Card):
        return Piece(step, None, _word(ours.get("title")), ids=_ids(ours))
    source = Source(_film(item, reference), Micros(whole[1]) if whole is not None else None)
    return Piece(step, source, _word(item.name), tuple(_marks(item, begins, read)), _ids(ours))


def _step(item: Any, reference: Any, shown: tuple[int, int] | None, begins: int, read: _Read) -> Step | None:
    """What is shown, of a film whose first picture has the time `begins`; None where it was lost."""
    if not item.enabled or shown is None:
        _lose(read, _NO_TIME if item.enabled else _OFF)
        return None
    if isinstance(item, otio.schema.Gap):
        return Card(_word(_ours(item).get("words")), Micros(shown[1]))
    if isinstance(reference, otio.schema.GeneratorReference):
        _lose(read, _GENERATED)
        return Card("", Micros(shown[1]))
    return _of_film(item, shown[0] - begins, shown[1], read)


def _of_film(item: Any, start: int, lasting: int, read: _Read) -> Hold | Run | None:
    scalar = _scalar(item, read)
    if start < 0 or (scalar != 0 and not 1 / AS_IT_WAS <= scalar <= AS_IT_WAS):
        _lose(read, _NO_TIME if start < 0 else _PACE)
        return None
    if scalar == 0:
        return Hold(Micros(start), Micros(lasting))
    speed = round(scalar * AS_IT_WAS)
    _lose(read, _ROUNDED, int(not math.isclose(speed, scalar * AS_IT_WAS)))
    end = start + max(1, round(lasting * scalar))
    return Run(Span(Micros(start), Micros(end)), speed, is_again=_ours(item).get("is_again") is True)


def _scalar(item: Any, read: _Read) -> float:
    """How fast time runs in the clip: 1 as it was, 0 not at all."""
    warps = [each for each in item.effects if isinstance(each, otio.schema.LinearTimeWarp)]
    _lose(read, _EFFECTS, len(item.effects) - len(warps))
    return float(math.prod(each.time_scalar for each in warps))


def _marks(item: Any, begins: int, read: _Read) -> Iterator[Mark]:
    for marker in item.markers:
        times = _times(marker.marked_range, shortest=0)
        if times is None or times[0] < begins:
            _lose(read, _MARKS)
            continue
        _note(marker, read)
        start, ours = times[0] - begins, _ours(marker)
        said = {name: _word(ours.get(name)) for name in ("code", "codebook", "person", "note")}
        yield Mark(Micros(start), Micros(start + times[1]), _word(marker.name), **said, ids=_ids(ours))


def _times(found: Any, *, shortest: int = 1) -> tuple[int, int] | None:
    """Start and length in whole microseconds; None where there are none, or none that make sense."""
    if found is None:
        return None
    start, length = _micros(found.start_time), _micros(found.duration)
    if start is None or length is None or length < shortest or start + length > LATEST:
        return None
    return start, length


def _micros(time: Any) -> int | None:
    if not (math.isfinite(time.value) and math.isfinite(time.rate) and time.rate > 0 and time.value >= 0):
        return None
    seconds = time.value / time.rate
    return round(time.value * SECOND / time.rate) if seconds * SECOND <= LATEST else None


def _film(item: Any, reference: Any) -> str:
    """The film's name: as it is referred to, or as the reference or the clip is called where it refers to nothing."""
    address = reference.target_url if isinstance(reference, otio.schema.ExternalReference) else ""
    names = (unquote(address or ""), getattr(reference, "name", ""), item.name)
    return next((name for each in names if (name := bare(_word(each)))), "")


def _ours(thing: Any) -> Mapping[str, Any]:
    found = thing.metadata.get(OURS)
    return found if isinstance(found, Mapping) else {}


def _ids(ours: Mapping[str, Any]) -> dict[str, str]:
    found = ours.get("ids")
    return {_word(key): _word(value) for key, value in found.items()} if isinstance(found, Mapping) else {}


def _word(found: object) -> str:
    return found[:MOST_LETTERS] if isinstance(found, str) else ""


def _note(thing: Any, read: _Read) -> None:
    _lose(read, _NOTED, sum(key != OURS for key in thing.metadata))


def _lose(read: _Read, what: str, count: int = 1) -> None:
    if count > 0:
        read.lost[what] += count
