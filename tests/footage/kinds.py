"""The kinds of film that phones, cameras and browsers bring, as recipes; each of them four seconds or less."""

from fractions import Fraction
from typing import Any

from tests.films import Recipe

UNEVEN = [round(number * 1e6 / 30) + number * 7_919 % 16_000 for number in range(100)]
"""Times of a phone whose frame rate wavers, in microseconds."""

KINDS: dict[str, dict[str, Any]] = {
    "a tidy phone": {},
    "B-frames and open groups": {"b_frames": 2, "is_open_gop": True, "gop": 60, "fps": Fraction(30000, 1001)},
    "a wavering rate, held upright": {"rotation": 90, "times": UNEVEN, "size": (120, 160)},
    "held the other way up": {"rotation": -90, "size": (120, 160), "sound_rate": 44_100, "sound_layout": "mono"},
    "no sound": {"has_sound": False, "fps": 25},
    "pictures hidden by an edit list": {"hidden": 37},
    "a camcorder's stream that starts at 1.44 s": {"container": "mpegts", "start": 1_440_000, "b_frames": 2},
    "a browser's recording": {
        "container": "matroska",
        "codec": "libvpx",
        "sound_codec": "libopus",
        "encoder": {"deadline": "realtime", "cpu-used": "8"},
        "fps": 25,
    },
    "an old pocket camera": {"container": "avi", "codec": "mpeg4", "sound_codec": "pcm_s16le"},
    "a new phone in HDR": {
        "codec": "libx265",
        "pixel_format": "yuv420p10le",
        "colour": {"color_trc": 18, "color_primaries": 9, "colorspace": 9},
    },
    "oblong pixels": {"pixel_aspect": Fraction(4, 3)},
    "a mirrored selfie": {"is_mirrored": True},
    "sound that sets in late": {"sound_start": 500_000},
    "sound that is there before the picture": {"sound_start": -500_000},
}


def true_times(kind: str) -> list[int]:
    """When each picture of this kind of film is shown, in microseconds, from its recipe alone."""
    made = Recipe(**KINDS[kind])
    shown = made.shown_at[made.hidden :]
    return [at - shown[0] for at in shown]
