"""Films that did not come through whole."""

from itertools import islice
from pathlib import Path
from typing import Any

import av
import numpy as np

from tests.films import Recipe, frame_film
from tests.films.kind import Change, filmed, of_recipe, refused
from tests.films.kinds.calls import FRAGMENTS
from tests.films.kinds.reasons import CODEC, CONTAINER, SPOILT

CUT_OFF = "The recording was cut off before it finished saving; please look for a complete copy on the camera."
EMPTY = "This file is empty; please wait until the camera has finished copying it, then choose it again."
DAMAGED_FILM = "This film is damaged and cannot be read; please copy it from the camera again."
TOO_SHORT = "This film is too short, under half a second; please choose the whole film."
NO_PICTURE = "This file holds no picture; please copy the film from the camera again."
NOT_A_FILM = (
    "This file is not a film that can be read here; please choose an MP4, MOV, WebM, MKV, AVI, MTS or MPG file."
)


def nothing(folder: Path) -> Path:
    film = folder / "empty.mp4"
    film.touch()
    return film


def cut_off(folder: Path) -> Path:
    """A phone that died: the index, which comes last, was never written."""
    film = frame_film(folder / "cut.mp4", seconds=2, is_faststart=False)
    film.write_bytes(film.read_bytes()[: film.stat().st_size // 2])
    return film


def very_short(folder: Path) -> Path:
    return frame_film(folder / "short.mp4", seconds=0.4)


def _zeros(folder: Path) -> Path:
    film = folder / "film.mp4"
    film.write_bytes(bytes(200_000))
    return film


def _noise(folder: Path) -> Path:
    film = folder / "film.mp4"
    film.write_bytes(np.random.default_rng(5).bytes(60_000))
    return film


def _torn(pictures: int) -> Change:
    """Cut off in the middle of the picture that comes after so many."""

    def change(path: Path) -> None:
        with av.open(str(path)) as film:
            following = next(islice(film.demux(video=0), pictures, None))
        path.write_bytes(path.read_bytes()[: (following.pos or 0) + following.size // 2])

    return change


def _spoilt(by: bytes) -> Change:
    """A card that loses bytes inside five pictures; all that tells where they lie is whole."""

    def change(path: Path) -> None:
        content = bytearray(path.read_bytes())
        with av.open(str(path)) as film:
            for packet in islice(film.demux(video=0), 40, 45):
                middle = (packet.pos or 0) + packet.size // 2
                content[middle : middle + len(by)] = by
        path.write_bytes(bytes(content))

    return change


def _without_its_list(path: Path) -> None:
    """An AVI that was never finished: the list of its pictures, which comes last, is missing."""
    content = path.read_bytes()
    path.write_bytes(content[: content.rindex(b"idx1")])


def _first(seconds: float, **other: Any) -> dict[str, Any]:
    """What is there of a film of 30 pictures a second after so many."""
    shown = of_recipe(Recipe(seconds=seconds))
    return {"times": shown.times, "numbers": shown.numbers, "length": shown.length, **other}


DAMAGED = (
    refused("nothing at all", "A copy that never began, or a file that still lies in the cloud.", nothing, EMPTY),
    refused(
        "nothing but noughts", "A card that made room for the film and then could not write it.", _zeros, NOT_A_FILM
    ),
    refused("noise", "A card that has come to its end, or a file locked by another programme.", _noise, NOT_A_FILM),
    refused(
        "a phone that died",
        "A phone that died while filming: the index, which comes last, is missing.",
        cut_off,
        CUT_OFF,
    ),
    refused("a blink", "A button pressed twice: less than half a second.", very_short, TOO_SHORT),
    filmed(
        "cut off, with its index in front",
        "A copy that broke off half way.",
        change=_torn(60),
        expected=_first(2, note=("the last 2 seconds were missing",)),
    ),
    filmed(
        "fragments cut off",
        "A browser that crashed while it was filming: all fragments but the last are whole.",
        change=_torn(75),
        muxer=FRAGMENTS,
        is_faststart=False,
        expected=_first(2.5),
    ),
    filmed(
        "a stream cut off",
        "A camcorder whose battery was taken out.",
        container="mpegts",
        sound_codec="ac3",
        change=_torn(60),
        expected=_first(2, needs=CONTAINER),
    ),
    filmed(
        "a recording cut off",
        "A copy of a Matroska file that broke off.",
        container="matroska",
        change=_torn(60),
        expected=_first(2, note=("the last 2 seconds were missing",)),
    ),
    filmed(
        "an AVI without its list",
        "A pocket camera whose battery ran out.",
        container="avi",
        codec="mpeg4",
        sound_codec="pcm_s16le",
        change=_without_its_list,
        seconds=2,
        expected={"needs": CODEC},
    ),
    filmed(
        "bytes lost here and there",
        "An old card: some pictures are spoilt, the rest is there.",
        change=_spoilt(b"scratch!"),
        seconds=2,
        expected={"numbers": None, "sound_from": None},
    ),
    filmed(
        "noughts here and there",
        "A card whose worn places read as noughts.",
        change=_spoilt(bytes(16)),
        seconds=2,
        expected={"needs": SPOILT, "numbers": None, "note": ("some of its pictures are damaged",)},
    ),
)
"""Kinds that did not come through whole."""
