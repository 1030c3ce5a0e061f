"""Examples of a code: a few seconds of a film, for everybody who codes in the same words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vignette.domain.coding import Event
from vignette.domain.film import FilmId
from vignette.domain.identity import AccountId, Identity
from vignette.domain.span import SECOND, Micros, Span

MARGIN = Micros(SECOND // 2)
"""What is shown before and after what was coded."""

LONGEST = Micros(15 * SECOND)

MOST = 3
"""Examples of one code."""


class ExemplarId(Identity):
    kind = "exemplar"
    __slots__ = ()


class Answer(StrEnum):
    """What a second person says of an example, before anybody else sees it."""

    AWAITED = "awaited"
    LET_THROUGH = "let through"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Exemplar:
    """A stretch of a film that shows `code`, in every version of the codebook called `codebook`.

    `words` say what is to be seen in it, and may be empty. `is_cut` says that it can be played. `second` is the
    supervisor who was asked to let it through, None where nobody was; `reason` is why they did not, empty where they
    did not say.
    """

    id: ExemplarId
    film: FilmId
    codebook: str
    code: str
    span: Span
    words: str = ""
    is_cut: bool = False
    second: AccountId | None = None
    answer: Answer = Answer.AWAITED
    reason: str = ""


def stretch_of(event: Event, whole: Span) -> Span:
    """What is shown of an event: a margin on either side, never beyond the film, and the beginning of what is long."""
    start = max(whole.start, Micros(event.start - MARGIN))
    return Span(start, min(whole.end, Micros(event.end + MARGIN), Micros(start + LONGEST)))
