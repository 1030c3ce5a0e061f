"""The one way into a film: which container it is, is decided here from its bytes, never by probing.

Only a few families are ever opened, each by its own demuxer: play lists, concat lists and pictures cannot be reached,
and a container cannot make the reader open a second file.
"""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, NoReturn

import av
import av.error
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Discard, Disposition
from av.video.stream import VideoStream

from vignette.domain.errors import UnreadableFilm, UnsuitableFilm, VignetteError
from vignette.domain.source import Source
from vignette.footage.kind import (
    ONLY_SOUND,
    SOUND_KINDS,
    Kind,
    any_kind_of,
    is_cut_off,
    kind_of,
    points_elsewhere,
    sound_kind_of,
)

LONGEST_SIDE = 8192
LARGEST_AREA = 36_000_000
LONGEST_SECONDS = 4 * 60 * 60
MOST_STREAMS = 32
MOST_CHANNELS = 16
SOUND_RATES = range(4_000, 192_001)

PICTURE_CODECS = frozenset(
    [
        "h264",
        "hevc",
        "vp8",
        "vp9",
        "av1",
        "libdav1d",
        "mpeg4",
        "mpeg2video",
        "mpeg1video",
        "h263",
        "mjpeg",
        "prores",
        "dvvideo",
    ]
)
SOUND_CODECS = frozenset(
    [
        "aac",
        "mp3",
        "mp3float",
        "mp2",
        "mp2float",
        "ac3",
        "eac3",
        "opus",
        "libopus",
        "vorbis",
        "flac",
        "alac",
        "amrnb",
        "amrwb",
        "pcm_s16le",
        "pcm_s16be",
        "pcm_s24le",
        "pcm_s24be",
        "pcm_s32le",
        "pcm_u8",
        "pcm_f32le",
        "pcm_mulaw",
        "pcm_alaw",
        "pcm_bluray",
        "pcm_dvd",
        "adpcm_ima_wav",
        "adpcm_ms",
        "adpcm_ima_qt",
    ]
)

_ELSEWHERE = "This film points to another file; please choose the file that holds the film itself."
_UNREADABLE = "This film is damaged and cannot be read; please copy it from the camera again."
_UNREADABLE_SOUND = "This recording is damaged and cannot be read; please copy it from the recorder again."


@dataclass(frozen=True, eq=False, slots=True)
class OpenFilm:
    """A film whose streams have been found fit: one of pictures, and one of sound or None."""

    kind: Kind
    container: InputContainer
    pictures: VideoStream
    sound: AudioStream | None

    def only(self, *wanted: VideoStream | AudioStream) -> None:
        """Read nothing but these streams from here on."""
        _discard_all_but(self.container, *wanted)


@dataclass(frozen=True, eq=False, slots=True)
class OpenSound:
    """A file in which nothing moves, with the stream of sound that was found fit; any other is never read."""

    container: InputContainer
    sound: AudioStream


@contextmanager
def opened(source: Source) -> Iterator[OpenFilm]:
    """`source` as an open film, or an UnreadableFilm or UnsuitableFilm before anything is decoded.

    The container's own errors inside the block, in reading and in decoding, leave it translated as well.
    """
    with _container(source) as (container, kind):
        yield _checked(container, kind)


@contextmanager
def opened_sound(source: Source) -> Iterator[tuple[InputContainer, AudioStream]]:
    """The sound of a file in which there may be no picture at all; otherwise like `opened`."""
    with _container(source) as (container, _):
        sound = _chosen_sound(container)
        if sound is None:
            raise UnreadableFilm(_UNREADABLE)
        yield container, sound


@contextmanager
def opened_heard(source: Source) -> Iterator[OpenFilm | OpenSound]:
    """`source` as an open film, or as open sound where nothing moves in it; otherwise like `opened`."""
    with _container(source, any_kind_of) as (container, kind):
        yield _checked(container, kind) if _moving(container) else _checked_sound(container)


@contextmanager
def opened_recording(source: Source) -> Iterator[OpenSound]:
    """The recording of a sound recorder; otherwise like `opened`. A film is refused."""
    with _container(source, sound_kind_of) as (container, kind):
        if _moving(container):
            raise UnreadableFilm("This file is a film; please add it as one, and lay it beside this one then.")
        # How long the others are is only guessed from what they claim.
        is_told = kind in (Kind.MOVIE, Kind.MATROSKA, Kind.FLAC)
        if is_told and (container.duration or 0) > LONGEST_SECONDS * 1_000_000:
            refuse_endless_sound()
        yield _checked_sound(container)


@contextmanager
def _container(source: Source, told: Callable[[BinaryIO], Kind] = kind_of) -> Iterator[tuple[InputContainer, Kind]]:
    with source.open() as file:
        kind = told(file)
        watched = _Watched(file)
        try:
            with _demuxer(watched, kind) as container:
                yield container, kind
        except (av.error.FFmpegError, UnicodeDecodeError) as error:
            watched.confess()
            raise UnreadableFilm(_reason(file, kind)) from error
        except UnreadableFilm as refusal:
            if points_elsewhere(file, kind):
                raise UnreadableFilm(_ELSEWHERE) from refusal
            raise
        watched.confess()


