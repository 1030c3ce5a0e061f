"""What a sound recorder heard becomes sound that every browser plays, and nothing but that sound."""

import io
import re
import struct
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from tests.aside import aside
from tests.films import frame_film
from tests.footage.recorded import Became, make_each
from tests.two_films import on_the_table
from vignette.domain import errors
from vignette.domain.errors import FilmProblem, UnreadableFilm, UnsuitableFilm
from vignette.domain.film import Footage
from vignette.domain.source import PlainFile
from vignette.domain.span import MILLISECOND, SECOND
from vignette.footage import recorder
from vignette.footage.recorder import make_sound_ready
from vignette.footage.sound import sound

RATE = 48_000
TONE = 440
SETS_IN, LASTS = 1.0, 3.0
PLACE = "+52.1-004.2/"

KINDS: Mapping[str, tuple[str, str, int, str]] = {
    "a WAV": ("wav", "pcm_s16le", 44_100, "stereo"),
    "a WAV of 24 bits": ("wav", "pcm_s24le", 96_000, "mono"),
    "a WAV of floating point": ("wav", "pcm_f32le", RATE, "mono"),
    "an MP3": ("mp3", "libmp3lame", 44_100, "mono"),
    "an M4A": ("ipod", "aac", RATE, "stereo"),
    "bare AAC": ("adts", "aac", 44_100, "mono"),
    "a FLAC": ("flac", "flac", RATE, "stereo"),
    "an OGG": ("ogg", "libopus", RATE, "mono"),
    "what a browser records": ("webm", "libopus", RATE, "mono"),
    "a dictation": ("amr", "libopencore_amrnb", 8_000, "mono"),
    "a call": ("3gp", "libopencore_amrnb", 8_000, "mono"),
}


def tone_in(path: Path, kind: str, tags: Mapping[str, str] | None = None) -> Path:
    """A second of silence, then two of a tone, as `kind` of file."""
    container, codec, rate, layout = KINDS[kind]
    time = np.arange(round(LASTS * rate)) / rate
    wave = (0.5 * np.sin(2 * np.pi * TONE * time) * (time >= SETS_IN)).astype(np.float32)
    channels = np.tile(wave, (1 if layout == "mono" else 2, 1))
    with av.open(str(path), "w", format=container) as output:
        output.metadata.update(tags or {})
        stream = output.add_stream(codec, rate=rate, layout=layout)
        frame = av.AudioFrame.from_ndarray(channels, format="fltp", layout=layout)
        frame.sample_rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
        for part in av.AudioResampler(format=stream.codec_context.format, layout=layout, rate=rate).resample(frame):
            output.mux(stream.encode(part))
        output.mux(stream.encode(None))
    return path


def ready(file: Path, target: Path) -> Footage:
    return aside(make_sound_ready, [PlainFile(file)], target, seconds=60)


def heard_in(file: Path) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.concatenate([stretch.samples for stretch in sound(PlainFile(file), rate=RATE)])


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "made").mkdir()
    return tmp_path / "made" / "sound"


def all_made(files: Mapping[str, Path], folder: Path) -> dict[str, tuple[Became, Path]]:
    """What became of each of these files, and where what was made of it lies."""
    folder.mkdir()
    became = aside(make_each, [PlainFile(file) for file in files.values()], folder, seconds=120)
    return {kind: (each, folder / f"{place}") for place, (kind, each) in enumerate(zip(files, became, strict=True))}


@pytest.fixture(scope="module")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Became, Path]]:
    folder = tmp_path_factory.mktemp("recordings")
    return all_made({kind: tone_in(folder / f"{place}", kind) for place, kind in enumerate(KINDS)}, folder / "made")


@pytest.mark.parametrize("kind", KINDS)
def test_every_recorders_file_becomes_the_same_sound_at_the_same_time(
    kind: str, recordings: dict[str, tuple[Became, Path]]
) -> None:
    became, target = recordings[kind]

    footage, heard = became.footage, heard_in(target)
    assert footage is not None
    spectrum = np.abs(np.fft.rfft(heard[round(1.5 * RATE) : round(2.5 * RATE)]))
    assert footage.length == pytest.approx(LASTS * SECOND, abs=50 * MILLISECOND)
    assert (footage.width, footage.height, footage.frames) == (0, 0, 0)
    assert footage.has_sound
    assert np.argmax(np.abs(heard) > 0.1) / RATE == pytest.approx(SETS_IN, abs=0.03)
    assert np.argmax(spectrum) == TONE


