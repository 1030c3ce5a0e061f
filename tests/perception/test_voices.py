"""Voices, against synthesised ones whose pitch and place in time are known."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.perception.speaker import RATE, babble, silence
from vignette.domain.film import Sound
from vignette.domain.measurement import VoiceHeard
from vignette.domain.span import SECOND, Micros
from vignette.perception.pitch import pitch_of
from vignette.perception.voices import Voices, loudness_of

Samples = npt.NDArray[np.float32]


@pytest.fixture(scope="module")
def ears() -> Voices:
    return Voices()


def blocks(samples: Samples, size: int, *, start: int = 0) -> Iterator[Sound]:
    for first in range(0, samples.size, size):
        yield Sound(Micros(start + first * SECOND // RATE), RATE, samples[first : first + size])


def between(heard: list[VoiceHeard], start: float, end: float) -> list[VoiceHeard]:
    return [voice for voice in heard if start * SECOND <= voice.at < end * SECOND]


@pytest.mark.parametrize(("pitch", "tract"), [(95, 1.0), (120, 1.0), (220, 1.15), (300, 1.3)])
def test_a_voice_is_heard_where_it_is_and_at_its_pitch(ears: Voices, pitch: float, tract: float) -> None:
    sound = np.concatenate([silence(1), babble(pitch, 1.6, tract=tract), silence(1)])

    heard = list(ears.heard_in(blocks(sound, 4000)))

    spoken = between(heard, 1.15, 2.5)
    assert np.mean([voice.speech >= 0.5 for voice in spoken]) > 0.9
    assert max(voice.speech for voice in between(heard, 0, 0.9) + between(heard, 2.9, 3.6)) < 0.5
    pitches = np.array([voice.pitch for voice in spoken])
    assert np.nanmean(np.abs(pitches / pitch - 1) < 0.03) > 0.95


def test_a_clap_or_a_humming_fridge_is_no_voice(ears: Voices) -> None:
    time = np.arange(3 * RATE) / RATE
    clap = np.exp(-((time % 0.5) * 60)) * np.random.default_rng(5).normal(0, 0.5, time.size)
    hum = 0.1 * np.sin(2 * np.pi * 50 * time)

    heard = list(ears.heard_in(blocks((clap + hum).astype(np.float32), 4000)))

    assert np.mean([voice.speech >= 0.5 for voice in heard]) < 0.05


@pytest.mark.parametrize("size", [100, 512, 4096])
def test_how_the_sound_is_cut_into_blocks_changes_nothing(ears: Voices, size: int) -> None:
    sound = np.concatenate([silence(0.3), babble(150, 0.6)])

    whole, cut = list(ears.heard_in(blocks(sound, sound.size))), list(ears.heard_in(blocks(sound, size)))

    assert [voice.at for voice in whole] == [voice.at for voice in cut]
    np.testing.assert_allclose([voice.speech for voice in whole], [voice.speech for voice in cut], atol=1e-5)


def test_sound_that_begins_late_is_placed_late(ears: Voices) -> None:
    first = next(ears.heard_in(blocks(silence(0.2), 1600, start=700_000)))

    assert first.at == 700_000


def test_a_film_without_sound_is_not_listened_to(ears: Voices) -> None:
    assert list(ears.heard_in([])) == []


def test_loudness_is_told_in_decibels() -> None:
    tone = np.sin(2 * np.pi * 400 * np.arange(1600) / RATE).astype(np.float32)

    assert loudness_of(tone) == pytest.approx(-3.01, abs=0.01)
    assert loudness_of(tone / 10) == pytest.approx(-23.01, abs=0.01)
    assert loudness_of(np.zeros(512, np.float32)) == -100


def test_noise_and_silence_have_no_pitch() -> None:
    noise = np.random.default_rng(2).normal(0, 0.1, 1024).astype(np.float32)

    assert np.isnan(pitch_of(noise, RATE))
    assert np.isnan(pitch_of(np.zeros(1024, np.float32), RATE))


@given(st.floats(70, 900), st.floats(0.01, 1), st.integers(2, 6))
def test_a_tone_with_overtones_has_the_pitch_of_its_ground(pitch: float, loud: float, overtones: int) -> None:
    time = np.arange(1024) / RATE
    tone = sum(np.cos(2 * np.pi * h * pitch * time + h) / h for h in range(1, overtones + 1))

    assert pitch_of((loud * tone / overtones).astype(np.float32), RATE) == pytest.approx(pitch, rel=0.01)
