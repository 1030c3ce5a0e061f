"""Who sits at the table: two people, from head to hands, and how they are made larger, smaller or other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from .faces import Colour
from .heads import CHILD as CHILDS_HEAD
from .heads import MOTHER as MOTHERS_HEAD
from .heads import Head
from .script import CHILD, MOTHER
from .solids import Direction, Solids

Point = tuple[float, float]


@dataclass(frozen=True, eq=False, slots=True)
class Sitter:
    """Someone at the table, in pixels of a picture 720 high.

    `seat` is the middle of the head, `unit` its size; shoulders and hands run from left to right in the picture, and
    `builds` says which hand moves the blocks. `arm` holds the radii at shoulder, elbow and wrist, `reach` the lengths
    of upper and lower arm. `neck` and `clothes` are solids in units of 100 pixels (times `size`) round the point below
    the chin.
    """

    head: Head
    seat: Point
    unit: float
    lamp: Direction
    clothes_colour: Colour
    sleeve: Colour
    shoulders: tuple[Point, Point]
    hands: tuple[Point, Point]
    builds: int
    arm: tuple[float, float, float]
    reach: tuple[float, float]
    middle: Point
    neck: Solids
    clothes: Solids
    size: float = 1.0

    def with_look(self, **features: Any) -> Sitter:
        """The same person with other features of the face, by the names of `faces.Look`."""
        return replace(self, head=replace(self.head, look=replace(self.head.look, **features)))

    def moved(self, right: float) -> Sitter:
        """The same person sitting `right` pixels aside."""

        def beside(point: Point) -> Point:
            return point[0] + right, point[1]

        return replace(
            self,
            seat=beside(self.seat),
            shoulders=(beside(self.shoulders[0]), beside(self.shoulders[1])),
            hands=(beside(self.hands[0]), beside(self.hands[1])),
            middle=beside(self.middle),
        )

    def across(self) -> Sitter:
        """The same person on the other side of the table, lit from the other side."""

        def opposite(point: Point) -> Point:
            return 1280 - point[0], point[1]

        return replace(
            self,
            seat=opposite(self.seat),
            lamp=(-self.lamp[0], *self.lamp[1:]),
            shoulders=(opposite(self.shoulders[1]), opposite(self.shoulders[0])),
            hands=(opposite(self.hands[1]), opposite(self.hands[0])),
            builds=1 - self.builds,
            middle=opposite(self.middle),
        )

    def grown(self, share: float, *, about: Point) -> Sitter:
        """The same person `share` times as large, with the point `about` kept in its place."""

        def moved(point: Point) -> Point:
            x, y = (fixed + share * (value - fixed) for value, fixed in zip(point, about, strict=True))
            return x, y

        shoulder, elbow, wrist = (share * radius for radius in self.arm)
        return replace(
            self,
            seat=moved(self.seat),
            unit=share * self.unit,
            shoulders=(moved(self.shoulders[0]), moved(self.shoulders[1])),
            hands=(moved(self.hands[0]), moved(self.hands[1])),
            arm=(shoulder, elbow, wrist),
            reach=(share * self.reach[0], share * self.reach[1]),
            middle=moved(self.middle),
            size=share * self.size,
        )


SITTERS = {
    MOTHER: Sitter(
        head=MOTHERS_HEAD,
        seat=(252, 262),
        unit=112,
        lamp=(0.62, -0.62, 0.62),
        clothes_colour=(122, 142, 132),
        sleeve=(122, 142, 132),
        shoulders=((132, 464), (370, 460)),
        hands=((214, 652), (334, 636)),
        builds=1,
        arm=(43, 35, 25),
        reach=(104, 98),
        middle=(251, 428),
        neck=Solids.of((0, -0.56, 0, 0.40, 0.70, 0.36), (0, -0.06, 0.2, 0.60, 0.24, 0.3)),
        clothes=Solids.of(
            (0, 0.22, 0, 1.34, 0.48, 0.5),
            (-0.95, 0.3, 0, 0.58, 0.50, 0.46),
            (0.95, 0.3, 0, 0.58, 0.50, 0.46),
            (0, 0.95, 0.1, 1.25, 1.0, 0.65),
            (-0.46, 0.00, 0, 0.40, 0.22, 0.36),
            (0.46, 0.00, 0, 0.40, 0.22, 0.36),
            melt=8.0,
        ),
    ),
    CHILD: Sitter(
        head=CHILDS_HEAD,
        seat=(1030, 356),
        unit=112,
        lamp=(-0.62, -0.62, 0.62),
        clothes_colour=(214, 142, 92),
        sleeve=(240, 220, 186),
        shoulders=((952, 514), (1108, 514)),
        hands=((926, 646), (1128, 642)),
        builds=0,
        arm=(33, 27, 20),
        reach=(96, 92),
        middle=(1030, 492),
        neck=Solids.of((0, -0.50, 0, 0.34, 0.62, 0.32)),
        clothes=Solids.of(
            (0, 0.20, 0, 0.98, 0.42, 0.42),
            (-0.62, 0.28, 0, 0.42, 0.40, 0.40),
            (0.62, 0.28, 0, 0.42, 0.40, 0.40),
            (0, 0.8, 0.1, 0.98, 0.9, 0.6),
            (0, -0.10, 0.06, 0.46, 0.16, 0.40),
            melt=8.0,
        ),
    ),
}
