"""Voices in a stretch of sound: how likely there is one, how high and loud the sound is, and of what colour."""

import math
from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np
import numpy.typing as npt

from vignette.domain.errors import Misconfigured
from vignette.domain.film import Sound
from vignette.domain.measurement import VoiceHeard
from vignette.domain.span import SECOND, Micros
from vignette.perception.colour import colours_of
from vignette.perception.models import Numbers, sound_model
from vignette.perception.pitch import pitches_of, powers_of
from vignette.perception.registry import SHIPPED, Kind, Models

RATE = 16_000
"""Samples a second that the network was made for."""
HOP = 512
"""Samples in one measurement: 32 ms."""
CONTEXT = 64
"""Samples from before that the network wants in front of each hop."""
WINDOW = 1024
"""Samples in which pitch is sought: 64 ms, nearly four periods of the lowest voice."""
SILENCE = -100.0
"""dB re full scale, for digital silence."""
TOGETHER = 64
"""Hops (2 s) whose pitch is sought at once: many transforms in one call cost a third of many calls."""


class Voices:
    """Holds the network; `heard_in` listens to one film from its start.

    Told `only_speech`, it leaves out everything but how likely there is a voice, and how loud.
    """

    def __init__(self, models: Models = SHIPPED, *, voiced_from: float = 0.5, only_speech: bool = False) -> None:
        self._model = sound_model(models.content(Kind.VOICES))
        self._wanted = {each.name for each in self._model.get_inputs()}
        if not {"input", "state"} <= self._wanted <= {"input", "state", "sr"}:
            raise Misconfigured("The model for voices does not take what such a model must.")
        self._voiced_from, self._only_speech = voiced_from, only_speech

    def heard_in(self, blocks: Iterable[Sound]) -> Iterator[VoiceHeard]:
        """One measurement each 32 ms; a rest shorter than that at the end is left out.

        `blocks` follow each other at 16 000 samples a second. A gap between two of them starts the listening anew.
        """
        listened = self._listened(blocks)
        while some := list(islice(listened, TOGETHER)):
            yield from self._measured(some)

    def _listened(self, blocks: Iterable[Sound]) -> Iterator[tuple[Micros, Numbers, float]]:
        """The time of each hop, the sound of the window that it ends, and how likely it holds a voice."""
        state, before = np.zeros((2, 1, 128), np.float32), np.zeros(WINDOW - HOP, np.float32)
        for at, hop, is_fresh in _hops(blocks):
            if is_fresh:
                state, before = np.zeros_like(state), np.zeros_like(before)
            speech, state = self._speech(np.concatenate([before[-CONTEXT:], hop]), state)
            window = np.concatenate([before, hop])
            yield at, window, speech
            before = window[HOP:]

    def _measured(self, listened: list[tuple[Micros, Numbers, float]]) -> Iterator[VoiceHeard]:
        if self._only_speech:
            for at, window, speech in listened:
                yield VoiceHeard(at, speech, math.nan, loudness_of(window[-HOP:]))
            return
        windows = np.stack([window for _, window, _ in listened])
        powers = powers_of(windows)
        pitches, shares = pitches_of(powers, RATE, voiced_from=self._voiced_from)
        measured = zip(listened, pitches.tolist(), shares.tolist(), colours_of(powers, RATE).tolist(), strict=True)
        for (at, window, speech), pitch, share, colour in measured:
            yield VoiceHeard(at, speech, pitch, loudness_of(window[-HOP:]), share, *colour)

    def _speech(self, samples: Numbers, state: Numbers) -> tuple[float, Numbers]:
        inputs = {"input": samples[None], "state": state, "sr": np.array(RATE, np.int64)}
        speech, state = self._model.run(None, {name: each for name, each in inputs.items() if name in self._wanted})
        return float(speech.ravel()[0]), state


def loudness_of(samples: npt.NDArray[np.float32]) -> float:
    """The root mean square of `samples`, shape (n,), in dB re full scale; -100 for silence."""
    power = float(np.mean(np.square(samples, dtype=np.float64)))
    return max(SILENCE, 10 * math.log10(power)) if power > 0 else SILENCE


def _hops(blocks: Iterable[Sound]) -> Iterator[tuple[Micros, Numbers, bool]]:
    """The blocks cut anew into hops, each with its time and whether something is missing before it."""
    rest, start, is_fresh = np.zeros(0, np.float32), Micros(0), True
    for block in blocks:
        if block.rate != RATE:
            raise ValueError(f"sound must come at {RATE} samples a second, not {block.rate}")
        if not rest.size or abs(_after(start, rest.size) - block.start) > _after(Micros(0), HOP):
            is_fresh = is_fresh or abs(_after(start, rest.size) - block.start) > _after(Micros(0), HOP)
            rest, start = block.samples, block.start
        else:
            rest = np.concatenate([rest, block.samples])
        while rest.size >= HOP:
            yield start, rest[:HOP], is_fresh
            rest, start, is_fresh = rest[HOP:], _after(start, HOP), False


def _after(start: Micros, samples: int) -> Micros:
    return Micros(start + samples * SECOND // RATE)
