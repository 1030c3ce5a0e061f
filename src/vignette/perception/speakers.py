"""How voices sound, as an operator's model for speakers tells it, so that those of one film can be told apart.

What the model answers comes near to a print of a voice. It is never kept beyond the look at the film: it lives in what
was seen and heard of the film's sound (sealed where there is a database), goes with it when the moments have been
found, and no finding holds any of it. Nobody is recognised in another film.
"""

from collections.abc import Iterable, Iterator

import numpy as np

from vignette.domain.errors import Misconfigured
from vignette.domain.measurement import Timbres, VoiceHeard
from vignette.domain.span import MILLISECOND, Micros, Span
from vignette.perception.models import Numbers, SamplesModel
from vignette.perception.registry import Kind, Models
from vignette.perception.stretches import Tape, stretches

WINDOW, HOP = Micros(1500 * MILLISECOND), Micros(750 * MILLISECOND)
"""How long a piece of voice is listened to at once, and how much later the next one begins."""
SHORTEST = Micros(240 * MILLISECOND)
"""A shorter voice is not listened to: nothing could be told from it."""
PAUSE = Micros(100 * MILLISECOND)
"""A shorter silence lies between syllables; people take turns with longer ones."""
NOTHING = Micros(0)
LEAST = 8_000
"""Samples that the model is given at least: a shorter voice is said again until it is so long."""
_WIDEST = 4096


class Speakers:
    """Holds the operator's model for speakers; raises Misconfigured where it is none, or answers in another shape."""

    def __init__(self, models: Models, *, voice_from: float) -> None:
        self._model = SamplesModel(models.content(Kind.SPEAKERS), called="speakers")
        self._voice_from = voice_from

    def heard_in(self, voices: Iterable[VoiceHeard], tape: Tape) -> Timbres:
        """How each 1.5 s of voice sounds, 0.75 s apart; `voices` are those on the `tape`, which is played for them.

        A voice shorter than 1.5 s is one piece, one shorter than 0.24 s none.
        """
        spans, values = list[tuple[Micros, Micros]](), list[Numbers]()
        for voice in stretches(voices, voice_from=self._voice_from, pause=PAUSE, after=NOTHING):
            for span in _windows(voice):
                spans.append((span.start, span.end))
                values.append(self._timbre(tape.between(span)))
        if len({each.size for each in values}) > 1:
            raise Misconfigured("The model for speakers answers with different numbers of values.")
        return Timbres(np.array(spans, np.int64), np.stack(values)) if spans else Timbres.none()

    def _timbre(self, samples: Numbers) -> Numbers:
        """What the model answers to `samples`, shape (d,), made as long as 1."""
        answer = self._model.run(np.resize(samples, max(samples.size, LEAST)))
        if answer.ndim != 2 or len(answer) != 1 or not 1 < answer.shape[1] <= _WIDEST:
            raise Misconfigured("The model for speakers does not answer with one row of values.")
        size = float(np.linalg.norm(answer[0]))
        return np.asarray(answer[0] / size if size else answer[0], np.float32)


def _windows(voice: Span) -> Iterator[Span]:
    """The pieces of an unbroken voice, the last one up to its end."""
    if voice.length < SHORTEST:
        return
    last = max(voice.start, voice.end - WINDOW)
    for start in range(voice.start, last, HOP):
        yield Span(Micros(start), Micros(start + WINDOW))
    yield Span(Micros(last), voice.end)
