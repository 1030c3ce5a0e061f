"""What hangs below ELAN's annotations by reference: modifiers, and words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from vignette.domain.codebook import Modifier
from vignette.exchange.carried import Unreadable
from vignette.exchange.eaf import kept
from vignette.exchange.eaf.document import Document, Referring, Tier
from vignette.exchange.eaf.places import Place
from vignette.exchange.tiers import union


@dataclass(slots=True)
class More:
    """What hangs below one annotation; `said` are the words of tiers that are called by a name of their own."""

    chosen: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    said: dict[str, list[str]] = field(default_factory=dict)

    @property
    def modifiers(self) -> Mapping[str, tuple[str, ...]]:
        return {name: tuple(values) for name, values in self.chosen.items()}

    def note(self, before: str) -> str:
        said = (f"{name}: {' '.join(words)}" for name, words in self.said.items())
        return "\n".join(filter(None, (before, *self.notes, *said)))


class Below:
    """`more` is what hangs below annotations with a time, by their id; `modifiers` is what can be said in this way.

    `known` are modifiers that are described already. Unreadable where annotations refer to each other in a circle.
    """

    def __init__(self, document: Document, places: Mapping[str, Place], known: Iterable[Modifier]) -> None:
        self.more: dict[str, More] = {}
        self._modifiers = {each.code: each for each in known}
        self._values: dict[str, dict[str, None]] = {}
        self._several: set[str] = set()
        above = {id_: to for tier in document.tiers.values() for id_, to, _, _ in tier.referring}
        owners: dict[str, str] = {}
        for name, tier in document.tiers.items():
            if tier.referring and tier.parent in document.tiers:
                _tell_depth(document, document.tiers[tier.parent])
            for each in tier.referring:
                its = self.more.setdefault(_owner(each[0], above, owners), More())
                self._add(its, tier, places[name], each, _is_subdivided(document, tier))

    @property
    def modifiers(self) -> tuple[Modifier, ...]:
        for name, values in self._values.items():
            its = self._modifiers.get(name) or Modifier(name, name, ())
            several = its.takes_many or name in self._several
            self._modifiers[name] = replace(its, values=union(its.values, values), takes_many=several)
        return tuple(self._modifiers.values())

    def _add(self, its: More, tier: Tier, place: Place, each: Referring, is_subdivided: bool) -> None:
        _, _, words, entry = each
        ours = kept.name_in(tier.kind, kept.MODIFIER, kept.MODIFIERS)
        if tier.kind == kept.NOTE:
            its.notes.append(words)
        elif ours is None and place.values is None:
            its.said.setdefault(tier.kind, []).append(words)
        elif value := (place.values or {}).get(entry, words):
            name = tier.kind if ours is None else ours
            chosen = its.chosen.setdefault(name, [])
            chosen.append(value)
            known = self._values.get(name)
            if known is None:
                known = self._values[name] = dict.fromkeys((place.values or {}).values())
            known[value] = None
            if is_subdivided or len(chosen) > 1:
                self._several.add(name)


def _is_subdivided(document: Document, tier: Tier) -> bool:
    kind = document.kinds.get(tier.kind)
    return kind is not None and kind.constraint == "Symbolic_Subdivision"


def _tell_depth(document: Document, above: Tier) -> None:
    if above.referring:
        document.loses(
            f"To which annotation of the tier {above.id} something belongs is left out; it is kept with what that"
            " annotation belongs to."
        )


def _owner(id_: str, above: Mapping[str, str], owners: dict[str, str]) -> str:
    """The id of the annotation with a time to which `id_` belongs in the end; refuses circles."""
    passed: dict[str, None] = {}
    its = id_
    while its in above and its not in owners:
        if its in passed:
            raise Unreadable(f"The annotation {id_} refers to itself; correct it in ELAN.")
        passed[its] = None
        its = above[its]
    its = owners.get(its, its)
    owners.update(dict.fromkeys(passed, its))
    return its
