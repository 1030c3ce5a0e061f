"""Loading and saving how two films of one scene lie beside each other."""

from django.db.models import Q

from vignette.domain.film import FilmId, Readiness
from vignette.domain.identity import FamilyId
from vignette.domain.pairing import Offset, Pairing, PairingId, Stage
from vignette.domain.span import Micros
from vignette.storage import jobs, rows


def load(pairing: PairingId) -> Pairing:
    return _value(rows.Pairing.objects.get(pk=pairing.value))


def of_film(film: FilmId) -> Pairing | None:
    """The second view of `film`; None where it has none."""
    row = rows.Pairing.objects.filter(film=film.value).first()
    return _value(row) if row else None


def first_view_of(film: FilmId) -> FilmId | None:
    """The film whose second view `film` is; None where it is nobody's."""
    row = rows.Pairing.objects.filter(other=film.value).first()
    return FilmId(row.film_id) if row else None


def is_free(film: FilmId) -> bool:
    """Whether `film` is in no pair."""
    return not rows.Pairing.objects.filter(Q(film=film.value) | Q(other=film.value)).exists()


def choices(film: FilmId) -> tuple[FilmId, ...]:
    """The other films of the same cycle and occasion that can be played and are in no pair, in the order they came.

    What a sound recorder heard can be laid beside its own film alone.
    """
    its = rows.Film.objects.get(pk=film.value)
    made = rows.Film.objects.filter(cycle=its.cycle_id, occasion=its.occasion, readiness=Readiness.READY)
    beside = made.exclude(pk=film.value)
    free = beside.filter(Q(beside=None) | Q(beside=film.value), second_view=None, first_view=None)
    return tuple(FilmId(each) for each in free.values_list("id", flat=True))


def add(pairing: Pairing, family: FamilyId) -> None:
    rows.Pairing.objects.create(
        id=pairing.id.value,
        family_id=family.value,
        film_id=pairing.film.value,
        other_id=pairing.other.value,
        stage=pairing.stage,
    )


def keep_found(pairing: PairingId, found: Offset | None, *, is_other_better: bool = False) -> None:
    """Keep what the sound told; what the guider has set by hand in the meantime stays in force.

    The other one is heard from here on where its sound is the better one and the fit is sure.
    """
    row = rows.Pairing.objects.get(pk=pairing.value)
    if found is not None:
        row.found, row.confidence, row.drift = found.by, found.confidence, found.drift
    if row.stage == Stage.SEEKING:
        row.stage = Stage.FOUND if found else Stage.NOT_FOUND
        row.by = found.by if found else row.by
        row.is_other_heard = is_other_better and found is not None and found.is_sure
    row.save()


def confirm(pairing: PairingId, by: Micros, *, is_other_heard: bool) -> None:
    its = rows.Pairing.objects.filter(pk=pairing.value)
    its.update(stage=Stage.CONFIRMED, by=by, is_other_heard=is_other_heard)


def seek_again(pairing: PairingId) -> None:
    its = rows.Pairing.objects.filter(pk=pairing.value)
    its.update(stage=Stage.SEEKING, found=None, confidence=0, drift=0)


def end(pairing: PairingId) -> None:
    """Part the two films, which both stay."""
    jobs.drop(pairing)
    rows.Pairing.objects.filter(pk=pairing.value).delete()


def end_all_of(film: FilmId) -> None:
    """Part `film` from whatever it is laid beside."""
    for row in rows.Pairing.objects.filter(Q(film=film.value) | Q(other=film.value)):
        end(PairingId(row.id))


def _value(row: rows.Pairing) -> Pairing:
    return Pairing(
        id=PairingId(row.id),
        film=FilmId(row.film_id),
        other=FilmId(row.other_id),
        stage=Stage(row.stage),
        by=Micros(row.by),
        found=None if row.found is None else Offset(Micros(row.found), row.confidence, row.drift),
        is_other_heard=row.is_other_heard,
    )
