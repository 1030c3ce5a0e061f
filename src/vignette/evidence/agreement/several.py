"""Three coders and more: Krippendorff's alpha, code by code and person by person."""

from __future__ import annotations

import math
from collections.abc import Sequence

import krippendorff
import numpy as np

from vignette.domain.codebook import Codebook
from vignette.domain.coding import Record
from vignette.evidence.agreement import definitions
from vignette.evidence.agreement.crossing import Counts, Crossing, blocks, without_each_block
from vignette.evidence.agreement.figure import Figure, Found, How, Report, Table, Tally, Way
from vignette.evidence.agreement.grid import Grid, looked_at
from vignette.evidence.agreement.intervals import jackknife
from vignette.evidence.agreement.report import Key, by_code, codes_of, events_of, keys, level_keys
from vignette.evidence.agreement.strips import Strip, strip_of_code, strip_of_level, strip_unseen

NOT_LOOKED = "There is no film that two of them looked at."
ONE_LABEL = "All say the same all the time, so nothing is left beyond chance."


def compare_all(records: Sequence[Record], book: Codebook, how: How) -> Report:
    """The agreement of all `records` at once, within what at least two of them looked at.

    Who did not look at a stretch has no say there, neither for nor against.
    """
    stretches = looked_at([each.stretches for each in records], by=2)
    grid = Grid.over(stretches, how.step)
    sides = [by_code(each.events, each.stretches) for each in records]

    def seen(strips: Sequence[Strip]) -> list[Strip]:
        return [strip_unseen(strip, each.stretches, grid) for strip, each in zip(strips, records, strict=True)]

    tallies: list[Tally] = []
    for key in keys(sides, book):
        strips = seen([strip_of_code(side.get(key, ()), grid) for side in sides])
        tallies.append(_tally(key, strips, grid, (key[1],), is_level=False))
    for key in level_keys(sides, book):
        codes = codes_of(key[1], book)
        labels = {code: number for number, code in enumerate(codes, start=1)}
        strips = seen([strip_of_level(events_of(key[0], codes, side), labels, grid) for side in sides])
        tallies.append(_tally(key, strips, grid, codes, is_level=True))
    return Report(tuple(each.coder for each in records), how, tuple(tallies))


def alpha(crossing: Crossing) -> float:
    """Krippendorff's alpha, nominal, of all steps of `crossing`; NaN where all say one and the same thing."""
    votes = _votes(crossing)
    if np.count_nonzero(votes.sum(axis=0)) < 2:
        return math.nan
    units = np.repeat(votes, crossing.lengths, axis=0)
    return float(krippendorff.alpha(value_counts=units, level_of_measurement="nominal"))


def _votes(crossing: Crossing) -> Counts:
    """How many coders give which label in each run, shape (runs, kinds)."""
    return np.stack([(crossing.labels == kind).sum(axis=0) for kind in range(crossing.kinds)], axis=1).astype(float)


def _tally(key: Key, strips: Sequence[Strip], grid: Grid, codes: Sequence[str], *, is_level: bool) -> Tally:
    person, word = key
    cuts = blocks(grid)
    crossing = Crossing.of(strips, grid, len(codes) + 1).seen_by(2)
    parted = Crossing.of(strips, grid, len(codes) + 1, cuts=cuts).seen_by(2)
    figure = _figure(crossing, [alpha(part) for part in without_each_block(parted, cuts)])
    table, places = _coincidences(crossing, codes), crossing.places(codes, _found_between)
    return Tally(person, "" if is_level else word, word if is_level else "", Way.TIME, (figure,), table, places)


def _figure(crossing: Crossing, left_out: Sequence[float]) -> Figure:
    if not crossing.lengths.sum():
        return Figure(definitions.ALPHA, None, reason=NOT_LOOKED)
    value = alpha(crossing)
    if math.isnan(value):
        return Figure(definitions.ALPHA, None, reason=ONE_LABEL)
    return Figure(definitions.ALPHA, value, jackknife(value, left_out, least=-1.0, most=1.0))


def _coincidences(crossing: Crossing, codes: Sequence[str]) -> Table:
    """Krippendorff's table: every pair of coders at every step, in both orders, weighted by 1 / (coders - 1)."""
    votes = _votes(crossing)
    weights = crossing.lengths / (votes.sum(axis=1) - 1)
    table = np.einsum("r,ra,rb->ab", weights, votes, votes) - np.diag(weights @ votes)
    return Table(("", *codes), tuple(tuple(float(count) for count in row) for row in table))


def _found_between(codes: tuple[str, ...]) -> Found:
    return Found.AGREED if len(set(codes)) == 1 else Found.DIVIDED
