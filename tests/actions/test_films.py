"""Films are made ready or refused in one sentence, never lie in the clear on disk, and end whole."""

from pathlib import Path

import pytest

from tests.people import Someone, everyone_agrees, family_of, film_of, ready_film_of, watch
from vignette.actions import arriving, films, moments
from vignette.domain.errors import NotYours
from vignette.domain.film import Readiness, VersionId
from vignette.domain.identity import FamilyId
from vignette.storage.place import place

pytestmark = pytest.mark.django_db


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
        watch(alice, film)


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
    with watch(alice, film).open() as file:
        assert canary.encode() not in file.read()


def test_another_guider_can_neither_send_nor_see_nor_erase(
    alice: Someone, bob: Someone, family: FamilyId, small_film: Path
) -> None:
    film = ready_film_of(alice, family, small_film)
    version = watch(alice, film).mark

    for deed in (
        films.see_film,
        films.film_state,
        lambda actor, film: films.open_film(actor, film, VersionId.parse(version)),
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
