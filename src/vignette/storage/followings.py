"""Loading and saving where somebody was followed to. Where people are is sealed like their words."""

import json
from collections.abc import Sequence

from vignette.domain.errors import NotYours
from vignette.domain.film import FilmId
from vignette.domain.following import Following, Wish
from vignette.domain.identity import FamilyId
from vignette.domain.reel import ClipId, ReelId
from vignette.domain.showing import Box, Key
from vignette.domain.span import Micros, Span
from vignette.storage import rows


def keep_wish(reel: ReelId, family: FamilyId, wish: Wish) -> None:
    """Keep what is to be followed, in the place of what was asked for this clip before, and of its outcome."""
    rows.Following.objects.filter(clip=wish.clip.value).delete()
    rows.Following.objects.create(
        clip=wish.clip.value,
        reel_id=reel.value,
        family_id=family.value,
        film_id=wish.film.value,
        start=wish.span.start,
        end=wish.span.end,
        at=wish.at,
        box=json.dumps(_sides(wish.box)),
    )


def wish(clip: ClipId) -> tuple[ReelId, Wish]:
    """What is to be followed in `clip`, and the reel it is in; NotYours where nothing is any more."""
    row = rows.Following.objects.filter(clip=clip.value).first()
    if row is None:
        raise NotYours
    span = Span(Micros(row.start), Micros(row.end))
    return ReelId(row.reel_id), Wish(clip, FilmId(row.film_id), span, Micros(row.at), Box(*json.loads(row.box)))


def keep_found(clip: ClipId, found: Following) -> None:
    row = rows.Following.objects.get(clip=clip.value)
    keys = [[key.at, key.is_by_hand, *_sides(key.box)] for key in found.keys]
    row.found = json.dumps({"keys": keys, "lost_at": found.lost_at})
    row.save(update_fields=["found"])


def found(reel: ReelId, clip: ClipId) -> Following | None:
    """What was found for the last wish; None where nothing was, or not yet."""
    row = rows.Following.objects.filter(clip=clip.value, reel=reel.value).first()
    if row is None or not row.found:
        return None
    kept = json.loads(row.found)
    keys = tuple(Key(Micros(at), Box(*sides), is_by_hand) for at, is_by_hand, *sides in kept["keys"])
    return Following(keys, kept["lost_at"])


def _sides(box: Box) -> Sequence[float]:
    return [box.left, box.top, box.width, box.height]
