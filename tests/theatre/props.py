"""What stands on the table and who reaches for it: blocks, a cup, arms and hands, by plain geometry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt

from .acting import ease
from .faces import Colour
from .kitchen import COURSE, storey
from .script import Move, Script, Tumble

Picture = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
Point = tuple[float, float]

BLOCK_COLOURS: tuple[Colour, ...] = (
    (206, 110, 84),
    (232, 182, 98),
    (132, 158, 134),
    (120, 146, 178),
    (226, 150, 110),
    (176, 132, 154),
    (236, 202, 136),
    (146, 170, 142),
    (204, 124, 100),
)

STARTS: tuple[Point, ...] = (
    storey(0),
    storey(1),
    (868, 620),
    (816, 664),
    (984, 674),
    (884, 694),
    (1052, 656),
    (566, 664),
    (398, 694),
)
"""Where each block stands as the film begins, in pixels of a picture 720 high: the middle of its foot."""

FALLEN: tuple[Point, ...] = (
    (792, 618),
    (636, 620),
    (742, 664),
    (588, 612),
    (846, 678),
    (660, 684),
    (912, 622),
    (566, 664),
    (398, 694),
)
"""Where each lies once the tower has fallen."""

FALL = 900
"""Milliseconds from the first wobble of the tower to the last block's rest."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A block at one instant: the middle of its foot, its tilt in degrees, and the table under it."""

    x: float
    y: float
    tilt: float
    ground: float
    is_held: bool


def block_at(script: Script, number: int, time: float) -> Placed:
    """Where block `number` is at `time` milliseconds."""
    place, held = STARTS[number], False
    tumbles: list[Tumble] = script.of(Tumble)
    fallen_at = next((t.at for t in tumbles if t.at <= time), None)
    for move in (m for m in script.of(Move) if m.block == number and m.start <= time):
        before = FALLEN[number] if fallen_at is not None and move.start > fallen_at else place
        grasp = _grasp(script, move)
        share = float(ease(np.array((time - grasp) / (move.end - grasp))))
        lift = 26 * np.sin(np.pi * share)
        place = (
            before[0] + (move.place[0] - before[0]) * share,
            before[1] + (move.place[1] - before[1]) * share - lift,
        )
        held = grasp <= time < move.end or _is_in_the_air(move)
        if fallen_at is not None and move.start > fallen_at:
            return Placed(*place, 0.0, max(place[1], 606.0), held)
    if fallen_at is not None:
        return _falling(number, place, (time - fallen_at) / FALL)
    in_tower = abs(place[0] - storey(0)[0]) < 8
    return Placed(*place, 0.0, storey(0)[1] if in_tower else place[1], held)


def _is_in_the_air(move: Move) -> bool:
    return move.place[1] < 560 and abs(move.place[0] - storey(0)[0]) > 20


def _grasp(script: Script, move: Move) -> float:
    """When the hand closes on the block: at once where it holds it already."""
    earlier = [m for m in script.of(Move) if m.block == move.block and m.end <= move.start]
    if earlier and _is_in_the_air(earlier[-1]):
        return float(move.start)
    return move.start + 0.42 * (move.end - move.start)


def _falling(number: int, place: Point, share: float) -> Placed:
    end = FALLEN[number]
    if number > 6:
        return Placed(*end, 0.0, end[1], False)
    # The upper blocks go last and furthest, each leaning before it drops.
    s = float(np.clip((share - 0.05 * (6 - number) / 6) / 0.9, 0, 1))
    x = place[0] + (end[0] - place[0]) * s**1.3
    drop = place[1] + (end[1] - place[1]) * s**2.2
    bounce = 16 * np.sin(np.pi * np.clip((s - 0.8) / 0.2, 0, 1))
    tilt = np.sign(end[0] - place[0]) * 90 * round(1 + number / 3) * min(1.0, s * 1.05)
    return Placed(x, drop - bounce, float(tilt), end[1] if s > 0.3 else storey(0)[1], False)


