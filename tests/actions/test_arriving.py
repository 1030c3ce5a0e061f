"""A film arrives piece by piece, is kept as it comes, and goes on where it broke off, whoever falls silent."""

import errno
import hashlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.people import Someone, arriving_film, everyone_agrees, family_of, people_of, work_off
from vignette.actions import announcements, arriving, consents, films, portions
from vignette.actions.portions import Checksum, portion
from vignette.domain.consent import Purpose
from vignette.domain.errors import Garbled, InUse, NoRoom, NotAllowed, NotYours, OutOfDate, TooMany
from vignette.domain.film import FilmId, Readiness
from vignette.domain.identity import FamilyId
from vignette.domain.parcel import Parcel
from vignette.storage import rows
from vignette.storage.place import place

pytestmark = pytest.mark.django_db

PIECE = 7_919
"""A prime, so that pieces never fall together with anything."""

MEGABYTE = 1024 * 1024


@pytest.fixture(autouse=True)
def whether_to_go_on_is_asked_at_every_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portions, "LOOK", 0.0)


def offset_of(guider: Someone, film: FilmId) -> int:
    return arriving.arrived(guider.actor, film).offset


def files() -> set[Path]:
    return {path for path in place().blobs.rglob("*") if path.is_file()}


def touched(film: FilmId, ago: timedelta) -> None:
    """As if the last byte of `film` had come `ago`."""
    rows.Film.objects.filter(pk=film.value).update(touched_at=timezone.now() - ago)


def in_pieces(guider: Someone, film: FilmId, content: bytes) -> None:
    for offset in range(0, len(content), PIECE):
        arriving.receive(guider.actor, film, offset=offset, chunks=[content[offset : offset + PIECE]])


def test_a_film_that_came_in_pieces_plays(alice: Someone, family: FamilyId, small_film: Path) -> None:
    content = small_film.read_bytes()
    film = arriving_film(alice, family, len(content))

    in_pieces(alice, film, content)
    work_off()

    assert films.film_state(alice.actor, film).readiness is Readiness.READY
    footage = films.see_film(alice.actor, film).footage
    assert footage is not None
    assert abs(footage.length - 4_000_000) < 50_000


def test_how_far_a_film_has_come_survives_everything_but_its_end(
    alice: Someone, family: FamilyId, small_film: Path
) -> None:
    content = small_film.read_bytes()
    film = arriving_film(alice, family, len(content))

    arriving.receive(alice.actor, film, offset=0, chunks=[content[:1000]])

    assert arriving.arrived(alice.actor, film).offset == 1000
    assert films.film_state(alice.actor, film).share == pytest.approx(1000 / len(content))


def test_a_piece_that_does_not_come_next_is_not_taken_in(alice: Someone, family: FamilyId) -> None:
    film = arriving_film(alice, family, 100)
    arriving.receive(alice.actor, film, offset=0, chunks=[b"a" * 10])

    for offset in (0, 9, 11):
        with pytest.raises(OutOfDate, match="number 10"):
            arriving.receive(alice.actor, film, offset=offset, chunks=[b"b" * 10])
    assert arriving.arrived(alice.actor, film).offset == 10


def test_more_bytes_than_the_film_has_are_not_kept(alice: Someone, family: FamilyId) -> None:
    film = arriving_film(alice, family, 100)

    with pytest.raises(NotAllowed, match="More bytes"):
        arriving.receive(alice.actor, film, offset=0, chunks=[b"a" * 101])

    assert arriving.arrived(alice.actor, film).offset == 0


def test_what_came_before_the_connection_broke_is_kept(alice: Someone, family: FamilyId) -> None:
    film = arriving_film(alice, family, 100)

    arriving.receive(alice.actor, film, offset=0, chunks=iter([b"a" * 30, b"a" * 12]))

    assert arriving.arrived(alice.actor, film).offset == 42


@pytest.mark.parametrize("size", [0, -1, arriving.LARGEST + 1])
def test_no_room_is_made_for_a_film_of_an_impossible_size(alice: Someone, family: FamilyId, size: int) -> None:
    with pytest.raises(NotAllowed):
        arriving_film(alice, family, size)


def test_a_film_needs_somebody_in_it(alice: Someone, family: FamilyId) -> None:
    with pytest.raises(NotAllowed, match="who is in the film"):
        arriving.add_film(alice.actor, family, Parcel((100,)), in_frame=[])


def broken_connection() -> Iterator[bytes]:
    yield b"a" * 10
    raise ConnectionResetError


def test_a_broken_connection_leaves_no_half_sealed_file(alice: Someone, family: FamilyId) -> None:
    before = set(place().blobs.rglob("*"))
    film = arriving_film(alice, family, 100)

    with pytest.raises(ConnectionResetError):
        arriving.receive(alice.actor, film, offset=0, chunks=broken_connection())

    assert {path for path in place().blobs.rglob("*") if path.is_file()} <= before
    assert arriving.arrived(alice.actor, film).offset == 0


