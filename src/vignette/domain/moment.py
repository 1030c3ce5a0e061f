"""A moment: a short span of a film worth a look, with the reasons why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from vignette.domain.film import FilmId
from vignette.domain.identity import Identity
from vignette.domain.person import PersonId
from vignette.domain.span import MINUTE, Micros, Span

LONGEST = Micros(5 * MINUTE)
"""A moment longer than this is a film, not a moment."""


class MomentId(Identity):
    kind = "moment"
    __slots__ = ()


class Origin(StrEnum):
    SUGGESTED = "suggested"
    OWN = "own"


class Standing(StrEnum):
    """What the guider has decided about a moment."""

    OPEN = "open"
    KEPT = "kept"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Reason:
    """One checkable reason for a moment: a sentence, and the second at which to look."""

    at: Micros
    words: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A span that a named rule proposes; `confidence` is 0 to 1, `principles` are codes of the codebook.

    `caution` says in one sentence where the signals were poor, empty where they were good.
    """

    span: Span
    rule: str
    principles: tuple[str, ...]
    reasons: tuple[Reason, ...]
    confidence: float
    caution: str = ""

    def proposed(self, moment: MomentId, film: FilmId, *, codebook: str) -> Moment:
        """This suggestion as a moment of `film`, on which nobody has decided yet; `codebook` is name@version."""
        return Moment(
            id=moment,
            film=film,
            span=self.span,
            title=self.rule,
            principle=self.principles[0] if self.principles else None,
            person=None,
            origin=Origin.SUGGESTED,
            standing=Standing.OPEN,
            codebook=codebook,
            reasons=self.reasons,
            note=self.caution,
        )


@dataclass(frozen=True, slots=True)
class Moment:
    """A span of a film that somebody, or the analysis, found worth a look.

    `principle` is a code of the codebook named in `codebook` (name@version); `title` is what the rule or the guider
    calls it. A `version` counts its changes.
    """

    id: MomentId
    film: FilmId
    span: Span
    title: str
    principle: str | None
    person: PersonId | None
    origin: Origin
    standing: Standing
    codebook: str
    reasons: tuple[Reason, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        if self.span.length > LONGEST:
            raise ValueError("A moment lasts at most five minutes.")

    def kept(self) -> Moment:
        return replace(self, standing=Standing.KEPT)

    def dismissed(self) -> Moment:
        return replace(self, standing=Standing.DISMISSED)


@dataclass(frozen=True, slots=True)
class Edit:
    """One change to one moment. None means that it did not exist then."""

    id: MomentId
    before: Moment | None
    after: Moment | None

    def __post_init__(self) -> None:
        sides = [side for side in (self.before, self.after) if side is not None]
        if not sides or any(side.id != self.id for side in sides):
            raise ValueError("an edit is about one moment, on both sides")
        if len({side.film for side in sides}) > 1:
            raise ValueError("a moment stays in its film")
