"""What was made of a film, sealed: how it plays, pictures and sound for the timeline, what was found in it."""

from enum import StrEnum

from vignette.domain.errors import NotYours
from vignette.domain.film import FilmId
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


def playable(film: FilmId) -> SplicedFile:
    """The film as browsers are given it, the quickest there is; raises NotYours where there is none yet."""
    return _proxy(film) or _index(film) or _nothing()


def finest(film: FilmId) -> SplicedFile:
    """The film as reels and the search for moments read it, the finest there is; raises NotYours as above."""
    return _index(film) or _proxy(film) or _nothing()


def _index(film: FilmId) -> SplicedFile | None:
    index = find(film, Asset.INDEX)
    return unpack(blobs.read(index), arrivals.original(film)) if index else None


def _proxy(film: FilmId) -> SplicedFile | None:
    index = find(film, Asset.PROXY)
    return unpack(blobs.read(index), proxies.made(film)) if index else None


def _nothing() -> SplicedFile:
    raise NotYours
