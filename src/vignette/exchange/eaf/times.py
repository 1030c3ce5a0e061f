"""When annotations begin and end, also those between time slots that have no time of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vignette.domain.span import MILLISECOND
from vignette.exchange.carried import Unreadable
from vignette.exchange.eaf.document import Document, Tier


def times(document: Document) -> Mapping[str, int]:
    """Microseconds by the id of the time slot.

    Slots without a time divide evenly what lies between their neighbours: those along a chain of annotations of one
    tier, and where that has no end, those in the order of all slots. Unreadable where no slot has a time.
    """
    at = {name: time * MILLISECOND for name, time in document.slots.items() if time is not None}
    if len(at) < len(document.slots):
        for tier in document.tiers.values():
            for chain in _chains(tier):
                _spread(chain, at)
        every = list(document.slots)
        known = [name for name in every if name in at]
        if not known:
            raise Unreadable("No annotation of this file has a time; align one of them in ELAN.")
        _spread(every, at)
        at.update(dict.fromkeys(every[: every.index(known[0])], at[known[0]]))
        at = {name: at.get(name, at[known[-1]]) for name in every}
    return at


def _chains(tier: Tier) -> Iterator[list[str]]:
    """Slots one after the other, as long as each annotation begins where the one before it ends."""
    chain: list[str] = []
    for _, first, last, _, _ in tier.aligned:
        if not chain or chain[-1] != first:
            yield chain
            chain = [first]
        chain.append(last)
    yield chain


def _spread(chain: Sequence[str], at: dict[str, int]) -> None:
    """Give a time to those of `chain` that have none and lie between two that have one."""
    before = None
    for place, name in enumerate(chain):
        if name not in at:
            continue
        if before is not None and place - before > 1:
            start, length = at[chain[before]], at[name] - at[chain[before]]
            for between in range(before + 1, place):
                at[chain[between]] = start + length * (between - before) // (place - before)
        before = place
