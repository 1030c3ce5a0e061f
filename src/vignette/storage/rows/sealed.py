"""Words of a family, sealed with the family's key before they reach the database."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol, cast
from uuid import UUID

from django.db import models

from vignette.storage.keyring import key_of
from vignette.vault.text import open_text, seal_text

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper


_SEALED = re.compile(r"[0-9a-f]{32}:", re.ASCII)
"""How sealed words begin: with the family whose key opens them."""


class FamilysOwn(Protocol):
    """A row that belongs to a family."""

    @property
    def key_holder(self) -> UUID: ...


class SealedText(models.TextField):  # type: ignore[type-arg]  # django-stubs makes it generic, Django does not
    """Text that only the family's key opens; it names its family, so that it can be opened wherever it is loaded.

    Such a field can be neither searched nor changed by a queryset's `update` or `bulk_update`, which raise ValueError:
    rows are loaded and saved.
    """

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        words = cast(str, getattr(model_instance, self.attname))
        if not words:
            return ""
        family = cast(FamilysOwn, model_instance).key_holder
        return f"{family.hex}:{seal_text(words, key_of(family), self._context)}"

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        if value and not _SEALED.match(str(value)):
            raise ValueError("these words are not sealed: load the row and save it")
        return super().get_db_prep_save(value, connection)

    def from_db_value(self, value: str | None, _expression: Any, _connection: BaseDatabaseWrapper) -> str:
        if not value:
            return ""
        family, sealed = value.split(":", 1)
        return open_text(sealed, key_of(UUID(family)), self._context)

    @property
    def _context(self) -> bytes:
        return f"{self.model._meta.db_table}.{self.column}".encode()
