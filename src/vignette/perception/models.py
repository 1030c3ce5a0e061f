"""Model files, opened for one processor each.

The two runtimes take a second to load, so they are loaded with the first model and not with every start of the site.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from vignette.domain.errors import Misconfigured

Numbers = npt.NDArray[np.float32]


class PictureModel:
    """A TensorFlow Lite model with one picture as its input, batch size one."""

    def __init__(self, content: bytes) -> None:
        from ai_edge_litert.interpreter import Interpreter

        # What is cut out for a model is too small to be worth sharing out among threads.
        cv2.setNumThreads(1)
        try:
            with _unheard():
                self._interpreter = Interpreter(model_content=content, num_threads=1)
                self._interpreter.allocate_tensors()
        except (ValueError, RuntimeError) as error:
            raise Misconfigured("A model for pictures is no TensorFlow Lite file.") from error
        wanted = self._interpreter.get_input_details()[0]
        self._input = wanted["index"]
        self.side = int(wanted["shape"][1])
        """Pixels along each side of its picture."""
        self._outputs = {place["name"]: place["index"] for place in self._interpreter.get_output_details()}

    def run(self, picture: Numbers) -> dict[str, Numbers]:
        """Every output by its name; `picture` is float32, shape (side, side, 3), in the model's own range."""
        self._interpreter.set_tensor(self._input, picture[None])
        self._interpreter.invoke()
        return {name: self._interpreter.get_tensor(index) for name, index in self._outputs.items()}


def sound_model(content: bytes) -> Any:
    """An onnxruntime session on one thread."""
    import onnxruntime
    from onnxruntime.capi import onnxruntime_pybind11_state as faults

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    except (
        faults.Fail,
        faults.InvalidArgument,
        faults.InvalidGraph,
        faults.InvalidProtobuf,
        faults.NotImplemented,
    ) as error:
        raise Misconfigured("A model for sound is no ONNX file.") from error


class SamplesModel:
    """An ONNX model that takes a stretch of sound, float32 (1, n), and answers with one array of float32."""

    def __init__(self, content: bytes, *, called: str) -> None:
        self._session, self._called = sound_model(content), called
        inputs, outputs = self._session.get_inputs(), self._session.get_outputs()
        takes = [(each.type, len(each.shape)) for each in inputs]
        if takes != [("tensor(float)", 2)] or [each.type for each in outputs] != ["tensor(float)"]:
            raise Misconfigured(f"The model for {called} does not take and answer what such a model must.")
        self._input = inputs[0].name

    def run(self, samples: Numbers) -> Numbers:
        """What it answers to `samples`, float32, shape (n,); raises Misconfigured where that is no answer."""
        from onnxruntime.capi import onnxruntime_pybind11_state as faults

        try:
            (answer,) = self._session.run(None, {self._input: samples[None]})
        except (faults.Fail, faults.InvalidArgument, faults.NotImplemented, faults.RuntimeException) as error:
            raise Misconfigured(f"The model for {self._called} cannot take {samples.size} samples.") from error
        if not np.isfinite(answer).all():
            raise Misconfigured(f"The model for {self._called} answers with something else than numbers.")
        return np.asarray(answer, np.float32)


@contextmanager
def _unheard() -> Iterator[None]:
    """The runtime greets whoever loads a model on standard error, and nothing else can keep it from doing so."""
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
