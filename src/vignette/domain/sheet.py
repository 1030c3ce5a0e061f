"""The events of a coding as they stand after every deed, whoever did it, and what was said otherwise of some."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from vignette.domain.coding import Deed, Event, EventId
from vignette.domain.identity import AccountId


@dataclass(frozen=True, slots=True)
class Rival:
    """Another version of an event, by `coder`: None where they took it away. It waits until somebody has chosen."""

    event: EventId
    version: Event | None
    coder: AccountId


@dataclass(frozen=True, slots=True)
class Sheet:
    """The events of a coding as they stand, by their identity, and what was said otherwise of some of them.

    Both versions of an event that two people changed are kept: neither is lost because the other came last.
    """

    events: Mapping[EventId, Event] = field(default_factory=dict)
    rivals: tuple[Rival, ...] = ()

    def after(self, deed: Deed, coder: AccountId) -> Sheet:
        """This sheet once `coder` has done `deed`: change by change, and beside what stands where that had changed.

        What gives way to something that is not as the deed found it stays: else both were gone where two people each
        keep the other one. What was to be kept then waits for a choice.
        """
        events, taken_back = dict(self.events), self._taken_back(deed, coder)
        settled = {each.event for each in taken_back}
        rivals = [each for each in self.rivals if each not in taken_back]
        missing = [each for each in deed.changes if not each.fits(events.get(each.event))]
        for change in deed.changes:
            now = events.get(change.event)
            if change.keeps or now == change.after or change.event in settled:
                continue
            lost = [each for each in missing if change.rests_on(each)]
            rivals += [Rival(each.event, each.after, coder) for each in lost if each.keeps]
            if now != change.before:
                rivals += [] if lost and change.after is None else [Rival(change.event, change.after, coder)]
            elif lost:
                continue
            elif change.after is None:
                del events[change.event]
            else:
                events[change.event] = change.after
        return replace(self, events=events, rivals=_waiting(rivals, events))

    def _taken_back(self, deed: Deed, coder: AccountId) -> list[Rival]:
        """What of this coder's waits for a choice, and waits no longer since it is taken back by `deed`."""
        if deed.undoes is None:
            return []
        own = [Rival(each.event, each.before, coder) for each in deed.changes]
        return [each for each in self.rivals if each in own]


def _waiting(rivals: Iterable[Rival], events: Mapping[EventId, Event]) -> tuple[Rival, ...]:
    """Each of `rivals` once, without those that are what stands by now."""
    found: list[Rival] = []
    for each in rivals:
        if each not in found and each.version != events.get(each.event):
            found.append(each)
    return tuple(found)
