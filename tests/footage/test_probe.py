from typing import Any

import pytest

from tests.footage.conftest import Film
from tests.footage.kinds import KINDS, true_times
from vignette.domain.errors import UnsuitableFilm
from vignette.footage.probe import joined_footage, probe, probe_all

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
        {"fps": 120, "seconds": 1},
        {"size": (2560, 1440), "seconds": 0.5, "has_sound": False},
    ],
    ids=str,
)
def test_what_some_browser_shows_badly_is_made_anew(recipe: dict[str, object], film: Film) -> None:
    assert not probe(film(**recipe)).plays_everywhere


def test_closed_groups_with_reordered_pictures_play_everywhere(film: Film) -> None:
    assert probe(film(b_frames=2)).plays_everywhere


NOTES: list[tuple[dict[str, Any], str]] = [
    ({}, ""),
    ({"has_sound": False}, "There is no sound."),
    ({"rotation": 90, "size": (120, 160)}, "Turned upright."),
    ({"is_mirrored": True}, "Mirrored back."),
    ({"sound_start": 1_500_000}, "The sound starts 1.5 seconds after the picture."),
    ({"sound_seconds": 3}, "The sound ends 1 second before the picture."),
    ({"sound_seconds": 6}, "The sound goes on for 2 seconds after the picture."),
    ({"sound_tracks": 2}, "Of several sound tracks the main one is used."),
    ({"fps": 240, "seconds": 1}, "Filmed for slow motion, 240 pictures a second, and shown at the usual pace."),
    ({"is_interlaced": True, "fps": 50}, "Made smooth, as it was filmed in half pictures."),
    (KINDS["a new phone in HDR"], "Brightened from HDR."),
    ({"metadata": {"location": "+51.5074-000.1278/"}}, "The place it was filmed at was removed."),
    (
        {"rotation": 90, "has_sound": False, "metadata": {"location": "+51.5074-000.1278/", "title": "Family Smith"}},
        "Turned upright; the place it was filmed at was removed; there is no sound.",
    ),
]


@pytest.mark.parametrize(("recipe", "note"), NOTES, ids=[note for _, note in NOTES])
def test_one_line_tells_what_was_done_and_what_is_unusual(recipe: dict[str, Any], note: str, film: Film) -> None:
    assert probe(film(**recipe)).note == note


def test_more_than_a_thousand_pictures_a_second_are_refused(film: Film) -> None:
    with pytest.raises(UnsuitableFilm, match="more than a thousand pictures a second"):
        probe(film(times=range(0, 600_000, 500), size=(64, 48), has_sound=False))


def test_a_camcorders_files_make_one_film_as_long_as_all_of_them(film: Film) -> None:
    first = film(container="mpegts", start=1_440_000)
    second = film(container="mpegts", start=5_440_000, seconds=2.5, has_sound=False)

    whole = joined_footage([take.footage for take in probe_all([first, second])], files=2)

    assert (whole.length, whole.frames) == (6_500_000, 195)
    assert whole.has_sound
    assert not whole.plays_everywhere
    assert whole.note == "2 files were joined into one film; one of them has no sound."


def test_files_that_are_short_together_make_no_film(film: Film) -> None:
    short = film(seconds=0.2)

    with pytest.raises(UnsuitableFilm, match="under half a second"):
        joined_footage([take.footage for take in probe_all([short, short])], files=2)


def test_one_file_alone_is_not_called_joined(film: Film) -> None:
    assert joined_footage([probe(film())], files=1) == probe(film())


def test_joined_files_are_no_longer_than_any_film_may_be(film: Film) -> None:
    long = probe(film(times=[0, 9_000_000_000], has_sound=False))

    with pytest.raises(UnsuitableFilm, match="longer than four hours"):
        joined_footage([long, long], files=2)
