"""How often and how long, over the whole film and part by part of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from operator import attrgetter

from vignette.counting.choices import fitting_width
from vignette.counting.sheets import MOST_ROWS, MOST_SCENES, sheet_of, to_be_seen
from vignette.counting.values import Chapter, Scene
from vignette.counting.words import percent, times
from vignette.domain.coding import Event, Record
from vignette.domain.person import PersonId
from vignette.domain.span import MINUTE, SECOND, Micros
from vignette.evidence.sequences import tabled
from vignette.evidence.sequences.budget import binned_budget
from vignette.evidence.sequences.results import BinnedBudget, Budget
from vignette.exchange.drawing import short_clock
from vignette.exchange.plots.bars import Bar, bars
from vignette.exchange.plots.strips import Lane, Piece, along

MOST_LANES = 40
"""Strips that a drawing has room for."""
FIRST = 5
"""Bouts of one code that can be looked at beside its number."""
MOST_TOLD = 5
"""Codes of which it is said where they are fullest: those that take up most."""
READ = "In parts of {part}: a number is the part of the time in percent, or how often where it has no length."
Labels = Mapping[str, str]


def sentence(row: Budget, labels: Labels) -> str:
    share = row.share.value
    rest = f", {percent(share)} of the time" if share is not None else ""
    return f"{row.person}: “{labels.get(row.code, row.code)}” {times(row.count)}{rest}."


def budget_chapter(
    rows: Sequence[Budget], labels: Labels, record: Record, names: Mapping[PersonId | None, str]
) -> Chapter:
    title = "How often and how long"
    shown = [
        Bar(f"{row.person}: {labels.get(row.code, row.code)}", row.share.value, _share(row)) for row in rows[:MOST_ROWS]
    ]
    drawing = bars("How much of the time", shown) if rows else ""
    sheet, many = sheet_of(title, tabled.budget_table(rows), drawing), sum(row.count for row in rows)
    return Chapter("budget", title, sheets=(sheet,), scenes=_first_of_each(record, names, labels), many=many)


def _first_of_each(record: Record, names: Mapping[PersonId | None, str], labels: Labels) -> tuple[Scene, ...]:
    """The film behind each number: the first few bouts of every person and code."""
    found: dict[tuple[str, str], list[Event]] = {}
    for each in sorted(record.events, key=attrgetter("start")):
        found.setdefault((names.get(each.person, ""), each.code), []).append(each)
    told = (
        Scene(to_be_seen(each.start, each.end), f"{who}: {labels.get(code, code)}, {place} of {len(its)}")
        for (who, code), its in sorted(found.items())
        for place, each in enumerate(its[:FIRST], 1)
    )
    return tuple(islice(told, MOST_SCENES))


def _share(row: Budget) -> str:
    return times(row.count) if row.share.value is None else f"{percent(row.share.value)}, {times(row.count)}"


def bins_chapter(record: Record, names: Mapping[PersonId | None, str], labels: Labels, width: Micros | None) -> Chapter:
    """The film in parts of `width`, None for what fits its length."""
    title, part = "What happens when", width or fitting_width(record.stretches)
    rows = binned_budget(record, names, width=part)
    lanes: dict[tuple[str, str], list[BinnedBudget]] = {}
    for row in rows:
        lanes.setdefault((row.person, row.code), []).append(row)
    if not rows:
        return Chapter("bins", title, next_step="Nothing was coded yet.")
    by_most = sorted(lanes.values(), key=lambda its: -sum(each.covered for each in its))[:MOST_LANES]
    drawn = [Lane(f"{its[0].person}: {labels.get(its[0].code, its[0].code)}", _pieces(its)) for its in by_most]
    drawing = along(f"{title}, in parts of {_length(part)}", sorted(drawn, key=attrgetter("label")), record.stretches)
    told = [_fullest(its, labels) for its in by_most[:MOST_TOLD]]
    sentences = (READ.format(part=_length(part)), *told)
    return Chapter("bins", title, sentences, (sheet_of(title, tabled.binned_table(rows), drawing),))


def _pieces(its: Sequence[BinnedBudget]) -> tuple[Piece, ...]:
    most = max(each.begun for each in its) or 1
    return tuple(
        Piece(each.bin, each.begun / most, str(each.begun))
        if each.share.value is None
        else Piece(each.bin, each.share.value, f"{100 * each.share.value:.0f}")
        for each in its
    )


def _fullest(its: Sequence[BinnedBudget], labels: Labels) -> str:
    fullest = max(its, key=lambda each: (each.covered, each.begun))
    label = labels.get(fullest.code, fullest.code)
    return f"{fullest.person}: “{label}” most from {short_clock(fullest.bin.start)} to {short_clock(fullest.bin.end)}."


def _length(width: Micros) -> str:
    minutes = width // MINUTE
    if minutes:
        return "1 minute" if minutes == 1 else f"{minutes} minutes"
    return f"{width // SECOND} seconds"
