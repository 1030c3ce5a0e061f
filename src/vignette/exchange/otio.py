"""Clips and reels as an OpenTimelineIO timeline, which programs for cutting open: what goes out, and how.

A timeline has one track of pictures. Its times are whole microseconds (a rate of 1 000 000), so nothing is rounded. It
names films, and never says where they lie.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

import opentimelineio as otio

from vignette.domain.film import FilmId
from vignette.domain.score import Card, Cue, Hold, Run, Score, Step
from vignette.domain.showing import AS_IT_WAS
from vignette.domain.span import SECOND, Micros

OURS = "vignette"
"""Under which key of the metadata our own words stand."""
SCHEMA = "vignette-otio/1"


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment or something coded, in film time; a point ends where it starts. `ids` are ours, by what they name.

    `code` is one of `codebook` (name@version); both, and `person`, are empty where there are none.
    """

    start: Micros
    end: Micros
    name: str
    code: str = ""
    codebook: str = ""
    person: str = ""
    note: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """A film by its name, without a folder; `length` is None where it is not known."""

    name: str
    length: Micros | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """One step of a reel: a stretch or a still picture of a film, or a card, which is of none (`film` is None)."""

    step: Step
    film: Source | None
    name: str = ""
    marks: tuple[Mark, ...] = ()
    ids: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Pieces that follow each other without a gap. `losses` say, a sentence each, what of a file is not among them."""

    title: str
    pieces: tuple[Piece, ...]
    codebook: str = ""
    losses: tuple[str, ...] = ()


def pieces_of(score: Score, films: Mapping[FilmId, Source]) -> tuple[Piece, ...]:
    """A reel as it is played, step by step; raises KeyError where `films` lacks one of its films."""
    return tuple(_piece(cue, films) for cue in score)


def write_otio(timeline: Timeline) -> bytes:
    """The timeline as the JSON of an .otio file, in UTF-8."""
    track = otio.schema.Track(name=timeline.title, kind=otio.schema.TrackKind.Video)
    track.extend([_item(piece) for piece in timeline.pieces])
    whole = otio.schema.Timeline(name=timeline.title)
    whole.tracks.append(track)
    whole.metadata[OURS] = {"schema": SCHEMA, "codebook": timeline.codebook}
    return str(otio.core.serialize_json_to_string(whole, {}, 2)).encode("utf-8", "replace")


def bare(name: str) -> str:
    """The name of a file without the folders before it, whichever way its machine writes them."""
    return name.replace("\\", "/").rstrip("/").rpartition("/")[2]


def _piece(cue: Cue, films: Mapping[FilmId, Source]) -> Piece:
    if cue.clip is None:
        return Piece(cue.step, None)
    clip = cue.clip
    ids = {"clip": str(clip.id), "moment": str(clip.moment), "film": str(clip.film)}
    return Piece(cue.step, None if isinstance(cue.step, Card) else films[clip.film], clip.title, ids=ids)


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
