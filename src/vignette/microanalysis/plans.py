"""The plan by which a film is looked through: its parts, and all that what is found in them depends on."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from vignette.domain.film import Footage
from vignette.domain.span import MINUTE, Micros, Span
from vignette.domain.track import STEP
from vignette.perception.registry import SHIPPED, Kind, Models
from vignette.signals.settings import Settings, default

WALK = "walk-3"
"""Names the way of looking: parts looked through in different ways are not put together."""
PART = MINUTE
WORDS_PART = Micros(10 * MINUTE)
"""How much of the film one part of words covers: each listens from the film's start on, so they are few."""
SOUND_EFFORT, WORDS_EFFORT = 0.05, 1.0
"""What it takes to listen to a film, and to seek words in it, over what it takes to look at its pictures."""
WHOLE_SHARE = 0.97
"""How far the work has come when all parts have been looked through."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a film will be looked through: its pictures in `parts`, one after the other, by these thresholds and models.

    The sound, where there is any, is one part more; after it come parts for words, where there is a model for them.
    """

    footage: Footage
    parts: tuple[Span, ...]
    settings: Settings
    models: Models = SHIPPED
    walk: str = WALK

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that have to be read for it, beside the film's."""
        return self.models.files

    @property
    def of_words(self) -> tuple[Span, ...]:
        """The parts in which words are sought, one after the other; none without sound, or without a model for them."""
        if not self.footage.has_sound or not self.models.has(Kind.WORDS):
            return ()
        return _cut(self.footage.length, WORDS_PART)

    @property
    def count(self) -> int:
        return len(self.parts) + self.footage.has_sound + len(self.of_words)

    def effort(self, number: int) -> float:
        """What it takes to look through part `number`, over what it takes for all of them: 0 to 1."""
        sound = [SOUND_EFFORT * self.footage.length] * self.footage.has_sound
        words = [WORDS_EFFORT * part.length for part in self.of_words]
        lengths = [*(part.length for part in self.parts), *sound, *words]
        return lengths[number] / sum(lengths)

    @property
    def mark(self) -> str:
        """What tells parts of this plan from those of another: the same for the same plan, 64 letters."""
        return hashlib.sha256(repr(self).encode()).hexdigest()

    @property
    def version(self) -> str:
        """The settings and the operator's own models that a look rests on."""
        return " + ".join((self.settings.version, *self.models.names))


def plan(
    footage: Footage,
    *,
    settings: Settings | None = None,
    models: Models = SHIPPED,
    longest: Micros = PART,
) -> Plan:
    """The parts of a film of this `footage`, each as long as `longest` but the last.

    ValueError where `longest` is not a number of steps: it would cut one in two.
    """
    if longest <= 0 or longest % STEP:
        raise ValueError(f"parts are so many steps of {STEP} microseconds long")
    return Plan(footage, _cut(footage.length, longest), settings or default(), models)


def _cut(length: Micros, longest: Micros) -> tuple[Span, ...]:
    """`length` in parts as long as `longest`, but the last."""
    starts = range(0, length, longest)
    return tuple(Span(Micros(start), Micros(min(start + longest, length))) for start in starts)
