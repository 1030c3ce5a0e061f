"""A film looked through by two processes at once, each in a cell of its own, part by part."""

import os
import threading
from collections.abc import Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing

from vignette.cell.aside import aside
from vignette.domain.measurement import Seen
from vignette.domain.source import Source
from vignette.domain.work import Progress
from vignette.microanalysis.errands import GATHER, LOOK_AT_PART, SURVEY
from vignette.microanalysis.found import Look
from vignette.microanalysis.plans import WHOLE_SHARE, Plan, plan
from vignette.perception.registry import SHIPPED, Models

AT_ONCE = min(2, os.cpu_count() or 1)
"""Parts that are looked through at the same time; each decoder has threads of its own, so more would only wait."""
LONGEST_PART = 1800.0
"""Seconds after which one part, a minute of film, is given up."""
HEARTBEAT = 1.0
"""Seconds between two words on how far it is."""


class _Stopped(Exception):
    """Nobody waits for this part any more."""


def looked_at(source: Source, *, models: Models = SHIPPED, progress: Progress) -> Look:
    """What is in a film, looked through aside; raises as `aside` does."""
    its = plan(aside(SURVEY, source, seconds=LONGEST_PART), models=models)
    numbers = range(its.count)
    with closing(walked(source, its, numbers[::-1], progress=lambda share: progress(WHOLE_SHARE * share))) as parts:
        seen = dict(parts)
    found = aside(GATHER, its, [seen[number] for number in numbers], seconds=LONGEST_PART)
    progress(1.0)
    return found


def walked(source: Source, plan: Plan, numbers: Sequence[int], *, progress: Progress) -> Generator[tuple[int, Seen]]:
    """The parts `numbers` of the film, begun in this order, with what was seen or heard in each, as they are finished.

    `progress` hears the share of all these parts from whoever asks for the next one, about once a second. Where it
    raises, where a part cannot be looked through, or once this iterator is closed, the work on the others is stopped.
    """
    shares = dict.fromkeys(numbers, 0.0)
    stop = threading.Event()

    def look(number: int) -> tuple[int, Seen]:
        def tell(share: float) -> None:
            shares[number] = share
            if stop.is_set():
                raise _Stopped

        return number, aside(LOOK_AT_PART, source, plan, number, progress=tell, seconds=LONGEST_PART)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        waiting = {pool.submit(look, number) for number in numbers}
        try:
            while waiting:
                finished, waiting = wait(waiting, timeout=HEARTBEAT, return_when=FIRST_COMPLETED)
                progress(_share(plan, shares))
                yield from (part.result() for part in finished)
        finally:
            stop.set()
            _call_off(waiting)


def _share(plan: Plan, shares: dict[int, float]) -> float:
    efforts = {number: plan.effort(number) for number in shares}
    return sum(share * efforts[number] for number, share in shares.items()) / sum(efforts.values())


def _call_off(waiting: set[Future[tuple[int, Seen]]]) -> None:
    for part in waiting:
        part.cancel()
