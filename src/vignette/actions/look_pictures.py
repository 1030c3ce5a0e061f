"""The pictures of a quick look."""

from collections.abc import Sequence

from vignette.actions.look_shown import Pictures
from vignette.domain.source import Source
from vignette.domain.span import Micros, Span, clock
from vignette.domain.work import Progress, unheard
from vignette.footage.stills import contact_sheet, still

HERO_HEIGHT, STILL_HEIGHT = 900, 540
STILLS_OF_EMPTY = 9
"""Stills on the contact sheet of a film without a moment."""


def pictures(
    source: Source, length: Micros, moments: Sequence[tuple[Span, str]], *, progress: Progress = unheard
) -> Pictures:
    """Stills from the middle of each of `moments` (span and title), or from all over the film where there is none."""
    middles = [Micros(span.start + span.length // 2) for span, _ in moments]
    captions = [f"{number}. {title}, {clock(span.start)}" for number, (span, title) in enumerate(moments, start=1)]
    if not moments:
        middles = [Micros(length * (2 * place + 1) // (2 * STILLS_OF_EMPTY)) for place in range(STILLS_OF_EMPTY)]
        captions = [clock(at) for at in middles]
    stills = []
    for at in middles:
        stills.append(still(source, at, height=STILL_HEIGHT))
        progress(len(stills) / (len(middles) + 1))
    hero = still(source, middles[0 if moments else len(middles) // 2], height=HERO_HEIGHT)
    return Pictures(hero, tuple(stills[: len(moments)]), contact_sheet(list(zip(stills, captions, strict=True))))
