"""What becomes of what somebody begins: whether it is received, how soon, and where it leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from vignette.counting.sheets import MOST_SCENES, sheet_of, to_be_seen
from vignette.counting.two_sides import FROM_THE_SAME, TwoSides
from vignette.counting.values import Chapter, Scene
from vignette.counting.words import percent, times
from vignette.domain.coding import Record
from vignette.domain.span import SECOND, Micros
from vignette.evidence.sequences import tabled
from vignette.evidence.sequences.latency import receptions
from vignette.evidence.sequences.results import Answer, Answered, Fate, Interval, Receptions, Series, Told
from vignette.evidence.sequences.yes_series import yes_series
from vignette.exchange.plots.columns import histogram
from vignette.exchange.plots.shaded import shaded
from vignette.exchange.plots.strips import Lane, Piece, along

TWO_PEOPLE = "This takes two people in the film: say on the film's page who is in it."
NO_BEGINNING = "Nothing that {by} does is known as beginning: choose below what is, or take it from another coding."
NO_RECEPTION = "Nothing that {receiver} does is known as receiving: choose below what is."
NO_TAKING_UP = "Nothing that {by} does is known as taking up: choose it under “What becomes of what {by} begins”."
ABOVE = "This is told once it is known what becomes of what somebody begins."
NEVER_BOTH = "The two codings looked at different parts of the film, so there is nothing to count."
NOT_RECEIVED = {Fate.MISSED: "not received", Fate.CUT_SHORT: "cut short"}
SERIES = {Series.YES: "Yes-series", Series.REPAIR: "Repair", Series.NO: "No-series"}
MEANING = (
    "Yes: what {by} begins is received by {receiver} within {window}, and {by} takes that up. Repair: it is missed, and"
    " within {repair} still received and taken up. No: it is missed, and {by} turns away or begins again."
)


def beginnings_chapter(two: TwoSides) -> Chapter:
    title = f"What becomes of what {two.by or 'somebody'} begins"
    if missing := _missing(two):
        return Chapter("beginnings", title, _from(two), next_step=missing)
    its = receptions(
        two.record,
        two.names,
        by=two.by,
        initiatives=two.grammar.initiatives,
        receiver=two.receiver,
        receiving=two.grammar.receiving,
        window=two.choice.window,
    )
    after = f"After how long {two.receiver} receives it"
    drawing = histogram(after, its.histogram, its.bin_width / SECOND, "s") if any(its.histogram) else ""
    sheets = (
        sheet_of("Code by code", tabled.receptions_table(its), _crossed(two, its)),
        sheet_of("One by one", tabled.answers_table(its), drawing),
    )
    scenes = tuple(_begun(two, each) for each in its.answers[:MOST_SCENES])
    return Chapter("beginnings", title, (*_from(two), *_sentences(two, its)), sheets, scenes, many=len(its.answers))


def _begun(two: TwoSides, its: Answer) -> Scene:
    """One beginning, up to its reception or to where that would have come too late."""
    began, until = two.label(two.by, its.initiative), its.at + (its.latency or two.choice.window)
    became = two.label(two.receiver, its.reception) if its.reception else NOT_RECEIVED[its.fate]
    return Scene(to_be_seen(its.at, Micros(until)), f"{began} → {became}")


def _crossed(two: TwoSides, its: Receptions) -> str:
    """Which beginning was received by what: those that occur."""
    rows = [row for row in its.rows[:-1] if row.count]
    codes = [code for code, count in its.rows[-1].by_reception if count]
    if not codes:
        return ""
    counts = [[dict(row.by_reception)[code] for code in codes] for row in rows]
    shades: list[list[float | None]] = [
        [number / row.count for number in line] for row, line in zip(rows, counts, strict=True)
    ]
    labels = [two.label(two.by, row.initiative) for row in rows]
    across = [two.label(two.receiver, code) for code in codes]
    return shaded(f"By what {two.receiver} receives it", labels, across, counts, shades)


def series_chapter(two: TwoSides) -> Chapter:
    title = "Yes-series, repairs and no-series"
    if _missing(two):
        return Chapter("series", title, next_step=ABOVE)
    if not two.grammar.taking_up:
        return Chapter("series", title, next_step=NO_TAKING_UP.format(by=two.by))
    window, repair = two.choice.window, two.choice.repair
    told = yes_series(
        two.record, two.names, two.grammar, partner=two.by, other=two.receiver, window=window, repair=repair
    )
    meaning = MEANING.format(by=two.by, receiver=two.receiver, window=_seconds(window), repair=_seconds(repair))
    sheet = sheet_of(title, tabled.series_table(told), _strip(title, told, two.record))
    scenes = tuple(Scene(each.span, _scene(two, each)) for each in told[:MOST_SCENES])
    same = (FROM_THE_SAME,) if two.told else ()
    return Chapter("series", title, (*same, _counted(told), meaning), (sheet,), scenes, many=len(told))


def _strip(title: str, told: Sequence[Told], record: Record) -> str:
    lanes = [Lane(name, tuple(Piece(e.span, 1) for e in told if e.series is kind)) for kind, name in SERIES.items()]
    return along(title, lanes, record.stretches) if told else ""


def _missing(two: TwoSides) -> str:
    """What has to be chosen first, in one sentence; empty where nothing has."""
    if not (two.by and two.receiver):
        return TWO_PEOPLE
    if not two.record.stretches:
        return NEVER_BOTH
    if not two.grammar.initiatives:
        return NO_BEGINNING.format(by=two.by)
    return "" if two.grammar.receiving else NO_RECEPTION.format(receiver=two.receiver)


def _from(two: TwoSides) -> tuple[str, ...]:
    return (two.told,) if two.told else ()


def _sentences(two: TwoSides, its: Receptions) -> Iterable[str]:
    every = its.rows[-1]
    if not every.count:
        return (f"{two.by} began nothing of what is chosen as beginning.",)
    return (
        f"{two.by} began something {times(every.count)}. {_received(two, every)}",
        *(
            f"“{two.label(two.by, row.initiative)}”: {row.received} of {row.received + row.missed} received."
            for row in its.rows[:-1]
            if row.received + row.missed
        ),
        *((_cut_short(every.cut_short),) if every.cut_short else ()),
    )


def _received(two: TwoSides, row: Answered) -> str:
    share, soon = row.received_share.value, row.latency_median.value
    if share is None:
        return row.received_share.why
    within = _seconds(two.choice.window)
    sure = f"{percent(share)}{_interval(row.share_interval)}"
    told = f"{two.receiver} received {row.received} of {row.received + row.missed} within {within} ({sure})"
    return f"{told}." if soon is None else f"{told}, half of them after at most {soon:.1f} s."


def _interval(its: Interval) -> str:
    """What else fits what was coded (95 %), as it goes on after a share; empty where that cannot be said."""
    if its.low is None or its.high is None:
        return ""
    return f"; {percent(its.low)} to {percent(its.high)} fit as well"


def _cut_short(count: int) -> str:
    left_out = "it is left out" if count == 1 else "they are left out"
    return f"{count} more came so close to the end of what was looked at that nobody can tell: {left_out}."


def _counted(told: Iterable[Told]) -> str:
    counts = Counter(each.series for each in told)
    repairs = "repair" if counts[Series.REPAIR] == 1 else "repairs"
    return f"{counts[Series.YES]} yes-series, {counts[Series.REPAIR]} {repairs}, {counts[Series.NO]} no-series."


def _scene(two: TwoSides, told: Told) -> str:
    labels = (two.label(two.by if two.is_partners(code) else two.receiver, code) for code in told.codes)
    return f"{SERIES[told.series]}: {' → '.join(labels)}"


def _seconds(length: Micros) -> str:
    return f"{length / SECOND:g} s"
