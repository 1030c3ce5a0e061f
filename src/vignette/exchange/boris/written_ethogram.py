"""Codes, their modifiers and what excludes what, written as the ethogram of a BORIS project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from vignette.domain.codebook import Modifier, Shape
from vignette.exchange.boris.words import (
    BETWEEN_CHOICES,
    BETWEEN_CODES,
    BETWEEN_SETS,
    ONE,
    SEVERAL,
    SHAPES,
    UNSET,
    without_key,
)
from vignette.exchange.carried import Carried, CarriedCode, CarriedEvent
from vignette.exchange.strict import short


@dataclass(frozen=True, slots=True)
class Definitions:
    """What all codings of one project define together: the first to define a thing says what it is."""

    codes: Mapping[str, CarriedCode]
    modifiers: Mapping[str, Modifier]
    exclusive: frozenset[str]

    @classmethod
    def of(cls, carried: Iterable[Carried]) -> Definitions:
        codes: dict[str, CarriedCode] = {}
        modifiers: dict[str, Modifier] = {}
        for one in carried:
            for code in one.codes:
                codes.setdefault(code.code, code)
            for modifier in one.modifiers:
                modifiers.setdefault(modifier.code, modifier)
        for code in chain.from_iterable(map(_undefined, carried)):
            codes.setdefault(code.code, code)
        return cls(codes, modifiers, frozenset[str]().union(*(one.exclusive for one in carried)))

    def sets_of(self, code: str) -> list[Modifier]:
        return [self.modifiers[each] for each in dict.fromkeys(self.codes[code].modifiers) if each in self.modifiers]

    def states(self, level: str) -> list[str]:
        return [each.code for each in self.codes.values() if each.shape is Shape.STATE and each.level == level]


def _undefined(one: Carried) -> Iterator[CarriedCode]:
    defined = {code.code for code in one.codes}
    states = {event.code for event in one.events if event.end > event.start}
    for code in dict.fromkeys(event.code for event in one.events if event.code not in defined):
        yield CarriedCode(code, Shape.STATE if code in states else Shape.POINT)


def written_ethogram(known: Definitions) -> dict[str, Any]:
    levels = dict.fromkeys(code.level for code in known.codes.values() if code.level)
    return {
        "behaviors_conf": {str(place): _behaviour(code, known) for place, code in enumerate(known.codes.values())},
        "behavioral_categories": list(levels),
        "behavioral_categories_config": {
            str(place): {"name": level, "color": ""} for place, level in enumerate(levels)
        },
    }


def _behaviour(code: CarriedCode, known: Definitions) -> dict[str, Any]:
    excludes = code.level in known.exclusive and code.shape is Shape.STATE
    return {
        "type": SHAPES[code.shape],
        "key": code.key,
        "code": code.code,
        "description": f"{_in_one_line(code.label)}\n{code.hint}" if code.hint else _in_one_line(code.label),
        "color": "",
        "category": code.level,
        "modifiers": {str(place): _set(each) for place, each in enumerate(known.sets_of(code.code))},
        "excluded": BETWEEN_CODES.join(c for c in known.states(code.level) if c != code.code) if excludes else "",
        "coding map": "",
    }


def _set(modifier: Modifier) -> dict[str, Any]:
    return {
        "name": modifier.code,
        "description": modifier.label,
        "type": SEVERAL if modifier.takes_many else ONE,
        "ask at stop": False,
        "values": list(dict.fromkeys(fitting(each, modifier) for each in modifier.values if each)),
    }


def fitting(value: str, modifier: Modifier) -> str:
    """`value` without the signs that BORIS takes for the end of a value, or for its key."""
    value = value.replace(BETWEEN_SETS, "/")
    value = value.replace(BETWEEN_CHOICES, ";") if modifier.takes_many else value
    value = value.replace(" (", " [") if without_key(value) != value else value
    return f"{value}." if value == UNSET else value


def said(event: CarriedEvent, known: Definitions) -> str:
    """The modifiers of `event` as the one text that BORIS keeps."""
    return BETWEEN_SETS.join(
        BETWEEN_CHOICES.join(fitting(each, modifier) for each in _chosen(event, modifier)) or UNSET
        for modifier in known.sets_of(event.code)
    )


def _chosen(event: CarriedEvent, modifier: Modifier) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(each for each in event.modifiers.get(modifier.code, ()) if each))
    return values if modifier.takes_many else values[:1]


def is_said_wholly(event: CarriedEvent, known: Definitions) -> bool:
    sets = {modifier.code: modifier for modifier in known.sets_of(event.code)}
    return all(code in sets and _chosen(event, sets[code]) == values for code, values in event.modifiers.items())


def losses_of_definitions(carried: Iterable[Carried], known: Definitions) -> Iterator[str]:
    for code in chain.from_iterable(map(_undefined, carried)):
        yield f"“{short(code.code)}” is coded and defined nowhere: it is written as a {code.shape}."
    for code in chain.from_iterable(one.codes for one in carried):
        if known.codes[code.code] != code:
            yield f"“{short(code.code)}” is defined in two ways: only the first is written."
    for code in known.codes.values():
        yield from _losses_of_code(code, known)
    used = {each.code for code in known.codes for each in known.sets_of(code)}
    for modifier in known.modifiers.values():
        yield from _losses_of_modifier(modifier, is_used=modifier.code in used)
    yield from _losses_of_exclusion(known)


def _losses_of_code(code: CarriedCode, known: Definitions) -> Iterator[str]:
    if "\n" in code.label:
        yield f"The label of “{short(code.code)}” has several lines: it is written in one."
    if missing := [each for each in code.modifiers if each not in known.modifiers]:
        yield f"The modifier “{short(missing[0])}” of “{short(code.code)}” is defined nowhere: it is left out."


def _losses_of_modifier(modifier: Modifier, *, is_used: bool) -> Iterator[str]:
    if not is_used:
        yield f"The modifier “{short(modifier.code)}” belongs to no code: BORIS has no place for it."
    for value in modifier.values:
        if (written := fitting(value, modifier)) != value:
            yield f"The modifier “{short(value)}” is written “{short(written)}”: BORIS reads signs in it."


def _losses_of_exclusion(known: Definitions) -> Iterator[str]:
    for level in sorted(known.exclusive):
        states = known.states(level)
        if len(states) < 2:
            yield f"That codes of the level “{short(level)}” exclude each other is lost: it has fewer than two states."
        elif any(BETWEEN_CODES in code for code in states):
            yield f"What excludes what in the level “{short(level)}” is not kept: BORIS ends a code at a comma there."


def _in_one_line(text: str) -> str:
    return " ".join(text.splitlines()) if "\n" in text else text
