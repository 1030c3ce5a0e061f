"""From initiative to reception: whether what one person begins is received by the other, by what, and how soon."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from vignette.domain.coding import Record
from vignette.domain.span import SECOND, Micros
from vignette.evidence.sequences.bouts import Bouts, Names, Whole, bouts
from vignette.evidence.sequences.proportions import share_interval
from vignette.evidence.sequences.results import Amount, Answer, Answered, Fate, Receptions
from vignette.evidence.sequences.times import WINDOW

BIN = Micros(SECOND // 4)
ALL = ""
"""The name of the row for all codes."""
NONE_RECEIVED = "None was received."
NONE_SEEN_OUT = "None was seen for as long as the window."


def receptions(
    record: Record,
    names: Names,
    *,
    by: str,
    initiatives: Collection[str],
    receiver: str,
    receiving: Collection[str],
    window: Micros = WINDOW,
) -> Receptions:
    """What becomes of each of `initiatives` of the person called `by`.

    Received: `receiver` begins one of `receiving` no sooner than it and at most `window` after its start; the first
    counts, and of several at once the first by name. Cut short: what was looked at ends before the window does, and
    nothing came. One reception may answer several initiatives.
    """
    split = bouts(record, names)
    split = split.only(split.begins)
    begun = split.of(people=[by], codes=list(initiatives))
    came = split.of(people=[receiver], codes=list(receiving))
    place = _first_after(begun, came)
    answers = tuple(_answer(begun, came, at, int(place[at]), window) for at in range(len(begun)))
    codes = sorted(set(initiatives))
    rows = [_row(code, group, receiving) for code, group in _by_code(answers, codes)]
    return Receptions(window, answers, (*rows, _row(ALL, answers, receiving)), BIN, _histogram(answers, window))


def _first_after(begun: Bouts, came: Bouts) -> Whole:
    """For each initiative the place of the first reception from its start on; the number of receptions where none."""
    return np.asarray(np.searchsorted(came.start, begun.start, "left"))


def _answer(begun: Bouts, came: Bouts, at: int, place: int, window: Micros) -> Answer:
    start, code = Micros(int(begun.start[at])), begun.codes[int(begun.what[at])]
    stretch = begun.stretches[int(begun.stretch[at])]
    if place < len(came) and int(came.start[place]) <= min(start + window, stretch.end - 1):
        latency = Micros(int(came.start[place]) - start)
        return Answer(start, code, Fate.RECEIVED, came.codes[int(came.what[place])], latency)
    return Answer(start, code, Fate.CUT_SHORT if start + window >= stretch.end else Fate.MISSED)


def _by_code(answers: Sequence[Answer], codes: Sequence[str]) -> list[tuple[str, list[Answer]]]:
    by_code: dict[str, list[Answer]] = {code: [] for code in codes}
    for answer in answers:
        by_code[answer.initiative].append(answer)
    return list(by_code.items())


def _row(initiative: str, answers: Sequence[Answer], receiving: Collection[str]) -> Answered:
    fates = [answer.fate for answer in answers]
    received, missed = fates.count(Fate.RECEIVED), fates.count(Fate.MISSED)
    seconds = [answer.latency / SECOND for answer in answers if answer.latency is not None]
    by_reception = dict.fromkeys(sorted(set(receiving)), 0)
    for answer in answers:
        if answer.fate is Fate.RECEIVED:
            by_reception[answer.reception] += 1
    known = received + missed
    return Answered(
        initiative=initiative,
        count=len(answers),
        received=received,
        missed=missed,
        cut_short=fates.count(Fate.CUT_SHORT),
        received_share=Amount(received / known) if known else Amount(None, NONE_SEEN_OUT),
        share_interval=share_interval(received, known),
        latency_mean=Amount(float(np.mean(seconds))) if seconds else Amount(None, NONE_RECEIVED),
        latency_median=Amount(float(np.median(seconds))) if seconds else Amount(None, NONE_RECEIVED),
        by_reception=tuple(by_reception.items()),
    )


def _histogram(answers: Sequence[Answer], window: Micros) -> tuple[int, ...]:
    bins = max(1, -(-window // BIN))
    counts = [0] * bins
    for answer in answers:
        if answer.latency is not None:
            counts[min(answer.latency // BIN, bins - 1)] += 1
    return tuple(counts)
