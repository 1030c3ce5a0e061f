"""Loading and saving the examples of codes."""

from django.db import IntegrityError

from vignette.domain.exemplar import MOST, Answer, Exemplar, ExemplarId
from vignette.domain.film import FilmId
from vignette.domain.identity import AccountId, FamilyId
from vignette.domain.span import Micros, Span
from vignette.storage import blobs, jobs, rows
from vignette.vault.seal import SealedFile


def load(exemplar: ExemplarId) -> Exemplar:
    return _value(rows.Exemplar.objects.get(pk=exemplar.value))


def of_codebook(name: str) -> tuple[Exemplar, ...]:
    """The examples of every code of the codebook called `name`: of one code in their places, then what was declined."""
    return tuple(_value(row) for row in rows.Exemplar.objects.filter(codebook=name))


def of_code(codebook: str, code: str) -> tuple[Exemplar, ...]:
    """Those that hold one of the places of this code: all that were not declined."""
    its = rows.Exemplar.objects.filter(codebook=codebook, code=code, place__isnull=False)
    return tuple(_value(row) for row in its)


def awaited_of(account: AccountId) -> tuple[Exemplar, ...]:
    """The examples that this account was asked to let through and that can be played, the first made first."""
    its = rows.Exemplar.objects.filter(second=account.value, answer=Answer.AWAITED, cut__isnull=False)
    return tuple(_value(row) for row in its.order_by("made_at", "pk"))


def proposer_of(exemplar: ExemplarId) -> AccountId:
    """The guider of the family that it is of."""
    return AccountId(rows.Exemplar.objects.values_list("family__guider_id", flat=True).get(pk=exemplar.value))


def add(exemplar: Exemplar, family: FamilyId) -> bool:
    """Keep an example in the first free place of its code; False where there is none, or another was quicker.

    The transaction is to end where it is False.
    """
    its = rows.Exemplar.objects.filter(codebook=exemplar.codebook, code=exemplar.code)
    taken = set(its.values_list("place", flat=True))
    place = next((each for each in range(1, MOST + 1) if each not in taken), None)
    if place is None:
        return False
    try:
        rows.Exemplar.objects.create(
            id=exemplar.id.value,
            family_id=family.value,
            film_id=exemplar.film.value,
            codebook=exemplar.codebook,
            code=exemplar.code,
            place=place,
            start=exemplar.span.start,
            end=exemplar.span.end,
            words=exemplar.words,
            second_id=exemplar.second.value if exemplar.second else None,
            answer=exemplar.answer,
        )
    except IntegrityError:
        return False
    return True


def keep_cut(exemplar: ExemplarId, cut: blobs.NewBlob) -> None:
    row = rows.Exemplar.objects.get(pk=exemplar.value)
    row.cut = blobs.keep(cut)
    row.save(update_fields=["cut"])


def cut_of(exemplar: ExemplarId) -> SealedFile | None:
    """What was cut out of the film; None until it was made."""
    row = rows.Exemplar.objects.select_related("cut").get(pk=exemplar.value)
    return blobs.opened(row.cut) if row.cut else None


def let_through(exemplar: ExemplarId) -> None:
    rows.Exemplar.objects.filter(pk=exemplar.value).update(answer=Answer.LET_THROUGH)


def decline(exemplar: ExemplarId, reason: str) -> None:
    """Keep that it was not let through, and why; its place is free, and what was cut out for it ends."""
    row = rows.Exemplar.objects.get(pk=exemplar.value)
    row.answer, row.reason, row.place = Answer.DECLINED, reason, None
    row.save(update_fields=["answer", "reason", "place"])
    _erase_cut(exemplar)


def erase(exemplar: ExemplarId) -> None:
    """End an example, and what was cut out for it."""
    jobs.drop(exemplar)
    _erase_cut(exemplar)
    rows.Exemplar.objects.filter(pk=exemplar.value).delete()


def erase_all_of(film: FilmId) -> None:
    for each in rows.Exemplar.objects.filter(film=film.value).values_list("id", flat=True):
        erase(ExemplarId(each))


def _erase_cut(exemplar: ExemplarId) -> None:
    blobs.erase(rows.Blob.objects.filter(pk__in=rows.Exemplar.objects.filter(pk=exemplar.value).values("cut")))


def _value(row: rows.Exemplar) -> Exemplar:
    return Exemplar(
        id=ExemplarId(row.id),
        film=FilmId(row.film_id),
        codebook=row.codebook,
        code=row.code,
        span=Span(Micros(row.start), Micros(row.end)),
        words=row.words,
        is_cut=row.cut_id is not None,
        second=AccountId(row.second_id) if row.second_id else None,
        answer=Answer(row.answer),
        reason=row.reason,
    )
