"""A worker outlives a database that is away for a while, and does not let go of its work because of it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests.people import Someone, family_of
from vignette.domain.film import FilmId
from vignette.storage import jobs
from vignette.storage.jobs import Kind, State
from vignette.storage.rows import Job
from vignette.tasks import worker

pytestmark = pytest.mark.django_db(transaction=True)

FILM = FilmId.new()


@pytest.fixture(autouse=True)
def asked(alice: Someone) -> None:
    """Work on a film that is gone, so that it soon comes to an end."""
    jobs.queue(Kind.PREPARE, FILM, family=family_of(alice), asked_by=alice.id)


@contextmanager
def no_work_can_be_written_down() -> Iterator[None]:
    rename("job", "job_away")
    try:
        yield
    finally:
        rename("job_away", "job")


def rename(table: str, to: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO {to}")


def until(happened: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(1000):
        if happened():
            return
        pause.wait(0.02)
    pytest.fail("it never happened")


def test_a_worker_that_found_no_database_does_the_work_once_there_is_one(caplog: pytest.LogCaptureFixture) -> None:
    stop = threading.Event()
    at_work = threading.Thread(target=worker.run, args=(stop,), kwargs={"lease": 30.0, "is_orphan": lambda: False})

    with no_work_can_be_written_down():
        at_work.start()
        until(lambda: "OperationalError" in caplog.text)
    until(lambda: Job.objects.get().state == State.FAILED)
    stop.set()
    at_work.join()

    assert "no such table" not in caplog.text


def test_a_heart_that_missed_a_beat_goes_on() -> None:
    claimed = jobs.claim()
    assert claimed is not None

    with worker.beating(claimed, every=0.02):
        with no_work_can_be_written_down():
            threading.Event().wait(0.2)
        Job.objects.update(lease_until=timezone.now() - timedelta(hours=1))
        until(lambda: Job.objects.filter(lease_until__gt=timezone.now()).exists())
