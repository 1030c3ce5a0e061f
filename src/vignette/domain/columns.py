"""Many events at once: of thousands that are only passed on, no event has to be made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from vignette.domain.coding import Event, EventId
from vignette.domain.person import PersonId
from vignette.domain.span import Micros


@dataclass(frozen=True, slots=True)
class Extra:
    """What is said more closely of an event: by each modifier's code what was chosen of it, and a note."""

    modifiers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    note: str = ""


PLAIN = Extra()


@dataclass(frozen=True, slots=True)
class Columns:
    """Events in the order of time, column by column; iterating gives each as an `Event`.

    Shape of every column: (events,). `ids` and `people` are identities as `str()` gives them; a person is None for
    what belongs to both. `extras` are those of the few events that have any, by the event's place.
    """

    ids: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    people: tuple[str | None, ...] = ()
    starts: tuple[Micros, ...] = ()
    ends: tuple[Micros, ...] = ()
    extras: Mapping[int, Extra] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[Event]:
        people = {None: None} | {each: PersonId.parse(each) for each in set(self.people) if each is not None}
        its = zip(self.ids, self.codes, self.people, self.starts, self.ends, strict=True)
        for place, (which, code, person, start, end) in enumerate(its):
            extra = self.extras.get(place, PLAIN)
            yield Event(EventId.parse(which), code, people[person], start, end, extra.modifiers, extra.note)
