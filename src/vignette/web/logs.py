"""Log lines that an operator may read: where a fault happened and of what kind, never the words of a family."""

import logging
import traceback
from types import TracebackType


class Discreet(logging.Formatter):
    """Leaves out the message of an exception, which may hold what somebody typed."""

    def formatException(  # noqa: N802  # the name is the library's
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        kind, _, place = ei
        frames = traceback.extract_tb(place)
        told = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
        return "\n".join([*told, kind.__name__ if kind else ""])
