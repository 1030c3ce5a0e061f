"""The model files that travel with the package, opened for one processor each.

The two runtimes take a second to load, so they are loaded with the first model and not with every start of the site.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from typing import Any

import numpy as np
import numpy.typing as npt

from vignette.domain.errors import Misconfigured

Numbers = npt.NDArray[np.float32]


class PictureModel:
    """A TensorFlow Lite model with one picture as its input, batch size one."""

    def __init__(self, name: str) -> None:
        from ai_edge_litert.interpreter import Interpreter

        with _unheard():
            self._interpreter = Interpreter(model_content=_content(name), num_threads=1)
            self._interpreter.allocate_tensors()
        self._input = self._interpreter.get_input_details()[0]["index"]
        self._outputs = {place["name"]: place["index"] for place in self._interpreter.get_output_details()}

    def run(self, picture: Numbers) -> dict[str, Numbers]:
        """Every output by its name; `picture` is float32, shape (side, side, 3), in the model's own range."""
        self._interpreter.set_tensor(self._input, picture[None])
        self._interpreter.invoke()
        return {name: self._interpreter.get_tensor(index) for name, index in self._outputs.items()}


def sound_model(name: str) -> Any:
    """An onnxruntime session on one thread."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(_content(name), options, providers=["CPUExecutionProvider"])


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


def _content(name: str) -> bytes:
    with as_file(files("vignette.perception") / "models" / name) as path:
        try:
            return path.read_bytes()
        except FileNotFoundError as error:
            raise Misconfigured(
                f"The model file {name} is missing; installing the package again puts it back."
            ) from error
