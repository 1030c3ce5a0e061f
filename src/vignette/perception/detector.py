"""Where faces are in a picture: boxes with six points, from BlazeFace at short range (Bazarevsky et al. 2019)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vignette.domain.errors import Misconfigured
from vignette.perception.models import Numbers, PictureModel
from vignette.perception.registry import SHIPPED, Kind, Models
from vignette.perception.tiles import Picture, Tile, views

RIGHT_EYE, LEFT_EYE, NOSE, MOUTH, RIGHT_EAR, LEFT_EAR = range(6)
"""The six points, named from the person's own side."""


@dataclass(frozen=True, eq=False, slots=True)
class Box:
    """A square around a face, in pixels: centre, side, and `points` of shape (6, 2); `sureness` is 0 to 1."""

    x: float
    y: float
    side: float
    points: npt.NDArray[np.float64]
    sureness: float


def anchors(side: int = 128, *, is_full_range: bool = False) -> npt.NDArray[np.float64]:
    """The centres the network's answers are relative to, as fractions of a tile of `side` pixels, shape (n, 2)."""
    grids = []
    for cells, each in ((side // 4, 1),) if is_full_range else ((side // 8, 2), (side // 16, 6)):
        middles = (np.arange(cells) + 0.5) / cells
        across, down = np.meshgrid(middles, middles)
        grids.append(np.repeat(np.stack([across.ravel(), down.ravel()], axis=1), each, axis=0))
    return np.concatenate(grids)


class Detector:
    """Holds the network; `faces_in` looks at some tiles of one picture."""

    def __init__(self, models: Models = SHIPPED) -> None:
        self._model = PictureModel(models.content(Kind.FACES))
        side, count = self._model.side, len(self._answers(np.zeros((self._model.side,) * 2 + (3,), np.uint8))[1])
        self._anchors = anchors(side, is_full_range=count == (side // 4) ** 2)
        if len(self._anchors) != count:
            raise Misconfigured("The model for faces does not answer as such a model must.")

    def faces_in(self, picture: Picture, tiles: Sequence[Tile], *, surer_than: float) -> list[Box]:
        """Each face once, the surest first."""
        pairs = zip(tiles, views(picture, tiles, side=self._model.side), strict=True)
        return apart([box for tile, view in pairs for box in self.faces_in_view(view, tile, surer_than=surer_than)])

    @property
    def side(self) -> int:
        """Pixels along each side of a view."""
        return self._model.side

    def faces_in_view(self, view: Picture, tile: Tile, *, surer_than: float) -> list[Box]:
        """The faces in one tile, of which `view` is the content; the same face more than once."""
        numbers, scores = self._answers(view)
        return decoded(numbers, scores, self._anchors, tile, surer_than, scale=tile.side / self._model.side)

    def _answers(self, view: Picture) -> tuple[Numbers, Numbers]:
        """Numbers in pixels of the view, shape (n, 16), and logits, shape (n,)."""
        by_width = {each.shape[-1]: each[0] for each in self._model.run(view.astype(np.float32) / 127.5 - 1).values()}
        if by_width.keys() != {1, 16}:
            raise Misconfigured("The model for faces does not answer as such a model must.")
        return by_width[16], by_width[1][:, 0]


def decoded(
    numbers: Numbers,
    scores: Numbers,
    centres: npt.NDArray[np.float64],
    tile: Tile,
    surer_than: float,
    *,
    scale: float = 1.0,
) -> list[Box]:
    """The network's answers of one tile as boxes in the picture.

    `numbers`, shape (n, 16), hold centre, size and six points relative to `centres`, in pixels of the view, each
    `scale` pixels of the picture; `scores` are logits, shape (n,).
    """
    found = np.flatnonzero(scores > math.log(surer_than / (1 - surer_than)))
    if not found.size:
        return []
    sureness = 1 / (1 + np.exp(-np.clip(scores[found].astype(np.float64), -50, 50)))
    pairs = scale * numbers[found].reshape(-1, 8, 2).astype(np.float64)
    origin = centres[found] * tile.side + (tile.x, tile.y)
    return [_box(pair, middle, float(sure)) for pair, middle, sure in zip(pairs, origin, sureness, strict=True)]


def _box(pairs: npt.NDArray[np.float64], middle: npt.NDArray[np.float64], sureness: float) -> Box:
    x, y = pairs[0] + middle
    return Box(float(x), float(y), float(pairs[1].mean()), pairs[2:] + middle, sureness)


def apart(boxes: Sequence[Box], *, overlap: float = 0.3) -> list[Box]:
    """Only the surest of the boxes that share more than `overlap` of their area, or lie one inside the other."""
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda box: -box.sureness):
        if not any(is_same(box, other, overlap=overlap) for other in kept):
            kept.append(box)
    return kept


def is_same(a: Box, b: Box, *, overlap: float = 0.3) -> bool:
    """Whether two boxes that share so much of their area hold one face."""
    return _shared(a, b) > overlap


def _shared(a: Box, b: Box) -> float:
    """The common area over the smaller one, 0 to 1: a part of a face found in a small tile is the same face."""
    reach = (a.side + b.side) / 2
    across = min(reach - abs(a.x - b.x), a.side, b.side)
    down = min(reach - abs(a.y - b.y), a.side, b.side)
    smaller = min(a.side, b.side) ** 2
    return max(0.0, across) * max(0.0, down) / smaller if smaller > 0 else 1.0
