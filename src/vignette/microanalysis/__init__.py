"""From a film to what happened in it and the moments worth a look: footage, perception, signals, in one walk.

The walk is made of parts. Each part is looked through from a little before its start, as if nothing had been seen
before, and only what lies within the part is kept: so parts can be looked through in any order, at once, or again after
a crash, and put together they are exactly what `look` finds, which looks through one after the other. The sound is one
part more, because the network for voices remembers for longer than any start before a part could make good. Where the
operator put in a model for words, these are sought in further parts, each of which listens from the film's start on.

In a notebook: `look("film.mp4")`; docs/notebook.md shows more.
"""

from vignette.microanalysis.gathering import Look, gathered
from vignette.microanalysis.plans import Plan, plan
from vignette.microanalysis.walk import WHOLE_SHARE, look, look_at_part, survey
from vignette.microanalysis.watching import HEIGHT, watched
from vignette.perception.registry import registered

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
