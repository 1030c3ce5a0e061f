"""Loading and saving reels."""

from collections.abc import Sequence
from dataclasses import dataclass

from vignette.domain.cycle import CycleId
from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.domain.moment import MomentId, Standing
from vignette.domain.reel import Clip, ClipId, Reel, ReelId
from vignette.domain.span import Micros, Span
from vignette.storage import blobs, rows
from vignette.vault.seal import SealedFile


@dataclass(frozen=True, slots=True)
class RenderedClip:
    """What stands in the rendered film: which clip, cut from where in the film, beginning where in the reel."""

    clip: ClipId
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
    for row in rows.Clip.objects.filter(reel=reel.value, pk=clip.value):
        still = row.still
        row.delete()
        if still is not None:
            blobs.erase([still])


def save_order(reel: ReelId, clips: Sequence[Clip]) -> None:
    for place, clip in enumerate(clips):
        rows.Clip.objects.filter(reel=reel.value, pk=clip.id.value).update(place=place)


def save_question(reel: ReelId, clip: ClipId, question: str) -> None:
    for row in rows.Clip.objects.filter(reel=reel.value, pk=clip.value):
        row.question = question
        row.save(update_fields=["question"])


def publish(reel: ReelId, film: blobs.NewBlob, clips: Sequence[RenderedClip], stills: Sequence[blobs.NewBlob]) -> None:
    """Put the rendered film and the stills of its clips, in the same order, in the place of those before."""
    row = rows.Reel.objects.get(pk=reel.value)
    if row.rendered is not None:
        blobs.erase([row.rendered])
    row.rendered = blobs.keep(film)
    row.rendered_clips = [[str(each.clip), each.span.start, each.span.end, each.start] for each in clips]
    row.save(update_fields=["rendered", "rendered_clips"])
    for each, still in zip(clips, stills, strict=True):
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
        RenderedClip(ClipId.parse(clip), Span(Micros(start), Micros(end)), Micros(at))
        for clip, start, end, at in row.rendered_clips
    )


def still(reel: ReelId, clip: ClipId) -> SealedFile | None:
    row = rows.Clip.objects.filter(reel=reel.value, pk=clip.value).select_related("still").first()
    return blobs.opened(row.still) if row and row.still else None


def _keep_still(clip: ClipId, still: blobs.NewBlob) -> None:
    row = rows.Clip.objects.select_related("still").get(pk=clip.value)
    before = row.still
    row.still = blobs.keep(still)
    row.save(update_fields=["still"])
    if before is not None:
        blobs.erase([before])


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
