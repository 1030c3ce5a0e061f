"""An ELAN file as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

# Plain tuples of words: the collector of garbage passes over them, which a file of 100 000 needs.
Aligned = tuple[str, str, str, str, str]
"""An annotation's id, its first and last time slot, its value, and the id of that in the vocabulary or nothing."""
Referring = tuple[str, str, str, str]
"""An annotation's id, the one that it says something of, its value, and the id of that in the vocabulary or nothing."""


@dataclass(slots=True)
class Tier:
    """`participant` is None where the tier does not say whose it is; `parent` is empty where it hangs below nothing."""

    id: str
    kind: str
    parent: str
    participant: str | None
    annotator: str
    aligned: list[Aligned]
    referring: list[Referring]


class Kind(NamedTuple):
    """A linguistic type: how its tiers hang below others, and the vocabulary they are filled from; each or empty."""

    constraint: str
    vocabulary: str


@dataclass(slots=True)
class Vocabulary:
    """Values and their descriptions by the id of the entry."""

    entries: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for value, _ in self.entries.values()))


@dataclass(slots=True)
class Document:
    """`media` are addresses and time origins in milliseconds; `slots` are in their order, None where they have no time.

    `losses` are sentences.
    """

    version: str = ""
    author: str = ""
    media: list[tuple[str, int]] = field(default_factory=list)
    properties: list[tuple[str, str]] = field(default_factory=list)
    slots: dict[str, int | None] = field(default_factory=dict)
    tiers: dict[str, Tier] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)
    vocabularies: dict[str, Vocabulary] = field(default_factory=dict)
    losses: dict[str, None] = field(default_factory=dict)

    def loses(self, sentence: str) -> None:
        self.losses[sentence] = None
