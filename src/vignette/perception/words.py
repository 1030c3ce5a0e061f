"""Words in a film's sound, as an operator's model for them spells them (connectionist temporal classification)."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile

import numpy as np

from vignette.domain.errors import Misconfigured
from vignette.domain.film import Sound
from vignette.domain.measurement import LONGEST_WORD, WordHeard
from vignette.domain.span import MILLISECOND, SECOND, Micros, Span
from vignette.perception.models import Numbers, SamplesModel
from vignette.perception.registry import Kind, Models
from vignette.perception.stretches import LONGEST, Tape, stretches
from vignette.perception.voices import RATE, Voices

PAUSE = Micros(400 * MILLISECOND)
"""Silences up to this are given to the model as part of what is said: it spells better what belongs together."""
AROUND = Micros(250 * MILLISECOND)
"""How much of the sound before and after a voice the model is given too: voices set in before they are noticed."""
LEAST = 8_000
"""Samples that the model is given at least: silence comes after a shorter sound."""
ALL_HEARD = Micros(LONGEST + PAUSE + AROUND + SECOND)
"""After this much more sound, every voice that had begun has been listened to."""
GAPS = ("|", "\u2581")


class Words:
    """Holds the operator's model for words and its letters, and the one for voices.

    Raises Misconfigured where one of the files is missing or another than was registered, or makes no sense.
    """

    def __init__(self, models: Models, *, voice_from: float) -> None:
        self._letters = _checked(models.letters())
        self._model = SamplesModel(models.content(Kind.WORDS), called="words")
        self._voices = Voices(models, only_speech=True)
        self._voice_from = voice_from

    def heard_in(self, blocks: Iterable[Sound], part: Span) -> Iterator[WordHeard]:
        """The words of all voices that begin in `part`, in order.

        `blocks` are the film's sound from its start at 16 000 samples a second, whatever the part: so voices are cut in
        the same places, and parts put together are the whole. They are heard until the last of the voices has ended.
        """
        tape = Tape(blocks)
        heard = takewhile(lambda voice: voice.at < part.end + ALL_HEARD, self._voices.heard_in(tape))
        for voice in stretches(heard, voice_from=self._voice_from, pause=PAUSE, after=AROUND):
            if part.holds(voice.start):
                yield from self.said_in(voice, tape)

    def said_in(self, voice: Span, tape: Tape) -> Iterator[WordHeard]:
        """The words in one unbroken `voice` on the `tape`; raises Misconfigured where the model answers wrongly."""
        around = Span(Micros(max(0, voice.start - AROUND)), Micros(voice.end + AROUND))
        samples = tape.between(around)
        samples = np.pad(samples, (0, max(0, LEAST - samples.size)))
        answer = self._model.run(samples)
        if answer.ndim != 3 or len(answer) != 1 or not 0 < answer.shape[1] <= samples.size:
            raise Misconfigured("The model for words does not answer with one row of letters for each short while.")
        if answer.shape[2] != len(self._letters):
            told, listed = answer.shape[2], len(self._letters)
            raise Misconfigured(f"The model for words tells {told} letters apart; its file of letters has {listed}.")
        listened = Span(around.start, Micros(around.start + samples.size * SECOND // RATE))
        return (word for word in spelt(answer[0], self._letters, listened) if word.span.overlaps(voice))


def spelt(logits: Numbers, letters: Sequence[str], span: Span) -> list[WordHeard]:
    """The words in `logits`, shape (t, letters), for t equal parts of `span`: the likeliest letter of each.

    A letter that goes on over several parts is one, what stands in angle brackets is not written (greedy decoding;
    Graves et al. 2006). A word lasts from its first letter to its last.
    """
    best = logits.argmax(axis=1)
    edges = [*np.flatnonzero(np.diff(best, prepend=-1)).tolist(), len(best)]
    words, text, lasting = list[WordHeard](), "", Span(span.start, span.end)
    for start, end in pairwise(edges):
        letter = letters[best[start]]
        here = _part(span, start, end, len(best))
        if text and (letter.startswith(GAPS) or len(text + letter) > LONGEST_WORD):
            words.append(WordHeard(lasting, text))
            text = ""
        if written := "" if _is_name(letter) else letter.lstrip("".join(GAPS)):
            text, lasting = text + written, lasting.joined(here) if text else here
    return [*words, WordHeard(lasting, text)] if text else words


def _part(span: Span, start: int, end: int, count: int) -> Span:
    """From part `start` up to part `end` of `count` equal ones."""
    return Span(Micros(span.start + span.length * start // count), Micros(span.start + span.length * end // count))


def _checked(letters: tuple[str, ...]) -> tuple[str, ...]:
    if not all(0 < len(each) <= LONGEST_WORD and each.isprintable() and " " not in each for each in letters):
        raise Misconfigured("Each line of the file of letters of the model for words holds one letter or name.")
    if not any(map(_is_name, letters)):
        raise Misconfigured("The file of letters of the model for words names nothing in angle brackets, like <blank>.")
    return letters


def _is_name(letter: str) -> bool:
    """Whether it stands for something that is never written; a bare angle bracket is a letter."""
    return len(letter) > 2 and letter.startswith("<") and letter.endswith(">")
