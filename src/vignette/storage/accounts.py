"""Loading and saving those who sign in."""

from collections.abc import Collection
from dataclasses import dataclass

from vignette.domain.errors import NotAllowed
from vignette.domain.identity import AccountId
from vignette.storage import rows


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who signs in."""

    id: AccountId
    name: str
    email: str
    supervises: bool


def load(account: AccountId) -> Account:
    return _value(rows.Account.objects.get(pk=account.value))


def names_of(which: Collection[AccountId]) -> dict[AccountId, str]:
    found = rows.Account.objects.filter(pk__in=[each.value for each in which])
    return {AccountId(key): name for key, name in found.values_list("pk", "name")}


def find(email: str) -> Account | None:
    row = rows.Account.objects.filter(email__iexact=email).first()
    return _value(row) if row else None


def supervisors() -> tuple[Account, ...]:
    return tuple(_value(row) for row in rows.Account.objects.filter(supervises=True, is_active=True).order_by("name"))


def others(account: AccountId) -> tuple[Account, ...]:
    """Everybody else who can sign in here, by name."""
    beside = rows.Account.objects.filter(is_active=True).exclude(pk=account.value)
    return tuple(_value(row) for row in beside.order_by("name"))


def add(account: AccountId, *, name: str, email: str, password: str, supervises: bool, is_demonstration: bool) -> None:
    """Add an account; raises NotAllowed where the address has one already."""
    if find(email):
        raise NotAllowed(f"There is an account for {email} already.")
    row = rows.Account(
        id=account.value, name=name, email=email, supervises=supervises, is_demonstration=is_demonstration
    )
    row.set_password(password)
    row.save(force_insert=True)


def any_real() -> bool:
    """Whether somebody who is not part of the demonstration has an account here."""
    return rows.Account.objects.filter(is_demonstration=False).exists()


def any_demonstration() -> bool:
    return rows.Account.objects.filter(is_demonstration=True).exists()


def _value(row: rows.Account) -> Account:
    return Account(AccountId(row.id), row.name, row.email, row.supervises)
