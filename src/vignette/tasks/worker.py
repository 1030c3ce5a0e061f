"""The loop of one worker, and the heartbeat that keeps its claim while it works."""

import logging
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection

from vignette.actions import work, workshop
from vignette.actions.work import Claim
from vignette.domain.errors import Superseded

IDLE = 0.5
"""Seconds between two looks for work where there was none."""

TROUBLED = 1.0
"""Seconds between two looks where the first went wrong: the database is away, or the disk full."""

SWEEP = 3600.0
"""Seconds after which whoever works here tidies up."""

WRITE_BACK = 5.0
"""Seconds after which the database takes in its log, which grows meanwhile."""

log = logging.getLogger("vignette.worker")


def run(stop: threading.Event, *, lease: float, is_orphan: Callable[[], bool]) -> None:
    """Work until `stop` is set or whoever started this worker is gone; `lease` is in seconds."""
    swept = written = time.monotonic()
    while not stop.is_set() and not is_orphan():
        workshop.clear_left_behind()
        if time.monotonic() - written >= WRITE_BACK:
            _try(work.write_back)
            written = time.monotonic()
        if time.monotonic() - swept >= SWEEP:
            _try(workshop.sweep)
            swept = time.monotonic()
        stop.wait(_next_look(lease))


def _next_look(lease: float) -> float:
    """Do the next piece of work, whatever goes wrong; gives after how many seconds to look for more."""
    try:
        return 0.0 if do_next(lease=lease) else IDLE
    except Exception as fault:  # noqa: BLE001  # the worker outlives it when work can be neither taken nor given back
        _tell(fault)
        connection.close()  # one that broke would stay broken
        return TROUBLED


def do_next(*, lease: float) -> bool:
    """Do the next piece of work; False where there was none."""
    claimed = work.claim()
    if claimed is None:
        return False
    with beating(claimed, every=lease / 3):
        try:
            work.do(claimed)
        except Exception as fault:  # noqa: BLE001  # the worker outlives whatever goes wrong in one piece of work
            _tell(fault)
            work.give_back(claimed)
    return True


def _try(chore: Callable[[], None]) -> None:
    try:
        chore()
    except Exception as fault:  # noqa: BLE001  # what cannot be done now is left for the next time
        _tell(fault)


@contextmanager
def beating(claimed: Claim, *, every: float) -> Iterator[None]:
    """Keep the claim for as long as the block lasts, with a beat every so many seconds."""
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
            _beat_once(claimed)
    except Superseded:
        return  # the work itself notices when it next tells its progress
    finally:
        connection.close()


def _beat_once(claimed: Claim) -> None:
    try:
        claimed.beat()
    except OperationalError:
        connection.close()  # busy or full for a moment: the next beat comes before the lease has run out


def _tell(fault: Exception) -> None:
    """Log where it happened and what kind it was, never the message: it may hold a family's words."""
    places = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(fault.__traceback__)[-4:]]
    log.error("%s at %s", type(fault).__name__, " < ".join(reversed(places)))
