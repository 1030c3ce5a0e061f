"""Interlaced films: each picture holds two moments, one in the even lines and one in the odd."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from av.filter import Graph

from tests.films import numbered, read_number
from tests.footage.making import made
from tests.footage.reel.cutting import cut, span
from vignette.domain.source import PlainFile
from vignette.domain.span import SECOND

SIZE = (192, 144)
FRAMES = 30
KINDS: dict[str, tuple[str, str, str, Fraction, bool]] = {
    "AVCHD, 50 fields": ("libx264", "mpegts", "yuv420p", Fraction(25), True),
    "AVCHD, 60 fields": ("libx264", "mpegts", "yuv420p", Fraction(30_000, 1001), True),
    "HDV": ("mpeg2video", "mpegts", "yuv420p", Fraction(25), True),
    "lower fields first": ("mpeg2video", "mpegts", "yuv420p", Fraction(25), False),
    "4:2:2 in a MOV": ("mpeg2video", "mov", "yuv422p", Fraction(25), True),
}
ENCODED = {"libx264": {"crf": "14", "preset": "fast"}, "mpeg2video": {"b": "6000000", "maxrate": "9000000"}}


@pytest.mark.parametrize("kind", KINDS)
def test_both_fields_of_every_picture_are_shown_in_order_at_twice_the_rate(kind: str, tmp_path: Path) -> None:
    rate, upper_first = KINDS[kind][3:]
    source = interlaced(tmp_path / "film", kind, numbers)

    path, joined = made([source], tmp_path / "made", cuts=[399_999, 400_000, 777_777])

    shown = [picture[place % 2 ^ (not upper_first) :: 2] for place, picture in enumerate(pictures(path))]
    assert [read_number(lines) for lines in shown] == list(range(2 * FRAMES))
    times = np.frombuffer(joined.times, "<i8")
    assert np.abs(times - np.arange(2 * FRAMES) * float(SECOND / rate / 2)).max() <= 12


@pytest.mark.parametrize("kind", KINDS)
def test_a_field_shows_its_own_moment_in_all_lines(kind: str, tmp_path: Path) -> None:
    source = interlaced(tmp_path / "film", kind, brightening)

    path, _ = made([source], tmp_path / "made", cuts=[500_000])

    expected = brightness(np.arange(2 * FRAMES))
    for lines in (slice(20, -20, 2), slice(21, -20, 2)):
        seen = np.array([picture[lines, 20:-20].mean() for picture in pictures(path)])
        assert np.abs(seen - expected)[1:-1].max() <= 3


def test_a_reel_shows_both_fields_of_its_clip_and_none_from_outside(tmp_path: Path) -> None:
    source = interlaced(tmp_path / "film", "HDV", numbers)

    cut([(source, span(0.2, 0.5))], tmp_path / "reel")

    shown = [picture[place % 2 :: 2] for place, picture in enumerate(pictures(tmp_path / "reel"))]
    assert [read_number(lines) for lines in shown] == list(range(10, 26))[: len(shown)]
    assert len(shown) in (15, 16)


def numbers(moment: int) -> Any:
    return numbered(moment, SIZE)[:, :, 0]


def brightness(moment: Any) -> Any:
    return 40 + 3 * moment


def brightening(moment: int) -> Any:
    return np.full(SIZE[::-1], brightness(moment), np.uint8)


def pictures(path: Path) -> list[Any]:
    with av.open(str(path)) as film:
        return [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]


def interlaced(path: Path, kind: str, moment: Any) -> PlainFile:
    """A film whose picture k holds the moments 2k and 2k + 1, the earlier one in the field that comes first."""
    codec, container, pixel_format, rate, upper_first = KINDS[kind]
    with av.open(str(path), "w", format=container) as output:
        stream: Any = output.add_stream(codec, rate=rate, options={"flags": "+ildct+ilme", **ENCODED[codec]})
        stream.width, stream.height, stream.pix_fmt = *SIZE, pixel_format
        for frame in _woven(moment, pixel_format, rate, upper_first):
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return PlainFile(path)


def _woven(moment: Any, pixel_format: str, rate: Fraction, upper_first: bool) -> Iterator[av.VideoFrame]:
    graph = Graph()
    begin = graph.add("buffer", f"video_size={SIZE[0]}x{SIZE[1]}:pix_fmt={pixel_format}:time_base={1 / rate}")
    # Which field comes first can only be said to the encoder by a filter.
    first, end = graph.add("setfield", "tff" if upper_first else "bff"), graph.add("buffersink")
    begin.link_to(first)
    first.link_to(end)
    graph.configure()
    for number in range(FRAMES):
        woven = moment(2 * number + (not upper_first)).copy()
        woven[1::2] = moment(2 * number + upper_first)[1::2]
        frame = av.VideoFrame.from_ndarray(np.repeat(woven[:, :, None], 3, axis=2), format="rgb24")
        frame = frame.reformat(format=pixel_format)
        frame.pts, frame.time_base = number, 1 / rate
        graph.vpush(frame)
        yield graph.vpull()
