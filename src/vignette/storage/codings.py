"""Loading and saving codings, their events and the journal of what was done to them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from django.db.models import F, Q
from django.utils import timezone

from vignette.domain.coding import (
    Coding,
    CodingId,
    Deed,
    DeedId,
    Event,
    EventId,
    Kind,
    Rating,
)
from vignette.domain.columns import Columns
from vignette.domain.errors import NotYours
from vignette.domain.film import FilmId
from vignette.domain.identity import AccountId, FamilyId
from vignette.domain.person import PersonId
from vignette.domain.sheet import Rival, Sheet
from vignette.domain.span import Micros, Span
from vignette.storage import countings, courses, rows
from vignette.storage.coded import columns_of, deed_of, event_of, extra_of, rival_of, rival_row, row_of, told, written
from vignette.storage.database import AT_ONCE, by_hundreds, in_parts

State = tuple[int, tuple[Rating, ...]]
"""How many deeds the journal of a coding holds, and what was rated: whatever changes in it changes one of them."""


def load(coding: CodingId) -> Coding:
    """Raises NotYours where there is none."""
    if (found := find(coding)) is None:
        raise NotYours
    return found


def find(coding: CodingId) -> Coding | None:
    row = rows.Coding.objects.filter(pk=coding.value).first()
    return _value(row) if row else None


def some(which: Collection[CodingId]) -> dict[CodingId, Coding]:
    """Those of them that are there."""
    found = (rows.Coding.objects.filter(pk__in=part) for part in in_parts(which))
    return {CodingId(row.id): _value(row) for part in found for row in part}


def guider_of(coding: CodingId) -> AccountId:
    """The guider of the family that it belongs to."""
    return AccountId(rows.Coding.objects.values_list("family__guider_id", flat=True).get(pk=coding.value))


def of_film(film: FilmId) -> tuple[Coding, ...]:
    """All codings of a film, the first begun first."""
    return tuple(_value(row) for row in rows.Coding.objects.filter(film=film.value))


def of_guest(account: AccountId) -> tuple[Coding, ...]:
    """The codings that others asked this account for, the first begun first."""
    asked = Q(guests__account=account.value) | Q(coder=account.value) & ~Q(family__guider=account.value)
    return tuple(_value(row) for row in rows.Coding.objects.filter(asked).distinct())


def add(coding: Coding, family: FamilyId) -> None:
    rows.Coding.objects.create(
        id=coding.id.value,
        family_id=family.value,
        film_id=coding.film.value,
        coder_id=coding.coder.value,
        codebook=coding.codebook,
        kind=coding.kind,
        title=coding.title,
        stretches=[[each.start, each.end] for each in coding.stretches],
        beside_id=coding.beside.value if coding.beside else None,
        begun_at=coding.begun_at,
    )


def end(coding: CodingId) -> None:
    rows.Coding.objects.filter(pk=coding.value, ended_at=None).update(ended_at=timezone.now())


def reopen(coding: CodingId) -> None:
    rows.Coding.objects.filter(pk=coding.value).update(ended_at=None)


def erase(coding: CodingId) -> None:
    row = rows.Coding.objects.get(pk=coding.value)
    courses.forget(FamilyId(row.family_id))
    countings.forget_together(FilmId(row.film_id), row.codebook)
    row.delete()


def call(coding: CodingId, title: str) -> None:
    row = rows.Coding.objects.get(pk=coding.value)
    row.title = title
    row.save(update_fields=["title"])


def count_the_body(coding: CodingId, *, counts: bool) -> None:
    rows.Coding.objects.filter(pk=coding.value).update(counts_the_body=counts)


def let_in(coding: CodingId, guest: AccountId) -> None:
    rows.CodingGuest.objects.get_or_create(coding_id=coding.value, account_id=guest.value)


def guests(coding: CodingId) -> tuple[AccountId, ...]:
    found = rows.CodingGuest.objects.filter(coding=coding.value).order_by("pk")
    return tuple(AccountId(each) for each in found.values_list("account_id", flat=True))


def events(coding: CodingId) -> tuple[Event, ...]:
    """All events of a coding in the order of time."""
    return tuple(columns(coding))


def columns(coding: CodingId) -> Columns:
    """All events of a coding in the order of time, column by column."""
    return columns_of(rows.CodedEvent.objects.filter(coding=coding.value).order_by("start", "end", "pk"))


def events_from(coding: CodingId, starts: Collection[Micros]) -> tuple[Event, ...]:
    """The events of a coding that begin at one of these times, in the order of time."""
    every = rows.CodedEvent.objects.filter(coding=coding.value).order_by("start", "end", "pk")
    found = (every.filter(start__in=part) for part in by_hundreds(sorted(starts)))
    return tuple(event_of(row) for part in found for row in part)


def count(coding: CodingId) -> int:
    return rows.CodedEvent.objects.filter(coding=coding.value).count()


def number(coding: CodingId) -> int:
    """How many deeds the journal of this coding holds."""
    return rows.Coding.objects.values_list("number", flat=True).get(pk=coding.value)


def has_done(deed: DeedId) -> bool:
    return rows.CodingDeed.objects.filter(pk=deed.value).exists()


def deed(which: DeedId) -> Deed | None:
    """A deed of the journal; None where it is not there any more."""
    row = rows.CodingDeed.objects.filter(pk=which.value).first()
    return deed_of(row) if row else None


def are_strangers(coding: CodingId, which: Iterable[EventId]) -> bool:
    """Whether any of these events belongs to another coding."""
    strangers = rows.CodedEvent.objects.exclude(coding=coding.value)
    return any(strangers.filter(pk__in=part).exists() for part in in_parts(list(which)))


def sheet(coding: CodingId, which: Sequence[EventId]) -> Sheet:
    """What stands of these events, and what was said otherwise of them."""
    found: dict[EventId, Event] = {}
    for part in in_parts(which):
        found |= {
            EventId(row.id): event_of(row) for row in rows.CodedEvent.objects.filter(coding=coding.value, pk__in=part)
        }
    asked = set(which)
    return Sheet(found, tuple(each for each in rivals(coding) if each.event in asked))


def write(coding: CodingId, family: FamilyId, deed: Deed, coder: AccountId, before: Sheet, after: Sheet) -> int:
    """Write `deed` into the journal and what it made of the events it touches; its number."""
    _save_events(coding, family, before, after)
    _save_rivals(coding, family, before, after)
    rows.Coding.objects.filter(pk=coding.value).update(number=F("number") + 1)
    its = number(coding)
    rows.CodingDeed.objects.create(
        id=deed.id.value,
        family_id=family.value,
        coding_id=coding.value,
        number=its,
        coder_id=coder.value,
        undoes=deed.undoes.value if deed.undoes else None,
        changes=written([[str(c.event), told(c.before), told(c.after)] for c in deed.changes]),
    )
    return its


def add_events(coding: CodingId, family: FamilyId, which: Iterable[Event]) -> None:
    """Put events into a coding that was just begun, such as those that a file brought."""
    made = (row_of(coding, family, each) for each in which)
    rows.CodedEvent.objects.bulk_create(made, batch_size=AT_ONCE)


def rivals(coding: CodingId) -> tuple[Rival, ...]:
    return tuple(rival_of(row) for row in rows.CodingRival.objects.filter(coding=coding.value))


def settle(coding: CodingId, event: EventId) -> None:
    """Nothing is said otherwise of `event` any more."""
    rows.CodingRival.objects.filter(coding=coding.value, event=event.value).delete()


def deeds_of(coding: CodingId, coder: AccountId, *, known: int = 0, most: int = 200) -> tuple[tuple[Deed, ...], bool]:
    """Up to `most` of this coder's deeds before the `known` latest, latest last; and whether there are older ones."""
    found = rows.CodingDeed.objects.filter(coding=coding.value, coder=coder.value).order_by("-number")
    some = list(found[known : known + most + 1])
    return tuple(deed_of(row) for row in reversed(some[:most])), len(some) > most