class _Watched:
    """A file that remembers when it could not be read: demuxers take a failing read for the end of the film."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._failure: VignetteError | OSError | None = None
        self.tell = file.tell

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """A damaged index may send the demuxer to before the beginning: damage like any other, which some get over."""
        try:
            return self._file.seek(offset, whence)
        except (OSError, ValueError) as error:
            raise av.error.InvalidDataError(errno.EINVAL, "there is no such place") from error

    def read(self, size: int) -> bytes:
        try:
            return self._file.read(size)
        except (VignetteError, OSError) as error:
            self._failure = self._failure or error
            raise

    def confess(self) -> None:
        if self._failure is not None:
            raise self._failure


def _demuxer(file: _Watched, kind: Kind) -> InputContainer:
    return av.open(
        file,
        "r",
        format=kind.demuxer,
        options={"max_pixels": str(LARGEST_AREA), "codec_whitelist": ",".join(sorted(PICTURE_CODECS | SOUND_CODECS))},
        container_options={"format_whitelist": kind.whitelist, "max_streams": str(MOST_STREAMS)},
        metadata_errors="replace",
        buffer_size=1 << 18,
        io_open=_refuse_to_open,
    )


def _refuse_to_open(*_address: object) -> NoReturn:
    raise UnreadableFilm(_ELSEWHERE)


def _checked(container: InputContainer, kind: Kind) -> OpenFilm:
    pictures = _chosen_pictures(container)
    _refuse_giant(pictures)
    # Of a stream it is only guessed from its first time and its last, between which the clock may start again.
    if kind not in (Kind.TRANSPORT, Kind.PROGRAM) and (container.duration or 0) > LONGEST_SECONDS * 1_000_000:
        refuse_endless()
    pictures.codec_context.options = {"max_pixels": str(LARGEST_AREA)}
    return OpenFilm(kind, container, pictures, _chosen_sound(container))


def _checked_sound(container: InputContainer) -> OpenSound:
    sound = _chosen_sound(container)
    if sound is None:
        raise UnreadableFilm("No sound that can be read here is in this file; please save it as WAV or MP3.")
    if sound.codec_context.channels > MOST_CHANNELS or sound.codec_context.sample_rate not in SOUND_RATES:
        raise UnsuitableFilm(
            "This recording is stored in an unusual way; please save it as a WAV of 48 kHz, in stereo."
        )
    _discard_all_but(container, sound)
    return OpenSound(container, sound)


def _discard_all_but(container: InputContainer, *wanted: VideoStream | AudioStream) -> None:
    for stream in container.streams:
        if stream not in wanted:
            stream.discard = Discard.all


def refuse_endless_sound() -> NoReturn:
    raise UnsuitableFilm("This recording is longer than four hours; please cut it into shorter parts first.")


def refuse_endless() -> NoReturn:
    raise UnsuitableFilm("This film is longer than four hours; please cut it into shorter parts first.")


def refuse_locked() -> NoReturn:
    raise UnreadableFilm("This film is locked by copy protection and cannot be opened here.")


def _moving(container: InputContainer) -> list[VideoStream]:
    return [
        stream
        for stream in container.streams.video
        if not stream.disposition & (Disposition.attached_pic | Disposition.timed_thumbnails)
    ]


def _chosen_pictures(container: InputContainer) -> VideoStream:
    moving = _moving(container)
    if not moving and not container.streams.audio:
        raise UnreadableFilm(_UNREADABLE)
    if not moving:
        raise UnreadableFilm(ONLY_SOUND)
    pictures = moving[0]
    if pictures.codec_context is None or pictures.codec_context.name not in PICTURE_CODECS:
        raise UnreadableFilm("This film is stored in a way that cannot be read here; please save it as MP4 (H.264).")
    if pictures.codec_tag in ("encv", "drmi"):
        refuse_locked()
    return pictures


def _refuse_giant(pictures: VideoStream) -> None:
    width, height = pictures.codec_context.width, pictures.codec_context.height
    if not width or not height:
        raise UnreadableFilm(_UNREADABLE)
    if max(width, height) > LONGEST_SIDE or width * height > LARGEST_AREA:
        raise UnsuitableFilm(
            f"This film's picture is too large ({width} by {height}); please save it at 3840 by 2160 or less."
        )


def _chosen_sound(container: InputContainer) -> AudioStream | None:
    readable = [
        stream
        for stream in container.streams.audio
        if stream.codec_context is not None and stream.codec_context.name in SOUND_CODECS
    ]
    first = [stream for stream in readable if stream.disposition & Disposition.default]
    return next(iter(first + readable), None)


def _reason(file: BinaryIO, kind: Kind) -> str:
    if points_elsewhere(file, kind):
        return _ELSEWHERE
    if is_cut_off(file, kind):
        return "The recording was cut off before it finished saving; please look for a complete copy on the camera."
    return _UNREADABLE_SOUND if kind in SOUND_KINDS else _UNREADABLE
