"""What counts as a voice, as laughter and as crying: made sounds whose truth is known from their making."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import pytest

from tests.perception.speaker import RATE, babble, coo, in_a_quiet_room, laugh, silence, tone
from tests.signals.hand import SETTINGS
from vignette.domain.film import Sound
from vignette.domain.measurement import Table, VoiceHeard
from vignette.domain.span import SECOND, Micros, Span
from vignette.perception.voices import Voices
from vignette.signals.crying import crying
from vignette.signals.ears import voice_spans
from vignette.signals.hearing import Hearing
from vignette.signals.laughter import laughter

Samples = npt.NDArray[np.float32]
Listen = Callable[[Samples], Hearing]


@pytest.fixture(scope="module")
def listen() -> Listen:
    ears = Voices()
    return lambda sound: Hearing.of([Table.of(list(ears.heard_in([Sound(Micros(0), RATE, sound)])), VoiceHeard)])


def seconds(spans: Sequence[Span]) -> list[tuple[float, float]]:
    return [(span.start / SECOND, span.end / SECOND) for span in spans]


def close(found: Sequence[Span], true: Sequence[tuple[float, float]], *, within: float) -> bool:
    pairs = zip(seconds(found), true, strict=False)
    return len(found) == len(true) and all(abs(a - c) <= within and abs(b - d) <= within for (a, b), (c, d) in pairs)


def test_an_infants_aah_is_a_voice_from_its_beginning_to_its_end(listen: Listen) -> None:
    aahs = (coo((480, 560, 500), 0.6), coo((520, 640, 700, 560), 0.9, seed=2), coo((600, 650), 0.4, seed=3))

    heard = voice_spans(listen(in_a_quiet_room(*aahs)), settings=SETTINGS)

    assert close(heard, [(1.0, 1.6), (2.6, 3.5), (4.5, 4.9)], within=0.1)


@pytest.mark.parametrize("pitch", [220, 300])
def test_a_voice_begins_with_its_first_syllable(listen: Listen, pitch: float) -> None:
    words = (babble(pitch, 0.8, tract=1.2), babble(pitch, 1.2, seed=2, tract=1.2))

    heard = voice_spans(listen(in_a_quiet_room(*words)), settings=SETTINGS)

    assert close(heard, [(1.0, 1.8), (2.8, 4.0)], within=0.12)


NO_VOICES = {
    "a beep": tone((880, 880), 0.3, overtones=1),
    "a kettle": tone((600, 980), 4.0, overtones=1),
    "a siren": tone((450, 900, 450, 900, 450), 4.0),
    "a hum": tone((100, 100), 3.0, overtones=6),
    "a tune on a flute": np.concatenate([tone((f, f), 0.35) for f in (440, 494, 523, 587, 659, 523)]),
    "a chord": sum((tone((f, f), 3.0) for f in (440, 554, 659)), np.zeros(3 * RATE, np.float32)),
    "noise": np.random.default_rng(3).normal(0, 0.1, 3 * RATE).astype(np.float32),
}


@pytest.mark.parametrize("name", NO_VOICES)
def test_what_no_throat_makes_is_no_voice(listen: Listen, name: str) -> None:
    heard = listen(in_a_quiet_room(NO_VOICES[name]))

    assert voice_spans(heard, settings=SETTINGS) == []
    assert laughter(heard, settings=SETTINGS).max() == 0
    assert crying(heard, settings=SETTINGS).max() == 0


@pytest.mark.parametrize(("pitch", "bursts", "rate"), [(250, 6, 4.5), (180, 5, 4.0), (350, 8, 5.0), (420, 4, 3.6)])
def test_bursts_of_one_colour_at_an_even_pace_are_laughter(
    listen: Listen, pitch: float, bursts: int, rate: float
) -> None:
    heard = listen(in_a_quiet_room(laugh(pitch, bursts, rate), babble(pitch, 1.5)))

    spans = [heard.span(run) for run in heard.runs(laughter(heard, settings=SETTINGS) >= 0.5)]

    assert close(spans, [(1.0, 1.0 + bursts / rate)], within=0.25)


def test_speech_of_varied_syllables_is_no_laughter(listen: Listen) -> None:
    heard = listen(in_a_quiet_room(*(babble(pitch, 4.0, seed=pitch) for pitch in (110, 210, 300))))

    assert laughter(heard, settings=SETTINGS).max() == 0


def cry(seed: int) -> Samples:
    return coo((420, 520, 500, 400), 1.0, seed=seed, uneven=0.015)


def test_long_high_loud_sounds_with_breath_between_are_crying(listen: Listen) -> None:
    cries = np.concatenate([np.concatenate([cry(seed), silence(0.4)]) for seed in range(4)])
    heard = listen(in_a_quiet_room(cries))

    loud = crying(heard, settings=SETTINGS)

    assert loud[heard.inside(Span(Micros(1_200_000), Micros(1_900_000)))].min() >= 0.5
    assert loud[heard.inside(Span(Micros(2_100_000), Micros(2_300_000)))].max() == 0


def test_a_single_cry_and_an_infants_short_sounds_are_no_crying(listen: Listen) -> None:
    short = [coo((480, 560), 0.3, seed=seed) for seed in range(4)]

    assert crying(listen(in_a_quiet_room(cry(1))), settings=SETTINGS).max() == 0
    assert crying(listen(in_a_quiet_room(*short, between=0.4)), settings=SETTINGS).max() == 0
