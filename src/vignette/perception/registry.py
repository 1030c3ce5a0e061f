"""Models that the operator put in the place of those that travel with the package.

A folder holds the files and the list of them, `models.toml`:

    [[model]]
    kind = "faces"
    name = "far faces"
    file = "far_faces.tflite"
    sha256 = "the file's SHA-256 in hexadecimal"

What a model of each kind is given and answers:

- `faces`, TensorFlow Lite. One input, float32 (1, side, side, 3), RGB in -1..1. Two outputs, float32 (1, n, 16), for
  each anchor centre, size and six points (the person's right eye, left eye, nose, mouth, right ear, left ear) in pixels
  relative to the anchor's centre, and (1, n, 1), logits. The n anchors are those of BlazeFace: n is 14 side**2 / 256
  at short range, side**2 / 16 at full range.
- `voices`, ONNX. `input`, float32 (1, 576): 32 ms at 16 000 samples a second after the 4 ms before; `state`, float32
  (2, 1, 128), zeros at first; `sr`, int64, where it asks for it. Its first output is how likely a voice is heard, 0 to
  1, its second the next state.
"""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from vignette.domain.errors import Misconfigured

LIST = "models.toml"
_ENTRY = {"kind", "name", "file", "sha256"}


class Kind(StrEnum):
    """What a model is for."""

    FACES = "faces"
    VOICES = "voices"


_SHIPPED = {Kind.FACES: "face_detection_short_range.tflite", Kind.VOICES: "silero_vad_16k_op15.onnx"}


@dataclass(frozen=True, slots=True)
class Model:
    """A model file of the operator's; `digest` is the SHA-256 that it must have, in hexadecimal."""

    kind: Kind
    name: str
    path: Path
    digest: str

    def content(self) -> bytes:
        """Its bytes; raises Misconfigured where they are not there or not those that were registered."""
        try:
            content = self.path.read_bytes()
        except OSError as error:
            raise Misconfigured(f"The model {self.name} cannot be read: {self.path} is named in {LIST}.") from error
        if sha256(content).hexdigest() != self.digest:
            raise Misconfigured(f"The model {self.name} is refused: {self.path} has another checksum than in {LIST}.")
        return content


@dataclass(frozen=True, slots=True)
class Models:
    """Which models look and listen: `own` of the operator's, at most one a kind, and those of the package otherwise."""

    own: tuple[Model, ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that have to be read for it, beside those of the package."""
        return tuple(model.path for model in self.own)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(model.name for model in self.own)

    def content(self, kind: Kind) -> bytes:
        """The bytes of the model for `kind`; raises Misconfigured where they are missing or others than registered."""
        own = next((model for model in self.own if model.kind is kind), None)
        return own.content() if own else shipped(_SHIPPED[kind])


SHIPPED = Models()
"""What travels with the package, and nothing else."""


def registered(folder: Path) -> Models:
    """The models listed in `folder`; none where there is no list. Misconfigured where the list makes no sense."""
    try:
        listed = tomllib.loads((folder / LIST).read_text("utf-8"))
    except FileNotFoundError:
        return SHIPPED
    except (OSError, ValueError) as error:
        raise Misconfigured(f"The list of models {folder / LIST} cannot be read: {error}.") from error
    own = tuple(_model(folder, entry) for entry in listed.get("model", ()))
    if len({model.kind for model in own}) < len(own):
        raise Misconfigured(f"{folder / LIST} names two models of the same kind.")
    return Models(own)


def shipped(name: str) -> bytes:
    """The bytes of a model file that travels with the package."""
    with as_file(files("vignette.perception") / "models" / name) as path:
        try:
            return path.read_bytes()
        except FileNotFoundError as error:
            raise Misconfigured(
                f"The model file {name} is missing; installing the package again puts it back."
            ) from error


def _model(folder: Path, entry: Any) -> Model:
    if not isinstance(entry, dict) or entry.keys() != _ENTRY or not all(isinstance(v, str) for v in entry.values()):
        raise Misconfigured(f"Each model in {folder / LIST} has a kind, name, file and sha256, in words.")
    if entry["kind"] not in list(Kind):
        raise Misconfigured(f"{folder / LIST} has a model of an unknown kind; there are: {', '.join(Kind)}.")
    if Path(entry["file"]).name != entry["file"]:
        raise Misconfigured(f"The model {entry['name']} lies in {folder} itself, under a plain name.")
    return Model(Kind(entry["kind"]), entry["name"], folder / entry["file"], entry["sha256"].lower())
