"""The smallest models there can be for each slot: a face that is always at one place, a voice that is loudness."""

from collections.abc import Iterable

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
        _node("Abs", "input", "loud"),
        _node("ReduceMax", "loud", "speech", _attribute("axes", 1), _attribute("keepdims", 1)),
        _node("Identity", "state", "stateN"),
    ]
    values = [("input", (1, 576)), ("state", (2, 1, 128)), ("speech", (1, 1)), ("stateN", (2, 1, 128))]
    places = [_field(11 if name in ("input", "state") else 12, _value(name, shape)) for name, shape in values]
    graph = b"".join([*(_field(1, node) for node in nodes), _field(2, b"small"), *places])
    return _number(1, 8) + _field(7, graph) + _field(8, _number(2, 13))


def _node(kind: str, given: str, answered: str, *attributes: bytes) -> bytes:
    named = _field(1, given.encode()) + _field(2, answered.encode()) + _field(4, kind.encode())
    return named + b"".join(_field(5, attribute) for attribute in attributes)


def _attribute(name: str, value: int) -> bytes:
    """A list of whole numbers where the name is in the plural, one number otherwise."""
    is_list = name == "axes"
    return _field(1, name.encode()) + _number(8 if is_list else 3, value) + _number(20, 7 if is_list else 2)


def _value(name: str, shape: Iterable[int]) -> bytes:
    sizes = b"".join(_field(1, _number(1, size)) for size in shape)
    return _field(1, name.encode()) + _field(2, _field(1, _number(1, 1) + _field(2, sizes)))


def _field(number: int, content: bytes) -> bytes:
    """A part of a protobuf message that has a length."""
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _varint(value: int) -> bytes:
    low, high = value & 0x7F, value >> 7
    return bytes([low | 0x80]) + _varint(high) if high else bytes([low])
