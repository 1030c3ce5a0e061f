"""The stage: bodies, arms, hands, blocks and a cup at the table, drawn frame by frame over the painted room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from . import room
from .acting import Curve, Performance, perform
from .faces import Mien
from .gestures import hands_at
from .heads import Pose
from .heads import draw as draw_head
from .passing import passer_by
from .production import Hiding, Production
from .props import (
    BLOCK_COLOURS,
    STARTS,
    block_at,
    draw_block,
    draw_book,
    draw_limb,
    elbow,
    shadows,
    tinted,
)
from .script import Script
from .sitters import Point, Sitter
from .solids import Floats, Window, lay, lit, relief, softened, turned

Picture = npt.NDArray[np.uint8]


class Stage:
    """A stage set for one script at one size; `scale` is the picture's height over 720, `times` the frames' (ms)."""

    def __init__(self, script: Script, scale: float, times: Curve, production: Production) -> None:
        script = production.played(script)
        self.script, self.scale, self.times = script, scale, times
        self.sitters, self.has_passer_by = production.sitters, production.has_passer_by
        self.hidings = production.hidings(script.length)
        self.wall = room.wall(scale)
        self.table, self.table_cover = room.table(scale)
        self.bodies = {who: _body(sitter, scale) for who, sitter in self.sitters.items()}
        self.parts = {who: perform(script, who, times, further=production.further) for who in self.sitters}

    def frame(self, index: int) -> Picture:
        """The `index`th picture: uint8 red, green, blue."""
        canvas, time = self.wall.copy(), float(self.times[index])
        if self.has_passer_by:
            passer_by(canvas, time, self.script.length, self.scale)
        poses = {}
        for who, sitter in self.sitters.items():
            part = self.parts[who]
            lean = _lean(part, index, time)
            poses[who] = pose_of(sitter, part, index, time, self.scale)
            aside = float(part.aside[index])
            _shifted(canvas, self.bodies[who], lean[0] * self.scale, lean[1] * self.scale, aside * self.scale)
            draw_head(canvas, sitter.head, poses[who], _mien(part, index), sitter.lamp)
        edge = round(room.TABLE_EDGE * self.scale) - 2
        _over(canvas[edge:], self.table[edge:], self.table_cover[edge:])
        self._things(canvas, index)
        room.steam(canvas, self.scale, time)
        _hide(canvas, self.hidings, poses, time)
        return canvas

    def _things(self, canvas: Picture, index: int) -> None:
        time = float(self.times[index])
        placed = [block_at(self.script, number, time) for number in range(len(STARTS))]
        now = {who: seated(sitter, float(self.parts[who].aside[index])) for who, sitter in self.sitters.items()}
        hands = {who: hands_at(self.script, sitter, who, time) for who, sitter in now.items()}
        spots = [(p.x - 2, p.ground + 1, 34.0, 11.0) for p in placed]
        spots += [(x, max(y + 20, 640.0), 34.0, 12.0) for pair in hands.values() for x, y in pair if y > 560]
        shadows(canvas, [*spots, *room.CUP_SHADE], self.scale)
        room.cup(canvas, self.scale)
        for number in sorted(range(len(placed)), key=lambda n: (placed[n].is_held, placed[n].ground, -placed[n].y)):
            draw_block(canvas, placed[number], BLOCK_COLOURS[number], self.scale)
        for who, sitter in now.items():
            for side in (0, 1):
                _arm(canvas, sitter, side, hands[who][side], self.scale)


def seated(sitter: Sitter, aside: float) -> Sitter:
    """Where somebody sits who is `aside` pixels to the right of their seat, in a picture 720 high."""
    return sitter.moved(aside) if aside else sitter


def _lean(part: Performance, index: int, time: float) -> Point:
    """How far a body has moved from its seat: breath, and a little towards whoever is looked at."""
    breath = 1.6 * np.sin(time / 1000 * 1.7)
    return 0.26 * float(part.yaw[index]), float(breath) - 2.5 * float(part.smile[index])


def pose_of(sitter: Sitter, part: Performance, index: int, time: float, scale: float) -> Pose:
    """Where the head is at the performance's `index`th time, `time` milliseconds; `scale` as for the stage."""
    lean = _lean(part, index, time)
    yaw, pitch = float(part.yaw[index]), float(part.pitch[index])
    x, y = sitter.seat[0] + float(part.aside[index]) + 1.5 * lean[0], sitter.seat[1] + 1.4 * lean[1] - 0.7 * pitch
    return Pose(x * scale, y * scale, sitter.unit * scale, yaw, pitch, float(part.roll[index]))


