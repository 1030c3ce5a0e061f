"""Which files of a camcorder are one recording that was cut wherever a file was full, in the midst of a sound even."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vignette.domain.source import Source
from vignette.domain.work import Progress, unheard
from vignette.footage.kind import Kind, kind_of

# What is read here is described in ISO/IEC 13818-1: packets in 2.4.3.2, time stamps (33 bits, 90 kHz) in 2.4.3.7.
_PACKET = 188
_STEPS = (_PACKET, 192)
_SYNC = 0x47
_WRAP = 1 << 33
_SOON = 2 * 90_000

# Bytes of either end: a second of a camcorder's sound and pictures and more, so that every stream is in them.
_LOOKED_AT = 4 << 20


def recordings(pieces: Sequence[Source], *, progress: Progress = unheard) -> tuple[int, ...]:
    """How many files, in order, each recording is made of; read as one file, nothing of it is lost at a cut.

    Only transport streams (MTS, M2TS, TS) are ever cut so; every other file is a recording of its own.
    """
    counts: list[int] = []
    before = None
    for place, piece in enumerate(pieces):
        ends = _ends(piece)
        if before is not None and ends is not None and before[1].is_followed_by(ends[0]):
            counts[-1] += 1
        else:
            counts.append(1)
        before = ends
        progress((place + 1) / len(pieces))
    return tuple(counts)


@dataclass(frozen=True, slots=True)
class _End:
    """Either end of a file: for each stream the running number and the time stamp that lie nearest to it."""

    numbers: dict[int, int]
    stamps: dict[int, int]

    def is_followed_by(self, start: _End) -> bool:
        """Whether the numbers and the times of all streams go on there."""
        streams = self.stamps.keys() & start.stamps.keys()
        return bool(streams) and all(
            (self.numbers[stream] + 1) % 16 == start.numbers[stream]
            and (start.stamps[stream] - self.stamps[stream] + _SOON) % _WRAP < 2 * _SOON
            for stream in streams
        )


def _ends(piece: Source) -> tuple[_End, _End] | None:
    """Both ends of a file, None where it is no transport stream."""
    with piece.open() as file:
        if kind_of(file) is not Kind.TRANSPORT:
            return None
        head = file.read(_LOOKED_AT)
        step = max(_STEPS, key=lambda step: head[step - _PACKET :: step].count(_SYNC) * step)
        file.seek(max(0, piece.size - _LOOKED_AT) // step * step)
        tail = file.read()
    first, last = [*_packets(head, step)], [*_packets(tail, step)]
    return _end(first[::-1]), _end(last)


def _end(packets: Sequence[bytes]) -> _End:
    """What the last of these packets say."""
    numbers: dict[int, int] = {}
    stamps: dict[int, int] = {}
    for packet in packets:
        stream = (packet[1] & 0x1F) << 8 | packet[2]
        if packet[3] & 0x10:
            numbers[stream] = packet[3] & 0x0F
            if (stamp := _stamp(packet)) is not None:
                stamps[stream] = stamp
    return _End(numbers, stamps)


def _packets(content: bytes, step: int) -> Iterator[bytes]:
    """The whole packets; some cameras put a clock of four bytes in front of each."""
    for end in range(step, len(content) + 1, step):
        yield content[end - _PACKET : end]


def _stamp(packet: bytes) -> int | None:
    """The time at which what begins in this packet is shown or heard; None where nothing begins or nothing is said."""
    begins = 5 + packet[4] if packet[3] & 0x20 else 4
    if not packet[1] & 0x40 or packet[begins : begins + 3] != b"\0\0\1" or begins > _PACKET - 14:
        return None
    if not packet[begins + 7] & 0x80:
        return None
    high, middle, low = packet[begins + 9], packet[begins + 10 : begins + 12], packet[begins + 12 : begins + 14]
    return (high >> 1 & 7) << 30 | int.from_bytes(middle, "big") >> 1 << 15 | int.from_bytes(low, "big") >> 1
