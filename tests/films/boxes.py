"""The boxes of an MP4 (ISO/IEC 14496-12), taken apart and put together again: for films that no muxer would write."""

import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

_FAMILIES = (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"dinf", b"edts", b"udta", b"sinf", b"schi")


@dataclass
class Box:
    """A box with either other boxes or bytes in it."""

    name: bytes
    content: bytes = b""
    boxes: "list[Box]" = field(default_factory=list)

    def __bytes__(self) -> bytes:
        inside = self.content + b"".join(map(bytes, self.boxes))
        return struct.pack(">I", 8 + len(inside)) + self.name + inside

    def all(self, name: bytes) -> "Iterator[Box]":
        """Every box of this name within, in order, at any depth."""
        for box in self.boxes:
            if box.name == name:
                yield box
            yield from box.all(name)

    def one(self, name: bytes) -> "Box":
        return next(self.all(name))


def boxes_of(content: bytes) -> list[Box]:
    """The boxes that `content` is made of; families are taken apart further."""
    found, position = [], 0
    while position < len(content):
        size = int.from_bytes(content[position : position + 4], "big") or len(content) - position
        name, inside = content[position + 4 : position + 8], content[position + 8 : position + size]
        found.append(Box(name, boxes=boxes_of(inside)) if name in _FAMILIES else Box(name, inside))
        position += size
    return found


def full(name: bytes, content: bytes, *, version: int = 0, flags: int = 0) -> Box:
    """A box that begins with its version and flags."""
    return Box(name, struct.pack(">I", version << 24 | flags) + content)


def mend(path: Path, change: Callable[[Box], object]) -> None:
    """Let `change` loose on the index of a movie that has it last, where no offset depends on its size."""
    top = boxes_of(path.read_bytes())
    assert top[-1].name == b"moov"
    change(top[-1])
    path.write_bytes(b"".join(map(bytes, top)))


@dataclass(frozen=True)
class Run:
    """Samples that lie in one chunk and share a sample entry; each lasts `lasts` milliseconds. `made_by` names who."""

    entry: bytes
    samples: list[bytes]
    lasts: int
    made_by: bytes = b""

    @property
    def size(self) -> int:
        return sum(map(len, self.samples))


def entry_of(code: bytes, content: bytes = b"") -> bytes:
    """A sample entry; `content` is what follows its reserve and its reference to the data."""
    return bytes(Box(code, bytes(6) + struct.pack(">H", 1) + content))


def add_track(path: Path, handler: bytes, run: Run) -> None:
    """Give a movie with its index last one more track."""
    top = boxes_of(path.read_bytes())
    before = sum(len(bytes(box)) for box in top[:-1])
    top.insert(-1, Box(b"mdat", b"".join(run.samples)))
    top[-1].boxes.append(_track(handler, [run], offset=before + 8))
    path.write_bytes(b"".join(map(bytes, top)))


def write_movie(path: Path, runs: list[Run], size: tuple[int, int], *, handler: bytes = b"vide") -> None:
    """A movie of one track, the first sample of each run a key picture; `size` is (width, height)."""
    head = bytes(Box(b"ftyp", b"isom" + bytes(4) + b"isom"))
    data = bytes(Box(b"mdat", b"".join(sample for run in runs for sample in run.samples)))
    lasting = sum(run.lasts * len(run.samples) for run in runs)
    header = (
        struct.pack(">IIIIIHH", 0, 0, 1000, lasting, 1 << 16, 1 << 8, 0) + bytes(8) + _MATRIX + bytes(24) + b"\0\0\0\2"
    )
    track = _track(handler, runs, offset=len(head) + 8, size=size)
    path.write_bytes(head + data + bytes(Box(b"moov", boxes=[full(b"mvhd", header), track])))


def runs_of(path: Path, lasts: int) -> Run:
    """The pictures of a movie that holds nothing else."""
    top = boxes_of(path.read_bytes())
    data = next(box for box in top if box.name == b"mdat").content
    sizes = struct.unpack(f">{(len(top[-1].one(b'stsz').content) - 12) // 4}I", top[-1].one(b"stsz").content[12:])
    ends = np.cumsum(sizes)
    samples = [data[end - size : end] for end, size in zip(ends, sizes, strict=True)]
    return Run(top[-1].one(b"stsd").content[8:], samples, lasts)


_MATRIX = struct.pack(">9I", 1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)


def _track(handler: bytes, runs: list[Run], *, offset: int, size: tuple[int, int] = (0, 0)) -> Box:
    lasting = sum(run.lasts * len(run.samples) for run in runs)
    here = Box(b"dinf", boxes=[full(b"dref", struct.pack(">I", 1) + bytes(full(b"url ", b"", flags=1)))])
    header = full(b"vmhd", bytes(8), flags=1) if handler == b"vide" else Box(b"gmhd", bytes(full(b"gmin", bytes(12))))
    media = [
        full(b"mdhd", struct.pack(">IIIIHH", 0, 0, 1000, lasting, 0x55C4, 0)),
        full(b"hdlr", bytes(4) + handler + bytes(12) + runs[0].made_by + b"\0"),
        Box(b"minf", boxes=[header, here, Box(b"stbl", boxes=_tables(runs, offset))]),
    ]
    track = struct.pack(">IIIII", 0, 0, 90, 0, lasting) + bytes(16) + _MATRIX
    track += struct.pack(">II", size[0] << 16, size[1] << 16)
    return Box(b"trak", boxes=[full(b"tkhd", track, flags=1), Box(b"mdia", boxes=media)])


def _tables(runs: list[Run], offset: int) -> list[Box]:
    counts = [len(run.samples) for run in runs]
    sizes = [len(sample) for run in runs for sample in run.samples]
    keys = [1 + sum(counts[:number]) for number in range(len(runs))]
    offsets = [offset + sum(run.size for run in runs[:number]) for number in range(len(runs))]
    lasting = [(len(run.samples), run.lasts) for run in runs]
    chunks = [(number, count, number) for number, count in enumerate(counts, start=1)]
    return [
        full(b"stsd", struct.pack(">I", len(runs)) + b"".join(run.entry for run in runs)),
        _table(b"stts", lasting),
        _table(b"stss", [(key,) for key in keys]),
        _table(b"stsc", chunks),
        full(b"stsz", struct.pack(f">II{len(sizes)}I", 0, len(sizes), *sizes)),
        _table(b"stco", [(each,) for each in offsets]),
    ]


def _table(name: bytes, rows: "Sequence[tuple[int, ...]]") -> Box:
    return full(name, struct.pack(">I", len(rows)) + b"".join(struct.pack(f">{len(row)}I", *row) for row in rows))
