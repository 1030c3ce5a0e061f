"""From a film to what happened in it and the moments worth a look: footage, perception, signals, in one walk.

The walk is made of parts. Each part is looked through from a little before its start, as if nothing had been seen
before, and only what lies within the part is kept: so parts can be looked through in any order, at once, or again after
a crash, and put together they are exactly what `look` finds, which looks through one after the other. The sound is one
part more, because the network for voices remembers for longer than any start before a part could make good. Where the
operator put in a model for words, these are sought in further parts, each of which listens from the film's start on.

In a notebook: `look("film.mp4")`; docs/notebook.md shows more.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from vignette.microanalysis.found import Look
from vignette.microanalysis.plans import WHOLE_SHARE, Plan, plan
from vignette.perception.registry import registered

if TYPE_CHECKING:
    from vignette.microanalysis.gathering import gathered
    from vignette.microanalysis.walk import look, look_at_part, survey
    from vignette.microanalysis.watching import HEIGHT, watched

__all__ = [
    "HEIGHT",
    "WHOLE_SHARE",
    "Look",
    "Plan",
    "gathered",
    "look",
    "look_at_part",
    "plan",
    "registered",
    "survey",
    "watched",
]

_WHERE = {
    "HEIGHT": "watching",
    "gathered": "gathering",
    "look": "walk",
    "look_at_part": "walk",
    "survey": "walk",
    "watched": "watching",
}


def __getattr__(name: str) -> object:
    """What reads films and carries models is loaded by whoever uses it, not by those who only plan or wait."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