def test_an_empty_piece_changes_nothing(alice: Someone, family: FamilyId, small_film: Path) -> None:
    content = small_film.read_bytes()
    film = arriving_film(alice, family, len(content))
    arriving.receive(alice.actor, film, offset=0, chunks=[content[:1000]])

    arriving.receive(alice.actor, film, offset=1000, chunks=[])
    arriving.receive(alice.actor, film, offset=1000, chunks=[content[1000:]])
    work_off()

    assert films.film_state(alice.actor, film).readiness is Readiness.READY


def test_no_more_is_written_than_the_film_has(alice: Someone, family: FamilyId) -> None:
    film = arriving_film(alice, family, 10)
    endless = (b"a" * 1000 for _ in range(10**9))

    with pytest.raises(NotAllowed, match="More bytes"):
        arriving.receive(alice.actor, film, offset=0, chunks=endless)


def test_only_one_can_send_at_a_time(alice: Someone, family: FamilyId) -> None:
    film = arriving_film(alice, family, 100)

    def first() -> Iterator[bytes]:
        yield b"a" * 10
        with pytest.raises(InUse):
            arriving.receive(alice.actor, film, offset=0, chunks=[b"b" * 10])
        yield b"a" * 5

    arriving.receive(alice.actor, film, offset=0, chunks=first())

    assert offset_of(alice, film) == 15


def test_whoever_wants_to_go_on_is_let_in_and_what_came_before_is_kept(alice: Someone, family: FamilyId) -> None:
    film = arriving_film(alice, family, 100)

    def slow() -> Iterator[bytes]:
        yield b"a" * 10
        with pytest.raises(InUse):
            arriving.arrived(alice.actor, film)
        yield b"a" * 5
        yield b"never taken in"

    assert arriving.receive(alice.actor, film, offset=0, chunks=slow()) == 15
    assert offset_of(alice, film) == 15
    assert arriving.receive(alice.actor, film, offset=15, chunks=[b"b" * 85]) == 100


def test_a_writer_that_died_holds_nobody_up(alice: Someone, family: FamilyId) -> None:
    film = arriving_film(alice, family, 100)
    rows.Film.objects.filter(pk=film.value).update(writer="of a process that was killed")

    with pytest.raises(InUse):
        arriving.receive(alice.actor, film, offset=0, chunks=[b"a"])
    touched(film, timedelta(seconds=6))

    assert offset_of(alice, film) == 0
    assert arriving.receive(alice.actor, film, offset=0, chunks=[b"a"]) == 1


def test_a_writer_that_was_thought_dead_and_wakes_up_changes_nothing(alice: Someone, family: FamilyId) -> None:
    film = arriving_film(alice, family, 100)

    def asleep() -> Iterator[bytes]:
        yield b"a" * 10
        touched(film, timedelta(minutes=5))
        arriving.receive(alice.actor, film, offset=0, chunks=[b"b" * 20])
        yield b"a" * 10

    with pytest.raises(OutOfDate, match="another window"):
        arriving.receive(alice.actor, film, offset=0, chunks=asleep())

    assert offset_of(alice, film) == 20
    assert len(rows.Part.objects.filter(film=film.value)) == 1


def test_what_came_is_kept_for_good_long_before_the_end(alice: Someone, family: FamilyId) -> None:
    film = arriving_film(alice, family, 300 * MEGABYTE)

    def power_cut() -> Iterator[bytes]:
        for _ in range(200):
            yield bytes(MEGABYTE)
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        arriving.receive(alice.actor, film, offset=0, chunks=power_cut())

    assert offset_of(alice, film) == 128 * MEGABYTE


def test_on_a_slow_line_less_is_at_stake(alice: Someone, family: FamilyId, monkeypatch: pytest.MonkeyPatch) -> None:
    film = arriving_film(alice, family, 100)
    monkeypatch.setattr(arriving, "PART_LASTS", 0.0)

    arriving.receive(alice.actor, film, offset=0, chunks=[b"a" * 10, b"b" * 20])

    assert list(rows.Part.objects.values_list("offset", "blob__size")) == [(0, 10), (10, 20)]


@given(st.lists(st.binary(min_size=1, max_size=20), min_size=1), st.integers(1, 50))
def test_portions_put_end_to_end_are_what_came(chunks: list[bytes], most: int) -> None:
    coming = iter(chunks)
    portions = [b"".join(portion(first, coming, most)) for first in coming]

    assert b"".join(portions) == b"".join(chunks)
    assert all(len(each) >= most for each in portions[:-1])


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_part_that_was_changed_on_the_way_is_dropped(alice: Someone, family: FamilyId, algorithm: str) -> None:
    film = arriving_film(alice, family, 100)
    checksum = Checksum(algorithm, hashlib.new(algorithm, b"aaabbb").digest())
    before = files()

    with pytest.raises(Garbled):
        arriving.receive(alice.actor, film, offset=0, chunks=[b"aaa", b"bbc"], checksum=checksum)
    assert (offset_of(alice, film), files()) == (0, before)

    assert arriving.receive(alice.actor, film, offset=0, chunks=[b"aaa", b"bbb"], checksum=checksum) == 6


