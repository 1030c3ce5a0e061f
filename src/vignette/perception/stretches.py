"""Where in a film's sound a voice is heard, and the sound itself while it is still at hand."""

from collections import deque
from collections.abc import Iterable, Iterator

import numpy as np

from vignette.domain.film import Sound
from vignette.domain.measurement import VoiceHeard
from vignette.domain.span import SECOND, Micros, Span
from vignette.perception.models import Numbers
from vignette.perception.voices import HOP, RATE

HEARD = Micros(HOP * SECOND // RATE)
"""How long one measurement of voice lasts."""
LONGEST = Micros(20 * SECOND)
"""After this, an unbroken voice is cut where it was faintest."""
KEPT = Micros(2 * LONGEST)
"""How much of the sound stays at hand."""


class Tape:
    """Passes a film's sound on, block by block, and keeps the last 40 s of it for whoever asks for them again."""

    def __init__(self, blocks: Iterable[Sound]) -> None:
        self._blocks, self._kept = iter(blocks), deque[Sound]()

    def __iter__(self) -> Iterator[Sound]:
        for block in self._blocks:
            self._kept.append(block)
            while _end(self._kept[0]) < block.start - KEPT:
                self._kept.popleft()
            yield block

    def between(self, span: Span) -> Numbers:
        """The sound of `span` at 16 000 samples a second, shape (n,); silence where there is none, or none any more."""
        samples = np.zeros(span.length * RATE // SECOND, np.float32)
        for block in self._kept:
            first = round((block.start - span.start) * RATE / SECOND)
            start, end = max(0, first), min(samples.size, first + block.samples.size)
            if start < end:
                samples[start:end] = block.samples[start - first : end - first]
        return samples


def stretches(voices: Iterable[VoiceHeard], *, voice_from: float, pause: Micros, after: Micros) -> Iterator[Span]:
    """The spans in which a voice is heard, in order, silences up to `pause` bridged, none longer than 20 s.

    `voices` follow each other every 32 ms; a voice is heard where `speech` is `voice_from` or more. A span is given as
    soon as `after` has been heard beyond its end: the sound up to there is on the tape then.
    """
    together, waiting = list[VoiceHeard](), deque[Span]()
    for voice in voices:
        if together and voice.at - _over(together) > pause:
            waiting.append(_span(together))
            together = []
        if voice.speech >= voice_from:
            together.append(voice)
            if _span(together).length > LONGEST:
                cut = _faintest(together)
                waiting.append(_span(together[:cut]))
                together = together[cut:]
        while waiting and waiting[0].end + after <= voice.at + HEARD:
            yield waiting.popleft()
    yield from waiting
    if together:
        yield _span(together)


def _faintest(together: list[VoiceHeard]) -> int:
    """Where in the later half the silence before a measurement is longest, or else the voice is least likely."""
    later = range(len(together) // 2, len(together))
    return max(later, key=lambda i: (together[i].at - together[i - 1].at, -together[i].speech))


def _span(together: list[VoiceHeard]) -> Span:
    return Span(together[0].at, _over(together))


def _over(together: list[VoiceHeard]) -> Micros:
    return Micros(together[-1].at + HEARD)


def _end(block: Sound) -> Micros:
    return Micros(block.start + block.samples.size * SECOND // block.rate)
