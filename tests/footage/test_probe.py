import pytest

from tests.footage.conftest import Film
from tests.footage.kinds import KINDS, true_times
from vignette.footage.probe import probe

PLAYS = {
    "a tidy phone",
    "a wavering rate, held upright",
    "held the other way up",
    "no sound",
    "oblong pixels",
    "sound that sets in late",
    "sound that is there before the picture",
}
SIZES = {
    "a wavering rate, held upright": (120, 160),
    "held the other way up": (120, 160),
    "oblong pixels": (213, 120),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_film_is_measured_as_a_person_sees_it(kind: str, film: Film) -> None:
    footage = probe(film(**KINDS[kind]))

    assert (footage.width, footage.height) == SIZES.get(kind, (160, 120))
    assert footage.frames == len(true_times(kind))
    assert footage.has_sound == (kind != "no sound")


@pytest.mark.parametrize("kind", KINDS)
def test_a_film_lasts_until_its_last_picture_is_over(kind: str, film: Film) -> None:
    length = probe(film(**KINDS[kind])).length

    assert 15_000 < length - true_times(kind)[-1] < 60_000


@pytest.mark.parametrize("kind", KINDS)
def test_only_what_every_browser_plays_and_seeks_goes_as_it_is(kind: str, film: Film) -> None:
    assert probe(film(**KINDS[kind])).plays_everywhere == (kind in PLAYS)


@pytest.mark.parametrize(
    "recipe",
    [
        {"gop": 75},
        {"pixel_format": "yuv422p"},
        {"encoder": {"x264-params": "tff=1", "flags": "+ildct+ilme"}},
        {"sound_codec": "libmp3lame"},
        {"container": "matroska"},
        {"fps": 120, "seconds": 1},
        {"size": (2560, 1440), "seconds": 0.5, "has_sound": False},
    ],
    ids=str,
)
def test_what_some_browser_shows_badly_is_made_anew(recipe: dict[str, object], film: Film) -> None:
    assert not probe(film(**recipe)).plays_everywhere


def test_closed_groups_with_reordered_pictures_play_everywhere(film: Film) -> None:
    assert probe(film(b_frames=2)).plays_everywhere


def test_a_silent_film_says_so(film: Film) -> None:
    assert probe(film(**KINDS["no sound"])).note == "There is no sound."


def test_a_tidy_film_has_nothing_to_note(film: Film) -> None:
    assert probe(film()).note == ""