def deeds_since(coding: CodingId, number: int, *, most: int = 200) -> tuple[tuple[AccountId, Deed], ...]:
    """Up to `most` deeds after the `number`-th in order, each with whose it is."""
    found = rows.CodingDeed.objects.filter(coding=coding.value, number__gt=number).order_by("number")
    return tuple((AccountId(row.coder_id), deed_of(row)) for row in found[:most])


def ratings(coding: CodingId) -> tuple[Rating, ...]:
    return tuple(_rating(row) for row in rows.CodingRating.objects.filter(coding=coding.value))


def states(which: Collection[CodingId]) -> dict[CodingId, State]:
    """How each of these stands, of those that are there."""
    numbers: dict[CodingId, int] = {}
    rated: defaultdict[CodingId, list[Rating]] = defaultdict(list)
    for part in in_parts(which):
        numbers |= {
            CodingId(key): number for key, number in rows.Coding.objects.filter(pk__in=part).values_list("pk", "number")
        }
        for row in rows.CodingRating.objects.filter(coding__in=part):
            rated[CodingId(row.coding_id)].append(_rating(row))
    return {coding: (number, tuple(rated[coding])) for coding, number in numbers.items()}


def rate(coding: CodingId, family: FamilyId, rating: Rating) -> None:
    """Keep `rating` in the place of what was rated so before."""
    unrate(coding, rating.scale, rating.person)
    rows.CodingRating.objects.create(
        family_id=family.value,
        coding_id=coding.value,
        scale=rating.scale,
        person_id=rating.person.value if rating.person else None,
        value=rating.value,
        note=rating.note,
    )


