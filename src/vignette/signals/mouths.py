"""How far a mouth stands from its owner's own rest towards its owner's own broad smile."""

import numpy as np

from vignette.domain.span import Micros, micros
from vignette.domain.track import STEP
from vignette.signals.runs import Values, smoothed
from vignette.signals.settings import Settings


def smiling(widths: Values, lifts: Values, *, settings: Settings) -> Values:
    """0 at this person's own rest, 1 at a broad smile of theirs, shape (n,); NaN where the mouth was not seen.

    A smile draws the corners of the mouth apart and up. Rest is the median of the lowest share of what was seen.
    """
    mouth = evened(smoothed(evened(widths + np.float32(settings.smile_lift) * lifts), over=Micros(2 * STEP)))
    seen = np.sort(mouth[~np.isnan(mouth)])
    if not seen.size:
        return mouth
    rest = np.median(seen[: max(1, int(seen.size * settings.neutral_share))])
    reach = own_broad_smile(seen - rest, settings=settings)
    return np.asarray(np.clip((mouth - rest) / reach, 0, 1), np.float32)


def own_broad_smile(above: Values, *, settings: Settings) -> float:
    """How far above rest this person's mouth stands when it smiles; what is usual where they do not clearly smile.

    `above`, ascending, is all that was seen of it. It is cut in two where the halves differ most (Otsu 1979): only
    where they then lie well apart, and the upper one lasts, is the upper one this person's smile. So a picture that
    makes all smiles small, by its dark or its coarseness, hides them less, and whoever never smiles gets no smile.
    """
    if above.size < 2:
        return settings.smile_span
    cut = _most_different(above)
    low, high = above[:cut], above[cut:]
    apart = float(high.mean() - low.mean())
    lasts = high.size * STEP >= micros(settings.smile_own_lasts)
    if lasts and apart >= max(settings.smile_own_least, settings.smile_own_clear * float(low.std())):
        return float(np.clip(high.mean(), settings.smile_own_least, settings.smile_span))
    return settings.smile_span


def evened(values: Values) -> Values:
    """Half of each sample and a quarter of either neighbour, where all three were seen.

    Faces are looked at from this side and from the mirror's, turn by turn: this puts the two together.
    """
    even = values.copy()
    even[1:-1] = (values[:-2] + 2 * values[1:-1] + values[2:]) / 4
    return np.where(np.isnan(even), values, even)


def _most_different(ascending: Values) -> int:
    """Where to cut so that the parts' means differ most, each weighed by its size."""
    total, lower = np.cumsum(ascending, dtype=np.float64), np.arange(1, ascending.size)
    upper = ascending.size - lower
    between = lower * upper * (total[:-1] / lower - (total[-1] - total[:-1]) / upper) ** 2
    return int(between.argmax()) + 1
