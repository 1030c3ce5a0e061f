"""The smallest models there can be for each slot: a face that is always at one place, a voice that is loudness."""

from collections.abc import Mapping, Sequence

import flatbuffers
import numpy as np
import numpy.typing as npt
from ai_edge_litert import schema_py_generated as tflite

SIDE, ANCHORS = 32, 56
"""Pixels along each side of a view, and how many anchors BlazeFace at short range has for so few."""


def one_face_everywhere(*, size: float) -> bytes:
    """A TensorFlow Lite model that sees in every view a face around the first anchor, of `size` pixels of the view."""
    numbers = np.zeros((1, ANCHORS, 16), np.float32)
    numbers[0, 0, 2:4] = size
    # the right eye is left of the left one, and so are the ears
    numbers[0, 0, 4::2] = np.array([-1, 1, 0, 0, -2, 2]) * size / 8
    scores = np.full((1, ANCHORS, 1), -20, np.float32)
    scores[0, 0] = 20
    return _tflite(numbers, scores)


def _tflite(*answers: npt.NDArray[np.float32]) -> bytes:
    """A model of one input that it only passes on as a third output, with `answers` that never change."""
    shapes = [(1, SIDE, SIDE, 3), *(each.shape for each in answers)]
    model, graph = tflite.ModelT(), tflite.SubGraphT()
    model.version, model.subgraphs, model.operatorCodes = 3, [graph], []
    model.buffers = [_buffer(b""), *(_buffer(each.tobytes()) for each in answers)]
    graph.tensors = [_tensor(number, shape) for number, shape in enumerate(shapes)]
    graph.inputs, graph.outputs, graph.operators = [0], [*range(1, len(shapes))], []
    builder = flatbuffers.Builder(1024)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def _buffer(content: bytes) -> tflite.BufferT:
    buffer = tflite.BufferT()
    buffer.data = np.frombuffer(content, np.uint8) if content else None
    return buffer


def _tensor(number: int, shape: tuple[int, ...]) -> tflite.TensorT:
    tensor = tflite.TensorT()
    tensor.name, tensor.shape, tensor.buffer, tensor.type = f"t{number}", shape, number, tflite.TensorType.FLOAT32
    return tensor


def loudness_as_voice() -> bytes:
    """An ONNX model for which the loudest sample of a stretch is how likely it holds a voice."""
    nodes = [
        _node("Abs", ("input",), "loud"),
        _node("ReduceMax", ("loud",), "speech", axes=(1,), keepdims=1),
        _node("Identity", ("state",), "stateN"),
    ]
    inputs = {"input": (1, 576), "state": (2, 1, 128)}
    return _onnx(nodes, inputs, {"speech": (1, 1), "stateN": (2, 1, 128)}, {})


TONES = (300.0, 500.0, 800.0, 1200.0)
"""Hz of the bands in which the small model for speakers hears."""
FRAME, STRIDE = 400, 320
"""Samples that the small models for sound look at at once, and how much further they look next: 25 and 20 ms."""


def bands_as_speaker() -> bytes:
    """An ONNX model for which a voice is how much of its energy lies around each of `TONES`: (1, n) to (1, 4)."""
    nodes = [
        *_energies(),
        _node("ReduceMean", ("energies",), "mean", axes=(2,), keepdims=0),
    ]
    return _onnx(nodes, {"samples": (1, "n")}, {"mean": (1, len(TONES))}, _filters(TONES))


LETTERS = ("<blank>", "|", "o", "i")
LOW, HIGH = 300.0, 800.0


def tones_as_words() -> bytes:
    """An ONNX model that writes "o" for a tone of 300 Hz, "i" for one of 800 Hz, and a gap where it is quiet.

    (1, n) to (1, t, 4), each t 20 ms, in the order of `LETTERS`.
    """
    # nothing, a gap, low and high: what each is worth before any tone is heard, and for each tone
    worth = np.array([[0, 0], [0, 0], [1, 0], [0, 1]], np.float32)[:, :, None]
    start = np.array([0, 5, 0, 0], np.float32)
    nodes = [
        *_energies(),
        _node("Conv", ("energies", "worth", "start"), "columns"),
        _node("Transpose", ("columns",), "logits", perm=(0, 2, 1)),
    ]
    numbers = _filters((LOW, HIGH)) | {"worth": worth, "start": start}
    return _onnx(nodes, {"samples": (1, "n")}, {"logits": (1, "t", len(LETTERS))}, numbers)