def test_a_full_disk_is_said_and_the_film_goes_on_once_there_is_room(alice: Someone, family: FamilyId) -> None:
    film = arriving_film(alice, family, 100)
    arriving.receive(alice.actor, film, offset=0, chunks=[b"a" * 10])
    before = files()

    def full() -> Iterator[bytes]:
        yield b"a" * 10
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(NoRoom, match="nothing is lost"):
        arriving.receive(alice.actor, film, offset=10, chunks=full())

    assert (offset_of(alice, film), files()) == (10, before)
    assert arriving.receive(alice.actor, film, offset=10, chunks=[b"a" * 90]) == 100


def test_room_is_kept_for_every_film_that_is_on_its_way(alice: Someone, family: FamilyId) -> None:
    film = arriving_film(alice, family, 100)
    rows.Film.objects.filter(pk=film.value).update(size=10**15)

    with pytest.raises(NoRoom, match=r"not enough room on this machine: 2\.5 GB are needed and 0 GB are free\."):
        arriving_film(alice, family, 10**9)


def test_films_that_are_never_sent_cannot_pile_up(alice: Someone, bob: Someone, family: FamilyId) -> None:
    for _ in range(announcements.MOST_AT_ONCE):
        film = arriving_film(alice, family, 100)

    with pytest.raises(TooMany, match="20 films"):
        arriving_film(alice, family, 100)
    arriving.give_up(alice.actor, film)

    arriving_film(alice, family, 100)
    his = family_of(bob)
    everyone_agrees(bob, his)
    arriving_film(bob, his, 100)


@pytest.mark.django_db(transaction=True)
def test_a_film_that_stopped_arriving_is_given_up_after_three_days(alice: Someone) -> None:
    family = family_of(alice)
    everyone_agrees(alice, family)
    before = files()
    old, new = arriving_film(alice, family, 100), arriving_film(alice, family, 100)
    for film, ago in ((old, 73), (new, 71)):
        arriving.receive(alice.actor, film, offset=0, chunks=[b"a" * 10])
        touched(film, timedelta(hours=ago))

    with pytest.raises(NotYours):
        arriving.arrived(alice.actor, old)
    arriving.sweep()

    assert list(rows.Film.objects.values_list("pk", flat=True)) == [new.value]
    assert len(files() - before) == 1
    assert rows.AuditLine.objects.filter(verb="GIVE_UP_FILM", outcome="done").count() == 1


def test_a_film_that_arrived_is_not_given_up_however_old(alice: Someone, family: FamilyId) -> None:
    film = arriving_film(alice, family, 10)
    arriving.receive(alice.actor, film, offset=0, chunks=[b"a" * 10])
    touched(film, timedelta(days=400))

    arriving.sweep()

    assert films.film_state(alice.actor, film).readiness is Readiness.PREPARING
    with pytest.raises(OutOfDate):
        arriving.give_up(alice.actor, film)


