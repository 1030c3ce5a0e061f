from io import BytesIO
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.films import read_number
from tests.footage.conftest import Film
from tests.footage.kinds import KINDS
from vignette.domain.film import Footage
from vignette.domain.span import SECOND, Micros
from vignette.footage.finished import finish
from vignette.footage.peaks import ZOOMS, Peaks, peaks
from vignette.footage.probe import probe
from vignette.footage.sheet import MOST, Sheet, sheet_of
from vignette.footage.sprite import sprite


def seen(length: int, width: int = 640, height: int = 360) -> Footage:
    return Footage(Micros(length), width, height, 100, True, True)


def tiles(jpeg: bytes, sheet: Sheet) -> list[np.ndarray]:
    with Image.open(BytesIO(jpeg)) as opened:
        paper = np.asarray(opened.convert("RGB"))
    corners = [
        (place // sheet.columns * sheet.height, place % sheet.columns * sheet.width) for place in range(sheet.count)
    ]
    return [paper[top : top + sheet.height, left : left + sheet.width] for top, left in corners]


@pytest.mark.parametrize(
    "kind", ["a tidy phone", "held the other way up", "a mirrored selfie", "a browser's recording"]
)
def test_each_small_picture_shows_the_key_picture_before_the_middle_of_its_stretch(kind: str, film: Film) -> None:
    source = film(**KINDS[kind] | {"seconds": 4.0, "gop": 30})
    sheet, rate = sheet_of(probe(source)), probe(source).frames / 4

    small = tiles(sprite(source, probe(source)), sheet)

    assert [read_number(tile) for tile in small] == [place // 30 * 30 for place in (round(rate), round(3 * rate))]


def test_a_film_with_a_single_key_picture_shows_it_all_along(film: Film) -> None:
    source = film(gop=250)

    small = tiles(sprite(source, probe(source)), sheet_of(probe(source)))

    assert [read_number(tile) for tile in small] == [0, 0]


@given(seconds=st.floats(0.5, 4 * 3600), is_upright=st.booleans())
def test_a_sheet_covers_the_whole_film_and_stays_small(seconds: float, is_upright: bool) -> None:
    footage = seen(round(seconds * SECOND), *((1080, 1920) if is_upright else (1920, 1080)))

    sheet = sheet_of(footage)

    assert (sheet.width, sheet.height) == ((90, 160) if is_upright else (160, 90))
    assert (sheet.count - 1) * sheet.every < footage.length <= sheet.count * sheet.every
    assert sheet.count <= MOST
    assert sheet.every == 2 * SECOND or seconds > 600


def test_a_sheet_says_nothing_but_its_pictures(film: Film) -> None:
    source = film(container="mov", metadata={"comment": "C4nary"})

    jpeg = sprite(source, probe(source))

    with Image.open(BytesIO(jpeg)) as opened:
        assert not opened.getexif()
    assert b"C4nary" not in jpeg


def test_peaks_say_how_loud_it_is_at_every_zoom(film: Film) -> None:
    found = peaks(film())

    assert tuple(found.zooms) == ZOOMS
    for zoom, loud in found.zooms.items():
        assert 4 * zoom <= len(loud) <= 4 * zoom + 3
        assert np.abs(loud[zoom // 10 : 3 * zoom].astype(int) - round(0.4 * 255)).max() <= 8


def test_a_coarser_peak_is_the_largest_of_the_finer_ones(film: Film) -> None:
    zooms = peaks(film(**KINDS["sound that sets in late"])).zooms

    for fine, coarse in pairwise(ZOOMS):
        groups = [zooms[fine][start : start + fine // coarse] for start in range(0, len(zooms[fine]), fine // coarse)]
        assert zooms[coarse].tolist() == [group.max() for group in groups]
    assert zooms[200][:90].max() == 0
    assert zooms[200][120:].max() > 80


def test_a_film_without_sound_has_no_peaks(film: Film) -> None:
    assert [len(loud) for loud in peaks(film(**KINDS["no sound"])).zooms.values()] == [0, 0, 0]


@given(st.dictionaries(st.integers(1, 1000), st.binary(max_size=50), max_size=4))
def test_packed_peaks_come_back_as_they_were(zooms: dict[int, bytes]) -> None:
    content = Peaks({zoom: np.frombuffer(loud, np.uint8) for zoom, loud in zooms.items()}).packed()

    assert {zoom: bytes(loud) for zoom, loud in Peaks.unpacked(content).zooms.items()} == zooms


@pytest.mark.parametrize("content", [b"", b"peak", b"tune\0\0\0\0", b"peak\1\0\0\0", b"peak\0\0\0\0\0"])
def test_what_are_no_peaks_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"peaks|buffer"):
        Peaks.unpacked(content)


def test_finishing_makes_both_and_tells_how_far_it_is(film: Film) -> None:
    shares: list[float] = []

    done = finish(film(), probe(film()), progress=shares.append)

    assert Peaks.unpacked(done.peaks).zooms.keys() == set(ZOOMS)
    assert done.sheet is not None
    assert len(tiles(done.sprite, done.sheet)) == 2
    assert shares == sorted(shares)
    assert shares[-1] == 1
