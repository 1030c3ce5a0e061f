"""What was counted of codings, and in which coding what differs between two of them is ruled on."""

from collections.abc import Collection
from dataclasses import dataclass

from vignette.domain.coding import CodingId, CountingId
from vignette.domain.film import FilmId
from vignette.domain.identity import AccountId, FamilyId
from vignette.storage import rows
from vignette.storage.database import in_parts


@dataclass(frozen=True, slots=True)
class Kept:
    """`mark` tells of which state of the codings `result` is (JSON); both are empty until something was counted."""

    mark: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """One coding, or two beside each other, and what was `kept` of counting them.

    `how` is how it is to be counted, in JSON of whoever counts, empty for what is usual.
    """

    id: CountingId
    coding: CodingId
    other: CodingId | None
    agreed: CodingId | None
    how: str
    kept: Kept


@dataclass(frozen=True, slots=True)
class Pair:
    """Two codings that were compared, in some version of the codebook called `codebook`."""

    id: CountingId
    coding: CodingId
    other: CodingId
    codebook: str


def find(coding: CodingId, other: CodingId | None) -> Counted | None:
    row = rows.Counting.objects.filter(coding=coding.value, other=other.value if other else None).first()
    return _value(row) if row else None


def load(counting: CountingId) -> Counted | None:
    row = rows.Counting.objects.filter(pk=counting.value).first()
    return _value(row) if row else None


def some(which: Collection[CountingId]) -> tuple[Counted, ...]:
    """Those of them that are there, in no order."""
    found = (rows.Counting.objects.filter(pk__in=part) for part in in_parts(which))
    return tuple(_value(row) for part in found for row in part)


def pairs_of(guider: AccountId) -> tuple[Pair, ...]:
    """All that was compared in films of `guider`; that of which the other coding was begun last comes first."""
    compared = rows.Counting.objects.filter(family__guider=guider.value).exclude(other=None).exclude(mark="")
    found = compared.order_by("-other__begun_at", "pk").values_list("id", "coding_id", "other_id", "coding__codebook")
    return tuple(
        Pair(CountingId(id_), CodingId(one), CodingId(other), reference.partition("@")[0])
        for id_, one, other, reference in found
    )


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


def together(counting: CountingId) -> Kept:
    """What was reckoned of all codings that go together with these two."""
    row = rows.Together.objects.filter(pk=counting.value).first()
    return Kept(row.mark, row.result) if row else Kept()


def keep_together(counting: CountingId, family: FamilyId, mark: str, result: str) -> None:
    rows.Together(counting_id=counting.value, family_id=family.value, mark=mark, result=result).save()


def forget_together(film: FilmId, codebook: str) -> None:
    """End what was reckoned of all codings of a film in this version of a codebook: one of them is erased."""
    rows.Together.objects.filter(counting__coding__film=film.value, counting__coding__codebook=codebook).delete()


def agree_in(counting: CountingId, agreed: CodingId) -> None:
    rows.Counting.objects.filter(pk=counting.value).update(agreed=agreed.value)


def _value(row: rows.Counting) -> Counted:
    return Counted(
        CountingId(row.id),
        CodingId(row.coding_id),
        CodingId(row.other_id) if row.other_id else None,
        CodingId(row.agreed_id) if row.agreed_id else None,
        row.how,
        Kept(row.mark, row.result),
    )
