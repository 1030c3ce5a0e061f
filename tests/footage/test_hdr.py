"""HDR against the levels that are published for it, and not against our own formulas."""

from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from tests.footage.making import made
from vignette.domain.source import PlainFile

PQ, HLG = 16, 18
BT2020 = 9
NITS = (0.0, 26.0, 162.0, 179.0, 203.0)
"""Black, a grey card (18 %), a grey chart's white (83 %), a white card (90 %) and diffuse white (100 %)."""
LEVELS = {PQ: (0.0, 0.38, 0.56, 0.57, 0.58), HLG: (0.0, 0.38, 0.71, 0.73, 0.75)}
"""Of the same, as signals (Report ITU-R BT.2408, table 1)."""
BLACK, WHITE = 16, 235
PATCH = 64


@pytest.mark.parametrize("transfer", [PQ, HLG])
def test_greys_come_out_as_bright_against_diffuse_white_as_they_were_filmed(transfer: int, tmp_path: Path) -> None:
    black, card, *_ = light(shown(tmp_path, transfer, LEVELS[transfer]))

    assert black <= 0.002
    assert card == pytest.approx(NITS[1] / NITS[-1], rel=0.06)


@pytest.mark.parametrize("transfer", [PQ, HLG])
def test_white_stays_nearly_white_and_leaves_room_for_what_shines(transfer: int, tmp_path: Path) -> None:
    chart, card, white, lamp = shown(tmp_path, transfer, (*LEVELS[transfer][2:], 0.9))

    assert chart < card < white < lamp
    assert white == pytest.approx(WHITE, abs=0.08 * (WHITE - BLACK))
    assert lamp == pytest.approx(WHITE, abs=2)


def test_both_kinds_of_hdr_look_the_same(tmp_path: Path) -> None:
    both = [shown(tmp_path, transfer, LEVELS[transfer]) for transfer in (PQ, HLG)]

    assert np.abs(both[0] - both[1]).max() <= 3


@pytest.mark.parametrize("transfer", [PQ, HLG])
def test_grey_stays_grey_and_brighter_stays_brighter(transfer: int, tmp_path: Path) -> None:
    path = filmed(tmp_path, transfer, np.linspace(0, 1, 21))

    luma, *colours = planes(path)
    steps = luma[PATCH // 2, PATCH // 2 :: PATCH]
    assert (np.diff(steps) >= -1).all()
    assert steps[0] == pytest.approx(BLACK, abs=1)
    assert all(np.abs(colour.astype(int) - 128).max() <= 1 for colour in colours)


@pytest.mark.parametrize("transfer", [PQ, HLG])
def test_the_film_says_that_its_colours_are_those_of_every_screen(transfer: int, tmp_path: Path) -> None:
    with av.open(str(filmed(tmp_path, transfer, (0.3, 0.5)))) as film:
        context = film.streams.video[0].codec_context
        coded = (context.color_primaries, context.color_trc, context.colorspace, context.color_range)
        assert (context.pix_fmt, *map(int, coded)) == ("yuv420p", 1, 1, 1, 1)


def light(luma: Any) -> Any:
    """Light against white that a BT.1886 screen makes of these levels."""
    return (np.clip(luma - BLACK, 0, None) / (WHITE - BLACK)) ** 2.4


def shown(folder: Path, transfer: int, signals: Any) -> Any:
    """The luma that each of the grey signals (0..1) comes out with."""
    luma = planes(filmed(folder, transfer, signals))[0]
    return np.array([luma[16:48, place * PATCH + 16 : place * PATCH + 48].mean() for place in range(len(signals))])


def planes(path: Path) -> list[Any]:
    with av.open(str(path)) as film:
        frame = list(film.decode(video=0))[3]
        return [_lines(plane, np.uint8)[:, : plane.width] for plane in frame.planes]


def _lines(plane: Any, kind: Any) -> Any:
    return np.frombuffer(plane, kind).reshape(plane.height, -1)


def filmed(folder: Path, transfer: int, signals: Any) -> Path:
    """What becomes of a film in HDR that shows patches of these grey signals, side by side."""
    width, height = len(signals) * PATCH, PATCH
    luma = np.repeat(np.round(64 + 876 * np.array(signals)).astype(np.uint16), PATCH)
    options = {"preset": "ultrafast", "crf": "2", "x265-params": "log-level=none"}
    with av.open(str(folder / f"{transfer}.mp4"), "w", format="mp4") as output:
        stream = output.add_stream("libx265", rate=25, options=options)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p10le"
        context = stream.codec_context
        context.color_primaries, context.color_trc, context.colorspace, context.color_range = (
            BT2020,
            transfer,
            BT2020,
            1,
        )
        for number in range(13):
            frame = av.VideoFrame(width, height, "yuv420p10le")
            for plane, values in zip(frame.planes, (luma, 512, 512), strict=True):
                _lines(plane, np.uint16)[:, : plane.width] = values
            frame.pts = number
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return made([PlainFile(folder / f"{transfer}.mp4")], folder / "made")[0]
