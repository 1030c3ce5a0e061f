"""Who is who in a film: the people whom the analysis told apart, as their guider names them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from vignette.domain.person import PersonId
from vignette.domain.span import Micros


@dataclass(frozen=True, slots=True)
class Swap:
    """From `at` on, the analysis took each of these two for the other."""

    at: Micros
    one: str
    other: str

    def __post_init__(self) -> None:
        if self.at < 0 or self.one == self.other:
            raise ValueError("two people are swapped, from some time of the film on")


@dataclass(frozen=True, slots=True)
class Naming:
    """The names of people and the swaps between them, both by the letters of the analysis; nobody is two people."""

    names: Mapping[str, PersonId] = field(default_factory=dict)
    swaps: tuple[Swap, ...] = ()

    def __post_init__(self) -> None:
        if len(set(self.names.values())) < len(self.names):
            raise ValueError("nobody is two people")

    def told(self, by: Mapping[str, str]) -> "Naming":
        """The same with other words for the letters; raises KeyError for one that `by` does not know."""
        swaps = tuple(Swap(swap.at, by[swap.one], by[swap.other]) for swap in self.swaps)
        return Naming({by[who]: person for who, person in self.names.items()}, swaps)


@dataclass(frozen=True, slots=True)
class Named:
    """Who is who, as it is kept with a film: `people` are the letters that `naming` speaks of, from left to right.

    `guesses` is who each may be, to be asked, where the film was looked through anew and nobody said so since.
    """

    people: tuple[str, ...] = ()
    naming: Naming = field(default_factory=Naming)
    guesses: Mapping[str, PersonId] = field(default_factory=dict)
