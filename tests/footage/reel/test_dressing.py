"""What is done to a clip's pictures: nobody covered is seen, a crop is a crop, captions come and go at their times."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.footage.reel.drawn import (
    FPS,
    MAGENTA,
    SIDE,
    SIZE,
    Pixels,
    cues_of,
    drawn,
    following_the_patch,
    is_magenta,
    painted,
    patch_at,
    room,
)
from vignette.domain.score import Hold, Run
from vignette.domain.showing import Again, Box, Caption, Cover, Freeze, Key, Showing, Slow
from vignette.domain.source import PlainFile
from vignette.domain.span import SECOND, Micros, Span
from vignette.footage.reel.stills import stills_of
from vignette.footage.stills import still

LARGE = (640, 360)


def seconds(start: float, end: float) -> Span:
    return Span(Micros(round(start * SECOND)), Micros(round(end * SECOND)))


@pytest.fixture(scope="module")
def magenta(tmp_path_factory: pytest.TempPathFactory) -> PlainFile:
    """A magenta square moves through the room."""
    square = np.full((SIDE, SIDE, 3), MAGENTA, np.uint8)
    return drawn(tmp_path_factory.mktemp("drawn") / "magenta", lambda at: patch_at(at, square))


@pytest.fixture(scope="module")
def motley(tmp_path_factory: pytest.TempPathFactory) -> PlainFile:
    """The same film, with black, white and yellow in the place of the square."""
    chance = np.random.default_rng(3)
    square = np.kron(chance.choice([0, 255], (10, 10, 3)), np.ones((4, 4, 1))).astype(np.uint8)
    square[..., 2] //= 2
    return drawn(tmp_path_factory.mktemp("drawn") / "motley", lambda at: patch_at(at, square))


EVERYTHING = Showing(
    before=Freeze(Micros(0), Micros(SECOND // 2)),
    after=Freeze(Micros(1_950_000), Micros(SECOND // 2)),
    slow=(Slow(seconds(0.4, 0.8), 25), Slow(seconds(0.8, 1.2), 50)),
    again=(Again(seconds(1.2, 1.6), 50),),
    freezes=(Freeze(Micros(1_010_000), Micros(SECOND // 2)), Freeze(Micros(1_530_000), Micros(SECOND // 2))),
    covers=(following_the_patch(),),
)


def test_the_square_can_be_told_from_the_room(magenta: PlainFile) -> None:
    for cue, _, picture in painted(cues_of((0, 2), Showing()), magenta):
        assert isinstance(cue.step, Run)
        assert 0.9 * SIDE**2 <= is_magenta(picture).sum() <= 1.2 * SIDE**2


@pytest.mark.parametrize("size", [SIZE, LARGE, (180, 320)])
def test_not_a_pixel_of_somebody_covered_is_ever_seen(size: tuple[int, int], magenta: PlainFile) -> None:
    pictures = list(painted(cues_of((0, 2), EVERYTHING), magenta, size))

    assert len(pictures) == 2 * FPS + 10 + 4
    assert {type(cue.step) for cue, _, _ in pictures} == {Run, Hold}
    assert sum(int(is_magenta(picture).sum()) for _, _, picture in pictures) == 0


def test_nothing_can_be_told_of_what_lies_below_a_cover(magenta: PlainFile, motley: PlainFile) -> None:
    """Two films that differ below the cover alone look the same."""
    cues = cues_of((0, 2), EVERYTHING)
    for (_, _, one), (_, _, other) in zip(painted(cues, magenta, LARGE), painted(cues, motley, LARGE), strict=True):
        assert (one == other).all()


def test_away_from_the_cover_the_picture_is_as_it_was(magenta: PlainFile) -> None:
    covered = painted(cues_of((0, 1), Showing(covers=(following_the_patch(),))), magenta)
    for (_, _, one), (_, _, other) in zip(covered, painted(cues_of((0, 1), Showing()), magenta), strict=True):
        differs = np.abs(one.astype(int) - other).max(axis=2) > 2
        rows, columns = np.nonzero(differs)
        assert np.ptp(rows) < 3 * SIDE
        assert np.ptp(columns) < 3 * SIDE


def test_two_covers_side_by_side_do_not_show_of_each_other(tmp_path: Path) -> None:
    def with_two(one: int, other: int) -> PlainFile:
        picture = room()
        picture[60:100, 100:140], picture[60:100, 142:182] = one, other
        return drawn(tmp_path / f"{one}-{other}", lambda _: picture, seconds=0.2)

    boxes = (Box(100 / 320, 60 / 180, 40 / 320, 40 / 180), Box(142 / 320, 60 / 180, 40 / 320, 40 / 180))
    cues = cues_of((0, 0.2), Showing(covers=tuple(Cover((Key(Micros(0), box),)) for box in boxes)))

    _, _, one = next(iter(painted(cues, with_two(0, 255), SIZE)))
    _, _, other = next(iter(painted(cues, with_two(255, 30), SIZE)))

    assert (one == other).all()


def test_somebody_who_fills_the_picture_leaves_a_plain_one(magenta: PlainFile) -> None:
    showing = Showing(covers=(Cover((Key(Micros(0), Box(0, 0, 1, 1)),)),))
    for _, _, picture in painted(cues_of((0, 0.2), showing), magenta):
        assert np.ptp(picture.reshape(-1, 3), axis=0).max() == 0


def test_a_crop_shows_its_part_of_the_picture_in_its_own_shape(tmp_path: Path) -> None:
    quarters = np.zeros((180, 320, 3), np.uint8)
    quarters[:90, :160], quarters[:90, 160:], quarters[90:] = (200, 30, 30), (30, 200, 30), (30, 30, 200)
    source = drawn(tmp_path / "quarters", lambda _: quarters, seconds=0.2)

    for _, _, picture in painted(cues_of((0, 0.2), Showing(crop=Box(0.5, 0, 0.25, 0.5))), source, LARGE):
        is_green = (picture[..., 1] > 150) & (picture[..., 0] < 90) & (picture[..., 2] < 90)
        is_bar = picture.max(axis=2) < 12
        rows, columns = np.nonzero(is_green)
        assert (is_green | is_bar).mean() > 0.985  # the rest is the soft edge between the two
        assert (np.ptp(rows) + 1, np.ptp(columns) + 1) == (360, pytest.approx(320, abs=4))  # 80 by 90, grown


def test_a_cover_lies_in_the_picture_before_it_is_cropped(magenta: PlainFile) -> None:
    crop = Box(0.1, 0.1, 0.6, 0.8)
    bare, covered = Showing(crop=crop), Showing(crop=crop, covers=(following_the_patch(),))

    assert all(is_magenta(picture).any() for _, _, picture in painted(cues_of((0.2, 1.2), bare), magenta, LARGE))
    assert not any(is_magenta(picture).any() for _, _, picture in painted(cues_of((0.2, 1.2), covered), magenta, LARGE))


@pytest.mark.parametrize("size", [(640, 360), (360, 640)])
def test_a_picture_of_another_shape_gets_black_bars_and_is_never_stretched(
    size: tuple[int, int], tmp_path: Path
) -> None:
    upright = room((180, 320))
    upright[100:140, 60:100] = MAGENTA
    source = drawn(tmp_path / "upright", lambda _: upright, seconds=0.2)
    showing = Showing(captions=(Caption(seconds(0.1, 0.2), "."),))  # dressed and undressed alike

    for _, _, picture in painted(cues_of((0, 0.2), showing), source, size):
        rows, columns = np.nonzero(is_magenta(picture))
        scale = min(size[0] / 180, size[1] / 320)
        assert np.ptp(rows) + 1 == pytest.approx(40 * scale, abs=4)
        assert np.ptp(columns) + 1 == pytest.approx(40 * scale, abs=4)
        bars = round(size[0] - 180 * scale) // 2 - 3
        if bars > 0:
            assert picture[: size[1] // 2, :bars].max() < 12
            assert picture[: size[1] // 2, -bars:].max() < 12


@pytest.fixture(scope="module")
def brightening(tmp_path_factory: pytest.TempPathFactory) -> PlainFile:
    """A plain picture that becomes brighter by three with every picture, from 40 on: so each tells its number."""
    return drawn(
        tmp_path_factory.mktemp("drawn") / "bright",
        lambda at: np.full((180, 320, 3), 40 + 3 * round(at * FPS), np.uint8),
    )


def test_a_caption_stands_exactly_in_its_own_pictures(brightening: PlainFile) -> None:
    caption = Caption(seconds(0.4, 1.2), "She waits for you")
    showing = Showing(captions=(caption,), slow=(Slow(seconds(0.2, 0.8), 50),))

    seen = [(_number(picture), _has_words(picture)) for _, _, picture in painted(cues_of((0, 2), showing), brightening)]

    assert seen == [(number, 10 <= number < 30) for number in range(2 * FPS)]


def test_a_hold_has_the_caption_of_its_place(brightening: PlainFile) -> None:
    showing = Showing(
        captions=(Caption(seconds(0.4, 1.2), "She waits"),),
        freezes=(Freeze(Micros(1_000_000), Micros(SECOND)), Freeze(Micros(1_400_000), Micros(SECOND))),
    )
    holds = [
        (_number(picture), _has_words(picture))
        for cue, _, picture in painted(cues_of((0, 2), showing), brightening)
        if isinstance(cue.step, Hold)
    ]

    assert holds == [(25, True)] * 2 + [(35, False)] * 2


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280)])
def test_a_caption_keeps_to_the_safe_middle_and_can_be_read(size: tuple[int, int], tmp_path: Path) -> None:
    bright = drawn(tmp_path / "bright", lambda _: np.full((180, 320, 3), 190, np.uint8), seconds=0.2)
    words = "When you wait a little, Mia looks up and shows you her cup."
    crop = Box(0, 0, 1, 1) if size[0] > size[1] else Box(0.34, 0, 0.31, 1)
    showing = Showing(captions=(Caption(seconds(0, 1), words),), crop=crop)

    _, _, picture = next(iter(painted(cues_of((0, 0.2), showing), bright, size)))

    rows, columns = np.nonzero(picture.min(axis=2) > 225)
    assert min(columns.min(), size[0] - 1 - columns.max()) > 0.05 * size[0]
    assert size[1] - 1 - rows.max() > 0.03 * size[1]
    assert rows.min() > 0.6 * size[1]
    letters = picture[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    assert np.median(letters.max(axis=2)) < 110  # white upon it has a contrast of more than 4.5


def test_a_still_of_a_clip_is_covered_and_cut_like_the_clip(magenta: PlainFile) -> None:
    showing = Showing(title="Jonas waits", covers=(following_the_patch(),), crop=Box(0, 0, 0.75, 1))

    bare = _opened(still(magenta, Micros(700_000), height=180))
    covered = _opened(_still((0.2, 1.2), showing, magenta, height=180))
    as_it_is = _opened(_still((0.2, 1.2), Showing(), magenta, height=180))

    assert is_magenta(bare).any()
    assert not is_magenta(covered).any()
    assert covered.shape == (180, 240, 3)
    assert np.abs(covered[150:].astype(int) - bare[150:, :240]).mean() < 4
    assert np.abs(as_it_is.astype(int) - bare).mean() < 4
    with Image.open(BytesIO(_still((0, 0.2), showing, magenta, height=90))) as picture:
        assert picture.format == "JPEG"
        assert picture.size == (120, 90)
        assert not picture.getexif()
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def _still(span: tuple[float, float], showing: Showing, source: PlainFile, *, height: int) -> bytes:
    """The still of a clip, from the middle of `span`."""
    cues = tuple(cues_of(span, showing))
    (clip,) = {cue.clip for cue in cues if cue.clip is not None}
    return stills_of(cues, ((clip.film, source),), height=height)[0]


def _number(picture: Pixels) -> int:
    return round((int(picture[4, 4, 1]) - 39) / 3)


def _has_words(picture: Pixels) -> bool:
    """Whether anything is much brighter than the film."""
    return bool((picture.min(axis=2) > 200).any())


def _opened(jpeg: bytes) -> Pixels:
    with Image.open(BytesIO(jpeg)) as picture:
        return np.asarray(picture)
