"""What an ELAN tier says of all its annotations: whose they are, and from which vocabulary they are filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vignette.exchange.carried import Unreadable
from vignette.exchange.eaf import kept
from vignette.exchange.eaf.document import Document, Tier
from vignette.exchange.tiers import Name


@dataclass(frozen=True, slots=True)
class Place:
    """What a tier says of all its annotations; `values` by the id of their entry, None where words are written freely.

    `level` is the name of the vocabulary, and `what` of the tier.
    """

    person: str
    what: str
    level: str
    values: Mapping[str, str] | None
    is_of_points: bool


def places(document: Document) -> Mapping[str, Place]:
    """By the name of the tier; Unreadable where tiers hang below each other in a circle, or below what is not there."""
    people: dict[str, str] = {}
    return {name: _place(document, tier, _person(document, tier, people)) for name, tier in document.tiers.items()}


def level_of(vocabulary: str) -> str:
    ours = kept.name_in(vocabulary, kept.CODES)
    return vocabulary if ours is None else ours


def _place(document: Document, tier: Tier, person: str) -> Place:
    name, kind = Name.of(tier.id), document.kinds.get(tier.kind)
    vocabulary = document.vocabularies.get(kind.vocabulary) if kind else None
    ours = kept.name_in(tier.kind, kept.STATES, kept.POINTS)
    values = {entry: value for entry, (value, _) in vocabulary.entries.items()} if vocabulary else None
    if ours is not None:
        return Place(person, name.what, ours, values or {}, kept.name_in(tier.kind, kept.POINTS) is not None)
    what = name.what if name.person in ("", person) else tier.id
    level = level_of(kind.vocabulary) if kind else ""
    return Place(person, what.removesuffix(f"@{person}"), level, values, is_of_points=False)


def _person(document: Document, tier: Tier, people: dict[str, str]) -> str:
    """That of the tier, or of the one that it hangs below; `people` are those that are known already."""
    passed: dict[str, None] = {}
    its = tier
    while its.participant is None and its.parent and its.id not in people:
        passed[its.id] = None
        if its.parent in passed:
            raise Unreadable(f"The tier {its.id} hangs below itself; correct it in ELAN.")
        if its.parent not in document.tiers:
            raise Unreadable(f"The tier {its.id} hangs below {its.parent}, which this file does not have.")
        its = document.tiers[its.parent]
    person = people.get(its.id, Name.of(its.id).person if its.participant is None else its.participant)
    people.update(dict.fromkeys((*passed, its.id), person))
    return person
