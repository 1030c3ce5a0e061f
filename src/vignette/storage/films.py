"""Loading and saving films."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from vignette.domain.cycle import CycleId
from vignette.domain.film import Film, FilmId, Footage, Occasion, Readiness
from vignette.domain.identity import FamilyId
from vignette.domain.person import Person, PersonId
from vignette.domain.span import Micros
from vignette.storage import (
    arrivals,
    assets,
    codes_files,
    courses,
    exemplars,
    jobs,
    pairings,
    proxies,
    reels,
    rows,
    sightings,
    supervisions,
)
from vignette.storage.assets import Asset
from vignette.storage.families import person_value


def load(film: FilmId) -> Film:
    return _value(rows.Film.objects.get(pk=film.value))


def of_people(people: Sequence[PersonId], *occasions: Occasion) -> tuple[FilmId, ...]:
    """The films of these occasions in which any of `people` is in frame; what a sound recorder heard goes with them."""
    made = rows.Film.objects.filter(beside=None, occasion__in=occasions)
    found = made.filter(in_frame__in=[person.value for person in people]).distinct()
    return tuple(FilmId(each) for each in found.values_list("id", flat=True))


def of_family(family: FamilyId) -> tuple[FilmId, ...]:
    """The films of client and partner that can be watched and are nobody's second view, the first one first."""
    made = rows.Film.objects.filter(family=family.value, occasion=Occasion.TOGETHER, beside=None)
    found = made.filter(readiness=Readiness.READY, first_view=None)
    return tuple(FilmId(each) for each in found.values_list("id", flat=True))


def people_in(which: Sequence[FilmId]) -> tuple[Person, ...] | None:
    """Everybody in any of these films; None where one of them is gone."""
    found = rows.Film.objects.filter(pk__in=[film.value for film in which])
    if found.count() < len(set(which)):
        return None
    people = rows.Person.objects.filter(films__in=found).distinct().order_by("added_at")
    return tuple(person_value(row) for row in people)


def recordings_of(film: FilmId) -> tuple[FilmId, ...]:
    """What sound recorders heard of `film`, in the order in which it was added."""
    return tuple(FilmId(each) for each in rows.Film.objects.filter(beside=film.value).values_list("id", flat=True))


def cycle_of(film: FilmId) -> CycleId:
    return CycleId(rows.Film.objects.values_list("cycle_id", flat=True).get(pk=film.value))


def add(film: Film, cycle: CycleId, file_name: str) -> None:
    row = rows.Film.objects.create(
        id=film.id.value,
        family_id=film.family.value,
        cycle_id=cycle.value,
        file_name=file_name,
        size=film.size,
        pieces=list(film.pieces),
        is_enveloped=film.is_enveloped,
        file_day=film.file_day,
        readiness=film.readiness,
        beside_id=film.beside.value if film.beside else None,
        occasion=film.occasion,
    )
    row.in_frame.set(rows.Person.objects.filter(pk__in=[person.id.value for person in film.in_frame]))


def mark(film: FilmId, readiness: Readiness, *, problem: str = "", footage: Footage | None = None) -> None:
    rows.Film.objects.filter(pk=film.value).update(
        readiness=readiness, problem=problem, footage=asdict(footage) if footage else None
    )


def keep_digest(film: FilmId, digest: str) -> None:
    row = rows.Film.objects.get(pk=film.value)
    row.digest = digest
    row.save(update_fields=["digest"])


def twin_of(film: Film) -> FilmId | None:
    """The first film of the same family with the same bytes, where it came before; None also where nobody knows yet."""
    if not film.digest:
        return None
    added_at = rows.Film.objects.values_list("added_at", flat=True).get(pk=film.id.value)
    others = rows.Film.objects.filter(family=film.family.value, added_at__lt=added_at)
    return next((FilmId(row.id) for row in others if row.digest == film.digest), None)


def confirm_filmed_on(film: FilmId, day: date) -> None:
    rows.Film.objects.filter(pk=film.value).update(filmed_on=day)


def erase(film: FilmId) -> None:
    """End a film, what a sound recorder heard of it and everything that was made of them.

    The keys are gone with the transaction, the files after it.
    """
    for recording in recordings_of(film):
        erase(recording)
    row = rows.Film.objects.get(pk=film.value)
    jobs.drop(film)
    pairings.end_all_of(film)
    reels.erase_all_with(film)
    reels.erase_clips(rows.Clip.objects.filter(moment__film=row))
    supervisions.erase_all_of(film)
    exemplars.erase_all_of(film)
    proxies.erase(film)
    sightings.erase(film)
    arrivals.erase(film)
    codes_files.erase(film)
    courses.forget(FamilyId(row.family_id))
    assets.forget(film, *Asset)
    row.refresh_from_db()
    row.delete()


def _value(row: rows.Film) -> Film:
    return Film(
        id=FilmId(row.id),
        family=FamilyId(row.family_id),
        in_frame=tuple(person_value(person) for person in row.in_frame.order_by("added_at")),
        size=row.size,
        arrived=row.arrived,
        readiness=Readiness(row.readiness),
        pieces=tuple(row.pieces),
        is_enveloped=row.is_enveloped,
        digest=row.digest,
        file_day=row.file_day,
        filmed_on=row.filmed_on,
        problem=row.problem,
        footage=Footage(**row.footage | {"length": Micros(row.footage["length"])}) if row.footage else None,
        beside=FilmId(row.beside_id) if row.beside_id else None,
        occasion=Occasion(row.occasion),
    )
