"""What was sealed on a phone is opened when it has arrived, and only as a film of the family it was filmed for."""

import errno
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from tests.people import Someone, family_of
from tests.vault.phone import Phone
from vignette.actions import unsealing
from vignette.domain.errors import Sealed, UnreadableFilm
from vignette.domain.identity import FamilyId
from vignette.domain.source import PlainFile
from vignette.storage import blobs
from vignette.storage.place import place

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Sent:
    """Envelopes one after the other, as they arrive."""

    source: PlainFile
    pieces: tuple[int, ...]


@dataclass(frozen=True)
class FullAt:
    """What arrived, on a machine whose disk is full once `at` of its bytes were read."""

    source: PlainFile
    at: int

    @property
    def files(self) -> tuple[Path, ...]:
        return self.source.files

    @property
    def size(self) -> int:
        return self.source.size

    def open(self) -> BinaryIO:
        return io.BufferedReader(_FullAt(self.source.open(), self.at), 1)


class _FullAt(io.RawIOBase):
    def __init__(self, file: BinaryIO, left: int) -> None:
        self._file, self._left = file, left

    def readable(self) -> bool:
        return True

    def readinto(self, room: Any, /) -> int:
        if not self._left:
            raise OSError(errno.ENOSPC, "the disk is full")
        read = self._file.read(min(len(room), self._left))
        room[: len(read)] = read
        self._left -= len(read)
        return len(read)

    def close(self) -> None:
        super().close()
        self._file.close()


@pytest.fixture
def family(alice: Someone) -> FamilyId:
    return family_of(alice)


def phone() -> Phone:
    return Phone(unsealing.filming_key())


def sent(folder: Path, envelopes: Sequence[bytes]) -> Sent:
    (folder / "sent").write_bytes(b"".join(envelopes))
    return Sent(PlainFile(folder / "sent"), tuple(map(len, envelopes)))


def about(family: FamilyId) -> bytes:
    return b"filmed family " + family.value.bytes


def plain(new: blobs.NewBlob) -> bytes:
    with blobs.opened(blobs.keep(new)).open() as file:
        return file.read()


def sealed_files() -> set[Path]:
    return {path for path in place().blobs.glob("*/*") if path.is_file()}


def test_a_film_in_two_recordings_is_two_files_in_order(family: FamilyId, tmp_path: Path) -> None:
    before = phone().envelope([b"They ", b"look"], about(family), is_whole=False)
    after = replace(phone(), secret=8).envelope([b"and wait"], about(family))
    arrived = sent(tmp_path, [before, after])

    found = unsealing.unseal(family, arrived.source, arrived.pieces)

    assert [plain(each) for each in found.files] == [b"They look", b"and wait"]
    assert not found.is_whole


def test_a_film_that_came_to_its_end_is_told_as_whole(family: FamilyId, tmp_path: Path) -> None:
    arrived = sent(tmp_path, [phone().envelope([b"They look"], about(family))])

    assert unsealing.unseal(family, arrived.source, arrived.pieces).is_whole


def test_a_recording_in_which_nothing_was_filmed_is_passed_over(family: FamilyId, tmp_path: Path) -> None:
    nothing, film = phone().header, replace(phone(), secret=8).envelope([b"They look"], about(family))
    arrived = sent(tmp_path, [nothing, film])

    assert [plain(each) for each in unsealing.unseal(family, arrived.source, arrived.pieces).files] == [b"They look"]


def test_what_was_opened_before_the_disk_was_full_makes_room_again(family: FamilyId, tmp_path: Path) -> None:
    one, other = (replace(phone(), secret=secret).envelope([b"They look"], about(family)) for secret in (7, 8))
    arrived, before = sent(tmp_path, [one, other]), sealed_files()

    with pytest.raises(OSError, match="full"):
        unsealing.unseal(family, FullAt(arrived.source, len(one)), arrived.pieces)

    assert sealed_files() == before


def test_where_nothing_was_filmed_at_all_it_is_said(family: FamilyId, tmp_path: Path) -> None:
    arrived = sent(tmp_path, [phone().header])

    with pytest.raises(UnreadableFilm, match="before anything was filmed"):
        unsealing.unseal(family, arrived.source, arrived.pieces)


def test_a_film_of_another_family_is_refused_and_nothing_of_it_is_kept(
    alice: Someone, family: FamilyId, tmp_path: Path
) -> None:
    ours = phone().envelope([b"They look"], about(family))
    theirs = phone().envelope([b"somebody else"], about(family_of(alice, name="Others")))
    arrived, before = sent(tmp_path, [ours, theirs]), sealed_files()

    with pytest.raises(Sealed):
        unsealing.unseal(family, arrived.source, arrived.pieces)
    assert sealed_files() == before


def test_the_film_is_nowhere_in_the_clear(family: FamilyId, tmp_path: Path) -> None:
    canary, before = b"They look and wait." * 9, sealed_files()
    arrived = sent(tmp_path, [phone().envelope([canary], about(family))])

    unsealing.unseal(family, arrived.source, arrived.pieces)

    (made,) = sealed_files() - before
    assert b"look" not in made.read_bytes() + arrived.source.path.read_bytes()
