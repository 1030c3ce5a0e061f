"""The loop of one worker, and the heartbeat that keeps its claim while it works."""

import logging
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection

from vignette.actions import work, workshop
from vignette.actions.work import Claim
from vignette.domain.errors import Superseded

IDLE = 0.5
"""Seconds between two looks for work where there was none."""

SWEEP = 3600.0
"""Seconds after which whoever works here tidies up."""

log = logging.getLogger("vignette.worker")


def run(stop: threading.Event, *, lease: float, is_orphan: Callable[[], bool]) -> None:
    """Work until `stop` is set or whoever started this worker is gone; `lease` is in seconds."""
    swept = time.monotonic()
    while not stop.is_set() and not is_orphan():
        workshop.clear_left_behind()
        if time.monotonic() - swept >= SWEEP:
            _sweep()
            swept = time.monotonic()
        if not do_next(lease=lease):
            stop.wait(IDLE)


def do_next(*, lease: float) -> bool:
    """Do the next piece of work; False where there was none."""
    claimed = work.claim()
    if claimed is None:
        return False
    with _beating(claimed, every=lease / 3):
        try:
            work.do(claimed)
        except Exception as fault:  # noqa: BLE001  # the worker outlives whatever goes wrong in one piece of work
            _tell(fault)
            work.give_back(claimed)
    return True


def _sweep() -> None:
    try:
        workshop.sweep()
    except Exception as fault:  # noqa: BLE001  # what cannot be tidied now is left for the next time
        _tell(fault)


@contextmanager
def _beating(claimed: Claim, *, every: float) -> Iterator[None]:
    done = threading.Event()
    heart = threading.Thread(target=_beat, args=(claimed, done, every), daemon=True)
    heart.start()
    try:
        yield
    finally:
        done.set()
        heart.join()


def _beat(claimed: Claim, done: threading.Event, every: float) -> None:
    try:
        while not done.wait(every):
            claimed.beat()
    except Superseded:
        return  # the work itself notices when it next tells its progress
    finally:
        connection.close()


def _tell(fault: Exception) -> None:
    """Log where it happened and what kind it was, never the message: it may hold a family's words."""
    places = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(fault.__traceback__)[-4:]]
    log.error("%s at %s", type(fault).__name__, " < ".join(reversed(places)))
