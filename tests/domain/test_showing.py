import pytest

from vignette.domain.showing import Box, Caption, Cover, Key, Showing, Slow
from vignette.domain.span import SECOND, Micros, Span


def at(seconds: float) -> Micros:
    return Micros(round(seconds * SECOND))


def test_a_cover_goes_straight_from_key_to_key_and_stays_at_its_ends() -> None:
    cover = Cover((Key(at(1), Box(0, 0, 0.2, 0.2)), Key(at(3), Box(0.4, 0.2, 0.2, 0.4))))

    assert cover.at(at(2)) == Box(0.2, 0.1, 0.2, (0.2 + 0.4) / 2)
    assert cover.at(at(0)) == Box(0, 0, 0.2, 0.2)
    assert cover.at(at(9)) == Box(0.4, 0.2, 0.2, 0.4)


def test_a_stretch_has_one_speed() -> None:
    with pytest.raises(ValueError, match="one speed"):
        Showing(slow=(Slow(Span(at(1), at(3)), 50), Slow(Span(at(2), at(4)), 25)))


def test_a_box_lies_in_the_picture() -> None:
    with pytest.raises(ValueError, match="in the picture"):
        Box(0.8, 0, 0.3, 0.1)


def test_pictures_are_touched_only_where_something_lies_on_them() -> None:
    captioned = Showing(captions=(Caption(Span(at(1), at(2)), "Jonas calls"),))

    assert captioned.touches_pictures(Span(at(1.5), at(3)))
    assert not captioned.touches_pictures(Span(at(2), at(3)))
