"""The faces in a frame: where they are, which way they point, what their mouths do."""

import math
from collections.abc import Iterable, Sequence

import numpy as np

from vignette.domain.film import Frame
from vignette.domain.measurement import FaceSeen
from vignette.domain.span import Micros
from vignette.domain.track import STEP
from vignette.perception.detector import Box, Detector, apart, is_same
from vignette.perception.expression import mouth_lift, mouth_opening, mouth_width
from vignette.perception.eyes import UNSEEN, Eyes
from vignette.perception.following import Trace
from vignette.perception.mesh import UNREAD, Mesh, Mesher
from vignette.perception.pose import Pose, pose_of_box, pose_of_mesh, seen_from_ahead
from vignette.perception.registry import SHIPPED, Models
from vignette.perception.searching import Search
from vignette.perception.tiles import Tile

NEAR, FAR = 2.5, 4.0
"""How many times its own size is looked at around a face seen a moment ago, and again where it jumped out of that."""

_Place = tuple[Micros, float, float]


class Faces:
    """Holds the networks. A face counts from `surer_than` when searched for, from `still_surer_than` where one was.

    `focal` is the lens's focal length over the picture's width; phones and webcams lie between 0.75 and 0.9.
    """

    def __init__(
        self,
        models: Models = SHIPPED,
        *,
        surer_than: float = 0.62,
        still_surer_than: float = 0.5,
        present: float = 0.5,
        mesh_until: float = 60.0,
        focal: float = 0.85,
    ) -> None:
        self._detector, self._mesher, self._eyes = Detector(models), Mesher(), Eyes()
        self._still_surer_than = still_surer_than
        self._present, self._mesh_until, self._focal = present, mesh_until, focal
        self._search = Search(self._detector, surer_than=surer_than, still_surer_than=still_surer_than)
        self._traces: dict[_Place, Trace] = {}
        self._before = np.zeros((1, 1, 3), np.uint8)

    def search(self, frame: Frame) -> list[FaceSeen]:
        """Every face in the picture, large or small, the surest first; up to 50 looks."""
        return self._told(frame, [self._read(frame, box) for box in self._search.faces_in(frame.pixels)])

    def follow(self, frame: Frame, around: Sequence[FaceSeen]) -> list[FaceSeen]:
        """The faces near where those in `around` were a moment ago, the surest first.

        Those found in the picture before are followed by their features, where these are clear. For the others it takes
        a look where they were, and a wider one where they are not found.
        """
        followed = {_place(face): trace for face in around if (trace := self._followed(frame, face))}
        boxes = [trace.box for trace in followed.values()]
        found = self._found(frame, [face for face in around if _place(face) not in followed])
        others = [box for box in found if not any(is_same(box, other) for other in boxes)]
        return self._told(frame, [*_single(followed.values()), *(self._read(frame, box) for box in others)])

    def _followed(self, frame: Frame, face: FaceSeen) -> Trace | None:
        trace = self._traces.get(_place(face))
        if trace is None or not trace.leads_to(frame.at) or not trace.is_still(self._before, frame.pixels):
            return None
        return trace.followed(self._mesh(frame, trace.box))

    def _found(self, frame: Frame, around: Sequence[FaceSeen]) -> list[Box]:
        """What the detector finds near where these faces were."""
        near = self._boxes(frame, around, NEAR)
        lost = [face for face in around if not any(_is_near(box, face, frame.pixels.shape[0]) for box in near)]
        return apart([*near, *self._boxes(frame, lost, FAR)]) if lost else near

    def _boxes(self, frame: Frame, around: Sequence[FaceSeen], view: float) -> list[Box]:
        tiles = [_tile_around(face, view, frame.pixels.shape[0]) for face in around]
        return self._detector.faces_in(frame.pixels, tiles, surer_than=self._still_surer_than)

    def _read(self, frame: Frame, box: Box) -> Trace:
        """The face in a box that the detector found, with its features where it is not turned too far."""
        is_turned = abs(pose_of_box(box).yaw) > self._mesh_until
        return Trace.seen_at(frame.at, box, UNREAD if is_turned else self._mesh(frame, box))

    def _mesh(self, frame: Frame, box: Box) -> Mesh:
        return self._mesher.mesh_of(frame.pixels, box, in_mirror=_is_odd(frame))

    def _told(self, frame: Frame, traces: Sequence[Trace]) -> list[FaceSeen]:
        """The faces found in this picture, the surest first; their traces are kept for the next one."""
        traces = sorted(traces, key=lambda trace: -trace.box.sureness)
        faces = [self._face(frame, trace.box, trace.mesh) for trace in traces]
        self._before = frame.pixels
        self._traces = {_place(face): trace for face, trace in zip(faces, traces, strict=True)}
        return faces

    def _face(self, frame: Frame, box: Box, mesh: Mesh) -> FaceSeen:
        height, width = frame.pixels.shape[:2]
        pose, is_readable = self._pose(box, mesh)
        eyes = UNSEEN
        if is_readable:
            eyes = self._eyes.look(frame.pixels, mesh.points, pose, is_lefts_turn=_is_odd(frame))
        return FaceSeen(
            at=frame.at,
            x=box.x / height,
            y=box.y / height,
            size=box.side / height,
            yaw=seen_from_ahead(pose.yaw, box.x, width=width, focal=self._focal),
            pitch=pose.pitch,
            roll=pose.roll,
            smile=mouth_width(mesh.points, pose.yaw) if is_readable else math.nan,
            mouth_open=mouth_opening(mesh.points) if is_readable else math.nan,
            sureness=box.sureness,
            lift=mouth_lift(mesh.points, pose.yaw) if is_readable else math.nan,
            eyes_across=eyes.across,
            eyes_up=eyes.up,
            blink=eyes.blink,
        )

    def _pose(self, box: Box, mesh: Mesh) -> tuple[Pose, bool]:
        """The mesh's pose and that its features can be read; the detector's alone where they cannot."""
        if mesh.presence < self._present:
            return pose_of_box(box), False
        return pose_of_mesh(mesh.points), True


def _is_odd(frame: Frame) -> bool:
    """Whether this look is for the other side's turn: by the film's own time, so that looking anew finds the same."""
    return frame.at // STEP % 2 == 1


def _place(face: FaceSeen) -> _Place:
    """What tells this face from every other one."""
    return face.at, face.x, face.y


def _single(traces: Iterable[Trace]) -> list[Trace]:
    """Each face once: two that were followed to the same place are one."""
    kept: list[Trace] = []
    for trace in traces:
        if not any(is_same(trace.box, other.box) for other in kept):
            kept.append(trace)
    return kept


def _is_near(box: Box, face: FaceSeen, height: int) -> bool:
    """Whether this may be the face that was there: no further away than a face is high."""
    return math.hypot(box.x / height - face.x, box.y / height - face.y) <= max(box.side / height, face.size)


def _tile_around(face: FaceSeen, view: float, height: int) -> Tile:
    side = max(8, round(view * face.size * height))
    return Tile(round(face.x * height - side / 2), round(face.y * height - side / 2), side)
