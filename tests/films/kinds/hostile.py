"""Films made to do harm: to fill the memory, to read what is not theirs, to be taken for something else."""

import struct
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.films import frame_film
from tests.films.boxes import Box, Run, add_track, boxes_of, entry_of, full, mend, write_movie
from tests.films.kind import Kind, filmed, refused
from tests.films.kinds.cameras import PACKET
from tests.films.kinds.damaged import DAMAGED_FILM, NO_PICTURE, TOO_SHORT
from tests.films.kinds.reasons import CODEC
from tests.films.kinds.strangers import LIST

TOO_LARGE = "This film's picture is too large ({} by {}); please save it at 3840 by 2160 or less."
ELSEWHERE = "This film points to another file; please choose the file that holds the film itself."
TOO_LONG = "This film is longer than four hours; please cut it into shorter parts first."

_HUGE = 0x7FFF_FFFF
_FAR = 0x1_1000_0000
"""Bytes: somewhat more than four gigabytes."""


def _giant(width: int, height: int) -> Callable[[Path], Path]:
    """A film whose description says how large a room its pictures need, and little else."""

    def write(folder: Path) -> Path:
        settings = _settings(width // 16, height // 16)
        described = bytes([1, settings[1], settings[2], settings[3], 0xFF, 0xE1]) + struct.pack(">H", len(settings))
        picture = b"\x68\xce\x3c\x80"
        described += settings + b"\1" + struct.pack(">H", len(picture)) + picture
        shape = (
            bytes(16) + struct.pack(">HHIIIH", width, height, 72 << 16, 72 << 16, 0, 1) + bytes(32) + b"\0\x18\xff\xff"
        )
        entry = entry_of(b"avc1", shape + bytes(Box(b"avcC", described)))
        write_movie(folder / "film.mp4", [Run(entry, [b"\0\0\0\x05\x65\x88\x84\0\x10"] * 30, 40)], (width, height))
        return folder / "film.mp4"

    return write


def _settings(columns: int, rows: int) -> bytes:
    """The sequence parameters of a baseline stream (H.264, section 7.3.2.1.1) of so many blocks of 16 pixels."""
    bits = "".join(map(_golomb, (0, 0, 2, 1))) + "0" + _golomb(columns - 1) + _golomb(rows - 1) + "1100" + "1"
    bits += "0" * (-len(bits) % 8)
    return b"\x67\x42\xc0\x3e" + int(bits, 2).to_bytes(len(bits) // 8, "big")


def _golomb(number: int) -> str:
    written = f"{number + 1:b}"
    return "0" * (len(written) - 1) + written


def _table_of(name: bytes, content: bytes) -> Callable[[Path], None]:
    """Put `content` in the place of a table of the pictures' track."""

    def change(index: Box) -> None:
        index.one(name).content = content

    return lambda path: mend(path, change)


def _unreadable(change: Callable[[Path], object]) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        film = frame_film(folder / "film.mp4", seconds=1, is_faststart=False)
        change(film)
        return film

    return write


def _forty_tracks(path: Path) -> None:
    for _ in range(40):
        add_track(path, b"meta", Run(entry_of(b"mebx"), [b"nothing"], 1000))


def _packed_index(path: Path) -> None:
    """An index of some bytes that says it unpacks to three gigabytes."""
    packed = bytes(Box(b"dcom", b"zlib")) + bytes(
        Box(b"cmvd", struct.pack(">I", 3_000_000_000) + b"\x78\x9c" + bytes(60))
    )
    top = boxes_of(path.read_bytes())
    top[-1] = Box(b"moov", bytes(Box(b"cmov", packed)))
    path.write_bytes(b"".join(map(bytes, top)))


def _boxes_in_boxes(path: Path) -> None:
    inner = b""
    for _ in range(2000):
        inner = bytes(Box(b"trak", inner))
    mend(path, lambda index: index.boxes.insert(0, Box(b"trak", inner)))


def _alias(path: Path) -> None:
    """A QuickTime movie that leaves its pictures in another file, the way an alias points (QuickTime, "dref")."""
    place = b"neighbour.mp4"
    record = bytes(10) + bytes([3]) + b"Mac".ljust(27, b"\0") + bytes(12) + bytes([len(place)]) + place.ljust(63, b"\0")
    record += bytes(16) + struct.pack(">hh", 1, 1) + bytes(16)
    record += struct.pack(">hH", 2, len(place)) + place + b"\0" + struct.pack(">hH", -1, 0)

    def change(index: Box) -> None:
        for table in index.all(b"dref"):
            table.content = struct.pack(">II", 0, 1) + bytes(full(b"alis", record))

    mend(path, change)
    frame_film(path.with_name("neighbour.mp4"), seconds=1)


def _address(folder: Path) -> Path:
    where = full(b"rdrf", b"url " + struct.pack(">I", 14) + b"neighbour.mp4\0")
    index = Box(b"moov", boxes=[Box(b"rmra", boxes=[Box(b"rmda", boxes=[where])])])
    (folder / "film.mov").write_bytes(bytes(index))
    return folder / "film.mov"


def _far_away(path: Path) -> None:
    """Pictures and sound beyond four gigabytes of nothing, which take no room on the disk."""
    top = boxes_of(path.read_bytes())
    data = next(box for box in top if box.name == b"mdat")
    before = sum(len(bytes(box)) for box in top[: top.index(data)]) + 8
    for table in [*top[-1].all(b"stco")]:
        offsets = struct.unpack(f">{(len(table.content) - 8) // 4}I", table.content[8:])
        table.name = b"co64"
        table.content = table.content[:8] + b"".join(struct.pack(">Q", each - before + _FAR) for each in offsets)
    head = b"".join(bytes(box) for box in top[: top.index(data)])
    with path.open("wb") as file:
        file.write(head + struct.pack(">I4sQ", 1, b"mdat", _FAR + len(data.content) - len(head)))
        file.seek(_FAR)
        file.write(data.content + bytes(top[-1]))


def _titles_that_point(path: Path) -> None:
    """An AVI with subtitles that are really a play list (the way of 2017)."""
    listed = LIST.format("file:///etc/passwd").encode()
    titles = b"GAB2\0\2\0" + struct.pack("<I", 4) + b"e\0n\0" + struct.pack("<HI", 4, len(listed)) + listed
    header = b"txts" + bytes(16) + struct.pack("<II", 1, 25) + bytes(28)
    stream = _riff(b"LIST", b"strl" + _riff(b"strh", header) + _riff(b"strf", b""))
    whole = path.read_bytes()
    end = 20 + int.from_bytes(whole[16:20], "little")
    films = whole.index(b"movi") + 4
    index = whole.rindex(b"idx1")
    described = whole[24:end] + stream
    inside = (
        b"AVI "
        + _riff(b"LIST", b"hdrl" + described)
        + _riff(b"LIST", b"movi" + _riff(b"02tx", titles) + whole[films:index])
    )
    path.write_bytes(_riff(b"RIFF", inside))


def _riff(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)


def _only_filling(folder: Path) -> Path:
    film = folder / "film.ts"
    film.write_bytes((b"\x47\x1f\xff\x10" + b"\xff" * (PACKET - 4)) * 2000)
    return film


_NAMES: Iterable[tuple[str, str, str]] = (
    ("a name like an option", "Somebody who wants a programme to take the name for an order.", "-i.mp4"),
    ("a name like a row of pictures", "Somebody who wants a reader to open all files of a row.", "frame%d.jpg"),
    ("a name like an address", "Somebody who wants a reader to join files by their name.", "concat:a.mp4|b.mp4"),
    (
        "a name of two lines",
        "Somebody who wants to write a line of their own into a record.",
        "film\n2025 Bob erased it.mp4",
    ),
    ("a name turned round", "Somebody who hides what a file is by writing backwards.", "film\u202e4pm.exe"),
    ("a name with pictures in it", "A family.", "Mia \U0001f476 & Papa \u2764\ufe0f.mp4"),
    ("a name in Arabic", "A family.", "\u0641\u064a\u0644\u0645 \u0627\u0644\u0639\u0627\u0626\u0644\u0629.mp4"),
    ("a name in pieces", "A Mac, which takes letters and their accents apart.", "Zoe\u0308 und Bjo\u0308rn.mp4"),
    ("a name as long as can be", "A programme that writes the whole day into the name.", "m" * 251 + ".mp4"),
    ("no ending", "A phone's export.", "IMG_0417"),
    ("the wrong ending", "A programme that calls every film an AVI.", "film.avi"),
)

HOSTILE: tuple[Kind, ...] = (
    *(filmed(name, maker, file=file, seconds=1, has_sound=True) for name, maker, file in _NAMES),
    filmed(
        "a renamed Matroska file",
        "Somebody who renamed it so that it would be taken.",
        container="matroska",
        seconds=1,
    ),
    refused(
        "a picture of 8192 by 8192",
        "Somebody who wants to fill the memory.",
        _giant(8192, 8192),
        TOO_LARGE.format(8192, 8192),
    ),
    refused(
        "a picture as wide as a street",
        "The same, with a picture of 16 lines.",
        _giant(16384, 16),
        TOO_LARGE.format(16384, 16),
    ),
    refused(
        "five hours in two pictures",
        "Somebody who wants the worker busy for ever.",
        lambda folder: frame_film(folder / "film.mp4", times=[0, 18_000_000_000], has_sound=False),
        TOO_LONG,
    ),
    refused(
        "two thousand million sizes",
        "Somebody who wants to fill the memory with a table.",
        _unreadable(_table_of(b"stsz", struct.pack(">III", 0, 1, _HUGE))),
        NO_PICTURE,
    ),
    refused(
        "two thousand million times",
        "The same with the table of times.",
        _unreadable(_table_of(b"stts", struct.pack(">IIII", 0, 1, _HUGE, 1))),
        TOO_SHORT,
    ),
    refused("forty tracks", "The same with the number of tracks.", _unreadable(_forty_tracks), DAMAGED_FILM),
    refused(
        "an index that unpacks for ever",
        "The same with an index packed small.",
        _unreadable(_packed_index),
        DAMAGED_FILM,
    ),
    filmed(
        "boxes in boxes",
        "Somebody who wants the reader to lose itself.",
        change=_boxes_in_boxes,
        is_faststart=False,
        seconds=1,
    ),
    refused(
        "a film that lies elsewhere",
        "QuickTime's reference movies, or somebody who wants another's film.",
        _unreadable(_alias),
        ELSEWHERE,
    ),
    refused(
        "a film that is only an address",
        "QuickTime's older reference movies: an index that says where the movie is, and nothing else.",
        _address,
        ELSEWHERE,
    ),
    refused("a stream of nothing", "A recorder that was not tuned in.", _only_filling, DAMAGED_FILM),
    filmed(
        "subtitles that are a play list",
        "Somebody who wants the server to read a file of its own into the film.",
        file="film.avi",
        container="avi",
        codec="mpeg4",
        sound_codec="pcm_s16le",
        change=_titles_that_point,
        seconds=2,
        expected={"needs": CODEC, "note": ("subtitles",), "secrets": (b"passwd",)},
    ),
    filmed(
        "more than four gigabytes",
        "A camera that films for an hour in its finest quality.",
        change=_far_away,
        is_faststart=False,
        seconds=2,
    ),
)
"""Kinds made to do harm, and hostile names of good films."""
