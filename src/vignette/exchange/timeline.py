"""Clips and reels as the timeline that a program for cutting knows: pieces of named films, one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from vignette.domain.film import FilmId
from vignette.domain.score import Card, Cue, Score, Step
from vignette.domain.span import Micros

OURS = "vignette"
"""Under which key of a file's metadata our own words stand."""


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


def left_behind(score: Score) -> tuple[str, ...]:
    """What is done to the clips of a reel that no timeline says, a sentence each, to be read before it is written."""
    showings = {cue.clip.id: cue.clip.showing for cue in score if cue.clip is not None}.values()
    told = {
        "Whoever is hidden in the reel is not hidden in the timeline.": any(each.covers for each in showings),
        "Words on the picture are left out.": any(each.captions for each in showings),
        "Sound that was made louder, quieter or silent is left as it was.": any(
            each.volumes or each.is_muted for each in showings
        ),
        "The picture is shown whole, where the reel shows a part of it.": any(each.crop for each in showings),
    }
    return tuple(sentence for sentence, is_so in told.items() if is_so)


def bare(name: str) -> str:
    """The name of a file without the folders before it, whichever way its machine writes them."""
    return name.replace("\\", "/").rstrip("/").rpartition("/")[2]


def _piece(cue: Cue, films: Mapping[FilmId, Source]) -> Piece:
    if cue.clip is None:
        return Piece(cue.step, None)
    clip = cue.clip
    ids = {"clip": str(clip.id), "moment": str(clip.moment), "film": str(clip.film)}
    return Piece(cue.step, None if isinstance(cue.step, Card) else films[clip.film], clip.title, ids=ids)
