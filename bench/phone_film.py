"""A long film as a phone would write it, made quickly: some seconds are drawn and encoded, and repeated after that.

Nothing from an upload to a first picture can tell: packets are only moved about there.
"""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

LOOP = 8
"""Seconds really drawn and encoded: whole groups of pictures, and whole frames of sound."""
RATE, SOUND_RATE, SAMPLES = 30, 48_000, 1024

_SOUND_END = LOOP * SOUND_RATE


def phone_film(path: Path, loops: int) -> Path:
    """`loops` times LOOP seconds of 1080p30 at about 17 Mbit/s; a closed group each second, the index at the end."""
    with av.open(str(path), "w", format="mp4") as output:
        options = {"preset": "ultrafast", "crf": "23", "g": str(RATE), "sc_threshold": "0"}
        pictures = output.add_stream("libx264", rate=RATE, options=options)
        pictures.width, pictures.height, pictures.pix_fmt = 1920, 1080, "yuv420p"
        sound = output.add_stream("aac", rate=SOUND_RATE, layout="mono")
        drawn = [packet for frame in _drawn() for packet in pictures.encode(frame)] + pictures.encode(None)
        played = [
            packet for frame in _played() for packet in sound.encode(frame) if 0 <= (packet.pts or 0) < _SOUND_END
        ]
        for loop in range(loops):
            for stream, packets, ticks in ((pictures, drawn, LOOP * RATE), (sound, played, _SOUND_END)):
                output.mux([_again(packet, stream, loop * ticks) for packet in packets])
    return path


def _again(packet: Any, stream: Any, later: int) -> Any:
    copy = av.Packet(bytes(packet))
    copy.stream, copy.time_base, copy.is_keyframe = stream, packet.time_base, packet.is_keyframe
    copy.pts, copy.dts, copy.duration = packet.pts + later, packet.dts + later, packet.duration
    return copy


def _drawn() -> Iterator[av.VideoFrame]:
    """A moving pattern with some grain."""
    dice = np.random.default_rng(1)
    rows, columns = np.mgrid[0:1080, 0:1920].astype(np.int32)
    grain = [dice.integers(0, 12, (1080, 1920), dtype=np.uint8) for _ in range(7)]
    chroma = np.full((540, 1920), 128, np.uint8)
    for number in range(LOOP * RATE):
        luma = ((rows + 3 * number) // 8 + (columns - 5 * number) // 8).astype(np.uint8) + grain[number % 7]
        frame = av.VideoFrame.from_ndarray(np.concatenate((luma, chroma)), format="yuv420p")
        frame.pts, frame.time_base = number, Fraction(1, RATE)
        yield frame


def _played() -> Iterator[av.AudioFrame]:
    """A tone, somewhat longer than the loop: the encoder lags behind."""
    for place in range(0, (LOOP + 1) * SOUND_RATE, SAMPLES):
        wave = 0.3 * np.sin((place + np.arange(SAMPLES)) * 2 * np.pi * 440 / SOUND_RATE)
        frame = av.AudioFrame.from_ndarray(wave.astype(np.float32)[None], format="fltp", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = SOUND_RATE, place, Fraction(1, SOUND_RATE)
        yield frame
