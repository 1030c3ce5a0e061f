"""HTML from templates in which every value is escaped unless it is markup already."""

from collections.abc import Iterable
from html import escape
from string import Template


class Markup(str):
    """Text that is HTML already, and so is not escaped again."""

    __slots__ = ()


def filled(template: str, /, **values: object) -> Markup:
    """`template` with each $name replaced by its value; raises KeyError where one is missing."""
    return Markup(Template(template).substitute({name: escaped(value) for name, value in values.items()}))


def escaped(value: object) -> Markup:
    """`value` as it may stand in text and in quoted attributes; bytes that are no Unicode become question marks."""
    if isinstance(value, Markup):
        return value
    return Markup(escape(str(value).encode("utf-8", "replace").decode()))


def together(parts: Iterable[Markup]) -> Markup:
    return Markup("\n".join(parts))
