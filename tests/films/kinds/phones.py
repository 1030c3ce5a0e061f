"""What telephones film, and what becomes of it on the way from one telephone to another."""

import struct
from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.films import Recipe
from tests.films.boxes import Box, Run, add_track, entry_of, mend
from tests.films.kind import filmed
from tests.films.kinds.reasons import CODEC, GROUPS, HDR, HIDDEN, LARGE, MIRRORED, RATE, SOUND

UNEVEN = [round(number * 1e6 / 30) + number * 7_919 % 16_000 for number in range(100)]
"""Times of a phone whose frame rate wavers, in microseconds."""

_HLG = {"color_trc": 18, "color_primaries": 9, "colorspace": 9}
_PQ = {"color_trc": 16, "color_primaries": 9, "colorspace": 9}
_PLACE = b"+51.5074-000.1278/"


def _every(step: int, fps: int) -> dict[str, Any]:
    """Sixty pictures of the second are shown: no browser shows more."""
    return {"numbers": range(0, fps, step), "times": Recipe(fps=fps, seconds=1).shown_at[::step]}


def _dolby_vision(path: Path) -> None:
    """Profile 8.4, as an iPhone signs it: HLG pictures that any reader of HEVC can show."""
    signed = bytes(Box(b"dvvC", bytes([1, 0, 8 << 1, 1 << 3 | 5, 4 << 4]) + bytes(19)))

    def change(index: Box) -> None:
        table = index.one(b"stsd")
        entry = table.content[8:] + signed
        table.content = table.content[:8] + struct.pack(">I", len(entry)) + entry[4:]

    mend(path, change)


def _apple_data(path: Path) -> None:
    """The timed data of an iPhone: faces, the way it was held, and the still picture of the moment."""
    keys = bytes(Box(b"keys", bytes(Box(b"\0\0\0\1", b"mdtacom.apple.quicktime.video-orientation"))))
    for _ in range(3):
        add_track(
            path, b"meta", Run(entry_of(b"mebx", keys), [b"\0\0\0\x0a\0\0\0\1\0\1"] * 4, 500, b"Core Media Metadata")
        )


def _spatial_sound(path: Path) -> None:
    entry = bytes(8) + struct.pack(">HHHHI", 4, 16, 0, 0, 48_000 << 16)
    add_track(path, b"soun", Run(entry_of(b"apac", entry), [b"a sound that only Apple reads"] * 4, 500))


def _twin_picture(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"MotionPhoto_Data" + _PLACE)


