"""What somebody said in a film, in words."""

from dataclasses import dataclass

from vignette.domain.span import Span


@dataclass(frozen=True, slots=True)
class Spoken:
    """A few words that belong together, as a model for words spelt them; `who` is empty where nobody is known."""

    span: Span
    words: str
    who: str
