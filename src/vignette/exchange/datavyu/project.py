"""The “project” of an .opf: of its YAML only the lines that name the sheet and its films, no tag of it is obeyed."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from vignette.domain.span import MILLISECOND, Micros
from vignette.exchange.carried import CarriedFilm
from vignette.exchange.strict import LONGEST, bare_name, words

_LINE = re.compile(r"(?P<inside>[ -]*)(?:![a-z]+ +)?(?P<key>[A-Za-z]+):(?:\s+(?P<value>.*))?")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(\n *\\?)|(.))", re.DOTALL)
_PLAIN_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\ufffd", "_": "\xa0", "N": "\x85", "e": "\x1b"}


@dataclass(frozen=True, slots=True)
class Project:
    name: str
    films: tuple[CarriedFilm, ...]
    has_untold_offsets: bool


def project_of(text: str) -> Project:
    """Name and films; offsets are milliseconds where the file tells them, which newer versions keep elsewhere."""
    name, feeds, offsets, is_film = "", list[str](), dict[int, Micros](), False
    for inside, key, value in _scalars(text):
        if not inside:
            is_film = key == "viewerSettings"
            name = value if key == "name" else name
        elif is_film and key == "feed":
            feeds.append(value)
        elif is_film and key == "offset" and re.fullmatch(r"-?\d{1,12}", value, re.ASCII) and feeds:
            offsets[len(feeds) - 1] = Micros(int(value) * MILLISECOND)
    films = tuple(
        CarriedFilm(bare_name(feed), offsets.get(place, Micros(0)))
        for place, feed in enumerate(feeds)
        if abs(offsets.get(place, 0)) <= LONGEST
    )
    return Project(name, films, has_untold_offsets=len(films) > 1 and len(offsets) < len(films))


def _scalars(text: str) -> Iterator[tuple[str, str, str]]:
    lines = text.splitlines()
    for place, line in enumerate(lines):
        if found := _LINE.fullmatch(line):
            inside, key, value = found["inside"], found["key"], found["value"] or ""
            if value.startswith('"') and not _is_closed(value):
                value = _joined(value, lines[place + 1 : place + 20])
            yield inside, key, words(_unquoted(value.strip()), "the project")


def _is_closed(value: str) -> bool:
    return len(value) > 1 and value.endswith('"') and not value.endswith('\\"')


def _joined(value: str, more: list[str]) -> str:
    for line in more:
        value += f"\n{line}" if value.endswith("\\") else f" {line.strip()}"
        if _is_closed(value):
            break
    return value


def _unquoted(value: str) -> str:
    if value[:1] == value[-1:] == "'" and len(value) > 1:
        return value[1:-1].replace("''", "'")
    if value[:1] == '"' and _is_closed(value):
        return _ESCAPE.sub(_escaped, value[1:-1])
    return "" if value in ("null", "~") else value


def _escaped(found: re.Match[str]) -> str:
    *codes, broken, plain = found.groups()
    if broken:
        return ""
    if code := next(filter(None, codes), None):
        return chr(int(code, 16)) if int(code, 16) <= sys.maxunicode else "\ufffd"
    return _PLAIN_ESCAPES.get(plain, plain)


def written_project(name: str) -> str:
    """A project without films: which player shows a film is for whoever opens it in Datavyu to choose."""
    escaped = "".join(each if " " <= each <= "~" and each not in '"\\' else _quoted(each) for each in name)
    return f'!project\ndbFile: null\nname: "{escaped}"\norigpath: null\nversion: 5\nviewerSettings: []\n'


def _quoted(each: str) -> str:
    if each in '"\\':
        return f"\\{each}"
    return f"\\U{ord(each):08x}" if ord(each) > 0xFFFF else f"\\u{ord(each):04x}"
