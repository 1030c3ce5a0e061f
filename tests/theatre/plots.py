"""Scripts from a seed, by rules that can be read: a few scenes worth a look, and much between them that is not."""

from __future__ import annotations

from itertools import pairwise

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
from .script import Look, Say, Script, Towards

PAUSE = (3000, 4000)
"""Milliseconds between two scenes: longer than any answer is waited for."""
AIR = 8.0
"""An empty room at about -46 dB of full scale, 25 dB below the voices, as a telephone hears a quiet kitchen."""
SILENT = 25_000
"""For so many milliseconds at most nobody speaks: after longer silences the voice network hears no murmurs at all."""
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
    rng, cast = np.random.default_rng(seed), seed % CASTS
    while _longest_silence(draft := _drafted(rng, cast)) > SILENT:
        pass
    # Looks that belong to two scenes may have been written out of turn.
    cues = sorted(draft.cues, key=lambda cue: cue.at if isinstance(cue, Look) else -1)
    return Script(name, draft.now - draft.now % 40, tuple(cues), tuple(draft.moments), rest=Towards.OWN, air=AIR)


def _drafted(rng: np.random.Generator, cast: int) -> Draft:
    draft = Draft(rng)
    scenes: list[Scene] = [kinds[draft.between(0, len(kinds))] for kinds in MOMENTS[cast]]
    scenes += [*QUIET[cast], errand]
    draft.now = 1800
    for number in rng.permutation(len(scenes)):
        scenes[int(number)](draft)
        draft.now = max(draft.now + draft.between(*PAUSE), draft.free)
    return draft


def _longest_silence(draft: Draft) -> int:
    """The longest time, up to the last word, in which nobody speaks."""
    said = sorted((cue.start, cue.end) for cue in draft.cues if isinstance(cue, Say))
    return max(start - end for (_, end), (start, _) in pairwise([(0, 0), *said]))
