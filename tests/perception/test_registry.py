"""What the operator puts in is used for what it is for, and nothing else than what was registered is."""

from pathlib import Path

import numpy as np
import pytest

from tests.aside import aside
from tests.perception.filmed import write_film
from tests.perception.registering import LETTERS_FILE, WRITTEN, entry, put
from tests.perception.small_models import loudness_as_voice, one_face_everywhere, tones_as_words
from tests.perception.speaker import RATE
from vignette.domain.errors import Misconfigured
from vignette.domain.film import Frame, Sound
from vignette.domain.source import PlainFile
from vignette.domain.span import Micros
from vignette.footage.probe import probe
from vignette.microanalysis import look_at_part, plan
from vignette.perception.faces import Faces
from vignette.perception.registry import SHIPPED, Kind, registered
from vignette.perception.voices import Voices


def test_a_voice_is_what_the_operators_model_says(tmp_path: Path) -> None:
    models = put(tmp_path, "voices", loudness_as_voice())
    loud = np.full(2 * 512, 0.25, np.float32)

    heard = [voice.speech for voice in Voices(models).heard_in([Sound(Micros(0), RATE, loud)])]

    assert heard == [0.25, 0.25]


def test_a_face_is_where_the_operators_model_says(tmp_path: Path) -> None:
    models = put(tmp_path, "faces", one_face_everywhere(size=16))
    frame = Frame(Micros(0), np.zeros((360, 640, 3), np.uint8))

    faces = Faces(models).search(frame)

    # The first anchor is in the middle of the first of 4 by 4 cells; the largest view is the whole picture.
    assert faces
    assert max(face.size for face in faces) == pytest.approx(16 / 32 * 640 / 360)
    assert SHIPPED.names == ()


def test_a_film_is_looked_through_with_it_in_the_cell_too(tmp_path: Path) -> None:
    tone = 0.5 * np.sin(2 * np.pi * 400 * np.arange(RATE) / RATE)
    film = write_film(tmp_path / "f.mp4", [np.zeros((90, 160, 3), np.uint8)] * 25, sound=tone.astype(np.float32))
    source, models = PlainFile(film), put(tmp_path, "voices", loudness_as_voice())
    its = plan(probe(source), models=models)

    seen = aside(look_at_part, source, its, its.count - 1, seconds=60)

    assert its.version.endswith("+ small voices")
    assert np.median([voice.speech for voice in seen.voices]) == pytest.approx(0.5, abs=0.05)


def test_without_a_list_it_is_the_packages_own(tmp_path: Path) -> None:
    assert registered(tmp_path) == SHIPPED


def test_a_file_that_was_changed_is_refused(tmp_path: Path) -> None:
    models = put(tmp_path, "voices", loudness_as_voice())
    (tmp_path / "voices.model").write_bytes(loudness_as_voice() + b"\0")

    with pytest.raises(Misconfigured, match="small voices is refused"):
        Voices(models)


def test_a_file_that_is_missing_is_told(tmp_path: Path) -> None:
    models = put(tmp_path, "voices", loudness_as_voice())
    (tmp_path / "voices.model").unlink()

    with pytest.raises(Misconfigured, match="cannot be read"):
        Voices(models)


def test_letters_that_are_missing_or_were_changed_are_told(tmp_path: Path) -> None:
    models = put(tmp_path, "words", tones_as_words())
    assert models.letters() == tuple(WRITTEN.decode().splitlines())

    (tmp_path / LETTERS_FILE).write_bytes(WRITTEN + b"x")
    with pytest.raises(Misconfigured, match="letters of the model small words is refused"):
        models.letters()

    (tmp_path / LETTERS_FILE).unlink()
    with pytest.raises(Misconfigured, match="letters of the model small words cannot be read"):
        models.letters()


def test_a_reader_that_is_shut_in_is_given_the_letters_too(tmp_path: Path) -> None:
    models = put(tmp_path, "words", tones_as_words())

    assert models.files == (tmp_path / "words.model", tmp_path / LETTERS_FILE)
    assert models.has(Kind.WORDS)
    assert not models.has(Kind.SPEAKERS)


def test_a_model_for_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="no TensorFlow Lite"):
        Faces(put(tmp_path, "faces", loudness_as_voice()))
    with pytest.raises(Misconfigured, match="no ONNX"):
        Voices(put(tmp_path, "voices", one_face_everywhere(size=16)))


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("[[model]", "cannot be read"),
        ("[[model]]\nkind = 1", "has a kind, name, file and sha256"),
        (entry("smiles", "a.onnx", b""), "unknown kind; there are: faces, voices, speakers, words"),
        (entry("words", "a.onnx", b""), "A model for words .* has exactly: file, kind, letters, letters_sha256, name"),
        (entry("voices", "a.onnx", b"", letters="a", letters_sha256="0"), "A model for voices .* has exactly: file,"),
        (entry("words", "a.onnx", b"", letters="b/c", letters_sha256="0"), "under a plain name"),
        (entry("voices", "../a.onnx", b""), "under a plain name"),
        (entry("voices", "a.onnx", b"") + entry("voices", "b.onnx", b""), "two models of the same kind"),
    ],
)
def test_a_list_that_makes_no_sense_is_refused(tmp_path: Path, words: str, problem: str) -> None:
    (tmp_path / "models.toml").write_text(words)

    with pytest.raises(Misconfigured, match=problem):
        registered(tmp_path)
