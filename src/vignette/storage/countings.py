"""What was counted of codings, and in which coding what differs between two of them is ruled on."""

from dataclasses import dataclass

from vignette.domain.coding import CodingId, CountingId
from vignette.domain.identity import FamilyId
from vignette.storage import rows


@dataclass(frozen=True, slots=True)
class Counted:
    """`mark` tells of which state of the codings `result` is (JSON); both are empty until something was counted.

    `how` is how it is to be counted, in JSON of whoever counts, empty for what is usual.
    """

    id: CountingId
    coding: CodingId
    other: CodingId | None
    agreed: CodingId | None
    how: str
    mark: str
    result: str


def find(coding: CodingId, other: CodingId | None) -> Counted | None:
    row = rows.Counting.objects.filter(coding=coding.value, other=other.value if other else None).first()
    return _value(row) if row else None


def load(counting: CountingId) -> Counted | None:
    row = rows.Counting.objects.filter(pk=counting.value).first()
    return _value(row) if row else None


def begin(coding: CodingId, other: CodingId | None, family: FamilyId) -> CountingId:
    """The one of these codings, made where there is none yet."""
    if (there := find(coding, other)) is not None:
        return there.id
    which = {"coding_id": coding.value, "other_id": other.value if other else None}
    return CountingId(rows.Counting.objects.create(family_id=family.value, **which).id)


def count_so(counting: CountingId, how: str) -> None:
    """From now on it is counted in this way."""
    row = rows.Counting.objects.get(pk=counting.value)
    row.how = how
    row.save(update_fields=["how"])


def keep(counting: CountingId, mark: str, result: str) -> None:
    row = rows.Counting.objects.get(pk=counting.value)
    row.mark, row.result = mark, result
    row.save(update_fields=["mark", "result"])


def agree_in(counting: CountingId, agreed: CodingId) -> None:
    rows.Counting.objects.filter(pk=counting.value).update(agreed=agreed.value)


def _value(row: rows.Counting) -> Counted:
    return Counted(
        CountingId(row.id),
        CodingId(row.coding_id),
        CodingId(row.other_id) if row.other_id else None,
        CodingId(row.agreed_id) if row.agreed_id else None,
        row.how,
        row.mark,
        row.result,
    )
