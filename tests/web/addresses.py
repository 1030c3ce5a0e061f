"""Every address of the site, with the identities in it filled in."""

import re
from collections.abc import Iterator, Mapping

from django.urls import URLPattern, URLResolver, get_resolver

_NAMED = re.compile(r"<(\w+):(\w+)>")


def every_route() -> list[tuple[str, str]]:
    """(name, route) of all there is, names with their namespace."""
    return list(_walk(get_resolver().url_patterns, "", ""))


def _walk(patterns: list[URLPattern | URLResolver], prefix: str, space: str) -> Iterator[tuple[str, str]]:
    for each in patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from _walk(each.url_patterns, route, inner)
        else:
            yield f"{space}{each.name}", route


def filled(route: str, things: Mapping[str, object]) -> str:
    """The address at which `things` are asked for; KeyError for a kind of thing that no test knows yet."""
    return "/" + _NAMED.sub(lambda match: _plain(match.group(1)) or str(things[match.group(1)]), route)


def _plain(kind: str) -> str:
    """What stands in an address for a number, or for the name of something that is nobody's."""
    return {"int": "0", "str": "vig@1"}.get(kind, "")


def is_about_something(route: str) -> bool:
    return any(not _plain(kind) for kind, _ in _NAMED.findall(route))
