"""A home from before is taken along: nothing that was in it is lost, and what changed its form is made anew."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from pytest_django.plugin import DjangoDbBlocker

from vignette.domain.edition import Watcher
from vignette.domain.film import FilmId
from vignette.domain.reel import ClipId, ReelId
from vignette.domain.span import Micros, Span
from vignette.storage import editions, keyring, reels, rows, transcripts

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 4, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Kept:
    """What a home from before held, by what it is today."""

    ready: UUID
    refused: UUID
    reel: tuple[ReelId, ClipId, UUID]
    liked: UUID
    said: FilmId


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Kept]:
    """The tables as they were at first, and again when a reel knew only its last making, each with what was in them.

    Taken along once for all tests, which only look: the way takes seconds.
    """
    with django_db_blocker.unblock(), _another_file():
        films = _tables("0001_initial")
        ready, refused = _film(films, "ready"), _film(films, "refused")
        reels = _tables("0008_who_is_who")
        made, liked = _made_reel(reels), _liked(reels)
        _answered(_tables("0020_lines_again_and_two_for_an_example"))
        its = Kept(ready, refused, made, liked, _said(_tables("0022_why_an_example_was_declined")))
        _tables(*MigrationExecutor(connection).loader.graph.leaf_nodes("storage")[0][1:])
        yield its


@contextmanager
def _another_file() -> Iterator[None]:
    """A database with no tables yet, in the place of that of the other tests."""
    its = Path(connection.settings_dict["NAME"])
    aside = its.with_name("aside")
    connection.close()
    its.rename(aside)
    try:
        yield
    finally:
        connection.close()
        aside.replace(its)


def _tables(of: str) -> Apps:
    """Take the tables to this migration; them, as they are then."""
    executor = MigrationExecutor(connection)
    executor.migrate([("storage", of)])
    apps: Apps = executor.loader.project_state([("storage", of)]).apps
    return apps


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


def test_a_film_from_before_keeps_its_bytes_and_is_made_ready_anew(kept: Kept) -> None:
    row = rows.Film.objects.get(pk=kept.ready)
    assert [(part.offset, part.blob.kind, part.blob.size) for part in row.parts.all()] == [(0, "original", 100)]
    assert (row.pieces, row.readiness, row.footage) == ([100], "being made ready", None)
    assert [job.kind for job in rows.Job.objects.filter(subject=kept.ready)] == ["prepare"]
    assert not rows.Blob.objects.filter(kind="playable", family=row.family).exists()


def test_a_film_that_was_not_ready_stays_as_far_as_it_was(kept: Kept) -> None:
    assert rows.Film.objects.get(pk=kept.refused).readiness == "refused"
    assert not rows.Job.objects.filter(subject=kept.refused).exists()


def _made_reel(before: Apps) -> tuple[ReelId, ClipId, UUID]:
    """A reel of two clips that was made, sent and opened; of the second, the clip itself is gone."""
    made = {name: before.get_model("storage", name) for name in ("Account", "Family", "Cycle", "Film", "Blob", "Reel")}
    moment, clip, sent = (before.get_model("storage", name) for name in ("Moment", "Clip", "Invitation"))
    guider = made["Account"].objects.create(email=f"{uuid4()}@example.org", name="Alice")
    family = uuid4()
    keyring.make(family)
    its = made["Family"].objects.create(id=family, guider=guider, programme="vig@1")
    cycle = made["Cycle"].objects.create(family=its, number=1)
    film = made["Film"].objects.create(family=its, cycle=cycle, size=100, readiness="ready")
    blob = made["Blob"].objects.create(family=its, kind="reel", size=100, wrapped_key=b"", made_at=AT)
    gone = ["00000000-0000-4000-8000-000000000001", str(film.pk), 5_000_000, 7_000_000, 3_000_000]
    reel = made["Reel"].objects.create(family=its, cycle=cycle, rendered=blob)
    found = moment(family=its, film=film, start=0, end=3_000_000, title="They laugh", origin="own", standing="kept")
    asked = clip(family=its, reel=reel, moment=found, place=0, question="What do you see?")
    for row in (found, asked):
        row.key_holder = family
        row.save()
    reel.rendered_clips = [[str(asked.pk), str(film.pk), 0, 3_000_000, 0], gone]
    reel.save()
    opened = AT + timedelta(days=1)
    sent.objects.create(family=its, reel=reel, secret_hash="x", made_at=opened, until=opened, first_opened_at=opened)
    return ReelId(reel.pk), ClipId(asked.pk), UUID(str(film.pk))


def test_a_reel_from_before_is_its_own_first_edition_as_it_was_made_and_seen(kept: Kept) -> None:
    reel, clip, film = kept.reel

    (edition,) = editions.of_reel(reel)
    assert (edition.number, edition.made_at) == (1, AT)
    assert edition.films() == (FilmId(film),)
    first, second = edition.clips
    assert (first.clip, first.title, first.question) == (clip, "They laugh", "What do you see?")
    assert [(each.start, each.end) for each in edition.clips] == [(0, 3_000_000), (3_000_000, 5_000_000)]
    assert (second.span, second.title) == (Span(Micros(5_000_000), Micros(7_000_000)), "")
    assert [(look.who, look.first_at.day, look.times) for look in edition.looks] == [(Watcher.CLIENT, 5, 1)]
    assert editions.newest(reel) == edition
    assert [each.is_trimmed for each in reels.load(reel).clips] == [False]
    assert "They laugh" not in rows.Edition.objects.extra(select={"raw": "held"}).values_list("raw", flat=True)[0]


def _liked(before: Apps) -> UUID:
    """The second of two clips, which the client liked best."""
    names = ("Account", "Family", "Cycle", "Film", "Moment", "Reel", "Clip", "Reply")
    account, family, cycle, film, moment, reel, clip, reply = (before.get_model("storage", name) for name in names)
    guider = account.objects.create(email=f"{uuid4()}@example.org", name="Alice")
    its = family.objects.create(guider=guider, programme="vig")
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
    return UUID(str(clips[1].pk))


def test_the_one_moment_that_a_client_liked_becomes_the_first_of_several(kept: Kept) -> None:
    (liked,) = rows.Favourite.objects.all()
    assert liked.clip_id == kept.liked
    assert liked.at == rows.Reply.objects.get().at


def _said(before: Apps) -> FilmId:
    """Two lines of a film, the later one of nobody known, in one text as they were kept once."""
    names = ("Account", "Family", "Cycle", "Film", "Person", "Transcript")
    account, family, cycle, film, person, transcript = (before.get_model("storage", name) for name in names)
    guider, which = account.objects.create(email=f"{uuid4()}@example.org", name="Alice"), uuid4()
    keyring.make(which)
    its = family.objects.create(id=which, guider=guider, programme="vig")
    hanna = person.objects.create(family=its, part="client")
    filmed = film.objects.create(family=its, cycle=cycle.objects.create(family=its, number=1), size=1)
    told = [[str(uuid4()), 0, 9, str(hanna.pk), "You want it."], [str(uuid4()), 9, 12, None, "Da!"]]
    row = transcript(film=filmed, family=its, number=3, done=3, words=json.dumps(told))
    row.key_holder = which
    row.save(force_insert=True)
    return FilmId(filmed.pk)


def test_every_line_of_a_transcript_from_before_is_there_sealed_by_itself(kept: Kept) -> None:
    its = transcripts.load(kept.said)

    assert [(line.words, line.span, bool(line.person)) for line in its.transcript.lines] == [
        ("You want it.", Span(Micros(0), Micros(9)), True), ("Da!", Span(Micros(9), Micros(12)), False),
    ]  # fmt: skip
    assert (its.number, its.done) == (3, 3)
    raw = rows.TranscriptLine.objects.extra(select={"raw": "words"}).values_list("raw", flat=True)
    assert not any("Da!" in each for each in raw)


def _answered(before: Apps) -> None:
    """Three examples of one code: one declined, one that still waits, one let through."""
    names = ("Account", "Family", "Cycle", "Film", "Exemplar")
    account, family, cycle, film, exemplar = (before.get_model("storage", name) for name in names)
    guider = account.objects.create(email=f"{uuid4()}@example.org", name="Alice")
    its = family.objects.create(guider=guider, programme="vig")
    filmed = film.objects.create(family=its, cycle=cycle.objects.create(family=its, number=1), size=1)
    for place, answer in ((1, "declined"), (2, "awaited"), (3, "let through")):
        exemplar.objects.create(
            family=its, film=filmed, codebook="vig", code="A1", place=place, start=0, end=9, answer=answer
        )


@pytest.mark.usefixtures("kept")
def test_an_example_that_was_declined_before_no_longer_holds_a_place() -> None:
    told = rows.Exemplar.objects.values_list("answer", "place", "reason")
    assert list(told) == [("awaited", 2, ""), ("let through", 3, ""), ("declined", None, "")]
