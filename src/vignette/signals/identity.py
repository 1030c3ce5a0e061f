"""Who is who within one film: sightings of faces linked into people, by place, size, continuity and what they wear.

No face is compared with another by its looks, and nothing is kept that could tell a person from film to film: clothes
tell only within this one, where they keep their colour.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

import numpy as np
import numpy.typing as npt

from vignette.domain.measurement import BodySeen, FaceSeen
from vignette.domain.span import SECOND, Micros
from vignette.domain.track import STEP
from vignette.signals.settings import Settings

LETTERS = "ABCDEFGHIJKL"
SIZE_WITHIN = math.log(1.7)
"""A face does not grow or shrink by more than this between two sightings taken for one person."""
PLACE_WITHIN = 5.0
"""Face heights between the usual places of two stretches taken for one person, unless their clothes tell."""
LIGHT_SHARE = 1 / 3
"""How much the light of clothes counts beside their colour: shade and the camera change it."""
ONE_PLACE = 10.0
"""How far apart two colours of clothes weigh as much as a face height between two places."""
CUT_BY = 12
"""Sightings (a second) by which a place found to cut a stretch at may be wrong."""
IMPOSSIBLE = 1e6

Colour = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Somebody:
    """One person of a film: `who` is a letter, A for the one furthest left; `faces` and `bodies` in order of time."""

    who: str
    faces: tuple[FaceSeen, ...]
    bodies: tuple[BodySeen, ...] = ()


@dataclass(slots=True)
class _Stretch:
    """Sightings that follow each other closely; one that `is_cut` may share some with what it was cut from."""

    faces: list[FaceSeen] = field(default_factory=list)
    bodies: list[BodySeen] = field(default_factory=list)
    is_cut: bool = False

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

    def wears(self, settings: Settings) -> Colour | None:
        """The usual colour of the clothes; None where they were looked at too seldom to tell."""
        return _worn(self.bodies, settings)

    def join(self, other: _Stretch) -> None:
        mine = self.times
        self.faces = sorted(self.faces + [face for face in other.faces if face.at not in mine], key=lambda f: f.at)
        self.bodies = sorted(self.bodies + other.bodies, key=lambda body: body.at)


def people_in(
    faces: Iterable[FaceSeen], bodies: Iterable[BodySeen] = (), *, settings: Settings
) -> tuple[Somebody, ...]:
    """The people of a film from left to right; faces seen too seldom are taken for false ones and left out."""
    ordered = sorted(faces, key=lambda face: (face.at, face.x, face.y))
    stretches = _clothed(_stretches(ordered, settings), bodies)
    people = _people([piece for stretch in stretches for piece in _by_clothes(stretch, settings)], settings)
    people.sort(key=lambda somebody: somebody.place)
    return tuple(Somebody(LETTERS[i], tuple(each.faces), tuple(each.bodies)) for i, each in enumerate(people))


def _clothed(stretches: Sequence[_Stretch], bodies: Iterable[BodySeen]) -> Sequence[_Stretch]:
    """The stretches with the bodies that were sought below their faces."""
    homes = {(face.at, face.x, face.y): stretch for stretch in stretches for face in stretch.faces}
    for body in sorted(bodies, key=lambda body: body.at):
        if home := homes.get((body.at, body.face_x, body.face_y)):
            home.bodies.append(body)
    return stretches


def _by_clothes(stretch: _Stretch, settings: Settings) -> list[_Stretch]:
    """The stretch, cut where the clothes below the face become others: of two who pass, one is taken for the other."""
    looks, least = stretch.bodies, int(settings.clothes_looks)
    apart = [
        _unlike(_worn(looks[max(0, i - 2 * least) : i], settings), _worn(looks[i : i + 2 * least], settings))
        for i in range(least, len(looks) - least + 1)
    ]
    if not apart or max(apart) < settings.other_clothes:
        return [stretch]
    i = least + apart.index(max(apart))
    at = _jump(stretch, looks[i - 1].at, looks[i].at)
    before = _Stretch([f for f in stretch.faces if f.at < at], [b for b in looks if b.at < at], is_cut=True)
    after = _Stretch([f for f in stretch.faces if f.at >= at], [b for b in looks if b.at >= at], is_cut=True)
    return [*_by_clothes(before, settings), *_by_clothes(after, settings)]


def _jump(stretch: _Stretch, since: Micros, until: Micros) -> Micros:
    """When, after `since` and up to `until`, the face came furthest from where it was last."""
    pairs = [(one, other) for one, other in pairwise(stretch.faces) if since < other.at <= until]
    return max(pairs, key=lambda pair: math.hypot(pair[1].x - pair[0].x, pair[1].y - pair[0].y))[1].at


def _worn(bodies: Sequence[BodySeen], settings: Settings) -> Colour | None:
    """The mean colour of the clothes, shape (3,); None where they were seen too seldom."""
    colours = [(body.light * LIGHT_SHARE, body.green_red, body.blue_yellow) for body in bodies]
    known = [colour for colour in colours if not math.isnan(colour[0])]
    return np.array(known).mean(axis=0) if len(known) >= settings.clothes_looks else None


def _unlike(one: Colour | None, other: Colour | None) -> float:
    """How far apart two colours are; 0 where either is not known."""
    return 0.0 if one is None or other is None else float(np.linalg.norm(one - other))


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
        costs = [_distance(person, stretch, settings) for person in people]
        if costs and min(costs) < IMPOSSIBLE:
            people[costs.index(min(costs))].join(stretch)
        else:
            people.append(replace(stretch, faces=list(stretch.faces), bodies=list(stretch.bodies)))
    return _believable(people, settings)


def _distance(person: _Stretch, stretch: _Stretch, settings: Settings) -> float:
    """What it costs to take a stretch for somebody's, in face heights; whoever wears the same may have moved far."""
    if len(person.times & stretch.times) > (CUT_BY if stretch.is_cut or person.is_cut else 0):
        return IMPOSSIBLE
    here, there = person.wears(settings), stretch.wears(settings)
    unlike, is_known = _unlike(here, there), here is not None and there is not None
    (x, y, size), (other_x, other_y, other_size) = person.place, stretch.place
    apart, grown = math.hypot(x - other_x, y - other_y) / max(size, other_size), abs(math.log(size / other_size))
    is_near = apart <= PLACE_WITHIN and grown <= SIZE_WITHIN
    wears_the_same, wears_other = is_known and unlike <= settings.same_clothes, unlike > settings.other_clothes
    if wears_other or not (is_near or wears_the_same):
        return IMPOSSIBLE
    return apart + grown * (not is_near) + unlike / ONE_PLACE


def _believable(people: Sequence[_Stretch], settings: Settings) -> list[_Stretch]:
    most = max((len(person.faces) for person in people), default=0)
    least = max(settings.person_least_seen * SECOND / STEP, settings.person_least_share * most)
    kept = [p for p in people if len(p.faces) >= least and p.sureness >= settings.face_surer_than]
    return sorted(kept, key=lambda person: -len(person.faces))[: int(settings.people_most)]
