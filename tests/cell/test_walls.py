"""Who takes over the reader of films finds nothing to read but the film, nowhere to write, and nobody to call."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.aside import aside
from tests.cell import breaking_out, errands
from vignette.cell import landlock
from vignette.cell.aside import MEMORY
from vignette.cell.walls import MOST_OPEN, Layer, standing
from vignette.domain.errors import ReaderStopped
from vignette.domain.source import PlainFile

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the layers of the cell are Linux's")

LAYERS = {
    "Landlock": "landlock.confine(readable=map(Path, [*sys.path, '/usr', '/lib', '/lib64']), writable=[])",
    "seccomp": "seccomp.refuse_calls()",
    "a network of its own": "namespaces.leave_network()",
}
HELD_BY = {
    "reads a file": {"Landlock"},
    "reads it through proc": {"Landlock"},
    "looks at other processes": {"Landlock"},
    "lists a folder": {"Landlock"},
    "writes beside it": {"Landlock"},
    "writes over it": {"Landlock"},
    "cuts it short": {"Landlock"},
    "moves it": {"Landlock"},
    "leaves a link to it": {"Landlock", "seccomp"},
    "gives it a second name": {"Landlock", "seccomp"},
    "opens it to everybody": {"seccomp"},
    "makes it look older": {"seccomp"},
    "marks it": {"seccomp"},
    "calls a port": {"Landlock", "seccomp", "a network of its own"},
    "listens on a port": {"Landlock", "seccomp"},
    "sends a datagram": {"seccomp", "a network of its own"},
    "calls a service of this machine": {"Landlock", "seccomp", "a network of its own"},
    "starts a program": {"Landlock", "seccomp"},
    "becomes two": {"seccomp"},
    "signals its parent": {"Landlock", "seccomp"},
    "limits its parent": {"seccomp"},
}


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    path = tmp_path / "neighbour" / "film"
    path.parent.mkdir()
    path.write_bytes(breaking_out.CANARY)
    path.chmod(0o600)
    return path


@pytest.fixture
def port() -> Iterator[int]:
    """A port of this machine that takes calls, with a service beside it that has a name and no file."""
    with socket.create_server(("127.0.0.1", 0)) as heard, socket.socket(socket.AF_UNIX) as service:
        number: int = heard.getsockname()[1]
        service.bind(f"\0vignette-test-{number}")
        service.listen()
        for each in (heard, service):
            threading.Thread(target=_answer, args=(each,), daemon=True).start()
        yield number


def test_every_attempt_works_for_an_ordinary_program(canary: Path, port: int) -> None:
    # Not every file system lets files be marked.
    assert _outside("", canary, port) | {"marks it"} == set(breaking_out.ATTEMPTS)


def test_no_attempt_works_from_inside(canary: Path, port: int) -> None:
    assert aside(breaking_out.all_attempted, str(canary), port, seconds=60) == ()
    assert canary.read_bytes() == breaking_out.CANARY
    assert canary.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in canary.parent.iterdir()] == ["film"]


@pytest.mark.parametrize("layer", LAYERS)
def test_each_layer_alone_holds_what_it_is_there_for(layer: str, canary: Path, port: int) -> None:
    worked = _outside(LAYERS[layer], canary, port)

    if worked == {"refused"}:
        pytest.skip(f"this system does not offer {layer}")
    assert worked.isdisjoint(attempt for attempt, holding in HELD_BY.items() if layer in holding)


@pytest.mark.parametrize("deed", [breaking_out.looks_into_another_process, breaking_out.makes_a_namespace])
def test_what_no_decoder_ever_asks_for_ends_it(deed: object) -> None:
    with pytest.raises(ReaderStopped):
        aside(deed, seconds=30)  # type: ignore[arg-type]  # any function of this kind


def test_limits_cannot_be_lifted_from_inside() -> None:
    files, memory, _, core = aside(breaking_out.lifts_its_limits, seconds=30)

    assert (files, memory, core) == (MOST_OPEN, MEMORY, 0)


def test_its_memory_goes_to_nobody_even_when_it_crashes() -> None:
    assert not aside(breaking_out.can_be_seen_by_others, seconds=30)


def test_it_may_still_signal_itself_as_libraries_do() -> None:
    assert aside(breaking_out.raises_a_signal_at_itself, seconds=30) == "it heard itself"


def test_nothing_of_the_environment_goes_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGNETTE_MASTER_KEY", "secret")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")

    assert aside(errands.environment, seconds=30).keys() <= {
        "OPENBLAS_NUM_THREADS",
        "LD_LIBRARY_PATH",
        "TZ",
        "LC_CTYPE",
    }


def test_the_working_folder_is_no_place_of_code(canary: Path, port: int) -> None:
    """Python puts it on its path where it likes to; it may be somebody's home."""
    inside = f"print(json.dumps(aside(breaking_out.all_attempted, {str(canary)!r}, {port}, seconds=60)))"

    assert _ran(inside, cwd=canary.parent) == []


def test_a_file_of_the_source_is_read_and_its_neighbour_is_not(canary: Path, tmp_path: Path) -> None:
    film = canary.with_name("ours")
    film.write_bytes(b"ours")

    assert aside(errands.contents, PlainFile(film), seconds=30) == b"ours"
    with pytest.raises(ReaderStopped):
        aside(errands.contents_of_another, PlainFile(film), canary.name, seconds=30)


