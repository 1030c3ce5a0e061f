"""The operator's models tried before the first film comes: each on a second of noise or on an empty picture."""

from collections.abc import Callable, Mapping

import numpy as np

from vignette.domain.film import Frame, Sound
from vignette.domain.measurement import VoiceHeard
from vignette.domain.span import SECOND, Micros, Span
from vignette.domain.work import Progress, unheard
from vignette.perception.faces import Faces
from vignette.perception.registry import Kind, Models
from vignette.perception.speakers import Speakers
from vignette.perception.stretches import HEARD, Tape
from vignette.perception.voices import RATE, Voices
from vignette.perception.words import Words

WHOLE = Span(Micros(0), SECOND)


def tried(models: Models, *, progress: Progress = unheard) -> tuple[str, ...]:
    """The names of the operator's models, all of which can be used; raises Misconfigured where one cannot."""
    for done, kind in enumerate(kinds := [model.kind for model in models.own]):
        _TRIALS[kind](models)
        progress((done + 1) / len(kinds))
    return models.names


def _faces(models: Models) -> None:
    Faces(models).search(Frame(Micros(0), np.zeros((360, 640, 3), np.uint8)))


def _voices(models: Models) -> None:
    list(Voices(models).heard_in(_noise()))


def _speakers(models: Models) -> None:
    voices = [VoiceHeard(Micros(at), 1.0, 200.0, -20.0) for at in range(0, WHOLE.end - HEARD, HEARD)]
    Speakers(models, voice_from=0.5).heard_in(voices, _played())


def _words(models: Models) -> None:
    list(Words(models, voice_from=0.5).said_in(WHOLE, _played()))


_TRIALS: Mapping[Kind, Callable[[Models], None]] = {
    Kind.FACES: _faces,
    Kind.VOICES: _voices,
    Kind.SPEAKERS: _speakers,
    Kind.WORDS: _words,
}


def _played() -> Tape:
    tape = Tape(_noise())
    list(tape)
    return tape


def _noise() -> list[Sound]:
    return [Sound(Micros(0), RATE, np.random.default_rng(1).normal(0, 0.1, RATE).astype(np.float32))]
