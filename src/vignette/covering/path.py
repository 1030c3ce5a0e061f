"""The path of what lies in a box, followed forwards and backwards through a clip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from vignette.domain.errors import UnsuitableFilm
from vignette.domain.film import Frame
from vignette.domain.following import Following
from vignette.domain.showing import Box, Key
from vignette.domain.source import Source
from vignette.domain.span import MILLISECOND, SECOND, Micros, Span
from vignette.domain.work import Progress, unheard
from vignette.footage.frames import frames
from vignette.perception.tracker import Tracker

HEIGHT = 360
"""Pixels of the height of pictures in which somebody is followed."""
STEP = Micros(SECOND // 15)
AT_ONCE = Micros(4 * SECOND)
"""How much of a film is held in memory to be gone through backwards: some 40 MB."""
SHORTLY = Micros(300 * MILLISECOND)
NEAR = 0.01
"""Shares of the picture by which a box may lie off where straight lines between keys would have it."""
UNSURE = Micros(400 * MILLISECOND)
"""Somebody is lost for a little before it is noticed."""
GROWN = 0.35
"""How much wider and higher a box becomes where it is not known any more what it covers."""

Numbers = npt.NDArray[np.float64]
Path = list[tuple[Micros, Box]]


def follow(source: Source, box: Box, at: Micros, span: Span, *, progress: Progress = unheard) -> Following:
    """Where what lies in `box` at film time `at` is in all of `span`, as keys with straight lines between them.

    `at` lies in `span`, or is its end. Raises FilmProblem where the film cannot be read.
    """
    first, gone_through = _showing(source, at), _Count(span.length, progress)
    ahead, lost_ahead = _followed(first, box, gone_through.of(_forwards(source, at, span)))
    back, lost_back = _followed(first, box, gone_through.of(_backwards(source, at, span)))
    here = (at, box)
    path = [*_thinned([here, *back])[:0:-1], here, *_thinned([here, *ahead])[1:]]
    keys = tuple(Key(when, where, is_by_hand=when == at) for when, where in path)
    progress(1.0)
    return Following(keys, lost_back if lost_ahead is None else lost_ahead)


class _Count:
    """Tells how much has been gone through, forwards and then backwards."""

    def __init__(self, length: Micros, progress: Progress) -> None:
        self._length, self._progress, self._done = length, progress, 0

    def of(self, pictures: Iterable[Frame]) -> Iterator[Frame]:
        before = None
        for frame in pictures:
            self._done += abs(frame.at - before) if before is not None else 0
            before = frame.at
            self._progress(min(1.0, self._done / self._length))
            yield frame


def _showing(source: Source, at: Micros) -> Frame:
    """The picture showing at `at`; the next one where none began shortly before."""
    before = Span(Micros(max(0, at - SHORTLY)), Micros(at + 1))
    after = Span(at, Micros(at + AT_ONCE))
    every = [*frames(source, height=HEIGHT, step=Micros(1), span=before)][-1:]
    found = next(iter(every or frames(source, height=HEIGHT, step=Micros(1), span=after)), None)
    if found is None:
        raise UnsuitableFilm("There is no picture here to look at; please choose another place in the clip.")
    return found


def _forwards(source: Source, at: Micros, span: Span) -> Iterator[Frame]:
    if at + 1 < span.end:
        yield from frames(source, height=HEIGHT, step=STEP, span=Span(Micros(at + 1), span.end))


def _backwards(source: Source, at: Micros, span: Span) -> Iterator[Frame]:
    for end in range(at, span.start, -AT_ONCE):
        stretch = Span(Micros(max(span.start, end - AT_ONCE)), Micros(end))
        yield from reversed(list(frames(source, height=HEIGHT, step=STEP, span=stretch)))


def _followed(first: Frame, box: Box, pictures: Iterable[Frame]) -> tuple[Path, Micros | None]:
    """Where it is in each of the pictures, and from when on it is lost, if it is."""
    tracker, path = Tracker(first, box), Path()
    for frame in pictures:
        found = tracker.step(frame)
        if found is None:
            return _given_up(path, frame.at, box)
        path.append((frame.at, found))
    return path, None


def _given_up(path: Path, at: Micros, box: Box) -> tuple[Path, Micros]:
    """The path as far as it is sure, and then the box where it was, grown, for all that comes."""
    sure = [each for each in path if abs(at - each[0]) > UNSURE]
    lost_at = path[len(sure)][0] if len(sure) < len(path) else at
    return [*sure, (lost_at, _grown(sure[-1][1] if sure else box))], lost_at


def _grown(box: Box) -> Box:
    left, top = max(0.0, box.left - box.width * GROWN / 2), max(0.0, box.top - box.height * GROWN / 2)
    right = min(1.0, box.left + box.width * (1 + GROWN / 2))
    bottom = min(1.0, box.top + box.height * (1 + GROWN / 2))
    return Box(left, top, right - left, bottom - top)


def _thinned(path: Path) -> Path:
    """Those places between which straight lines pass all the others by less than `NEAR`; the ends are among them."""
    times = np.array([at for at, _ in path], np.float64)
    sides = np.array([(b.left, b.top, b.left + b.width, b.top + b.height) for _, b in path], np.float64)
    kept = [0]
    while (start := kept[-1]) < len(path) - 1:
        end = start + 1
        while end + 1 < len(path) and _is_straight(times[start : end + 2], sides[start : end + 2]):
            end += 1
        kept.append(end)
    return [path[place] for place in kept]


def _is_straight(times: Numbers, sides: Numbers) -> bool:
    share = ((times - times[0]) / (times[-1] - times[0]))[:, None]
    return bool(np.abs(sides[0] + (sides[-1] - sides[0]) * share - sides).max() < NEAR)
