"""The plan by which a film is made anew, in parts."""

from dataclasses import dataclass
from fractions import Fraction

from vignette.domain.span import SECOND, Micros, Span


@dataclass(frozen=True, slots=True)
class Plan:
    """How a film will be made: `width` by `height` pixels, `starts` of its pieces and `parts` in film time.

    `pictures` is how many were found in the pieces, so that `rate`, pictures a second, is only a guess where their
    distances differ. `recipe` names the way of encoding: parts made by another recipe cannot be joined with these.
    """

    width: int
    height: int
    length: Micros
    starts: tuple[Micros, ...]
    parts: tuple[Span, ...]
    has_sound: bool
    pictures: int
    recipe: str

    @property
    def rate(self) -> Fraction:
        return Fraction(self.pictures * SECOND, self.length).limit_denominator(1001)
