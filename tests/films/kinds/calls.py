"""What browsers record, and what programmes for calls and screens leave behind."""

from typing import Any

from tests.films.kind import Kind, filmed
from tests.films.kinds.reasons import CODEC, GROUPS, SOUND
from tests.films.kinds.shapes import HALF, TALL, in_two_shapes, streamed

_LIVE = {"live": "1"}
FRAGMENTS = {"movflags": "+frag_keyframe+delay_moov+default_base_moof"}
_QUICK = {"deadline": "realtime", "cpu-used": "8"}
_BROWSER: dict[str, Any] = {"sound_codec": "libopus", "fps": 25, "encoder": _QUICK}


def _still_screen() -> list[int]:
    """A shared screen on which something moves, and then nothing for eight seconds: times in microseconds."""
    lively = [number * 66_667 for number in range(30)]
    return [*lively, lively[-1] + 8_000_000, lively[-1] + 8_066_667]


CALLS = (
    filmed(
        "a browser's recording",
        "A page in an older browser: VP8 and Opus in a WebM.",
        file="recording.webm",
        container="matroska",
        codec="libvpx",
        **_BROWSER,
        expected={"needs": CODEC},
    ),
    filmed(
        "a browser's recording as it streams out",
        "MediaRecorder in Chromium or Firefox: no length is written, and no index to jump by.",
        file="recording.webm",
        container="webm",
        codec="libvpx-vp9",
        muxer=_LIVE,
        seconds=2,
        **_BROWSER,
        expected={"needs": CODEC},
    ),
    filmed(
        "a browser's H.264 in a Matroska file",
        "MediaRecorder in Chromium, asked for H.264.",
        file="recording.mkv",
        container="matroska",
        sound_codec="libopus",
        muxer=_LIVE,
        seconds=2,
        expected={"needs": SOUND},
    ),
    filmed(
        "fragments",
        "MediaRecorder in Safari: an MP4 in pieces, each with an index of its own.",
        muxer=FRAGMENTS,
        is_faststart=False,
        seconds=2,
    ),
    filmed(
        "fragments with Opus",
        "MediaRecorder in a newer Chromium: H.264 beside Opus in an MP4.",
        muxer=FRAGMENTS,
        is_faststart=False,
        sound_codec="libopus",
        seconds=2,
        expected={"needs": SOUND},
    ),
    filmed(
        "AV1",
        "A new phone's or browser's recording in AV1.",
        codec="libsvtav1",
        encoder={"preset": "12", "crf": "20", "svtav1-params": "pred-struct=1"},
        gop=30,
        seconds=2,
        expected={"needs": CODEC},
    ),
    filmed(
        "VP9 in an MP4",
        "A film fetched from a video site.",
        codec="libvpx-vp9",
        encoder=_QUICK,
        fps=25,
        seconds=2,
        expected={"needs": CODEC},
    ),
    Kind(
        name="a call whose picture changes its shape",
        maker="A video call, recorded while the other side turns the phone or the line gets poor.",
        write=lambda folder: streamed(folder / "call.webm", "webm", "libvpx", **_QUICK),
        expected=in_two_shapes(needs=CODEC, reshaped=(HALF, TALL)),
    ),
    filmed(
        "a call as Zoom keeps it",
        "Zoom: 25 pictures a second, one voice at 32 kHz, black bars beside the tiles.",
        file="video1234567890.mp4",
        fps=25,
        gop=50,
        sound_rate=32_000,
        sound_layout="mono",
        encoder={"profile": "main"},
        seconds=2,
    ),
    filmed(
        "a call as Teams keeps it",
        "Teams: eight pictures a second of a shared screen, starting afresh every eight seconds.",
        fps=8,
        gop=64,
        seconds=12,
        sound_rate=16_000,
        sound_layout="mono",
        expected={"needs": GROUPS},
    ),
    filmed(
        "a shared screen on which nothing moves",
        "A screen recorder that writes a picture only where something changes: here nothing for eight seconds.",
        times=_still_screen(),
        expected={"needs": GROUPS},
    ),
    filmed(
        "a screen recorder's Matroska",
        "OBS: H.264 and AAC in a Matroska file.",
        file="2025-03-01 10-00-00.mkv",
        container="matroska",
        fps=60,
        gop=120,
        seconds=2,
    ),
    filmed(
        "a screen in its own colours",
        "A screen recorder that keeps red, green and blue apart.",
        codec="libx264rgb",
        pixel_format="rgb24",
        seconds=2,
        expected={"needs": CODEC},
    ),
    filmed(
        "sound that is not read here",
        "A converter that packs sound in a way few programmes know.",
        container="matroska",
        sound_codec="wavpack",
        seconds=2,
        expected={
            "has_sound": False,
            "note": ("its sound is stored in a way that cannot be read",),
        },
    ),
    filmed(
        "a replay that starts at ten seconds",
        "A recorder that keeps the last minutes: the file's clock is already at 9.98 s.",
        file="replay.mkv",
        container="matroska",
        start=9_980_000,
        seconds=2,
    ),
    filmed(
        "two voices on two tracks",
        "A call recorder, or a camera with a radio microphone: each voice on a track of its own.",
        sound_tracks=2,
        seconds=2,
        expected={"note": ("of several sound tracks",)},
    ),
)
"""Kinds made by browsers and calls."""
