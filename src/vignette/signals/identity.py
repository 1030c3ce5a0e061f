"""Who is who within one film: sightings of faces linked into people, by place, size and continuity alone.

No face is compared with another by its looks, and nothing is kept that could tell a person from film to film.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np

from vignette.domain.measurement import FaceSeen
from vignette.domain.span import SECOND
from vignette.domain.track import STEP
from vignette.signals.settings import Settings

LETTERS = "ABCDEFGHIJKL"
SIZE_WITHIN = math.log(1.7)
"""A face does not grow or shrink by more than this between two sightings taken for one person."""
PLACE_WITHIN = 5.0
"""Face heights between the usual places of two stretches taken for one person."""
IMPOSSIBLE = 1e6


@dataclass(frozen=True, slots=True)
class Somebody:
    """One person of a film: `who` is a letter, A for the one furthest left; `faces` in order of time."""

    who: str
    faces: tuple[FaceSeen, ...]


@dataclass(slots=True)
class _Stretch:
    """Sightings that follow each other closely."""

    faces: list[FaceSeen] = field(default_factory=list)

    @property
    def place(self) -> tuple[float, float, float]:
        """The usual x, y and size."""
        x, y, size = np.median([(face.x, face.y, face.size) for face in self.faces], axis=0)
        return float(x), float(y), float(size)

    @property
    def sureness(self) -> float:
        """The detector's usual one: a pattern taken for a face now and then seldom convinces it."""
        return float(np.median([face.sureness for face in self.faces]))

    @property
    def times(self) -> set[int]:
        return {face.at for face in self.faces}


def people_in(faces: Iterable[FaceSeen], *, settings: Settings) -> tuple[Somebody, ...]:
    """The people of a film from left to right; faces seen too seldom are taken for false ones and left out."""
    ordered = sorted(faces, key=lambda face: (face.at, face.x, face.y))
    people = _people(_stretches(ordered, settings), settings)
    people.sort(key=lambda somebody: somebody.place)
    return tuple(Somebody(LETTERS[i], tuple(somebody.faces)) for i, somebody in enumerate(people))


def _stretches(faces: Sequence[FaceSeen], settings: Settings) -> list[_Stretch]:
    stretches: list[_Stretch] = []
    for at, together in groupby(faces, key=lambda face: face.at):
        seen = list(together)
        open_ones = [s for s in stretches if at - s.faces[-1].at <= settings.same_person_gap * SECOND]
        costs = np.array([[_step_cost(s.faces[-1], face, settings) for face in seen] for s in open_ones])
        continued = _matched(costs) if open_ones else {}
        for i, face in enumerate(seen):
            if i in continued:
                open_ones[continued[i]].faces.append(face)
            else:
                stretches.append(_Stretch([face]))
    return stretches


def _matched(costs: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> dict[int, int]:
    """Column to row, each at most once, at the lowest cost together; the impossible left out."""
    # Half a second to load, which every start of the site would pay.
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(costs)
    return {int(c): int(r) for r, c in zip(rows, columns, strict=True) if costs[r, c] < IMPOSSIBLE}


def _step_cost(before: FaceSeen, after: FaceSeen, settings: Settings) -> float:
    size = max(before.size, after.size)
    distance = math.hypot(after.x - before.x, after.y - before.y) / size
    growth = abs(math.log(after.size / before.size))
    # half a face height is the detector's own unrest; the rest is movement
    moved = settings.same_person_within * max(after.at - before.at, STEP) / SECOND
    allowed = min(0.5 + moved, settings.same_person_reach)
    return distance + growth if distance <= allowed and growth <= SIZE_WITHIN else IMPOSSIBLE


def _people(stretches: Sequence[_Stretch], settings: Settings) -> list[_Stretch]:
    """The stretches joined into people, the longest first; a stretch goes to the nearest person it can belong to."""
    people: list[_Stretch] = []
    for stretch in sorted(stretches, key=lambda s: (-len(s.faces), s.faces[0].at, s.place)):
        near = [p for p in people if _distance(p, stretch) <= PLACE_WITHIN and not p.times & stretch.times]
        if near:
            home = min(near, key=lambda p: _distance(p, stretch))
            home.faces = sorted(home.faces + stretch.faces, key=lambda face: face.at)
        else:
            people.append(_Stretch(list(stretch.faces)))
    return _believable(people, settings)


def _distance(one: _Stretch, other: _Stretch) -> float:
    (x, y, size), (other_x, other_y, other_size) = one.place, other.place
    if abs(math.log(size / other_size)) > SIZE_WITHIN:
        return IMPOSSIBLE
    return math.hypot(x - other_x, y - other_y) / max(size, other_size)


def _believable(people: Sequence[_Stretch], settings: Settings) -> list[_Stretch]:
    most = max((len(person.faces) for person in people), default=0)
    least = max(settings.person_least_seen * SECOND / STEP, settings.person_least_share * most)
    kept = [p for p in people if len(p.faces) >= least and p.sureness >= settings.face_surer_than]
    return sorted(kept, key=lambda person: -len(person.faces))[: int(settings.people_most)]
