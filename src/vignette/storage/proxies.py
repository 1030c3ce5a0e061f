"""The parts of a film's proxy, kept as they are finished, so that nothing finished is made twice."""

from django.db.models import QuerySet

from vignette.domain.film import FilmId
from vignette.storage import blobs, rows
from vignette.vault.joined import JoinedFile
from vignette.vault.seal import SealedFile


def keep(film: FilmId, plan: str, number: int, part: blobs.NewBlob) -> None:
    """Keep part `number` of `plan`; parts of any other plan are of no more use, and are erased."""
    _erase(_parts(film).exclude(plan=plan))
    _erase(_parts(film).filter(number=number))
    rows.MadePart.objects.create(film_id=film.value, plan=plan, number=number, blob=blobs.keep(part))


def parts(film: FilmId, plan: str) -> dict[int, SealedFile]:
    """The finished parts of `plan` by their numbers, in order."""
    return {part.number: blobs.opened(part.blob) for part in _parts(film).filter(plan=plan)}


def made(film: FilmId) -> JoinedFile:
    """All parts of a finished proxy in order, as one file: what its index points into."""
    return JoinedFile(tuple(blobs.opened(part.blob) for part in _parts(film)))


def erase(film: FilmId) -> None:
    _erase(_parts(film))


def _parts(film: FilmId) -> QuerySet[rows.MadePart]:
    return rows.MadePart.objects.filter(film=film.value).select_related("blob").order_by("number")


def _erase(parts: QuerySet[rows.MadePart]) -> None:
    blobs.erase(rows.Blob.objects.filter(pk__in=parts.values("blob")))
