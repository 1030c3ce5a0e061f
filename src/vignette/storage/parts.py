"""The parts of longer work on a film, kept as they are finished, so that nothing finished is done twice."""

from collections.abc import Iterator

from django.db.models import QuerySet

from vignette.domain.film import FilmId
from vignette.storage import blobs, rows
from vignette.vault.seal import SealedFile

Table = type[rows.FinishedPart]


def keep(table: Table, film: FilmId, plan: str, number: int, part: blobs.NewBlob) -> None:
    """Keep part `number` of `plan`; parts of any other plan are of no more use, and are erased."""
    _erase(_parts(table, film).exclude(plan=plan))
    _erase(_parts(table, film).filter(number=number))
    table._default_manager.create(film_id=film.value, plan=plan, number=number, blob=blobs.keep(part))


def finished(table: Table, film: FilmId, plan: str) -> dict[int, SealedFile]:
    """The finished parts of `plan` by their numbers, in order."""
    return {part.number: blobs.opened(part.blob) for part in _parts(table, film).filter(plan=plan)}


def every(table: Table, film: FilmId) -> Iterator[SealedFile]:
    """All parts that are there, in order."""
    return (blobs.opened(part.blob) for part in _parts(table, film))


def erase(table: Table, film: FilmId) -> None:
    _erase(_parts(table, film))


def _parts(table: Table, film: FilmId) -> QuerySet[rows.FinishedPart]:
    return table._default_manager.filter(film=film.value).select_related("blob").order_by("number")


def _erase(parts: QuerySet[rows.FinishedPart]) -> None:
    blobs.erase(rows.Blob.objects.filter(pk__in=parts.values("blob")))
