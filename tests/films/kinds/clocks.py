"""Films whose pictures and sound keep odd time."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.films import Recipe, frame_film
from tests.films.boxes import Box, mend
from tests.films.kind import Kind, filmed, of_recipe
from tests.films.kinds.reasons import CONTAINER, GROUPS

_EVEN = [round(number * 1_000_000 / 30) for number in range(60)]


_TWICE = sorted([*_EVEN, *(at + 100 for at in _EVEN[::10])])
"""Every tenth picture is taken twice within a tenth of a millisecond."""


def _claims_ten_hours(path: Path) -> None:
    def change(index: Box) -> None:
        header = index.one(b"mvhd")
        header.content = header.content[:16] + (36_000_000).to_bytes(4, "big") + header.content[20:]

    mend(path, change)


def _without_lasting(path: Path) -> None:
    """The last picture is said to last no time at all."""

    def change(index: Box) -> None:
        table = index.one(b"stts")
        count = int.from_bytes(table.content[8:12], "big")
        lasting = table.content[12:16]
        rows = (count - 1).to_bytes(4, "big") + lasting + (1).to_bytes(4, "big") + bytes(4)
        table.content = table.content[:4] + (2).to_bytes(4, "big") + rows

    mend(path, change)


def _end_to_end(folder: Path) -> Path:
    """Two streams put one behind the other, as `copy /b` does: the second one's clock starts again."""
    streams: dict[str, Any] = {"container": "mpegts", "sound_codec": "ac3", "seconds": 2, "start": 1_440_000}
    one = frame_film(folder / "film.mts", Recipe(**streams))
    two = frame_film(folder / "later.mts", Recipe(first=60, **streams))
    one.write_bytes(one.read_bytes() + two.read_bytes())
    two.unlink()
    return one


CLOCKS = (
    filmed("a clock of 600", "QuickTime counts in parts of 600 to a second.", container="mov", ticks=600, seconds=2),
    filmed("a clock of a million", "An app that counts in microseconds.", ticks=1_000_000, seconds=2),
    filmed("a clock of 15360", "A phone app or converter that multiplies its frame rate.", ticks=15_360, seconds=2),
    filmed(
        "times before nought",
        "A camera whose first pictures lie before the clock's beginning, so that later ones may lean on them.",
        b_frames=2,
        muxer={"movflags": "+faststart+negative_cts_offsets"},
        seconds=2,
    ),
    filmed("sound that sets in late", "A phone whose microphone needs half a second to wake.", sound_start=500_000),
    filmed(
        "sound that is there before the picture",
        "A phone whose camera needs half a second longer than its microphone.",
        sound_start=-500_000,
    ),
    filmed(
        "sound that ends early",
        "A camera whose microphone was switched off, or whose battery ran out.",
        sound_seconds=2.5,
        expected={"note": ("the sound ends 1.5 seconds before the picture",)},
    ),
    filmed(
        "sound that goes on",
        "A programme that stops the camera first and the microphone later.",
        sound_seconds=6,
        expected={"note": ("the sound goes on for 2 seconds after the picture",)},
    ),
    filmed(
        "sound that drifts",
        "A converter that took 30 pictures a second for 29.5: after a minute, lips and words are a second apart.",
        sound_seconds=4.07,
        expected={"sound_from": None},
    ),
    filmed(
        "a recording paused for twenty seconds",
        "A stream recorder that lost the line: the clock runs on without pictures.",
        container="mpegts",
        times=_EVEN + [at + 22_000_000 for at in _EVEN],
        has_sound=False,
        expected={"needs": CONTAINER, "note": ("no sound",)},
    ),
    Kind(
        name="two films put end to end",
        maker="Somebody who joined a camcorder's files with `copy /b`: half way the clock starts again.",
        write=_end_to_end,
        # At the seam the decoder mixes up two pictures.
        expected=replace(
            of_recipe(Recipe(times=[at for at in _EVEN if at != _EVEN[-2]])),
            length=2_000_000,
            numbers=None,
            needs=CONTAINER,
            note=("2 seconds are left out, as the clock of the film starts",),
        ),
    ),
    filmed(
        "two pictures at one instant",
        "A camera that counts more coarsely than it films: of two pictures at one time, one can be shown.",
        container="matroska",
        times=_TWICE,
        expected={"needs": CONTAINER, "times": _EVEN, "numbers": None},
    ),
    filmed(
        "a last picture of no length",
        "A camera that does not know how long its last picture lasts.",
        change=_without_lasting,
        is_faststart=False,
        seconds=2,
    ),
    filmed(
        "a film that says it lasts ten hours",
        "A recorder that was stopped by force and had noted the longest it might get.",
        change=_claims_ten_hours,
        is_faststart=False,
        seconds=2,
    ),
    filmed(
        "one picture, held",
        "A scanner or an editor: a single picture shown for three seconds, with a voice.",
        times=[0],
        fps=Fraction(1, 3),
        sound_seconds=3,
    ),
    filmed(
        "a single key picture",
        "A screen recorder: a key picture at the start, and no other.",
        gop=300,
        fps=25,
        seconds=4,
        expected={"needs": GROUPS},
    ),
)
"""Kinds that keep odd time."""
