"""What was made of a film, sealed: how it plays, pictures and sound for the timeline, what was found in it."""

from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from uuid import UUID, uuid5

from vignette.domain.errors import NotYours
from vignette.domain.film import FilmId, VersionId
from vignette.storage import arrivals, blobs, proxies, rows
from vignette.vault.seal import SealedFile
from vignette.vault.spliced import SplicedFile, unpack


class Asset(StrEnum):
    """What is kept of a film beside its parts; the words are the names of its columns.

    INDEX and PROXY say how the parts that arrived, or those that were made, read as one film with its index in front.
    TIMES are the times of its pictures, int64 microseconds, little-endian. POSTER and SPRITE are JPEGs.
    """

    INDEX = "index"
    PROXY = "proxy"
    POSTER = "poster"
    TIMES = "times"
    PEAKS = "peaks"
    SPRITE = "sprite"
    FINDINGS = "findings"


def keep(film: FilmId, asset: Asset, new: blobs.NewBlob) -> None:
    """Keep `new` as the film's `asset`, and erase what stood there before."""
    row = rows.Film.objects.get(pk=film.value)
    before = getattr(row, asset)
    setattr(row, asset, blobs.keep(new))
    row.save(update_fields=[asset])
    if before is not None:
        blobs.erase([before])


def find(film: FilmId, asset: Asset) -> SealedFile | None:
    """The sealed bytes of `asset`; None where there are none yet."""
    row = getattr(rows.Film.objects.select_related(asset).get(pk=film.value), asset)
    return blobs.opened(row) if row else None


def must_have(film: FilmId, asset: Asset) -> SealedFile:
    """The sealed bytes of `asset`; raises NotYours where there are none yet."""
    sealed = find(film, asset)
    if sealed is None:
        raise NotYours
    return sealed


def forget(film: FilmId, *which: Asset) -> None:
    """Erase each `which` of the film that is there."""
    row = rows.Film.objects.get(pk=film.value)
    blobs.erase(blob for asset in which if (blob := getattr(row, asset)) is not None)


def version(film: FilmId) -> VersionId | None:
    """The version of the film that browsers are given, the quickest there is; None where there is none yet."""
    return next((_version(blob) for _, blob in _indexes(film)), None)


def finest_version(film: FilmId) -> VersionId:
    """The version that `finest` reads; raises NotYours where there is none yet."""
    for _, blob in reversed(_indexes(film)):
        return _version(blob)
    raise NotYours


def in_version(film: FilmId, its: VersionId) -> SplicedFile:
    """The film in one of its versions; raises NotYours where there is none such, or none such any more."""
    return _first(film, [each for each in _indexes(film) if _version(each[1]) == its])


def playable(film: FilmId) -> SplicedFile:
    """The film in the quickest of its versions, as reels are cut from it; raises NotYours where there is none yet."""
    return _first(film, _indexes(film))


def finest(film: FilmId) -> SplicedFile:
    """The film as the search for moments reads it, the finest there is; raises NotYours as above."""
    return _first(film, _indexes(film)[::-1])


def _indexes(film: FilmId) -> list[tuple[Asset, UUID]]:
    """The indexes by which the film can be read, the quickest first."""
    order = (Asset.PROXY, Asset.INDEX)
    blobs_of = rows.Film.objects.filter(pk=film.value).values_list(*order).get()
    return [(asset, blob) for asset, blob in zip(order, blobs_of, strict=True) if blob is not None]


def _first(film: FilmId, indexes: Sequence[tuple[Asset, UUID]]) -> SplicedFile:
    if not indexes:
        raise NotYours
    return _spliced(film, *indexes[0])


@lru_cache(maxsize=8)
def _spliced(film: FilmId, asset: Asset, blob: UUID) -> SplicedFile:
    """How the film is read, kept at hand: it is asked for with every few seconds that are played, and never changes.

    `blob` is the index that says so, and stands here to tell one index from the next.
    """
    body = proxies.made(film) if asset is Asset.PROXY else arrivals.original(film)
    return unpack(blobs.read(blobs.opened(rows.Blob.objects.get(pk=blob))), body)


def _version(blob: UUID) -> VersionId:
    """The name by which browsers know the index in `blob`, whose own name stays inside."""
    return VersionId(uuid5(blob, VersionId.kind))
