"""Loading and saving cycles."""

from datetime import datetime

from vignette.domain.cycle import Cycle, CycleId
from vignette.domain.film import FilmId, Occasion, Readiness
from vignette.domain.identity import FamilyId
from vignette.domain.moment import Origin, Standing
from vignette.domain.reel import ReelId
from vignette.storage import replies, rows


def open_next(family: FamilyId) -> CycleId:
    """Open the family's next cycle."""
    number = rows.Cycle.objects.filter(family=family.value).count() + 1
    return CycleId(rows.Cycle.objects.create(family_id=family.value, number=number).id)


def close(cycle: CycleId, at: datetime) -> None:
    rows.Cycle.objects.filter(pk=cycle.value, closed_at=None).update(closed_at=at)


def current(family: FamilyId) -> CycleId:
    """The cycle that is open now."""
    return CycleId(rows.Cycle.objects.filter(family=family.value, closed_at=None).latest("number").id)


def load(cycle: CycleId) -> Cycle:
    return _value(rows.Cycle.objects.get(pk=cycle.value))


def of_family(family: FamilyId) -> tuple[Cycle, ...]:
    """All cycles of a family, the first one first."""
    return tuple(_value(row) for row in rows.Cycle.objects.filter(family=family.value))


def family_of(cycle: CycleId) -> FamilyId:
    return FamilyId(rows.Cycle.objects.values_list("family_id", flat=True).get(pk=cycle.value))


def film_of(cycle: CycleId) -> FilmId | None:
    """The film that the cycle is about: the last one that was added and belongs to no other.

    A refused one only where there is no other.
    """
    added = rows.Film.objects.filter(cycle=cycle.value, occasion=Occasion.TOGETHER, first_view=None, beside=None)
    row = added.exclude(readiness=Readiness.REFUSED).last() or added.last()
    return FilmId(row.id) if row else None


def review_films_of(cycle: CycleId) -> tuple[FilmId, ...]:
    """The films of the shared review that was held in the cycle, in the order they were added; no refused ones."""
    added = rows.Film.objects.filter(cycle=cycle.value, occasion=Occasion.REVIEW, first_view=None, beside=None)
    return tuple(FilmId(row.id) for row in added.exclude(readiness=Readiness.REFUSED))


def reel_of(cycle: CycleId) -> ReelId | None:
    row = rows.Reel.objects.filter(cycle=cycle.value).first()
    return ReelId(row.id) if row else None


def _value(row: rows.Cycle) -> Cycle:
    its = row.films.filter(occasion=Occasion.TOGETHER, first_view=None, beside=None)
    films = list(its.exclude(readiness=Readiness.REFUSED))
    ready = [film for film in films if film.readiness == Readiness.READY]
    moments = rows.Moment.objects.filter(film__in=ready)
    reel = rows.Reel.objects.filter(cycle=row).first()
    return Cycle(
        id=CycleId(row.id),
        number=row.number,
        opened_at=row.opened_at,
        film_is_arriving=bool(films) and not ready,
        has_film=bool(ready),
        suggestions=moments.filter(origin=Origin.SUGGESTED, standing=Standing.OPEN).count(),
        kept=moments.filter(standing=Standing.KEPT).count(),
        closed_at=row.closed_at,
        **(_facts_of(reel) if reel else {}),
    )


def _facts_of(reel: rows.Reel) -> dict[str, bool]:
    return {
        "has_clips": reel.clips.filter(is_in=True).exists(),
        "is_rendered": reel.editions.exists(),
        "is_shared": reel.invitations.filter(ended_at=None).exists(),
        "client_replied": replies.of_reel(ReelId(reel.id)) is not None,
        "is_reviewed": rows.Review.objects.filter(reel=reel).exclude(held_at=None).exists(),
        "is_submitted": reel.submissions.exists(),
        "has_comments": rows.Comment.objects.filter(submission__reel=reel).exists(),
    }
