"""A timeline as an OpenTimelineIO file, which programs for cutting open.

It has one track of pictures. Its times are whole microseconds (a rate of 1 000 000), so nothing is rounded. It names
films, and never says where they lie.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import opentimelineio as otio

from vignette.domain.score import Card, Hold, Run, Step
from vignette.domain.showing import AS_IT_WAS
from vignette.domain.span import SECOND, Micros
from vignette.domain.work import Progress, unheard
from vignette.exchange.timeline import OURS, Mark, Piece, Source, Timeline, bare

SCHEMA = "vignette-otio/1"


def write_otio(timeline: Timeline, *, progress: Progress = unheard) -> bytes:
    """The timeline as the JSON of an .otio file, in UTF-8."""
    track = otio.schema.Track(name=timeline.title, kind=otio.schema.TrackKind.Video)
    track.extend([_item(piece) for piece in timeline.pieces])
    whole = otio.schema.Timeline(name=timeline.title)
    whole.tracks.append(track)
    whole.metadata[OURS] = {"schema": SCHEMA, "codebook": timeline.codebook}
    return str(otio.core.serialize_json_to_string(whole, {}, 2)).encode("utf-8", "replace")


def _item(piece: Piece) -> otio.schema.Clip | otio.schema.Gap:
    if isinstance(piece.step, Card) or piece.film is None:
        return _gap(piece)
    start = piece.step.at if isinstance(piece.step, Hold) else piece.step.span.start
    clip = otio.schema.Clip(
        name=piece.name,
        media_reference=_reference(piece.film),
        source_range=_range(start, piece.step.lasting),
        effects=list(_effects(piece.step)),
        markers=[_marker(mark) for mark in piece.marks],
    )
    is_again = isinstance(piece.step, Run) and piece.step.is_again
    clip.metadata[OURS] = {"ids": dict(piece.ids), "is_again": is_again}
    return clip


def _gap(piece: Piece) -> otio.schema.Gap:
    """A card is time without a picture, with its words as its name, for a timeline knows no cards."""
    words = piece.step.words if isinstance(piece.step, Card) else ""
    gap = otio.schema.Gap(name=words, source_range=_range(Micros(0), piece.step.lasting))
    gap.metadata[OURS] = {"ids": dict(piece.ids), "title": piece.name, "words": words}
    return gap


def _reference(film: Source) -> otio.schema.ExternalReference:
    name = bare(film.name)
    whole = _range(Micros(0), film.length) if film.length is not None else None
    reference = otio.schema.ExternalReference(target_url=quote(name), available_range=whole)
    reference.name = name
    return reference


def _effects(step: Step) -> Iterator[otio.schema.LinearTimeWarp]:
    """How time runs in it. The range of a clip is as long as it is shown; of the film it takes that times the pace."""
    if isinstance(step, Hold):
        yield otio.schema.FreezeFrame()
    elif isinstance(step, Run) and step.speed != AS_IT_WAS:
        yield otio.schema.LinearTimeWarp(time_scalar=step.speed / AS_IT_WAS)


def _marker(mark: Mark) -> otio.schema.Marker:
    marker = otio.schema.Marker(name=mark.name, marked_range=_range(mark.start, Micros(mark.end - mark.start)))
    said = {"code": mark.code, "codebook": mark.codebook, "person": mark.person, "note": mark.note}
    marker.metadata[OURS] = {**said, "ids": dict(mark.ids)}
    return marker


def _range(start: Micros, length: Micros) -> otio.opentime.TimeRange:
    return otio.opentime.TimeRange(
        otio.opentime.RationalTime(start, SECOND), otio.opentime.RationalTime(length, SECOND)
    )