def hand_path(script: Script, who: str, rest: Point, time: float) -> Point:
    """Where the hand that builds is at `time`: out to the block, with it to its place, and home."""
    keys: list[tuple[float, Point]] = [(-1.0, rest)]
    moves: list[Move] = script.of(Move, who)
    for i, move in enumerate(moves):
        grasp, carried = _grasp(script, move), block_at(script, move.block, move.start)
        if keys[-1][1] == rest:
            keys.append((move.start, rest))
        keys.append((grasp, _grip(carried.x, carried.y)))
        keys.append((move.end, _grip(*move.place)))
        follows = i + 1 < len(moves) and moves[i + 1].block == move.block and _is_in_the_air(move)
        if not follows:
            keys += [(move.end + 160, _grip(*move.place)), (move.end + 820, rest)]
    for move in moves:
        if _grasp(script, move) <= time < move.end:
            held = block_at(script, move.block, time)
            return _grip(held.x, held.y)
    return _between(keys, time)


def _grip(x: float, y: float) -> Point:
    return x + 24, y - 30


def _between(keys: Sequence[tuple[float, Point]], time: float) -> Point:
    before = max((k for k in keys if k[0] <= time), key=lambda k: k[0])
    after = min((k for k in keys if k[0] > time), key=lambda k: k[0], default=before)
    if after is before:
        return before[1]
    s = float(ease(np.array((time - before[0]) / (after[0] - before[0]))))
    (x0, y0), (x1, y1) = before[1], after[1]
    return x0 + (x1 - x0) * s, y0 + (y1 - y0) * s - 18 * float(np.sin(np.pi * s)) * (x0 != x1)


def _polygon(canvas: Picture, points: npt.NDArray[np.float64], colour: Colour, scale: float) -> None:
    cv2.fillPoly(canvas, [np.round(points * scale * 16).astype(np.int32)], colour, cv2.LINE_AA, 4)


def tinted(colour: Colour, by: float) -> Colour:
    """Lighter for `by` above 1, darker below."""
    r, g, b = (round(min(255.0, c * by)) for c in colour)
    return r, g, b


def draw_block(canvas: Picture, placed: Placed, colour: Colour, scale: float) -> None:
    """A wooden cube with soft edges, seen from a little above."""
    half, top = COURSE / 2 + 1, 11.0
    middle = np.array((placed.x, placed.y - COURSE / 2))
    angle = np.radians(placed.tilt)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    upright = abs((placed.tilt + 45) % 90 - 45) < 0.01
    if upright:
        turn = np.eye(2)
        lid = np.array(
            [(-half + 1, -half + 2), (half - 1, -half + 2), (half - 7, -half - top), (-half + 7, -half - top)]
        )
        _polygon(canvas, middle + lid, tinted(colour, 1.14), scale)
    _polygon(canvas, middle + _rounded(half, 5) @ turn.T, tinted(colour, 0.80), scale)
    _polygon(canvas, middle + (_rounded(half - 2, 4) - (0, 1)) @ turn.T, colour, scale)
    _polygon(canvas, middle + _rounded(half * 0.52, 6) @ turn.T, tinted(colour, 1.10), scale)
    _polygon(canvas, middle + _rounded(half * 0.40, 5) @ turn.T, tinted(colour, 0.94), scale)


@lru_cache
def _rounded(half: float, radius: float) -> npt.NDArray[np.float64]:
    turn = np.linspace(0, np.pi / 2, 6)
    corner = radius * np.stack([np.cos(turn), np.sin(turn)], 1) + (half - radius)
    quarter = [np.array([[0, -1], [1, 0]]), np.array([[-1, 0], [0, -1]]), np.array([[0, 1], [-1, 0]])]
    return np.concatenate([corner, *(corner @ q.T for q in quarter)])


def shadows(canvas: Picture, spots: Sequence[tuple[float, float, float, float]], scale: float) -> None:
    """Soft shade on the table under each spot: middle x, y and the two radii, in pixels of a picture 720 high."""
    small = scale / 4
    mask = np.zeros((round(720 * small), round(1280 * small)), np.uint8)
    for x, y, rx, ry in spots:
        axes = (max(1, round(rx * small)), max(1, round(ry * small)))
        cv2.ellipse(mask, (round(x * small), round(y * small)), axes, 0, 0, 360, 255, -1, cv2.LINE_AA)
    mask = cv2.GaussianBlur(mask, (0, 0), 2.2 * scale + 0.3)  # type: ignore[assignment]  # OpenCV's own types are narrower than what it takes
    top = round(540 * scale)
    height, width = canvas.shape[:2]
    shade = cv2.resize(mask, (width, height), interpolation=cv2.INTER_LINEAR)[top:, :, None].astype(np.float32) / 255
    part = canvas[top:]
    part[:] = (part * (1 - shade * np.array((0.34, 0.40, 0.42), np.float32))).astype(np.uint8)


