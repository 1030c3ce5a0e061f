"""What camcorders, action cameras, pocket cameras and drones make."""

import struct
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.films import Recipe, frame_film
from tests.films.boxes import Run, add_track, entry_of
from tests.films.kind import Kind, filmed, of_recipe
from tests.films.kinds.reasons import CODEC, CONTAINER, FIELDS, PARTS, SHAPE, SOUND
from tests.films.kinds.shapes import HALF, TALL, in_two_shapes, indexed, streamed

NTSC = Fraction(30000, 1001)
PACKET = 188
"""Bytes of a packet in a transport stream."""

_CAMCORDER: dict[str, Any] = {"container": "mpegts", "sound_codec": "ac3", "start": 1_440_000}
_DISC = {"mpegts_m2ts_mode": "1"}
_CLOCK = bytes(4) + struct.pack(">IIIBB", 0, 30_000, 1_001, 30, 0)


def _telemetry(path: Path) -> None:
    """What a GoPro writes beside its film: where it was, how it moved, and a clock."""
    add_track(path, b"meta", Run(entry_of(b"gpmd"), [b"DEVC\0\1\0\x10GPS5 51.5074 -0.1278"] * 4, 500, b"GoPro MET"))
    add_track(path, b"tmcd", Run(entry_of(b"tmcd", _CLOCK), [bytes(4)], 2000))


def _position_titles(path: Path) -> None:
    told = b"[latitude: 51.5074] [longitude: -0.1278]"
    add_track(path, b"sbtl", Run(entry_of(b"tx3g", bytes(30)), [struct.pack(">H", len(told)) + told] * 4, 500))


def _in_parts(name: str, maker: str, files: tuple[str, str], **recipe: Any) -> Kind:
    """Two files of two seconds; where the container counts on, the second one's clock starts where the first ends."""
    whole = Recipe(seconds=4, **recipe)
    half = len(whole.shown_at) // 2

    def write(folder: Path) -> list[Path]:
        goes_on = whole.start + (2_000_000 if whole.container == "mpegts" else 0)
        parts = [{}, {"first": half, "start": goes_on}]
        return [
            frame_film(folder / file, Recipe(**{**recipe, "seconds": 2, **part}))
            for file, part in zip(files, parts, strict=True)
        ]

    expected = of_recipe(whole)
    return Kind(
        name=name, maker=maker, write=write, expected=replace(expected, needs=PARTS, note=("2 files were joined",))
    )


