"""Seeing whether a file is opened, by whomever, and whether a port is called."""

import contextlib
import ctypes
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_OPENED = 0x20
_EVENT = 16


@contextmanager
def opened(*files: Path) -> Iterator[set[Path]]:
    """The files among `files` that anybody opened within this block, known when it ends (Linux, inotify)."""
    seen: set[Path] = set()
    calls = ctypes.CDLL(None, use_errno=True)
    watch = calls.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
    watched = {calls.inotify_add_watch(watch, os.fsencode(file), _OPENED): file for file in files}
    assert min(watched) > 0
    try:
        yield seen
        with contextlib.suppress(BlockingIOError):
            while events := os.read(watch, 1 << 16):
                seen |= {watched[int.from_bytes(events[at : at + 4], "little")] for at in range(0, len(events), _EVENT)}
    finally:
        os.close(watch)


class Port:
    """A port of this machine that takes every call and counts them."""

    def __init__(self) -> None:
        self.calls = 0
        self._heard = socket.create_server(("127.0.0.1", 0))
        self.number: int = self._heard.getsockname()[1]
        threading.Thread(target=self._take, daemon=True).start()

    def close(self) -> None:
        # Only a shutdown wakes the one who waits for calls.
        with contextlib.suppress(OSError):
            self._heard.shutdown(socket.SHUT_RDWR)
        self._heard.close()

    def _take(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                caller, _ = self._heard.accept()
                self.calls += 1
                caller.close()
