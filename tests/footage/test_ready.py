import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.aside import aside
from tests.films import read_number
from tests.footage.conftest import Film
from tests.footage.kinds import KINDS
from vignette.domain.errors import FilmProblem
from vignette.domain.source import PlainFile
from vignette.footage.probe import probe
from vignette.footage.ready import make_ready
from vignette.footage.times import frame_times
from vignette.vault.joined import JoinedFile
from vignette.vault.keys import DataKey
from vignette.vault.seal import SealedFile, SealedWriter
from vignette.vault.spliced import SplicedFile, unpack

PART = 20_000


def in_parts(source: PlainFile, folder: Path) -> JoinedFile:
    """The film as the vault holds it once it has arrived: sealed, in parts, on no boundary of its own."""
    content = source.path.read_bytes()
    parts = []
    for start in range(0, len(content), PART):
        part = SealedFile(folder / f"{start}", DataKey.new(), b"part")
        with SealedWriter(part.path, part.key, part.context) as writer:
            writer.write(content[start : start + PART])
        parts.append(part)
    return JoinedFile(tuple(parts))


def number_on(poster: bytes) -> int:
    return read_number(np.asarray(Image.open(io.BytesIO(poster)).convert("RGB")))


def test_a_film_sealed_in_parts_plays_from_where_it_lies(film: Film, tmp_path: Path) -> None:
    source = film(b_frames=2)
    stored = in_parts(source, tmp_path)

    ready = aside(make_ready, [stored], seconds=60)

    kept = unpack(SplicedFile(ready.head, ready.stretches, stored).pack(), stored)
    assert frame_times(kept).tolist() == frame_times(source).tolist()
    assert np.frombuffer(ready.times, "<i8").tolist() == frame_times(source).tolist()
    assert ready.footage == probe(source)
    assert number_on(ready.poster) == 30


@pytest.mark.parametrize("kind", ["B-frames and open groups", "a browser's recording", "a new phone in HDR"])
def test_a_film_that_does_not_play_everywhere_waits_for_its_proxy(kind: str, film: Film) -> None:
    ready = make_ready([film(**KINDS[kind])])

    assert not ready.footage.plays_everywhere
    assert (ready.head, len(ready.stretches), ready.times) == (b"", 0, b"")
    assert ready.poster.startswith(b"\xff\xd8")
    assert ready.footage.note != ""


def test_what_was_only_made_anew_is_said_too(film: Film) -> None:
    assert make_ready([film(container="mpegts")]).footage.note == "Made anew so that every browser plays it."


def test_a_camcorders_files_wait_to_be_joined(film: Film) -> None:
    pieces = [film(container="mpegts"), film(container="mpegts", seconds=2)]

    ready = make_ready(pieces)

    assert ready.footage.length == 6_000_000
    assert ready.head == b""
    assert number_on(ready.poster) == 40


def test_progress_runs_forward_to_the_end(film: Film) -> None:
    shares: list[float] = []

    make_ready([film(fps=60, seconds=20)], progress=shares.append)

    assert shares == sorted(shares)
    assert shares[-1] == 1


@pytest.mark.parametrize("recipe", [{}, {"is_faststart": False}, {"container": "mov", "b_frames": 2}], ids=str)
def test_a_damaged_film_gives_what_can_be_seen_or_a_sentence(
    recipe: dict[str, Any], film: Film, tmp_path: Path
) -> None:
    whole = film(**recipe).path.read_bytes()
    for seed in range(12):
        content, dice = bytearray(whole), np.random.default_rng(seed)
        for place in dice.integers(0, len(content), 1 << (seed % 8)):
            content[place] = dice.integers(0, 256)
        damaged = PlainFile(tmp_path / "damaged")
        damaged.path.write_bytes(content)

        try:
            ready = make_ready([damaged])
        except FilmProblem:
            continue
        if ready.head:
            kept = SplicedFile(ready.head, ready.stretches, damaged)
            assert frame_times(kept).tolist() == np.frombuffer(ready.times, "<i8").tolist()
