import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.films import lag, second_heard, tones
from tests.footage.conftest import UNHURRIED, Film
from tests.footage.kinds import KINDS
from vignette.domain.source import Source
from vignette.domain.span import SECOND, Micros, Span
from vignette.footage.sound import filled, heard, sound

RATE = 16_000
OUT_OF_STEP = {
    "no sound",
    "a wavering rate, held upright",
    "pictures hidden by an edit list",
    "sound that sets in late",
    "sound that is there before the picture",
}


def whole(source: Source) -> np.ndarray:
    """The film's sound from film time zero on."""
    stretches = list(sound(source, rate=RATE))
    lead = np.zeros(round(stretches[0].start * RATE / SECOND), np.float32)
    return np.concatenate([lead, *(stretch.samples for stretch in stretches)])


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - OUT_OF_STEP))
def test_sound_is_in_step_with_the_pictures(kind: str, film: Film) -> None:
    assert abs(lag(whole(film(**KINDS[kind])), tones(4, RATE))) <= RATE // 1000


def test_sound_hidden_with_its_pictures_is_not_heard(film: Film) -> None:
    heard_first = whole(film(**KINDS["pictures hidden by an edit list"]))

    hidden = round(37 / 30 * RATE)
    assert abs(lag(heard_first, tones(4, RATE)[hidden:])) <= RATE // 1000


def test_sound_that_sets_in_late_starts_late(film: Film) -> None:
    first = next(sound(film(**KINDS["sound that sets in late"]), rate=RATE))

    assert abs(first.start - 500_000) <= 1024 * SECOND // 48_000 + 1000


def test_sound_from_before_the_first_picture_is_left_out(film: Film) -> None:
    early = whole(film(**KINDS["sound that is there before the picture"]))

    assert abs(lag(early, tones(4, RATE)[RATE // 2 :], within=RATE // 4)) <= RATE // 500


def test_stretches_follow_each_other_without_a_gap(film: Film) -> None:
    stretches = list(sound(film(), rate=RATE))

    ends = [stretch.start + len(stretch.samples) * SECOND / RATE for stretch in stretches]
    assert all(abs(later.start - end) <= 1 for end, later in zip(ends, stretches[1:], strict=False))


def test_a_film_without_sound_gives_nothing(film: Film) -> None:
    silent = film(**KINDS["no sound"])

    assert list(sound(silent, rate=RATE)) == []


@pytest.mark.parametrize("layout", ["mono", "stereo"])
def test_mixing_leaves_the_sound_as_loud_as_it_was(layout: str, film: Film) -> None:
    source = film(sound_layout=layout)

    heard_mono = np.concatenate([part for _, part in heard(source, rate=48_000, layout="mono")], axis=1)
    heard_stereo = np.concatenate([part for _, part in heard(source, rate=48_000, layout="stereo")], axis=1)

    assert np.sqrt(np.mean(heard_mono**2)) == pytest.approx(0.4 / np.sqrt(2), rel=0.05)
    assert np.sqrt(np.mean(heard_stereo**2)) == pytest.approx(0.4 / np.sqrt(2), rel=0.05)


@settings(max_examples=25, **UNHURRIED)
@given(second=st.integers(0, 3), start=st.integers(0, 400_000), length=st.integers(200_000, 600_000))
def test_a_stretch_of_sound_is_from_the_second_it_was_cut_from(
    second: int, start: int, length: int, film: Film
) -> None:
    span = Span(Micros(second * SECOND + start), Micros(second * SECOND + start + length))

    parts = [block for _, block in heard(film(**KINDS["held the other way up"]), rate=44_100, layout="mono", span=span)]
    samples = np.concatenate(parts, axis=1)[0]

    assert abs(len(samples) - length * 44_100 / SECOND) <= 1
    assert second_heard(samples, 44_100) == second


def test_a_wish_for_samples_is_filled_to_the_sample(film: Film) -> None:
    beyond = Span(Micros(3_500_000), Micros(5_000_000))

    blocks = list(filled(film(), beyond, rate=48_000, layout="stereo", count=72_001))

    assert sum(block.shape[1] for block in blocks) == 72_001
    assert {block.shape[0] for block in blocks} == {2}
    assert np.abs(np.concatenate(blocks, axis=1)[:, 30_000:]).max() == 0
