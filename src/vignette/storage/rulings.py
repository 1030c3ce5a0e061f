"""What was decided where two coders differ; the codings themselves stay as they are."""

from vignette.domain.coding import Choice, CodingId, EventId, Ruling
from vignette.domain.identity import AccountId, FamilyId
from vignette.storage import rows


def of(agreed: CodingId) -> tuple[Ruling, ...]:
    """All rulings of an agreed coding, the first made first."""
    return tuple(_value(row) for row in rows.Ruling.objects.filter(agreed=agreed.value))


def keep(agreed: CodingId, family: FamilyId, ruling: Ruling) -> None:
    """Keep it in the place of what was decided of the same before."""
    drop(agreed, ruling.one, ruling.other)
    rows.Ruling.objects.create(
        family_id=family.value,
        agreed_id=agreed.value,
        one=ruling.one.value if ruling.one else None,
        other=ruling.other.value if ruling.other else None,
        choice=ruling.choice,
        reason=ruling.reason,
        by_id=ruling.by.value,
        ruled_at=ruling.at,
    )


def drop(agreed: CodingId, one: EventId | None, other: EventId | None) -> None:
    which = {"one": one.value if one else None, "other": other.value if other else None}
    rows.Ruling.objects.filter(agreed=agreed.value, **which).delete()


def _value(row: rows.Ruling) -> Ruling:
    return Ruling(
        EventId(row.one) if row.one else None,
        EventId(row.other) if row.other else None,
        Choice(row.choice),
        row.reason,
        AccountId(row.by_id),
        row.ruled_at,
    )