def draw_limb(
    canvas: Picture, ends: tuple[Point, Point], radii: tuple[float, float], colour: Colour, scale: float, lamp: float
) -> None:
    """A soft tapered tube between two points; `lamp` is -1 to 1, the side the light comes from."""
    size = (canvas.shape[1], canvas.shape[0])
    if tube := _tube(ends, radii, colour, scale, lamp, size):
        where, uncovered, covering = tube
        part = canvas[where]
        part[:] = np.clip(part * uncovered + covering, 0, 255).astype(np.uint8)


@lru_cache(maxsize=64)
def _tube(
    ends: tuple[Point, Point],
    radii: tuple[float, float],
    colour: Colour,
    scale: float,
    lamp: float,
    size: tuple[int, int],
) -> tuple[tuple[slice, slice], Floats, Floats] | None:
    """Where in a picture of `size` a limb lies, what it leaves of what is there, and what it adds. Most limbs rest."""
    (x0, y0), (x1, y1) = ((x * scale, y * scale) for x, y in ends)
    ra, rb = radii[0] * scale, radii[1] * scale
    reach = max(ra, rb) + 2
    left, right = max(0, int(min(x0, x1) - reach)), min(size[0], int(max(x0, x1) + reach) + 1)
    top, bottom = max(0, int(min(y0, y1) - reach)), min(size[1], int(max(y0, y1) + reach) + 1)
    if left >= right or top >= bottom:
        return None
    down, across = np.mgrid[top:bottom, left:right].astype(np.float32) + np.float32(0.5)
    along = np.array((x1 - x0, y1 - y0), np.float32)
    length = max(float(along @ along), 1e-3)
    share = np.clip(((across - x0) * along[0] + (down - y0) * along[1]) / length, 0, 1)
    off_x, off_y = across - (x0 + share * along[0]), down - (y0 + share * along[1])
    radius = ra + (rb - ra) * share
    distance = np.hypot(off_x, off_y)
    cover = np.clip(radius - distance + 0.5, 0, 1)[..., None]
    out = np.sqrt(np.clip(1 - (distance / radius) ** 2, 0, 1))
    facing = (0.5 * lamp * off_x - 0.62 * off_y) / radius + 0.62 * out
    light = (0.60 + 0.50 * np.clip((facing + 0.5) / 1.5, 0, 1))[..., None] * np.array((1.0, 0.955, 0.92), np.float32)
    return (
        (slice(top, bottom), slice(left, right)),
        np.asarray(1 - cover, np.float32),
        np.asarray(light * np.array(colour, np.float32) * cover, np.float32),
    )


def draw_book(canvas: Picture, middle: Point, half: float) -> None:
    """A picture book held upright, seen from its cover; `middle` and `half` its height are pixels."""
    x, y = middle
    for share, colour in ((1.0, (92, 118, 138)), (0.90, (122, 152, 170)), (0.55, (214, 190, 140))):
        corners = [(-share, -share), (share, -share), (share, share), (-share, share)]
        points = np.array([(x + 0.9 * half * dx, y + half * dy) for dx, dy in corners])
        _polygon(canvas, points, colour, 1.0)


def elbow(shoulder: Point, hand: Point, upper: float, lower: float, side: float) -> Point:
    """Where the elbow is; arms too short for the way grow a little. `side` -1 or 1 is the way it bends out.

    Beside a hand that hangs down it points outwards, under one that reaches out it hangs; in between it comes forward.
    """
    way = np.subtract(hand, shoulder)
    distance = max(float(np.hypot(*way)), 1.0)
    grow = max(1.0, distance / (upper + lower) * 1.02)
    a, b = upper * grow, lower * grow
    along = (a**2 - b**2 + distance**2) / (2 * distance)
    out = np.sqrt(max(a**2 - along**2, 0.0))
    unit = way / distance
    side *= float(np.clip((unit[1] - 0.72) / 0.16, -1, 1))
    x, y = np.array(shoulder) + unit * along + side * out * np.array((-unit[1], unit[0]))
    return float(x), float(y)
