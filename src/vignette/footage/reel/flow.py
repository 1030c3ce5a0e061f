"""Sound led through FFmpeg's filters."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

import numpy as np
from av import AudioFrame
from av.error import EOFError as NoMore
from av.filter import Graph

from vignette.footage.sound import Channels
from vignette.footage.written import SOUND_LAYOUT, SOUND_RATE

Filter = tuple[str, str]
"""The name of a filter, and how it is set."""

_FORMAT = ("aformat", "sample_fmts=fltp")


def through(blocks: Iterable[Channels], *filters: Filter) -> Iterator[Channels]:
    """The sound after `filters`, one after the other; as many samples a second as before."""
    flow = Flow(*filters, ("aresample", f"{SOUND_RATE}"))
    for block in blocks:
        yield from map(_samples, flow.push(block))
    yield from map(_samples, flow.rest())


class Flow:
    """Filters one after the other, with sound going in at one end."""

    def __init__(self, *filters: Filter) -> None:
        self._graph = Graph()
        self._position = 0
        last = self._graph.add_abuffer(
            format="fltp", sample_rate=SOUND_RATE, layout=SOUND_LAYOUT, time_base=Fraction(1, SOUND_RATE)
        )
        for name, settings in (*filters, _FORMAT, ("abuffersink", "")):
            node = self._graph.add(name, settings or None)
            last.link_to(node)
            last = node
        self._graph.configure()

    def push(self, block: Channels) -> list[AudioFrame]:
        """What has come out at the other end by this block."""
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(block), format="fltp", layout=SOUND_LAYOUT)
        frame.sample_rate, frame.time_base, frame.pts = SOUND_RATE, Fraction(1, SOUND_RATE), self._position
        self._position += block.shape[1]
        self._graph.push(frame)
        return [*self._ready()]

    def rest(self) -> list[AudioFrame]:
        """What was still held back."""
        self._graph.push(None)
        return [*self._ready()]

    def _ready(self) -> Iterator[AudioFrame]:
        while True:
            try:
                frame = self._graph.pull()
            except (BlockingIOError, NoMore):
                return
            if isinstance(frame, AudioFrame):
                yield frame


def _samples(frame: AudioFrame) -> Channels:
    return frame.to_ndarray().astype(np.float32, copy=False)
