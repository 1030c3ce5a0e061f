"""Whether one thing begins soon after another more often than by chance."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from vignette.counting.choices import Nearness, Whose
from vignette.counting.sheets import sheet_of
from vignette.counting.two_sides import FROM_THE_SAME, TwoSides
from vignette.counting.values import Chapter
from vignette.domain.span import SECOND
from vignette.evidence.sequences import tabled
from vignette.evidence.sequences.results import Windowed
from vignette.evidence.sequences.windows import by_lag, windowed
from vignette.exchange.plots.columns import against

TITLE = "What comes soon after what"
NOTHING_YET = "This takes two codes that were coded: choose them below once there are some."
CANNOT_TELL = "there is no time left outside these windows, or it never begins."
SURE = 0.05
"""The chance of such a residual under which it is told as more, or less, than by chance."""


def settled_nearness(two: TwoSides, its: Nearness) -> Nearness:
    """`its` with what was coded most often of each of the two where nothing was chosen, or that was not coded."""
    seen = two.seen()
    return replace(
        its,
        given=its.given if its.given in seen else _most_often(seen, two.choice.by, two.grammar.initiatives),
        target=its.target if its.target in seen else _most_often(seen, two.choice.receiver, two.grammar.receiving),
    )


def _most_often(seen: Mapping[Whose, int], person: str, moves: Collection[str]) -> Whose | None:
    """What was coded most often of `person`: of `moves`, or of all where none of these was."""
    of_them = [each for each in sorted(seen) if each[0] == person]
    return max(of_them, key=lambda each: (each[1] in moves, seen[each]), default=None)


def nearness_chapter(two: TwoSides, its: Nearness) -> Chapter:
    if its.given is None or its.target is None:
        return Chapter("nearness", TITLE, next_step=NOTHING_YET)
    given, target = ((two.name(person), code) for person, code in (its.given, its.target))
    first, last = int(given == target), its.within // its.unit
    found = windowed(two.record, two.names, given=given, target=target, unit=its.unit, lags=(first, last))
    by_one = by_lag(two.record, two.names, given=given, target=target, unit=its.unit, lags=(first, last))
    drawing = against(
        "How often it begins, so long after; the broken line is what chance would give",
        [f"{each.lags[0] * its.unit / SECOND:g}" for each in by_one],
        [each.both for each in by_one],
        [each.expected.value for each in by_one],
        "s",
    )
    sheet = sheet_of(TITLE, tabled.windowed_table([found, *by_one]), drawing)
    sentences = [FROM_THE_SAME] if two.told else []
    sentences += [_sentence(two, its, found, given, target), _counted(found)]
    if found.caution and found.p.value is not None:
        sentences.append(found.caution)
    return Chapter("nearness", TITLE, tuple(sentences), (sheet,))


def _sentence(two: TwoSides, its: Nearness, found: Windowed, given: tuple[str, str], target: tuple[str, str]) -> str:
    within, whose = f"{its.within / SECOND:g} s", f"{given[0]}: “{two.label(*given)}”"
    what = f"{target[0]}: “{two.label(*target)}”"
    if found.p.value is None or found.residual.value is None:
        return f"Whether {what} begins more often within {within} after {whose} cannot be told: {CANNOT_TELL}"
    inside, expected = found.both + found.window_only, found.expected.value or 0.0
    is_more = found.residual.value > 0
    how = "about as often as" if found.p.value >= SURE else "more often than" if is_more else "less often than"
    told = f"in {found.both} of {inside} pieces of {its.unit / SECOND:g} s, where chance would give {expected:.1f}"
    return f"Within {within} after {whose}, {what} begins {how} by chance: {told}."


def _counted(found: Windowed) -> str:
    first, last = found.lags
    own = "" if first else "the one in which the first begins, and "
    pieces = f"the {last} after it" if not first else f"the {last} after the one in which it begins"
    return f"Counted are pieces of {found.unit / SECOND:g} s: {own}{pieces}."
