"""A key for each family, wrapped by the master key: without it nothing of the family opens."""

from functools import lru_cache
from uuid import UUID

from django.db import models

from vignette.domain.errors import Sealed
from vignette.storage.place import place
from vignette.vault.keys import DataKey, MasterKey, expand, unwrap, wrap


class FamilyKey(models.Model):
    """The wrapped key of a family, in a table of its own so that it can age out of backups on its own clock."""

    family = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField()

    class Meta:
        db_table = "family_key"


def make(family: UUID) -> None:
    """Give a new family its key."""
    FamilyKey.objects.create(family=family, wrapped=wrap(place().master, DataKey.new(), _context(family)))


def key_of(family: UUID) -> DataKey:
    """The family's key; raises Sealed where it was destroyed."""
    return _unwrapped(place().master, family)


def draft_key(family: UUID, thing: UUID, account: UUID) -> bytes:
    """32 bytes with which this account's browser seals what waits there of `thing`; they end with the family's key."""
    return expand(key_of(family), b"drafts", thing.bytes + account.bytes)


@lru_cache(maxsize=1024)
def _unwrapped(master: MasterKey, family: UUID) -> DataKey:
    row = FamilyKey.objects.filter(family=family).first()
    if row is None:
        raise Sealed("The key of this family was destroyed.")
    return unwrap(master, bytes(row.wrapped), _context(family))


def _context(family: UUID) -> bytes:
    return b"family " + family.bytes