def test_sources_are_found_in_the_clips_of_a_reel(tmp_path: Path) -> None:
    films = [tmp_path / "one", tmp_path / "two"]
    for film in films:
        film.write_text(film.name)
    clips = [(PlainFile(film), 5) for film in films]

    assert aside(errands.contents_of_clips, clips, seconds=30) == (b"one", b"two")


def test_it_writes_into_its_folder_and_makes_no_file_that_others_can_read(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "mine", tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere.mkdir()

    aside(errands.write_into, folder, "made", seconds=30)
    aside(errands.write_into, folder / "to be made", "", seconds=30)

    assert {each.name for each in folder.iterdir()} == {"made", "to be made"}
    assert (folder / "made").stat().st_mode & 0o777 == 0o600
    with pytest.raises(ReaderStopped):
        aside(errands.write_into, folder, "../elsewhere/made", seconds=30)
    assert not list(elsewhere.iterdir())


def test_no_link_is_left_where_something_made_is_expected(tmp_path: Path, canary: Path) -> None:
    """Whoever takes in what was made would follow it."""
    assert aside(errands.link_to, tmp_path / "made", str(canary), seconds=30) == "refused"


def test_outside_of_a_cell_no_layer_is_said_to_stand() -> None:
    assert standing() == ()


def test_the_layers_that_stand_are_told() -> None:
    layers = aside(errands.layers, seconds=30)

    assert {Layer.POWERS, Layer.LIMITS} <= set(layers)
    assert (Layer.FILES in layers) == (landlock.version() > 0)


REFUSALS = {
    "a container that makes no namespaces": ["unshare"],
    "an old kernel": ["landlock_create_ruleset"],
    "neither of them": ["unshare", "landlock_create_ruleset"],
    "no filter either": ["unshare", "landlock_create_ruleset", "seccomp", "prctl"],
}


@pytest.mark.parametrize("where", REFUSALS)
def test_where_layers_are_refused_films_are_read_with_those_that_are_left(where: str, small_film: Path) -> None:
    refused = REFUSALS[where]
    layers, frames = _ran(
        f"""
        seccomp.filter_calls([(name, 0x00050000 | 38, ()) for name in {refused!r}])
        film = PlainFile(Path({str(small_film)!r}))
        print(json.dumps([aside(errands.layers, seconds=30), aside(errands.frames, film, seconds=30)]))
        """
    )

    assert frames == 120
    assert (Layer.NETWORK in layers) <= ("unshare" not in refused)
    assert (Layer.FILES in layers) == ("landlock_create_ruleset" not in refused and landlock.version() > 0)
    assert (Layer.CALLS in layers) == ("seccomp" not in refused)
    assert Layer.LIMITS in layers


def test_an_ordinary_user_is_shut_in_like_root(small_film: Path, canary: Path, port: int) -> None:
    source = small_film
    inside = f"""
        film = PlainFile(Path({str(source)!r}))
        tried = aside(breaking_out.all_attempted, {str(canary)!r}, {port}, seconds=60)
        print(json.dumps([os.getuid(), tried, aside(errands.frames, film, seconds=30)]))
    """
    user = os.getuid() or 1000

    assert _ran(inside, preamble="" if os.getuid() else _as_user(user)) == [user, [], 120]


def _as_user(user: int) -> str:
    """Root takes on another number and loses its powers, in a namespace of users."""
    return f"""
import ctypes, os, sys
from pathlib import Path
if os.getuid() == 0:
    assert ctypes.CDLL(None).unshare(0x10000000) == 0
    for kind, line in (("setgroups", "deny"), ("gid_map", "{user} 0 1"), ("uid_map", "{user} 0 1")):
        Path("/proc/self", kind).write_text(line)
    os.execv(sys.executable, sys.orig_argv)
"""


_PREAMBLE = """
import json, os, sys
from pathlib import Path
from tests.cell import breaking_out, errands
from vignette.domain.source import PlainFile
from vignette.cell import kernel, landlock, namespaces, seccomp
from tests.aside import aside
"""


def _ran(inside: str, *, cwd: Path | None = None, preamble: str = "") -> object:
    everything = os.pathsep.join([str(Path(__file__).parents[2]), *(each for each in sys.path if each)])
    done = subprocess.run(
        [sys.executable, "-c", preamble + _PREAMBLE + textwrap.dedent(inside)],
        env=os.environ | {"PYTHONPATH": everything},
        cwd=cwd,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    answer: object = json.loads(done.stdout)
    return answer


def _outside(layer: str, canary: Path, port: int) -> set[str]:
    """The attempts that work for a program with one layer around it, or none."""
    shut = f"""
        try:
            {layer or "pass"}
        except OSError:
            print(json.dumps(["refused"]))
            sys.exit(0)
    """
    tried = f"print(json.dumps(breaking_out.all_attempted({str(canary)!r}, {port})))"
    worked = _ran(textwrap.dedent(shut) + tried)
    assert isinstance(worked, list)
    return set(worked)


def _answer(heard: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while True:
            heard.accept()[0].close()
