"""What was found in a film that was looked through."""

from dataclasses import dataclass

from vignette.domain.film import Footage
from vignette.domain.moment import Suggestion
from vignette.domain.observation import Observation, Role
from vignette.domain.spoken import Spoken
from vignette.domain.track import Track


@dataclass(frozen=True, eq=False, slots=True)
class Look:
    """What was found in a film. `people` are letters from left to right; `suggestions` come in the order to look at.

    `roles` are theirs, unknown unless clear. Each of the `tracks` has a sample every 80 ms throughout the film, NaN
    where there was nothing to see or hear; `observations` are in order of time. `cautions` say in sentences what was
    poorly seen or heard in the film as a whole. `words` are what was said, in order of time; there are none without a
    model for words.
    """

    footage: Footage
    tracks: tuple[Track, ...]
    observations: tuple[Observation, ...]
    suggestions: tuple[Suggestion, ...]
    people: tuple[str, ...]
    settings_version: str
    cautions: tuple[str, ...]
    words: tuple[Spoken, ...] = ()
    roles: tuple[Role, ...] = ()
