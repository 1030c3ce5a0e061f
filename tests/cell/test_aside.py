import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.aside import aside
from tests.cell import errands
from vignette.domain.errors import ReaderStopped, ReaderTooSlow, Superseded, UnsuitableFilm
from vignette.domain.film import Footage
from vignette.domain.source import PlainFile, Source
from vignette.domain.work import Progress
from vignette.footage.probe import probe

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are watched through /proc here")


def look(source: Source, *, progress: Progress) -> Footage:
    return probe(source)


def test_what_is_done_aside_comes_back() -> None:
    heard: list[float] = []

    assert aside(errands.doubled, 21, progress=heard.append, seconds=30) == 42
    assert 0.5 in heard


def test_a_film_is_read_aside_as_it_is_here(small_film: Path) -> None:
    assert aside(look, PlainFile(small_film), seconds=30) == probe(PlainFile(small_film))


def test_it_is_another_process_and_knows_nothing_of_the_site() -> None:
    process, knows_django = aside(errands.who_am_i, seconds=30)

    assert process != os.getpid()
    assert not knows_django


def test_what_libraries_print_does_no_harm() -> None:
    assert aside(errands.chattering, seconds=30) == "unharmed"


def test_a_refusal_comes_back_word_for_word() -> None:
    with pytest.raises(UnsuitableFilm, match=r"^This film is too dark\.$"):
        aside(errands.unsuitable, seconds=30)


@pytest.mark.parametrize("crash", [errands.aborting, errands.reading_nowhere, errands.leaving, errands.mistaken])
def test_a_crash_there_is_a_sentence_here(crash: object) -> None:
    with pytest.raises(ReaderStopped):
        aside(crash, seconds=30)  # type: ignore[arg-type]  # a function that never returns anything


def test_what_takes_too_long_is_killed(tmp_path: Path) -> None:
    with pytest.raises(ReaderTooSlow):
        aside(errands.for_ever_without_a_word, tmp_path / "who", seconds=3)

    assert errands.gone(int((tmp_path / "who").read_text()), within=30)


def test_more_memory_than_allowed_is_refused() -> None:
    with pytest.raises(ReaderStopped):
        aside(errands.greedy, seconds=60, memory=1 << 30)


def test_when_nobody_wants_the_result_any_more_it_is_killed(tmp_path: Path) -> None:
    def lost(share: float) -> None:
        if share:
            raise Superseded

    with pytest.raises(Superseded):
        aside(errands.for_ever, tmp_path / "who", progress=lost, seconds=30)

    assert errands.gone(int((tmp_path / "who").read_text()), within=30)


def test_the_caller_is_asked_even_when_there_is_no_news(tmp_path: Path) -> None:
    def lost(_share: float) -> None:
        raise Superseded

    with pytest.raises(Superseded):
        aside(errands.for_ever_without_a_word, tmp_path / "who", progress=lost, seconds=30)


def test_it_dies_with_the_one_it_works_for(tmp_path: Path) -> None:
    note = tmp_path / "who"
    script = f"from tests.cell.errands import parent_of; parent_of({str(note)!r})"
    with subprocess.Popen([sys.executable, "-c", script], env=os.environ | {"PYTHONPATH": _path()}) as parent:
        child = _written(note)

        parent.kill()

        assert errands.gone(child, within=30)


def _path() -> str:
    return os.pathsep.join([str(Path(__file__).parents[2]), *(path for path in sys.path if path)])


def _written(note: Path) -> int:
    deadline, pause = time.monotonic() + 60, threading.Event()
    while time.monotonic() < deadline:
        if note.exists() and note.read_text():
            return int(note.read_text())
        pause.wait(0.02)
    raise AssertionError("the process never began")
