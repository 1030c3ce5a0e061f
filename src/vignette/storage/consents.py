"""Loading and saving what people agreed to."""

from collections.abc import Collection
from datetime import datetime

from vignette.domain.consent import Consent, ConsentId, Purpose
from vignette.domain.identity import FamilyId
from vignette.domain.person import PersonId
from vignette.storage import rows
from vignette.storage.database import in_parts


def of_family(family: FamilyId) -> tuple[Consent, ...]:
    """Every consent ever given in this family, oldest first, withdrawn and run out ones too."""
    return tuple(_value(row) for row in rows.Consent.objects.filter(family=family.value))


def of_families(families: Collection[FamilyId]) -> dict[FamilyId, tuple[Consent, ...]]:
    """The same of each of these families."""
    found: dict[FamilyId, list[Consent]] = {family: [] for family in families}
    for part in in_parts(families):
        for row in rows.Consent.objects.filter(family__in=part):
            found[FamilyId(row.family_id)].append(_value(row))
    return {family: tuple(its) for family, its in found.items()}


def add(family: FamilyId, consent: Consent) -> None:
    rows.Consent.objects.create(
        id=consent.id.value,
        family_id=family.value,
        person_id=consent.person.value,
        purpose=consent.purpose.name,
        given_by=consent.given_by,
        given_at=consent.given_at,
        until=consent.until,
    )


def withdraw(consent: ConsentId, at: datetime) -> None:
    rows.Consent.objects.filter(pk=consent.value, withdrawn_at=None).update(withdrawn_at=at)


def _value(row: rows.Consent) -> Consent:
    return Consent(
        ConsentId(row.id),
        PersonId(row.person_id),
        Purpose[row.purpose],
        row.given_by,
        row.given_at,
        row.until,
        row.withdrawn_at,
    )
