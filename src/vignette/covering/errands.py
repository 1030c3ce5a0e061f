"""How somebody is followed aside."""

from vignette.domain.following import Following
from vignette.domain.showing import Box
from vignette.domain.source import Source
from vignette.domain.span import Micros, Span
from vignette.domain.work import Errand

FOLLOW: Errand[Source, Box, Micros, Span, Following] = Errand("vignette.covering.path", "follow", Following)
