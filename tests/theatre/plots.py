"""Scripts from a seed, by rules that can be read: a few scenes worth a look, and much between them that is not."""

from __future__ import annotations

import numpy as np

from .quiet import QUIET, errand
from .scenes import (
    Draft,
    Scene,
    arm_for_arm,
    back_and_forth,
    called_and_answered,
    cried_and_comforted,
    followed,
    found_again,
    laughed_together,
    reached_and_nodded,
    same_sound,
    shown_and_seen,
    side_by_side,
    smiled_together,
    turned_towards,
    waited,
    warm_voice,
)
from .script import Look, Script, Towards

PAUSE = (2600, 3600)
"""Milliseconds between two scenes: longer than any answer is waited for."""
CASTS = 4
"""How many kinds of scripts there are; together they have all ten rules."""

MOMENTS: tuple[tuple[tuple[Scene, ...], ...], ...] = (
    ((called_and_answered, reached_and_nodded), (back_and_forth,), (side_by_side,)),
    ((waited,), (laughed_together,), (found_again,)),
    ((turned_towards,), (same_sound,), (warm_voice,)),
    ((followed,), (smiled_together,), (cried_and_comforted, arm_for_arm, shown_and_seen)),
)
"""The moments of the first to the fourth script of each half; of several of one rule a seed takes one."""


def plotted(name: str, seed: int) -> Script:
    """A script of three moments and eight scenes that are none; the seed's remainder by `CASTS` tells which."""
    draft = Draft(np.random.default_rng(seed))
    cast = seed % CASTS
    scenes: list[Scene] = [kinds[draft.between(0, len(kinds))] for kinds in MOMENTS[cast]]
    scenes += [*QUIET[cast], errand]
    draft.now = 1800
    for number in draft.rng.permutation(len(scenes)):
        scenes[int(number)](draft)
        draft.now = max(draft.now + draft.between(*PAUSE), draft.free)
    # Looks that belong to two scenes may have been written out of turn.
    cues = sorted(draft.cues, key=lambda cue: cue.at if isinstance(cue, Look) else -1)
    return Script(name, draft.now - draft.now % 40, tuple(cues), tuple(draft.moments), rest=Towards.OWN)
