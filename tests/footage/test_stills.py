from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.films import read_number
from tests.footage.conftest import UNHURRIED, Film
from tests.footage.kinds import KINDS, true_times
from vignette.domain.span import Micros
from vignette.footage.stills import contact_sheet, still
from vignette.footage.times import frame_times

SHARP = sorted(KINDS.keys() - {"pictures hidden by an edit list"})


def opened(jpeg: bytes) -> np.ndarray:
    with Image.open(BytesIO(jpeg)) as picture:
        return np.asarray(picture)


@settings(max_examples=40, **UNHURRIED)
@given(kind=st.sampled_from(SHARP), at=st.integers(0, 4_500_000))
def test_a_still_shows_the_picture_that_a_player_shows_then(kind: str, at: int, film: Film) -> None:
    source = film(**KINDS[kind])

    number = read_number(opened(still(source, Micros(at), height=120)))

    assert number == int((frame_times(source) <= at).sum()) - 1


def test_a_still_at_a_pictures_own_time_shows_that_picture(film: Film) -> None:
    for number in (0, 1, 29, 30, 31, 119):
        at = Micros(true_times("a tidy phone")[number])

        assert read_number(opened(still(film(), at, height=120))) == number


def test_a_still_says_nothing_but_its_picture(film: Film) -> None:
    jpeg = still(film(metadata={"comment": "Family Smith", "location": "+51.5074-000.1278/"}), Micros(0), height=120)

    with Image.open(BytesIO(jpeg)) as picture:
        assert picture.format == "JPEG"
        assert not picture.getexif()
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"Smith" not in jpeg


def test_a_sheet_holds_every_still_in_its_place(film: Film) -> None:
    stills = [(still(film(), Micros(number * 500_000), height=120), f"0:0{number // 2}.0") for number in range(5)]

    sheet = opened(contact_sheet(stills))

    assert sheet.shape[1] > 3 * 160
    assert sheet.shape[0] > 2 * 120
    assert sheet[0, 0].min() > 200


def test_a_sheet_of_nothing_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="at least one"):
        contact_sheet([])
