"""Loading and saving the moments of a film."""

import json
from collections.abc import Iterable

from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.domain.moment import Moment, MomentId, Origin, Reason, Standing
from vignette.domain.person import PersonId
from vignette.domain.span import Micros, Span
from vignette.storage import reels, rows


def of_film(film: FilmId) -> tuple[Moment, ...]:
    """All moments of a film in the order of time, dismissed ones too."""
    return tuple(value(row) for row in rows.Moment.objects.filter(film=film.value))


def find(film: FilmId, moment: MomentId) -> Moment | None:
    row = rows.Moment.objects.filter(film=film.value, pk=moment.value).first()
    return value(row) if row else None


def of_family(family: FamilyId, which: Iterable[MomentId]) -> tuple[Moment, ...]:
    """Those of `which` that are moments of this family."""
    found = rows.Moment.objects.filter(family=family.value, pk__in=[each.value for each in which])
    return tuple(value(row) for row in found)


def exists(moment: MomentId) -> bool:
    """Whether there is such a moment in any film."""
    return rows.Moment.objects.filter(pk=moment.value).exists()


def save(family: FamilyId, moment: Moment) -> None:
    """Save `moment` as it now is, new or not."""
    its = {
        "family_id": family.value,
        "film_id": moment.film.value,
        "start": moment.span.start,
        "end": moment.span.end,
        "title": moment.title,
        "principle": moment.principle,
        "person_id": moment.person.value if moment.person else None,
        "origin": moment.origin,
        "standing": moment.standing,
        "codebook": moment.codebook,
        "reasons": json.dumps([[reason.at, reason.words] for reason in moment.reasons]) if moment.reasons else "",
        "note": moment.note,
    }
    rows.Moment.objects.update_or_create(id=moment.id.value, defaults=its)


def delete(moment: MomentId) -> None:
    reels.erase_clips(rows.Clip.objects.filter(moment=moment.value))
    rows.Moment.objects.filter(pk=moment.value).delete()


def replace_open_suggestions(family: FamilyId, film: FilmId, fresh: Iterable[Moment]) -> None:
    """Put fresh suggestions in the place of those that nobody has decided on.

    What was decided stays, and is not suggested a second time.
    """
    undecided = rows.Moment.objects.filter(film=film.value, origin=Origin.SUGGESTED, standing=Standing.OPEN)
    reels.erase_clips(rows.Clip.objects.filter(moment__in=undecided))
    undecided.delete()
    decided = [moment for moment in of_film(film) if moment.origin is Origin.SUGGESTED]
    for moment in fresh:
        if not any(_is_same_again(moment, each) for each in decided):
            save(family, moment)


def _is_same_again(moment: Moment, decided: Moment) -> bool:
    """Whether the same principle was seen in mostly the same stretch; a title may have been rewritten since."""
    shared = min(moment.span.end, decided.span.end) - max(moment.span.start, decided.span.start)
    return moment.principle == decided.principle and 2 * shared > min(moment.span.length, decided.span.length)


def value(row: rows.Moment) -> Moment:
    reasons = json.loads(row.reasons) if row.reasons else []
    return Moment(
        id=MomentId(row.id),
        film=FilmId(row.film_id),
        span=Span(Micros(row.start), Micros(row.end)),
        title=row.title,
        principle=row.principle,
        person=PersonId(row.person_id) if row.person_id else None,
        origin=Origin(row.origin),
        standing=Standing(row.standing),
        codebook=row.codebook,
        reasons=tuple(Reason(Micros(at), words) for at, words in reasons),
        note=row.note,
    )
