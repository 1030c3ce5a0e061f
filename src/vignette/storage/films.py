"""Loading and saving films: the parts as they arrive, then what was made of them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from vignette.domain.cycle import CycleId
from vignette.domain.errors import NotYours
from vignette.domain.film import Film, FilmId, Footage, Readiness
from vignette.domain.identity import FamilyId
from vignette.domain.person import PersonId
from vignette.domain.span import Micros
from vignette.storage import blobs, jobs, reels, rows
from vignette.storage.families import person_value
from vignette.vault.seal import SealedFile


class Asset(StrEnum):
    """What is kept of a film; the words are the names of its columns."""

    ORIGINAL = "original"
    PLAYABLE = "playable"
    POSTER = "poster"
    PEAKS = "peaks"
    TIMES = "times"
    FINDINGS = "findings"


@dataclass(frozen=True, slots=True)
class Arrived:
    """One piece of a film that came in, sealed."""

    offset: int
    blob: blobs.NewBlob


def load(film: FilmId) -> Film:
    return _value(rows.Film.objects.get(pk=film.value))


def of_people(people: Sequence[PersonId]) -> tuple[FilmId, ...]:
    """All films in which any of `people` is in frame."""
    found = rows.Film.objects.filter(in_frame__in=[person.value for person in people]).distinct()
    return tuple(FilmId(each) for each in found.values_list("id", flat=True))


def cycle_of(film: FilmId) -> CycleId:
    return CycleId(rows.Film.objects.values_list("cycle_id", flat=True).get(pk=film.value))


def add(film: Film, cycle: CycleId, file_name: str) -> None:
    row = rows.Film.objects.create(
        id=film.id.value,
        family_id=film.family.value,
        cycle_id=cycle.value,
        file_name=file_name,
        size=film.size,
        readiness=film.readiness,
    )
    row.in_frame.set(rows.Person.objects.filter(pk__in=[person.id.value for person in film.in_frame]))


def add_part(film: Film, part: Arrived) -> bool:
    """Keep the piece that comes next; False, keeping nothing, where another writer was first."""
    if not rows.Film.objects.filter(pk=film.id.value, arrived=part.offset).update(arrived=part.offset + part.blob.size):
        return False
    rows.Part.objects.create(film_id=film.id.value, offset=part.offset, blob=blobs.keep(part.blob))
    return True


def parts(film: FilmId) -> tuple[SealedFile, ...]:
    found = rows.Part.objects.filter(film=film.value).select_related("blob")
    return tuple(blobs.opened(part.blob) for part in found)


def erase_parts(film: FilmId) -> None:
    blobs.erase(rows.Blob.objects.filter(pk__in=rows.Part.objects.filter(film=film.value).values("blob")))


def keep(film: FilmId, asset: Asset, new: blobs.NewBlob) -> None:
    """Keep `new` as the film's `asset`, and erase what stood there before."""
    row = rows.Film.objects.get(pk=film.value)
    before = getattr(row, asset)
    setattr(row, asset, blobs.keep(new))
    row.save(update_fields=[asset])
    if before is not None:
        blobs.erase([before])


def asset(film: FilmId, asset: Asset) -> SealedFile | None:
    """The sealed bytes of `asset`; None where there are none yet."""
    row = getattr(rows.Film.objects.select_related(asset).get(pk=film.value), asset)
    return blobs.opened(row) if row else None


def forget(film: FilmId, which: Asset) -> None:
    """Erase the film's `which`, where there is one."""
    row = rows.Film.objects.select_related(which).get(pk=film.value)
    if (blob := getattr(row, which)) is not None:
        blobs.erase([blob])


def must_have(film: FilmId, which: Asset) -> SealedFile:
    """The sealed bytes of `which`; raises NotYours where there are none yet."""
    sealed = asset(film, which)
    if sealed is None:
        raise NotYours
    return sealed


def mark(film: FilmId, readiness: Readiness, *, problem: str = "", footage: Footage | None = None) -> None:
    rows.Film.objects.filter(pk=film.value).update(
        readiness=readiness, problem=problem, footage=asdict(footage) if footage else None
    )


def erase(film: FilmId) -> None:
    """End a film and everything that was made of it; the keys are gone with the transaction, the files after it."""
    row = rows.Film.objects.get(pk=film.value)
    jobs.drop(film)
    reels.erase_all_with(film)
    reels.erase_clips(rows.Clip.objects.filter(moment__film=row))
    erase_parts(film)
    blobs.erase(blob for which in Asset if (blob := getattr(row, which)) is not None)
    row.delete()


def _value(row: rows.Film) -> Film:
    return Film(
        id=FilmId(row.id),
        family=FamilyId(row.family_id),
        in_frame=tuple(person_value(person) for person in row.in_frame.order_by("added_at")),
        size=row.size,
        arrived=row.arrived,
        readiness=Readiness(row.readiness),
        problem=row.problem,
        footage=Footage(**row.footage | {"length": Micros(row.footage["length"])}) if row.footage else None,
    )
