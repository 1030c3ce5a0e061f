"""All that is known of one film when moments are sought in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vignette.domain.observation import Role
from vignette.domain.span import Micros, Span
from vignette.domain.track import Signal
from vignette.signals.chronicle import Chronicle
from vignette.signals.runs import share_seen
from vignette.signals.settings import Settings
from vignette.signals.tracks import Signals, best_seen_pair
from vignette.signals.words import called


@dataclass(frozen=True, eq=False, slots=True)
class Scene:
    """A film of `length`, its people from left to right, what happened in it, and the tracks.

    `tracks` are by who they are of, as `by_person` sorts them; the room's own under the empty name. `roles` are those
    of `people`; none at all where nothing is known of them.
    """

    length: Micros
    people: tuple[str, ...]
    happened: Chronicle
    tracks: Mapping[str, Signals]
    settings: Settings
    roles: tuple[Role, ...] = ()

    def role(self, who: str) -> Role:
        """What somebody is to the other, where that is known."""
        return dict(zip(self.people, self.roles, strict=False)).get(who, Role.UNKNOWN)

    def called(self, who: str) -> str:
        """How somebody is spoken of."""
        return called(who, self.people, self.roles)

    def share_seen(self, who: str, span: Span) -> float:
        """The share of `span`, 0 to 1, in which this person's face was in sight; 1 for a voice without a face."""
        return share_seen(self.tracks[who][Signal.FACE_X], span) if who in self.people else 1.0

    @property
    def pair(self) -> tuple[str, ...]:
        """The two people between whom looks and smiles were compared; empty where there are not two."""
        return best_seen_pair({who: self.tracks[who] for who in self.people}) or ()
