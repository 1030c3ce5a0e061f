"""What is written about using the analysis elsewhere is what happens: in a fresh process, without the site."""

import inspect
import pkgutil
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

import vignette
from tests.machine import environment
from tests.perception.filmed import write_film
from tests.perception.registering import put
from tests.perception.small_models import tones_as_words
from tests.perception.speaker import RATE
from tests.test_microanalysis import FRAMES_A_SECOND, pictures, spoken
from vignette import microanalysis, perception, signals
from vignette.perception import registry
from vignette.perception.registry import Kind, registered

DOCS = Path(__file__).parent.parent / "docs"
SECONDS = 5
SESSION = """
import doctest, sys, warnings
warnings.simplefilter("error")
done = doctest.testfile(sys.argv[1], module_relative=False, optionflags=doctest.ELLIPSIS)
print(done.attempted, done.failed, [name for name in ("django", "sqlite3") if name in sys.modules])
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With a film of two people in it, and a model for words."""
    folder = tmp_path_factory.mktemp("notebook")
    write_film(folder / "film.mp4", pictures()[: SECONDS * FRAMES_A_SECOND], sound=spoken()[: SECONDS * RATE])
    (folder / "models").mkdir()
    put(folder / "models", "words", tones_as_words(), name="spoken Danish")
    return folder


def test_the_session_in_the_manual_goes_as_it_is_written_without_the_site(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SESSION, str(DOCS / "notebook.md")],
        cwd=folder,
        env=environment(PYTHONPATH=str(Path(vignette.__file__).parents[1])),
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert done.returncode == 0, done.stderr
    attempted, failed, loaded = done.stdout.splitlines()[-1].split(" ", 2)
    assert (failed, loaded) == ("0", "[]"), done.stdout
    assert int(attempted) > 30


def test_what_is_said_of_the_list_of_models_is_what_is_read(tmp_path: Path) -> None:
    words = (DOCS / "models.md").read_text()
    example = words.split("```toml\n")[1].split("```")[0]
    (tmp_path / "models.toml").write_text(example)

    assert [model.kind for model in registered(tmp_path).own] == [Kind.SPEAKERS, Kind.WORDS]
    assert all(f"| `{kind}` |" in words for kind in Kind)
    assert all(f"- `{kind}`, " in (registry.__doc__ or "") for kind in Kind)
    assert len(tomllib.loads(example)["model"]) == 2


def test_a_film_that_is_not_there_is_told_as_files_are() -> None:
    with pytest.raises(FileNotFoundError):
        microanalysis.look("nothing.mp4")


def test_everything_public_is_there_and_described() -> None:
    named = [getattr(microanalysis, name) for name in microanalysis.__all__]
    rooms = [
        import_module(each.name)
        for room in (signals, perception)
        for each in pkgutil.walk_packages(room.__path__, f"{room.__name__}.")
    ]
    own = [
        each
        for room in rooms
        for name, each in vars(room).items()
        if not name.startswith("_")
        and (inspect.isfunction(each) or inspect.isclass(each))
        and each.__module__ == room.__name__
    ]

    assert not [each.__qualname__ for each in [*named, *own] if not inspect.getdoc(each)]
