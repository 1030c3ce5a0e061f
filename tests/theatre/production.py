"""How a script is put on the stage and filmed: who plays, in what light, with which camera and in what din."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
import numpy.typing as npt

from .acting import Curve
from .script import CHILD, MOTHER, Errand, Script
from .sitters import SITTERS, Sitter
from .voices import RATE, VOICES, Samples, Voice

Picture = npt.NDArray[np.uint8]

HALF_SIZE = (0.5, 0.62)
"""What a picture is shrunk towards, in shares of its width and height: the middle of the table."""
FAR = 9.0
"""How much further a head turns to the other, in degrees, where the camera stands far off."""
RISES = 280
"""Milliseconds in which a picture book comes up before a face."""


@dataclass(frozen=True, slots=True)
class Hiding:
    """From `start` to `end` (milliseconds) a picture book is held up before this person's face."""

    who: str
    start: int
    end: int

    def height_at(self, time: float) -> float:
        """How far the book has come up, 0 to 1."""
        return float(np.clip(min(time - self.start, self.end - time) / RISES, 0, 1))


def untouched(picture: Picture, time: float) -> Picture:
    return picture


def in_silence(sound: Samples) -> Samples:
    return sound


def never_hidden(length: int) -> tuple[Hiding, ...]:
    return ()


def steady_times(length: int) -> Curve:
    """A picture each 40 ms."""
    return np.arange(0, length, 40, dtype=float)


@dataclass(frozen=True, eq=False, slots=True)
class Production:
    """Everything about a film that its script does not say; the defaults are the kitchen as it stands.

    A look at the other takes heads `further` degrees beyond the kitchen's. `shrunk` is what is left of all sizes;
    `adults` are those who look like one. `filmed` gets each picture with its time, `heard` the whole sound, `times`
    the script's length (milliseconds).
    """

    sitters: Mapping[str, Sitter] = field(default_factory=lambda: SITTERS)
    further: float = 0.0
    is_mirrored: bool = False
    shrunk: float = 1.0
    has_passer_by: bool = False
    has_errands: bool = False
    adults: tuple[str, ...] = (MOTHER,)
    voices: Mapping[str, Voice] = field(default_factory=lambda: VOICES)
    hidings: Callable[[int], tuple[Hiding, ...]] = never_hidden
    filmed: Callable[[Picture, float], Picture] = untouched
    heard: Callable[[Samples], Samples] = in_silence
    times: Callable[[int], Curve] = steady_times
    encoding: Mapping[str, str] = field(default_factory=dict)

    def played(self, script: Script) -> Script:
        """`script` as it is played: without its errands where this production has none."""
        if self.has_errands:
            return script
        return replace(script, cues=tuple(cue for cue in script.cues if not isinstance(cue, Errand)))

    def draws_like(self, other: Production) -> bool:
        """Whether the stage shows the same pictures at the same times: all that differs comes after the drawing."""
        names = ("sitters", "further", "has_passer_by", "has_errands", "hidings", "times")
        return all(getattr(self, name) == getattr(other, name) for name in names)

    def framed(self, picture: Picture) -> Picture:
        """`picture` as the camera's place shows it: from further off, or in a mirror."""
        if self.shrunk != 1.0:
            height, width = picture.shape[:2]
            x, y = HALF_SIZE[0] * width, HALF_SIZE[1] * height
            move = np.array([[self.shrunk, 0, x * (1 - self.shrunk)], [0, self.shrunk, y * (1 - self.shrunk)]])
            picture = np.asarray(
                cv2.warpAffine(picture, move, (width, height), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE),
                np.uint8,
            )
        return np.ascontiguousarray(picture[:, ::-1]) if self.is_mirrored else picture

    def place(self, x: Curve, y: Curve, unit: Curve, aspect: float) -> tuple[Curve, Curve, Curve]:
        """Where `framed` puts a head; all in fractions of the picture's height, `aspect` its width over its height."""
        x = aspect * HALF_SIZE[0] + self.shrunk * (x - aspect * HALF_SIZE[0])
        y = HALF_SIZE[1] + self.shrunk * (y - HALF_SIZE[1])
        return aspect - x if self.is_mirrored else x, y, self.shrunk * unit


def with_looks(**features: object) -> dict[str, Sitter]:
    """The same two people with other features, by the names of `faces.Look`."""
    return {who: sitter.with_look(**features) for who, sitter in SITTERS.items()}


def often_hidden(length: int) -> tuple[Hiding, ...]:
    """Every five seconds one of the two is hidden for a second and a half."""
    people = (CHILD, MOTHER)
    starts = range(2500, length - 1500, 5000)
    return tuple(Hiding(people[number % 2], start, start + 1500) for number, start in enumerate(starts))


def darkened(picture: Picture, time: float) -> Picture:
    """A third of the light, and the grain that comes with it."""
    rng = np.random.default_rng(round(time))
    grain = rng.normal(0, 3.5, picture.shape[:2]).astype(np.float32)
    return np.asarray(np.clip(picture * np.float32(0.33) + grain[..., None], 0, 255), np.uint8)


