"""How right the analysis is, on drawn films of which everything is known: the truth table.

    python bench/accuracy.py                   the films to report on; writes docs/accuracy.md
    python bench/accuracy.py --half tune       the films to tune on
    python bench/accuracy.py --films 3         only the first few, to see that all works
    python bench/accuracy.py --keep FOLDER     films are drawn into this folder and found there the next time

Films that differ only in camera, light, sound or encoding are drawn together. Only the whole of the half to report on
is written down.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
# The theatre belongs to the tests, which no installation carries.
sys.path.insert(0, str(ROOT))

from tests.theatre.page import page, whole  # noqa: E402  # found only by the line above
from tests.theatre.repertoire import FILMS, Film, draw_together, drawn_alike  # noqa: E402  # as above
from tests.theatre.scoring import Score, scored  # noqa: E402  # as above
from vignette.domain.source import PlainFile  # noqa: E402  # as above
from vignette.microanalysis import look  # noqa: E402  # as above
from vignette.signals.settings import default  # noqa: E402  # as above

PAGE = ROOT / "docs" / "accuracy.md"

_SMILES = (
    "A smile is read from the corners of the mouth, apart and up, against the person's own rest and own broad smile. "
    "The face network tells ever less of a mouth the further the head is turned: on drawn heads half of a smile was "
    "left at 40 degrees and nothing at 65. Coarse pictures and faces of few pixels hide it too: on a film of the "
    "tuning half, of faces 36 pixels high and turned by 57 degrees, mouths mostly read the same in a smile as at rest."
)
_FAR = "Faces are 36 pixels high there: smiles are not told, nor, mostly, whose mouth moves."
KNOWN = {
    "smile, F1 by 0.1 s": _SMILES,
    "smile, hardest quarter": "The same; there it is the far, the coarse and the dark films, and glasses.",
    "darker": "The network draws mouths more alike in dim light; drawing out light and shade makes up for part of it.",
    "darker skin": "The same, for skin that reflects less.",
    "compression": (
        "Coarse pictures probably blur the corners of the mouth, and with the mouths goes whose voice it is."
    ),
    "glasses": "Why is not known yet: the frames do not touch the mouth.",
    "noisy": "Over a fan no crying is claimed.",
    "infant's voice": "Probably the network for speech hears too little of such a voice, and the second ear its parts.",
    "profile": (
        "Lips and smiles are not read there, so voices are given to nobody rather than guessed: a high and a low voice "
        "are heard, but the two faces are of one size, and nothing says whose is which."
    ),
    "distance": _FAR,
    "dim and far": _FAR,
    "second child": "Probably fewer mouths are clear with three people in the film.",
    "two adults": "Two voices of one height are told apart by mouths and by their colour alone.",
}
"""Why a figure or a condition falls short, by its name, as far as known."""


def main() -> None:
    wishes = _wishes()
    films = [film for film in FILMS if film.half == wishes.half][: wishes.films]
    with _folder(wishes.keep) as folder:
        results = _scores(films, folder, wishes.processes)
    print(whole(list(results.values())))
    if wishes.half == "report" and wishes.films is None:
        day = datetime.now(UTC).date().isoformat()
        settings = default().version
        PAGE.write_text(
            page(results, half=wishes.half, day=day, commit=_commit(), settings=settings, known=KNOWN),
            encoding="utf-8",
        )
        print(f"written: {PAGE.relative_to(ROOT)}")


def seen(films: Sequence[Film], folder: Path) -> list[tuple[Film, Score]]:
    """Draw films of one drawing if need be, look through each, and hold what was found against its truth."""
    draw_together(films, folder)
    return [(film, scored(film.truth(), look(PlainFile(film.path(folder))))) for film in films]


def _scores(films: Sequence[Film], folder: Path, processes: int) -> dict[Film, Score]:
    """Each film's score, in the order of `films`; they are worked on in groups, the largest first."""
    found: dict[Film, Score] = {}
    with ProcessPoolExecutor(processes) as pool:
        working = [pool.submit(seen, group, folder) for group in drawn_alike(films)]
        for done in as_completed(working):
            for film, score in done.result():
                found[film] = score
                print(f"{len(found):3} of {len(films)}  {_line(film, score)}", flush=True)
    return {film: found[film] for film in films}


def _line(film: Film, score: Score) -> str:
    return (
        f"{film.name:28} looks {score.looks.f1:.3f}  smiles {score.smiles.f1:.3f}  "
        f"moments {score.moments.part} of {score.moments.whole}"
    )


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept is None:
        with TemporaryDirectory(prefix="theatre-") as folder:
            yield Path(folder)
    else:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept


def _commit() -> str:
    """The commit looked at, with a word where files of the analysis have changed since."""

    def git(*arguments: str) -> str:
        return subprocess.run(
            ["git", "-C", ROOT, *arguments], capture_output=True, text=True, check=True
        ).stdout.strip()

    return git("rev-parse", "--short", "HEAD") + (" with changes" if git("status", "--short", "src/vignette") else "")


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", type=Path, help="the folder for the films; without it they are thrown away")
    parser.add_argument("--half", choices=("tune", "report"), default="report", help="which half of the films")
    parser.add_argument("--films", type=int, help="only so many films; nothing is written down")
    parser.add_argument("--processes", type=int, default=2, help="how many films are worked on at once")
    return parser.parse_args()


if __name__ == "__main__":
    main()