def _mien(part: Performance, index: int) -> Mien:
    return Mien(
        smile=0.20 + 0.80 * float(part.smile[index]),
        mouth=float(part.mouth[index]),
        round=float(part.round[index]),
        blink=float(part.blink[index]),
        brows=float(part.brows[index]),
        gaze_x=float(part.gaze_x[index]),
        gaze_y=float(part.gaze_y[index]),
        cry=float(part.cry[index]),
    )


def _hide(canvas: Picture, hidings: Sequence[Hiding], poses: dict[str, Pose], time: float) -> None:
    for hiding in hidings:
        pose, risen = poses[hiding.who], hiding.height_at(time)
        if risen > 0:
            draw_book(canvas, (pose.x, pose.y + (2.6 - 2.4 * risen) * pose.unit), 1.15 * pose.unit)


def _arm(canvas: Picture, sitter: Sitter, side: int, hand: Point, scale: float) -> None:
    lamp, (x, y), rest = sitter.lamp[0], sitter.shoulders[side], sitter.hands[side]
    # Whoever reaches far brings the shoulder along.
    shoulder = (x + 0.16 * (hand[0] - rest[0]), y + 0.06 * (hand[1] - rest[1]))
    bend = elbow(shoulder, hand, *sitter.reach, 1.0 if side == 0 else -1.0)
    upper, middle, wrist = sitter.arm
    draw_limb(canvas, (shoulder, bend), (upper, middle), sitter.sleeve, scale, lamp)
    back = np.subtract(hand, bend) / max(1.0, float(np.hypot(*np.subtract(hand, bend))))
    cuff = (hand[0] - back[0] * wrist * 0.9, hand[1] - back[1] * wrist * 0.9)
    skin = sitter.head.look.skin
    tip = (hand[0] + back[0] * wrist * 0.55, hand[1] + back[1] * wrist * 0.55)
    inward = 1 if side == 0 else -1
    thumb = (hand[0] + inward * wrist * 0.75, hand[1] - wrist * 0.10)
    draw_limb(canvas, (hand, thumb), (wrist * 0.45, wrist * 0.34), tinted(skin, 0.97), scale, lamp)
    draw_limb(canvas, (cuff, tip), (wrist * 0.84, wrist * 0.94), skin, scale, lamp)
    draw_limb(canvas, (bend, cuff), (middle, wrist), sitter.sleeve, scale, lamp)


@dataclass(frozen=True, eq=False, slots=True)
class Body:
    """A body painted once: its part of the picture, its colours and its cover, with room to shift."""

    window: Window
    colour: Floats
    cover: Floats


def _body(sitter: Sitter, scale: float) -> Body:
    unit = 100 * sitter.size * scale
    size = (round(1280 * scale), round(720 * scale))
    window = Window.around(sitter.middle[0] * scale, sitter.middle[1] * scale, unit, (-2.1, -1.5, 2.1, 1.3), size)
    x, y = window.grid()
    canvas = np.zeros((size[1], size[0], 3), np.uint8)
    cover = np.zeros(x.shape, np.float32)
    skin = np.array(tinted(sitter.head.look.skin, 0.90), np.float32)
    for solids, colour in ((sitter.neck, skin), (sitter.clothes, np.array(sitter.clothes_colour, np.float32))):
        seen = relief(solids, turned(0, 0), x, y, unit)
        light = lit(softened(seen, 0.05 * unit), unit, sitter.lamp)
        if solids is sitter.neck:
            # The chin throws its shade on the neck.
            light = light * np.clip(0.55 + 0.55 * (y[..., None] + 0.75), 0.6, 1)
        lay(canvas, window, light * colour, seen.cover)
        cover = np.maximum(cover, seen.cover)
    return Body(window, canvas[window.part].astype(np.float32), cover)


def _shifted(canvas: Picture, body: Body, right: float, down: float, aside: float) -> None:
    """The body moved a little, `right` and `down`, and perhaps far `aside`; all in pixels."""
    whole = round(aside)
    move = np.array([[1, 0, right + aside - whole], [0, 1, down]], np.float32)
    size = (body.window.width, body.window.height)
    colour = cv2.warpAffine(body.colour, move, size, borderMode=cv2.BORDER_REPLICATE)
    cover = cv2.warpAffine(body.cover, move, size, borderMode=cv2.BORDER_REPLICATE)
    columns, window = body.window.moved(whole, (canvas.shape[1], canvas.shape[0]))
    if not window.is_empty:
        lay(canvas, window, np.asarray(colour[:, columns], np.float32), np.asarray(cover[:, columns], np.float32))


def _over(canvas: Picture, picture: Picture, cover: Floats) -> None:
    # Below its edge the table covers all.
    edge = int(np.flatnonzero(cover.min(axis=1) < 1).max(initial=-1)) + 1
    share = cover[:edge, :, None]
    canvas[:edge] = (canvas[:edge] * (1 - share) + picture[:edge] * share).astype(np.uint8)
    canvas[edge:] = picture[edge:]
