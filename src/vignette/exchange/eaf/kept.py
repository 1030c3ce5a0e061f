"""What of a coding ELAN has no place for, and how it lies in the header's properties, which other tools carry along.

The annotations are what counts: where another tool changed them since, what lies here of them is not taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from vignette.domain.codebook import Modifier
from vignette.domain.span import MILLISECOND, Micros
from vignette.exchange.carried import Carried, CarriedCode, CarriedFilm
from vignette.exchange.tiers import without_forbidden

CODEBOOK = "Vignette codebook"
CODING = "Vignette coding"
MICROSECONDS = "Vignette microseconds"

NOTE = "note"
CODES = "codes"
STATES, POINTS = "states", "points"
MODIFIER, MODIFIERS = "modifier", "modifiers"

_TIMES_IN_ONE = 10_000
Exact = Mapping[int, tuple[int, int]]
"""By the number of an annotation its exact start and end in microseconds, where they are no whole milliseconds."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A coding but for its coder, its codebook and its events."""

    title: str = ""
    films: tuple[CarriedFilm, ...] = ()
    people: tuple[str, ...] = ()
    codes: tuple[CarriedCode, ...] = ()
    modifiers: tuple[Modifier, ...] = ()
    exclusive: tuple[str, ...] = ()


def named(what: str, of: str) -> str:
    """The name of a type or vocabulary of `what` that belongs to `of`, which may be empty."""
    return f"{what} {of}" if of else what


def name_in(named_: str, *whats: str) -> str | None:
    """What `named_` belongs to, being a name of one of `whats`; None where it is not."""
    for what in whats:
        if named_ == what:
            return ""
        if named_.startswith(f"{what} "):
            return named_[len(what) + 1 :]
    return None


def milliseconds(start: Micros, end: Micros) -> tuple[int, int]:
    """The annotation for an event: rounded to whole milliseconds, and at least one of them long."""
    first = (start + 500) // MILLISECOND
    return first, max((end + 500) // MILLISECOND, first + 1)


def properties(carried: Carried, exact: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Names and values; `exact` are the times that are no whole milliseconds, as `exactly` writes them."""
    kept = Kept(
        carried.title,
        carried.films,
        carried.people,
        carried.codes,
        carried.modifiers,
        tuple(sorted(carried.exclusive)),
    )
    yield CODEBOOK, carried.codebook
    yield CODING, msgspec.json.encode(_clean(msgspec.to_builtins(kept))).decode()
    times = list(exact)
    for first in range(0, len(times), _TIMES_IN_ONE):
        yield MICROSECONDS, " ".join(times[first : first + _TIMES_IN_ONE])


def exactly(number: int, start: Micros, end: Micros) -> str:
    """The times of annotation a`number` of an event, or nothing where it tells them itself."""
    first, last = milliseconds(start, end)
    if start == first * MILLISECOND and end in (start, last * MILLISECOND):
        return ""
    return f"{number}:{start}:{end}"


def is_of(exact: tuple[int, int], start: int, end: int) -> bool:
    """Whether an annotation from `start` to `end` is what an event of `exact` times is written as: nobody moved it."""
    more, rest = exact[0] - start, exact[1] - end
    is_rounded = -500 <= more < 500 and -500 <= rest < 500
    is_shortest = -500 <= more < 500 and rest < 500 and end - start == MILLISECOND
    return (is_rounded or is_shortest) and 0 <= exact[0] <= exact[1] and start < end


def kept_in(properties: Iterable[tuple[str, str]]) -> Kept | None:
    """None where there is nothing; raises ValueError where it is damaged."""
    values = [value for name, value in properties if name == CODING]
    if not values:
        return None
    try:
        return msgspec.json.decode(values[0], type=Kept)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ValueError(str(error)) from error


def exact_in(properties: Iterable[tuple[str, str]]) -> Exact:
    """Raises ValueError where it is damaged."""
    words = " ".join(value for name, value in properties if name == MICROSECONDS).replace(":", " ").split()
    numbers = list(map(int, words))
    return dict(zip(numbers[::3], zip(numbers[1::3], numbers[2::3], strict=True), strict=True))


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return without_forbidden(value)
    if isinstance(value, list | tuple):
        return [_clean(each) for each in value]
    if isinstance(value, dict):
        return {name: _clean(each) for name, each in value.items()}
    return value
