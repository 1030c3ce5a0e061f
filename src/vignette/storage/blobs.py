"""Sealed bytes: put, open, erase. A key for each blob, wrapped by its family's key."""

import os
import stat
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO
from uuid import UUID, uuid4

from django.db import DatabaseError, transaction

from vignette.cell.walls import LARGEST_FILE
from vignette.domain.errors import ReaderStopped
from vignette.domain.identity import FamilyId
from vignette.storage import keyring
from vignette.storage.place import place
from vignette.storage.rows import Blob
from vignette.vault.keys import DataKey, unwrap, wrap
from vignette.vault.seal import SealedFile, SealedWriter

PIECE = 1 << 20

# A link is not followed, and a pipe not waited at.
_ITSELF = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)

STRAY_AFTER = timedelta(days=1)
"""No work takes longer between sealing and publishing."""


@dataclass(frozen=True, slots=True)
class NewBlob:
    """Sealed bytes on disk that no row knows yet: kept by `keep`, or swept when nobody does."""

    id: UUID
    family: FamilyId
    kind: str
    size: int
    key: DataKey


def seal(family: FamilyId, kind: str, pieces: Iterable[bytes]) -> NewBlob:
    """Seal `pieces` into a file of their own, in constant memory; nothing of it is ever in the clear on disk."""
    blob, key = uuid4(), DataKey.new()
    path = _path(blob)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    size = 0
    with SealedWriter(path, key, _context(blob, kind)) as writer:
        for piece in pieces:
            writer.write(piece)
            size += len(piece)
    return NewBlob(blob, family, kind, size, key)


def seal_file(family: FamilyId, kind: str, path: Path) -> NewBlob:
    """Seal the file that work done aside has left at `path`, and that stays where it is.

    ReaderStopped where it is not a file of its own: whoever took over that work may leave a link to another's.
    """
    with _left_at(path) as file:
        return seal(family, kind, iter(lambda: file.read(PIECE), b""))


def _left_at(path: Path) -> BinaryIO:
    try:
        file = os.fdopen(os.open(path, _ITSELF), "rb")
    except OSError as error:
        raise ReaderStopped from error
    about = os.fstat(file.fileno())
    if not stat.S_ISREG(about.st_mode) or about.st_nlink != 1 or about.st_size > LARGEST_FILE:
        file.close()
        raise ReaderStopped
    return file


def keep(new: NewBlob) -> Blob:
    """Give sealed bytes their row, inside the transaction that publishes them."""
    wrapped = wrap(keyring.key_of(new.family.value), new.key, _context(new.id, new.kind))
    return Blob.objects.create(id=new.id, family_id=new.family.value, kind=new.kind, size=new.size, wrapped_key=wrapped)


def before_kept(new: NewBlob) -> SealedFile:
    """The sealed file of bytes that no row knows, for whoever has just sealed them."""
    return SealedFile(_path(new.id), new.key, _context(new.id, new.kind))


def opened(row: Blob) -> SealedFile:
    """The sealed file behind `row`, ready to be opened; raises Sealed where the family's key is gone."""
    context = _context(row.id, row.kind)
    key = unwrap(keyring.key_of(row.family_id), bytes(row.wrapped_key), context)
    return SealedFile(_path(row.id), key, context)


def read(sealed: SealedFile) -> bytes:
    """All of a small sealed file."""
    with sealed.open() as file:
        return file.read()


def erase(rows: Iterable[Blob]) -> None:
    """Destroy the keys of `rows` now and their files once that is committed."""
    for row in rows:
        path = _path(row.id)
        row.delete()
        transaction.on_commit(lambda path=path: path.unlink(missing_ok=True))  # type: ignore[misc]  # bound early


def drop(new: NewBlob) -> None:
    """Remove sealed bytes that nobody will publish."""
    _path(new.id).unlink(missing_ok=True)


@contextmanager
def dropped_on_failure(made: Collection[NewBlob]) -> Iterator[None]:
    """Remove what was `made`, before the block or within it, where the block fails and no row knows it."""
    with ExitStack() as failing:
        failing.callback(_drop_unknown, made)
        yield
        failing.pop_all()


def _drop_unknown(made: Collection[NewBlob]) -> None:
    try:
        known = set(Blob.objects.filter(pk__in=[each.id for each in made]).values_list("id", flat=True))
    except DatabaseError:
        return  # whether they are known can be told later: then they are swept
    for each in made:
        if each.id not in known:
            drop(each)


def sweep() -> int:
    """Remove files that no row knows and that nobody can be about to publish any more; how many there were."""
    known = {str(each) for each in Blob.objects.values_list("id", flat=True)}
    before = time.time() - STRAY_AFTER.total_seconds()
    strays = [path for path in place().blobs.glob("*/*") if path.name not in known and _is_older(path, before)]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)


def _is_older(path: Path, before: float) -> bool:
    try:
        return path.stat().st_mtime < before
    except FileNotFoundError:
        return False  # others sweep and erase as well


def _path(blob: UUID) -> Path:
    name = str(blob)
    return place().blobs / name[:2] / name


def _context(blob: UUID, kind: str) -> bytes:
    return f"blob {kind} ".encode() + blob.bytes
