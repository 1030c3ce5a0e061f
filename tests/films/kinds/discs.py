"""What camcorders wrote on DVDs, small discs and hard disks: MPEG program streams."""

from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.films import Recipe
from tests.films.kind import filmed
from tests.films.kinds.reasons import CODEC, FIELDS

_PICTURES, _SEQUENCE = b"\0\0\1\xe0", b"\0\0\1\xb3"
_DISC: dict[str, Any] = {
    "codec": "mpeg2video",
    "container": "vob",
    "sound_codec": "ac3",
    "gop": 12,
    "start": 1_440_000,
    "seconds": 2,
    "encoder": {"b": "6000000"},
}
_WIDE_FIELDS: dict[str, Any] = {
    **_DISC,
    "is_interlaced": True,
    "fps": 50,
    "size": (720, 576),
    "pixel_aspect": Fraction(64, 45),
    "seconds": 1,
}
_TOLD_OF_FIELDS = {"needs": FIELDS, "note": ("half pictures",)}


def _times_beside_key_pictures_only(path: Path) -> None:
    """Blank the times of all other pictures (ISO/IEC 13818-1, 2.4.3.6: the flags, then the length of the header)."""
    content = bytearray(path.read_bytes())
    at = content.find(_PICTURES)
    while at >= 0:
        header, end = content[at + 8], at + 6 + int.from_bytes(content[at + 4 : at + 6], "big")
        if _SEQUENCE not in content[at:end]:
            content[at + 7] &= 0x3F
            content[at + 9 : at + 9 + header] = b"\xff" * header
        at = content.find(_PICTURES, end)
    path.write_bytes(content)


def _from_the_middle(path: Path) -> None:
    """Cut between the first key picture and the second, where a pack begins."""
    whole = path.read_bytes()
    path.write_bytes(whole[whole.index(b"\0\0\1\xba", len(whole) // 6) :])


DISCS = (
    filmed(
        "a film from a disc",
        "A DVD camcorder: half pictures, wide ones stored narrow, beside data for the remote control.",
        file="VTS_01_1.VOB",
        **{**_WIDE_FIELDS, "container": "dvd"},
        expected={**_TOLD_OF_FIELDS, "size": (1024, 576)},
    ),
    filmed(
        "a hard-disk camcorder's film",
        "A JVC or Panasonic camcorder of 2006, whose films are called MOD.",
        file="MOV001.MOD",
        **{**_WIDE_FIELDS, "fps": Fraction(60000, 1001), "size": (720, 480), "pixel_aspect": Fraction(32, 27)},
        b_frames=2,
        expected={**_TOLD_OF_FIELDS, "size": (853, 480)},
    ),
    filmed(
        "a disc's plain samples",
        "A DVD recorder set to its finest sound.",
        file="VR_MOVIE.VRO",
        **{**_DISC, "sound_codec": "pcm_dvd"},
        expected={"needs": CODEC},
    ),
    filmed(
        "times beside key pictures only",
        "A DVD recorder that says of key pictures when they are shown, and leaves the others to be counted.",
        file="VTS_02_1.VOB",
        change=_times_beside_key_pictures_only,
        **_DISC,
        b_frames=2,
        expected={"needs": CODEC},
    ),
    filmed(
        "a pocket camera's MPEG",
        "A Sony of 2002: MPEG-1 with one microphone.",
        file="MOV00001.MPG",
        codec="mpeg1video",
        container="mpeg",
        sound_codec="mp2",
        sound_rate=32_000,
        sound_layout="mono",
        fps=25,
        gop=12,
        seconds=2,
        encoder={"b": "2000000"},
        expected={"needs": CODEC},
    ),
    filmed(
        "a part from the middle of a disc",
        "A programme that cuts a disc's film between two key pictures.",
        change=_from_the_middle,
        **{**_DISC, "seconds": 3},
        fps=25,
        expected={
            "needs": CODEC,
            "times": Recipe(seconds=1.56, fps=25).shown_at,
            "numbers": range(36, 75),
            "length": 1_560_000,
            # Half a sound is left at the cut, and the reader takes its time for that of the first whole one.
            "sound_from": -1_440_000 + 32_000,
        },
    ),
)
"""Kinds made by camcorders that wrote on discs."""
