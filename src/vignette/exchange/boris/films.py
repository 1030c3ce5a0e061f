"""The films of a BORIS observation: up to eight players, each with its offset, each playing one file after another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vignette.domain.span import Micros
from vignette.exchange.boris.words import PLAYERS
from vignette.exchange.carried import CarriedFilm
from vignette.exchange.strict import LONGEST, bare_name, listing, mapping, moment, number, short, words


def films_of(observation: Mapping[str, Any]) -> tuple[tuple[CarriedFilm, ...], tuple[str, ...]]:
    """The films in the order of the players, and what cannot be told of them."""
    files = observation.get("file") or {}
    if isinstance(files, list):  # BORIS writes an empty list where nothing was filmed
        return (), (("Films without a player are left out.",) if files else ())
    info = mapping(observation.get("media_info") or {}, "“media_info”")
    films: list[CarriedFilm] = []
    losses: list[str] = []
    for player, paths in mapping(files, "the files of an observation").items():
        queue = [words(each, "the name of a film") for each in listing(paths, "the files of a player")]
        if player not in PLAYERS and queue:
            losses.append("Films without a player are left out.")
        else:
            films.extend(_queue(queue, info, _offset(player, observation, info)))
    return tuple(films), (*losses, *_losses(films, files))


def _offset(player: str, observation: Mapping[str, Any], info: Mapping[str, Any]) -> Micros:
    offset = mapping(info.get("offset") or {}, "the offsets").get(player)
    if offset is None and player == "2":  # before BORIS 7
        offset = observation.get("time offset second player")
    return moment(offset or 0, "the offset of a film")


def _queue(paths: list[str], info: Mapping[str, Any], begins: Micros) -> Iterator[CarriedFilm]:
    lengths, rates = (mapping(info.get(part) or {}, f"“{part}” of the films") for part in ("length", "fps"))
    for path in paths:
        length = _length(lengths.get(path))
        rate = number(rates.get(path) or 0, "the frames per second of a film")
        yield CarriedFilm(bare_name(path), begins, length, rate if rate > 0 else None)
        begins = Micros(min(begins + (length or 0), LONGEST))


def _length(seconds: object) -> Micros | None:
    if seconds is None or seconds == "NA":
        return None
    length = moment(seconds, "the length of a film")
    return length if length > 0 else None


def _losses(films: list[CarriedFilm], files: Mapping[str, Any]) -> Iterator[str]:
    paths = [path for queue in files.values() for path in queue]
    if any(bare_name(path) != path for path in paths):
        yield "The folders of the films are left out: a film is known by its name."
    measured = {film.name for film in films if film.length is not None}
    for queue in files.values():
        for path in (path for path in queue[:-1] if bare_name(path) not in measured):
            yield f"How long “{short(bare_name(path))}” is, is not told: the films that play after it may begin later."
