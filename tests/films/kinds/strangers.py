"""Files that are no films, or films of a family that is not read here."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
from PIL import Image

from tests.films import Recipe, frame_film, tones
from tests.films.boxes import Run, entry_of, write_movie
from tests.films.kind import Kind, refused
from tests.films.kinds.damaged import DAMAGED_FILM, NOT_A_FILM

A_PICTURE = "This file is a picture, not a film; please choose the film itself."
A_LIST = "This file is only a list that points to films; please choose the film itself."
ONLY_SOUND = (
    "This file holds sound but no moving picture; please choose the film itself, "
    "and add this recording beside it once it is ready."
)
UNKNOWN = "This film is stored in a way that cannot be read here; please save it as MP4 (H.264)."
LOCKED = "This film is locked by copy protection and cannot be opened here."

LIST = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n{}\n#EXT-X-ENDLIST\n"
_MANIFEST = "<?xml version='1.0'?>\n<MPD><Period><BaseURL>neighbour.mp4</BaseURL></Period></MPD>\n"
_SESSION = "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=film\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=video 5004 RTP/AVP 96\r\n"


def text(folder: Path) -> Path:
    film = folder / "text.mp4"
    film.write_text("Dear diary, today I was named after a film.", encoding="utf-8")
    return film


def giant_picture(folder: Path) -> Path:
    """A PNG of 20 000 by 20 000 black pixels in a few kilobytes, named like a film."""
    film = folder / "giant.mp4"
    header = struct.pack(">IIBBBBB", 20_000, 20_000, 1, 0, 0, 0, 0)
    pixels = zlib.compress(bytes(20_000 * (1 + 20_000 // 8)), 9)
    parts = [_chunk(b"IHDR", header), _chunk(b"IDAT", pixels), _chunk(b"IEND", b"")]
    film.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts))
    return film


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _bytes(content: bytes, name: str = "film.mp4") -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return write


def _image(kind: str) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (200, 200), "teal").save(written, kind)
    return written.getvalue()


def _pointing(words: str) -> Callable[[Path], Path]:
    """A list, beside the film of somebody else that it points to."""

    def write(folder: Path) -> Path:
        frame_film(folder / "neighbour.ts", container="mpegts", seconds=1)
        (folder / "film.mp4").write_text(words)
        return folder / "film.mp4"

    return write


def _sound(container: str, codec: str, name: str) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        with av.open(str(folder / name), "w", format=container) as output:
            stream: Any = output.add_stream(codec, rate=48_000, layout="mono")
            resampler = av.AudioResampler(format=stream.codec_context.format.name, layout="mono")
            whole = av.AudioFrame.from_ndarray(tones(2, 48_000)[None, :], format="fltp", layout="mono")
            whole.sample_rate, whole.pts = 48_000, 0
            for frame in resampler.resample(whole):
                output.mux(stream.encode(frame))
            output.mux(stream.encode(None))
        return folder / name

    return write


def _film(name: str, **recipe: Any) -> Callable[[Path], Path]:
    return lambda folder: frame_film(folder / name, Recipe(seconds=1, **recipe))


def _motion_photo(folder: Path) -> Path:
    film = frame_film(folder / "PXL_20250301.MP.jpg", seconds=1)
    film.write_bytes(_image("JPEG") + film.read_bytes())
    return film


def _renamed_codec(folder: Path) -> Path:
    """A Matroska film whose codec bears a name that nobody knows."""
    film = frame_film(folder / "film.mkv", container="matroska", codec="libvpx", sound_codec="libopus", seconds=1)
    film.write_bytes(film.read_bytes().replace(b"V_VP8", b"V_XP8"))
    return film


def _only_data(folder: Path) -> Path:
    film = folder / "film.mp4"
    write_movie(film, [Run(entry_of(b"mebx"), [b"a clock, and no film"] * 8, 500)], (0, 0), handler=b"meta")
    return film


_KEY = {"encryption_scheme": "cenc-aes-ctr", "encryption_key": "0" * 31 + "1", "encryption_kid": "0" * 32}

STRANGERS: tuple[Kind, ...] = (
    refused("a letter", "Somebody who chose the wrong file.", text, NOT_A_FILM),
    refused(
        "a web page",
        "A download that asked for a password first.",
        _bytes(b"<!DOCTYPE html><video src=a>" * 9),
        NOT_A_FILM,
    ),
    refused("a PDF", "Somebody who chose the consent form.", _bytes(b"%PDF-1.7\n" + bytes(900)), NOT_A_FILM),
    refused("an archive", "A cloud service that packs what it gives.", _bytes(b"PK\3\4" + bytes(900)), NOT_A_FILM),
    refused("a photo", "A phone, when the photo beside the film was chosen.", _bytes(_image("JPEG")), A_PICTURE),
    refused("a screenshot", "A phone.", _bytes(_image("PNG")), A_PICTURE),
    refused("a moving GIF", "A messenger.", _bytes(_image("GIF")), A_PICTURE),
    refused("a photo in WebP", "A browser.", _bytes(_image("WEBP")), A_PICTURE),
    refused("a photo in HEIC", "An iPhone.", _bytes(b"\0\0\0\x18ftypheic" + bytes(900)), A_PICTURE),
    refused("a photo with a film behind it", "A Pixel's or Samsung's motion photo.", _motion_photo, A_PICTURE),
    refused("a picture of 400 megapixels", "Somebody who wants to fill the memory.", giant_picture, A_PICTURE),
    refused("a voice memo", "A phone's recorder.", _sound("mp4", "aac", "memo.m4a"), ONLY_SOUND),
    refused("a recorder's sound", "A sound recorder.", _sound("wav", "pcm_s16le", "ZOOM0001.WAV"), ONLY_SOUND),
    refused("an MP3", "A sound recorder.", _sound("mp3", "libmp3lame", "VOICE.MP3"), ONLY_SOUND),
    refused(
        "a film for Windows",
        "A camera or programme of 2005.",
        _film("film.wmv", container="asf", codec="wmv2", has_sound=False, fps=25),
        NOT_A_FILM,
    ),
    refused(
        "a Flash film",
        "A web site of 2008.",
        _film("film.flv", container="flv", codec="flv", fps=25, sound_codec="libmp3lame", sound_rate=44_100),
        NOT_A_FILM,
    ),
    refused(
        "an animation in a film's file",
        "An animation programme: a codec that few can read.",
        _film("film.mov", container="mov", codec="qtrle", pixel_format="rgb24"),
        UNKNOWN,
    ),
    refused("a codec that nobody knows", "A camera newer than its readers.", _renamed_codec, UNKNOWN),
    refused(
        "a locked film", "A shop or a streaming service.", _film("film.mp4", muxer=_KEY, is_faststart=False), LOCKED
    ),
    refused("a film of data alone", "A camera's side file.", _only_data, DAMAGED_FILM),
    refused(
        "a play list", "Somebody who wants to see a neighbour's film.", _pointing(LIST.format("neighbour.ts")), A_LIST
    ),
    refused(
        "a play list of addresses",
        "Somebody who wants to look round inside the house.",
        _pointing(LIST.format("http://127.0.0.1:8000/admin")),
        A_LIST,
    ),
    refused(
        "a list to join", "The same by another way.", _pointing("ffconcat version 1.0\nfile neighbour.ts\n"), A_LIST
    ),
    refused("a manifest", "The same by yet another way.", _pointing(_MANIFEST), A_LIST),
    refused("an invitation to a stream", "The same by the network.", _pointing(_SESSION), NOT_A_FILM),
)
"""Kinds that are no films, or not for here."""
