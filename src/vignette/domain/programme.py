"""A programme: how one school of video feedback works, as data with a version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vignette.domain.span import SECOND, Micros

WHO_SELECTS: Mapping[str, bool] = {"guider": False, "client": True}
"""Who chooses the clips of a reel, and whether that is the client."""


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
class Place:
    """A place in a reel's order of clips: what it is called, and what belongs there."""

    title: str
    hint: str


@dataclass(frozen=True, slots=True)
class Template:
    """What a programme says about one reel: its places in order, where it plans any.

    `theme` is what the reel is about, empty where the programme leaves that open. `script` says what to write down
    before it is watched together, empty where nothing is.
    """

    places: tuple[Place, ...] = ()
    theme: str = ""
    script: str = ""


@dataclass(frozen=True, slots=True)
class Programme:
    """How many cycles are planned, how far apart, in whose words the film is looked at, and what a reel may hold.

    `codebook` is the name of the codebook; a film lasts about `film_minutes`, a shared review about `review_minutes`.
    `templates` are those of the reels in order, the last one for all that follow; empty where nothing is planned.
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
    client_chooses: bool = False
    templates: tuple[Template, ...] = ()

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
            client_chooses=WHO_SELECTS[policy["who_selects"]],
            templates=tuple(_template(each) for each in table.get("reel", ())),
        )

    def template(self, cycle: int) -> Template:
        """What is said about the reel of the cycle with this number, from 1."""
        return self.templates[min(cycle, len(self.templates)) - 1] if self.templates else Template()

    @property
    def reference(self) -> str:
        """The form in which a cycle names its programme: name@version."""
        return f"{self.name}@{self.version}"


def _template(table: Mapping[str, Any]) -> Template:
    places = tuple(Place(each["title"], each["hint"]) for each in table["places"])
    return Template(places, table.get("theme", ""), table.get("script", ""))
