"""The kitchen behind the table and the table itself: painted once, a little out of focus, then left alone."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
Colour = tuple[int, int, int]

TABLE_EDGE = 548
"""Where the far edge of the table lies, in pixels of a picture 720 high."""


@lru_cache
def wall(scale: float) -> Picture:
    """The wall with its window, shelf and lamp, 1280 x 720 times `scale`: uint8 red, green, blue, to be copied."""
    canvas = np.zeros((1440, 2560, 3), np.uint8)
    _plaster(canvas)
    _window(canvas)
    _shelf(canvas)
    _pictures(canvas)
    soft = cv2.GaussianBlur(canvas, (0, 0), 5.5)
    lamp = _glow(soft.astype(np.float32), 640, 20, 520, 420, (255, 214, 150), 0.62)
    lit = _lamp(np.clip(lamp, 0, 255).astype(np.uint8))
    return _sized(_grain(lit, 1.1), scale)


@lru_cache
def table(scale: float) -> tuple[Picture, Floats]:
    """The table in front, and how much of each pixel it covers (0 to 1)."""
    canvas = np.zeros((1440, 2560, 3), np.float32)
    top, rng = 2 * TABLE_EDGE, np.random.default_rng(5)
    down = np.arange(1440, dtype=np.float32)[:, None]
    across = np.arange(2560, dtype=np.float32)[None, :]
    depth = np.clip((down - top) / (1440 - top), 0, 1)
    wave = np.zeros((1440, 2560)) + sum(
        a * np.sin(down * f / (0.55 + 0.45 * depth) + across * 0.0011 * k + p)
        for a, f, k, p in [
            (rng.uniform(0.4, 1), rng.uniform(0.04, 0.4), rng.uniform(-1, 1), rng.uniform(0, 6)) for _ in range(9)
        ]
    )
    base = np.array((198, 142, 98), np.float32) * (0.90 + 0.05 * depth[..., None])
    canvas[:] = base + 3.2 * wave[..., None]
    for x in (-700, -150, 420, 960, 1580, 2130, 2700):
        foot = 1280 + (x - 1280) * 1.55
        cv2.line(canvas, (x, top), (int(foot), 1440), (168, 116, 80), 3, cv2.LINE_AA)
    canvas = _glow(canvas, 640, 640, 470, 150, (255, 214, 158), 0.55)
    cover = np.zeros((1440, 2560), np.float32)
    cover[top:] = 1
    canvas[top : top + 7] = (226, 178, 130)
    return _sized(_grain(np.clip(canvas, 0, 255).astype(np.uint8), 1.0), scale), np.asarray(
        cv2.resize(cover, (round(1280 * scale), round(720 * scale)), interpolation=cv2.INTER_AREA), np.float32
    )


def _sized(picture: Picture, scale: float) -> Picture:
    return cv2.resize(picture, (round(1280 * scale), round(720 * scale)), interpolation=cv2.INTER_AREA)  # type: ignore[return-value]  # OpenCV's own types are narrower than what it takes


def _grain(picture: Picture, size: float) -> Picture:
    """A breath of unevenness, so that soft gradients do not break into steps."""
    rng = np.random.default_rng(1)
    noise = size * rng.standard_normal((*picture.shape[:2], 1), np.float32)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


def _glow(picture: Floats, x: float, y: float, rx: float, ry: float, colour: Colour, strength: float) -> Floats:
    """Light added softly round (x, y), in pixels of a picture 720 high."""
    down, across = np.ogrid[: picture.shape[0], : picture.shape[1]]
    share = strength * np.exp(-(((across / 2 - x) / rx) ** 2) - ((down / 2 - y) / ry) ** 2)
    light = picture * share[..., None].astype(np.float32) * np.array(colour, np.float32) / 255
    return (picture + 0.55 * light).astype(np.float32)


def _box(canvas: Picture, x0: float, y0: float, x1: float, y1: float, colour: Colour, round_by: float = 0) -> None:
    """A filled box, its corners rounded; pixels of a picture 720 high."""
    r = round_by
    if r:
        for cx, cy in ((x0 + r, y0 + r), (x1 - r, y0 + r), (x0 + r, y1 - r), (x1 - r, y1 - r)):
            cv2.circle(canvas, (int(2 * cx), int(2 * cy)), int(2 * r), colour, -1, cv2.LINE_AA)
        cv2.rectangle(canvas, (int(2 * x0), int(2 * (y0 + r))), (int(2 * x1), int(2 * (y1 - r))), colour, -1)
        x0, x1 = x0 + r, x1 - r
    cv2.rectangle(canvas, (int(2 * x0), int(2 * y0)), (int(2 * x1), int(2 * y1)), colour, -1)


def _blob(canvas: Picture, points: list[tuple[float, float]], colour: Colour) -> None:
    """A filled outline through `points`, made smooth."""
    closed = np.array(points + points[:2], float)
    steps = np.linspace(0, 1, 12, endpoint=False)[:, None]
    line = [
        (1 - steps) ** 2 * (closed[i] + closed[i + 1]) / 2
        + 2 * steps * (1 - steps) * closed[i + 1]
        + steps**2 * (closed[i + 1] + closed[(i + 2) % len(closed) if i + 2 < len(closed) else 1]) / 2
        for i in range(len(points))
    ]
    cv2.fillPoly(canvas, [np.round(np.concatenate(line) * 2 * 16).astype(np.int32)], colour, cv2.LINE_AA, 4)


def _plaster(canvas: Picture) -> None:
    down = np.linspace(0, 1, 1440)[:, None, None]
    across = np.linspace(-1, 1, 2560)[None, :, None]
    upper, lower = np.array((206, 178, 152)), np.array((176, 140, 122))
    canvas[:] = np.clip((upper * (1 - down) + lower * down) * (1.02 - 0.16 * across**2), 0, 255)
    # Painted boards up to the height of a chair.
    board = canvas[2 * 402 :].astype(np.float32) * np.array((0.74, 0.82, 0.80), np.float32)
    canvas[2 * 402 :] = board.astype(np.uint8)
    for x in range(20, 1280, 66):
        _box(canvas, x, 408, x + 2, 720, (118, 104, 92))
    _box(canvas, 0, 394, 1280, 404, (196, 172, 148))


def _window(canvas: Picture) -> None:
    _box(canvas, 466, 46, 814, 372, (232, 214, 190), 6)
    sky = np.linspace(0, 1, 2 * 286)[:, None, None]
    colours = np.array([(128, 132, 178), (196, 160, 182), (246, 190, 152), (255, 216, 164)], float)
    position = sky[:, 0, 0] * 3
    rows = np.stack([np.interp(position, range(4), colours[:, i]) for i in range(3)], 1)
    canvas[2 * 64 : 2 * 350, 2 * 484 : 2 * 796] = rows[:, None, :].astype(np.uint8)
    pane = canvas[2 * 64 : 2 * 350, 2 * 484 : 2 * 796]
    part = pane.copy()
    _hills(part)
    pane[:] = part
    for x in (636,):
        _box(canvas, x, 60, x + 9, 354, (232, 214, 190))
    _box(canvas, 480, 196, 800, 204, (232, 214, 190))
    _box(canvas, 448, 366, 832, 384, (240, 222, 198), 5)
    for side in (-1, 1):
        inner, outer = 640 + side * 118, 640 + side * 208
        _blob(
            canvas,
            [
                (outer, 20),
                (inner, 20),
                (inner + side * 8, 150),
                (inner + side * 44, 290),
                (inner + side * 56, 400),
                (outer + side * 6, 404),
            ],
            (222, 168, 140),
        )
        for share in (0.3, 0.62):
            fold = inner + (outer - inner) * share
            _blob(
                canvas,
                [(fold, 24), (fold + side * 7, 24), (fold + side * 26, 396), (fold + side * 20, 398)],
                (206, 148, 122),
            )
    _box(canvas, 400, 18, 880, 28, (126, 88, 66), 4)


def _hills(pane: Picture) -> None:
    """Hills and a first star beyond the window; `pane` is the glass alone."""
    height, width = pane.shape[:2]
    x = np.arange(width)
    for base, swing, colour in (
        (0.72, 0.05, (150, 124, 150)),
        (0.82, 0.06, (108, 96, 122)),
        (0.92, 0.04, (74, 74, 94)),
    ):
        ridge = height * (base + swing * np.sin(x / width * 5 + base * 20) + swing * 0.4 * np.sin(x / width * 13))
        outline = np.concatenate([np.stack([x, ridge], 1), [[width, height], [0, height]]]).astype(np.int32)
        cv2.fillPoly(pane, [outline], colour, cv2.LINE_AA)
    cv2.circle(pane, (int(width * 0.78), int(height * 0.16)), 26, (255, 240, 214), -1, cv2.LINE_AA)
    cv2.circle(pane, (int(width * 0.78) - 13, int(height * 0.16) - 6), 25, (146, 140, 180), -1, cv2.LINE_AA)


def _shelf(canvas: Picture) -> None:
    for y in (150, 292):
        _box(canvas, 1000, y, 1262, y + 11, (150, 104, 74), 3)
    jars: tuple[tuple[float, float, float, Colour], ...] = (
        (1014, 40, 62, (206, 150, 104)),
        (1064, 44, 46, (150, 164, 138)),
        (1118, 36, 74, (226, 206, 178)),
        (1164, 42, 54, (190, 116, 92)),
        (1214, 38, 66, (232, 196, 132)),
    )
    for x, width, height, colour in jars:
        _box(canvas, x, 150 - height, x + width, 150, colour, 7)
        _box(canvas, x + 3, 150 - height - 8, x + width - 3, 150 - height + 3, (120, 84, 62), 3)
    for i, colour in enumerate(((224, 198, 170), (206, 150, 124), (160, 168, 150))):
        _box(canvas, 1012 + 4 * i, 280 - 12 * i, 1082 - 4 * i, 292 - 12 * i, colour, 4)
    _box(canvas, 1184, 246, 1234, 292, (196, 124, 96), 6)
    leaves = ((-44, -60), (-26, -92), (0, -104), (28, -86), (46, -54), (-58, -18), (60, -8), (-12, -64), (18, -60))
    for dx, dy in leaves:
        tip = (1209 + dx, 252 + dy)
        _blob(
            canvas,
            [
                (1209, 254),
                (1209 + dx * 0.6 - dy * 0.16, 252 + dy * 0.55 + dx * 0.16),
                tip,
                (1209 + dx * 0.6 + dy * 0.16, 252 + dy * 0.55 - dx * 0.16),
            ],
            (112, 138, 104),
        )


def _pictures(canvas: Picture) -> None:
    """Two drawings by a child, taped to the wall."""
    _box(canvas, 24, 92, 148, 190, (246, 236, 216), 3)
    cv2.circle(canvas, (2 * 120, 2 * 116), 26, (244, 190, 92), -1, cv2.LINE_AA)
    _blob(canvas, [(34, 182), (34, 160), (70, 148), (100, 162), (138, 150), (138, 182)], (150, 176, 128))
    _box(canvas, 62, 132, 94, 164, (208, 120, 96))
    _blob(canvas, [(56, 134), (78, 108), (100, 134)], (140, 92, 84))
    _box(canvas, 352, 96, 436, 204, (244, 232, 214), 3)
    for x, height, colour in ((379, 58, (206, 132, 110)), (411, 38, (128, 148, 176))):
        _blob(canvas, [(x - 12, 196), (x, 196 - height * 0.7), (x + 12, 196)], colour)
        cv2.circle(canvas, (2 * x, 2 * int(190 - height * 0.85)), 20, (232, 186, 152), -1, cv2.LINE_AA)


def _lamp(canvas: Picture) -> Picture:
    cv2.line(canvas, (1280, 0), (1280, 60), (90, 66, 54), 5, cv2.LINE_AA)
    _blob(
        canvas, [(560, 74), (604, 26), (640, 20), (676, 26), (720, 74), (700, 86), (640, 90), (580, 86)], (214, 132, 92)
    )
    _blob(canvas, [(576, 80), (640, 74), (704, 80), (690, 90), (640, 93), (590, 90)], (255, 236, 190))
    return canvas


CUP_SHADE = ((468.0, 664.0, 48.0, 14.0),)
"""The cup's shade on the table: middle x, y and radii, in pixels of a picture 720 high."""