def _from_the_middle(path: Path) -> None:
    """Cut where a packet ends, between the first key picture and the second."""
    whole = path.read_bytes()
    path.write_bytes(whole[len(whole) // 6 // PACKET * PACKET :])


def _from_half_a_packet(path: Path) -> None:
    path.write_bytes(path.read_bytes()[-100:] + path.read_bytes())


CAMERAS = (
    filmed(
        "a camcorder's stream that starts at 1.44 s",
        "A camcorder that records 30 whole pictures a second.",
        file="00000.MTS",
        container="mpegts",
        start=1_440_000,
        b_frames=2,
        expected={"needs": CONTAINER},
    ),
    filmed(
        "50 fields a second",
        "A European AVCHD camcorder: every picture holds two moments, and each is wanted.",
        file="00001.MTS",
        muxer=_DISC,
        is_interlaced=True,
        fps=50,
        seconds=2,
        **_CAMCORDER,
        expected={"needs": FIELDS, "note": ("half pictures",)},
    ),
    filmed(
        "60 fields a second",
        "An American AVCHD camcorder.",
        file="00002.M2TS",
        muxer=_DISC,
        is_interlaced=True,
        fps=2 * NTSC,
        seconds=2,
        **_CAMCORDER,
        expected={"needs": FIELDS, "note": ("half pictures",)},
    ),
    filmed(
        "fields in an MP4",
        "A camcorder's film saved as MP4 by an editor that left its pictures alone.",
        is_interlaced=True,
        fps=50,
        seconds=2,
        expected={"needs": FIELDS, "note": ("half pictures",)},
    ),
    _in_parts(
        "a camcorder's two files",
        "A camcorder begins a new file every 2 or 4 GB; together they are one film.",
        ("00001.MTS", "00002.MTS"),
        **_CAMCORDER,
    ),
    _in_parts(
        "an action camera's two chapters",
        "A GoPro begins a new chapter every 4 GB, with a clock of its own.",
        ("GX010001.MP4", "GX020001.MP4"),
    ),
    filmed(
        "a part from the middle of a stream",
        "A programme that copies part of a camcorder's film begins between two key pictures.",
        change=_from_the_middle,
        seconds=3,
        **_CAMCORDER,
        expected={
            "needs": CONTAINER,
            "times": Recipe(seconds=2).shown_at,
            "numbers": range(30, 90),
            "length": 2_000_000,
            "sound_from": -1_000_000,
        },
    ),
    filmed(
        "half a packet at the start",
        "A stream taken off a tape or out of a larger file, not quite at its start.",
        change=_from_half_a_packet,
        seconds=2,
        **_CAMCORDER,
        expected={"needs": CONTAINER},
    ),
    filmed(
        "a clock that runs over",
        "A recorder that has run for a day: its clock of 33 bits starts at nought again.",
        container="mpegts",
        start=(1 << 33) * 1_000_000 // 90_000 - 2_400_000,
        seconds=2,
        expected={"needs": CONTAINER},
    ),
    Kind(
        name="a stream that changes its shape",
        maker="A recorder of television, or two camcorder films put end to end.",
        write=lambda folder: streamed(folder / "film.ts", "mpegts", "libx264", preset="veryfast", g="25"),
        expected=in_two_shapes(needs=CONTAINER, reshaped=(HALF, TALL)),
    ),
    Kind(
        name="two sizes in one file",
        maker="A programme that puts films of two sizes behind each other as they are.",
        write=lambda folder: indexed(folder / "film.mp4"),
        expected=in_two_shapes(needs=SHAPE),
    ),
    filmed(
        "a tape's film",
        "A DV camcorder, over its cable: oblong pixels, lower fields first.",
        file="tape.avi",
        codec="dvvideo",
        container="avi",
        size=(720, 576),
        pixel_aspect=Fraction(16, 15),
        pixel_format="yuv420p",
        is_interlaced=True,
        is_lower_first=True,
        fps=50,
        seconds=1,
        gop=1,
        sound_codec="pcm_s16le",
        expected={"needs": CODEC, "size": (768, 576), "note": ("half pictures",)},
    ),
    filmed(
        "high definition from tape",
        "An HDV camcorder: MPEG-2 with oblong pixels.",
        file="clip.m2t",
        codec="mpeg2video",
        pixel_aspect=Fraction(4, 3),
        fps=25,
        seconds=2,
        gop=12,
        container="mpegts",
        sound_codec="mp2",
        encoder={"b": "2000000"},
        expected={"needs": CODEC},
    ),
    filmed(
        "an old pocket camera",
        "A pocket camera of 2008: MPEG-4 in an AVI.",
        file="MVI_0001.AVI",
        container="avi",
        codec="mpeg4",
        sound_codec="pcm_s16le",
        expected={"needs": CODEC},
    ),
    filmed(
        "motion JPEG in an AVI",
        "A pocket camera of 2004: each picture a JPEG, sound at 8 kHz.",
        file="DSCN0001.AVI",
        container="avi",
        codec="mjpeg",
        pixel_format="yuvj422p",
        sound_codec="pcm_u8",
        sound_rate=8_000,
        sound_layout="mono",
        seconds=2,
        fps=15,
        expected={"needs": CODEC},
    ),
    filmed(
        "an editor's ProRes",
        "A film passed on by somebody who edits.",
        file="cut.mov",
        container="mov",
        codec="prores_ks",
        pixel_format="yuv422p10le",
        sound_codec="pcm_s24le",
        seconds=2,
        expected={"needs": CODEC},
    ),
    filmed(
        "twice the colours",
        "A better camera: H.264 with 10 bit and 4:2:2.",
        container="mov",
        pixel_format="yuv422p10le",
        sound_codec="pcm_s16be",
        seconds=2,
        expected={"needs": CODEC},
    ),
    filmed(
        "ten bits of H.264",
        "A camera set to its finest H.264.",
        pixel_format="yuv420p10le",
        seconds=2,
        expected={"needs": CODEC},
    ),
    filmed("oblong pixels", "A camcorder that stores wide pictures narrow.", pixel_aspect=Fraction(4, 3)),
    filmed(
        "a dashcam's uncompressed sound",
        "A dashcam or a camera by the cot: H.264 beside plain samples.",
        container="mov",
        sound_codec="pcm_s16le",
        sound_rate=16_000,
        sound_layout="mono",
        seconds=2,
        expected={"needs": SOUND},
    ),
    filmed(
        "a door camera's telephone sound",
        "A camera over a door or a cot: H.264 in an AVI, sound as on the telephone.",
        container="avi",
        sound_codec="pcm_alaw",
        sound_rate=8_000,
        sound_layout="mono",
        fps=15,
        gop=15,
        seconds=2,
        # An AVI tells no time: readers take it for granted that the first picture waits for another.
        expected={"needs": CONTAINER, "sound_from": -66_667},
    ),
    filmed(
        "an action camera's telemetry",
        "A GoPro: beside the film, where it was, how it moved, and a clock.",
        file="GX010002.MP4",
        change=_telemetry,
        is_faststart=False,
        fps=60,
        seconds=2,
        expected={"note": ("the place it was filmed at was removed",), "secrets": (b"GPS5", b"51.5074")},
    ),
    filmed(
        "a drone's subtitles",
        "A drone writes where it is into subtitles.",
        change=_position_titles,
        is_faststart=False,
        seconds=2,
        expected={"note": ("subtitles",), "secrets": (b"51.5074",)},
    ),
    filmed("cinema's rate", "A camera set to 23.976 pictures a second.", fps=Fraction(24000, 1001), seconds=2),
    filmed("nearly sixty", "A camera set to 59.94 pictures a second.", fps=2 * NTSC, seconds=2),
)
"""Kinds made by cameras."""
