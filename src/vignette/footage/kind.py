"""What a file is, told from its first bytes alone."""

import os
from collections.abc import Iterator
from enum import Enum
from typing import BinaryIO

from vignette.domain.errors import UnreadableFilm

_HEAD = 1024
_LONGEST_INDEX = 1 << 20
_PACKETS = (188, 192)
_PACK = b"\0\0\1\xba"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"\0\0\1\0")
_PICTURE_BRANDS = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"))
_SOUNDS = (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf1", b"\xff\xf9", b"fLaC", b"#!AMR", b"caff")
_MPEG_SOUND = (b"ID3", b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2", b"\xff\xe3", b"\xff\xe2")
_LISTS = (b"#EXTM3U", b"ffconcat", b"<?xml", b"<MPD", b"[playlist]")

ONLY_SOUND = (
    "This file holds sound but no moving picture; please choose the film itself, "
    "and add this recording beside it once it is ready."
)
_EMPTY = "This file is empty; please wait until the camera has finished copying it, then choose it again."
_NO_RECORDING = (
    "This file is not a sound recording that can be read here; please choose a WAV, MP3, M4A, FLAC, OGG or AMR file."
)


class Kind(Enum):
    """A family of containers: the demuxer that reads it, and the names that demuxer goes by."""

    MOVIE = ("mov", "mov,mp4,m4a,3gp,3g2,mj2")
    MATROSKA = ("matroska", "matroska,webm")
    AVI = ("avi", "avi")
    TRANSPORT = ("mpegts", "mpegts")
    PROGRAM = ("mpeg", "mpeg")
    WAVE = ("wav", "wav")
    MPEG_SOUND = ("mp3", "mp3")
    ADVANCED_SOUND = ("aac", "aac")
    FLAC = ("flac", "flac")
    OGG = ("ogg", "ogg")
    SPEECH = ("amr", "amr")

    @property
    def demuxer(self) -> str:
        return str(self.value[0])

    @property
    def whitelist(self) -> str:
        return str(self.value[1])


SOUND_KINDS = frozenset((Kind.WAVE, Kind.MPEG_SOUND, Kind.ADVANCED_SOUND, Kind.FLAC, Kind.OGG, Kind.SPEECH))


def kind_of(file: BinaryIO) -> Kind:
    """The family `file` belongs to; UnreadableFilm says what it is instead. `file` is left at its start."""
    head = _head(file)
    kind = _film(head)
    if kind is None:
        raise UnreadableFilm(_what_else(head))
    return kind


def sound_kind_of(file: BinaryIO) -> Kind:
    """The family the recording of a sound recorder belongs to, otherwise like `kind_of`."""
    head = _head(file)
    kind = _sound(head)
    if kind is None:
        raise UnreadableFilm(_NO_RECORDING if head else _EMPTY)
    return kind


def any_kind_of(file: BinaryIO) -> Kind:
    """The family of a film or of a recording, whichever `file` is."""
    return _sound(_head(file)) or kind_of(file)


def is_cut_off(file: BinaryIO, kind: Kind) -> bool:
    """Whether a movie lacks its index, which cameras write last."""
    return kind is Kind.MOVIE and not {b"moov", b"moof"} & set(_boxes(file))


def _head(file: BinaryIO) -> bytes:
    file.seek(0)
    head = file.read(_HEAD)
    file.seek(0)
    return head


def _sound(head: bytes) -> Kind | None:
    if head[:4] in (b"RIFF", b"RF64", b"BW64") and head[8:12] == b"WAVE":
        return Kind.WAVE
    if head.startswith(_MPEG_SOUND):
        return Kind.MPEG_SOUND
    if head.startswith((b"\xff\xf1", b"\xff\xf9")):
        return Kind.ADVANCED_SOUND
    plain = {b"fLaC": Kind.FLAC, b"OggS": Kind.OGG, b"#!AM": Kind.SPEECH}
    return plain.get(head[:4]) or (kind if (kind := _film(head)) in (Kind.MOVIE, Kind.MATROSKA) else None)


def points_elsewhere(file: BinaryIO, kind: Kind) -> bool:
    """Whether a movie says that it, or any of its tracks, lies in another file (QuickTime's "rmra" and "dref")."""
    index = _index(file) if kind is Kind.MOVIE else b""
    place = index.find(b"dref")
    while place >= 0:
        # After the name: version and flags, how many there are, then each one's size, name, version and flags.
        flags = index[place + 20 : place + 24]
        if flags and not flags[-1] & 1:
            return True
        place = index.find(b"dref", place + 4)
    return b"rmra" in index


def _film(head: bytes) -> Kind | None:
    if head[4:8] == b"ftyp":
        return None if head[8:12] in _PICTURE_BRANDS else Kind.MOVIE
    if head[4:8] in (b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"):
        return Kind.MOVIE
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return Kind.MATROSKA
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return Kind.AVI
    if head[:4] == _PACK:
        return Kind.PROGRAM
    # A stream taken out of a larger one may begin inside a packet.
    if any(head[start::step][:5] == b"GGGGG" for step in _PACKETS for start in range(step)):
        return Kind.TRANSPORT
    return None


def _what_else(head: bytes) -> str:
    if not head:
        return _EMPTY
    if head.startswith(_PICTURES) or head[4:8] == b"ftyp" or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "This file is a picture, not a film; please choose the film itself."
    if head.startswith(_SOUNDS) or (head[:4] == b"RIFF" and head[8:12] == b"WAVE"):
        return ONLY_SOUND
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_LISTS):
        return "This file is only a list that points to films; please choose the film itself."
    return "This file is not a film that can be read here; please choose an MP4, MOV, WebM, MKV, AVI, MTS or MPG file."


def _index(file: BinaryIO) -> bytes:
    """A movie's index, as far as it is not too long to be one that points elsewhere; empty where there is none."""
    for name in _boxes(file):
        if name == b"moov":
            file.seek(-8, os.SEEK_CUR)
            return file.read(_LONGEST_INDEX)
    return b""


def _boxes(file: BinaryIO) -> Iterator[bytes]:
    """The names of a movie's outermost boxes, as far as they can be followed."""
    position = 0
    while True:
        file.seek(position)
        header = file.read(16)
        if len(header) < 8:
            return
        size = int.from_bytes(header[:4], "big")
        yield header[4:8]
        size = int.from_bytes(header[8:16], "big") if size == 1 else size
        if size < 8:
            return
        position += size
