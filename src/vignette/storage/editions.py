"""Loading and saving the makings of a reel, and who has watched which."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, QuerySet

from vignette.domain.edition import A_WATCHING_ENDS, Edition, EditionId, Look, RenderedClip, Watcher
from vignette.domain.film import FilmId
from vignette.domain.identity import AccountId
from vignette.domain.reel import ClipId, Reel, ReelId
from vignette.domain.span import Micros, Span
from vignette.storage import blobs, rows, showings
from vignette.vault.seal import SealedFile

_AT_ONCE = timedelta(minutes=1)
"""A browser asks for a film in dozens of ranges: within this time no row is written again."""


def add(reel: Reel, film: blobs.NewBlob, clips: Sequence[RenderedClip], at: datetime) -> EditionId:
    """Keep what was made of `reel`; the one before goes where nobody but the guider ever saw it."""
    newest = _newest(reel.id)
    if newest is not None and not newest.looks.exists():
        erase([newest])
        newest = _newest(reel.id)
    row = rows.Edition.objects.create(
        family_id=film.family.value,
        reel_id=reel.id.value,
        number=newest.number + 1 if newest else 1,
        made_at=at,
        blob=blobs.keep(film),
        held=written(reel.opening, reel.closing, clips),
    )
    row.films.set(rows.Film.objects.filter(pk__in={each.film.value for each in clips}))
    return EditionId(row.id)


def of_reel(reel: ReelId) -> tuple[Edition, ...]:
    """Every edition that is kept, the first one first."""
    found = rows.Edition.objects.filter(reel=reel.value).prefetch_related("looks__account")
    return tuple(_value(row) for row in found)


def newest(reel: ReelId) -> Edition | None:
    """The reel as it was last made; None where it never was."""
    row = _newest(reel)
    return _value(row) if row else None


def load(edition: EditionId) -> tuple[Edition, ReelId]:
    row = rows.Edition.objects.get(pk=edition.value)
    return _value(row), ReelId(row.reel_id)


def newest_film(reel: ReelId) -> SealedFile | None:
    """The bytes of the reel as it was last made; None where it never was."""
    row = _newest(reel)
    return blobs.opened(row.blob) if row else None


def film(edition: EditionId) -> SealedFile | None:
    row = rows.Edition.objects.filter(pk=edition.value).select_related("blob").first()
    return blobs.opened(row.blob) if row else None


def note_look(reel: ReelId, who: Watcher, at: datetime, account: AccountId | None = None) -> None:
    """Somebody watches the newest edition now; after half an hour of none they watch it once more."""
    row = _newest(reel)
    if row is None:
        return
    its = {"edition": row, "who": who, "account_id": account.value if account else None}
    look, is_first = rows.Look.objects.get_or_create(
        **its, defaults={"family_id": row.family_id, "first_at": at, "last_at": at}
    )
    if not is_first and at - look.last_at >= _AT_ONCE:
        # Two ranges may be asked for at once: only one of them is counted.
        anew = int(at - look.last_at >= A_WATCHING_ENDS)
        same = rows.Look.objects.filter(pk=look.pk, last_at=look.last_at)
        same.update(last_at=at, times=F("times") + anew)


def erase(editions: Sequence[rows.Edition] | QuerySet[rows.Edition]) -> None:
    """End editions with what they hold: the row goes with its bytes."""
    blobs.erase([row.blob for row in editions])


def erase_all_with(film: FilmId) -> None:
    """End every edition that shows anything of `film`."""
    erase(rows.Edition.objects.filter(films=film.value).select_related("blob"))


def written(opening: str, closing: str, clips: Sequence[RenderedClip]) -> str:
    """What an edition holds, as it is sealed."""
    its = {"opening": opening, "closing": closing, "clips": [_clip(each) for each in clips]}
    return json.dumps(its, ensure_ascii=False, separators=(",", ":"))


def _newest(reel: ReelId) -> rows.Edition | None:
    return rows.Edition.objects.filter(reel=reel.value).select_related("blob").last()


def _clip(each: RenderedClip) -> dict[str, Any]:
    return {
        "clip": str(each.clip),
        "film": str(each.film),
        "span": [each.span.start, each.span.end],
        "at": [each.start, each.end],
        "title": each.title,
        "question": each.question,
        "showing": showings.written(each.showing),
    }


def _value(row: rows.Edition) -> Edition:
    its = json.loads(row.held)
    return Edition(
        id=EditionId(row.id),
        number=row.number,
        made_at=row.made_at,
        clips=tuple(_read_clip(each) for each in its["clips"]),
        opening=its["opening"],
        closing=its["closing"],
        looks=tuple(_look(each) for each in row.looks.all()),
    )


def _read_clip(its: dict[str, Any]) -> RenderedClip:
    return RenderedClip(
        clip=ClipId.parse(its["clip"]),
        film=FilmId.parse(its["film"]),
        span=Span(*map(Micros, its["span"])),
        start=Micros(its["at"][0]),
        end=Micros(its["at"][1]),
        title=its["title"],
        question=its["question"],
        showing=showings.read(its["showing"]),
    )


def _look(row: rows.Look) -> Look:
    name = row.account.name if row.account else ""
    return Look(Watcher(row.who), name, row.first_at, row.last_at, row.times)
