"""The shared review: guider and client watch the reel together, and the client's words come first."""

from dataclasses import dataclass
from datetime import datetime

from vignette.domain.identity import Identity
from vignette.domain.reel import ClipId


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
class Reply:
    """What the client sends back from their phone: the moment they like best, and what they saw."""

    favourite: ClipId | None
    words: str
    at: datetime
