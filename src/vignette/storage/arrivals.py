"""The parts of a film as they arrived: sealed one by one, and read together as the original."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate, pairwise

from django.db.models import QuerySet
from django.utils import timezone

from vignette.domain.film import Film, FilmId, Readiness
from vignette.storage import blobs, rows
from vignette.vault.joined import JoinedFile


@dataclass(frozen=True, slots=True)
class Arrived:
    """One part of a film that came in, sealed."""

    offset: int
    blob: blobs.NewBlob


def add(film: Film, part: Arrived) -> bool:
    """Keep the part that comes next; False, keeping nothing, where another writer was first."""
    here = rows.Film.objects.filter(pk=film.id.value, readiness=Readiness.ARRIVING, arrived=part.offset)
    if not here.update(arrived=part.offset + part.blob.size, touched_at=timezone.now()):
        return False
    rows.Part.objects.create(film_id=film.id.value, offset=part.offset, blob=blobs.keep(part.blob))
    return True


def original(film: FilmId) -> JoinedFile:
    """All that has arrived so far, as one file."""
    return JoinedFile(tuple(blobs.opened(part.blob) for part in _parts(film)))


def pieces(film: Film) -> tuple[JoinedFile, ...]:
    """The files that were chosen: several where a camcorder wrote the film in several."""
    whole = original(film.id)
    return tuple(whole.window(start, end) for start, end in pairwise(accumulate(film.pieces, initial=0)))


def replace(film: FilmId, opened: Sequence[blobs.NewBlob]) -> None:
    """Keep the pieces as they are once `opened`, instead of the envelopes that they arrived in."""
    erase(film)
    ends = list(accumulate((blob.size for blob in opened), initial=0))
    for offset, blob in zip(ends, opened, strict=False):
        rows.Part.objects.create(film_id=film.value, offset=offset, blob=blobs.keep(blob))
    rows.Film.objects.filter(pk=film.value).update(
        pieces=[blob.size for blob in opened], size=ends[-1], arrived=ends[-1], is_enveloped=False
    )


def erase(film: FilmId) -> None:
    blobs.erase(rows.Blob.objects.filter(pk__in=_parts(film).values("blob")))


def untouched_since(before: datetime) -> tuple[FilmId, ...]:
    """Films that began to arrive, and of which nothing more has come since `before`."""
    left = rows.Film.objects.filter(readiness=Readiness.ARRIVING, touched_at__lt=before)
    return tuple(FilmId(each) for each in left.values_list("id", flat=True))


def _parts(film: FilmId) -> "QuerySet[rows.Part]":
    return rows.Part.objects.filter(film=film.value).select_related("blob")
