"""Data, not code: codebooks, programmes and the defaults of the analysis, one folder a kind, one file a version."""

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from vignette.domain.codebook import Codebook
from vignette.domain.errors import Misconfigured
from vignette.domain.programme import Programme

Shaped = TypeVar("Shaped")


@cache
def codebook(name: str) -> Codebook:
    """The codebook of this name, with what it takes over from the one it `extends` (name@version).

    What it leaves of that one is listed in `without`: codes, scales, or whole levels by their letter. Raises
    Misconfigured where there is none, or its file is wrong.
    """
    return _shaped("codebooks", name, _extended)


def codebooks() -> tuple[Codebook, ...]:
    """Every codebook there is, by its title."""
    return tuple(sorted(map(codebook, _names("codebooks")), key=lambda each: each.title))


@cache
def programme(name: str) -> Programme:
    """The programme of this name; raises Misconfigured where there is none, or its file is wrong."""
    return _shaped("programmes", name, Programme.from_table)


def programmes() -> tuple[Programme, ...]:
    """Every programme there is, by its title."""
    return tuple(sorted(map(programme, _names("programmes")), key=lambda each: each.title))


def table(kind: str, name: str) -> Mapping[str, Any]:
    """The file `name`.toml in the folder `kind`, parsed; raises Misconfigured where there is none."""
    path = files("vignette.library") / kind / f"{name}.toml"
    if not name.replace("-", "").isalnum() or not path.is_file():
        raise Misconfigured(f"There is no {name!r} among the {kind}.")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise Misconfigured(f"The file {name}.toml among the {kind} cannot be read: {error}.") from error


def _extended(table: Mapping[str, Any]) -> Codebook:
    own = Codebook.from_table(table)
    if not own.extends:
        return own
    base = codebook(own.extends.partition("@")[0])
    if base.reference != own.extends:
        raise ValueError(f"it extends {own.extends}, and there is only {base.reference}")
    without = set(table.get("without", ()))
    left = {each.code for each in base.principles if each.level in without}
    return base.extended(own, without=without | left)


def _names(kind: str) -> list[str]:
    found = (each.name for each in (files("vignette.library") / kind).iterdir())
    return [name.removesuffix(".toml") for name in found if name.endswith(".toml")]


def _shaped(kind: str, name: str, shape: Callable[[Mapping[str, Any]], Shaped]) -> Shaped:
    try:
        return shape(table(kind, name))
    except (KeyError, TypeError, ValueError) as error:
        raise Misconfigured(f"The file {name}.toml among the {kind} makes no sense: {error}.") from error
