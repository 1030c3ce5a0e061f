"""The faces in a frame: where they are, which way they point, what their mouths do."""

import math
from collections.abc import Sequence

from vignette.domain.film import Frame
from vignette.domain.measurement import FaceSeen
from vignette.domain.track import STEP
from vignette.perception.detector import Box, Detector, apart
from vignette.perception.expression import mouth_lift, mouth_opening, mouth_width
from vignette.perception.eyes import UNSEEN, Eyes
from vignette.perception.mesh import Mesh, Mesher
from vignette.perception.pose import Pose, pose_of_box, pose_of_mesh, seen_from_ahead
from vignette.perception.registry import SHIPPED, Models
from vignette.perception.tiles import Tile, tiles_over

NEAR, FAR = 2.5, 4.0
"""How many times its own size is looked at around a face seen a moment ago, and again where it jumped out of that."""


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
        self._surer_than, self._still_surer_than = surer_than, still_surer_than
        self._present, self._mesh_until, self._focal = present, mesh_until, focal

    def search(self, frame: Frame) -> list[FaceSeen]:
        """Every face in the picture, large or small, the surest first; about 50 looks."""
        height, width = frame.pixels.shape[:2]
        tiles = list(tiles_over(width, height))
        return self._measured(frame, self._detector.faces_in(frame.pixels, tiles, surer_than=self._surer_than))

    def follow(self, frame: Frame, around: Sequence[FaceSeen]) -> list[FaceSeen]:
        """The faces near where those in `around` were a moment ago; one look each, and another for those not found."""
        near = self._boxes(frame, around, NEAR)
        lost = [face for face in around if not any(_is_near(box, face, frame.pixels.shape[0]) for box in near)]
        return self._measured(frame, apart([*near, *self._boxes(frame, lost, FAR)]) if lost else near)

    def _boxes(self, frame: Frame, around: Sequence[FaceSeen], view: float) -> list[Box]:
        tiles = [_tile_around(face, view, frame.pixels.shape[0]) for face in around]
        return self._detector.faces_in(frame.pixels, tiles, surer_than=self._still_surer_than)

    def _measured(self, frame: Frame, boxes: Sequence[Box]) -> list[FaceSeen]:
        in_mirror = _is_odd(frame)
        return [self._face(frame, box, self._mesher.mesh_of(frame.pixels, box, in_mirror=in_mirror)) for box in boxes]

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
        """The mesh's pose and that its features can be read; beyond `mesh_until` degrees the detector's alone."""
        rough = pose_of_box(box)
        if mesh.presence < self._present or abs(rough.yaw) > self._mesh_until:
            return rough, False
        return pose_of_mesh(mesh.points), True


def _is_odd(frame: Frame) -> bool:
    """Whether this look is for the other side's turn: by the film's own time, so that looking anew finds the same."""
    return frame.at // STEP % 2 == 1


def _is_near(box: Box, face: FaceSeen, height: int) -> bool:
    """Whether this may be the face that was there: no further away than a face is high."""
    return math.hypot(box.x / height - face.x, box.y / height - face.y) <= max(box.side / height, face.size)


def _tile_around(face: FaceSeen, view: float, height: int) -> Tile:
    side = max(8, round(view * face.size * height))
    return Tile(round(face.x * height - side / 2), round(face.y * height - side / 2), side)
