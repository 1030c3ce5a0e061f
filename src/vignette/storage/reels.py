"""Loading and saving reels."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from vignette.domain.cycle import CycleId
from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.domain.moment import MomentId, Standing
from vignette.domain.reel import Clip, ClipId, Reel, ReelId
from vignette.domain.span import Micros, Span
from vignette.storage import blobs, jobs, keepsakes, replies, rows
from vignette.vault.seal import SealedFile


@dataclass(frozen=True, slots=True)
class RenderedClip:
    """What stands in the rendered film: which clip, cut from where in the film, beginning where in the reel."""

    clip: ClipId
    film: FilmId
    span: Span
    start: Micros

    @property
    def end(self) -> Micros:
        return Micros(self.start + self.span.length)


def load(reel: ReelId) -> Reel:
    row = rows.Reel.objects.get(pk=reel.value)
    shown = row.clips.filter(moment__standing=Standing.KEPT).select_related("moment")
    return Reel(reel, tuple(_clip(clip) for clip in shown), row.why)


def add(reel: ReelId, family: FamilyId, cycle: CycleId) -> None:
    rows.Reel.objects.create(id=reel.value, family_id=family.value, cycle_id=cycle.value)


def cycle_of(reel: ReelId) -> CycleId:
    return CycleId(rows.Reel.objects.values_list("cycle_id", flat=True).get(pk=reel.value))


def save_why(reel: ReelId, words: str) -> None:
    row = rows.Reel.objects.get(pk=reel.value)
    row.why = words
    row.save(update_fields=["why"])


def add_clip(reel: ReelId, family: FamilyId, moment: MomentId, *, override: str) -> ClipId:
    """Put a moment at the end of the reel; the same moment stands in it once."""
    clip, _ = rows.Clip.objects.get_or_create(
        reel_id=reel.value,
        moment_id=moment.value,
        defaults={
            "family_id": family.value,
            "place": rows.Clip.objects.filter(reel=reel.value).count(),
            "override": override,
        },
    )
    return ClipId(clip.id)


def remove_clip(reel: ReelId, clip: ClipId) -> None:
    erase_clips(rows.Clip.objects.filter(reel=reel.value, pk=clip.value))


def erase_clips(clips: QuerySet[rows.Clip]) -> None:
    """End clips together with their stills: the only way a clip ends."""
    _erase_stills(clips)
    clips.delete()


def erase_stills(reel: ReelId) -> None:
    _erase_stills(rows.Clip.objects.filter(reel=reel.value))


def erase_all_with(film: FilmId) -> None:
    """End every reel that shows anything of `film`, as it is now or as it was rendered."""
    for row in rows.Reel.objects.filter(cycle__films=film.value):
        shown = {each[1] for each in row.rendered_clips} | {str(each.moment.film_id) for each in _clips_of(row)}
        if str(film) in shown:
            _erase(row)


def with_stills(reel: ReelId) -> frozenset[ClipId]:
    """The clips of which there is a still."""
    found = rows.Clip.objects.filter(reel=reel.value).exclude(still=None)
    return frozenset(ClipId(each) for each in found.values_list("id", flat=True))


def save_order(reel: ReelId, clips: Sequence[Clip]) -> None:
    for place, clip in enumerate(clips):
        rows.Clip.objects.filter(reel=reel.value, pk=clip.id.value).update(place=place)


def save_question(reel: ReelId, clip: ClipId, question: str) -> None:
    for row in rows.Clip.objects.filter(reel=reel.value, pk=clip.value):
        row.question = question
        row.save(update_fields=["question"])


def publish(reel: ReelId, film: blobs.NewBlob, clips: Sequence[RenderedClip], stills: Sequence[blobs.NewBlob]) -> None:
    """Put the rendered film and the stills of its clips (in the same order, or none) in the place of those before."""
    row = rows.Reel.objects.get(pk=reel.value)
    if row.rendered is not None:
        blobs.erase([row.rendered])
    row.rendered = blobs.keep(film)
    row.rendered_clips = [
        [str(each.clip), str(each.film), each.span.start, each.span.end, each.start] for each in clips
    ]
    row.save(update_fields=["rendered", "rendered_clips"])
    erase_stills(reel)
    for each, still in zip(clips, stills, strict=bool(stills)):
        _keep_still(each.clip, still)


def rendered(reel: ReelId) -> SealedFile | None:
    row = rows.Reel.objects.select_related("rendered").get(pk=reel.value)
    return blobs.opened(row.rendered) if row.rendered else None


def rendered_clips(reel: ReelId) -> tuple[RenderedClip, ...]:
    """What the rendered film holds, in order; empty where there is none."""
    row = rows.Reel.objects.get(pk=reel.value)
    if row.rendered_id is None:
        return ()
    return tuple(
        RenderedClip(ClipId.parse(clip), FilmId.parse(film), Span(Micros(start), Micros(end)), Micros(at))
        for clip, film, start, end, at in row.rendered_clips
    )


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
    rendered = row.rendered
    row.delete()
    if rendered is not None:
        blobs.erase([rendered])


def _clips_of(row: rows.Reel) -> QuerySet[rows.Clip]:
    return rows.Clip.objects.filter(reel=row).select_related("moment")


def _clip(row: rows.Clip) -> Clip:
    moment = row.moment
    return Clip(
        id=ClipId(row.id),
        moment=MomentId(moment.id),
        film=FilmId(moment.film_id),
        span=Span(Micros(moment.start), Micros(moment.end)),
        title=moment.title,
        question=row.question,
        override=row.override,
    )
