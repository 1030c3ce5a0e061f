"""Laughter and crying: what the voice and the mouth do in them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from .script import Cry, Laugh, Script
from .voices import CONTROL, RATE, VOICES, VOWELS, Curve, Samples, Syllable, Voice, sung

VOICED = 0.58
"""How much of the time from one burst of laughter to the next is voiced; the rest is breath."""
WAIL, GASP = 1050, 260
"""Milliseconds of one drawn cry, and of the breath before the next."""
FALLS = (9.0, 2.0)
"""Semitones above the usual pitch at which laughter begins and ends."""
CRIES = (9.0, 13.0, 7.0)
"""Semitones above the usual pitch at the beginning, the height and the end of a wail."""


def bursts(laugh: Laugh) -> list[Syllable]:
    """The voiced bursts of a laugh, evenly spread over it."""
    count = max(1, round((laugh.end - laugh.start) * laugh.rate / 1000))
    starts = np.linspace(laugh.start, laugh.end, count, endpoint=False)
    lasting = VOICED * (laugh.end - laugh.start) / count
    return [Syllable(float(at), float(at + lasting), "h", "a", 0.75, 0.0) for at in starts]


def wails(cry: Cry) -> list[Syllable]:
    """The drawn cries of one fit of crying, with a breath between them."""
    count = max(1, round((cry.end - cry.start + GASP) / (WAIL + GASP)))
    whole = (cry.end - cry.start + GASP) / count
    return [
        Syllable(cry.start + whole * i, cry.start + whole * (i + 1) - GASP, "", "e", 0.85, 0.0) for i in range(count)
    ]


def outbursts(script: Script, voices: Mapping[str, Voice] = VOICES) -> Samples:
    """All laughter and crying of a script: float32 mono at 48 kHz, silent elsewhere."""
    total = np.zeros(script.length * RATE // 1000, np.float32)
    for number, cue in enumerate([*script.of(Laugh), *script.of(Cry)]):
        sound = _heard(cue, voices[cue.who], np.random.default_rng(500 + number))
        start = cue.start * RATE // 1000
        total[start : start + sound.size] += sound
    return total


def _heard(cue: Laugh | Cry, voice: Voice, rng: np.random.Generator) -> Samples:
    count = (cue.end - cue.start) * RATE // 1000
    controls = np.arange(0, count + CONTROL, CONTROL) / RATE * 1000 + cue.start
    pitch, loudness, breath = (_laughing if isinstance(cue, Laugh) else _crying)(cue, controls)  # type: ignore[operator]  # each takes the cue it is chosen by
    wander = np.convolve(rng.normal(0, 0.5, controls.size + 20), np.hanning(21) / 10.5, "valid")[: controls.size]
    vowel = VOWELS["a" if isinstance(cue, Laugh) else "e"]
    resonances = np.repeat(np.array(vowel)[:, None] * voice.mouth, controls.size, axis=1)
    return sung(voice, count, rng, voice.pitch * 2 ** ((pitch + wander) / 12), resonances, loudness, breath)


def _laughing(laugh: Laugh, controls: Curve) -> tuple[Curve, Curve, Curve]:
    """Pitch in semitones, loudness and breath: short voiced bursts that sink, with breath between them."""
    share = (controls - laugh.start) / (laugh.end - laugh.start)
    pitch = FALLS[0] + (FALLS[1] - FALLS[0]) * share
    loudness, breath = np.full(controls.size, 0.004), np.full(controls.size, 0.035)
    for burst in bursts(laugh):
        here = (controls >= burst.start) & (controls < burst.end)
        since = (controls[here] - burst.start) / (burst.end - burst.start)
        loudness[here] = np.sin(np.pi * since**0.7) * (1 - 0.35 * share[here])
        breath[here] += 0.10 * np.exp(-since * 6)
        pitch[here] += 1.5 - 3 * since
    return pitch, loudness, breath


def _crying(cry: Cry, controls: Curve) -> tuple[Curve, Curve, Curve]:
    """Pitch in semitones, loudness and breath: long arched cries, a little hoarse and trembling."""
    pitch, loudness = np.full(controls.size, CRIES[0]), np.full(controls.size, 0.004)
    breath = np.full(controls.size, 0.05)
    for wail in wails(cry):
        here = (controls >= wail.start) & (controls < wail.end)
        since = (controls[here] - wail.start) / (wail.end - wail.start)
        pitch[here] = np.interp(since, (0, 0.35, 1), CRIES) + 0.35 * np.sin(2 * np.pi * 7 * controls[here] / 1000)
        loudness[here] = np.clip(since / 0.10, 0, 1) * np.clip((1 - since) / 0.15, 0, 1)
    return pitch, loudness, breath
