"""A codebook while somebody writes it: what they say, what is wrong with that, and the codebook that it makes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vignette.domain.codebook import Codebook, Modifier, Principle, Scale
from vignette.domain.errors import NotAllowed

MOST_CODES = 200
MOST_BESIDE = 20
"""Details, and ratings, that a codebook has of its own."""
FEWEST_CHOICES, MOST_CHOICES, LONGEST_CHOICE = 2, 20, 40
"""From how many one chooses where something can be said more closely, and the letters of each."""
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,11}", re.ASCII)
KEY = re.compile(r"[a-z]?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Draft:
    """A codebook as somebody writes it: what it says itself, and what of `extends` (name@version, or empty) it leaves.

    `of` is the codebook of which this is to be the next version; empty for a new one.
    """

    title: str
    extends: str
    without: tuple[str, ...]
    levels: tuple[tuple[str, str], ...]
    exclusive: frozenset[str]
    principles: tuple[Principle, ...]
    of: str = ""
    modifiers: tuple[Modifier, ...] = ()
    scales: tuple[Scale, ...] = ()

    @classmethod
    def on_top_of(cls, base: Codebook) -> Draft:
        """One that adds to `base`, with nothing of its own yet."""
        return cls(f"{base.title}, ours", base.reference, (), (), frozenset(), ())

    @classmethod
    def next_of(cls, its: Codebook, base: Codebook | None) -> Draft:
        """An own codebook as it was last written, on top of `base` where it extends one."""
        before = base or Codebook("", "", "", (), ())
        return cls(
            its.title,
            its.extends,
            without=tuple(each.code for each in before.principles if its.find(each.code) is None),
            levels=tuple(each for each in its.levels if each not in before.levels),
            exclusive=its.exclusive - before.exclusive,
            principles=tuple(each for each in its.principles if not _is_taken_over(each, before)),
            of=its.name,
            modifiers=tuple(each for each in its.modifiers if each not in before.modifiers),
            scales=tuple(each for each in its.scales if each not in before.scales),
        )

    def made(self, name: str, version: str, base: Codebook | None) -> Codebook:
        """The codebook that this makes on top of `base`; raises NotAllowed, saying where, for what makes no sense."""
        self._check()
        levels = dict(base.levels if base else ()) | dict(self.levels)
        for each in self.principles:
            if each.level not in levels:
                raise NotAllowed(f"The code {each.code} stands in no level: choose one for it.")
        try:
            made = self._joined(Codebook(name, version, self.title, tuple(levels.items()), ()), base)
        except ValueError as error:
            raise NotAllowed(f"This cannot be kept: {str(error).partition(': ')[2]}.") from error
        if not made.principles:
            raise NotAllowed("A codebook has at least one code: write one down.")
        chosen = {modifier for each in made.principles for modifier in each.modifiers}
        if idle := next((each for each in self.modifiers if each.code not in chosen), None):
            raise NotAllowed(f"Tick “{idle.label}” under More at a code that it belongs to, or leave it out.")
        used = {each.level for each in made.principles}
        kept = tuple(each for each in made.levels if each[0] in used)
        return replace(made, levels=kept, exclusive=made.exclusive & used)

    def _joined(self, bare: Codebook, base: Codebook | None) -> Codebook:
        known = {each.code: each for each in (*(base.modifiers if base else ()), *self.modifiers)}
        inside = {each.code: each.within for each in self.principles if each.within}
        own = replace(
            bare,
            principles=tuple(replace(each, within="") for each in self.principles),
            modifiers=tuple(known.values()),
            scales=self.scales,
            exclusive=self.exclusive,
        )
        made = base.extended(own, without=self.without) if base else own
        # What a code lies within may be one that is taken over.
        nested = (replace(each, within=inside.get(each.code, each.within)) for each in made.principles)
        return replace(made, principles=tuple(nested))

    def _check(self) -> None:
        if not 1 <= len(self.title) <= 80:
            raise NotAllowed("Give the codebook a title of up to 80 letters.")
        if len(self.principles) > MOST_CODES:
            raise NotAllowed(f"A codebook has at most {MOST_CODES} codes of its own.")
        if max(len(self.modifiers), len(self.scales)) > MOST_BESIDE:
            raise NotAllowed(f"A codebook has at most {MOST_BESIDE} details and {MOST_BESIDE} ratings of its own.")
        _check_names(self.principles, "A code")
        _check_names(self.modifiers, "The short name of a detail")
        _check_names(self.scales, "The short name of a rating")
        for code in self.principles:
            _check_key(code)
        for detail in self.modifiers:
            _check_choices(detail)
        for scale in self.scales:
            _check_ends(scale)


def _is_taken_over(each: Principle, base: Codebook) -> bool:
    """Whether a code is as `base` has it, but perhaps for its key, which another code may have taken."""
    before = base.find(each.code)
    return before is not None and each in (before, replace(before, key=""))


def _check_names(named: Sequence[Principle | Modifier | Scale], what: str) -> None:
    for each in named:
        if not CODE.fullmatch(each.code):
            raise NotAllowed(f"{what} is up to 12 letters, digits and dashes, such as W1.")
        if not each.label:
            raise NotAllowed(f"Say in a few words what {each.code} means.")


def _check_key(code: Principle) -> None:
    if not KEY.fullmatch(code.key):
        raise NotAllowed(f"The key of {code.code} is one letter from a to z, or none: digits choose the person.")


def _check_ends(scale: Scale) -> None:
    if not (scale.low and scale.high):
        raise NotAllowed(f"Say of {scale.code} what its lowest and its highest number mean.")


def _check_choices(detail: Modifier) -> None:
    choices = detail.values
    is_few = FEWEST_CHOICES <= len(choices) <= MOST_CHOICES and len(set(choices)) == len(choices)
    if not is_few or any(len(choice) > LONGEST_CHOICE for choice in choices):
        many = f"{FEWEST_CHOICES} to {MOST_CHOICES}"
        raise NotAllowed(f"Write {many} choices for {detail.code}, each once and short, with commas between.")
