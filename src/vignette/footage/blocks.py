"""Where in a Matroska file the bytes of its packets lie: each in a block, behind a few bytes of the block's own."""

from dataclasses import replace

from vignette.domain.source import Source
from vignette.footage.container import opened
from vignette.footage.probe import Survey
from vignette.footage.walk import Packets

# Of a block (RFC 9559, 10): the number of its track, two bytes of time and one of flags, two of which tell of lacing.
_TIME_AND_FLAGS = 3
_LACING = 0x06


def laid_bare(source: Source, found: Survey) -> Survey | None:
    """What was found in `source`, with each packet at the place of its own first byte instead of its block's.

    None where a packet does not stand in the file byte for byte: blocks may be laced, packed or shortened.
    """
    heads = set()
    with opened(source) as film, source.open() as file:
        streams = [film.pictures] if film.sound is None else [film.pictures, film.sound]
        film.only(*streams)
        for packet in film.container.demux(streams):
            if not packet.size:
                continue
            if packet.pos is None:
                return None
            file.seek(packet.pos)
            head = _head(file.read(1))
            flags_and_content = file.read(head - 1 + packet.size)[head - 2 :]
            if flags_and_content[:1] == b"" or flags_and_content[0] & _LACING or flags_and_content[1:] != bytes(packet):
                return None
            heads.add(head)
    if len(heads) != 1:
        return None
    (further,) = heads
    sound = None if found.sound is None else _moved(found.sound, further)
    return replace(found, pictures=_moved(found.pictures, further), sound=sound)


def _head(first: bytes) -> int:
    """How many bytes a block has in front of its content, by its first one."""
    return 9 - first[0].bit_length() + _TIME_AND_FLAGS if first and first[0] else _TIME_AND_FLAGS + 1


def _moved(packets: Packets, further: int) -> Packets:
    table = packets.table.copy()
    table[:, 3] += further
    return Packets(table)
