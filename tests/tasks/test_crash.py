"""A worker can die at any moment: its work is done again, and exactly one result is published."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.people import AGREED, Someone, arriving_film, everyone_agrees, family_of, keep, own_moment, work_off
from vignette.actions import arriving, films, moments, reels
from vignette.domain.consent import Purpose
from vignette.domain.film import FilmId, Readiness
from vignette.domain.identity import FamilyId
from vignette.storage.jobs import Kind, State
from vignette.storage.rows import Blob, Job

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 90.0
"""Seconds until a test gives up on a worker."""


@pytest.fixture(scope="module")
def long_film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Long enough that no worker is done with it before it is killed."""
    from tests.films import frame_film

    path = tmp_path_factory.mktemp("films") / "long.mp4"
    return frame_film(path, seconds=12, size=(640, 360))


def family_that_agrees(guider: Someone, *purposes: Purpose) -> FamilyId:
    its = family_of(guider)
    everyone_agrees(guider, its, purposes)
    return its


@contextmanager
def worker() -> Iterator["subprocess.Popen[bytes]"]:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.site", "VIGNETTE_LEASE": "2"}
    process = subprocess.Popen([sys.executable, "-m", "vignette.tasks"], env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def until(happened: Callable[[], bool], what: str) -> None:
    """Look again and again until it happened."""
    deadline = time.monotonic() + PATIENCE
    pause = threading.Event()
    while not happened():
        assert time.monotonic() < deadline, f"waited in vain until {what}"
        pause.wait(0.02)


def job(kind: Kind) -> Job:
    return Job.objects.filter(kind=kind).latest("queued_at")


def kill_in_the_middle_of(kind: Kind) -> None:
    with worker() as process:
        until(
            lambda: Job.objects.filter(kind=kind, progress__gt=0).exists(), f"a worker is in the middle of it: {kind}"
        )
        children = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True).stdout.split()
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert job(kind).state == State.RUNNING, "the worker was done before it was killed"
    assert children
    until(lambda: not any(is_alive(int(child)) for child in children), "what it had started is gone too")


def is_alive(process: int) -> bool:
    state = Path(f"/proc/{process}/stat")
    return state.exists() and state.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def finish(kind: Kind) -> None:
    with worker():
        until(lambda: job(kind).state in (State.DONE, State.FAILED), f"another worker has done it: {kind}")
    assert (job(kind).state, job(kind).attempt) == (State.DONE, 2)


def test_an_analysis_that_was_killed_is_done_again_and_published_once(alice: Someone, long_film: Path) -> None:
    family = family_that_agrees(alice, *AGREED, Purpose.ANALYSIS)
    film = arriving_film(alice, family, long_film.stat().st_size)
    arriving.receive(alice.actor, film, offset=0, chunks=[long_film.read_bytes()])

    kill_in_the_middle_of(Kind.ANALYSE)
    finish(Kind.ANALYSE)

    assert films.film_state(alice.actor, film).readiness is Readiness.READY
    assert moments.analysis_state(alice.actor, film).state == "done"
    assert Blob.objects.filter(kind="findings").count() == 1
    assert Job.objects.filter(kind=Kind.ANALYSE).count() == 1


def test_a_reel_whose_making_was_killed_is_made_again_and_published_once(alice: Someone, long_film: Path) -> None:
    film = prepared(alice, family_that_agrees(alice, *AGREED), long_film)
    keep(alice, film, own_moment(film, 0, 11))
    reel = reels.start_reel(alice.actor, film)
    reels.render_reel(alice.actor, reel)

    kill_in_the_middle_of(Kind.RENDER)
    finish(Kind.RENDER)

    assert reels.see_reel(alice.actor, reel).state is reels.ReelState.MADE
    assert Blob.objects.filter(kind="reel").count() == 1
    assert Blob.objects.filter(kind="still").count() == 1


def prepared(guider: Someone, family: FamilyId, file: Path) -> FilmId:
    film = arriving_film(guider, family, file.stat().st_size)
    arriving.receive(guider.actor, film, offset=0, chunks=[file.read_bytes()])
    work_off()
    return film
