"""The body of a request, read by a thread while the event loop takes it in; nothing of it is kept on the way.

It stands in for that of a2wsgi, which copies every byte four times; here it is once. A film of gigabytes is felt.
"""

import asyncio
import sys
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from typing import Any

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


class Incoming:
    """What WSGI calls its input: a file to read from, which ends where the body does or where the line breaks."""

    def __init__(self, loop: asyncio.AbstractEventLoop, receive: Receive) -> None:
        self._loop = loop
        self._receive = receive
        self._here: deque[memoryview] = deque()
        self._size = 0
        self._goes_on = True

    def read(self, size: int = -1) -> bytes:
        """`size` bytes, or all that follow where it is -1; fewer only at the end."""
        wanted = sys.maxsize if size < 0 else size
        if self._size < wanted and self._goes_on:
            # The loop is asked once for all of it, since each asking costs as much as many bytes do.
            asyncio.run_coroutine_threadsafe(self._take_in(wanted), self._loop).result()
        return b"".join(self._pieces(wanted))

    def readline(self, limit: int = -1) -> bytes:
        """Up to the end of the line, or `limit` bytes of it."""
        line = bytearray()
        while len(line) != limit and not line.endswith(b"\n") and (letter := self.read(1)):
            line += letter
        return bytes(line)

    def _pieces(self, wanted: int) -> Iterator[memoryview]:
        while wanted and self._here:
            piece = self._here.popleft()
            if len(piece) > wanted:
                self._here.appendleft(piece[wanted:])
                piece = piece[:wanted]
            wanted -= len(piece)
            self._size -= len(piece)
            yield piece

    async def _take_in(self, wanted: int) -> None:
        while self._goes_on and self._size < wanted:
            told = await self._receive()
            self._goes_on = bool(told.get("more_body"))
            if body := told.get("body"):
                self._here.append(memoryview(body))
                self._size += len(body)
