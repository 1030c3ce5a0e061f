"""All figures of one coding: how often and how long, what follows what, and what becomes of what somebody begins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from vignette.counting.beginnings import beginnings_chapter, series_chapter
from vignette.counting.budgets import bins_chapter, budget_chapter, sentence
from vignette.counting.choices import Choices, Nearness, Whose
from vignette.counting.nearness import nearness_chapter, settled_nearness
from vignette.counting.sheets import sheet_of
from vignette.counting.two_sides import TwoSides, two_sides
from vignette.counting.values import Chapter, Figures, Offer, Offers, told
from vignette.domain.codebook import Codebook
from vignette.domain.coding import Record
from vignette.domain.person import Person, PersonId
from vignette.domain.work import Progress, unheard
from vignette.evidence.sequences import tabled
from vignette.evidence.sequences.budget import time_budget
from vignette.evidence.sequences.lag import lagged
from vignette.evidence.sequences.results import Transitions
from vignette.evidence.sequences.transitions import ordered, transitions
from vignette.exchange.plots.shaded import shaded

MOST_LABELS = 16
"""Codes that a drawing of what follows what has room for."""


def figured(
    records: Sequence[Record],
    books: Sequence[Codebook],
    people: Sequence[Person],
    names: Mapping[PersonId | None, str],
    choices: Choices,
    *,
    progress: Progress = unheard,
) -> str:
    """The `Figures` of the first of `records`, as JSON; a second one is that with the side of whoever begins.

    `books` are the codebooks in whose words they are, one by one.
    """
    own, labels = records[0], {each.code: each.label for each in books[0].principles}
    rows = [each for each in time_budget(own, names) if each.count]
    two = two_sides(records, books, people, names, choices.beginnings)
    near = settled_nearness(two, choices.nearness)
    chapters = [budget_chapter(rows, labels, own, names), bins_chapter(own, names, labels, choices.width)]
    progress(0.3)
    chapters += [beginnings_chapter(two), series_chapter(two), nearness_chapter(two, near)]
    progress(0.6)
    chapters += _follows(own, names)
    return told(
        Figures(
            sentences=tuple(sentence(each, labels) for each in rows),
            chapters=tuple(chapters),
            chosen=replace(choices, beginnings=two.choice, nearness=near),
            offers=_offers(two, near),
        )
    )


def _follows(record: Record, names: Mapping[PersonId | None, str]) -> list[Chapter]:
    sequences = ordered(record, names)
    found = transitions(sequences)
    if not found.labels:
        return []
    title = "What follows what"
    drawing = _shaded(title, found) if len(found.labels) <= MOST_LABELS else ""
    sheets = (
        sheet_of(title, tabled.transitions_table(found), drawing),
        sheet_of(f"{title}, against chance", tabled.lagged_table(lagged(sequences))),
    )
    return [Chapter("follows", title, sheets=sheets)]


def _shaded(title: str, found: Transitions) -> str:
    shades = [list(row) if row else [None] * len(found.labels) for row in found.chances]
    return shaded(title, found.labels, found.labels, found.counts, shades)


def _offers(two: TwoSides, near: Nearness) -> Offers:
    """What was coded of each, and what is chosen of it; also what is chosen and was not coded yet."""
    seen, choice = two.seen(), two.choice
    return Offers(
        begins=_codes(two, seen, choice.by, choice.begins or ()),
        receives=_codes(two, seen, choice.receiver, choice.receives or ()),
        takes_up=_codes(two, seen, choice.by, choice.takes_up or ()),
        turns_away=_codes(two, seen, choice.by, choice.turns_away or ()),
        given=_whose(two, seen, near.given),
        target=_whose(two, seen, near.target),
    )


def _codes(two: TwoSides, seen: Iterable[Whose], person: str, chosen: Sequence[str]) -> tuple[Offer, ...]:
    if not person:
        return ()
    codes = {code for who, code in seen if who == person} | set(chosen)
    return tuple(Offer(code, two.label(two.name(person), code), code in chosen) for code in sorted(codes))


def _whose(two: TwoSides, seen: Iterable[Whose], chosen: Whose | None) -> tuple[Offer, ...]:
    return tuple(
        Offer(f"{who}/{code}", f"{two.name(who)}: {two.label(two.name(who), code)}", (who, code) == chosen)
        for who, code in sorted(seen, key=lambda each: (two.name(each[0]), each[1]))
    )
