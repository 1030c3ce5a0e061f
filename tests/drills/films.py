"""The films that are sent in the drills: one that plays as it is, one that is made anew in parts."""

from pathlib import Path

from tests.films import frame_film

CANARY = "canary 7c1f2e: nobody else may read this"


def plays_as_it_is(folder: Path) -> Path:
    return frame_film(folder / "plays.mp4", seconds=20, size=(320, 240), metadata={"comment": CANARY})


def made_anew_in_parts(folder: Path) -> Path:
    """A little over two minutes, so that it is made in three parts."""
    return frame_film(
        folder / "anew.mp4",
        seconds=130,
        fps=5,
        gop=250,
        is_open_gop=True,
        b_frames=2,
        sound_layout="mono",
        metadata={"comment": CANARY},
    )


def needles(film: bytes) -> list[bytes]:
    """What must lie nowhere in the clear: the words in the film, and stretches of its pictures and sound."""
    places = range(len(film) // 10, len(film) - 64, len(film) // 10)
    return [CANARY.encode(), *(film[place : place + 48] for place in places)]
