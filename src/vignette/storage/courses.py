"""What was reckoned of how coders agree over time."""

from dataclasses import dataclass

from vignette.domain.coding import CourseId
from vignette.domain.identity import AccountId, FamilyId
from vignette.storage import rows


@dataclass(frozen=True, slots=True)
class Reckoned:
    """Of the codebook called `codebook`; `mark` tells of which comparisons `result` (JSON) is, empty until then."""

    id: CourseId
    codebook: str
    mark: str
    result: str


def find(account: AccountId, codebook: str) -> Reckoned | None:
    row = rows.Course.objects.filter(account=account.value, codebook=codebook).first()
    return _value(row) if row else None


def load(course: CourseId) -> Reckoned | None:
    row = rows.Course.objects.filter(pk=course.value).first()
    return _value(row) if row else None


def begin(account: AccountId, codebook: str) -> CourseId:
    """The one of this account and codebook, made where there is none yet."""
    row, _ = rows.Course.objects.get_or_create(account_id=account.value, codebook=codebook)
    return CourseId(row.id)


def keep(course: CourseId, mark: str, result: str) -> None:
    rows.Course.objects.filter(pk=course.value).update(mark=mark, result=result)


def forget(family: FamilyId) -> None:
    """End what was reckoned with anything of this family in it: the rest is reckoned anew when it is asked for."""
    rows.Course.objects.filter(account__families=family.value).delete()


def _value(row: rows.Course) -> Reckoned:
    return Reckoned(CourseId(row.id), row.codebook, row.mark, row.result)
