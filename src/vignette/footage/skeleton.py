"""The front of an MP4 whose payload is never copied: what the muxer itself writes, and where each packet lies.

The muxer is given packets of the right sizes with nothing in them, and what it writes of those is dropped. The index it
makes then stands in front of a payload that is read from wherever the true packets lie.
"""

import io
import os
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import IO, Any, BinaryIO, Final, TypeAlias, cast

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.error import FFmpegError
from av.packet import Packet
from av.video.stream import VideoStream

from vignette.domain.errors import UnreadableFilm
from vignette.footage.container import opened
from vignette.footage.walk import NOT_SAID, Numbers, Packets

Template: TypeAlias = VideoStream | AudioStream

# AVFMT_FLAG_BITEXACT: name neither the program that wrote the film nor its version.
BITEXACT: Final = 0x400

_LARGEST: Final = 1 << 26
# What one packet takes up in an index at most, and what stands around the index.
_ENTRY: Final = 64
_AROUND: Final = 1 << 16
_HOLDERS: Final = frozenset((b"moov", b"trak", b"mdia", b"minf", b"stbl"))
_PLACES: Final = {b"stco": ">u4", b"co64": ">u8"}
_MDAT_HEADER: Final = 16
_NOTHING: Final = bytes(1 << 18)
# Seconds. The index counts the delay of sound that sets in late in thousandths.
_PICTURES_OFF: Final = 1e-6
_SOUND_OFF: Final = 1e-3


@dataclass(frozen=True, eq=False, slots=True)
class Track:
    """A track to be: made like a stream of an open film, of packets whose times are in ticks of `base`.

    The offsets of the packets are places in the one body that the whole film is read from.
    """

    like: Template
    base: Fraction
    packets: Packets


@dataclass(frozen=True, eq=False, slots=True)
class _Found:
    """The packets of one track as they were read: int64 of shape (n, 4): stream, time, place, size."""

    base: Fraction
    table: Numbers

    @property
    def pts(self) -> Numbers:
        return self.table[:, 1]

    @property
    def place(self) -> Numbers:
        return self.table[:, 2]

    @property
    def size(self) -> Numbers:
        return self.table[:, 3]


def skeleton(tracks: Sequence[Track], *, timescale: int) -> tuple[bytes, Numbers] | None:
    """The tracks, pictures first, as one film; pictures tick `timescale` times a second.

    It is `head`, then the stretches (offset, length) of the body: int64, shape (n, 2). None where the packets cannot be
    told by an MP4 as they are, or where a reader of it would not find each one in its place, in its size and in time.
    """
    if not all(_can_be_told(track.packets) for track in tracks):
        return None
    head = _head(tracks, timescale)
    if head is None:
        return None
    found = _found(head, sum(int(track.packets.size.sum()) for track in tracks))
    if not _agree(tracks, found):
        return None
    stretches = _stretches(tracks, found, len(head))
    return None if stretches is None else (head, stretches)


def _can_be_told(packets: Packets) -> bool:
    return bool(
        len(packets)
        and (packets.dts > NOT_SAID).all()
        and (np.diff(packets.dts) > 0).all()
        and (packets.offset >= 0).all()
        and packets.size.max() <= _LARGEST
    )


def _head(tracks: Sequence[Track], timescale: int) -> bytes | None:
    """All that stands in front of the first packet; None where the muxer refuses one."""
    room = _AROUND + _ENTRY * sum(len(track.packets) for track in tracks)
    front = _Front(room + _AROUND)
    options = {"moov_size": str(room), "video_track_timescale": str(timescale)}
    try:
        with av.open(cast("IO[bytes]", front), "w", format="mp4", options=options) as output:
            output.flags |= BITEXACT
            for packet in _empty_packets(output, tracks):
                output.mux_one(packet)
    except FFmpegError:
        return None
    return _drawn_together(memoryview(front.kept))


def _empty_packets(output: OutputContainer, tracks: Sequence[Track]) -> Iterator["Packet[Any]"]:
    """Packets of the right sizes, times and kinds, in the order of their times."""
    copies = [output.add_stream_from_template(track.like) for track in tracks]
    due = np.concatenate([track.packets.dts * float(track.base) for track in tracks])
    which = np.repeat(np.arange(len(tracks)), [len(track.packets) for track in tracks])
    table = np.concatenate([track.packets.table for track in tracks])
    is_key = np.concatenate([track.packets.is_key for track in tracks])
    nothing = memoryview(bytes(max(int(track.packets.size.max()) for track in tracks)))
    for row in np.argsort(due, kind="stable").tolist():
        pts, dts, duration, _, size, _ = table[row].tolist()
        packet: Packet[Any] = Packet(nothing[:size])  # type: ignore[arg-type]  # any buffer will do
        packet.pts, packet.dts, packet.duration = pts, dts, duration
        packet.time_base, packet.is_keyframe = tracks[which[row]].base, bool(is_key[row])
        packet.stream = copies[which[row]]
        yield packet


