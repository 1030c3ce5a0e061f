"""A file with codes that waits to be brought in: at most one for each film, and never for long."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.storage import blobs, rows
from vignette.vault.seal import SealedFile


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits; `read` is None until somebody has read it, and both are where `problem` says why nobody can."""

    name: str
    problem: str
    came: SealedFile | None
    read: SealedFile | None
    came_at: datetime


def keep(film: FilmId, family: FamilyId, name: str, came: blobs.NewBlob) -> None:
    """Have it wait in the place of the one before."""
    erase(film)
    rows.CodesFile.objects.create(film_id=film.value, family_id=family.value, name=name, came=blobs.keep(came))


def keep_read(film: FilmId, read: blobs.NewBlob) -> None:
    row = rows.CodesFile.objects.get(film=film.value)
    row.read = blobs.keep(read)
    row.save(update_fields=["read"])


def refuse(film: FilmId, problem: str) -> None:
    """Keep why it cannot be read, and nothing else of it."""
    row = rows.CodesFile.objects.get(film=film.value)
    row.problem = problem
    row.save(update_fields=["problem"])
    _erase_blobs(film)


def find(film: FilmId) -> Waiting | None:
    row = rows.CodesFile.objects.filter(film=film.value).select_related("came", "read").first()
    if row is None:
        return None
    came, read = (blobs.opened(blob) if blob else None for blob in (row.came, row.read))
    return Waiting(row.name, row.problem, came, read, row.came_at)


def erase(film: FilmId) -> None:
    _erase_blobs(film)
    rows.CodesFile.objects.filter(film=film.value).delete()


def over(before: datetime) -> Sequence[FilmId]:
    """The films whose file came before then."""
    late = rows.CodesFile.objects.filter(came_at__lt=before)
    return [FilmId(each) for each in late.values_list("film_id", flat=True)]


def _erase_blobs(film: FilmId) -> None:
    its = rows.CodesFile.objects.filter(film=film.value)
    for which in ("came", "read"):
        blobs.erase(rows.Blob.objects.filter(pk__in=its.exclude(**{which: None}).values(which)))
