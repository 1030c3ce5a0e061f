"""Matroska leaves its writers much freedom in how a packet is put into a block; only what lies bare is referred to."""

from pathlib import Path
from typing import Any

import av
import pytest

from tests.films import frame_film
from vignette.domain.source import PlainFile
from vignette.footage.probe import survey
from vignette.footage.ready import make_ready
from vignette.footage.repack import repack
from vignette.vault.spliced import SplicedFile

STRIPPED = b"\0\0"
"""What every picture of a small film begins with: the front of its first unit's length."""
LACED = b"\x02\0"


def element(name: int, *content: bytes | int) -> bytes:
    """RFC 8794: a name, a size of eight bytes, and what is in it; numbers take eight bytes, too."""
    inside = b"".join(each if isinstance(each, bytes) else each.to_bytes(8, "big") for each in content)
    return name.to_bytes((name.bit_length() + 7) // 8, "big") + b"\x01" + len(inside).to_bytes(7, "big") + inside


def matroska(
    film: Path,
    target: Path,
    *,
    track: bytes = b"\x81",
    stripped: bytes = b"",
    flags: bytes = b"\0",
    is_grouped: bool = False,
) -> PlainFile:
    """The pictures of an MP4 in a Matroska file by hand (RFC 9559): one cluster, a block for each picture."""
    with av.open(str(film)) as source:
        setup = source.streams.video[0].codec_context.extradata or b""
        pictures = [(packet.is_keyframe, bytes(packet)) for packet in source.demux(video=0) if packet.size]
    shape = element(0xE0, element(0xB0, 160), element(0xBA, 120))
    kind = element(0x83, 1) + element(0x86, b"V_MPEG4/ISO/AVC") + element(0x63A2, setup) + shape
    if stripped:
        packing = element(0x5034, element(0x4254, 3), element(0x4255, stripped))
        kind += element(0x6D80, element(0x6240, packing))
    number = int.from_bytes(track, "big") & (0x7F if len(track) == 1 else 0x3FFF)
    blocks = []
    for place, (is_key, picture) in enumerate(pictures):
        assert picture.startswith(stripped)
        first = bytes([flags[0] | (0x80 if is_key and not is_grouped else 0)])
        content = track + (place * 40).to_bytes(2, "big") + first + flags[1:] + picture[len(stripped) :]
        leans = b"" if is_key else element(0xFB, b"\xd8")
        blocks.append(element(0xA0, element(0xA1, content), leans) if is_grouped else element(0xA3, content))
    head = element(0x1A45DFA3, element(0x4282, b"matroska"), element(0x4287, 4), element(0x4285, 2))
    described = element(0x1549A966, element(0x2AD7B1, 1_000_000))
    tracks = element(0x1654AE6B, element(0xAE, element(0xD7, number), element(0x73C5, 1), kind))
    cluster = element(0x1F43B675, element(0xE7, 0), *blocks)
    target.write_bytes(head + element(0x18538067, described, tracks, cluster))
    return PlainFile(target)


@pytest.fixture
def phone(tmp_path: Path) -> Path:
    return frame_film(tmp_path / "film.mp4", fps=25, seconds=2, has_sound=False)


def pictures_of(film: Path) -> list[bytes]:
    with av.open(str(film)) as container:
        return [bytes(packet) for packet in container.demux(video=0) if packet.size]


@pytest.mark.parametrize("track", [b"\x81", b"\x40\xc8"])
@pytest.mark.parametrize("is_grouped", [False, True])
def test_pictures_that_lie_bare_are_played_from_where_they_lie(
    track: bytes, is_grouped: bool, phone: Path, tmp_path: Path
) -> None:
    film = matroska(phone, tmp_path / "film.mkv", track=track, is_grouped=is_grouped)

    ready = make_ready([film])

    with SplicedFile(ready.head, ready.stretches, film).open() as kept:
        (tmp_path / "kept.mp4").write_bytes(kept.read())
    assert pictures_of(tmp_path / "kept.mp4") == pictures_of(phone)


@pytest.mark.parametrize("changes", [{"stripped": STRIPPED}, {"flags": LACED}], ids=["shortened", "laced"])
def test_pictures_that_do_not_are_made_anew(changes: dict[str, Any], phone: Path, tmp_path: Path) -> None:
    film = matroska(phone, tmp_path / "film.mkv", **changes)
    assert pictures_of(film.path) == pictures_of(phone)

    assert survey(film).footage.plays_everywhere
    assert repack(film, survey(film)) is None
    assert not make_ready([film]).footage.plays_everywhere