def nothing_but_passed_on(*shape: int | str) -> bytes:
    """An ONNX model that answers with what it is given, of this shape."""
    return _onnx([_node("Identity", ("samples",), "same")], {"samples": shape}, {"same": shape}, {})


def _energies() -> list[bytes]:
    """From "samples", (1, n), to "energies", (1, tones, t): the power of each tone in each stretch of 25 ms."""
    return [
        _node("Unsqueeze", ("samples", "one"), "row"),
        _node("Conv", ("row", "waves"), "parts", strides=(STRIDE,)),
        _node("Mul", ("parts", "parts"), "powers"),
        _node("Conv", ("powers", "pairs"), "energies"),
    ]


def _filters(tones: Sequence[float]) -> dict[str, npt.NDArray[np.float32] | npt.NDArray[np.int64]]:
    """A sine and a cosine for each tone, and how the two make its power."""
    phases = 2 * np.pi * np.arange(FRAME) / 16_000 * np.array(tones)[:, None]
    waves = np.stack([np.sin(phases), np.cos(phases)], axis=1).reshape(-1, 1, FRAME)
    pairs = np.repeat(np.eye(len(tones)), 2, axis=1)[:, :, None]
    return {"one": np.array([1], np.int64), "waves": np.float32(waves), "pairs": np.float32(pairs)}


Shape = Sequence[int | str]


def _onnx(
    nodes: Sequence[bytes],
    inputs: Mapping[str, Shape],
    outputs: Mapping[str, Shape],
    numbers: Mapping[str, npt.NDArray[np.float32] | npt.NDArray[np.int64]],
) -> bytes:
    """The bytes of a model: a shape's words are sizes that are told only by what comes."""
    graph = [_field(1, node) for node in nodes] + [_field(2, b"small")]
    graph += [_field(5, _array(name, each)) for name, each in numbers.items()]
    graph += [_field(11, _value(name, shape)) for name, shape in inputs.items()]
    graph += [_field(12, _value(name, shape)) for name, shape in outputs.items()]
    return _number(1, 8) + _field(7, b"".join(graph)) + _field(8, _number(2, 13))


def _node(kind: str, given: Sequence[str], answered: str, **attributes: int | tuple[int, ...]) -> bytes:
    named = b"".join(_field(1, each.encode()) for each in given) + _field(2, answered.encode())
    return named + _field(4, kind.encode()) + b"".join(_field(5, _attribute(*each)) for each in attributes.items())


def _attribute(name: str, value: int | tuple[int, ...]) -> bytes:
    if isinstance(value, int):
        return _field(1, name.encode()) + _number(3, value) + _number(20, 2)
    return _field(1, name.encode()) + b"".join(_number(8, each) for each in value) + _number(20, 7)


def _array(name: str, numbers: npt.NDArray[np.float32] | npt.NDArray[np.int64]) -> bytes:
    kind = 7 if numbers.dtype == np.int64 else 1
    sizes = b"".join(_number(1, size) for size in numbers.shape)
    return sizes + _number(2, kind) + _field(8, name.encode()) + _field(9, numbers.tobytes())


def _value(name: str, shape: Shape) -> bytes:
    sizes = b"".join(
        _field(1, _number(1, size) if isinstance(size, int) else _field(2, size.encode())) for size in shape
    )
    return _field(1, name.encode()) + _field(2, _field(1, _number(1, 1) + _field(2, sizes)))


def _field(number: int, content: bytes) -> bytes:
    """A part of a protobuf message that has a length."""
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _varint(value: int) -> bytes:
    low, high = value & 0x7F, value >> 7
    return bytes([low | 0x80]) + _varint(high) if high else bytes([low])
