"""Data, not code: codebooks, programmes and the defaults of the analysis, one folder a kind.

A version of a codebook never changes: each is a file of its own, `name@version.toml` with versions counted from 1, and
the older ones stay for whatever was coded in their words.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from vignette.domain.codebook import Codebook
from vignette.domain.errors import Misconfigured
from vignette.domain.programme import Programme

PLACE = Path(str(files("vignette.library")))
"""Where the folders are."""

_NAME = re.compile(r"[A-Za-z0-9-]+(@[0-9]+)?", re.ASCII)

Shaped = TypeVar("Shaped")


def codebook(name: str) -> Codebook:
    """The newest version of this codebook; raises Misconfigured where there is none, or its file is wrong."""
    newest = _newest(PLACE / "codebooks").get(name)
    if newest is None:
        raise Misconfigured(f"There is no {name!r} among the codebooks.")
    return codebook_called(newest)


def codebook_called(reference: str) -> Codebook:
    """The codebook called name@version, with what it takes over from the one it `extends` (called so as well).

    What it leaves of that one is listed in `without`: codes, scales, or whole levels by their letter. Raises
    Misconfigured where there is none, or its file is wrong.
    """
    return _codebook(PLACE / "codebooks", reference)


def codebooks() -> tuple[Codebook, ...]:
    """The newest version of every codebook there is, by its title."""
    newest = _newest(PLACE / "codebooks").values()
    return tuple(sorted(map(codebook_called, newest), key=lambda each: each.title))


@cache
def programme(name: str) -> Programme:
    """The programme of this name; raises Misconfigured where there is none, or its file is wrong."""
    return _shaped(PLACE / "programmes", name, Programme.from_table)


def programmes() -> tuple[Programme, ...]:
    """Every programme there is, by its title."""
    return tuple(sorted(map(programme, _names(PLACE / "programmes")), key=lambda each: each.title))


def table(kind: str, name: str) -> Mapping[str, Any]:
    """The file `name`.toml in the folder `kind`, parsed; raises Misconfigured where there is none."""
    return _table(PLACE / kind, name)


@cache
def _codebook(folder: Path, reference: str) -> Codebook:
    its = _shaped(folder, reference, partial(_extended, folder))
    if its.reference != reference:
        raise Misconfigured(f"The file {reference}.toml among the {folder.name} says that it is {its.reference}.")
    return its


def _extended(folder: Path, table: Mapping[str, Any]) -> Codebook:
    own = Codebook.from_table(table)
    if not own.extends:
        return own
    base = _codebook(folder, own.extends)
    without = set(table.get("without", ()))
    left = {each.code for each in base.principles if each.level in without}
    return base.extended(own, without=without | left)


@cache
def _newest(folder: Path) -> Mapping[str, str]:
    """What the newest version of each codebook is called, by its name."""
    return {each.partition("@")[0]: each for each in sorted(_names(folder), key=_version)}


def _version(reference: str) -> int:
    try:
        return int(reference.partition("@")[2])
    except ValueError as error:
        raise Misconfigured(f"The file {reference}.toml among the codebooks is not called name@version.") from error


def _names(folder: Path) -> list[str]:
    return [each.stem for each in folder.glob("*.toml")]


def _shaped(folder: Path, name: str, shape: Callable[[Mapping[str, Any]], Shaped]) -> Shaped:
    try:
        return shape(_table(folder, name))
    except (KeyError, TypeError, ValueError) as error:
        raise Misconfigured(f"The file {name}.toml among the {folder.name} makes no sense: {error}.") from error


def _table(folder: Path, name: str) -> Mapping[str, Any]:
    path = folder / f"{name}.toml"
    if not _NAME.fullmatch(name) or not path.is_file():
        raise Misconfigured(f"There is no {name!r} among the {folder.name}.")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise Misconfigured(f"The file {name}.toml among the {folder.name} cannot be read: {error}.") from error
