"""What is put back for a test is what it would have brought about itself."""

from pathlib import Path

import pytest
from django.db import transaction

from tests import album
from tests.album import remembered
from tests.people import Someone, everyone_agrees, family_of, ready_film_of, watch
from vignette.domain.identity import FamilyId
from vignette.storage.place import place
from vignette.storage.rows import Account, Film

pytestmark = pytest.mark.django_db


@pytest.fixture
def family(alice: Someone) -> FamilyId:
    its = family_of(alice)
    everyone_agrees(alice, its)
    return its


def sealed() -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in place().blobs.glob("*/*")}


def test_rows_and_sealed_files_are_those_that_were_left(alice: Someone, family: FamilyId, small_film: Path) -> None:
    before = transaction.savepoint()
    film = ready_film_of(alice, family, small_film)
    rows, files = album.state(), sealed()
    transaction.savepoint_rollback(before)
    album.clear_shelves()
    assert (Film.objects.count(), sealed()) == (0, {})

    assert ready_film_of(alice, family, small_film) == film

    assert (album.state(), sealed()) == (rows, files)
    with watch(alice, film).open() as played:
        assert b"".join(iter(lambda: played.read(1 << 20), b""))


def test_in_another_state_another_thing_is_brought_about(alice: Someone, family: FamilyId) -> None:
    assert family_of(alice) != family
    Account.objects.update(name="Alice Again")
    assert family_of(alice) != family


def test_what_fails_is_done_again(alice: Someone) -> None:
    tries = []

    @remembered
    def failing(guider: Someone) -> None:
        tries.append(guider)
        raise OSError("no room")

    for _ in range(2):
        with pytest.raises(OSError, match="no room"):
            failing(alice)
    assert tries == [alice, alice]
