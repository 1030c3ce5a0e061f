"""How much somebody may say in a while: a page that runs wild must not keep the others of its room waiting."""

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from vignette.domain.errors import TooMany

MOST_KNOWN = 10_000
"""People remembered at once; whoever has been quiet for long is forgotten first."""


@dataclass(slots=True)
class Pace:
    """So much a second in the long run, and `at_once` in a burst; each process counts for itself."""

    a_second: float
    at_once: float
    clock: Callable[[], float] = time.monotonic
    _left: dict[Hashable, tuple[float, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def keep(self, who: Hashable) -> None:
        """Count one more of theirs; raises TooMany where they have to wait."""
        with self._lock:
            now = self.clock()
            left, at = self._left.pop(who, (self.at_once, now))
            left = min(self.at_once, left + (now - at) * self.a_second)
            # Put in anew at the end: those in front have been quiet the longest.
            self._left[who] = (left - 1 if left >= 1 else left, now)
            if len(self._left) > MOST_KNOWN:
                del self._left[next(iter(self._left))]
        if left < 1:
            raise TooMany("This is too much at once: it goes on in a moment.")
