"""The first few suggestions to look at: sure ones, but varied, so that one kind or stretch does not fill the list."""

from collections.abc import Iterable, Sequence

from vignette.domain.moment import Suggestion
from vignette.domain.span import micros
from vignette.signals.settings import Settings


def first_to_look_at(suggestions: Iterable[Suggestion], *, settings: Settings) -> list[Suggestion]:
    """At most `moments_first` of them, each the surest after what was chosen before it, in whatever order they came."""
    left = sorted(suggestions, key=lambda s: (s.span, s.rule, s.confidence))
    chosen: list[Suggestion] = []
    while left and len(chosen) < settings.moments_first:
        best = max(left, key=lambda s: _worth(s, chosen, settings))
        chosen.append(best)
        left.remove(best)
    return chosen


def _worth(suggestion: Suggestion, chosen: Sequence[Suggestion], settings: Settings) -> float:
    """Its confidence, less for each chosen one that shows the same, is near in the film, or of the same stretch."""
    worth = suggestion.confidence
    for other in chosen:
        worth *= settings.same_kind if _shows_the_same(suggestion, other) else 1.0
        worth *= settings.same_again if other.span.gap_to(suggestion.span) < micros(settings.near_in_film) else 1.0
        worth *= settings.same_stretch if other.span.overlaps(suggestion.span) else 1.0
    return worth


def _shows_the_same(one: Suggestion, other: Suggestion) -> bool:
    """Whether both come from one rule, or stand for one principle first of all."""
    return one.rule == other.rule or one.principles[:1] == other.principles[:1] != ()
