"""How the small pictures of a film lie on their sheet."""

from dataclasses import dataclass

from vignette.domain.film import Footage
from vignette.domain.span import SECOND, Micros
from vignette.footage.sizes import fitted

MOST = 300
"""Small pictures on a sheet."""

_SOONEST = 2 * SECOND
_COLUMNS = 20
_LONG_SIDE, _SHORT_SIDE = 160, 90


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a film's small pictures lie: row after row, `columns` in each, `width` by `height` pixels.

    Picture k of `count` stands for film time k * `every` up to (k + 1) * `every`.
    """

    width: int
    height: int
    columns: int
    every: Micros
    count: int


def sheet_of(footage: Footage) -> Sheet:
    """The sheet of a film: one picture for every 2 s, or for as many whole seconds as lead to at most MOST."""
    is_upright = footage.width < footage.height
    across, down = (_SHORT_SIDE, _LONG_SIDE) if is_upright else (_LONG_SIDE, _SHORT_SIDE)
    width, height = fitted((footage.width, footage.height), width=across, height=down, multiple=2)
    every = max(_SOONEST, -(-footage.length // (MOST * SECOND)) * SECOND)
    return Sheet(width, height, _COLUMNS, Micros(every), -(-footage.length // every))
