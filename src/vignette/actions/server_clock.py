"""The one clock of every shared review: the server's, which only ever runs forward.

It is read from the wall once, when the process begins, and from then on it counts what really passes. So a wall clock
that is set, by hand or over the network, moves no review. After a restart the wall is read anew: had it been set in
the meantime, a review that was playing goes on from a place as far off, though never beyond the end of its clip and
never backwards; one that stood still stands where it stood. Browsers that come back ask for the clock anew.
"""

import time

from vignette.domain.span import Micros

_BEGUN_AT = time.time_ns() - time.monotonic_ns()


def now() -> Micros:
    """Microseconds since 1970 as this process counts them."""
    return Micros((_BEGUN_AT + time.monotonic_ns()) // 1000)
