"""A short film played again and again: packets are moved about, nothing is encoded anew."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import av


def looped(film: Path, target: Path, minutes: float) -> Path:
    """`film` as often as `minutes` need it, written to `target`."""
    with av.open(str(film)) as source, av.open(str(target), "w") as output:
        length = Fraction(source.duration or 0, 1_000_000)
        streams = {stream.index: output.add_stream_from_template(stream) for stream in source.streams}
        packets = [packet for packet in source.demux() if packet.dts is not None]
        for loop in range(max(1, round(minutes * 60 / length))):
            output.mux([_again(packet, streams[packet.stream.index], loop * length) for packet in packets])
    return target


def in_full_hd(film: Path, target: Path, *, seconds: int) -> Path:
    """The first `seconds` of `film` at 1080 lines and 30 pictures a second, without sound."""
    with av.open(str(film)) as source, av.open(str(target), "w") as output:
        stream = output.add_stream("libx264", rate=30, options={"preset": "veryfast", "crf": "20", "g": "60"})
        stream.width, stream.height, stream.pix_fmt = 1920, 1080, "yuv420p"
        number = 0
        for frame in source.decode(video=0):
            while number < 30 * seconds and Fraction(number, 30) <= (frame.time or 0):
                large = frame.reformat(1920, 1080, "yuv420p")
                large.pts, large.time_base, large.pict_type = number, Fraction(1, 30), 0
                output.mux(stream.encode(large))
                number += 1
            if number == 30 * seconds:
                break
        output.mux(stream.encode())
    return target


def _again(packet: Any, stream: Any, later: Fraction) -> Any:
    copy = av.Packet(bytes(packet))
    copy.stream, copy.time_base, copy.is_keyframe = stream, packet.time_base, packet.is_keyframe
    ticks = round(later / packet.time_base)
    copy.pts, copy.dts, copy.duration = packet.pts + ticks, packet.dts + ticks, packet.duration
    return copy