class _Front:
    """A file of which only the first `size` bytes are kept."""

    def __init__(self, size: int) -> None:
        self.kept = bytearray(size)
        self._position = 0

    def write(self, data: bytes) -> int:
        part = data[: max(0, len(self.kept) - self._position)]
        self.kept[self._position : self._position + len(part)] = part
        self._position += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        if whence != os.SEEK_SET:
            raise ValueError("the length of this file is not known")
        self._position = offset
        return offset

    def tell(self) -> int:
        return self._position


def _drawn_together(front: memoryview) -> bytes | None:
    """The front of the film without the room that was left for the index and not needed."""
    boxes = {name: (inside, end) for name, inside, end in _boxes(front)}
    if not boxes.keys() >= {b"moov", b"mdat"}:
        return None
    (inside, end), (payload, _) = boxes[b"moov"], boxes[b"mdat"]
    begins = payload - _MDAT_HEADER
    _draw_in(front[inside:end], begins - end)
    return bytes(front[:end]) + bytes(front[begins:payload])


def _boxes(data: memoryview) -> Iterator[tuple[bytes, int, int]]:
    """Name, start of the content and end of each box in what our own muxer wrote; the end may lie beyond `data`."""
    place = 0
    while place + _MDAT_HEADER <= len(data):
        size, inside = int.from_bytes(data[place : place + 4], "big"), place + 8
        if size == 1:
            size, inside = int.from_bytes(data[inside : inside + 8], "big"), place + 16
        yield bytes(data[place + 4 : place + 8]), inside, place + size
        place += max(size, 8)


def _draw_in(index: memoryview, by: int) -> None:
    """Let every chunk that is listed in these boxes begin `by` bytes earlier."""
    for name, inside, end in _boxes(index):
        if name in _HOLDERS:
            _draw_in(index[inside:end], by)
        elif name in _PLACES:
            places = np.frombuffer(index[inside + 8 : end], _PLACES[name])
            places -= by


def _found(head: bytes, payload: int) -> list[_Found]:
    """What a reader of the film finds in each track; nothing where it cannot read it."""
    try:
        with opened(_Hollow(head, payload)) as film:
            streams = [film.pictures] if film.sound is None else [film.pictures, film.sound]
            rows = array("q")
            for packet in film.container.demux(*streams):
                if packet.size:
                    rows.extend((packet.stream_index, packet.pts or 0, packet.pos or 0, packet.size))
            table = np.array(rows, dtype=np.int64).reshape(-1, 4)
            return [_Found(stream.time_base or Fraction(1), table[table[:, 0] == stream.index]) for stream in streams]
    except UnreadableFilm:
        return []


def _agree(tracks: Sequence[Track], found: Sequence[_Found]) -> bool:
    """Whether the same packets were found, at the same times."""
    return len(found) == len(tracks) and all(
        np.array_equal(track.packets.size, each.size)
        and np.abs(each.pts * float(each.base) - track.packets.pts * float(track.base)).max() <= tolerance
        for track, each, tolerance in zip(tracks, found, (_PICTURES_OFF, _SOUND_OFF), strict=False)
    )


def _stretches(tracks: Sequence[Track], found: Sequence[_Found], start: int) -> Numbers | None:
    """Where the payload is to be read from, which begins at `start`, if it was found there without a gap."""
    places = np.concatenate([each.place for each in found])
    order = np.argsort(places, kind="stable")
    stretches = np.concatenate([track.packets.table[:, 3:5] for track in tracks])[order]
    expected = start + np.cumsum(stretches[:, 1]) - stretches[:, 1]
    return _merged(stretches) if np.array_equal(places[order], expected) else None


def _merged(stretches: Numbers) -> Numbers:
    """The same bytes in as few stretches as can be."""
    ends = stretches.sum(axis=1)
    firsts = np.flatnonzero(np.append(True, stretches[1:, 0] != ends[:-1]))
    return np.stack((stretches[firsts, 0], np.add.reduceat(stretches[:, 1], firsts)), axis=1)


@dataclass(frozen=True, slots=True)
class _Hollow:
    """A head followed by nothing but zeros."""

    head: bytes
    payload: int
    files: tuple[Path, ...] = ()

    @property
    def size(self) -> int:
        return len(self.head) + self.payload

    def open(self) -> BinaryIO:
        return cast(BinaryIO, _Zeros(self.head, self.size))


class _Zeros(io.RawIOBase):
    def __init__(self, head: bytes, size: int) -> None:
        self._head = head
        self._size = size
        self._position = 0

    def read(self, size: int = -1, /) -> bytes:
        part = self._head[self._position :][:size] or _NOTHING[: min(size, self._size - self._position)]
        self._position += len(part)
        return part

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        self._position = offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._size}[whence]
        return self._position

    def tell(self) -> int:
        return self._position