PHONES = (
    filmed("a tidy phone", "Most telephones, with the camera set to the most compatible format."),
    filmed(
        "a wavering rate, held upright",
        "An Android phone indoors: it takes pictures when there is light enough, here held upright.",
        rotation=90,
        times=UNEVEN,
        size=(120, 160),
        expected={"note": ("turned upright",)},
    ),
    filmed(
        "held the other way up",
        "A phone held upright the other way round, with one microphone.",
        rotation=-90,
        size=(120, 160),
        sound_rate=44_100,
        sound_layout="mono",
        expected={"note": ("turned upright",)},
    ),
    filmed(
        "held upside down",
        "A phone lying on its other side.",
        rotation=180,
        seconds=2,
        expected={"note": ("turned upright",)},
    ),
    filmed(
        "a mirrored selfie",
        "A phone's front camera, with the film turned over as in a mirror.",
        is_mirrored=True,
        expected={"needs": MIRRORED, "note": ("mirrored back",)},
    ),
    filmed("sixty pictures a second", "A phone or action camera set to 60.", fps=60, seconds=2),
    filmed(
        "four thousand pixels across",
        "A phone set to 4K.",
        size=(3840, 2160),
        fps=4,
        seconds=1,
        encoder={"preset": "ultrafast"},
        expected={"needs": LARGE, "size": (1920, 1080)},
    ),
    filmed(
        "slow motion at 120",
        "A phone's slow motion, which keeps 120 pictures of every second.",
        fps=120,
        seconds=1,
        gop=60,
        expected={"needs": RATE, "note": ("slow motion",), **_every(2, 120)},
    ),
    filmed(
        "slow motion at 240",
        "An iPhone's slow motion at its fastest.",
        fps=240,
        seconds=1,
        gop=120,
        container="mov",
        expected={"needs": RATE, "note": ("slow motion",), **_every(4, 240)},
    ),
    filmed(
        "a timelapse",
        "A phone's timelapse: one picture a second.",
        fps=1,
        seconds=5,
        gop=1,
        has_sound=False,
        expected={"note": ("no sound",)},
    ),
    filmed(
        "a new phone in HEVC",
        "An iPhone set to high efficiency, in ordinary colours.",
        file="IMG_0417.MOV",
        codec="libx265",
        container="mov",
        seconds=2,
        expected={"needs": CODEC},
    ),
    filmed(
        "a new phone in HDR",
        "An iPhone as it comes out of the box: HEVC in HLG.",
        codec="libx265",
        pixel_format="yuv420p10le",
        colour=_HLG,
        expected={"needs": HDR, "note": ("brightened from HDR",)},
    ),
    filmed(
        "HDR by another curve",
        "A Samsung or Pixel that films HDR10: HEVC in PQ.",
        codec="libx265",
        pixel_format="yuv420p10le",
        colour=_PQ,
        seconds=2,
        expected={"needs": HDR, "note": ("brightened from HDR",)},
    ),
    filmed(
        "Dolby Vision",
        "An iPhone 12 or later: HLG with Dolby's own description beside it.",
        change=_dolby_vision,
        codec="libx265",
        container="mov",
        is_faststart=False,
        encoder={"tag": "hvc1"},
        pixel_format="yuv420p10le",
        colour=_HLG,
        seconds=2,
        expected={"needs": HDR, "note": ("brightened from HDR",)},
    ),
    filmed(
        "Apple's data beside the film",
        "An iPhone: three more tracks tell how it was held and where faces are.",
        file="IMG_0418.MOV",
        change=_apple_data,
        container="mov",
        is_faststart=False,
        seconds=2,
        expected={"note": ("what the phone had noted",), "secrets": (b"mebx", b"video-orientation")},
    ),
    filmed(
        "Apple's spatial sound beside the usual one",
        "An iPhone 16: a second sound track in a format that only Apple reads.",
        change=_spatial_sound,
        container="mov",
        is_faststart=False,
        seconds=2,
        expected={"note": ("of several sound tracks",), "secrets": (b"apac",)},
    ),
    filmed(
        "the place it was filmed",
        "Any phone that may know where it is writes it into the film, with its name and model.",
        container="mov",
        muxer={"movflags": "+faststart+use_metadata_tags"},
        metadata={"com.apple.quicktime.location.ISO6709": _PLACE.decode(), "make": "Apple", "model": "iPhone 15"},
        seconds=2,
        expected={"note": ("the place it was filmed at was removed",), "secrets": (_PLACE, b"iPhone 15")},
    ),
    filmed(
        "a photo behind the film",
        "A Samsung that keeps data of its own behind the end of the film.",
        change=_twin_picture,
        seconds=2,
        expected={"secrets": (b"MotionPhoto", _PLACE)},
    ),
    filmed(
        "pictures hidden by an edit list",
        "A film shortened on the phone itself, which hides the beginning instead of taking it away.",
        hidden=37,
        expected={"needs": HIDDEN},
    ),
    filmed(
        "a tiny film of an old phone",
        "A phone of 2006: H.263 with AMR sound at 8 kHz.",
        file="MOV00012.3gp",
        size=(176, 144),
        codec="h263",
        fps=Fraction(30000, 1001),
        container="3gp",
        sound_codec="libopencore_amrnb",
        sound_rate=8_000,
        sound_layout="mono",
        encoder={"b": "400000"},
        seconds=2,
        expected={"needs": CODEC, "size": (192, 144)},
    ),
    filmed(
        "as WhatsApp passes it on",
        "A messenger makes the film small: baseline, few bits, nothing else in it.",
        file="VID-20250301-WA0003.mp4",
        encoder={"profile": "baseline", "crf": "32"},
        sound_rate=44_100,
        sound_layout="mono",
        seconds=2,
    ),
    filmed(
        "B-frames and open groups",
        "A messenger or editor that encodes as its library does by default.",
        b_frames=2,
        is_open_gop=True,
        gop=60,
        fps=Fraction(30000, 1001),
        expected={"needs": GROUPS},
    ),
    filmed(
        "twelve seconds without a key picture",
        "A messenger that saves bits by starting afresh only every ten seconds.",
        gop=100,
        fps=10,
        seconds=12,
        expected={"needs": GROUPS},
    ),
    filmed(
        "pictures that lean on later ones",
        "A newer phone's H.264, with B-frames in closed groups.",
        b_frames=2,
        seconds=2,
    ),
    filmed("full range colours", "An Android phone whose blacks are truly nought.", pixel_format="yuvj420p", seconds=2),
    filmed("a grey picture", "A night camera without colours.", pixel_format="gray", seconds=2),
    filmed(
        "no sound",
        "A phone whose microphone was not allowed.",
        has_sound=False,
        fps=25,
        expected={"note": ("no sound",)},
    ),
    filmed(
        "surround sound",
        "A phone or camera with five microphones.",
        sound_layout="5.1",
        seconds=2,
        expected={"needs": SOUND},
    ),
    filmed("silence", "A phone in a case that covers its microphone.", is_silent=True, seconds=2),
)
"""Kinds made by telephones."""
