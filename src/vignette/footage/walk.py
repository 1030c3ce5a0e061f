"""One walk through all packets of a film: where each lies, when it is due, and what its pictures are built of."""

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from vignette.domain.errors import UnsuitableFilm
from vignette.domain.work import Progress
from vignette.footage.container import OpenFilm
from vignette.footage.kind import Kind
from vignette.footage.remarks import seen
from vignette.footage.streams import refuse_locked

if TYPE_CHECKING:
    from av.packet import Packet

AnyPacket: TypeAlias = "Packet[Any]"
Numbers = npt.NDArray[np.int64]

MOST_PACKETS = 5_000_000
"""Of pictures and sound together: four hours at 240 pictures a second leave room for the sound."""
NOT_SAID = -(1 << 62)
"""Stands for a number that a packet does not say."""

_TOO_MANY = "This film holds more pictures than can be worked with; please cut it into shorter parts first."
_KEY, _HIDDEN = 1, 2
_FIELDS = 6
_SELDOM = 500


@dataclass(frozen=True, eq=False, slots=True)
class Packets:
    """The packets of one stream in the order of decoding; each property is int64 or bool of shape (n,).

    `pts`, `dts` and `duration` are in the stream's own ticks, `offset` and `size` in bytes of the file.
    """

    table: Numbers

    @property
    def pts(self) -> Numbers:
        return self.table[:, 0]

    @property
    def dts(self) -> Numbers:
        return self.table[:, 1]

    @property
    def duration(self) -> Numbers:
        return self.table[:, 2]

    @property
    def offset(self) -> Numbers:
        return self.table[:, 3]

    @property
    def size(self) -> Numbers:
        return self.table[:, 4]

    @property
    def is_key(self) -> npt.NDArray[np.bool_]:
        return self.table[:, 5] & _KEY > 0

    @property
    def is_hidden(self) -> npt.NDArray[np.bool_]:
        """Whether an edit list keeps it from being shown or heard."""
        return self.table[:, 5] & _HIDDEN > 0

    def __len__(self) -> int:
        return len(self.table)

    def earlier(self, ticks: int) -> "Packets":
        """The same packets, due `ticks` earlier."""
        moved = self.table.copy()
        moved[:, :2] -= ticks
        return Packets(moved)

    def only(self, chosen: npt.NDArray[np.bool_]) -> "Packets":
        return Packets(self.table[chosen])


@dataclass(slots=True)
class Walk:
    """What was seen: all whole packets, pictures from the first key picture on.

    For H.264 in MP4 or Matroska, described by `setup`, it is found out whether every key picture starts afresh
    (`is_closed`), whether the stream holds nothing but pictures (`is_plain`), whether all are of one shape
    (`is_steady`), and whether none is seen to be spoilt (`is_whole`); without `setup`, as for everything else, nothing
    is said of that.
    """

    setup: bytes = b""
    is_closed: bool = True
    is_plain: bool = True
    is_steady: bool = True
    is_whole: bool = True
    _pictures: "array[int]" = field(default_factory=lambda: array("q"))
    _sound: "array[int]" = field(default_factory=lambda: array("q"))

    @property
    def pictures(self) -> Packets:
        return _packets(self._pictures)

    @property
    def sound(self) -> Packets:
        return _packets(self._sound)

    def see_picture(self, packet: AnyPacket) -> None:
        is_key = packet.is_keyframe
        if not is_key and not self._pictures:
            return
        if is_key and packet.has_sidedata("encryption_info"):
            refuse_locked()
        if self.setup:
            self._look_at(packet, is_key)
        self._pictures.extend(_row(packet))

    def see_sound(self, packet: AnyPacket) -> None:
        self.is_steady = self.is_steady and not packet.has_sidedata("new_extradata")
        self._sound.extend(_row(packet))

    def _look_at(self, packet: AnyPacket, is_key: bool) -> None:
        found = seen(memoryview(packet), self.setup)
        self.is_closed = self.is_closed and (found.is_fresh or not is_key)
        self.is_plain = self.is_plain and found.is_plain
        self.is_whole = self.is_whole and found.is_whole
        self.is_steady = self.is_steady and found.is_steady and not packet.has_sidedata("new_extradata")


def walked(film: OpenFilm, size: int, progress: Progress) -> Walk:
    """Pass all packets of the film, a file of `size` bytes; UnsuitableFilm where there is no end of them."""
    walk = Walk(_setup(film))
    streams = [film.pictures] if film.sound is None else [film.pictures, film.sound]
    film.only(*streams)
    pictures, reached = film.pictures.index, 0
    for count, packet in enumerate(film.container.demux(*streams)):
        if count > MOST_PACKETS:
            raise UnsuitableFilm(_TOO_MANY)
        if packet.pts is None or not packet.size or packet.is_corrupt:
            continue
        (walk.see_picture if packet.stream_index == pictures else walk.see_sound)(packet)
        if not count % _SELDOM:
            reached = max(reached, packet.pos or 0)
            progress(min(1.0, reached / size))
    return walk


def _setup(film: OpenFilm) -> bytes:
    """How the pictures are described, if they are H.264 units that each follow their length in four bytes.

    So nearly all MP4 and Matroska has it; empty for everything else.
    """
    setup = film.pictures.codec_context.extradata or b""
    is_known = film.pictures.codec_tag == "avc1" if film.kind is Kind.MOVIE else film.kind is Kind.MATROSKA
    is_known = is_known and film.pictures.codec_context.name == "h264"
    return setup if is_known and setup[:1] == b"\1" and setup[4:5] and setup[4] & 3 == 3 else b""


def _packets(rows: "array[int]") -> Packets:
    return Packets(np.array(rows, dtype=np.int64).reshape(-1, _FIELDS))


def _row(packet: AnyPacket) -> tuple[int, ...]:
    dts, duration, place = packet.dts, packet.duration, packet.pos
    return (
        packet.pts or 0,
        NOT_SAID if dts is None else dts,
        duration or 0,
        NOT_SAID if place is None else place,
        packet.size,
        _KEY * packet.is_keyframe | _HIDDEN * packet.is_discard,
    )
