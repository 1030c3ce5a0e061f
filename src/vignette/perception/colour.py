"""The colour of a sound in a few numbers: which bands of it are loud, however loud the whole is."""

from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float32]

BANDS = 24
LOW, HIGH = 80.0, 7600.0
"""Hz; what a telephone's film still holds of a voice."""
COUNT = 8
"""Numbers that are kept of each sound."""
FAINTEST = 1e-9
"""Power of a band below which it counts as silent."""


def colours_of(powers: Numbers, rate: int) -> Numbers:
    """The first mel-cepstral coefficients of each window, loudness left out: shape (m, 8).

    `powers`, shape (m, n), are the windows' at n frequencies from 0 to half of `rate`. Davis & Mermelstein (1980).
    """
    # Band by band, as most of each triangle is nothing: one large product would also be spread over other processors.
    bands = np.stack([powers[:, band] @ weights for band, weights in _filters(powers.shape[1], rate)], axis=1)
    bands = np.log(bands + np.float32(FAINTEST))
    # SciPy's would take a third of a second to load, in every process that looks at a part.
    return np.asarray(cv2.dct(bands, flags=cv2.DCT_ROWS)[:, 1 : COUNT + 1], np.float32)


@cache
def _filters(count: int, rate: int) -> list[tuple[slice, Numbers]]:
    """Triangles evenly spaced in mel: where each lies among the frequencies, and its weights there."""
    edges = 700 * (np.exp(np.linspace(_mel(LOW), _mel(HIGH), BANDS + 2)) - 1)
    at = np.linspace(0, rate / 2, count)[:, None]
    below, middle, above = edges[:-2], edges[1:-1], edges[2:]
    rising, falling = (at - below) / (middle - below), (above - at) / (above - middle)
    triangles = np.asarray(np.clip(np.minimum(rising, falling), 0, 1), np.float32)
    spans = [np.flatnonzero(triangle) for triangle in triangles.T]
    bands = [slice(int(span[0]), int(span[-1]) + 1) for span in spans]
    return [(band, triangle[band].copy()) for band, triangle in zip(bands, triangles.T, strict=True)]


def _mel(frequency: float) -> float:
    """On a scale on which steps sound alike (logarithmic above 700 Hz), in units of its own."""
    return float(np.log(1 + frequency / 700))
