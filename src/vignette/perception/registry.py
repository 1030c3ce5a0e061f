"""Models that the operator put in the place of those that travel with the package, or beside them.

A folder holds the files and the list of them, `models.toml`:

    [[model]]
    kind = "faces"
    name = "far faces"
    file = "far_faces.tflite"
    sha256 = "the file's SHA-256 in hexadecimal"

    [[model]]
    kind = "words"
    name = "spoken Danish"
    file = "danish.onnx"
    sha256 = "the file's SHA-256 in hexadecimal"
    letters = "danish.txt"
    letters_sha256 = "the SHA-256 of the letters' file in hexadecimal"

What a model of each kind is given and answers; one of another shape is refused in one sentence (Misconfigured):

- `faces`, TensorFlow Lite. One input, float32 (1, side, side, 3), RGB in -1..1. Two outputs, float32 (1, n, 16), for
  each anchor centre, size and six points (the person's right eye, left eye, nose, mouth, right ear, left ear) in pixels
  relative to the anchor's centre, and (1, n, 1), logits. The n anchors are those of BlazeFace: n is 14 side**2 / 256
  at short range, side**2 / 16 at full range.
- `voices`, ONNX. `input`, float32 (1, 576): 32 ms at 16 000 samples a second after the 4 ms before; `state`, float32
  (2, 1, 128), zeros at first; `sr`, int64, where it asks for it. Its first output is how likely a voice is heard, 0 to
  1, its second the next state.
- `speakers`, ONNX. One input, float32 (1, n): sound in -1..1 at 16 000 samples a second, as it was recorded; n is
  8 000 at least (half a second) and 24 000 mostly and at most. One output, float32 (1, d), whose cosine is high for two
  stretches of one voice and low for those of two. The package has no such model; without one, nothing of it is done.
- `words`, ONNX. One input as for speakers; n is 8 000 at least and 340 000 at most. One output, float32
  (1, t, letters): for each of t equal stretches of the sound, logits of what is written there (CTC). `letters` is a
  text file beside it, UTF-8, with one line for each, in their order: the letter or letters; `|` for the gap between
  words, or `▁` before the letters that begin one; a name in angle brackets, as `<blank>` or `<pad>`, for what is never
  written, of which there is one at least. The package has no such model either.
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
_WITH_LETTERS = _ENTRY | {"letters", "letters_sha256"}


class Kind(StrEnum):
    """What a model is for."""

    FACES = "faces"
    VOICES = "voices"
    SPEAKERS = "speakers"
    WORDS = "words"


_SHIPPED = {Kind.FACES: "face_detection_short_range.tflite", Kind.VOICES: "silero_vad_16k_op15.onnx"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of the operator's; `digest` is the SHA-256 that it must have, in hexadecimal."""

    path: Path
    digest: str

    def content(self, what: str) -> bytes:
        """Its bytes; raises Misconfigured where they are not there or not those that were registered for `what`."""
        try:
            content = self.path.read_bytes()
        except OSError as error:
            raise Misconfigured(f"{what} cannot be read: {self.path} is named in {LIST}.") from error
        if sha256(content).hexdigest() != self.digest:
            raise Misconfigured(f"{what} is refused: {self.path} has another checksum than in {LIST}.")
        return content


@dataclass(frozen=True, slots=True)
class Model:
    """A model of the operator's; `letters` are what it writes, where it is one for words."""

    kind: Kind
    name: str
    file: Listed
    letters: Listed | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        return (self.file.path, self.letters.path) if self.letters else (self.file.path,)


@dataclass(frozen=True, slots=True)
class Models:
    """Which models look and listen: `own` of the operator's, at most one a kind, and those of the package otherwise."""

    own: tuple[Model, ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that have to be read for it, beside those of the package."""
        return tuple(path for model in self.own for path in model.files)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(model.name for model in self.own)

    def has(self, kind: Kind) -> bool:
        """Whether there is a model for `kind`: there always is one for faces and for voices."""
        return kind in _SHIPPED or self._own(kind) is not None

    def content(self, kind: Kind) -> bytes:
        """The bytes of the model for `kind`; raises Misconfigured where they are missing or others than registered."""
        if own := self._own(kind):
            return own.file.content(f"The model {own.name}")
        if kind not in _SHIPPED:
            raise Misconfigured(f"There is no model for {kind}.")
        return shipped(_SHIPPED[kind])

    def letters(self) -> tuple[str, ...]:
        """What the model for words writes, line by line; raises Misconfigured as `content` does."""
        own = self._own(Kind.WORDS)
        if own is None or own.letters is None:
            raise Misconfigured("There is no model for words.")
        what = f"The file of letters of the model {own.name}"
        try:
            return tuple(own.letters.content(what).decode("utf-8").splitlines())
        except UnicodeDecodeError as error:
            raise Misconfigured(f"{what} is no text in UTF-8.") from error

    def _own(self, kind: Kind) -> Model | None:
        return next((model for model in self.own if model.kind is kind), None)


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
    _must_be_an_entry(folder, entry)
    kind, letters = Kind(entry["kind"]), None
    if kind is Kind.WORDS:
        letters = _listed(folder, entry, "letters", "letters_sha256")
    return Model(kind, entry["name"], _listed(folder, entry, "file", "sha256"), letters)


def _must_be_an_entry(folder: Path, entry: Any) -> None:
    if not isinstance(entry, dict) or not entry.keys() >= _ENTRY or not all(isinstance(v, str) for v in entry.values()):
        raise Misconfigured(f"Each model in {folder / LIST} has a kind, name, file and sha256, in words.")
    if entry["kind"] not in list(Kind):
        raise Misconfigured(f"{folder / LIST} has a model of an unknown kind; there are: {', '.join(Kind)}.")
    wanted = _WITH_LETTERS if entry["kind"] == Kind.WORDS else _ENTRY
    if entry.keys() != wanted:
        raise Misconfigured(f"A model for {entry['kind']} in {folder / LIST} has exactly: {', '.join(sorted(wanted))}.")


def _listed(folder: Path, entry: dict[str, str], file: str, digest: str) -> Listed:
    if Path(entry[file]).name != entry[file]:
        raise Misconfigured(f"The model {entry['name']} lies in {folder} itself, under a plain name.")
    return Listed(folder / entry[file], entry[digest].lower())
