from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.aside import aside
from tests.films import read_number
from tests.footage.conftest import Film
from tests.footage.kinds import KINDS
from tests.footage.reel.cutting import Cut, scored, sources, span
from vignette.domain.showing import Freeze, Showing, Slow
from vignette.domain.span import Micros
from vignette.footage.ready import make_reel
from vignette.footage.reel.stills import stills_of


def opened(jpeg: bytes) -> Image.Image:
    return Image.open(BytesIO(jpeg))


def test_a_reel_made_aside_comes_with_its_starts_and_a_still_from_the_middle_of_each_clip(
    film: Film, tmp_path: Path
) -> None:
    upright = film(**KINDS["held the other way up"])
    cuts: list[Cut] = [
        (film(), span(1, 2), Showing(title="What do you see?", slow=(Slow(span(1, 2), 50),))),
        (upright, span(2, 3), Showing(before=Freeze(Micros(0), Micros(500_000)))),
        (film(), span(3, 4)),
    ]
    score, films = scored(cuts, opening="Hello.", closing="Until next time."), sources(film(), upright)

    made = aside(make_reel, score, films, tmp_path / "reel", seconds=120)

    opening = score[0].end
    title = score[1].end - score[1].start
    assert made.starts == (opening, opening + title + 2_000_000, opening + title + 3_500_000)
    assert made.length == score[-1].end
    seen = [opened(still) for still in made.stills]
    assert [still.size for still in seen] == [(160, 120), (120, 160), (160, 120)]
    assert [read_number(np.asarray(still)) for still in seen] == [45, 75, 105]
    assert {key for still in seen for key in still.info} <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert (tmp_path / "reel").stat().st_size > 0


@pytest.mark.parametrize(("start", "end", "number"), [(1.01, 1.5, 37), (1.01, 1.02, 31), (3.99, 4, 119)])
def test_a_still_is_what_shows_in_the_middle_but_never_from_before_the_clip(
    start: float, end: float, number: int, film: Film
) -> None:
    score = scored([(film(), span(start, end)), (film(), span(0, 1))])

    jpeg = stills_of(score, sources(film()), height=720)[0]

    assert read_number(np.asarray(opened(jpeg))) == number
