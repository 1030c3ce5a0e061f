"""Smiles, as mouths that widen above their owner's own rest: no more is claimed about what anyone feels."""

from collections.abc import Iterable

from vignette.domain.observation import Happening, Observation
from vignette.domain.span import Micros, Span, micros
from vignette.signals.runs import Values, mean_of, runs
from vignette.signals.settings import Settings


def smiles(who: str, smile: Values, *, settings: Settings) -> list[Observation]:
    """Where the smile track, 0 to 1, stays high; as strong as its mean there."""
    return [
        Observation(span, Happening.SMILES, who, mean_of(smile, span), {"smile": mean_of(smile, span)})
        for span in runs(smile >= settings.smile_from, at_least=micros(settings.smile_least))
    ]


def shared_smiles(one: Iterable[Observation], other: Iterable[Observation], *, settings: Settings) -> list[Observation]:
    """Where both smile at once or shortly after each other."""
    others = list(other)
    return [
        Observation(_meeting(a.span, b.span), Happening.SHARED_SMILE, "", min(a.strength, b.strength))
        for a in one
        for b in others
        if a.span.gap_to(b.span) <= micros(settings.smile_together)
    ]


def _meeting(one: Span, other: Span) -> Span:
    """What two spans share, or what lies between them with one moment of each."""
    later_start, first_end = max(one.start, other.start), min(one.end, other.end)
    if later_start < first_end:
        return Span(later_start, first_end)
    return Span(Micros(first_end - 1), Micros(later_start + 1))
