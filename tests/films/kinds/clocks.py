"""Films whose pictures and sound keep odd time."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.films import Recipe, frame_film
from tests.films.boxes import Box, mend
from tests.films.kind import Kind, filmed, of_recipe
from tests.films.kinds.reasons import CODEC, CONTAINER, GROUPS, INSTANTS

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


_STREAM: dict[str, Any] = {"container": "mpegts", "sound_codec": "ac3"}
_CARD: dict[str, Any] = {**_STREAM, "muxer": {"mpegts_m2ts_mode": "1"}}
_DISC: dict[str, Any] = {"container": "vob", "codec": "mpeg2video", "sound_codec": "ac3", "b_frames": 2}


def _end_to_end(name: str, maker: str, /, *starts: int, sound_from: int = 0, **recipe: Any) -> Kind:
    """Films of two seconds put one behind the other, as `copy /b` does, whose clocks start at these microseconds.

    Each one's last sound is let end, so that the next begins some milliseconds late; it is `sound_from` on average.
    """
    seconds = 2 * len(starts)

    def write(folder: Path) -> Path:
        film, part = folder / "film.mpg", folder / "part"
        with film.open("wb") as whole:
            for number, start in enumerate(starts):
                frame_film(part, Recipe(first=60 * number, seconds=2, start=start, **recipe))
                whole.write(part.read_bytes())
        part.unlink()
        return film

    note = (f"its clock starts again midway, so {len(starts)} recordings were joined",)
    needs = CODEC if "codec" in recipe else CONTAINER
    return Kind(
        name=name,
        maker=maker,
        write=write,
        expected=replace(of_recipe(Recipe(seconds=seconds, **recipe)), needs=needs, note=note, sound_from=sound_from),
    )


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
    _end_to_end(
        "two films put end to end",
        "Somebody who joined a camcorder's files with `copy /b`: half way the clock starts again.",
        *(1_440_000, 1_440_000),
        **_STREAM,
    ),
    _end_to_end(
        "three films of a card put end to end",
        "The same with the files of an AVCHD camcorder, of which the last was filmed first.",
        *(40_000_000, 300_000_000, 1_440_000),
        sound_from=16_000,
        **_CARD,
        b_frames=2,
    ),
    _end_to_end(
        "two films hours apart",
        "The same with a camera whose clock ran on for three hours between two films.",
        *(1_440_000, 10_800_000_000),
        **_STREAM,
    ),
    _end_to_end(
        "two films of a disc put end to end",
        "A DVD recorder that puts several films into one file, each with a clock of its own.",
        *(1_440_000, 1_440_000),
        **_DISC,
    ),
    filmed(
        "two pictures at one instant",
        "A camera that counts more coarsely than it films: of two pictures at one time, one can be shown.",
        container="matroska",
        times=_TWICE,
        expected={"needs": INSTANTS, "times": _EVEN, "numbers": None},
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
