"""What a coding is about, in rows of a column of our own: read with the mistrust of anything in a stranger's file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from vignette.domain.codebook import Modifier, Shape
from vignette.exchange.carried import Carried, CarriedCode, CarriedFilm, Unreadable
from vignette.exchange.datavyu.sheet import Column
from vignette.exchange.datavyu.words import ABOUT, VALUE
from vignette.exchange.strict import listing, mapping, moment, number, parsed, words

_WHAT = "What the column “vignette” says"


@dataclass(slots=True)
class About:
    """`columns` names the column of each code; `names` the code of a cell in which each modifier stands."""

    titles: dict[str, str] = field(default_factory=dict)
    films: list[CarriedFilm] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    codes: list[CarriedCode] = field(default_factory=list)
    modifiers: list[Modifier] = field(default_factory=list)
    exclusive: set[str] = field(default_factory=set)
    columns: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    @property
    def is_ours(self) -> bool:
        return bool(self.titles)


def is_about(column: Column) -> bool:
    """Datavyu makes every code of a matrix a nominal one as soon as it reads a file: only the names stay."""
    return tuple(name for name, _ in column.codes) == (ABOUT, VALUE)


def about_of(column: Column) -> About:
    """Raises Unreadable where the column says what no writer of ours would."""
    about = About()
    for cell in column.cells:
        what, text = cell.values
        if what not in _TAKE:
            raise Unreadable("The column “vignette” of this file has a row that a newer version of Vignette wrote.")
        _TAKE[what](about, parsed(text, what=_WHAT))
    for each in (about.codes, about.modifiers):
        if len({entry.code for entry in each}) < len(each):
            raise Unreadable("The column “vignette” of this file defines a code twice.")
    return about


def _take_title(about: About, value: object) -> None:
    about.titles |= {key: words(each, _WHAT) for key, each in mapping(value, _WHAT).items()}


def _take_film(about: About, value: object) -> None:
    table = mapping(value, _WHAT)
    length, rate = table.get("length"), table.get("frames_per_second")
    about.films.append(
        CarriedFilm(
            words(table.get("name"), _WHAT),
            moment(table.get("offset"), _WHAT),
            None if length is None else moment(length, _WHAT),
            None if rate is None else number(rate, _WHAT),
        )
    )


def _take_code(about: About, value: object) -> None:
    table = mapping(value, _WHAT)
    text = {each: words(table.get(each, ""), _WHAT) for each in ("code", "label", "hint", "key", "level", "column")}
    if table.get("shape") not in tuple(Shape):
        raise Unreadable("The column “vignette” of this file has a code that is neither point nor state.")
    about.columns[text.pop("column")] = text["code"]
    modifiers = tuple(words(each, _WHAT) for each in listing(table.get("modifiers", []), _WHAT))
    about.codes.append(CarriedCode(shape=Shape(table["shape"]), modifiers=modifiers, **text))


def _take_modifier(about: About, value: object) -> None:
    table = mapping(value, _WHAT)
    code, label, name = (words(table.get(each, ""), _WHAT) for each in ("code", "label", "name"))
    values = tuple(words(each, _WHAT) for each in listing(table.get("values", []), _WHAT))
    about.names[name] = code
    about.modifiers.append(Modifier(code, label, values, takes_many=table.get("takes_many") is True))


def _take_person(about: About, value: object) -> None:
    about.people.append(words(value, _WHAT))


def _take_exclusive(about: About, value: object) -> None:
    about.exclusive.add(words(value, _WHAT))


_TAKE: dict[str, Callable[[About, Any], None]] = {
    "coding": _take_title,
    "film": _take_film,
    "person": _take_person,
    "code": _take_code,
    "modifier": _take_modifier,
    "exclusive": _take_exclusive,
}


def rows_about(one: Carried, columns: Mapping[str, str], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The rows of the column, as (about, value); `columns` by code and `names` by modifier are where each stands."""
    yield "coding", _json({"title": one.title, "coder": one.coder, "codebook": one.codebook})
    for film in one.films:
        yield "film", _json(_film(film))
    for person in one.people:
        yield "person", _json(person)
    for code in one.codes:
        yield "code", _json(_code(code) | {"column": columns[code.code]})
    for modifier in one.modifiers:
        yield "modifier", _json(_modifier(modifier) | {"name": names[modifier.code]})
    for level in sorted(one.exclusive):
        yield "exclusive", _json(level)


def _film(film: CarriedFilm) -> dict[str, Any]:
    seconds = {"offset": film.offset / 1e6, "length": None if film.length is None else film.length / 1e6}
    return {"name": film.name, **seconds, "frames_per_second": film.frames_per_second}


def _code(code: CarriedCode) -> dict[str, Any]:
    text = {each: getattr(code, each) for each in ("code", "shape", "label", "hint", "key", "level")}
    return {each: value for each, value in text.items() if value} | {"modifiers": code.modifiers}


def _modifier(modifier: Modifier) -> dict[str, Any]:
    text = {"code": modifier.code, "label": modifier.label, "values": modifier.values}
    return text | {"takes_many": modifier.takes_many}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=True)
