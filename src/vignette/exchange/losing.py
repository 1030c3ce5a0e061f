"""What is lost of events while a file is written, gathered into one sentence for each kind of loss."""

from __future__ import annotations

from collections.abc import Iterator

from vignette.domain.span import SECOND
from vignette.exchange.carried import CarriedEvent
from vignette.exchange.strict import short


class LostOfEvents:
    """Counts what is lost, by what happens to it, by code and by person; remembers where it happened first."""

    def __init__(self) -> None:
        self._lost: dict[tuple[str, str, str], list[CarriedEvent]] = {}

    def note(self, event: CarriedEvent, what: str) -> None:
        """Of `event`, `what` happens to it: a predicate in the plural, such as “are left out”."""
        self._lost.setdefault((what, event.code, event.person), []).append(event)

    def sentences(self) -> Iterator[str]:
        for (what, code, person), events in self._lost.items():
            first = min(event.start for event in events) / SECOND
            whose = f" of {short(person)}" if person else ""
            yield f"Of “{short(code)}”{whose}, {len(events)} {what}; the first is at {first:.3f} s."
