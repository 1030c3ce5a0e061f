"""The words in which a film is looked at: levels and their codes, with a version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any


class Shape(StrEnum):
    """Whether something coded has no length of its own, or begins and ends."""

    POINT = "point"
    STATE = "state"


class Move(StrEnum):
    """What a code is in the to and fro of two people."""

    BEGINS = "begins"
    RECEIVES = "receives"
    TAKES_UP = "takes up"
    TURNS_AWAY = "turns away"


@dataclass(frozen=True, slots=True)
class Modifier:
    """What can be said more closely of a code: one of `values`, or several of them where `takes_many`."""

    code: str
    label: str
    values: tuple[str, ...]
    takes_many: bool = False


@dataclass(frozen=True, slots=True)
class Principle:
    """One code of a codebook: one thing that attuned (or discordant) contact is made of.

    `key` is the one it is coded with, empty where it has none of its own; `modifiers` are codes of the codebook's
    modifiers, and `within` the code inside whose span it is coded, empty where it may stand anywhere. `move` is None
    where it is no move of its own.
    """

    code: str
    label: str
    hint: str
    level: str
    is_attuned: bool
    shape: Shape = Shape.STATE
    key: str = ""
    modifiers: tuple[str, ...] = ()
    within: str = ""
    move: Move | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """What is rated of one person over a whole film, from `lowest` (which means `low`) to `highest` (`high`)."""

    code: str
    label: str
    hint: str
    low: str
    high: str
    lowest: int = 1
    highest: int = 7


@dataclass(frozen=True, slots=True)
class Codebook:
    """Levels in the order they build on each other, each with its principles.

    Codes of a level in `exclusive` exclude each other: of one person at one time at most one of them is so. `extends`
    is the reference of the codebook that this one adds to, empty where it stands alone; what it takes over from there
    is part of it.
    """

    name: str
    version: str
    title: str
    levels: tuple[tuple[str, str], ...]
    principles: tuple[Principle, ...]
    modifiers: tuple[Modifier, ...] = ()
    scales: tuple[Scale, ...] = ()
    exclusive: frozenset[str] = frozenset()
    extends: str = ""

    def __post_init__(self) -> None:
        self._refuse_twins("a code", (each.code for each in self.principles))
        self._refuse_twins("a key", (each.key for each in self.principles if each.key))
        self._refuse_twins("a modifier", (each.code for each in self.modifiers))
        self._refuse_twins("a scale", (each.code for each in self.scales))
        levels = {letter for letter, _ in self.levels}
        self._refuse_strays("level", {each.level for each in self.principles} | self.exclusive, levels)
        self._refuse_strays(
            "modifier", {m for p in self.principles for m in p.modifiers}, {m.code for m in self.modifiers}
        )
        self._refuse_strays("code", {p.within for p in self.principles if p.within}, {p.code for p in self.principles})

    def _refuse_twins(self, what: str, codes: Iterable[str]) -> None:
        every = list(codes)
        if len(set(every)) != len(every):
            raise ValueError(f"codebook {self.name}: {what} stands twice")

    def _refuse_strays(self, what: str, named: Iterable[str], known: set[str]) -> None:
        if strays := sorted(set(named) - known):
            raise ValueError(f"codebook {self.name}: no such {what}: {', '.join(strays)}")

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> Codebook:
        """The codebook written in `table` (a parsed TOML file); raises KeyError or ValueError where it is not one."""
        return cls(
            name=table["name"],
            version=table["version"],
            title=table["title"],
            levels=tuple((level["letter"], level["title"]) for level in table["level"]),
            principles=tuple(_principle(entry, level) for level in table["level"] for entry in level["principle"]),
            modifiers=tuple(
                Modifier(each["code"], each["label"], tuple(each["values"]), each.get("many", False))
                for each in table.get("modifier", ())
            ),
            scales=tuple(_scale(each) for each in table.get("scale", ())),
            exclusive=frozenset(level["letter"] for level in table["level"] if level.get("exclusive", False)),
            extends=table.get("extends", ""),
        )

    def extended(self, own: Codebook, *, without: Iterable[str] = ()) -> Codebook:
        """`own` with all it takes over from this one: levels, codes, modifiers and scales that it does not say itself.

        What `own` says of a code or level stands in the place of what this one says, and a key that it takes is taken
        from the code that had it. What it does not say of a code stays as it is here: its move, its modifiers, and
        what it lies within. The codes and scales in `without` are not taken over, nor what only they needed.
        """
        left = set(without)
        levels = dict(self.levels) | dict(own.levels)
        taken = {each.key for each in own.principles if each.key}
        kept = (replace(each, key="") if each.key in taken else each for each in self.principles)
        principles = {each.code: each for each in kept if each.code not in left}
        principles |= {each.code: self._filled(each, left) for each in own.principles}
        modifiers = {each.code: each for each in (*self.modifiers, *own.modifiers)}
        scales = {each.code: each for each in self.scales if each.code not in left}
        scales |= {each.code: each for each in own.scales}
        used = {each.level for each in principles.values()}
        chosen = {modifier for each in principles.values() for modifier in each.modifiers}
        return replace(
            own,
            levels=tuple(each for each in levels.items() if each[0] in used),
            principles=tuple(principles.values()),
            modifiers=tuple(each for code, each in modifiers.items() if code in chosen),
            scales=tuple(scales.values()),
            exclusive=(own.exclusive | self.exclusive) & used,
            extends=self.reference,
        )

    def _filled(self, own: Principle, left: set[str]) -> Principle:
        before = self.find(own.code)
        if before is None:
            return own
        within = own.within or ("" if before.within in left else before.within)
        modifiers = own.modifiers or before.modifiers
        return replace(own, move=own.move or before.move, modifiers=modifiers, within=within)

    def to_table(self) -> dict[str, Any]:
        """This codebook as `from_table` reads it."""
        return {
            "name": self.name,
            "version": self.version,
            "title": self.title,
            "extends": self.extends,
            "level": [self._level(letter, title) for letter, title in self.levels],
            "modifier": [
                {"code": each.code, "label": each.label, "values": list(each.values), "many": each.takes_many}
                for each in self.modifiers
            ],
            "scale": [asdict(each) for each in self.scales],
        }

    def _level(self, letter: str, title: str) -> dict[str, Any]:
        its = [each for each in self.principles if each.level == letter]
        return {
            "letter": letter,
            "title": title,
            "exclusive": letter in self.exclusive,
            "attuned": any(each.is_attuned for each in its),
            "principle": [
                {
                    "code": each.code,
                    "label": each.label,
                    "hint": each.hint,
                    "attuned": each.is_attuned,
                    "shape": str(each.shape),
                    "key": each.key,
                    "modifiers": list(each.modifiers),
                    "within": each.within,
                    "move": str(each.move or ""),
                }
                for each in its
            ],
        }

    @property
    def reference(self) -> str:
        """The form in which a coding names its codebook: name@version."""
        return f"{self.name}@{self.version}"

    def moves(self, move: Move) -> tuple[str, ...]:
        """The codes that are this move."""
        return tuple(each.code for each in self.principles if each.move is move)

    def find(self, code: str) -> Principle | None:
        return next((principle for principle in self.principles if principle.code == code), None)

    def label_of(self, code: str) -> str:
        """What `code` is called; the code itself where it is not of this codebook."""
        its = self.find(code)
        return its.label if its else code

    def label_of_scale(self, code: str) -> str:
        """What the scale `code` is called; the code itself where it is not of this codebook."""
        return next((each.label for each in self.scales if each.code == code), code)

    def choices_of(self, modifier: str) -> tuple[str, ...]:
        """What one chooses from to say a modifier; nothing where this codebook does not know it."""
        return next((each.values for each in self.modifiers if each.code == modifier), ())

    def rivals(self, code: str) -> frozenset[str]:
        """The codes that end where `code` begins of the same person: the others of an exclusive level."""
        its = self.find(code)
        if its is None or its.level not in self.exclusive or its.shape is Shape.POINT:
            return frozenset()
        beside = (each for each in self.principles if each.level == its.level and each.shape is Shape.STATE)
        return frozenset(each.code for each in beside if each.code != code)


def _scale(entry: Mapping[str, Any]) -> Scale:
    lowest, highest = entry.get("lowest", 1), entry.get("highest", 7)
    return Scale(entry["code"], entry["label"], entry["hint"], entry["low"], entry["high"], lowest, highest)


def _principle(entry: Mapping[str, Any], level: Mapping[str, Any]) -> Principle:
    move = entry.get("move", level.get("move", ""))
    return Principle(
        code=entry["code"],
        label=entry["label"],
        hint=entry["hint"],
        level=level["letter"],
        is_attuned=entry.get("attuned", level["attuned"]),
        shape=Shape(entry.get("shape", Shape.STATE)),
        key=entry.get("key", ""),
        modifiers=tuple(entry.get("modifiers", ())),
        within=entry.get("within", ""),
        move=Move(move) if move else None,
    )