@pytest.mark.parametrize("kind", ["a WAV", "an M4A", "an MP3"])
def test_nothing_that_was_said_beside_the_sound_is_kept(kind: str, tmp_path: Path, target: Path) -> None:
    tags = {"title": "Hanna in the kitchen", "comment": PLACE, "location": PLACE, "artist": "Alice"}
    file = tone_in(tmp_path / "recording", kind, tags)
    assert b"Hanna in the kitchen" in file.read_bytes()

    ready(file, target)

    kept = target.read_bytes()
    assert not any(words in kept for words in (b"Hanna", b"Alice", PLACE.encode(), b"Lavf", b"Lavc"))


@pytest.mark.parametrize("picture", ["JPEG", "PNG"])
def test_the_picture_of_a_sleeve_is_left_out(picture: str, tmp_path: Path, target: Path) -> None:
    image = io.BytesIO()
    Image.new("RGB", (64, 64), "teal").save(image, picture)
    frame = b"\0image/" + picture.lower().encode() + b"\0\3\0" + image.getvalue()
    tag = b"APIC" + struct.pack(">I", len(frame)) + b"\0\0" + frame
    size = bytes(len(tag) >> shift & 0x7F for shift in (21, 14, 7, 0))
    plain = tone_in(tmp_path / "plain", "an MP3").read_bytes()
    file = tmp_path / "recording.mp3"
    file.write_bytes(b"ID3\3\0\0" + size + tag + plain)

    ready(file, target)

    assert image.getvalue()[:32] not in target.read_bytes()
    with av.open(str(target)) as made:
        assert [stream.type for stream in made.streams] == ["audio"]
    assert np.argmax(np.abs(heard_in(target)) > 0.1) / RATE == pytest.approx(SETS_IN, abs=0.03)


def test_a_wav_that_claims_four_gigabytes_is_as_long_as_what_is_there(tmp_path: Path, target: Path) -> None:
    file = tone_in(tmp_path / "recording.wav", "a WAV")
    content = bytearray(file.read_bytes())
    content[4:8] = b"\xff\xff\xff\xff"
    data = content.index(b"data")
    content[data + 4 : data + 8] = b"\xff\xff\xff\xf0"
    file.write_bytes(content)

    assert ready(file, target).length == pytest.approx(LASTS * SECOND, abs=50 * MILLISECOND)


def test_samples_that_are_no_numbers_are_silent(tmp_path: Path, target: Path) -> None:
    file = tone_in(tmp_path / "recording.wav", "a WAV of floating point")
    content = bytearray(file.read_bytes())
    middle = len(content) - 4 * RATE
    content[middle : middle + 2 * RATE] = np.array([np.nan, np.inf], np.float32).tobytes() * (RATE // 4)
    file.write_bytes(content)

    assert ready(file, target).length == LASTS * SECOND
    assert np.abs(heard_in(target)[round(2.6 * RATE) : round(2.9 * RATE)]).max() > 0.4


def test_a_recording_that_was_cut_off_is_heard_as_far_as_it_goes(tmp_path: Path, target: Path) -> None:
    file = tone_in(tmp_path / "recording.wav", "a WAV")
    file.write_bytes(file.read_bytes()[: 44_100 * 4 * 2])

    assert ready(file, target).length == pytest.approx(2 * SECOND, abs=50 * MILLISECOND)


def test_the_day_that_a_recorder_writes_is_a_guess_at_when_it_began(tmp_path: Path, target: Path) -> None:
    footage = ready(on_the_table(tmp_path / "recording.wav", seconds=1), target)

    assert footage.filmed_at == "2025-04-03T15:20:00"


def wave_of(channels: int = 1, rate: int = RATE, coding: int = 1) -> bytes:
    """A WAV of a second of nothing that says this of itself."""
    about = struct.pack("<HHIIHH", coding, channels, rate, rate * channels * 2, channels * 2, 16)
    data = bytes(min(rate, RATE) * 2)
    body = b"WAVEfmt " + struct.pack("<I", len(about)) + about + b"data" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(body)) + body


