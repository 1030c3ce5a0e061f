"""The parts of a film's proxy, kept as they are finished, so that nothing finished is made twice."""

from django.db.models import QuerySet

from vignette.domain.film import FilmId
from vignette.storage import blobs, rows
from vignette.vault.joined import JoinedFile
from vignette.vault.seal import SealedFile


def keep(film: FilmId, number: int, part: blobs.NewBlob) -> None:
    """Keep part `number`, in place of what an earlier try may have kept."""
    blobs.erase(rows.Blob.objects.filter(pk__in=_parts(film).filter(number=number).values("blob")))
    rows.MadePart.objects.create(film_id=film.value, number=number, blob=blobs.keep(part))


def parts(film: FilmId) -> dict[int, SealedFile]:
    """The finished parts by their numbers."""
    return {part.number: blobs.opened(part.blob) for part in _parts(film)}


def made(film: FilmId) -> JoinedFile:
    """All finished parts in order, as one file: what the proxy's index points into."""
    return JoinedFile(tuple(parts(film).values()))


def erase(film: FilmId) -> None:
    blobs.erase(rows.Blob.objects.filter(pk__in=_parts(film).values("blob")))


def _parts(film: FilmId) -> "QuerySet[rows.MadePart]":
    return rows.MadePart.objects.filter(film=film.value).select_related("blob").order_by("number")
