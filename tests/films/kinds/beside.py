"""Films that carry more than pictures and sound."""

import struct
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.stream import Disposition

from tests.films.boxes import Box, Run, add_track, boxes_of, entry_of, mend
from tests.films.kind import filmed
from tests.films.kinds.reasons import REMARKS

SCRIPT = '<img src=x onerror=alert(1)>"><script>alert(2)</script>'
_WORD = b"Family Smith, Baker Street"


def _titles_and_font(output: Any) -> Iterable[Any]:
    """Subtitles that say who is speaking, in letters of their own."""
    stream = output.add_mux_stream("subrip", time_base=Fraction(1, 1000))
    output.add_attachment("smith.ttf", "application/x-truetype-font", b"\0\1\0\0" + _WORD)
    packet = av.Packet(_WORD)
    packet.pts, packet.dts, packet.duration = 0, 0, 1000
    packet.time_base, packet.stream = Fraction(1, 1000), stream
    return [packet]


def _cover(output: Any) -> Iterable[Any]:
    """A picture to show in lists, as music players want one."""
    stream = output.add_stream("mjpeg", rate=1)
    stream.width, stream.height, stream.pix_fmt = 64, 64, "yuvj420p"
    stream.disposition = Disposition.attached_pic
    frame = av.VideoFrame(64, 64, "yuvj420p")
    frame.pts = 0
    return [*stream.encode(frame), *stream.encode(None)]


def _chapters(output: Any) -> Iterable[Any]:
    base = Fraction(1, 1000)
    output.set_chapters(
        [
            {"id": 1, "start": 0, "end": 1000, "time_base": base, "metadata": {"title": _WORD.decode()}},
            {"id": 2, "start": 1000, "end": 2000, "time_base": base, "metadata": {"title": "Bath"}},
        ]
    )
    return []


def _scripted_box(path: Path) -> None:
    """A page hidden in the room that a movie may leave free."""
    top = boxes_of(path.read_bytes())
    top.insert(-1, Box(b"free", f"<html>{SCRIPT}".encode() * 40))
    path.write_bytes(b"".join(map(bytes, top)))


def _zipped(path: Path) -> None:
    """A film that is an archive as well, whose list comes last."""
    path.write_bytes(path.read_bytes() + b"PK\x03\x04" + _WORD + b"PK\x05\x06" + bytes(18))


def _spoken_titles(path: Path) -> None:
    sample = struct.pack(">H", len(_WORD)) + _WORD
    add_track(path, b"sbtl", Run(entry_of(b"tx3g", bytes(30)), [sample] * 4, 500))


def _dated(seconds: int) -> Any:
    """The same time of making in every header of the index, counted from 1904 as QuickTime does."""

    def change(path: Path) -> None:
        def set_dates(index: Box) -> None:
            for name in (b"mvhd", b"tkhd", b"mdhd"):
                for header in index.all(name):
                    header.content = header.content[:4] + struct.pack(">II", seconds, seconds) + header.content[12:]

        mend(path, set_dates)

    return change


_FROM_1904_TO_1970 = 2_082_844_800
_UNFINISHED: dict[str, Any] = {"is_faststart": False, "seconds": 2}

BESIDE = (
    filmed(
        "subtitles",
        "A service that writes down what is said and puts it into the film.",
        change=_spoken_titles,
        **_UNFINISHED,
        expected={"note": ("subtitles",), "secrets": (_WORD,)},
    ),
    filmed(
        "subtitles and a font in a Matroska file",
        "An editor or converter that packs everything into one file.",
        file="film.mkv",
        container="matroska",
        beside=_titles_and_font,
        seconds=2,
        expected={"note": ("subtitles",), "secrets": (_WORD,)},
    ),
    filmed(
        "chapters",
        "An editor that marks scenes by name.",
        beside=_chapters,
        seconds=2,
        expected={"secrets": (_WORD,)},
    ),
    filmed(
        "a cover",
        "A music player or a site that puts a picture in front, which is not the film.",
        beside=_cover,
        seconds=2,
    ),
    filmed(
        "titles that are scripts",
        "Somebody who wants a page to run what they wrote into the film's title.",
        metadata={"title": SCRIPT, "artist": SCRIPT, "comment": SCRIPT},
        seconds=2,
        expected={"secrets": (b"onerror", b"<script>")},
    ),
    filmed(
        "remarks in the picture stream",
        "A drone, a body camera or an editor that writes the place beside every picture.",
        remark=b"GPS +51.5074 -0.1278 Family Smith",
        seconds=2,
        expected={
            "needs": REMARKS,
            "note": ("remarks between its pictures",),
            "secrets": (b"Family Smith", b"51.5074"),
        },
    ),
    filmed(
        "a page in the free room",
        "Somebody who makes a file that is a film and a web page at once.",
        change=_scripted_box,
        **_UNFINISHED,
        expected={"secrets": (b"onerror",)},
    ),
    filmed(
        "an archive behind the film",
        "Somebody who makes a file that is a film and an archive at once.",
        change=_zipped,
        seconds=2,
        expected={"secrets": (_WORD,)},
    ),
    filmed("filmed in 1904", "A camera whose clock was never set.", change=_dated(0), **_UNFINISHED),
    filmed("filmed in 1970", "A camera whose battery ran out.", change=_dated(_FROM_1904_TO_1970), **_UNFINISHED),
    filmed("filmed in the future", "A camera set to the wrong year.", change=_dated((1 << 32) - 1), **_UNFINISHED),
    filmed(
        "two dates that differ",
        "An iPhone: one date in world time, one where it was filmed.",
        container="mov",
        muxer={"movflags": "+faststart+use_metadata_tags"},
        metadata={
            "creation_time": "2025-03-01T22:30:00.000000Z",
            "com.apple.quicktime.creationdate": "2025-03-02T09:30:00+1100",
        },
        seconds=2,
        expected={"filmed_at": "2025-03-02T09:30:00", "secrets": (b"2025-03-02",)},
    ),
)
"""Kinds that carry more than a film."""
