"""Files named like films that point somewhere else, and samples of everything the media library can write."""

import struct
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import av
import av.error
import numpy as np
from av.format import ContainerFormat, formats_available

from tests.films import frame_film
from tests.films.boxes import Box, boxes_of, full, mend
from tests.footage.reading import read_through
from tests.machine import at_ease
from vignette.domain.errors import FilmProblem
from vignette.domain.source import PlainFile
from vignette.domain.work import Progress, unheard

READ = "read"
BOLD = {
    "protocol_whitelist": "file,http,tcp,udp,rtp,rtsp,crypto,data,concat,subfile,async,cache",
    "allowed_extensions": "ALL",
    "allowed_segment_extensions": "ALL",
    "extension_picky": "0",
    "safe": "0",
    "enable_drefs": "1",
    "use_absolute_path": "1",
    "timeout": "200000",
    "rw_timeout": "200000",
    "stimeout": "200000",
    "listen_timeout": "1",
}
"""The options with which the library follows whatever it is pointed to."""

LISTS: dict[str, str] = {
    "an HLS play list": "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n{}\n#EXT-X-ENDLIST\n",
    "an HLS list of lists": "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n{}\n",
    "an HLS key": '#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-KEY:METHOD=AES-128,URI="{0}"\n'
    "#EXTINF:4,\n{0}\n#EXT-X-ENDLIST\n",
    "an HLS beginning": '#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-MAP:URI="{0}"\n#EXTINF:4,\n{0}\n#EXT-X-ENDLIST\n',
    "an HLS subtitle": '#EXTM3U\n#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="a",NAME="a",URI="{0}"\n'
    '#EXT-X-STREAM-INF:BANDWIDTH=1,SUBTITLES="a"\n{0}\n',
    "a concat list": "ffconcat version 1.0\nfile '{}'\n",
    "a DASH manifest": '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><Period>'
    '<AdaptationSet mimeType="video/mp4"><Representation id="1"><BaseURL>{}</BaseURL></Representation>'
    "</AdaptationSet></Period></MPD>",
    "a cinema's list": '<?xml version="1.0"?><CompositionPlaylist xmlns="http://www.smpte-ra.org/schemas/2067-3/2016">'
    "<Id>urn:uuid:{}</Id></CompositionPlaylist>",
    "an ASX list": "[Reference]\r\nRef1={}\r\n",
    "a RAM list": "{}\r\n",
    "a PLS list": "[playlist]\nFile1={}\nNumberOfEntries=1\n",
    "a SMIL list": '<smil><body><video src="{}"/></body></smil>',
    "an XSPF list": '<?xml version="1.0"?><playlist><trackList><track><location>{}</location></track></trackList>'
    "</playlist>",
    "a drawing": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{}"/></svg>',
    "a filter": "movie={}",
    "a cue sheet": 'FILE "{}" BINARY\n  TRACK 01 MODE1/2352\n',
    "a DVD's subtitles": "# VobSub index file, v7 (do not modify this line!)\nid: en, index: 0\n"
    "timestamp: 00:00:01:000, filepos: 000000000\n{}\n",
    "subtitles of a film": "[Script Info]\nScriptType: v4.00+\nVideo File: {0}\nAudio File: {0}\n\n[Events]\n",
    "a call's description": "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns={}\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
    "m=video 5004 RTP/AVP 96\r\n",
    "a QuickTime address": "RTSPtext\n{}\n",
    "a concatenation": "concat:{0}|{0}",
    "a part of a file": "subfile,,start,0,end,99,,:{}",
}


def write_pointers(folder: Path, addresses: dict[str, str]) -> dict[str, Path]:
    """One file for every way of pointing and every address, each by its name."""
    written: dict[str, Path] = {}
    for place, address in addresses.items():
        for way, content in _ways(folder, address).items():
            path = folder / f"{len(written)}-{place.replace(' ', '-')}.mp4"
            path.write_bytes(content)
            written[f"{way} to {place}"] = path
    return written


def _ways(folder: Path, address: str) -> dict[str, bytes]:
    listed = {way: text.format(address).encode() for way, text in LISTS.items()}
    film = frame_film(folder / "scratch.mp4", seconds=1, is_faststart=False)
    whole = film.read_bytes()
    mend(film, lambda index: _elsewhere(index, full(b"url ", address.encode() + b"\0")))
    by_url = film.read_bytes()
    film.write_bytes(whole)
    mend(film, lambda index: _elsewhere(index, full(b"alis", _alias(address.encode()))))
    by_alias = film.read_bytes()
    film.unlink()
    return listed | {
        "a film whose pictures are elsewhere": by_url,
        "a film whose pictures are behind an alias": by_alias,
        "a film that is another film": bytes(boxes_of(whole)[0]) + _reference(address.encode()),
        "an old film with a list for subtitles": _titled(folder, listed["an HLS play list"]),
    }


def _elsewhere(index: Box, place: Box) -> None:
    for table in index.all(b"dref"):
        table.content = struct.pack(">II", 0, 1) + bytes(place)


