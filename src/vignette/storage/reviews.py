"""Loading and saving shared reviews."""

from datetime import datetime

from django.db.models import F

from vignette.domain.identity import FamilyId
from vignette.domain.playhead import Side
from vignette.domain.reel import ClipId, ReelId
from vignette.domain.review import Mark, Review, ReviewId, Seen, Trial
from vignette.domain.span import Micros
from vignette.storage import rows


def of_reel(reel: ReelId) -> Review | None:
    row = rows.Review.objects.filter(reel=reel.value).first()
    return _value(row) if row else None


def before(reel: ReelId) -> ReelId | None:
    """The reel of the cycle before, if that one was reviewed."""
    cycle = rows.Cycle.objects.get(reel=reel.value)
    earlier = rows.Review.objects.filter(reel__cycle__family=cycle.family_id, reel__cycle__number__lt=cycle.number)
    row = earlier.order_by("-reel__cycle__number").first()
    return ReelId(row.reel_id) if row else None


def trial_of(reel: ReelId) -> Trial | None:
    """What both agreed to try until the next film, told to the client once the review was held; else None."""
    review = of_reel(reel)
    return review.trial if review and review.held_at and review.to_try else None


def note_seen(reel: ReelId, family: FamilyId, seen: Seen) -> None:
    """Keep what was seen in one clip, in the place of what stood there before; its runs stay as they are."""
    row = _seen_row(reel, family, seen.clip)
    row.client_words, row.guider_words = seen.client_words, seen.guider_words
    row.said_nothing, row.named_first = seen.said_nothing, seen.named_first or ""
    row.save(update_fields=["client_words", "guider_words", "said_nothing", "named_first"])


def count_run(reel: ReelId, family: FamilyId, clip: ClipId) -> None:
    row = _seen_row(reel, family, clip)
    rows.Seen.objects.filter(pk=row.pk).update(runs=F("runs") + 1)


def mark(reel: ReelId, family: FamilyId, mark: Mark) -> None:
    rows.Mark.objects.create(
        review=_row(reel, family), clip_id=mark.clip.value, family_id=family.value, after=mark.after
    )


def agree(reel: ReelId, family: FamilyId, to_try: str) -> None:
    row = _row(reel, family)
    row.to_try = to_try
    row.save(update_fields=["to_try"])


def tell_trial(reel: ReelId, family: FamilyId, *, was_tried: bool | None, happened: str) -> None:
    """What became of what was planned in the review of `reel`."""
    row = _row(reel, family)
    row.was_tried, row.happened = was_tried, happened
    row.save(update_fields=["was_tried", "happened"])


def begin(reel: ReelId, family: FamilyId, at: datetime) -> None:
    rows.Review.objects.filter(pk=_row(reel, family).pk, began_at=None).update(began_at=at)


def held_apart(reel: ReelId, family: FamilyId) -> None:
    rows.Review.objects.filter(pk=_row(reel, family).pk, is_apart=False).update(is_apart=True)


def hold(reel: ReelId, family: FamilyId, at: datetime) -> None:
    rows.Review.objects.filter(pk=_row(reel, family).pk, held_at=None).update(held_at=at)


def _row(reel: ReelId, family: FamilyId) -> rows.Review:
    row, _ = rows.Review.objects.get_or_create(reel_id=reel.value, defaults={"family_id": family.value})
    return row


def _seen_row(reel: ReelId, family: FamilyId, clip: ClipId) -> rows.Seen:
    its = {"family_id": family.value}
    row, _ = rows.Seen.objects.get_or_create(review=_row(reel, family), clip_id=clip.value, defaults=its)
    return row


def _value(row: rows.Review) -> Review:
    return Review(
        id=ReviewId(row.id),
        seen=tuple(_seen(each) for each in row.seen.all()),
        trial=Trial(row.to_try, row.was_tried, row.happened),
        marks=tuple(Mark(ClipId(each.clip_id), Micros(each.after)) for each in row.marks.all()),
        began_at=row.began_at,
        held_at=row.held_at,
        is_apart=row.is_apart,
    )


def _seen(row: rows.Seen) -> Seen:
    return Seen(
        clip=ClipId(row.clip_id),
        client_words=row.client_words,
        guider_words=row.guider_words,
        said_nothing=row.said_nothing,
        named_first=Side(row.named_first) if row.named_first else None,
        runs=row.runs,
    )
