"""Work that takes its time: how it tells how far it has come, and how it is named to whoever does it elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, TypeVarTuple

Progress = Callable[[float], None]
"""Called now and then with the share done, 0 to 1; may raise to stop the work."""

Asked = TypeVarTuple("Asked")
Answer = TypeVar("Answer")


def unheard(_share: float) -> None:
    """For work that nobody waits for."""


@dataclass(frozen=True, slots=True)
class Errand(Generic[*Asked, Answer]):
    """Work to be done aside, by name: whoever asks for it loads nothing of what it needs, nor what it comes from.

    The function `name` at the top of `module` takes what is asked in order, and `progress`; `answer` is the type of
    what it returns, by which alone that is believed.
    """

    module: str
    name: str
    answer: Any
