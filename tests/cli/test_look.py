"""`vignette look` as it is run: on a film of two people, on poor films, and on files that are no films."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import av
import pytest
from PIL import Image

from tests.films import excerpt, frame_film
from tests.films.kinds.damaged import cut_off, nothing, very_short
from tests.films.kinds.strangers import giant_picture, text
from tests.machine import environment
from vignette.cli.commands import main

PROGRAM = [sys.executable, "-m", "vignette.cli", "look"]
WITHOUT_REEL = {"moments.json", "moments.csv", "tracks.arrows", "contact-sheet.jpg", "look.html"}
ALL = WITHOUT_REEL | {"reel.mp4"}
DEMONSTRATION = Path(str(files("vignette"))) / "library" / "demonstration" / "film.mp4"


@dataclass(frozen=True)
class Done:
    """How the program ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str

    @property
    def said(self) -> list[str]:
        """The lines on the standard error stream."""
        return self.stderr.splitlines()


Run = Callable[..., Done]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """A look with these arguments, without starting a program for it."""

    def here(*arguments: str | Path) -> Done:
        with pytest.raises(SystemExit) as end:
            main(["look", *map(str, arguments)])
        return Done(int(end.value.code or 0), *capsys.readouterr())

    return here


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five seconds of a mother and a child at a table: the child shows her a block, and both smile."""
    path = tmp_path_factory.mktemp("films") / "at the table.mp4"
    excerpt(DEMONSTRATION, path, 53, 58, height=360)
    return path


@pytest.fixture(scope="module")
def looked(scene: Path) -> "tuple[Path, subprocess.CompletedProcess[str]]":
    """The folder that a look at the scene wrote, and what it said; on the error stream, what it imported."""
    out = scene.parent / "found" / "here"
    telling = [sys.executable, "-X", "importtime", *PROGRAM[1:]]
    command = [*telling, str(scene), "--out", str(out)]
    return out, subprocess.run(command, capture_output=True, text=True, env=environment(), timeout=300)


def test_a_look_writes_a_page_a_reel_a_sheet_tracks_and_two_tables(
    looked: "tuple[Path, subprocess.CompletedProcess[str]]",
) -> None:
    out, done = looked

    assert done.returncode == 0, done.stderr
    assert {file.name for file in out.iterdir()} == ALL
    assert "worth a look" in done.stdout
    assert str(out / "look.html") in done.stdout


def test_the_tables_and_the_page_tell_of_the_same_moments(
    looked: "tuple[Path, subprocess.CompletedProcess[str]]",
) -> None:
    out, done = looked
    moments = json.loads((out / "moments.json").read_text(encoding="utf-8"))["moments"]
    with (out / "moments.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    page = (out / "look.html").read_text(encoding="utf-8")

    assert moments
    assert len(rows) == len(moments) == page.count('class="card"')
    for moment, row in zip(moments, rows, strict=True):
        assert row["title"] == moment["title"]
        assert f"{row['from']} to {row['to']}" in page
        assert f"{row['from']} to {row['to']}" in done.stdout
        assert moment["reasons"]
        assert all(reason["words"] in page for reason in moment["reasons"])


def test_the_reel_lasts_as_long_as_moments_that_share_no_picture(
    looked: "tuple[Path, subprocess.CompletedProcess[str]]", scene: Path
) -> None:
    out, _ = looked
    with av.open(str(out / "reel.mp4")) as reel, av.open(str(scene)) as film:
        reel_lasts, film_lasts = (each.duration or 0 for each in (reel, film))
        pictures = sum(1 for _ in reel.decode(video=0))

    assert 2_000_000 <= reel_lasts <= film_lasts + 100_000
    assert pictures == pytest.approx(25 * reel_lasts / 1_000_000, abs=3)


def test_the_film_is_left_as_it_was_and_a_second_look_finds_the_same(
    looked: "tuple[Path, subprocess.CompletedProcess[str]]", scene: Path, run: Run
) -> None:
    out, _ = looked
    film, first = scene.read_bytes(), {name: (out / name).read_bytes() for name in WITHOUT_REEL}

    again = run(scene, "--out", out)

    assert again.returncode == 0
    assert scene.read_bytes() == film
    assert {name: (out / name).read_bytes() for name in WITHOUT_REEL} == first
    assert {file.name for file in out.iterdir()} == ALL


def test_a_film_without_sound_and_without_faces_still_gets_its_page_but_no_reel(tmp_path: Path, run: Run) -> None:
    film = frame_film(tmp_path / "numbers.mp4", seconds=1.5, has_sound=False)
    out = tmp_path / "out"
    out.mkdir()
    (out / "reel.mp4").write_bytes(b"of an earlier look")

    done = run(film, "--out", out)

    assert done.returncode == 0, done.stderr
    assert {file.name for file in out.iterdir()} == WITHOUT_REEL
    assert "There is no reel" in done.stdout
    assert "no sound" in done.stdout
    assert json.loads((out / "moments.json").read_text(encoding="utf-8"))["moments"] == []
    assert "No moment stood out this time" in (out / "look.html").read_text(encoding="utf-8")
    with Image.open(out / "contact-sheet.jpg") as sheet:
        assert sheet.format == "JPEG"


def test_a_look_loads_neither_django_nor_a_database(
    looked: "tuple[Path, subprocess.CompletedProcess[str]]",
) -> None:
    imported = {line.rpartition("|")[2].strip() for line in looked[1].stderr.splitlines()}

    assert "vignette.actions.quick_look" in imported
    assert not imported & {"django", "sqlite3"}


def missing(folder: Path) -> Path:
    return folder / "missing.mp4"


@pytest.mark.parametrize(
    ("bad", "hint"),
    [
        (text, "not a film"),
        (nothing, "empty"),
        (cut_off, "cut off"),
        (very_short, "too short"),
        (giant_picture, "a picture, not a film"),
        (missing, "There is no film at"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_file_that_is_no_film_gets_one_sentence_and_nothing_is_written(
    tmp_path: Path, bad: Callable[[Path], Path], hint: str, run: Run
) -> None:
    film = bad(tmp_path)
    before = sorted(tmp_path.iterdir())

    done = run(film, "--out", tmp_path / "a" / "b")

    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.said) == 1
    assert hint in done.stderr
    assert done.said[0].endswith(".")
    assert sorted(tmp_path.iterdir()) == before


def test_a_film_is_never_written_over(tmp_path: Path, run: Run) -> None:
    film = tmp_path / "reel.mp4"
    film.write_bytes(b"the only copy")

    done = run(film, "--out", tmp_path)

    assert done.returncode == 2
    assert "write over the film itself" in done.said[0]
    assert film.read_bytes() == b"the only copy"
    assert list(tmp_path.iterdir()) == [film]


def test_a_folder_that_is_a_file_is_refused_in_one_sentence(tmp_path: Path, run: Run) -> None:
    film, out = text(tmp_path), tmp_path / "out"
    out.write_text("mine", encoding="utf-8")

    done = run(film, "--out", out)

    assert done.returncode == 2
    assert done.said == [f"{out} is a file: please name a folder."]
    assert out.read_text(encoding="utf-8") == "mine"


def test_ctrl_c_ends_it_at_once_and_leaves_nothing_behind(scene: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    program = subprocess.Popen(
        [*PROGRAM, scene, "--out", out],
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a test run in the background ignores it
    )
    _wait_until_begun(program, out)

    os.killpg(program.pid, signal.SIGINT)
    _, errors = program.communicate(timeout=10)

    assert program.returncode == 130
    assert errors.splitlines()[-1] == "Stopped: nothing was written."
    assert "Traceback" not in errors
    assert not out.exists()


def _wait_until_begun(program: "subprocess.Popen[str]", out: Path) -> None:
    end = time.monotonic() + 60
    while not (out.is_dir() and any(out.iterdir())):
        assert time.monotonic() < end, "it never began"
        with suppress(subprocess.TimeoutExpired):
            pytest.fail(f"it ended with {program.wait(timeout=0.02)} before it could be stopped")
