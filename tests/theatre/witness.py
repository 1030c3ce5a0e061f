"""What the bare models say about a picture or a sound, with none of our own perception in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import islice
from pathlib import Path

import av
import cv2
import numpy as np
import numpy.typing as npt
import onnxruntime
from ai_edge_litert.interpreter import Interpreter

Picture = npt.NDArray[np.uint8]
Points = npt.NDArray[np.float64]

MODELS = Path(str(files("vignette"))) / "perception" / "models"


@dataclass(frozen=True, eq=False, slots=True)
class Face:
    """One face found by the models: their own sureness, 0 to 1, and points in pixels of the picture given.

    `keys` are the detector's six (right eye, left eye, nose, mouth, right ear, left ear); `mesh` the 468 landmarks.
    """

    found: float
    is_face: float
    keys: Points
    mesh: Points


def pictures(path: Path, *, every: int) -> Iterator[tuple[int, Picture]]:
    """Every `every`th picture of a film, with its time in microseconds."""
    with av.open(str(path)) as film:
        yield from _seen(film, every)


def key_pictures(path: Path, *, every: int) -> Iterator[tuple[int, Picture]]:
    """Every `every`th of the pictures that need no other, with its time in microseconds."""
    with av.open(str(path)) as film:
        film.streams.video[0].codec_context.skip_frame = "NONKEY"
        yield from _seen(film, every)


def _seen(film: av.container.InputContainer, every: int) -> Iterator[tuple[int, Picture]]:
    for frame in islice(film.decode(video=0), 0, None, every):
        if frame.pts is not None and frame.time_base is not None:
            at = round(frame.pts * frame.time_base * 1_000_000)
            yield at, np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)


def sound(path: Path, rate: int) -> npt.NDArray[np.float32]:
    """A film's sound, mono at `rate`."""
    with av.open(str(path)) as film:
        to_rate = av.AudioResampler("flt", "mono", rate)
        parts = [part.to_ndarray()[0] for frame in film.decode(audio=0) for part in to_rate.resample(frame)]
        parts += [part.to_ndarray()[0] for part in to_rate.resample(None)]
    return np.concatenate(parts)


def face_in(picture: Picture) -> Face:
    """The likeliest face in `picture`, sure or not."""
    size = max(picture.shape[:2])
    square = np.zeros((size, size, 3), np.uint8)
    square[: picture.shape[0], : picture.shape[1]] = picture
    small = cv2.resize(square, (128, 128), interpolation=cv2.INTER_AREA).astype(np.float32) / 127.5 - 1
    boxes, scores = _run(_model("face_detection_short_range.tflite"), small)
    best = int(scores[0, :, 0].argmax())
    anchor, values = _anchors()[best], boxes[0, best] / 128
    middle = (values[:2] + anchor) * size
    keys = (values[4:].reshape(6, 2) + anchor) * size
    is_face, mesh = _mesh(picture, middle, float(max(values[2:4])) * size, keys)
    return Face(_share(scores[0, best, 0]), is_face, keys, mesh)


def _mesh(picture: Picture, middle: Points, size: float, keys: Points) -> tuple[float, Points]:
    across, down = keys[1] - keys[0]
    upright = cv2.getRotationMatrix2D(
        tuple(map(float, middle)), float(np.degrees(np.arctan2(down, across))), 128 / size
    )
    upright[:, 2] = upright[:, 2] + 96 - middle
    crop = np.asarray(cv2.warpAffine(picture, upright, (192, 192)), np.float32) / np.float32(255)
    points, flag = _run(_model("face_landmark.tflite"), crop)
    back = np.asarray(cv2.invertAffineTransform(upright), np.float64)
    return _share(flag.ravel()[0]), points.reshape(468, 3)[:, :2] @ back[:, :2].T + back[:, 2]


def speech(samples: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """How likely each 32 ms of `samples` (mono, 16 kHz) hold a voice, 0 to 1."""
    session = onnxruntime.InferenceSession(str(MODELS / "silero_vad_16k_op15.onnx"))
    state, before, likely = np.zeros((2, 1, 128), np.float32), np.zeros(64, np.float32), []
    for start in range(0, samples.size - 511, 512):
        part = samples[start : start + 512]
        given = {"input": np.concatenate([before, part])[None], "state": state, "sr": np.array(16_000, np.int64)}
        answer, state = session.run(None, given)
        before = part[-64:]
        likely.append(float(answer[0, 0]))
    return np.array(likely)


@lru_cache
def _model(name: str) -> Interpreter:
    model = Interpreter(str(MODELS / name))
    model.allocate_tensors()
    return model


def _run(model: Interpreter, picture: npt.NDArray[np.float32]) -> list[npt.NDArray[np.float32]]:
    model.set_tensor(model.get_input_details()[0]["index"], picture[None])
    model.invoke()
    return [model.get_tensor(output["index"]) for output in model.get_output_details()]


@lru_cache
def _anchors() -> Points:
    """The middles of the detector's 896 places: two to each of 16 x 16, six to each of 8 x 8."""
    places = [
        ((x + 0.5) / n, (y + 0.5) / n)
        for n, k in ((16, 2), (8, 6))
        for y in range(n)
        for x in range(n)
        for _ in range(k)
    ]
    return np.array(places)


def _share(logit: float) -> float:
    return float(1 / (1 + np.exp(-np.clip(logit, -50, 50))))
