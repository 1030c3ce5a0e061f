"""The ethogram of a BORIS project, read: behaviours, their modifiers, and which exclude each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from vignette.domain.codebook import Modifier, Shape
from vignette.exchange.boris.words import BETWEEN_CODES, EXTERNAL, NUMERIC, ONE, SEVERAL, without_key
from vignette.exchange.carried import CarriedCode, Unreadable
from vignette.exchange.strict import listing, mapping, number, short, words


@dataclass(frozen=True, slots=True)
class Ethogram:
    """`sets` name, for each code, the modifier of each set of BORIS in order; None where it has no place here."""

    codes: tuple[CarriedCode, ...]
    modifiers: tuple[Modifier, ...]
    exclusive: frozenset[str]
    sets: Mapping[str, tuple[Modifier | None, ...]]
    losses: tuple[str, ...]


def ethogram_of(project: Mapping[str, Any]) -> Ethogram:
    behaviours = [_Behaviour.of(each) for each in mapping(project["behaviors_conf"], "the ethogram").values()]
    for code, times in Counter(each.code for each in behaviours).items():
        if times > 1:
            raise Unreadable(f"The ethogram defines “{short(code)}” twice, and nobody can tell which is meant.")
    modifiers, sets = _modifiers(behaviours)
    codes = tuple(each.carried(sets[each.code]) for each in behaviours)
    exclusive = _exclusive(behaviours)
    return Ethogram(codes, modifiers, exclusive, sets, tuple(_losses(project, behaviours, exclusive)))


@dataclass(frozen=True, slots=True)
class _Set:
    name: str
    label: str
    kind: int
    values: tuple[str, ...]
    asked_at_stop: bool

    @classmethod
    def of(cls, entry: object, position: int) -> _Set:
        table = mapping(entry, "a set of modifiers")
        return cls(
            name=words(table.get("name", ""), "the name of a set of modifiers") or f"set #{position + 1}",
            label=words(table.get("description", ""), "the description of a set of modifiers"),
            kind=round(number(table.get("type", ONE), "the kind of a set of modifiers")),
            values=tuple(words(each, "a modifier") for each in listing(table.get("values", []), "the modifiers")),
            asked_at_stop=bool(table.get("ask at stop", False)),
        )

    @property
    def is_chosen(self) -> bool:
        return self.kind in (ONE, SEVERAL)

    def modifier(self, code: str) -> Modifier:
        values = dict.fromkeys(without_key(each) for each in self.values)
        return Modifier(code, self.label, tuple(values), takes_many=self.kind == SEVERAL)


@dataclass(frozen=True, slots=True)
class _Behaviour:
    code: str
    shape: Shape
    key: str
    description: str
    category: str
    excluded: frozenset[str]
    sets: tuple[_Set, ...]
    extras: frozenset[str]

    @classmethod
    def of(cls, entry: object) -> _Behaviour:
        table = mapping(entry, "a behaviour of the ethogram")
        kind, code = (words(table.get(part), f"the {part} of a behaviour") for part in ("type", "code"))
        if not code:
            raise Unreadable("The ethogram defines a behaviour without a code: name it in BORIS first.")
        key, description, category, excluded = (
            words(table.get(part) or "", f"“{part}” of a behaviour")
            for part in ("key", "description", "category", "excluded")
        )
        return cls(
            code=code,
            shape=_shape(kind),
            key=key,
            description=description,
            category=category,
            excluded=frozenset(each for each in excluded.split(BETWEEN_CODES) if each),
            sets=_sets(table.get("modifiers") or {}),
            extras=frozenset(part for part in ("color", "coding map") if table.get(part)),
        )

    def carried(self, sets: Sequence[Modifier | None]) -> CarriedCode:
        label, _, hint = self.description.partition("\n")
        named = tuple(each.code for each in sets if each is not None)
        return CarriedCode(self.code, self.shape, label, hint, self.key, self.category, named)


def _shape(kind: str) -> Shape:
    for shape in Shape:
        if kind.lower().startswith(shape):
            return shape
    raise Unreadable(f"The ethogram has a behaviour that is neither point nor state but “{short(kind)}”.")


def _sets(entry: object) -> tuple[_Set, ...]:
    if isinstance(entry, str):  # before BORIS 4: “weak,strong|left,right”
        table: Mapping[str, Any] = {
            str(position): {"values": each.split(",")} for position, each in enumerate(entry.split("|"))
        }
    else:
        table = mapping(entry, "the modifiers of a behaviour")
    if not all(each.isascii() and each.isdigit() and len(each) < 4 for each in table):
        raise Unreadable("The file is damaged or not what it seems: the sets of modifiers are not numbered.")
    return tuple(_Set.of(table[each], int(each)) for each in sorted(table, key=int))


def _modifiers(
    behaviours: Sequence[_Behaviour],
) -> tuple[tuple[Modifier, ...], dict[str, tuple[Modifier | None, ...]]]:
    known: dict[str, Modifier] = {}
    sets = {}
    for behaviour in behaviours:
        own: list[Modifier | None] = []
        for each in behaviour.sets:
            own.append(_placed(each, behaviour.code, known, own) if each.is_chosen else None)
        sets[behaviour.code] = tuple(own)
    return tuple(known.values()), sets


def _placed(found: _Set, behaviour: str, known: dict[str, Modifier], own: Sequence[Modifier | None]) -> Modifier:
    """The modifier of this set: one of the same name where it says the same, else one with a name of its own."""
    taken = {each.code for each in own if each}
    name = found.name
    while name in taken or known.get(name, found.modifier(name)) != found.modifier(name):
        name = f"{found.name} ({behaviour})" if name == found.name else f"{name} again"
    return known.setdefault(name, found.modifier(name))


def _exclusive(behaviours: Sequence[_Behaviour]) -> frozenset[str]:
    """The categories of which every state excludes every other, and of which there are two at least."""
    states = _states(behaviours)
    return frozenset(
        category
        for category, members in states.items()
        if len(members) > 1 and all(b.code in a.excluded for a, b in permutations(members, 2))
    )


def _states(behaviours: Sequence[_Behaviour]) -> dict[str, list[_Behaviour]]:
    states: dict[str, list[_Behaviour]] = {}
    for each in behaviours:
        if each.shape is Shape.STATE:
            states.setdefault(each.category, []).append(each)
    return states


def _losses(project: Mapping[str, Any], behaviours: Sequence[_Behaviour], exclusive: frozenset[str]) -> Iterator[str]:
    yield from _loose_exclusions(behaviours, exclusive)
    for behaviour in behaviours:
        for each in behaviour.sets:
            yield from _losses_of_set(each, behaviour.code)
    if any("color" in each.extras for each in behaviours):
        yield "The colours of behaviours have no place here."
    if mapped := [each.code for each in behaviours if "coding map" in each.extras]:
        yield f"The coding maps of {_named(mapped)} have no place here."
    categories = listing(project.get("behavioral_categories") or [], "the categories")
    used = {each.category for each in behaviours}
    if unused := [each for each in categories if words(each, "a category") not in used]:
        yield f"Categories without a behaviour are left out: {_named(unused)}."


def _loose_exclusions(behaviours: Sequence[_Behaviour], exclusive: frozenset[str]) -> Iterator[str]:
    category_of = {each.code: each.category for each in behaviours if each.shape is Shape.STATE}
    for each in behaviours:
        inside = {other for other in each.excluded if category_of.get(other) == each.category}
        loose = each.excluded - (inside if each.category in exclusive and each.shape is Shape.STATE else set())
        if loose - {each.code}:
            yield (
                f"That “{short(each.code)}” excludes {_named(sorted(loose - {each.code}))} has no place here: only "
                "whole categories exclude."
            )


def _losses_of_set(found: _Set, behaviour: str) -> Iterator[str]:
    what = f"“{short(found.name)}” of “{short(behaviour)}”"
    if found.kind == NUMERIC:
        yield f"The numbers given as {what} have no place here."
    elif found.kind == EXTERNAL:
        yield f"The values taken from other data as {what} have no place here."
    elif not found.is_chosen:
        yield f"The modifiers {what} are of a kind that has no place here."
    if found.is_chosen and any(each != without_key(each) for each in found.values):
        yield f"The keys of the modifiers {what} have no place here."
    if found.asked_at_stop:
        yield f"That {what} is asked at the end of a state has no place here."


def _named(names: Sequence[str]) -> str:
    shown = ", ".join(f"“{short(each)}”" for each in names[:5])
    return shown if len(names) <= 5 else f"{shown} and {len(names) - 5} more"
