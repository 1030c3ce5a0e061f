"""Loading and saving keepsakes; what was taken, ended or withdrawn is erased, and only that it was there is known."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from vignette.domain.identity import FamilyId
from vignette.domain.keepsake import Keepsake, Piece
from vignette.domain.reel import ReelId
from vignette.storage import blobs, rows
from vignette.vault.seal import SealedFile


def keep(reel: ReelId, family: FamilyId, made: Keepsake, *, page: blobs.NewBlob, folder: blobs.NewBlob) -> None:
    """Keep what was made in the place of the keepsake before."""
    erase(reel)
    rows.Keepsake.objects.create(
        reel_id=reel.value,
        family_id=family.value,
        page=blobs.keep(page),
        folder=blobs.keep(folder),
        has_stills=made.has_stills,
        has_reel=made.has_reel,
        made_at=made.made_at,
        until=made.until,
    )


def of_reel(reel: ReelId) -> Keepsake | None:
    row = rows.Keepsake.objects.filter(reel=reel.value).select_related("page", "folder").first()
    if row is None:
        return None
    here = {Piece.PAGE: row.page, Piece.FOLDER: row.folder}
    taken = {Piece.PAGE: row.page_taken_at, Piece.FOLDER: row.folder_taken_at}
    return Keepsake(
        made_at=row.made_at,
        until=row.until,
        has_stills=row.has_stills,
        has_reel=row.has_reel,
        sizes={piece: blob.size for piece, blob in here.items() if blob is not None},
        taken={piece: at for piece, at in taken.items() if at is not None},
    )


def take(reel: ReelId, piece: Piece, at: datetime) -> None:
    rows.Keepsake.objects.filter(reel=reel.value).update(**{f"{piece}_taken_at": at})


def sealed(reel: ReelId, piece: Piece) -> SealedFile | None:
    row = rows.Keepsake.objects.filter(reel=reel.value).select_related(piece).first()
    blob = getattr(row, piece) if row else None
    return blobs.opened(blob) if blob else None


def erase_piece(reel: ReelId, piece: Piece) -> None:
    _erase_blobs(rows.Keepsake.objects.filter(reel=reel.value), piece)


def erase(reel: ReelId) -> None:
    """End the keepsake, with what of it is still here."""
    its = rows.Keepsake.objects.filter(reel=reel.value)
    _erase_blobs(its, *Piece)
    its.delete()


def over(at: datetime, *, taken_before: datetime) -> Sequence[ReelId]:
    """The reels whose keepsake has run out at `at`, or has a piece here that was taken long ago."""
    left_behind = Q(page_taken_at__lt=taken_before, page__isnull=False)
    left_behind |= Q(folder_taken_at__lt=taken_before, folder__isnull=False)
    found = rows.Keepsake.objects.filter(Q(until__lte=at) | left_behind)
    return [ReelId(each) for each in found.values_list("reel_id", flat=True)]


def _erase_blobs(its: QuerySet[rows.Keepsake], *pieces: Piece) -> None:
    for piece in pieces:
        blobs.erase(rows.Blob.objects.filter(pk__in=its.values(piece)))