def unrate(coding: CodingId, scale: str, person: PersonId | None) -> None:
    which = person.value if person else None
    rows.CodingRating.objects.filter(coding=coding.value, scale=scale, person=which).delete()


def _save_events(coding: CodingId, family: FamilyId, before: Sheet, after: Sheet) -> None:
    gone = [each for each in before.events if each not in after.events]
    come = [row_of(coding, family, event) for key, event in after.events.items() if key not in before.events]
    changed = [
        row_of(coding, family, e) for key, e in after.events.items() if key in before.events and before.events[key] != e
    ]
    for part in in_parts(gone):
        rows.CodedEvent.objects.filter(coding=coding.value, pk__in=part).delete()
    rows.CodedEvent.objects.bulk_create(come, batch_size=AT_ONCE)
    rows.CodedEvent.objects.bulk_update(changed, ["code", "person", "start", "end"], batch_size=100)
    # What is sealed is sealed as its row is saved: many rows updated at once would keep their words in the open.
    for row in changed:
        if row.extra != extra_of(before.events[EventId(row.id)]):
            row.save(update_fields=["extra"])


def _save_rivals(coding: CodingId, family: FamilyId, before: Sheet, after: Sheet) -> None:
    come = [each for each in after.rivals if each not in before.rivals]
    gone = [each for each in before.rivals if each not in after.rivals]
    rows.CodingRival.objects.bulk_create(rival_row(coding, family, each) for each in come)
    if gone:
        waiting = rows.CodingRival.objects.filter(coding=coding.value, event__in={each.event.value for each in gone})
        for row in waiting:
            if rival_of(row) in gone:
                row.delete()


def _rating(row: rows.CodingRating) -> Rating:
    return Rating(row.scale, PersonId(row.person_id) if row.person_id else None, row.value, row.note)


def _value(row: rows.Coding) -> Coding:
    return Coding(
        id=CodingId(row.id),
        film=FilmId(row.film_id),
        coder=AccountId(row.coder_id),
        codebook=row.codebook,
        kind=Kind(row.kind),
        begun_at=row.begun_at,
        title=row.title,
        stretches=tuple(Span(Micros(start), Micros(end)) for start, end in row.stretches),
        ended_at=row.ended_at,
        beside=CodingId(row.beside_id) if row.beside_id else None,
        counts_the_body=row.counts_the_body,
    )
