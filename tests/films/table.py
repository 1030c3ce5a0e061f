"""The table for people of every kind of film: `python -m tests.films.table` writes it, from what the engine does."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.films.engine import Made, made_of
from tests.films.kind import Kind, Shown
from tests.films.kinds import ALL, FAMILIES

PLACE = Path(__file__).parents[2] / "docs" / "films.md"

_HEAD = """# Every kind of film, and what becomes of it

The tests make {count} kinds of film in small (`tests/films/kinds`) and send each through the engine as an upload goes.
This is what came of it: `python -m tests.films.table` writes the page, and a test fails when it no longer tells the
truth.

- **Kept** means that the film itself is played, with a new index in front of it and without anything else that stood in
  the file. It can be watched within seconds; a smaller one for quick jumps follows later.
- **Made anew** means that browsers are given a new film (H.264 and AAC, upright, in colours every screen shows). What
  was filmed stays as it is, sealed, until its consent ends.
- **Refused** means that nothing is kept but the sentence.
"""


def table(made: Mapping[str, Made]) -> str:
    """The whole page, of what the engine made of every kind."""
    return _HEAD.format(count=len(ALL)) + "".join(
        f"\n## {family}\n\n{''.join(_rows(kinds, made))}" for family, kinds in FAMILIES.items()
    )


def _rows(kinds: tuple[Kind, ...], made: Mapping[str, Made]) -> Iterator[str]:
    yield _row("Kind", "Where it comes from", "What Vignette does", "What it says")
    yield _row("---", "---", "---", "---")
    for kind in kinds:
        yield _row(
            kind.name[:1].upper() + kind.name[1:], kind.maker, _deed(kind, made[kind.name]), _words(made[kind.name])
        )


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


def _deed(kind: Kind, made: Made) -> str:
    if made.footage is None:
        return "Refused"
    if made.is_kept:
        return "Kept"
    return f"Made anew: {kind.expected.needs}" if isinstance(kind.expected, Shown) else "Made anew"


def _words(made: Made) -> str:
    return made.problem or (made.footage.note if made.footage is not None else "")


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        PLACE.write_text(table(made_of(ALL, Path(folder))), encoding="utf-8")
