"""A kind of film as the world makes it, and beside it what ought to become of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.films import Recipe, frame_film

Writer = Callable[[Path], Path | list[Path]]
Change = Callable[[Path], object]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A film that can be worked with, all times in microseconds.

    `needs` says why browsers need another one made of it, empty where it is kept as it is. `times` and `numbers` are
    those of the pictures a guider sees, in order (None where they cannot all be read); `size` is upright in square
    pixels. `sound_from` is where in the film the sound's own beginning lies, None where it cannot be told. `note` are
    words the guider is told, one for each thing; `secrets` are bytes that stand in the file and must be in nothing that
    is served. `filmed_at` is the local time the guider is asked about, empty where none is likely. `reshaped` is the
    number of the picture from which on all have another shape, and which.
    """

    times: Sequence[int]
    numbers: Sequence[int] | None
    length: int
    size: tuple[int, int]
    needs: str = ""
    has_sound: bool = True
    sound_from: int | None = 0
    note: tuple[str, ...] = ()
    secrets: tuple[bytes, ...] = ()
    filmed_at: str = ""
    reshaped: tuple[int, tuple[int, int]] | None = None


@dataclass(frozen=True)
class Refused:
    """No film, or none to work with: the whole sentence that the guider reads."""

    sentence: str


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind: what it is and who makes it in one sentence, and `write`, which puts it into a folder.

    What is written is one file, or the parts of one film in order. `recipe` is there where the kind is nothing else.
    """

    name: str
    maker: str
    write: Writer
    expected: Shown | Refused
    recipe: Recipe | None = None

    def written(self, folder: Path) -> list[Path]:
        """The file, or the parts in order, newly made in `folder`."""
        made = self.write(folder)
        return made if isinstance(made, list) else [made]


def filmed(
    name: str,
    maker: str,
    /,
    *,
    file: str = "film.mp4",
    change: Change | None = None,
    expected: dict[str, Any] | None = None,
    **recipe: Any,
) -> Kind:
    """The kind that `recipe` makes, afterwards touched by `change`.

    What is expected follows from the recipe, but for what `expected` says of it.
    """
    made = Recipe(**recipe)

    def write(folder: Path) -> Path:
        path = frame_film(folder / file, made)
        if change is not None:
            change(path)
        return path

    shown = replace(of_recipe(made), **(expected or {}))
    return Kind(name=name, maker=maker, write=write, expected=shown, recipe=None if change else made)


def of_recipe(made: Recipe) -> Shown:
    """What a guider sees of the film that this recipe makes, if nothing is lost."""
    times = made.shown_at
    begin = times[made.hidden]
    return Shown(
        times=[at - begin for at in times[made.hidden :]],
        numbers=range(made.hidden, len(times)),
        length=made.length - begin,
        size=(round(made.size[0] * (made.pixel_aspect or Fraction(1))), made.size[1]),
        has_sound=made.has_sound,
        sound_from=None if made.is_silent or not made.has_sound else min(0, made.sound_start) - begin,
    )


def refused(name: str, maker: str, write: Writer, sentence: str) -> Kind:
    return Kind(name=name, maker=maker, write=write, expected=Refused(sentence))
