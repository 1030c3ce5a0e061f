"""A coding written as an .opf: a column for each code, a cell for each event, and one column about it all."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from vignette.domain.codebook import Modifier, Shape
from vignette.exchange.carried import Carried, CarriedCode, CarriedEvent
from vignette.exchange.datavyu.about import rows_about
from vignette.exchange.datavyu.project import written_project
from vignette.exchange.datavyu.words import (
    ABOUT,
    BETWEEN_CHOICES,
    ESCAPED,
    LONGEST,
    NOTE,
    OURS,
    PERSON,
    VALUE,
    clock,
    rounded,
)
from vignette.exchange.losing import LostOfEvents
from vignette.exchange.strict import short

_LONGEST_NAME = 250
_NO_TIME = "00:00:00:000,00:00:00:000"
_BLANKS = "".join(map(chr, range(33)))
_WRITTEN_ON = (1980, 1, 1, 0, 0, 0)
"""The same coding makes the same bytes: the day in the packing says nothing."""


def write_opf(carried: Carried) -> bytes:
    """An .opf that Datavyu 1.3 and later opens; `lost_in_opf` says what does not come along."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as into:
        for name, text in (("project", written_project(carried.title)), ("db", "\n".join(_db(carried)) + "\n")):
            member = zipfile.ZipInfo(name, _WRITTEN_ON)
            member.compress_type = zipfile.ZIP_DEFLATED
            into.writestr(member, text.encode())
    return packed.getvalue()


def lost_in_opf(carried: Carried) -> tuple[str, ...]:
    """What of `carried` an .opf cannot hold or Datavyu cannot show, a sentence each."""
    plan = _Plan.of(carried)
    lost = LostOfEvents()
    for event in carried.events:
        for what in plan.losses(event):
            lost.note(event, what)
    return (*_losses_of_definitions(carried, plan), *lost.sentences())


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which column holds each code, and which code of a cell each modifier."""

    codes: Mapping[str, CarriedCode]
    columns: Mapping[str, str]
    modifiers: Mapping[str, Modifier]
    names: Mapping[str, str]

    @classmethod
    def of(cls, one: Carried) -> _Plan:
        states = {event.code for event in one.events if event.end > event.start}
        codes: dict[str, CarriedCode] = {}
        for code in one.codes:
            codes.setdefault(code.code, code)
        for event in one.events:
            codes.setdefault(event.code, CarriedCode(event.code, Shape.STATE if event.code in states else Shape.POINT))
        modifiers: dict[str, Modifier] = {}
        for modifier in one.modifiers:
            modifiers.setdefault(modifier.code, modifier)
        return cls(codes, _names(codes, taken={OURS}), modifiers, _names(modifiers, taken={PERSON, NOTE}))

    def of_code(self, code: CarriedCode) -> list[Modifier]:
        return [self.modifiers[each] for each in dict.fromkeys(code.modifiers) if each in self.modifiers]

    def losses(self, event: CarriedEvent) -> Iterator[str]:
        if not _fits(event):
            yield "lie outside of what Datavyu can count and are left out"
        elif (rounded(event.start), rounded(event.end)) != (event.start, event.end):
            yield "are moved to the nearest millisecond"
        said = {modifier.code: _said(event, modifier) for modifier in self.of_code(self.codes[event.code])}
        if any(
            BETWEEN_CHOICES.join(values) != said.get(each) or not values for each, values in event.modifiers.items()
        ):
            yield "have modifiers that Datavyu cannot hold, which are left out"
        texts = (event.note, event.person, *said.values())
        if any("\r" in text for text in texts):
            yield "have ends of lines of a kind that Datavyu changes"
        if any(text.strip(_BLANKS) != text for text in texts):
            yield "have words that begin or end with blanks, which Datavyu takes away"


def _names(wanted: Iterable[str], *, taken: set[str]) -> dict[str, str]:
    """A name for each that Datavyu takes: letters, digits and underscores, beginning with a letter, none twice."""
    names: dict[str, str] = {}
    for each in wanted:
        plain = re.sub(r"[^A-Za-z0-9_]", "_", each)[:_LONGEST_NAME]
        plain = plain if plain[:1].isalpha() else f"c_{plain}"
        name, again = plain, 2
        while name in taken:
            name, again = f"{plain}_{again}", again + 1
        taken.add(name)
        names[each] = name
    return names


def _db(one: Carried) -> Iterator[str]:
    plan = _Plan.of(one)
    by_code: dict[str, list[CarriedEvent]] = {}
    for event in one.events:
        by_code.setdefault(event.code, []).append(event)
    yield "#4"
    yield f"{OURS} (MATRIX,false,)-{ABOUT}|NOMINAL,{VALUE}|TEXT"
    defined = replace(one, codes=tuple(plan.codes.values()), modifiers=tuple(plan.modifiers.values()))
    for row in rows_about(defined, plan.columns, plan.names):
        yield f"{_NO_TIME},({','.join(map(_escaped, row))})"
    for code in plan.codes.values():
        modifiers = plan.of_code(code)
        named = "".join(f"{plan.names[each.code]}|NOMINAL," for each in modifiers)
        yield f"{plan.columns[code.code]} (MATRIX,true,)-{PERSON}|NOMINAL,{named}{NOTE}|TEXT"
        yield from _cells(by_code.get(code.code, ()), modifiers)


def _cells(events: Iterable[CarriedEvent], modifiers: Sequence[Modifier]) -> Iterator[str]:
    for event in sorted(filter(_fits, events), key=lambda event: (event.start, event.end)):
        values = (event.person, *(_said(event, each) for each in modifiers), event.note)
        yield f"{clock(event.start)},{clock(event.end)},({','.join(map(_escaped, values))})"


def _fits(event: CarriedEvent) -> bool:
    return 0 <= event.start <= event.end <= LONGEST


def _said(event: CarriedEvent, modifier: Modifier) -> str:
    values = event.modifiers.get(modifier.code, ())
    fitting = [each for each in values if each and not (modifier.takes_many and BETWEEN_CHOICES in each)]
    return BETWEEN_CHOICES.join(fitting if modifier.takes_many else fitting[:1])


def _escaped(text: str) -> str:
    one_kind = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(f"\\{each}" if each in ESCAPED else each for each in one_kind)


def _losses_of_definitions(one: Carried, plan: _Plan) -> Iterator[str]:
    for code in plan.codes.values():
        if plan.columns[code.code] != code.code:
            yield f"“{short(code.code)}” is called {plan.columns[code.code]} in Datavyu, which allows no other signs."
        if missing := [each for each in code.modifiers if each not in plan.modifiers]:
            yield f"The modifier “{short(missing[0])}” of “{short(code.code)}” is defined nowhere: it is left out."
    defined = {code.code for code in one.codes}
    for code in plan.codes.values():
        if code.code not in defined:
            yield f"“{short(code.code)}” is coded and defined nowhere: it is written as a {code.shape}."
    if len(defined) < len(one.codes) or len(plan.modifiers) < len(one.modifiers):
        yield "A code or a modifier is defined twice: only the first is written."
    if one.films:
        yield "Datavyu does not open the films by itself: choose them there; their names are in the hidden column."
