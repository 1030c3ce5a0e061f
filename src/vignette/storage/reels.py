"""Loading and saving reels."""

from collections.abc import Sequence
from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from vignette.domain.cycle import CycleId
from vignette.domain.edition import RenderedClip
from vignette.domain.film import FilmId, Occasion
from vignette.domain.identity import FamilyId
from vignette.domain.moment import MomentId, Standing
from vignette.domain.reel import Clip, ClipId, Reel, ReelId
from vignette.domain.span import Micros, Span
from vignette.storage import blobs, editions, jobs, keepsakes, replies, rows, showings
from vignette.vault.seal import SealedFile


def load(reel: ReelId) -> Reel:
    row = rows.Reel.objects.get(pk=reel.value)
    shown = row.clips.filter(is_in=True, moment__standing=Standing.KEPT).select_related("moment")
    clips = tuple(_clip(clip) for clip in shown)
    return Reel(reel, clips, row.why, row.opening, row.closing, row.script, row.number)


def add(reel: ReelId, family: FamilyId, cycle: CycleId) -> None:
    rows.Reel.objects.create(id=reel.value, family_id=family.value, cycle_id=cycle.value)


def cycle_of(reel: ReelId) -> CycleId:
    return CycleId(rows.Reel.objects.values_list("cycle_id", flat=True).get(pk=reel.value))


def save(reel: Reel, family: FamilyId) -> None:
    """Save `reel` as it now is, which makes one change more; a clip that is not in it any more is taken out."""
    row = rows.Reel.objects.get(pk=reel.id.value)
    row.why, row.opening, row.closing, row.script = reel.why, reel.opening, reel.closing, reel.script
    row.number += 1
    row.save()
    rows.Clip.objects.filter(reel=row).update(is_in=False)
    for place, clip in enumerate(reel.clips):
        rows.Clip.objects.update_or_create(id=clip.id.value, defaults=_columns(clip, row, family, place))


def are_free(reel: ReelId, clips: Sequence[Clip]) -> bool:
    """Whether none of `clips` is a clip of another reel, or of another moment."""
    for row in rows.Clip.objects.filter(pk__in=[clip.id.value for clip in clips]):
        moment = next(clip.moment for clip in clips if clip.id.value == row.id)
        if (row.reel_id, row.moment_id) != (reel.value, moment.value):
            return False
    return True


def erase_clips(clips: QuerySet[rows.Clip]) -> None:
    """End clips together with their stills: the only way a clip ends."""
    _erase_stills(clips)
    clips.delete()


def erase_stills(reel: ReelId) -> None:
    _erase_stills(rows.Clip.objects.filter(reel=reel.value))


def showing(film: FilmId) -> tuple[ReelId, ...]:
    """The reels that are about `film`, or show anything of it, as they are now or as they were once made."""
    about = Q(cycle__films=film.value, cycle__films__occasion=Occasion.TOGETHER)
    its = about | Q(clips__moment__film=film.value) | Q(editions__films=film.value)
    return tuple(ReelId(each) for each in rows.Reel.objects.filter(its).distinct().values_list("id", flat=True))


def erase_all_with(film: FilmId) -> None:
    """End every reel that shows anything of `film`, as it is now or was last made, and every edition that does."""
    for reel in showing(film):
        newest = editions.newest(reel)
        clips = rows.Clip.objects.filter(reel=reel.value, is_in=True)
        if (newest and film in newest.films()) or clips.filter(moment__film=film.value).exists():
            _erase(rows.Reel.objects.get(pk=reel.value))
    editions.erase_all_with(film)


def with_stills(reel: ReelId) -> frozenset[ClipId]:
    """The clips of which there is a still."""
    found = rows.Clip.objects.filter(reel=reel.value).exclude(still=None)
    return frozenset(ClipId(each) for each in found.values_list("id", flat=True))


def publish(reel: Reel, film: blobs.NewBlob, clips: Sequence[RenderedClip], stills: Sequence[blobs.NewBlob]) -> None:
    """Make what was rendered of `reel`, with stills of its clips (in the same order, or none), its newest edition."""
    editions.add(reel, film, clips, timezone.now())
    erase_stills(reel.id)
    there = set(rows.Clip.objects.filter(reel=reel.id.value).values_list("id", flat=True))
    for each, still in zip(clips, stills, strict=bool(stills)):
        if each.clip.value in there:
            _keep_still(each.clip, still)
        else:
            transaction.on_commit(partial(blobs.drop, still))


def rendered(reel: ReelId) -> SealedFile | None:
    """The reel as it was last made; None where it never was."""
    return editions.newest_film(reel)


def rendered_clips(reel: ReelId) -> tuple[RenderedClip, ...]:
    """What the reel holds as it was last made, in order; empty where it never was."""
    newest = editions.newest(reel)
    return newest.clips if newest else ()


def as_made(reel: ReelId) -> tuple[tuple[RenderedClip, Clip], ...]:
    """What the reel holds as it was last made, without what was taken out since, each with its clip as it is now."""
    now = {clip.id: clip for clip in load(reel).clips}
    return tuple((each, now[each.clip]) for each in rendered_clips(reel) if each.clip in now)


def still(reel: ReelId, clip: ClipId) -> SealedFile | None:
    row = rows.Clip.objects.filter(reel=reel.value, pk=clip.value).select_related("still").first()
    return blobs.opened(row.still) if row and row.still else None


def _keep_still(clip: ClipId, still: blobs.NewBlob) -> None:
    rows.Clip.objects.filter(pk=clip.value).update(still=blobs.keep(still))


def _erase_stills(clips: QuerySet[rows.Clip]) -> None:
    blobs.erase(rows.Blob.objects.filter(pk__in=clips.exclude(still=None).values("still")))


def _erase(row: rows.Reel) -> None:
    jobs.drop(ReelId(row.id))
    replies.erase_voice(ReelId(row.id))
    keepsakes.erase(ReelId(row.id))
    erase_clips(rows.Clip.objects.filter(reel=row))
    editions.erase(rows.Edition.objects.filter(reel=row))
    row.delete()


def _columns(clip: Clip, reel: rows.Reel, family: FamilyId, place: int) -> dict[str, object]:
    return {
        "family_id": family.value,
        "reel": reel,
        "moment_id": clip.moment.value,
        "is_in": True,
        "place": place,
        "start": clip.trim.start if clip.trim else None,
        "end": clip.trim.end if clip.trim else None,
        "question": clip.question,
        "override": clip.override,
        "showing": showings.written(clip.showing),
        "is_clients_choice": clip.is_clients_choice,
    }


def _clip(row: rows.Clip) -> Clip:
    moment, trim = row.moment, _span(row.start, row.end)
    return Clip(
        id=ClipId(row.id),
        moment=MomentId(moment.id),
        film=FilmId(moment.film_id),
        span=trim or Span(Micros(moment.start), Micros(moment.end)),
        title=moment.title,
        question=row.question,
        override=row.override,
        showing=showings.read(row.showing),
        is_trimmed=trim is not None,
        is_clients_choice=row.is_clients_choice,
    )


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(Micros(start), Micros(end))
