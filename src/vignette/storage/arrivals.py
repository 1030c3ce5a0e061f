"""The parts of a film as they arrived: sealed one by one, and read together as the original."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from django.db.models import QuerySet
from django.utils import timezone

from vignette.domain.film import Film, FilmId
from vignette.domain.parcel import Parcel
from vignette.storage import blobs, rows
from vignette.storage.sending import Turn
from vignette.vault.joined import JoinedFile


@dataclass(frozen=True, slots=True)
class Arrived:
    """One part of a film that came in, sealed."""

    offset: int
    blob: blobs.NewBlob


def add(turn: Turn, part: Arrived) -> bool:
    """Keep the part that comes next; False, keeping nothing, where the turn is lost or something else came next."""
    here = turn.still().filter(arrived=part.offset)
    if not here.update(arrived=part.offset + part.blob.size, touched_at=timezone.now()):
        return False
    rows.Part.objects.create(film_id=turn.film.value, offset=part.offset, blob=blobs.keep(part.blob))
    return True


def announce(film: FilmId, parcel: Parcel) -> None:
    """Say what the files of a film are like, where nobody knew when it was begun."""
    row = rows.Film.objects.get(pk=film.value)
    row.size, row.pieces = parcel.size, list(parcel.pieces)
    row.file_name, row.file_day = parcel.filename, parcel.file_day
    row.save(update_fields=["size", "pieces", "file_name", "file_day"])


def file_name(film: FilmId) -> str:
    name: str = rows.Film.objects.get(pk=film.value).file_name
    return name


def original(film: FilmId) -> JoinedFile:
    """All that has arrived so far, as one file."""
    return JoinedFile(tuple(blobs.opened(part.blob) for part in _parts(film)))


def pieces(film: Film) -> tuple[JoinedFile, ...]:
    """The files that were chosen: several where a camcorder wrote the film in several."""
    whole = original(film.id)
    return tuple(whole.window(start, end) for start, end in pairwise(accumulate(film.pieces, initial=0)))


def put_together(film: Film, counts: Sequence[int]) -> None:
    """Have so many of the film's files, in order, read as one from here on; none is left out."""
    ends = list(accumulate(counts, initial=0))
    joined = [sum(film.pieces[start:end]) for start, end in pairwise(ends)]
    rows.Film.objects.filter(pk=film.id.value).update(pieces=joined)


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


def _parts(film: FilmId) -> "QuerySet[rows.Part]":
    return rows.Part.objects.filter(film=film.value).select_related("blob")
