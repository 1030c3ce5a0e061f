"""A face followed from picture to picture by its features alone, as long as they leave no doubt.

In between, the detector looks at it again: it alone knows how far a head has turned beyond `TURNED`, and whether there
still is a face. Until then the box that it found goes where the features go.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from vignette.domain.span import Micros
from vignette.perception.detector import Box
from vignette.perception.mesh import SIDE, STEADY, Mesh, Points, upright
from vignette.perception.models import Numbers
from vignette.perception.pose import pose_of_mesh
from vignette.perception.tiles import Picture

LOOK_AGAIN = Micros(240_000)
"""After so long the detector looks at a face again."""
SURE = 0.9
"""The least presence of features that are followed, 0 to 1; of 1 700 faces drawn and filmed 99 % reached it."""
TURNED = 52.0
"""Degrees of yaw up to which features are followed; those of a head turned by 60 to 90 say little more than this."""
STILL = 0.25
"""The most change around a face that is followed, as in `Trace.is_still`; speaking reaches 0.15, a jump 0.5."""
FURTHEST = 0.15
"""How far a face may have moved, over its size, or grown or shrunk: beyond, its features were partly out of view."""

_FIELDS = 8


@dataclass(frozen=True, eq=False, slots=True)
class Trace:
    """A face as it was found last: its `box` and `mesh`, and those of when the detector `looked` at it last."""

    box: Box
    mesh: Mesh
    looked: Micros
    seen: tuple[Box, Mesh]

    @classmethod
    def seen_at(cls, at: Micros, box: Box, mesh: Mesh) -> Trace:
        return cls(box, mesh, at, (box, mesh))

    def leads_to(self, at: Micros) -> bool:
        """Whether the face may be looked at without the detector in the picture shown `at`."""
        return at - self.looked < LOOK_AGAIN and _is_clear(self.mesh)

    def is_still(self, before: Picture, now: Picture) -> bool:
        """Whether the face is about where it was: features that jumped away are drawn over whatever is there instead.

        By how little the light in eight by eight fields around it changed, over how much they differ.
        """
        then, here = _glance(before, self.box), _glance(now, self.box)
        return float(np.abs(then - here).mean()) <= STILL * max(1.0, float(then.std()))

    def followed(self, mesh: Mesh) -> Trace | None:
        """The same face a moment later, by its features then; None where they leave a doubt."""
        if not _is_clear(mesh):
            return None
        box = carried(*self.seen, mesh.points)
        shift = math.hypot(box.x - self.box.x, box.y - self.box.y) / self.box.side
        is_near = shift <= FURTHEST and abs(box.side / self.box.side - 1) <= FURTHEST
        return replace(self, box=box, mesh=mesh) if is_near else None


def carried(box: Box, mesh: Mesh, points: Points) -> Box:
    """`box` moved, turned and scaled as its features have been since; `points` as in Mesh, shape (468, 3)."""
    before, now = _flat(mesh.points[[*STEADY]]), _flat(points[[*STEADY]])
    middle, middle_now = before.mean(), now.mean()
    turn = np.vdot(before - middle, now - middle_now) / np.vdot(before - middle, before - middle)
    places = turn * (_flat(np.vstack([box.points, (box.x, box.y)])) - middle) + middle_now
    six = np.stack([places.real, places.imag], axis=1)
    return Box(float(places[-1].real), float(places[-1].imag), box.side * float(abs(turn)), six[:-1], box.sureness)


def _is_clear(mesh: Mesh) -> bool:
    """Whether these are the features of a face that is not turned too far to be followed by them."""
    return mesh.presence >= SURE and abs(pose_of_mesh(mesh.points).yaw) <= TURNED


def _glance(picture: Picture, box: Box) -> Numbers:
    """The light in fields around a face, each way eight of them, shape (8, 8)."""
    into = upright(box) * (4 * _FIELDS / SIDE)
    view = cv2.warpAffine(picture, into, (4 * _FIELDS, 4 * _FIELDS), flags=cv2.INTER_LINEAR)
    fields = cv2.resize(view, (_FIELDS, _FIELDS), interpolation=cv2.INTER_AREA)
    return np.asarray(fields.mean(axis=2), np.float32)


def _flat(points: Points) -> npt.NDArray[np.complex128]:
    """Points in the plane of the picture as complex numbers: moving, turning and scaling is one sum and one product."""
    return np.asarray(points[:, 0] + 1j * points[:, 1])