def _alias(place: bytes) -> bytes:
    """A Macintosh alias with the name and the whole path, and levels that say "look beside it"."""
    record = bytes(10) + bytes([4]) + b"Disk".ljust(27, b"\0") + bytes(12) + bytes([min(63, len(place))])
    record += place[-63:].ljust(63, b"\0") + bytes(16) + struct.pack(">hh", 1, 1) + bytes(16)
    for kind in (2, 18):
        record += struct.pack(">hH", kind, len(place)) + place + bytes(len(place) % 2)
    return record + struct.pack(">hH", -1, 0)


def _reference(address: bytes) -> bytes:
    """A QuickTime reference movie, which holds nothing but where the movie is."""
    where = full(b"rdrf", b"url " + struct.pack(">I", len(address) + 1) + address + b"\0")
    return bytes(Box(b"moov", boxes=[Box(b"rmra", boxes=[Box(b"rmda", boxes=[where])])]))


def _titled(folder: Path, listed: bytes) -> bytes:
    """An AVI whose subtitles are a play list."""
    path = frame_film(folder / "scratch.avi", container="avi", codec="mpeg4", sound_codec="pcm_s16le", seconds=1)
    whole = path.read_bytes()
    path.unlink()
    titles = b"GAB2\0\2\0" + struct.pack("<I", 4) + b"e\0n\0" + struct.pack("<HI", 4, len(listed)) + listed
    header = b"txts" + bytes(16) + struct.pack("<II", 1, 25) + bytes(28)
    end = 20 + int.from_bytes(whole[16:20], "little")
    described = whole[24:end] + _riff(b"LIST", b"strl" + _riff(b"strh", header) + _riff(b"strf", b""))
    films, index = whole.index(b"movi") + 4, whole.rindex(b"idx1")
    inside = _riff(b"LIST", b"hdrl" + described)
    inside += _riff(b"LIST", b"movi" + _riff(b"02tx", titles) + whole[films:index])
    return _riff(b"RIFF", b"AVI " + inside)


def _riff(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)


def demuxers() -> list[str]:
    """Every way of reading that the library carries."""
    return [name for name in sorted(formats_available) if ContainerFormat(name).is_input]


def write_samples(folder: Path) -> dict[str, Path]:
    """A small film or sound in each format that the library can both write and read, by the name of the format."""
    written = {}
    for name in demuxers():
        if ContainerFormat(name).is_output and name not in ("hls", "sap", "rtp", "rtsp"):
            path = folder / f"sample-{len(written)}.mp4"
            with at_ease(), suppress(av.error.FFmpegError, ValueError):
                _sample(path, name)
            if path.exists() and path.stat().st_size:
                written[name] = path
    return written


def _sample(path: Path, name: str) -> None:
    with av.open(str(path), "w", format=name) as output:
        if output.default_video_codec != "none":
            _mux(output, *_pictures(output.add_stream(output.default_video_codec, rate=25)))
        elif output.default_audio_codec != "none":
            _mux(output, *_sounds(output.add_stream(output.default_audio_codec, rate=8000, layout="mono")))


def _pictures(stream: Any) -> tuple[Any, Iterator[Any]]:
    formats = stream.codec_context.codec.video_formats
    stream.width, stream.height, stream.pix_fmt = 64, 64, formats[0].name if formats else "yuv420p"
    grey = av.VideoFrame.from_ndarray(np.full((64, 64, 3), 90, np.uint8)).reformat(format=stream.pix_fmt)
    return stream, (_at(grey, number) for number in range(20))


def _sounds(stream: Any) -> tuple[Any, Iterator[Any]]:
    context = stream.codec_context
    silence = av.AudioFrame(context.codec.audio_formats[0].name, "mono", samples=context.frame_size or 1024)
    for plane in silence.planes:
        plane.update(bytes(plane.buffer_size))
    silence.sample_rate = 8000
    return stream, (_at(silence, number * silence.samples) for number in range(8))


def _at(frame: Any, pts: int) -> Any:
    frame.pts = pts
    return frame


def _mux(output: Any, stream: Any, frames: Iterator[Any]) -> None:
    for frame in frames:
        output.mux(stream.encode(frame))
    output.mux(stream.encode(None))


def read_each(sources: list[PlainFile], folder: Path, *, progress: Progress = unheard) -> tuple[str, ...]:
    """What becomes of each source where films are read: "read", or the sentence of its refusal."""
    return tuple(_outcome(source, folder) for source in sources)


def _outcome(source: PlainFile, folder: Path) -> str:
    try:
        read_through(source, folder)
    except FilmProblem as problem:
        return str(problem)
    return READ


def open_boldly(sources: list[PlainFile], formats: list[str], *, progress: Progress = unheard) -> int:
    """How many sources open when the library is let loose on them in each of the formats ("" is its own guess)."""
    return sum(_opens(str(source.path), name or None) for source in sources for name in formats)


def open_each(addresses: list[str], formats: list[str], *, progress: Progress = unheard) -> tuple[str, ...]:
    """The addresses that open in any of the formats."""
    return tuple(each for each in addresses if any(_opens(each, name or None) for name in formats))


def _opens(address: str, name: str | None) -> bool:
    try:
        with av.open(address, format=name, container_options=BOLD, timeout=1.0) as container:
            for _ in zip(range(3), container.demux(), strict=False):
                pass
    except (av.error.FFmpegError, OSError, ValueError, UnicodeDecodeError):
        return False
    return True
