"""What a TextGrid carries.

A tier is a code, of the person before the @ in its name: "Mother@smile". Each labelled interval, and each point, is an
event of it, and the label its note where it says something else than the code. A tier whose name goes on, as in
"Mother@smile@1@how", says by the same intervals or points how the events of "Mother@smile" were.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vignette.domain.codebook import Modifier, Shape
from vignette.domain.span import Micros
from vignette.exchange.carried import Carried, CarriedCode, CarriedEvent, CarriedFilm
from vignette.exchange.textgrid.grid import Grid, GridTier, parsed
from vignette.exchange.textgrid.words import parts
from vignette.exchange.tiers import Name, union


def read_textgrid(content: bytes) -> Carried:
    """The events in `content`, a TextGrid of any of Praat's forms, in order of their start and end, then of the tiers.

    The one film has no name, and the length of the grid. Unreadable where it is no TextGrid, is larger than `LARGEST`,
    or is not complete.
    """
    grid = parsed(content)
    losses = [grid.guessed] if grid.guessed else []
    own, below = _sorted_out(grid)
    events = [event for each in own for event in _events(each, below.get(each.name, []), losses)]
    if early := sum(event.start < 0 for event in events):
        losses.append(f"What begins before the film does is left out: {early}.")
    return Carried(
        title="",
        coder="",
        codebook="",
        films=(CarriedFilm("", length=Micros(max(0, grid.end))),),
        people=union(each.name.person for each in own if each.name.person),
        codes=tuple(_codes(own, events)),
        events=tuple(sorted((e for e in events if e.start >= 0), key=lambda event: (event.start, event.end))),
        modifiers=tuple(_modifiers(events)),
        losses=tuple(losses),
    )


class _Tier(NamedTuple):
    name: Name
    tier: GridTier


def _sorted_out(grid: Grid) -> tuple[list[_Tier], dict[Name, list[_Tier]]]:
    """Tiers of events, and by the name of each those that say more of them."""
    every = [_Tier(Name.of(tier.name), tier) for tier in grid.tiers]
    names = {each.name for each in every}
    own: list[_Tier] = []
    below: dict[Name, list[_Tier]] = {}
    for each in every:
        above = each.name._replace(more="")
        if each.name.more and above in names:
            below.setdefault(above, []).append(each)
        else:
            own.append(each)
    return own, below


def _events(tier: _Tier, below: Iterable[_Tier], losses: list[str]) -> Iterator[CarriedEvent]:
    code, marks = tier.name.what, tier.tier.marks
    said: dict[tuple[int, int], dict[str, tuple[str, ...]]] = {
        (mark.start, mark.end): {} for mark in marks if mark.text or tier.tier.is_of_points
    }
    for each in below:
        strays = 0
        for mark in each.tier.marks:
            if mark.text and (mark.start, mark.end) in said:
                said[mark.start, mark.end][each.name.more] = parts(mark.text)
            else:
                strays += bool(mark.text)
        if strays:
            losses.append(f"What the tier {each.tier.name} says where nothing was coded is left out: {strays}.")
    for mark in marks:
        if mark.text or tier.tier.is_of_points:
            note = "" if mark.text == code else mark.text
            modifiers = said[mark.start, mark.end]
            yield CarriedEvent(code, tier.name.person, Micros(mark.start), Micros(mark.end), modifiers, note)


def _codes(own: Iterable[_Tier], events: Iterable[CarriedEvent]) -> Iterator[CarriedCode]:
    states = {event.code for event in events if event.end > event.start}
    closer: dict[str, dict[str, None]] = {}
    for event in events:
        closer.setdefault(event.code, {}).update(dict.fromkeys(event.modifiers))
    tiers = list(own)
    states.update(each.name.what for each in tiers if not each.tier.is_of_points)
    for code in sorted({each.name.what for each in tiers}):
        shape = Shape.STATE if code in states else Shape.POINT
        yield CarriedCode(code, shape, label=code, modifiers=tuple(closer.get(code, ())))


def _modifiers(events: Iterable[CarriedEvent]) -> Iterator[Modifier]:
    values: dict[str, dict[str, None]] = {}
    several = set()
    for event in events:
        for name, chosen in event.modifiers.items():
            values.setdefault(name, {}).update(dict.fromkeys(chosen))
            if len(chosen) > 1:
                several.add(name)
    for name, known in values.items():
        yield Modifier(name, name, tuple(known), name in several)
