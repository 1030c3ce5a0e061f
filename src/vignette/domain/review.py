"""The shared review: guider and client watch the reel together, and the client's words come first."""

from dataclasses import dataclass
from datetime import datetime

from vignette.domain.errors import NotAllowed
from vignette.domain.identity import Identity
from vignette.domain.playhead import Side
from vignette.domain.reel import ClipId
from vignette.domain.span import Micros


class ReviewId(Identity):
    kind = "review"
    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """What the client saw in a clip, and what the guider then said; one for each clip that was talked about.

    `said_nothing` where the client was asked and had nothing to say. `named_first` is who first named what can be
    seen, None where nobody said who. `runs` is how often the clip was begun in the review.
    """

    clip: ClipId
    client_words: str
    guider_words: str = ""
    said_nothing: bool = False
    named_first: Side | None = None
    runs: int = 0


def admit_note(seen: Seen) -> None:
    """Raise NotAllowed where the guider's view would come before the client's."""
    if seen.guider_words and not seen.client_words and not seen.said_nothing:
        raise NotAllowed("Ask first: write down what the client saw, or that they said nothing, and then your view.")


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment that the client marked: `after` the beginning of its clip in the reel."""

    clip: ClipId
    after: Micros


@dataclass(frozen=True, slots=True)
class Trial:
    """What both agree to try until the next film; None for `was_tried` until somebody told, then what happened."""

    planned: str
    was_tried: bool | None = None
    happened: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """One watching together: what was seen and said, what was marked, and what to try until the next film.

    `began_at` is when the reel was first played, `held_at` when the review was said to be finished; `is_apart` where
    the client watched on a screen of their own.
    """

    id: ReviewId
    seen: tuple[Seen, ...] = ()
    trial: Trial = Trial("")
    marks: tuple[Mark, ...] = ()
    began_at: datetime | None = None
    held_at: datetime | None = None
    is_apart: bool = False

    @property
    def to_try(self) -> str:
        return self.trial.planned


@dataclass(frozen=True, slots=True)
class VoiceNote:
    """What the client said to their phone; `length` is in microseconds."""

    length: Micros
    at: datetime


@dataclass(frozen=True, slots=True)
class Reply:
    """What the client sends back from their phone, each part whenever they like.

    `words` say what they saw, `favourites` are the moments they like best. `at` is when the last of it came.
    """

    words: str
    favourites: frozenset[ClipId]
    voice: VoiceNote | None
    at: datetime
