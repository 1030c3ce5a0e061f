"""What a stranger's file says, taken only in the kind and within the bounds that were meant."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from vignette.domain.span import SECOND, Micros, micros
from vignette.exchange.carried import Unreadable
from vignette.exchange.text import text_of

MOST_BYTES = 32 * 1024 * 1024
"""What a file may hold once it is unpacked; 100 000 events are about 16 MB where BORIS indents them."""
LONGEST = Micros(30 * 24 * 3600 * SECOND)
"""No time in a film lies further from its beginning than 30 days."""


def decoded(content: bytes, *, what: str, most: int = MOST_BYTES) -> str:
    """`content` as text; raises Unreadable where that cannot be, or it is longer than `most`."""
    refuse_large(content, what=what, most=most)
    return text_of(content, what=what)


def refuse_large(content: bytes, *, what: str, most: int = MOST_BYTES) -> None:
    if len(content) > most:
        raise Unreadable(f"{what} holds more than {most // 2**20} MB and is not opened; see that it is the right file.")


def parsed(text: str, *, what: str) -> Any:
    """The JSON in `text`; raises Unreadable where it is broken, too deep, or says one thing twice.

    NaN and Infinity pass as numbers here, since BORIS writes them for pictures; `number` refuses them.
    """
    try:
        return json.loads(text, object_pairs_hook=_once)
    except RecursionError as error:
        raise Unreadable(f"{what} is nested deeper than any real one and is not opened.") from error
    except _Twice as error:
        raise Unreadable(f"{what} says “{short(error.key)}” twice, and nobody can tell which is meant.") from error
    except ValueError as error:
        raise Unreadable(f"{what} is damaged and cannot be read as JSON: take an earlier copy.") from error


class _Twice(Exception):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for key, value in pairs:
        if key in table:
            raise _Twice(key)
        table[key] = value
    return table


def mapping(value: object, what: str) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else _wrong(what, "a table")


def listing(value: object, what: str) -> Sequence[Any]:
    return value if isinstance(value, list) else _wrong(what, "a list")


def words(value: object, what: str) -> str:
    """`value` as text that can be stored: what no character stands for becomes U+FFFD."""
    if not isinstance(value, str):
        _wrong(what, "text")
    return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode() if _unstorable(value) else value


def _unstorable(text: str) -> bool:
    return "\0" in text or any("\ud800" <= each <= "\udfff" for each in text)


def number(value: object, what: str) -> float:
    """`value` as a finite number; raises Unreadable for anything else, truth values included."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        _wrong(what, "a number")
    if not math.isfinite(value) or abs(value) > LONGEST:
        _wrong(what, "a number that can be")
    return float(value)


def moment(seconds: object, what: str) -> Micros:
    """`seconds` as whole microseconds; raises Unreadable beyond `LONGEST` either way."""
    at = micros(number(seconds, what))
    return at if abs(at) <= LONGEST else _wrong(what, "a time in a film")


def bare_name(path: str) -> str:
    """The name of a file without its folder, whichever system wrote it."""
    return path.replace("\\", "/").rstrip("/").rpartition("/")[2]


def short(text: str) -> str:
    """`text` as a sentence can name it: printable, and no longer than 60 characters."""
    printable = "".join(each if each.isprintable() else " " for each in text[:61])
    return printable if len(printable) <= 60 else f"{printable[:59]}…"


def _wrong(what: str, wanted: str) -> NoReturn:
    raise Unreadable(f"The file is damaged or not what it seems: {what} is not {wanted}.")
