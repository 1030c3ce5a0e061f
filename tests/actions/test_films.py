"""Films arrive in pieces, are made ready or refused in one sentence, and are never in the clear on disk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.people import Someone, arriving_film, everyone_agrees, family_of, film_of, ready_film_of, work_off
from vignette.actions import arriving, films, moments
from vignette.domain.errors import NotAllowed, NotYours, OutOfDate
from vignette.domain.film import FilmId, Readiness
from vignette.domain.identity import FamilyId
from vignette.storage.place import place

pytestmark = pytest.mark.django_db

PIECE = 7_919
"""A prime, so that pieces never fall together with anything."""


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
        arriving.add_film(alice.actor, family, in_frame=[], pieces=[100])


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_no_film_is_refused_in_one_sentence_and_nothing_is_kept(alice: Someone, tmp_path: Path) -> None:
    family = family_of(alice)
    everyone_agrees(alice, family)
    before = set(place().blobs.glob("*/*"))
    letter = tmp_path / "letter.mp4"
    letter.write_text("Dear Hanna, this is no film.\n" * 100)

    film = film_of(alice, family, letter)

    state = films.film_state(alice.actor, film)
    assert state.readiness is Readiness.REFUSED
    assert state.problem.count(".") >= 1
    assert len(state.problem) < 200
    assert "\n" not in state.problem
    assert set(place().blobs.glob("*/*")) == before
    with pytest.raises(NotYours):
        films.open_film(alice.actor, film)


def test_nothing_of_a_film_lies_in_the_clear_on_disk(alice: Someone, family: FamilyId, tmp_path: Path) -> None:
    from tests.films import frame_film

    canary = "canary-in-a-comment-of-the-file"
    path = tmp_path / "film.mp4"
    frame_film(path, seconds=2, metadata={"comment": canary})
    plain = path.read_bytes()
    assert canary.encode() in plain
    middle = plain[len(plain) // 2 :][:64]

    film = ready_film_of(alice, family, path)

    kept = [file.read_bytes() for file in place().blobs.glob("*/*")]
    assert kept
    assert not any(canary.encode() in content or middle in content or b"ftyp" in content[:64] for content in kept)
    assert list(place().workshop.iterdir()) == []
    with films.open_film(alice.actor, film).open() as file:
        assert canary.encode() not in file.read()


def test_another_guider_can_neither_send_nor_see_nor_erase(
    alice: Someone, bob: Someone, family: FamilyId, small_film: Path
) -> None:
    film = ready_film_of(alice, family, small_film)

    for deed in (
        films.see_film,
        films.film_state,
        films.open_film,
        films.open_poster,
        arriving.arrived,
        films.erase_film,
    ):
        with pytest.raises(NotYours):
            deed(bob.actor, film)
    with pytest.raises(NotYours):
        arriving.receive(bob.actor, film, offset=0, chunks=[b"x"])


@pytest.mark.django_db(transaction=True)
def test_an_erased_film_leaves_nothing(alice: Someone, small_film: Path) -> None:
    family = family_of(alice)
    everyone_agrees(alice, family)
    before = set(place().blobs.glob("*/*"))
    film = ready_film_of(alice, family, small_film)

    films.erase_film(alice.actor, film)

    assert set(place().blobs.glob("*/*")) == before
    with pytest.raises(NotYours):
        moments.workspace(alice.actor, film)


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
