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
from av.video.stream import VideoStream

from vignette.domain.errors import UnreadableFilm, UnsuitableFilm, VignetteError
from vignette.domain.source import Source
from vignette.footage.kind import (
    SOUND_KINDS,
    Kind,
    any_kind_of,
    is_cut_off,
    kind_of,
    points_elsewhere,
    sound_kind_of,
)
from vignette.footage.streams import (
    DAMAGED,
    LARGEST_AREA,
    LONGEST_SECONDS,
    MOST_CHANNELS,
    MOST_STREAMS,
    PICTURE_CODECS,
    SOUND_CODECS,
    SOUND_RATES,
    chosen_pictures,
    chosen_sound,
    discard_all_but,
    moving,
    refuse_endless,
    refuse_endless_sound,
    refuse_giant,
)

_ELSEWHERE = "This film points to another file; please choose the file that holds the film itself."
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
        discard_all_but(self.container, *wanted)


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
        sound = chosen_sound(container)
        if sound is None:
            raise UnreadableFilm(DAMAGED)
        yield container, sound


@contextmanager
def opened_heard(source: Source) -> Iterator[OpenFilm | OpenSound]:
    """`source` as an open film, or as open sound where nothing moves in it; otherwise like `opened`."""
    with _container(source, any_kind_of) as (container, kind):
        yield _checked(container, kind) if moving(container) else _checked_sound(container)


@contextmanager
def opened_recording(source: Source) -> Iterator[OpenSound]:
    """The recording of a sound recorder; otherwise like `opened`. A film is refused."""
    with _container(source, sound_kind_of) as (container, kind):
        if moving(container):
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
    pictures = chosen_pictures(container)
    refuse_giant(pictures)
    # Of a stream it is only guessed from its first time and its last, between which the clock may start again.
    if kind not in (Kind.TRANSPORT, Kind.PROGRAM) and (container.duration or 0) > LONGEST_SECONDS * 1_000_000:
        refuse_endless()
    pictures.codec_context.options = {"max_pixels": str(LARGEST_AREA)}
    return OpenFilm(kind, container, pictures, chosen_sound(container))


def _checked_sound(container: InputContainer) -> OpenSound:
    sound = chosen_sound(container)
    if sound is None:
        raise UnreadableFilm("No sound that can be read here is in this file; please save it as WAV or MP3.")
    if sound.codec_context.channels > MOST_CHANNELS or sound.codec_context.sample_rate not in SOUND_RATES:
        raise UnsuitableFilm(
            "This recording is stored in an unusual way; please save it as a WAV of 48 kHz, in stereo."
        )
    discard_all_but(container, sound)
    return OpenSound(container, sound)


def _reason(file: BinaryIO, kind: Kind) -> str:
    if points_elsewhere(file, kind):
        return _ELSEWHERE
    if is_cut_off(file, kind):
        return "The recording was cut off before it finished saving; please look for a complete copy on the camera."
    return _UNREADABLE_SOUND if kind in SOUND_KINDS else DAMAGED
