"""From what is coded to messages of the wire, and back."""

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

import numpy as np
from django.urls import reverse

from vignette.actions.coders import Told
from vignette.actions.coding import Aside, Camera, Desk, News
from vignette.actions.coding_deeds import Done
from vignette.actions.moments import Lanes
from vignette.domain.codebook import Codebook, Principle
from vignette.domain.coding import Change, CodingId, Deed, DeedId, Event, EventId, Rating
from vignette.domain.columns import Columns, Extra
from vignette.domain.errors import NotAllowed
from vignette.domain.mindedness import is_for_lines
from vignette.domain.person import Person, PersonId
from vignette.domain.span import Micros
from vignette.web import messages
from vignette.web.wire import coding as wire
from vignette.web.wire import studio

MAKES_NO_SENSE = "This makes no sense: please load the page again."


def desk(seen: Desk) -> wire.Desk:
    its = seen.coding
    return wire.Desk(
        coding=wire.CodingState(
            id=str(its.id),
            kind=its.kind,
            title=its.title,
            stretches=[wire.Stretch(start=each.start, end=each.end) for each in its.stretches],
            has_ended=its.ended_at is not None,
            is_mine=seen.is_mine,
        ),
        film=_film(seen),
        frame_times=np.diff(seen.frame_times, prepend=0).tolist(),
        lanes=_lanes(its.id, seen.lanes),
        camera=_camera(its.id, seen.camera) if seen.camera else None,
        people=[studio.Person(id=str(person.id), name=person.name) for person in seen.people],
        book=book(seen.book),
        events=events(seen.events, seen.book, seen.people),
        rivals=[rival(each) for each in seen.rivals],
        ratings=[rating(each) for each in seen.aside.ratings],
        habits=habits(seen.aside.habits),
        aside=_mark(seen.aside),
        number=seen.number,
        past=[deed(each) for each in seen.past],
        has_more=seen.has_more,
        tracks=[messages.track(each) for each in seen.shown.tracks],
        observations=[messages.observation(each) for each in seen.shown.observations],
        seen=messages.everyone(seen.shown.seen),
        naming=messages.naming(seen.shown.naming),
        draft_key=b64encode(seen.draft_key).decode(),
    )


def book(its: Codebook) -> wire.CodingBook:
    return wire.CodingBook(
        reference=its.reference,
        title=its.title,
        is_for_lines=is_for_lines(its.reference),
        levels=[
            wire.CodeLevel(
                letter=letter,
                title=title,
                is_exclusive=letter in its.exclusive,
                codes=[_code(each) for each in its.principles if each.level == letter],
            )
            for letter, title in its.levels
        ],
        modifiers=[
            wire.Modifier(code=each.code, label=each.label, values=list(each.values), takes_many=each.takes_many)
            for each in its.modifiers
        ],
        scales=[
            wire.Scale(
                code=each.code,
                label=each.label,
                hint=each.hint,
                low=each.low,
                high=each.high,
                lowest=each.lowest,
                highest=each.highest,
            )
            for each in its.scales
        ],
    )


def events(which: Columns, its: Codebook, people: Sequence[Person]) -> wire.Events:
    """Events in columns: small for thousands of them. Codes that the codebook does not know have no column."""
    codes = {each.code: place for place, each in enumerate(its.principles)}
    persons = {str(each.id): place for place, each in enumerate(people)}
    told = [place for place, code in enumerate(which.codes) if code in codes]
    return wire.Events(
        ids=[which.ids[place] for place in told],
        codes=[codes[which.codes[place]] for place in told],
        people=[persons.get(which.people[place] or "", -1) for place in told],
        starts=[which.starts[place] for place in told],
        lengths=[Micros(which.ends[place] - which.starts[place]) for place in told],
        extras=[_extra(number, which.extras[place]) for number, place in enumerate(told) if place in which.extras],
    )


def event(each: Event) -> wire.CodedEvent:
    person = str(each.person) if each.person else None
    its = {"id": str(each.id), "code": each.code, "person": person, "start": each.start, "end": each.end}
    return wire.CodedEvent(**its, modifiers=_listed(each.modifiers), note=each.note)  # type: ignore[arg-type]  # its fields by name


