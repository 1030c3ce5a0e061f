"""What was said, and by whom: the words of a model of the operator's laid over the turns."""

from collections.abc import Sequence

from vignette.domain.measurement import WordHeard
from vignette.domain.observation import Happening, Observation
from vignette.domain.span import Micros, Span, micros
from vignette.domain.spoken import Spoken
from vignette.signals.runs import overlap
from vignette.signals.settings import Settings


def transcript(
    words: Sequence[WordHeard], observations: Sequence[Observation], *, settings: Settings
) -> tuple[Spoken, ...]:
    """Words that follow each other, in order of time, put together as one reads them.

    Each word belongs to the turn that it shares most with, and to nobody known where it shares nothing with any. Words
    of two people never stand together, nor do those with more than `words_apart` seconds between them or that would
    last longer than `words_longest` together.
    """
    turns = [each for each in observations if each.happening is Happening.SPEAKS]
    said: list[Spoken] = []
    for word in sorted(words, key=lambda word: word.span):
        fresh = Spoken(word.span, word.text, _speaker(word.span, turns))
        if said and _goes_on(said[-1], fresh, settings):
            last = said[-1]
            said[-1] = Spoken(last.span.joined(fresh.span), f"{last.words} {fresh.words}", last.who)
        else:
            said.append(fresh)
    return tuple(said)


def _speaker(span: Span, turns: Sequence[Observation]) -> str:
    shared = [(both.length, turn.who) for turn in turns if (both := overlap(turn.span, span))]
    return max(shared, default=(Micros(0), ""))[1]


def _goes_on(last: Spoken, fresh: Spoken, settings: Settings) -> bool:
    is_soon = last.span.gap_to(fresh.span) <= micros(settings.words_apart)
    return is_soon and last.who == fresh.who and last.span.joined(fresh.span).length <= micros(settings.words_longest)
