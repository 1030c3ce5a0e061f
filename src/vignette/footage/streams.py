"""Which streams of a container are read, and what makes them fit to be."""

from typing import NoReturn

from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Discard, Disposition
from av.video.stream import VideoStream

from vignette.domain.errors import UnreadableFilm, UnsuitableFilm
from vignette.footage.kind import ONLY_SOUND

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

DAMAGED = "This film is damaged and cannot be read; please copy it from the camera again."


def moving(container: InputContainer) -> list[VideoStream]:
    return [
        stream
        for stream in container.streams.video
        if not stream.disposition & (Disposition.attached_pic | Disposition.timed_thumbnails)
    ]


def chosen_pictures(container: InputContainer) -> VideoStream:
    found = moving(container)
    if not found and not container.streams.audio:
        raise UnreadableFilm(DAMAGED)
    if not found:
        raise UnreadableFilm(ONLY_SOUND)
    pictures = found[0]
    if pictures.codec_context is None or pictures.codec_context.name not in PICTURE_CODECS:
        raise UnreadableFilm("This film is stored in a way that cannot be read here; please save it as MP4 (H.264).")
    if pictures.codec_tag in ("encv", "drmi"):
        refuse_locked()
    return pictures


def refuse_giant(pictures: VideoStream) -> None:
    width, height = pictures.codec_context.width, pictures.codec_context.height
    if not width or not height:
        raise UnreadableFilm(DAMAGED)
    if max(width, height) > LONGEST_SIDE or width * height > LARGEST_AREA:
        raise UnsuitableFilm(
            f"This film's picture is too large ({width} by {height}); please save it at 3840 by 2160 or less."
        )


def chosen_sound(container: InputContainer) -> AudioStream | None:
    readable = [
        stream
        for stream in container.streams.audio
        if stream.codec_context is not None and stream.codec_context.name in SOUND_CODECS
    ]
    first = [stream for stream in readable if stream.disposition & Disposition.default]
    return next(iter(first + readable), None)


def discard_all_but(container: InputContainer, *wanted: VideoStream | AudioStream) -> None:
    for stream in container.streams:
        if stream not in wanted:
            stream.discard = Discard.all


def refuse_endless_sound() -> NoReturn:
    raise UnsuitableFilm("This recording is longer than four hours; please cut it into shorter parts first.")


def refuse_endless() -> NoReturn:
    raise UnsuitableFilm("This film is longer than four hours; please cut it into shorter parts first.")


def refuse_locked() -> NoReturn:
    raise UnreadableFilm("This film is locked by copy protection and cannot be opened here.")
