"""How a film is looked through aside."""

from collections.abc import Sequence

from vignette.domain.film import Footage
from vignette.domain.measurement import Seen
from vignette.domain.source import Source
from vignette.domain.work import Errand
from vignette.microanalysis.found import Look
from vignette.microanalysis.plans import Plan

SURVEY: Errand[Source, Footage] = Errand("vignette.microanalysis.walk", "survey", Footage)
LOOK_AT_PART: Errand[Source, Plan, int, Seen] = Errand("vignette.microanalysis.walk", "look_at_part", Seen)
GATHER: Errand[Plan, Sequence[Seen], Look] = Errand("vignette.microanalysis.gathering", "gathered", Look)
