"""Films to measure by: a short one played again and again, of which nothing is encoded anew, and what it is made of."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np


def looped(film: Path, target: Path, minutes: float) -> Path:
    """`film` as often as `minutes` need it, written to `target`."""
    with av.open(str(film)) as source, av.open(str(target), "w") as output:
        length = Fraction(source.duration or 0, 1_000_000)
        streams = {stream.index: output.add_stream_from_template(stream) for stream in source.streams}
        packets = [packet for packet in source.demux() if packet.dts is not None]
        for loop in range(max(1, round(minutes * 60 / length))):
            again = [_again(packet, streams[packet.stream.index], loop * length) for packet in packets]
            # What a sound codec needs before its first sample would lie before the end of the loop before.
            output.mux([packet for packet in again if not loop or packet.dts * packet.time_base >= loop * length])
    return target


def as_by_a_phone(film: Path, target: Path, *, seconds: int, codec: str = "libx264") -> Path:
    """The first `seconds` of `film` as a phone would film them, without sound: 1080 lines, 30 pictures a second.

    With the grain of a small lens, which takes most of the bits: 16 million a second, 8 million in HEVC.
    """
    with av.open(str(film)) as source, av.open(str(target), "w") as output:
        stream = output.add_stream(codec, rate=30, options=_ENCODING[codec])
        stream.width, stream.height, stream.pix_fmt = 1920, 1080, "yuv420p"
        number = 0
        for frame in source.decode(video=0):
            large = _grained(frame.reformat(1920, 1080, "yuv420p"), number)
            while number < 30 * seconds and Fraction(number, 30) <= (frame.time or 0):
                large.pts, large.time_base, large.pict_type = number, Fraction(1, 30), 0
                output.mux(stream.encode(large))
                number += 1
            if number == 30 * seconds:
                break
        output.mux(stream.encode())
    return target


def in_miniature(film: Path, target: Path) -> Path:
    """`film` with its sound at 90 lines: what takes little to look through, however long it is."""
    with av.open(str(film)) as source, av.open(str(target), "w") as output:
        picture, sound = source.streams.video[0], source.streams.audio[0]
        small = output.add_stream(
            "libx264", rate=picture.average_rate, options={"preset": "veryfast", "g": "50", "bf": "0"}
        )
        small.width, small.height, small.pix_fmt = 160, 90, "yuv420p"
        heard = output.add_stream_from_template(sound)
        for packet in source.demux(picture, sound):
            if packet.stream is sound and packet.dts is not None:
                packet.stream = heard
                output.mux(packet)
                continue
            for frame in packet.decode() if packet.stream is picture else ():
                output.mux(small.encode(frame.reformat(160, 90, "yuv420p")))
        output.mux(small.encode())
    return target


_ENCODING = {
    "libx264": {"preset": "veryfast", "b": "16M", "maxrate": "20M", "bufsize": "16M", "g": "60", "bf": "0"},
    "libx265": {"preset": "superfast", "x265-params": "bitrate=8000:keyint=60:log-level=error"},
}
"""Phones write H.264 without pictures that build on later ones, HEVC with them."""


def _grained(frame: Any, number: int) -> Any:
    """The frame with noise of 4 levels in its light, another in each."""
    light = np.frombuffer(frame.planes[0], np.uint8).reshape(frame.planes[0].height, -1)
    noise = np.random.default_rng(number).normal(0, 4, light.shape)
    frame.planes[0].update(np.clip(light + noise, 0, 255).astype(np.uint8))
    return frame


def _again(packet: Any, stream: Any, later: Fraction) -> Any:
    copy = av.Packet(bytes(packet))
    copy.stream, copy.time_base, copy.is_keyframe = stream, packet.time_base, packet.is_keyframe
    ticks = round(later / packet.time_base)
    copy.pts, copy.dts, copy.duration = packet.pts + ticks, packet.dts + ticks, packet.duration
    return copy
