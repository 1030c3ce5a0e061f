"""The words in which a film is looked at: levels and their principles, with a version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Principle:
    """One thing that attuned (or discordant) contact is made of."""

    code: str
    label: str
    hint: str
    level: str
    is_attuned: bool


@dataclass(frozen=True, slots=True)
class Codebook:
    """Levels in the order they build on each other, each with its principles."""

    name: str
    version: str
    title: str
    levels: tuple[tuple[str, str], ...]
    principles: tuple[Principle, ...]

    def __post_init__(self) -> None:
        codes = [principle.code for principle in self.principles]
        if len(set(codes)) != len(codes):
            raise ValueError(f"codebook {self.name}: a code stands twice")
        known = {letter for letter, _ in self.levels}
        if strays := sorted({p.level for p in self.principles} - known):
            raise ValueError(f"codebook {self.name}: no such level: {', '.join(strays)}")

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> Codebook:
        """The codebook written in `table` (a parsed TOML file); raises KeyError or ValueError where it is not one."""
        return cls(
            name=table["name"],
            version=table["version"],
            title=table["title"],
            levels=tuple((level["letter"], level["title"]) for level in table["level"]),
            principles=tuple(
                Principle(entry["code"], entry["label"], entry["hint"], level["letter"], level["attuned"])
                for level in table["level"]
                for entry in level["principle"]
            ),
        )

    @property
    def reference(self) -> str:
        """The form in which a coding names its codebook: name@version."""
        return f"{self.name}@{self.version}"

    def find(self, code: str) -> Principle | None:
        return next((principle for principle in self.principles if principle.code == code), None)
