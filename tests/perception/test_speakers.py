"""How voices sound, as a small model hears it: by the bands in which their energy lies."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from tests.perception.registering import put
from tests.perception.small_models import (
    TONES,
    bands_as_speaker,
    loudness_as_voice,
    nothing_but_passed_on,
    one_face_everywhere,
    tones_as_words,
)
from tests.perception.sounds import pause, tone
from vignette.domain.errors import Misconfigured
from vignette.domain.film import Sound
from vignette.domain.measurement import Timbres, VoiceHeard
from vignette.domain.span import Micros
from vignette.perception.registry import SHIPPED
from vignette.perception.speakers import Speakers
from vignette.perception.stretches import HEARD, Tape


def listened(folder: Path, samples: npt.NDArray[np.float32], model: bytes | None = None) -> Timbres:
    """What the speakers of `samples` sound like; a voice is heard wherever it is loud."""
    tape = Tape([Sound(Micros(0), 16_000, samples)])
    voices = [
        VoiceHeard(Micros(i * HEARD), float(np.abs(hop).max()), 200.0, -20.0)
        for _ in tape
        for i, hop in enumerate(samples[: samples.size // 512 * 512].reshape(-1, 512))
    ]
    models = put(folder, "speakers", model or bands_as_speaker())
    return Speakers(models, voice_from=0.5).heard_in(voices, tape)


def test_two_voices_sound_apart_and_one_voice_like_itself(tmp_path: Path) -> None:
    sound = np.concatenate([tone(TONES[0], 1.0), pause(0.5), tone(TONES[2], 1.0), pause(0.5), tone(TONES[0], 0.6)])

    timbres = listened(tmp_path, sound)

    alike = timbres.values @ timbres.values.T
    assert np.allclose(alike, [[1, 0, 1], [0, 1, 0], [1, 0, 1]], atol=0.05)
    assert np.allclose(timbres.spans / 1e6, [[0, 1], [1.5, 2.5], [3.0, 3.6]], atol=0.07)


def test_a_long_voice_is_heard_in_pieces_that_overlap(tmp_path: Path) -> None:
    timbres = listened(tmp_path, tone(TONES[1], 3.2))

    assert (timbres.spans[:, 1] - timbres.spans[:, 0] == 1_500_000).all()
    assert timbres.spans[:, 0].tolist() == [0, 750_000, 1_500_000, 1_700_000]


def test_what_is_too_short_to_tell_is_not_listened_to(tmp_path: Path) -> None:
    assert not len(listened(tmp_path, np.concatenate([tone(300, 0.15), pause(0.5)])).values)
    assert len(listened(tmp_path, np.concatenate([tone(300, 0.32), pause(0.5)])).values) == 1


def test_a_model_that_takes_or_answers_something_else_is_refused_in_a_sentence(tmp_path: Path) -> None:
    voice = tone(300, 1.0)
    for model, problem in (
        (loudness_as_voice(), "does not take and answer what such a model must"),
        (nothing_but_passed_on(1, "n", "m"), "does not take and answer what such a model must"),
        (one_face_everywhere(size=16), "no ONNX"),
        (tones_as_words(), "one row of values"),
        (nothing_but_passed_on(1, "n"), "one row of values"),
        (nothing_but_passed_on(1, 24_000), "cannot take"),
    ):
        with pytest.raises(Misconfigured, match=problem):
            listened(tmp_path, voice, model)


def test_without_a_model_there_is_nobody_to_ask() -> None:
    with pytest.raises(Misconfigured, match="no model for speakers"):
        Speakers(SHIPPED, voice_from=0.5)
