"""Sealed bytes are kept by a row or not at all, and nothing but what was made is ever sealed."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction

from tests.people import Someone, family_of
from vignette.cell.walls import LARGEST_FILE
from vignette.domain.errors import ReaderStopped
from vignette.domain.identity import FamilyId
from vignette.storage import blobs
from vignette.storage.place import place

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def family(alice: Someone) -> FamilyId:
    return family_of(alice)


def files() -> set[Path]:
    return set(place().blobs.glob("*/*"))


def a_link(left: Path) -> None:
    left.symlink_to(_of_somebody(left))


def a_second_name(left: Path) -> None:
    left.hardlink_to(_of_somebody(left))


def a_pipe_that_nobody_fills(left: Path) -> None:
    os.mkfifo(left)


def a_folder(left: Path) -> None:
    left.mkdir()


def nothing(left: Path) -> None:
    pass


def a_file_of_nothing_that_fills_the_disk(left: Path) -> None:
    with left.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)


def _of_somebody(left: Path) -> Path:
    other = left.with_name("another")
    other.write_bytes(b"somebody else's film, or the key of it")
    return other


@pytest.mark.parametrize(
    "leave", [a_link, a_second_name, a_pipe_that_nobody_fills, a_folder, nothing, a_file_of_nothing_that_fills_the_disk]
)
def test_what_a_reader_leaves_is_a_file_of_its_own_or_not_taken(
    family: FamilyId, tmp_path: Path, leave: Callable[[Path], None]
) -> None:
    before = files()
    leave(tmp_path / "part")

    with pytest.raises(ReaderStopped):
        blobs.seal_file(family, "proxy", tmp_path / "part")

    assert files() == before


def test_what_a_reader_made_is_sealed_as_it_is(family: FamilyId, tmp_path: Path) -> None:
    (tmp_path / "part").write_bytes(b"They laugh")

    new = blobs.seal_file(family, "proxy", tmp_path / "part")

    assert blobs.read(blobs.opened(blobs.keep(new))) == b"They laugh"


def test_what_was_made_goes_with_what_it_was_made_for_but_not_once_it_is_kept(family: FamilyId) -> None:
    kept, made = blobs.seal(family, "part", [b"kept"]), [blobs.seal(family, "part", [b"for nothing"])]
    row = blobs.keep(kept)
    before = files()

    with pytest.raises(RuntimeError), blobs.dropped_on_failure(made), transaction.atomic():
        made += [blobs.seal(family, "part", [b"as well"]), kept]
        blobs.keep(made[0])
        raise RuntimeError("the disk is full")

    assert len(before - files()) == 1
    assert blobs.read(blobs.opened(row)) == b"kept"
