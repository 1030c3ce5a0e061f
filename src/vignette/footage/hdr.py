"""From the wide, bright pictures of newer phones (HLG and PQ, ITU-R BT.2100) to what every screen shows (BT.709)."""

from fractions import Fraction
from functools import cache

import av
import numpy as np
import numpy.typing as npt

from vignette.domain.span import SECOND

Light = npt.NDArray[np.float64]

PQ = 16
HLG = 18
"""The codes of the two HDR transfer functions in ITU-T H.273, table 3."""

WHITE = 203.0
"""Nits of diffuse white in HDR (ITU-R BT.2408-7, section 2.2)."""

_LEVEL = 6
_KNEE = 0.6
_TO_709 = np.array([[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]])
_LUMA = np.array([0.2627, 0.6780, 0.0593])


def is_hdr(transfer: int) -> bool:
    return transfer in (PQ, HLG)


@cache
def table(transfer: int) -> av.VideoFrame:
    """The colour table from HDR R'G'B' to BT.709 R'G'B', as a Hald picture of 36 steps a channel."""
    steps = np.linspace(0, 1, _LEVEL**2)
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")
    coded = np.stack((red, green, blue), axis=-1).reshape(_LEVEL**3, _LEVEL**3, 3)
    shown = _encoded(_tamed(_nits(coded, transfer) / WHITE) @ _TO_709.T)
    hald = av.VideoFrame.from_ndarray(np.round(shown * 65535).astype(np.uint16), format="rgb48le")
    hald.pts, hald.time_base = 0, Fraction(1, SECOND)
    return hald


def _nits(coded: Light, transfer: int) -> Light:
    return _pq(coded) if transfer == PQ else _hlg(coded)


def _pq(coded: Light) -> Light:
    """The PQ EOTF, BT.2100-2 table 4."""
    root = coded ** (1 / 78.84375)
    ratio = np.maximum(root - 0.8359375, 0) / (18.8515625 - 18.6875 * root)
    return np.asarray(10_000 * ratio ** (1 / 0.1593017578125), dtype=np.float64)


def _hlg(coded: Light) -> Light:
    """The HLG inverse OETF and the OOTF of a 1000 nit screen, BT.2100-2 table 5."""
    scene = np.where(coded <= 0.5, coded**2 / 3, (np.exp((coded - 0.55991073) / 0.17883277) + 0.28466892) / 12)
    luma = np.maximum(scene @ _LUMA, 1e-9)[..., None]
    return np.asarray(1000 * luma**0.2 * scene, dtype=np.float64)


def _tamed(light: Light) -> Light:
    """Highlights bent below white; what lies under the knee stays as it is, and so does every hue."""
    brightest = np.maximum(light.max(axis=-1, keepdims=True), 1e-9)
    bent = _KNEE + (1 - _KNEE) * (1 - np.exp(-(brightest - _KNEE) / (1 - _KNEE)))
    return np.asarray(light * np.where(brightest <= _KNEE, brightest, bent) / brightest, dtype=np.float64)


def _encoded(light: Light) -> Light:
    """Display light as BT.709 values for a BT.1886 screen."""
    return np.asarray(np.clip(light, 0, 1) ** (1 / 2.4), dtype=np.float64)