def deed(each: Deed) -> wire.Deed:
    changes = [
        wire.Change(
            event=str(change.event),
            before=event(change.before) if change.before else None,
            after=event(change.after) if change.after else None,
        )
        for change in each.changes
    ]
    return wire.Deed(id=str(each.id), changes=changes, undoes=str(each.undoes) if each.undoes else None)


def deeds(told: Iterable[wire.Deed]) -> list[Deed]:
    """Deeds as the page tells them; raises NotAllowed where they make no sense."""
    try:
        return [_deed(each) for each in told]
    except ValueError as error:
        raise NotAllowed(MAKES_NO_SENSE) from error


def answer(outcome: Done) -> wire.DeedsAnswer:
    return wire.DeedsAnswer(
        before=outcome.before,
        number=outcome.number,
        done=[str(each) for each in outcome.done],
        refused=[wire.RefusedDeed(id=str(which), words=words) for which, words in outcome.refused.items()],
        rivals=[rival(each) for each in outcome.rivals],
    )


def news(told: News) -> wire.News:
    return wire.News(
        number=told.number,
        deeds=[deed(each) for each in told.deeds],
        own=[str(each) for each in told.own],
        rivals=[rival(each) for each in told.rivals],
        aside=_mark(told.aside),
    )


def rival(each: Told) -> wire.Rival:
    version = event(each.rival.version) if each.rival.version else None
    return wire.Rival(event=str(each.rival.event), version=version, coder=each.coder)


def rating(each: Rating) -> wire.Rating:
    person = str(each.person) if each.person else None
    return wire.Rating(scale=each.scale, person=person, value=each.value, note=each.note)


def aside(seen: Aside) -> wire.Aside:
    return wire.Aside(ratings=[rating(each) for each in seen.ratings], habits=habits(seen.habits))


def habits(kept: Mapping[str, Any]) -> wire.Habits:
    """How this coder works with the codebook; as the codebook has it where they never said otherwise."""
    return wire.Habits.model_validate(kept) if kept else wire.Habits(reaction=0, codes=[], keys=[])  # type: ignore[arg-type]  # Micros


def _mark(seen: Aside) -> str:
    """Another one for other ratings or habits."""
    return sha256(aside(seen).model_dump_json().encode()).hexdigest()


def _film(seen: Desk) -> studio.Film:
    its = messages.film(seen.coding.film, seen.version, seen.footage)
    return its.model_copy(update={"video": reverse("coding-video", args=[seen.coding.id, seen.version])})


def _lanes(coding: CodingId, made: Lanes) -> studio.Lanes:
    peaks = reverse("coding-peaks", args=[coding]) if made.has_peaks else None
    return studio.Lanes(peaks=peaks, sprite=messages.sprite(reverse("coding-sprite", args=[coding]), made))


def _camera(coding: CodingId, its: Camera) -> wire.Camera:
    return wire.Camera(
        video=reverse("coding-camera", args=[coding, its.version]),
        length=its.footage.length,
        by=its.pairing.by,
        drift=its.pairing.found.drift if its.pairing.found else 0.0,
        is_sound=its.is_sound,
    )


def _code(each: Principle) -> wire.Code:
    return wire.Code(
        code=each.code,
        label=each.label,
        hint=each.hint,
        is_attuned=each.is_attuned,
        shape=each.shape,
        key=each.key,
        modifiers=list(each.modifiers),
        within=each.within,
    )


def _extra(place: int, its: Extra) -> wire.Extra:
    return wire.Extra(place=place, modifiers=_listed(its.modifiers), note=its.note)


def _listed(modifiers: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    return {name: list(chosen) for name, chosen in modifiers.items()}


def _deed(told: wire.Deed) -> Deed:
    changes = tuple(Change(EventId.parse(each.event), _event(each.before), _event(each.after)) for each in told.changes)
    return Deed(DeedId.parse(told.id), changes, DeedId.parse(told.undoes) if told.undoes else None)


def _event(told: wire.CodedEvent | None) -> Event | None:
    if told is None:
        return None
    modifiers = {name: tuple(chosen) for name, chosen in told.modifiers.items()}
    person = PersonId.parse(told.person) if told.person else None
    return Event(EventId.parse(told.id), told.code, person, told.start, told.end, modifiers, told.note)