def cup(canvas: Picture, scale: float) -> None:
    """The mother's cup."""

    def ellipse(y: float, rx: float, ry: float, colour: Colour) -> None:
        middle = (round(470 * scale * 16), round(y * scale * 16))
        cv2.ellipse(
            canvas, middle, (round(rx * scale * 16), round(ry * scale * 16)), 0, 0, 360, colour, -1, cv2.LINE_AA, 4
        )

    handle = [(508, 600), (532, 598), (536, 628), (508, 640)]
    cv2.polylines(
        canvas,
        [np.round(np.array(handle) * scale * 16).astype(np.int32)],
        False,
        (206, 190, 172),
        max(1, round(10 * scale)),
        cv2.LINE_AA,
        4,
    )
    rows = np.linspace(0, 1, max(2, round(72 * scale)))
    for share in rows:
        ellipse(
            588 + 68 * share,
            41 - 5 * share**2,
            10,
            (round(226 - 32 * share), round(212 - 30 * share), round(194 - 27 * share)),
        )
    ellipse(588, 41, 10, (244, 232, 214))
    ellipse(590, 36, 7.5, (142, 92, 62))


def steam(canvas: Picture, scale: float, time: float) -> None:
    """Two thin veils of steam over the cup, at `time` milliseconds."""
    left, right, top, bottom = (round(v * scale) for v in (420, 520, 470, 586))
    down, across = np.mgrid[top:bottom, left:right] / scale
    rise = (586 - down) / 116
    share = np.zeros(down.shape)
    for x, speed, phase in ((462, 1.1, 0.0), (478, 1.4, 2.0)):
        middle = x + 11 * rise * np.sin(4.5 * rise - speed * time / 1000 + phase)
        share += np.exp(-(((across - middle) / (4 + 9 * rise)) ** 2))
    share *= 0.13 * np.sin(np.pi * np.clip(rise, 0, 1)) ** 1.2
    part = canvas[top:bottom, left:right]
    part[:] = (part * (1 - share[..., None]) + np.array((255, 244, 230)) * share[..., None]).astype(np.uint8)
