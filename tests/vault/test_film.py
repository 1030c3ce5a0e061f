"""A sealed film is opened by the film library as it is, without a copy in the clear."""

from pathlib import Path

import av
import numpy as np
import pytest

from vignette.domain.errors import Sealed
from vignette.domain.source import PlainFile, Source
from vignette.vault.keys import DataKey
from vignette.vault.seal import SealedFile, SealedWriter

FRAMES = 60


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> PlainFile:
    """Two seconds of noise at 30 frames a second, several sealed segments long."""
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    noise = np.random.default_rng(7)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30, options={"preset": "ultrafast", "crf": "10", "g": "15"})
        stream.width, stream.height, stream.pix_fmt = 160, 120, "yuv420p"
        for _ in range(FRAMES):
            picture = noise.integers(0, 256, (120, 160, 3), dtype=np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode())
    return PlainFile(path)


@pytest.fixture(scope="module")
def sealed(plain: PlainFile) -> SealedFile:
    film = SealedFile(plain.path.with_suffix(".sealed"), DataKey.new(), b"film 7")
    with SealedWriter(film.path, film.key, film.context) as writer:
        writer.write(plain.path.read_bytes())
    return film


def packets(film: Source) -> list[tuple[int | None, bytes]]:
    with film.open() as file, av.open(file, "r") as container:
        return [(packet.pts, bytes(packet)) for packet in container.demux(video=0)]


def picture_at(film: Source, seconds: float) -> np.ndarray:
    with film.open() as file, av.open(file, "r") as container:
        container.seek(int(seconds * av.time_base))
        frame = next(frame for frame in container.decode(video=0) if frame.time is not None and frame.time >= seconds)
        return frame.to_ndarray(format="rgb24")


def test_a_sealed_film_has_the_same_packets(plain: PlainFile, sealed: SealedFile) -> None:
    assert sealed.size > 4 * 65536
    assert packets(sealed) == packets(plain)


@pytest.mark.parametrize("seconds", [1.9, 0.0, 1.0, 0.5])
def test_a_jump_in_a_sealed_film_lands_on_the_same_picture(
    plain: PlainFile, sealed: SealedFile, seconds: float
) -> None:
    np.testing.assert_array_equal(picture_at(sealed, seconds), picture_at(plain, seconds))


def test_a_damaged_film_breaks_off_with_a_reason_and_shows_nothing_false(sealed: SealedFile, tmp_path: Path) -> None:
    raw = bytearray(sealed.path.read_bytes())
    raw[3 * 65552] ^= 1
    damaged = SealedFile(tmp_path / "damaged", sealed.key, sealed.context)
    damaged.path.write_bytes(raw)

    with pytest.raises(Sealed):
        packets(damaged)
