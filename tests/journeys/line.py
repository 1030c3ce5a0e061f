"""A line between a browser and the site that is as slow as a real one, both ways, and can be cut.

A browser's own shaping holds back answers alone, so that every clock read over it is wrong by half of what it adds.
"""

import asyncio
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

PIECE = 16 * 1024


@dataclass
class Line:
    """What is sent at either end arrives `delay` seconds later, give or take `jitter`; while it is cut, not at all."""

    target: tuple[str, int]
    delay: float = 0.0
    jitter: float = 0.0
    bytes_a_second: float = 1e9
    address: str = ""
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _is_up: asyncio.Event = field(default_factory=asyncio.Event)

    def cut(self) -> None:
        self._loop.call_soon_threadsafe(self._is_up.clear)

    def mend(self) -> None:
        self._loop.call_soon_threadsafe(self._is_up.set)

    @contextmanager
    def laid(self) -> Iterator[None]:
        """Carry for as long as the block lasts."""
        is_ready = threading.Event()
        carrying = threading.Thread(target=self._run, args=(is_ready,), daemon=True)
        carrying.start()
        is_ready.wait()
        try:
            yield
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)
            carrying.join()

    def _run(self, is_ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._carry, "127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self._is_up.set()
        is_ready.set()
        self._loop.run_forever()
        server.close()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._loop.close()

    async def _carry(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        try:
            far, there = await asyncio.open_connection(*self.target)
        except OSError:
            back.close()
            return
        await asyncio.gather(self._one_way(near, there), self._one_way(far, back))

    async def _one_way(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        on_its_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(64)
        arriving = asyncio.ensure_future(self._arrive(on_its_way, sink))
        with suppress(OSError, asyncio.CancelledError):
            while piece := await source.read(PIECE):
                due = self._loop.time() + self.delay + random.random() * self.jitter  # noqa: S311  # no secret
                await on_its_way.put((due, piece))
        await on_its_way.put((self._loop.time() + self.delay, b""))
        await arriving

    async def _arrive(self, on_its_way: "asyncio.Queue[tuple[float, bytes]]", sink: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.CancelledError):
            while True:
                due, piece = await on_its_way.get()
                await asyncio.sleep(max(0.0, due - self._loop.time()))
                await self._is_up.wait()
                if not piece:
                    break
                sink.write(piece)
                await sink.drain()
                await asyncio.sleep(len(piece) / self.bytes_a_second)
        sink.close()
