"""A programme: how one school of video feedback works, as data with a version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vignette.domain.span import SECOND, Micros


@dataclass(frozen=True, slots=True)
class ClipPolicy:
    """What may go into a reel: at most `most` clips, none longer than `longest`, and only attuned moments or any."""

    most: int = 3
    longest: Micros = Micros(60 * SECOND)
    attuned_only: bool = True

    def __post_init__(self) -> None:
        if self.most < 1 or self.longest <= 0:
            raise ValueError("a reel holds at least one clip, and a clip lasts")


@dataclass(frozen=True, slots=True)
class Programme:
    """How many cycles are planned, how far apart, in whose words the film is looked at, and what a reel may hold.

    `codebook` is the name of the codebook; a film lasts about `film_minutes`, a shared review about `review_minutes`.
    """

    name: str
    version: str
    title: str
    codebook: str
    planned_cycles: int = 3
    days_between_films: int = 14
    clip_policy: ClipPolicy = ClipPolicy()
    review_minutes: int = 45
    film_minutes: int = 10

    def __post_init__(self) -> None:
        counts = (self.planned_cycles, self.days_between_films, self.review_minutes, self.film_minutes)
        if min(counts) < 1:
            raise ValueError(f"programme {self.name}: cycles, days and minutes are at least one")

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> Programme:
        """The programme in `table` (a parsed TOML file); raises KeyError, TypeError or ValueError where it is none."""
        policy = table["clips"]
        return cls(
            name=table["name"],
            version=table["version"],
            title=table["title"],
            codebook=table["codebook"],
            planned_cycles=table["planned_cycles"],
            days_between_films=table["days_between_films"],
            clip_policy=ClipPolicy(
                policy["most"], Micros(policy["longest_seconds"] * SECOND), attuned_only=policy["attuned_only"]
            ),
            review_minutes=table["review_minutes"],
            film_minutes=table["film_minutes"],
        )

    @property
    def reference(self) -> str:
        """The form in which a cycle names its programme: name@version."""
        return f"{self.name}@{self.version}"
