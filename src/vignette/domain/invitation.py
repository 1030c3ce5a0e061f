"""A client's way to a reel: a link that is theirs alone, ends by itself, and can be ended at once."""

from dataclasses import dataclass
from datetime import datetime

from vignette.domain.identity import Identity


class InvitationId(Identity):
    kind = "invitation"
    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Invitation:
    """Leave to watch one reel until a day; `stopped_by_client` says who ended it early."""

    id: InvitationId
    made_at: datetime
    until: datetime
    opened_at: datetime | None = None
    ended_at: datetime | None = None
    stopped_by_client: bool = False

    def holds(self, at: datetime) -> bool:
        return self.ended_at is None and at < self.until
