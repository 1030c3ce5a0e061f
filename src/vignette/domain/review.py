"""The shared review: guider and client watch the reel together, and the client's words come first."""

from dataclasses import dataclass
from datetime import datetime

from vignette.domain.identity import Identity
from vignette.domain.reel import ClipId
from vignette.domain.span import Micros


class ReviewId(Identity):
    kind = "review"
    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """What the client saw in a clip, and what the guider then said; one for each clip that was talked about."""

    clip: ClipId
    client_words: str
    guider_words: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """One watching together: what was seen and said, and what both agree to try until the next film."""

    id: ReviewId
    seen: tuple[Seen, ...] = ()
    to_try: str = ""
    held_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class VoiceNote:
    """What the client said to their phone; `length` is in microseconds."""

    length: Micros
    at: datetime


@dataclass(frozen=True, slots=True)
class Tried:
    """The client tried what was agreed; `happened` is what came of it in their words, or empty."""

    happened: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Reply:
    """What the client sends back from their phone, each part whenever they like.

    `words` say what they saw, `favourites` are the moments they like best. `at` is when the last of it came.
    """

    words: str
    favourites: frozenset[ClipId]
    voice: VoiceNote | None
    tried: Tried | None
    at: datetime
