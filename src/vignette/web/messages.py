"""From values of the domain to messages of the wire, and back."""

import math
from collections.abc import Sequence

import numpy as np
from django.urls import reverse

from vignette.actions import moments as acting
from vignette.actions.evidence import in_words
from vignette.domain import codebook as books
from vignette.domain.errors import NotAllowed
from vignette.domain.film import FilmId, Footage, VersionId
from vignette.domain.moment import Edit, Moment, MomentId, Reason
from vignette.domain.naming import Naming, Swap
from vignette.domain.observation import Observation
from vignette.domain.person import PersonId
from vignette.domain.span import Span
from vignette.domain.track import Track
from vignette.web.wire import studio as wire


def workspace(seen: acting.Workspace) -> wire.Workspace:
    return wire.Workspace(
        film=film(seen.film, seen.version, seen.footage),
        frame_times=np.diff(seen.frame_times, prepend=0).tolist(),
        lanes=lanes(seen.film, seen.lanes),
        people=[wire.Person(id=str(person.id), name=person.name) for person in seen.people],
        codebook=codebook(seen.codebook),
        older=[codebook(each) for each in seen.older],
        tracks=[track(each) for each in seen.tracks],
        observations=[observation(each) for each in seen.observations],
        seen=everyone(seen.seen),
        seen_well=seen.seen_well,
        naming=naming(seen.naming),
        guesses=[wire.Named(who=who, person=str(person)) for who, person in seen.guesses.items()],
        moments=[moment(each) for each in seen.moments],
        analysis=analysis(seen.analysis),
        cautions=list(seen.cautions),
    )


def film(identity: FilmId, version: VersionId, footage: Footage) -> wire.Film:
    return wire.Film(
        id=str(identity),
        length=footage.length,
        width=footage.width,
        height=footage.height,
        video=reverse("film-video", args=[identity, version]),
        has_sound=footage.has_sound,
    )


def lanes(identity: FilmId, made: acting.Lanes) -> wire.Lanes:
    peaks = reverse("film-peaks", args=[identity]) if made.has_peaks else None
    return wire.Lanes(peaks=peaks, sprite=sprite(reverse("film-sprite", args=[identity]), made))


def sprite(address: str, made: acting.Lanes) -> wire.Sprite | None:
    """How the sheet of small pictures at `address` is read; None while there is none."""
    if (sheet := made.sheet) is None:
        return None
    return wire.Sprite(
        address=address,
        width=sheet.width,
        height=sheet.height,
        columns=sheet.columns,
        every=sheet.every,
        count=sheet.count,
    )


def codebook(book: books.Codebook) -> wire.Codebook:
    return wire.Codebook(
        reference=book.reference,
        title=book.title,
        levels=[
            wire.Level(letter=letter, title=title, principles=_principles(book, letter))
            for letter, title in book.levels
        ],
    )


def _principles(book: books.Codebook, level: str) -> list[wire.Principle]:
    return [
        wire.Principle(code=each.code, label=each.label, hint=each.hint, is_attuned=each.is_attuned)
        for each in book.principles
        if each.level == level
    ]


def track(each: Track) -> wire.Track:
    values = [None if math.isnan(value) else round(value, 3) for value in each.values.tolist()]
    return wire.Track(who=each.who, signal=str(each.signal), step=each.step, values=values)


def observation(each: Observation) -> wire.Observation:
    return wire.Observation(
        start=each.span.start,
        end=each.span.end,
        happening=str(each.happening),
        who=each.who,
        strength=round(each.strength, 3),
        words=in_words(each),
    )


def everyone(seen: Sequence[acting.Seen]) -> list[wire.Seen]:
    return [wire.Seen(who=each.who, words=each.words) for each in seen]


def naming(said: Naming) -> wire.Naming:
    return wire.Naming(
        names=[wire.Named(who=who, person=str(person)) for who, person in said.names.items()],
        swaps=[wire.Swap(at=swap.at, one=swap.one, other=swap.other) for swap in said.swaps],
    )


def said(told: wire.Naming) -> Naming:
    """Who is who as the page tells it; raises NotAllowed where it makes no sense."""
    try:
        names = {each.who: PersonId.parse(each.person) for each in told.names}
        return Naming(names, tuple(Swap(each.at, each.one, each.other) for each in told.swaps))
    except ValueError as error:
        raise NotAllowed("This makes no sense: please load the page again.") from error


def moment(each: Moment) -> wire.Moment:
    return wire.Moment(
        id=str(each.id),
        film=str(each.film),
        start=each.span.start,
        end=each.span.end,
        title=each.title,
        principle=each.principle,
        person=str(each.person) if each.person else None,
        origin=each.origin,
        standing=each.standing,
        codebook=each.codebook,
        reasons=[wire.Reason(at=reason.at, words=reason.words) for reason in each.reasons],
        note=each.note,
    )


def edit(told: wire.Edit) -> Edit:
    """The change the page tells of; raises NotAllowed where it makes no sense."""
    try:
        sides = [_moment(side) if side else None for side in (told.before, told.after)]
        return Edit(MomentId.parse(told.id), *sides)
    except ValueError as error:
        raise NotAllowed("This change makes no sense: please reload the page.") from error


def _moment(told: wire.Moment) -> Moment:
    return Moment(
        id=MomentId.parse(told.id),
        film=FilmId.parse(told.film),
        span=Span(told.start, told.end),
        title=told.title,
        principle=told.principle,
        person=PersonId.parse(told.person) if told.person else None,
        origin=told.origin,
        standing=told.standing,
        codebook=told.codebook,
        reasons=tuple(Reason(reason.at, reason.words) for reason in told.reasons),
        note=told.note,
    )


def edits_answer(asked: Sequence[Edit], refused: Sequence[acting.Refused]) -> wire.EditsAnswer:
    refusals = {refusal.id for refusal in refused}
    return wire.EditsAnswer(
        saved=[str(each.id) for each in asked if each.id not in refusals],
        refused=[
            wire.Refusal(id=str(each.id), words=each.words, now=moment(each.now) if each.now else None)
            for each in refused
        ],
    )


def analysis(state: acting.AnalysisState) -> wire.Analysis:
    return wire.Analysis.model_validate({"state": state.state, "share": state.share, "words": state.words})
