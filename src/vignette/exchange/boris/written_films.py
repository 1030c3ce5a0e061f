"""The films of a coding, put on the players of a BORIS observation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from vignette.domain.span import SECOND, Micros
from vignette.exchange.boris.words import PLAYERS
from vignette.exchange.carried import CarriedFilm
from vignette.exchange.strict import bare_name, short


@dataclass(slots=True)
class _Player:
    """Plays one file after another from `begins` on; `ends` is None once a length is not known."""

    begins: Micros
    ends: Micros | None
    films: list[CarriedFilm] = field(default_factory=list)

    def play(self, film: CarriedFilm) -> None:
        self.films.append(film)
        self.ends = None if self.ends is None or not film.length else Micros(self.ends + film.length)


def written_films(films: Sequence[CarriedFilm]) -> dict[str, Any]:
    """What an observation says of its films: a film that begins where the one before ends is played after it."""
    players = _players(films)[: len(PLAYERS)]
    shown = [film for player in players for film in player.films]
    return {
        "type": "MEDIA" if shown else "LIVE",
        "file": {place: [film.name for film in player.films] for place, player in zip(PLAYERS, players, strict=False)},
        "media_info": {
            "length": {film.name: film.length / SECOND for film in shown if film.length},
            "fps": {film.name: film.frames_per_second for film in shown if film.frames_per_second},
            "hasVideo": {film.name: True for film in shown},
            "hasAudio": {film.name: True for film in shown},
            "offset": {place: player.begins / SECOND for place, player in zip(PLAYERS, players, strict=False)},
        },
    }


def _players(films: Sequence[CarriedFilm]) -> list[_Player]:
    players: list[_Player] = []
    for film in films:
        if not players or players[-1].ends != film.offset:
            players.append(_Player(film.offset, film.offset))
        players[-1].play(film)
    return players


def losses_of_films(films: Sequence[CarriedFilm]) -> Iterator[str]:
    if len(players := _players(films)) > len(PLAYERS):
        yield f"BORIS plays eight films beside each other: {len(players) - len(PLAYERS)} are left out."
    by_name: dict[str, CarriedFilm] = {}
    for film in films:
        if bare_name(film.name) != film.name or not film.name:
            yield f"The film “{short(film.name)}” does not have the name of a file: BORIS will not find it."
        first = by_name.setdefault(film.name, film)
        if (first.length, first.frames_per_second) != (film.length, film.frames_per_second):
            yield f"Two films are called “{short(film.name)}”, and BORIS takes them for one."
