"""Events, rivals and deeds as rows hold them, and back: words are sealed, and most events have none."""

import json
from typing import Any

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast

from vignette.domain.coding import Change, CodingId, Deed, DeedId, Event, EventId
from vignette.domain.columns import PLAIN, Columns, Extra
from vignette.domain.identity import AccountId, FamilyId
from vignette.domain.person import PersonId
from vignette.domain.sheet import Rival
from vignette.domain.span import Micros
from vignette.storage import rows


def row_of(coding: CodingId, family: FamilyId, event: Event) -> rows.CodedEvent:
    return rows.CodedEvent(
        id=event.id.value,
        family_id=family.value,
        coding_id=coding.value,
        code=event.code,
        person_id=event.person.value if event.person else None,
        start=event.start,
        end=event.end,
        extra=extra_of(event),
    )


def extra_of(event: Event) -> str:
    said = {name: list(chosen) for name, chosen in event.modifiers.items()}
    return written([said, event.note]) if said or event.note else ""


def event_of(row: rows.CodedEvent) -> Event:
    who = PersonId(row.person_id) if row.person_id else None
    its = _extra(row.extra) if row.extra else PLAIN
    return Event(EventId(row.id), row.code, who, Micros(row.start), Micros(row.end), its.modifiers, its.note)


def columns_of(found: QuerySet[rows.CodedEvent]) -> Columns:
    """The events of these rows, in their order."""
    ids, people = Cast("pk", CharField()), Cast("person", CharField())
    its = tuple(zip(*found.values_list(ids, "code", people, "start", "end", "extra"), strict=True))
    if not its:
        return Columns()
    which, codes, whose, starts, ends, extras = its
    known = {each: _dashed(each) for each in set(whose) if each is not None}
    return Columns(
        ids=tuple(map(_dashed, which)),
        codes=codes,
        people=tuple(map(known.get, whose)),
        starts=starts,
        ends=ends,
        extras={place: _extra(each) for place, each in enumerate(extras) if each},
    )


def _dashed(identity: str) -> str:
    """An identity as `str()` gives it; SQLite keeps it without dashes."""
    bare = identity.replace("-", "")
    return f"{bare[:8]}-{bare[8:12]}-{bare[12:16]}-{bare[16:20]}-{bare[20:]}"


def _extra(written: str) -> Extra:
    said, note = json.loads(written)
    return Extra({name: tuple(chosen) for name, chosen in said.items()}, note)


def told(event: Event | None) -> list[Any] | None:
    if event is None:
        return None
    person = str(event.person) if event.person else None
    return [event.code, person, event.start, event.end, event.modifiers, event.note]


def untold(which: EventId, its: list[Any] | None) -> Event | None:
    if its is None:
        return None
    code, person, start, end, said, note = its
    modifiers = {name: tuple(chosen) for name, chosen in said.items()}
    return Event(which, code, PersonId.parse(person) if person else None, start, end, modifiers, note)


def rival_row(coding: CodingId, family: FamilyId, rival: Rival) -> rows.CodingRival:
    return rows.CodingRival(
        family_id=family.value,
        coding_id=coding.value,
        event=rival.event.value,
        coder_id=rival.coder.value,
        version=written(told(rival.version)) if rival.version else "",
    )


def rival_of(row: rows.CodingRival) -> Rival:
    event = EventId(row.event)
    version = untold(event, json.loads(row.version)) if row.version else None
    return Rival(event, version, AccountId(row.coder_id))


def deed_of(row: rows.CodingDeed) -> Deed:
    parts = ((EventId.parse(event), before, after) for event, before, after in json.loads(row.changes))
    changes = tuple(Change(event, untold(event, before), untold(event, after)) for event, before, after in parts)
    return Deed(DeedId(row.id), changes, DeedId(row.undoes) if row.undoes else None)


def written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