class TestTheKey:
    """Whoever was given it can send this film and no other, for as long as leave and consents hold."""

    def test_it_stands_for_whom_it_was_given_to(self, alice: Someone, family: FamilyId) -> None:
        film = arriving_film(alice, family, 100)

        assert arriving.holder(film, arriving.give_key(alice.actor, film)) == alice.actor

    def test_neither_another_nor_an_earlier_one_opens_anything(self, alice: Someone, family: FamilyId) -> None:
        film, other = arriving_film(alice, family, 100), arriving_film(alice, family, 100)
        earlier = arriving.give_key(alice.actor, film)
        keys = [earlier, arriving.give_key(alice.actor, other), "", "\ud800"]
        arriving.give_key(alice.actor, film)

        for key in keys:
            with pytest.raises(NotYours):
                arriving.holder(film, key)

    def test_before_one_was_given_nothing_is_one(self, alice: Someone, family: FamilyId) -> None:
        film = arriving_film(alice, family, 100)

        with pytest.raises(NotYours):
            arriving.holder(film, "")

    def test_it_is_kept_nowhere(self, alice: Someone, family: FamilyId) -> None:
        film = arriving_film(alice, family, 100)
        key = arriving.give_key(alice.actor, film)

        assert key not in str(list(rows.Film.objects.values()))

    def test_another_guider_is_given_none(self, alice: Someone, bob: Someone, family: FamilyId) -> None:
        film = arriving_film(alice, family, 100)

        with pytest.raises(NotYours):
            arriving.give_key(bob.actor, film)

    def test_whoever_sends_with_an_earlier_one_lets_go(self, alice: Someone, family: FamilyId) -> None:
        film = arriving_film(alice, family, 100)

        def other_tab_takes_over() -> Iterator[bytes]:
            yield b"a" * 10
            arriving.give_key(alice.actor, film)
            yield b"a" * 5
            yield b"never taken in"

        assert arriving.receive(alice.actor, film, offset=0, chunks=other_tab_takes_over()) == 15

    def test_it_ends_with_the_account(self, alice: Someone, family: FamilyId) -> None:
        film = arriving_film(alice, family, 100)
        key = arriving.give_key(alice.actor, film)

        def account_is_closed() -> Iterator[bytes]:
            yield b"a" * 10
            rows.Account.objects.filter(pk=alice.id.value).update(is_active=False)
            yield b"a" * 5

        holder = arriving.holder(film, key)
        with pytest.raises(NotYours):
            arriving.receive(holder, film, offset=0, chunks=account_is_closed())
        with pytest.raises(NotYours):
            arriving.arrived(arriving.holder(film, key), film)
        assert rows.Film.objects.get().arrived == 0

    @pytest.mark.django_db(transaction=True)
    def test_it_ends_with_the_consent_and_leaves_nothing(self, alice: Someone) -> None:
        family = family_of(alice)
        everyone_agrees(alice, family)
        before = files()
        film = arriving_film(alice, family, 100)
        agreed = consents.see_consents(alice.actor, family).rows[0].current[Purpose.FILM]

        def consent_is_withdrawn() -> Iterator[bytes]:
            yield b"a" * 10
            consents.withdraw_consent(alice.actor, family, agreed.id)
            yield b"a" * 5

        with pytest.raises(NotYours):
            arriving.receive(alice.actor, film, offset=0, chunks=consent_is_withdrawn())
        assert files() == before


class TestACode:
    """What a program is given: one film, whose length it says once it knows."""

    def test_it_holds_the_film_and_its_key(self, alice: Someone, family: FamilyId) -> None:
        code = announced(alice, family)

        assert str(code) == code.film.value.hex + code.key
        assert arriving.holder(code.film, code.key) == alice.actor
        assert code.key not in repr(code)

    def test_the_length_is_said_once(self, alice: Someone, family: FamilyId) -> None:
        film = announced(alice, family).film
        assert arriving.arrived(alice.actor, film).size == 0

        arriving.measure(alice.actor, film, Parcel((60, 40), "play.mp4"))
        arriving.measure(alice.actor, film, Parcel((60, 40), "play.mp4"))

        assert arriving.arrived(alice.actor, film).size == 100
        assert arriving.arrived(alice.actor, film).file_name == "play.mp4"
        with pytest.raises(OutOfDate, match="new code"):
            arriving.measure(alice.actor, film, Parcel((100,)))

    def test_nothing_is_taken_in_before_its_length_is_known(self, alice: Someone, family: FamilyId) -> None:
        film = announced(alice, family).film

        with pytest.raises(NotAllowed):
            arriving.receive(alice.actor, film, offset=0, chunks=[b"a"])
        assert films.film_state(alice.actor, film).share == 0

    def test_room_is_asked_for_when_the_length_is_known(self, alice: Someone, family: FamilyId) -> None:
        film, other = announced(alice, family).film, arriving_film(alice, family, 100)
        rows.Film.objects.filter(pk=other.value).update(size=10**15)

        with pytest.raises(NoRoom):
            arriving.measure(alice.actor, film, Parcel((10**9,)))


def announced(guider: Someone, family: FamilyId) -> arriving.Code:
    in_frame = [person.id for person in people_of(guider, family)]
    return arriving.announce_film(guider.actor, family, in_frame=in_frame)


@pytest.mark.parametrize("deed", [arriving.arrived, arriving.give_key, arriving.outcome, arriving.give_up])
def test_another_guider_learns_and_ends_nothing(
    alice: Someone, bob: Someone, family: FamilyId, deed: Callable[..., object]
) -> None:
    film = arriving_film(alice, family, 100)

    with pytest.raises(NotYours):
        deed(bob.actor, film)


def test_what_became_of_a_film_is_told_with_the_digest_of_what_arrived(
    alice: Someone, family: FamilyId, small_film: Path
) -> None:
    film = arriving_film(alice, family, small_film.stat().st_size)
    assert arriving.outcome(alice.actor, film) == arriving.Outcome(Readiness.ARRIVING, "", "")

    arriving.receive(alice.actor, film, offset=0, chunks=[small_film.read_bytes()])
    work_off()

    assert arriving.outcome(alice.actor, film).readiness is Readiness.READY