def handheld(picture: Picture, time: float) -> Picture:
    """A hand that holds the telephone: a hundredth of the picture to and fro, a degree of tilt."""
    s, height, width = time / 1000, picture.shape[0], picture.shape[1]
    right = 0.011 * height * (np.sin(5.1 * s) + 0.6 * np.sin(11.3 * s + 1))
    down = 0.009 * height * (np.sin(6.3 * s + 2) + 0.6 * np.sin(13.7 * s))
    move = cv2.getRotationMatrix2D((width / 2, height / 2), 0.9 * float(np.sin(3.1 * s + 0.5)), 1.03)
    move[:, 2] += (right, down)
    return np.asarray(cv2.warpAffine(picture, move, (width, height), borderMode=cv2.BORDER_REPLICATE), np.uint8)


def in_din(sound: Samples) -> Samples:
    """A kitchen fan and a radio in the next room, about 10 dB below the voices."""
    rng = np.random.default_rng(23)
    shape = np.fft.rfftfreq(sound.size, 1 / RATE)
    pink = np.fft.rfft(rng.normal(0, 1, sound.size)) / np.sqrt(np.maximum(shape, 40))
    hum = np.sin(2 * np.pi * 100 * np.arange(sound.size) / RATE) + 0.5 * np.sin(
        2 * np.pi * 200 * np.arange(sound.size) / RATE
    )
    fan = np.fft.irfft(pink, sound.size)
    noise = 0.024 * fan / np.std(fan) + 0.008 * hum
    return np.asarray(np.clip(sound + noise, -1, 1), np.float32)


def uneven_times(length: int) -> Curve:
    """Pictures as a telephone takes them in poor light: 30 to 140 ms apart, on a clock of whole milliseconds."""
    rng = np.random.default_rng(9)
    gaps = rng.choice([33, 34, 40, 67, 100, 140], p=[0.3, 0.2, 0.2, 0.2, 0.07, 0.03], size=length // 33 + 1)
    times = np.concatenate(([0], np.cumsum(gaps))).astype(float)
    return times[times < length]


DARK_SKIN: dict[str, object] = {
    "skin": (116, 75, 54),
    "blush": (134, 70, 54),
    "lips": (122, 60, 58),
    "brow": (30, 20, 18),
    "iris": (52, 32, 22),
}
DARK_HAIR = (40, 30, 28)


def _of_darker_skin() -> dict[str, Sitter]:
    painted = with_looks(**DARK_SKIN)
    return {who: replace(s, head=replace(s.head, hair_colour=DARK_HAIR)) for who, s in painted.items()}


def _smaller_child() -> dict[str, Sitter]:
    return {MOTHER: SITTERS[MOTHER], CHILD: SITTERS[CHILD].grown(0.68, about=(1030, 640))}


GREY = {"hair_colour": (196, 192, 188), "gloss": 0.12}


def _older() -> dict[str, Sitter]:
    """A grandmother in the mother's place."""
    lined = SITTERS[MOTHER].with_look(
        has_lines=True, skin=(224, 176, 148), lips=(182, 112, 104), brow=(150, 144, 138), brow_thickness=0.030
    )
    return {MOTHER: replace(lined, head=replace(lined.head, **GREY)), CHILD: SITTERS[CHILD]}


def _two_adults() -> dict[str, Sitter]:
    """Another woman in the child's place, in other clothes."""
    dark = SITTERS[MOTHER].across().with_look(brow=(52, 34, 30), iris=(70, 84, 92))
    head = replace(dark.head, hair_colour=(58, 40, 36))
    return {
        MOTHER: SITTERS[MOTHER],
        CHILD: replace(dark, head=head, clothes_colour=(150, 96, 104), sleeve=(150, 96, 104)),
    }


INFANT = replace(VOICES[CHILD], pitch=415.0, mouth=1.30, liveliness=0.35)
"""A voice of about 350 to 500 Hz."""

CONDITIONS: dict[str, Production] = {
    "plain": Production(),
    "mirrored": Production(is_mirrored=True),
    "darker": Production(filmed=darkened),
    "darker skin": Production(sitters=_of_darker_skin()),
    "smaller child": Production(sitters=_smaller_child()),
    "noisy": Production(heard=in_din),
    "camera shake": Production(filmed=handheld),
    "compression": Production(encoding={"crf": "37"}),
    "variable frame rate": Production(times=uneven_times),
    "glasses": Production(sitters=with_looks(has_glasses=True)),
    # From further off the other sits less far round the corner, so a head that looks there turns further from the lens.
    "distance": Production(shrunk=0.5, further=FAR),
    "profile": Production(further=30.0),
    "occlusion": Production(hidings=often_hidden),
    "second child": Production(has_passer_by=True),
    "older adult": Production(sitters=_older()),
    "infant's voice": Production(voices={**VOICES, CHILD: INFANT}),
    # Two women of one pitch and one build.
    "two adults": Production(
        sitters=_two_adults(), adults=(MOTHER, CHILD), voices={**VOICES, CHILD: replace(VOICES[MOTHER], mouth=1.04)}
    ),
    "dim and far": Production(shrunk=0.5, further=FAR, filmed=darkened),
    "leaving": Production(has_errands=True),
}
"""Every way of filming a script, by name."""
