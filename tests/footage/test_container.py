import io
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import av
import numpy as np
import pytest
from PIL import Image

from tests.footage.conftest import Film
from vignette.domain.errors import Sealed, UnreadableFilm, UnsuitableFilm
from vignette.domain.source import PlainFile
from vignette.footage.probe import probe


def picture(kind: str) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (200, 200)).save(written, kind)
    return written.getvalue()


GIANT = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + 2 * (20_000).to_bytes(4, "big") + b"\1\0\0\0\0" + bytes(50_000)
"""The head of a drawing of 20000 by 20000 dots, which would take a gigabyte to unpack."""


@dataclass
class Bytes:
    """A source that counts how much of it is read."""

    content: bytes
    read: list[int] = field(default_factory=list)
    files: tuple[Path, ...] = ()

    @property
    def size(self) -> int:
        return len(self.content)

    def open(self) -> BinaryIO:
        outer = self

        class Counted(io.BytesIO):
            def read(self, size: int | None = -1, /) -> bytes:
                outer.read.append(len(block := super().read(size)))
                return block

        return Counted(self.content)


NO_FILMS = {
    "nothing at all": (b"", "empty"),
    "a text": (b"Dear Anna,\nhere is the film.\n" * 50, "not a film"),
    "noise": (np.random.default_rng(5).bytes(60_000), "not a film"),
    "a web page": (b"<!DOCTYPE html><html><video src='film.mp4'></html>", "not a film"),
    "a PDF": (b"%PDF-1.7\n" + bytes(900), "not a film"),
    "a zip": (b"PK\x03\x04" + bytes(900), "not a film"),
    "a photo": (picture("JPEG"), "picture"),
    "a drawing": (picture("PNG"), "picture"),
    "a drawing of 400 megapixels": (GIANT, "picture"),
    "a phone's photo": (b"\0\0\0\x18ftypheic" + bytes(900), "picture"),
    "a play list": (b"#EXTM3U\n#EXTINF:3,\nother/film.mp4\n#EXT-X-ENDLIST\n", "list"),
    "a play list after blank lines": (b"\n \n#EXTM3U\n#EXTINF:3,\nother/film.mp4\n", "list"),
    "a concat list": (b"ffconcat version 1.0\nfile film.mp4\n", "list"),
    "a DASH manifest": (b"<?xml version='1.0'?><MPD></MPD>", "list"),
    "noise that claims to be a film": (
        b"\0\0\0\x18ftypmp42" + np.random.default_rng(6).bytes(60_000),
        "cut off before it finished saving",
    ),
}


@pytest.mark.parametrize("name", NO_FILMS)
def test_what_is_no_film_is_refused_in_one_sentence(name: str) -> None:
    content, reason = NO_FILMS[name]

    with pytest.raises(UnreadableFilm, match=reason) as refusal:
        probe(Bytes(content))

    assert str(refusal.value).count(".") == 1
    assert str(refusal.value).endswith(".")


def test_a_giant_drawing_is_refused_after_its_first_bytes() -> None:
    source = Bytes(GIANT)

    with pytest.raises(UnreadableFilm):
        probe(source)

    assert sum(source.read) <= 1024


def test_the_name_of_a_file_counts_for_nothing(tmp_path: Path, film: Film) -> None:
    misnamed = tmp_path / "-i concat:frame%d.m3u8"
    misnamed.write_bytes(film().path.read_bytes())

    assert probe(PlainFile(misnamed)).frames == 120


def test_a_list_does_not_open_the_film_it_names(tmp_path: Path, film: Film) -> None:
    (tmp_path / "neighbour.ts").write_bytes(film(container="mpegts").path.read_bytes())
    listed = tmp_path / "film.mp4"
    listed.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nneighbour.ts\n#EXT-X-ENDLIST\n")

    with pytest.raises(UnreadableFilm, match="list"):
        probe(PlainFile(listed))


def test_a_picture_larger_than_any_phone_takes_is_refused(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "giant"), "w", format="mp4") as output:
        stream = output.add_stream("libx264", rate=30, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = 8192, 4400, "yuv420p"
        output.mux([*stream.encode(av.VideoFrame(8192, 4400, "yuv420p")), *stream.encode(None)])

    with pytest.raises(UnsuitableFilm, match="too large"):
        probe(PlainFile(tmp_path / "giant"))


def test_a_blink_is_too_short_for_a_film(film: Film) -> None:
    with pytest.raises(UnsuitableFilm, match="too short"):
        probe(film(seconds=0.4))


def test_half_a_second_is_a_film(film: Film) -> None:
    assert probe(film(seconds=0.5)).length == 500_000


def test_five_hours_are_too_long(film: Film) -> None:
    with pytest.raises(UnsuitableFilm, match="longer than four hours"):
        probe(film(times=[0, 18_000_000_000], has_sound=False))


def test_sound_without_pictures_is_no_film(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "memo.m4a"), "w", format="mp4") as output:
        stream = output.add_stream("aac", rate=48_000, layout="mono")
        hush = av.AudioFrame.from_ndarray(np.zeros((1, 48_000), np.float32), format="fltp", layout="mono")
        hush.sample_rate = 48_000
        output.mux([*stream.encode(hush), *stream.encode(None)])

    with pytest.raises(UnreadableFilm, match="no moving picture"):
        probe(PlainFile(tmp_path / "memo.m4a"))


def test_a_recording_that_never_finished_says_so(film: Film) -> None:
    whole = film(is_faststart=False).path.read_bytes()

    with pytest.raises(UnreadableFilm, match="cut off before it finished saving"):
        probe(Bytes(whole[: len(whole) * 6 // 10]))


def test_a_film_whose_end_is_missing_says_how_much(film: Film) -> None:
    whole = film().path.read_bytes()

    kept = probe(Bytes(whole[: len(whole) * 6 // 10]))

    missing = 4 - kept.length / 1e6
    assert 1 < missing < 3
    assert f"The last {missing:.1f} seconds were missing" in kept.note


@pytest.mark.parametrize("whole_until", [2_000, 400_000])
def test_the_vaults_own_refusal_passes_through(whole_until: int, film: Film) -> None:
    content = film(container="mov", sound_codec="pcm_s16le").path.read_bytes()

    class Tampered(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() + (size or 0) > whole_until:
                raise Sealed("This film has been tampered with.")
            return super().read(size)

    class Source(Bytes):
        def open(self) -> BinaryIO:
            return Tampered(content)

    with pytest.raises(Sealed, match="tampered"):
        probe(Source(content))


@pytest.mark.parametrize("seed", range(15))
def test_flipped_bytes_never_do_more_than_spoil_the_film(seed: int, film: Film) -> None:
    content = bytearray(film().path.read_bytes())
    dice = np.random.default_rng(seed)
    for place in dice.integers(0, len(content), 60):
        content[place] = dice.integers(0, 256)

    with suppress(UnreadableFilm, UnsuitableFilm):
        assert probe(Bytes(bytes(content))).frames > 0
