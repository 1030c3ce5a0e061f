"""A film looked through by two processes at once, each in a cell of its own, part by part."""

import os
import threading
from collections.abc import Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from vignette.cell.aside import aside
from vignette.domain.measurement import Seen
from vignette.domain.source import Source
from vignette.domain.work import Progress
from vignette.microanalysis import Plan, look_at_part

AT_ONCE = min(2, os.cpu_count() or 1)
"""Parts that are looked through at the same time; each decoder has threads of its own, so more would only wait."""
LONGEST_PART = 1800.0
"""Seconds after which one part, a minute of film, is given up."""
HEARTBEAT = 1.0
"""Seconds between two words on how far it is."""


class _Stopped(Exception):
    """Nobody waits for this part any more."""


def walked(source: Source, plan: Plan, numbers: Sequence[int], *, progress: Progress) -> Generator[tuple[int, Seen]]:
    """The parts `numbers` of the film with what was seen and heard in them, each as soon as it is finished.

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

        return number, aside(look_at_part, source, plan, number, progress=tell, seconds=LONGEST_PART)

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
    lengths = {number: plan.parts[number].length for number in shares}
    return sum(share * lengths[number] for number, share in shares.items()) / sum(lengths.values())


def _call_off(waiting: set[Future[tuple[int, Seen]]]) -> None:
    for part in waiting:
        part.cancel()
