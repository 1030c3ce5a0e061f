"""A home from before is taken along: nothing that was in it is lost, and what changed its form is made anew."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from vignette.storage import rows

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def before() -> Iterator[Apps]:
    """The tables as they were when a film was kept as one copy, and one more to play."""
    executor = MigrationExecutor(connection)
    executor.migrate([("storage", "0001_initial")])
    yield executor.loader.project_state([("storage", "0001_initial")]).apps
    _to_today()


@pytest.fixture
def one_favourite() -> Iterator[Apps]:
    """The tables as they were when a client could like one moment of a reel."""
    executor = MigrationExecutor(connection)
    executor.migrate([("storage", "0008_who_is_who")])
    yield executor.loader.project_state([("storage", "0008_who_is_who")]).apps
    _to_today()


def _to_today() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes("storage"))


def _film(before: Apps, readiness: str) -> UUID:
    account, family, cycle, film, blob = (
        before.get_model("storage", name) for name in ("Account", "Family", "Cycle", "Film", "Blob")
    )
    guider = account.objects.create(email=f"{uuid4()}@example.org", name="Alice")
    its = family.objects.create(guider=guider, programme="vig")
    files = [blob.objects.create(family=its, kind=kind, size=100, wrapped_key=b"") for kind in ("original", "playable")]
    made = film.objects.create(
        family=its,
        cycle=cycle.objects.create(family=its, number=1),
        size=100,
        arrived=100,
        readiness=readiness,
        footage={"length": 1},
        original=files[0],
        playable=files[1],
    )
    return UUID(str(made.pk))


def test_a_film_from_before_keeps_its_bytes_and_is_made_ready_anew(before: Apps) -> None:
    film = _film(before, "ready")

    _to_today()

    row = rows.Film.objects.get(pk=film)
    assert [(part.offset, part.blob.kind, part.blob.size) for part in row.parts.all()] == [(0, "original", 100)]
    assert (row.pieces, row.readiness, row.footage) == ([100], "being made ready", None)
    assert [(job.kind, job.subject) for job in rows.Job.objects.all()] == [("prepare", film)]
    assert not rows.Blob.objects.filter(kind="playable").exists()


def test_a_film_that_was_not_ready_stays_as_far_as_it_was(before: Apps) -> None:
    film = _film(before, "refused")

    _to_today()

    assert rows.Film.objects.get(pk=film).readiness == "refused"
    assert not rows.Job.objects.exists()


def test_the_one_moment_that_a_client_liked_becomes_the_first_of_several(one_favourite: Apps) -> None:
    names = ("Account", "Family", "Cycle", "Film", "Moment", "Reel", "Clip", "Reply")
    account, family, cycle, film, moment, reel, clip, reply = (
        one_favourite.get_model("storage", name) for name in names
    )
    its = family.objects.create(guider=account.objects.create(email="a@example.org", name="Alice"), programme="vig")
    first = cycle.objects.create(family=its, number=1)
    filmed = film.objects.create(family=its, cycle=first, size=1, readiness="ready")
    made = reel.objects.create(family=its, cycle=first)
    seen = [
        moment.objects.create(
            family=its, film=filmed, start=at, end=at + 9, origin="own", standing="kept", codebook="vig@1"
        )
        for at in (0, 10)
    ]
    clips = [clip.objects.create(family=its, reel=made, moment=each, place=place) for place, each in enumerate(seen)]
    reply.objects.create(family=its, reel=made, favourite=clips[1])

    _to_today()

    (liked,) = rows.Favourite.objects.all()
    assert liked.clip_id == clips[1].pk
    assert liked.at == rows.Reply.objects.get().at