def playlist(folder: Path) -> bytes:
    (folder / "neighbour.ts").write_bytes(b"secret")
    return b"#EXTM3U\n#EXTINF:4,\nneighbour.ts\n#EXT-X-ENDLIST\n"


HOSTILE: Mapping[str, tuple[Callable[[Path], bytes], type[FilmProblem], str]] = {
    "a letter": (
        lambda _: b"Dear diary, today I was named after a sound." * 9,
        UnreadableFilm,
        "not a sound recording",
    ),
    "a play list": (playlist, UnreadableFilm, "not a sound recording"),
    "a list to join": (lambda _: b"ffconcat version 1.0\nfile neighbour.ts\n", UnreadableFilm, "not a sound recording"),
    "an empty file": (lambda _: b"", UnreadableFilm, "is empty"),
    "a WAV's name and no more": (lambda _: b"RIFF\x10\0\0\0WAVE", UnreadableFilm, "damaged"),
    "a WAV without end of channels": (lambda _: wave_of(channels=500), FilmProblem, r"\.$"),
    "a WAV of too many samples": (lambda _: wave_of(rate=10_000_000), UnsuitableFilm, "unusual"),
    "a WAV of hardly any samples": (lambda _: wave_of(rate=10), UnsuitableFilm, "unusual"),
    "a WAV of nobody's coding": (lambda _: wave_of(coding=0x7777), UnreadableFilm, "No sound that can be read"),
    "an MP3 of letters": (lambda _: b"ID3" + b"\3\0\0\0\0\0\0" + b"no sound at all " * 99, UnreadableFilm, r"\.$"),
    "an OGG of letters": (lambda _: b"OggS" + b"no sound at all " * 99, UnreadableFilm, r"\.$"),
    "a FLAC of letters": (lambda _: b"fLaC" + b"no sound at all " * 99, UnreadableFilm, r"\.$"),
    "a dictation of letters": (lambda _: b"#!AMR\n" + b"\xff" * 99, UnreadableFilm, r"\.$"),
}


@pytest.fixture(scope="module")
def refusals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Became, Path]]:
    folder = tmp_path_factory.mktemp("refusals")
    files = {kind: folder / f"{place}.wav" for place, kind in enumerate(HOSTILE)}
    for kind, file in files.items():
        file.write_bytes(HOSTILE[kind][0](folder))
    return all_made(files, folder / "made")


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_no_recording_is_refused_in_one_sentence(kind: str, refusals: dict[str, tuple[Became, Path]]) -> None:
    became, target = refusals[kind]

    _, problem, words = HOSTILE[kind]
    assert issubclass(getattr(errors, became.kind), problem)
    assert re.search(words, became.sentence)
    assert not target.exists()


def test_a_film_is_no_recording(tmp_path: Path, target: Path) -> None:
    file = frame_film(tmp_path / "recording.m4a", seconds=1)

    with pytest.raises(UnreadableFilm, match="is a film"):
        ready(file, target)


def test_a_recording_that_is_too_short_is_refused(tmp_path: Path, target: Path) -> None:
    file = tmp_path / "recording.wav"
    file.write_bytes(wave_of()[: RATE // 2])

    with pytest.raises(UnsuitableFilm, match="too short"):
        ready(file, target)


def test_a_recording_that_is_too_long_is_refused_where_it_gets_so(
    tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tone_in(tmp_path / "recording.wav", "a WAV")
    monkeypatch.setattr(recorder, "_LONGEST", 2 * RATE)

    with pytest.raises(UnsuitableFilm, match="four hours"):
        make_sound_ready([PlainFile(file)], target)

    assert not target.exists()


def test_several_files_of_one_recording_follow_each_other(tmp_path: Path, target: Path) -> None:
    files = [tone_in(tmp_path / f"{number}.wav", "a WAV") for number in range(2)]

    footage = make_sound_ready([PlainFile(file) for file in files], target)

    heard = heard_in(target)
    assert footage.length == pytest.approx(2 * LASTS * SECOND, abs=MILLISECOND)
    assert not np.any(np.abs(heard[round(3.1 * RATE) : round(3.9 * RATE)]) > 0.1)
    assert np.abs(heard[round(4.1 * RATE) : round(4.2 * RATE)]).max() > 0.4
