"""Work outlives its worker, and is published once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.people import Someone, family_of
from vignette.domain.errors import Superseded
from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.storage import jobs
from vignette.storage.jobs import Claim, Kind, State
from vignette.storage.rows import Job

pytestmark = pytest.mark.django_db

FILM, OTHER = FilmId.new(), FilmId.new()


@pytest.fixture
def family(alice: Someone) -> FamilyId:
    return family_of(alice)


@pytest.fixture
def asked(alice: Someone, family: FamilyId) -> None:
    jobs.queue(Kind.PREPARE, FILM, family=family, asked_by=alice.id)


def claimed() -> Claim:
    claim = jobs.claim()
    assert claim is not None
    return claim


def lose_the_lease() -> None:
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))


@pytest.mark.usefixtures("asked")
def test_work_is_held_by_one_worker_at_a_time() -> None:
    claimed()

    assert jobs.claim() is None


@pytest.mark.usefixtures("asked")
def test_work_whose_worker_went_silent_is_taken_up_by_another() -> None:
    first = claimed()
    lose_the_lease()

    second = claimed()

    assert (second.job, second.attempt) == (first.job, first.attempt + 1)


@pytest.mark.usefixtures("asked")
def test_a_worker_that_lost_its_work_can_neither_tell_nor_publish_nor_end_it() -> None:
    late = claimed()
    lose_the_lease()
    claimed()

    for attempt in (late.beat, lambda: late.progress(0.9), lambda: late.fail("too late")):
        with pytest.raises(Superseded):
            attempt()
    with pytest.raises(Superseded), late.publishing():
        pytest.fail("a late worker got to publish")


@pytest.mark.usefixtures("asked")
def test_a_beating_worker_keeps_its_work() -> None:
    worker = claimed()
    lose_the_lease()
    worker.beat()

    assert jobs.claim() is None


@pytest.mark.usefixtures("asked")
def test_publishing_that_fails_half_way_is_not_done() -> None:
    worker = claimed()

    with pytest.raises(RuntimeError), worker.publishing():
        raise RuntimeError("the disk is full")

    found = jobs.status(Kind.PREPARE, FILM)
    assert found is not None
    assert found.state is State.RUNNING


@pytest.mark.usefixtures("asked")
def test_nothing_is_tried_for_ever() -> None:
    for _ in range(jobs.MOST_TRIES):
        claimed()
        lose_the_lease()

    assert jobs.claim() is None
    found = jobs.status(Kind.PREPARE, FILM)
    assert found is not None
    assert found.state is State.FAILED
    assert found.reason.endswith(".")


@pytest.mark.usefixtures("asked")
def test_work_given_back_is_tried_again_and_in_the_end_given_up() -> None:
    for _ in range(jobs.MOST_TRIES):
        claimed().give_back("It went wrong.")

    assert jobs.claim() is None
    found = jobs.status(Kind.PREPARE, FILM)
    assert found is not None
    assert (found.state, found.reason) == (State.FAILED, "It went wrong.")


def test_asking_again_takes_the_place_of_what_was_asked(alice: Someone, family: FamilyId, asked: None) -> None:
    first = claimed()

    jobs.queue(Kind.PREPARE, FILM, family=family, asked_by=alice.id)

    with pytest.raises(Superseded):
        first.beat()
    assert claimed().job != first.job


@pytest.mark.usefixtures("asked")
def test_work_on_a_film_that_was_erased_is_dropped() -> None:
    worker = claimed()

    jobs.drop(FILM)

    with pytest.raises(Superseded):
        worker.progress(0.5)
    assert jobs.status(Kind.PREPARE, FILM) is None


@pytest.mark.usefixtures("asked")
def test_progress_is_told_as_it_comes() -> None:
    worker = claimed()

    worker.progress(0.25)

    found = jobs.status(Kind.PREPARE, FILM)
    assert found is not None
    assert (found.state, found.share) == (State.RUNNING, 0.25)


def test_what_a_guider_waits_for_comes_before_what_nobody_waits_for(alice: Someone, family: FamilyId) -> None:
    for kind in (Kind.PROXY, Kind.ANALYSE, Kind.FINISH, Kind.RENDER, Kind.PREPARE):
        jobs.queue(kind, FILM, family=family, asked_by=alice.id)

    order = [claimed().kind for _ in range(5)]

    assert order == [Kind.PREPARE, Kind.RENDER, Kind.FINISH, Kind.ANALYSE, Kind.PROXY]


def test_long_work_gives_way_to_what_is_more_urgent_and_goes_on_afterwards(alice: Someone, family: FamilyId) -> None:
    jobs.queue(Kind.PROXY, FILM, family=family, asked_by=alice.id)
    long_work = claimed()
    assert not long_work.gives_way()
    jobs.queue(Kind.PREPARE, FilmId.new(), family=family, asked_by=alice.id)

    assert long_work.gives_way()

    with pytest.raises(Superseded):
        long_work.beat()
    assert [claimed().kind, claimed().kind] == [Kind.PREPARE, Kind.PROXY]


def test_giving_way_does_not_make_undone_that_something_went_wrong_before(alice: Someone, family: FamilyId) -> None:
    jobs.queue(Kind.PROXY, FILM, family=family, asked_by=alice.id)
    for _ in range(jobs.MOST_TRIES):
        jobs.queue(Kind.PREPARE, OTHER, family=family, asked_by=alice.id)
        Job.objects.filter(kind=Kind.PREPARE).update(not_before=timezone.now() + timedelta(hours=1))
        long_work = claimed()
        Job.objects.filter(kind=Kind.PREPARE).update(not_before=timezone.now())
        assert long_work.gives_way()
        jobs.drop(OTHER)
        claimed().give_back("It went wrong.")

    found = jobs.status(Kind.PROXY, FILM)
    assert found is not None
    assert found.state is State.FAILED


def test_long_work_does_not_give_way_to_its_like(alice: Someone, family: FamilyId) -> None:
    for film in (FILM, FilmId.new()):
        jobs.queue(Kind.PROXY, film, family=family, asked_by=alice.id)

    assert not claimed().gives_way()


@pytest.mark.usefixtures("asked")
def test_work_that_gets_somewhere_is_not_given_up_however_often_its_worker_dies() -> None:
    for _ in range(3 * jobs.MOST_TRIES):
        claimed().finished_a_part()
        lose_the_lease()

    assert claimed().attempt == 3 * jobs.MOST_TRIES + 1


@pytest.mark.usefixtures("asked")
def test_work_that_waits_for_room_is_left_alone_for_a_while_and_never_given_up() -> None:
    for _ in range(3 * jobs.MOST_TRIES):
        claimed().wait("The disk is full.")
        assert jobs.claim() is None
        Job.objects.update(not_before=timezone.now())

    found = jobs.status(Kind.PREPARE, FILM)
    assert found is not None
    assert (found.state, found.reason) == (State.QUEUED, "The disk is full.")


@pytest.mark.usefixtures("asked")
def test_work_taken_up_again_no_longer_says_why_it_waited() -> None:
    claimed().wait("The disk is full.")
    Job.objects.update(not_before=timezone.now())

    claimed()

    found = jobs.status(Kind.PREPARE, FILM)
    assert found is not None
    assert (found.state, found.reason) == (State.RUNNING, "")
