from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from scipy.signal import butter, lfilter

from tests.films import lag, pictures_in, second_heard, sound_in, tones
from tests.footage.conftest import Film
from tests.footage.kinds import KINDS
from tests.footage.reel.cutting import Cut, cut, span
from tests.footage.reel.loud import RATE, film_with, heard_in, loudness, true_peak
from vignette.domain.showing import Again, Freeze, Showing, Slow, Volume
from vignette.domain.source import PlainFile
from vignette.domain.span import SECOND, Micros

FRAME = 1 / 30


def speech(seconds: float, level: float) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Something like speech: dark noise that comes and goes four times a second."""
    dice, place = np.random.default_rng(3), np.arange(round(seconds * RATE))
    dark = lfilter(*butter(2, 2000, fs=RATE), 4 * dice.standard_normal(len(place)))
    return level * dark * (np.sin(2 * np.pi * 2 * place / RATE) ** 2)


@pytest.mark.parametrize("levels", [(0.2, 0.004), (0.01, 0.01)])
def test_clips_are_equally_loud_and_the_reel_is_at_23_lufs(levels: tuple[float, float], tmp_path: Path) -> None:
    films = [PlainFile(film_with(tmp_path / f"{place}", speech(5, level))) for place, level in enumerate(levels)]

    cut([(film, span(0.5, 4.5)) for film in films], tmp_path / "reel")

    heard = heard_in(tmp_path / "reel")
    assert loudness(heard) == pytest.approx(-23, abs=0.5)
    assert loudness(heard[:, : 4 * RATE]) == pytest.approx(-23, abs=0.5)
    assert loudness(heard[:, 4 * RATE : 8 * RATE]) == pytest.approx(-23, abs=0.5)


def test_a_clap_in_a_quiet_room_neither_distorts_nor_makes_the_rest_quiet(tmp_path: Path) -> None:
    sound = speech(6, 0.01)
    for at in (1.0, 3.0, 4.5):
        sound[round(at * RATE) :][:48] = 0.95 * np.sin(np.arange(48) / 5)
    film = PlainFile(film_with(tmp_path / "film", sound))

    cut([(film, span(0, 6))], tmp_path / "reel")

    heard = heard_in(tmp_path / "reel")
    assert true_peak(heard) < -1
    assert loudness(heard) == pytest.approx(-23, abs=1)


def test_silence_stays_silence_and_a_quiet_room_stays_quiet(tmp_path: Path) -> None:
    silent = PlainFile(film_with(tmp_path / "silent", speech(3, 0)))
    quiet = PlainFile(film_with(tmp_path / "quiet", speech(3, 0.0002)))

    cut([(silent, span(0, 3))], tmp_path / "one")
    cut([(quiet, span(0, 3))], tmp_path / "other")

    assert np.abs(heard_in(tmp_path / "one")).max() == 0
    assert loudness(heard_in(tmp_path / "other")) < -40


def test_a_lifted_voice_is_louder_and_a_lowered_one_quieter_than_the_rest(tmp_path: Path) -> None:
    film = PlainFile(film_with(tmp_path / "film", speech(9, 0.03)))
    volumes = (Volume(span(3, 5), 9), Volume(span(6, 8), -12))

    cut([(film, span(0, 9), Showing(volumes=volumes))], tmp_path / "reel")

    heard = heard_in(tmp_path / "reel")
    rest, lifted, lowered = (loudness(heard[:, start * RATE : end * RATE]) for start, end in ((1, 3), (3, 5), (6, 8)))
    assert lifted - rest == pytest.approx(9, abs=0.7)
    assert lowered - rest == pytest.approx(-12, abs=0.7)


@pytest.mark.parametrize("speed", [25, 50, 100])
def test_of_what_is_silenced_nothing_is_left_at_any_pace(speed: int, film: Film, tmp_path: Path) -> None:
    hushed = Volume(span(1.2, 1.8), None)
    slow = (Slow(span(1, 2), speed),)

    cut([(film(), span(1, 2), Showing(volumes=(hushed,), slow=slow))], tmp_path / "reel")

    rate, samples = sound_in(tmp_path / "reel")
    begin, end = (round(at * 100 / speed * rate) for at in (0.2, 0.8))
    # Coding lets a sound begin up to two blocks early, and each halving of the pace mixes what lies close together.
    around = 2048 + {25: rate // 5, 50: rate // 12, 100: 0}[speed]
    assert np.abs(samples[begin + around : end - around]).max() < 0.001
    assert np.abs(samples[:begin]).max() > 0.05


def test_a_muted_clip_is_silent_and_a_muted_reel_has_no_sound(film: Film, tmp_path: Path) -> None:
    cut([(film(), span(0, 1), Showing(is_muted=True)), (film(), span(2, 3))], tmp_path / "half")
    cut([(film(), span(0, 1), Showing(is_muted=True))], tmp_path / "whole")

    rate, samples = sound_in(tmp_path / "half")
    assert np.abs(samples[: rate - 2048]).max() < 0.001
    assert second_heard(samples[rate + 2400 : 2 * rate - 2400], rate) == 2
    with av.open(str(tmp_path / "whole")) as reel:
        assert not reel.streams.audio


def test_slow_motion_keeps_its_pitch_and_lasts_as_long_as_its_pictures(film: Film, tmp_path: Path) -> None:
    slow = (Slow(span(1, 2), 25), Slow(span(2, 3), 50))

    rendered = cut([(film(), span(0, 4), Showing(slow=slow))], tmp_path / "reel")

    rate, samples = sound_in(tmp_path / "reel")
    assert rendered.length == 8 * SECOND
    heard = [second_heard(samples[place : place + rate // 4], rate) for place in range(0, 8 * rate, rate // 4)]
    assert heard == [0] * 4 + [1] * 16 + [2] * 8 + [3] * 4


def test_after_ten_joins_and_slow_motion_sound_and_pictures_are_in_step(film: Film, tmp_path: Path) -> None:
    source = film()
    plain: list[Cut] = [(source, span(0.311 + 0.3 * place, 0.644 + 0.3 * place)) for place in range(9)]
    slow = Showing(slow=(Slow(span(1.013, 1.577), 25),), again=(Again(span(0.9, 1.8), 50),))
    still = Showing(before=Freeze(Micros(2_000_000), Micros(777_777)))
    cuts: list[Cut] = [*plain, (source, span(0.7, 2.1), slow), (source, span(1.05, 3.95), still)]

    rendered = cut(cuts, tmp_path / "reel")

    rate, samples = sound_in(tmp_path / "reel")
    begins = rendered.starts[-1] + 777_777
    heard = samples[round(begins * rate / SECOND) :][: round(2.9 * rate)]
    assert abs(lag(heard, tones(4, rate)[round(1.05 * rate) : round(3.95 * rate)])) <= 2
    seen = dict(pictures_in(tmp_path / "reel"))
    assert [seen[at] for at in sorted(seen) if at > begins][:3] == [33, 34, 35]


@pytest.mark.parametrize("speed", [25, 50])
def test_what_is_heard_in_slow_motion_is_heard_within_a_picture_of_where_it_is_seen(speed: int, tmp_path: Path) -> None:
    sound = np.zeros(4 * RATE)
    begins = [0.7, 1.4, 2.3, 3.1]
    for at in begins:
        place = np.arange(round(0.2 * RATE))
        sound[round(at * RATE) :][: len(place)] = 0.3 * np.sin(2 * np.pi * 700 * place / RATE)
    film = PlainFile(film_with(tmp_path / "film", sound))

    cut([(film, span(0, 4), Showing(slow=(Slow(span(0, 4), speed),)))], tmp_path / "reel")

    heard = np.abs(heard_in(tmp_path / "reel")[0])
    loud = heard.reshape(-1, 160).max(axis=1)[: 400 * 100 // speed * 3] > heard.max() / 2
    onsets = [place / 300 for place, (before, now) in enumerate(pairwise(loud), start=1) if now and not before]
    starts = [onset for earlier, onset in pairwise([-1, *onsets]) if onset - earlier > 0.5]
    assert len(starts) == len(begins)
    assert np.abs(np.array(starts) - np.array(begins) * 100 / speed).max() < FRAME * 100 / speed


def test_a_clip_without_sound_beside_one_with_it_is_silent(film: Film, tmp_path: Path) -> None:
    cut([(film(**KINDS["no sound"]), span(0, 1)), (film(), span(1, 2))], tmp_path / "reel")

    rate, samples = sound_in(tmp_path / "reel")
    assert np.abs(samples[: rate - 2048]).max() < 0.001
    assert second_heard(samples[rate + 2400 : 2 * rate - 2400], rate) == 1
