"""Searching whole pictures for faces: how often, and where anew."""

import cv2
import numpy as np

from vignette.domain.span import Micros
from vignette.perception.detector import Box, Detector, apart
from vignette.perception.tiles import Picture, Tile, tiles_over, views

ALIKE = 4
"""By how many of 255 levels no eighth of a view, each way, may have changed: fine noise evens out, a face does not."""
_COARSE = (16, 16)


class Search:
    """Looks over one picture after the other: about 50 looks, fewer where nothing changed.

    A stretch that was empty stays empty until something changes in it. A face counts from `surer_than`; a stretch is
    empty where not even one of `still_surer_than` is in it.
    """

    def __init__(self, detector: Detector, *, surer_than: float, still_surer_than: float) -> None:
        self._detector = detector
        self._surer_than, self._still_surer_than = surer_than, still_surer_than
        self._empty: dict[Tile, Picture] = {}

    def faces_in(self, picture: Picture) -> list[Box]:
        """Each face once, the surest first."""
        height, width = picture.shape[:2]
        tiles = list(tiles_over(width, height))
        pairs = zip(tiles, views(picture, tiles, side=self._detector.side), strict=True)
        boxes = [box for tile, view in pairs if not self._is_still_empty(tile, view) for box in self._look(tile, view)]
        return apart([box for box in boxes if box.sureness > self._surer_than])

    def _is_still_empty(self, tile: Tile, view: Picture) -> bool:
        before = self._empty.get(tile)
        return before is not None and int(cv2.absdiff(before, _coarse(view)).max()) <= ALIKE

    def _look(self, tile: Tile, view: Picture) -> list[Box]:
        boxes = self._detector.faces_in_view(view, tile, surer_than=self._still_surer_than)
        self._empty.pop(tile, None)
        if not boxes:
            self._empty[tile] = _coarse(view)
        return boxes


class Searches:
    """When whole pictures are searched, in microseconds of film time: first of all, then once in every stretch `calm`.

    Where fewer faces are in sight than there were at once within the last `missed`, once in every stretch `every`.
    """

    def __init__(self, *, calm: Micros, every: Micros, missed: Micros) -> None:
        self._calm, self._every, self._missed = calm, every, missed
        self._searched = Micros(-1)
        self._sights: list[tuple[Micros, int]] = []

    def is_due(self, at: Micros, faces: int) -> bool:
        """Whether the picture shown `at` is to be searched; `faces` were in sight in the one before it."""
        self._sights = [sight for sight in self._sights if sight[0] >= at - self._missed] + [(at, faces)]
        is_somebody_missed = faces < max(count for _, count in self._sights)
        stretch = self._every if is_somebody_missed else self._calm
        is_due = self._searched < 0 or at // stretch > self._searched // stretch
        self._searched = at if is_due else self._searched
        return is_due


def _coarse(view: Picture) -> Picture:
    return np.asarray(cv2.resize(view, _COARSE, interpolation=cv2.INTER_AREA), np.uint8)
