"""Loading and saving shared reviews."""

from datetime import datetime

from vignette.domain.identity import FamilyId
from vignette.domain.reel import ClipId, ReelId
from vignette.domain.review import Review, ReviewId, Seen
from vignette.storage import rows


def of_reel(reel: ReelId) -> Review | None:
    row = rows.Review.objects.filter(reel=reel.value).first()
    if row is None:
        return None
    seen = tuple(Seen(ClipId(each.clip_id), each.client_words, each.guider_words) for each in row.seen.all())
    return Review(ReviewId(row.id), seen, row.to_try, row.held_at)


def to_try(reel: ReelId) -> str:
    """What both agreed to try until the next film, told to the client once the review was held; else empty."""
    review = of_reel(reel)
    return review.to_try if review and review.held_at else ""


def note_seen(reel: ReelId, family: FamilyId, seen: Seen) -> None:
    """Keep what was seen in one clip, in the place of what stood there before."""
    review = _row(reel, family)
    row = rows.Seen.objects.filter(review=review, clip=seen.clip.value).first()
    row = row or rows.Seen(review=review, clip_id=seen.clip.value, family_id=family.value)
    row.client_words, row.guider_words = seen.client_words, seen.guider_words
    row.save()


def agree(reel: ReelId, family: FamilyId, to_try: str) -> None:
    row = _row(reel, family)
    row.to_try = to_try
    row.save(update_fields=["to_try"])


def hold(reel: ReelId, family: FamilyId, at: datetime) -> None:
    row = _row(reel, family)
    row.held_at = row.held_at or at
    row.save(update_fields=["held_at"])


def _row(reel: ReelId, family: FamilyId) -> rows.Review:
    row, _ = rows.Review.objects.get_or_create(reel_id=reel.value, defaults={"family_id": family.value})
    return row
