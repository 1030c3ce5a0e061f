"""Loading and saving the codebooks that people of the service wrote, and how they work with any of them."""

from collections.abc import Mapping
from typing import Any

from vignette.domain.codebook import Codebook
from vignette.domain.identity import AccountId
from vignette.storage import rows


def find(reference: str) -> Codebook | None:
    """The codebook called name@version; None where nobody here wrote one."""
    name, _, version = reference.partition("@")
    row = rows.OwnCodebook.objects.filter(name=name, version=version).first()
    return Codebook.from_table(row.table) if row else None


def latest() -> tuple[Codebook, ...]:
    """The newest version of each, by its name."""
    newest = {row.name: row for row in rows.OwnCodebook.objects.order_by("name", "made_at")}
    return tuple(Codebook.from_table(row.table) for row in newest.values())


def versions(name: str) -> tuple[str, ...]:
    """Its versions, the first one first."""
    return tuple(rows.OwnCodebook.objects.filter(name=name).order_by("made_at").values_list("version", flat=True))


def add(table: Mapping[str, Any], author: AccountId) -> None:
    """Keep one version, which stays as it is; `table` is a codebook as `Codebook.from_table` reads it."""
    its = {"name": table["name"], "version": table["version"], "table": dict(table)}
    rows.OwnCodebook.objects.create(author_id=author.value, **its)


def habits(account: AccountId, codebook: str) -> Mapping[str, Any]:
    """How this person works with this codebook, as `keep_habits` was given it; empty where they never said."""
    row = rows.CodingHabit.objects.filter(account=account.value, codebook=codebook).first()
    return row.habits if row else {}


def keep_habits(account: AccountId, codebook: str, habits: Mapping[str, Any]) -> None:
    its = {"habits": dict(habits)}
    rows.CodingHabit.objects.update_or_create(account_id=account.value, codebook=codebook, defaults=its)
