"""Files that are no film, or no film to work with."""

import struct
import zlib
from pathlib import Path

from tests.films import frame_film


def text(folder: Path) -> Path:
    film = folder / "text.mp4"
    film.write_text("Dear diary, today I was named after a film.", encoding="utf-8")
    return film


def nothing(folder: Path) -> Path:
    film = folder / "empty.mp4"
    film.touch()
    return film


def cut_off(folder: Path) -> Path:
    """A phone that died: the index, which comes last, was never written."""
    film = frame_film(folder / "cut.mp4", seconds=2, is_faststart=False)
    film.write_bytes(film.read_bytes()[: film.stat().st_size // 2])
    return film


def very_short(folder: Path) -> Path:
    return frame_film(folder / "short.mp4", seconds=0.4)


def giant_picture(folder: Path) -> Path:
    """A PNG of 20 000 by 20 000 black pixels in a few kilobytes, named like a film."""
    film = folder / "giant.mp4"
    header = struct.pack(">IIBBBBB", 20_000, 20_000, 1, 0, 0, 0, 0)
    pixels = zlib.compress(bytes(20_000 * (1 + 20_000 // 8)), 9)
    parts = [chunk(b"IHDR", header), chunk(b"IDAT", pixels), chunk(b"IEND", b"")]
    film.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts))
    return film


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
