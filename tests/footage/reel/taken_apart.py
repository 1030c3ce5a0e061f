"""A film taken apart without any decoder: its parameter sets, and what stands in its pictures and around them."""

from dataclasses import dataclass
from pathlib import Path

import av

from tests.films.boxes import boxes_of

SLICE, IDR = 1, 5


@dataclass(frozen=True)
class Apart:
    """`sets` are the parameter sets that describe the pictures; `units` the kinds of unit in each picture, in order;
    `keys` of each picture the number that tells two key pictures in a row apart, None where it is no key picture;
    `unused` are bytes of the payload that belong to no picture and no sound.
    """

    sets: list[bytes]
    units: list[list[int]]
    keys: list[int | None]
    unused: int


def apart(path: Path) -> Apart:
    with av.open(str(path), container_options={"ignore_editlist": "1"}) as film:
        sets = _sets(film.streams.video[0].codec_context.extradata or b"")
        packets = [packet for packet in film.demux() if packet.size]
        pictures = [_units(bytes(packet)) for packet in packets if packet.stream.type == "video"]
        used = sum(packet.size for packet in packets)
    payload = sum(len(box.content) for box in boxes_of(path.read_bytes()) if box.name == b"mdat")
    kinds = [[unit[0] & 31 for unit in units] for units in pictures]
    return Apart(sets, kinds, [_key(units[0]) for units in pictures], payload - used)


def _units(packet: bytes) -> list[bytes]:
    found, place = [], 0
    while place < len(packet):
        size = int.from_bytes(packet[place : place + 4], "big")
        found.append(packet[place + 4 : place + 4 + size])
        place += 4 + size
    return found


def _sets(setup: bytes) -> list[bytes]:
    """ISO/IEC 14496-15, 5.3.3.1."""
    found, place = [], 5
    for mask in (31, 255):
        count, place = setup[place] & mask, place + 1
        for _ in range(count):
            size = int.from_bytes(setup[place : place + 2], "big")
            found.append(setup[place + 2 : place + 2 + size])
            place += 2 + size
    return found


def _key(unit: bytes) -> int | None:
    """idr_pic_id (H.264, 7.3.3), where frame_num takes four bits, as with one reference and no B-pictures."""
    if unit[0] & 31 != IDR:
        return None
    bits = "".join(f"{byte:08b}" for byte in unit[1:16].replace(b"\0\0\3", b"\0\0"))
    place = 0
    for _ in range(3):
        _, place = _number(bits, place)
    return _number(bits, place + 4)[0]


def _number(bits: str, place: int) -> tuple[int, int]:
    zeros = bits.index("1", place) - place
    end = place + 2 * zeros + 1
    return int(bits[place + zeros : end], 2) - 1, end
