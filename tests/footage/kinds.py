"""Kinds of film that every way of reading is tried on: those of all kinds that differ in what reading has to heed."""

from typing import Any

from tests.films.kinds import NAMED
from tests.films.kinds.phones import UNEVEN

__all__ = ["KINDS", "UNEVEN", "true_times"]

KINDS: dict[str, dict[str, Any]] = {
    name: vars(NAMED[name].recipe)
    for name in (
        "a tidy phone",
        "B-frames and open groups",
        "a wavering rate, held upright",
        "held the other way up",
        "no sound",
        "pictures hidden by an edit list",
        "a camcorder's stream that starts at 1.44 s",
        "a browser's recording",
        "an old pocket camera",
        "a new phone in HDR",
        "oblong pixels",
        "a mirrored selfie",
        "sound that sets in late",
        "sound that is there before the picture",
    )
}


def true_times(kind: str) -> list[int]:
    """When each picture of this kind of film is shown, in microseconds, from its recipe alone."""
    made = NAMED[kind].recipe
    assert made is not None
    shown = made.shown_at[made.hidden :]
    return [at - shown[0] for at in shown]
