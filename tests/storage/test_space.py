"""Room is promised until everything that will be made of a film has been made."""

import errno

import pytest
from django.db import OperationalError

from tests.people import Someone, arriving_film, everyone_agrees, family_of
from vignette.domain.film import Readiness
from vignette.storage import films, jobs, rows, space
from vignette.storage.jobs import Kind

pytestmark = pytest.mark.django_db


def test_a_film_that_can_be_watched_keeps_its_room_until_its_quicker_copy_is_made(alice: Someone) -> None:
    family = family_of(alice)
    everyone_agrees(alice, family)
    film, vast = arriving_film(alice, family, 1), 10**15
    films.mark(film, Readiness.READY)
    rows.Film.objects.update(size=vast, arrived=vast)
    before = space.left()
    jobs.queue(Kind.PROXY, film, family=family, asked_by=alice.id)

    promised = space.left()

    assert before > 0
    assert promised == 0
    jobs.drop(film)
    assert space.left() > 0


@pytest.mark.parametrize(
    "fault",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EDQUOT, "Disk quota exceeded"),
        OperationalError("database or disk is full"),
        OperationalError('could not extend file "base/16384/2613": No space left on device'),
    ],
)
def test_a_full_disk_is_known_by_what_any_of_them_says(fault: Exception) -> None:
    assert space.is_used_up(fault)


@pytest.mark.parametrize("fault", [OSError(errno.EACCES, "no"), OperationalError("database is locked")])
def test_nothing_else_is_taken_for_a_full_disk(fault: Exception) -> None:
    assert not space.is_used_up(fault)
