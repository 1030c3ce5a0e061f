"""From the values of a reel to the messages of its page, and back."""

import numpy as np
from django.urls import reverse

from vignette.actions import material
from vignette.actions import workbench as acting
from vignette.domain import showing as shown
from vignette.domain.errors import NotAllowed
from vignette.domain.film import FilmId
from vignette.domain.moment import MomentId
from vignette.domain.reel import Clip, ClipId, Reel, ReelId
from vignette.domain.score import Card, Cue, Run, length_of
from vignette.domain.span import Micros, Span
from vignette.web.wire import reel as wire
from vignette.web.wire.studio import Person

_FOLLOWS = Span(Micros(0), Micros(1))
"""Stands for the span of a clip that follows its moment, until the moment is looked up."""


def workbench(bench: acting.Workbench) -> wire.ReelWorkbench:
    return wire.ReelWorkbench(
        answer=answer(bench.standing),
        films=[_film(each) for each in bench.films],
        moments=[_moment(each) for each in bench.moments],
        people=[Person(id=str(person.id), name=person.name) for person in bench.people],
        voices=[_voice(each) for each in bench.voices],
        places=[wire.ReelPlace(title=place.title, hint=place.hint) for place in bench.template.places],
        theme=bench.template.theme,
        script_hint=bench.template.script,
        most=bench.policy.most,
        longest=bench.policy.longest,
        attuned_only=bench.policy.attuned_only,
        client_chooses=bench.client_chooses,
    )


def answer(now: acting.Standing) -> wire.ReelAnswer:
    return wire.ReelAnswer(
        number=now.reel.number,
        reel=edit(now.reel),
        steps=[_step(cue) for cue in now.score],
        length=length_of(now.score),
        is_made=now.is_made,
    )


def refusal(changed: acting.Changed) -> wire.ReelRefusal:
    return wire.ReelRefusal(words=str(changed), now=answer(changed.now))


def edit(reel: Reel) -> wire.ReelEdit:
    return wire.ReelEdit(
        clips=[_clip(clip) for clip in reel.clips],
        why=reel.why,
        opening=reel.opening,
        closing=reel.closing,
        script=reel.script,
    )


def reel(identity: ReelId, told: wire.ReelEdit) -> Reel:
    """The reel that the page tells of; raises NotAllowed where it makes no sense."""
    try:
        clips = tuple(_read_clip(clip) for clip in told.clips)
    except ValueError as error:
        raise NotAllowed(f"This cannot be done to a reel: {error}.") from error
    if len({clip.id for clip in clips}) < len(clips):
        raise NotAllowed("A clip stands in a reel once.")
    return Reel(identity, clips, _said(told.why), _said(told.opening), _said(told.closing), _said(told.script))


def _said(words: str) -> str:
    """What somebody wrote; nothing where it is white alone."""
    return words if words.strip() else ""


def _clip(clip: Clip) -> wire.ReelClip:
    return wire.ReelClip(
        id=str(clip.id),
        moment=str(clip.moment),
        film=str(clip.film),
        trim=_stretch(clip.trim) if clip.trim else None,
        question=clip.question,
        override=clip.override,
        showing=_showing(clip.showing),
        is_clients_choice=clip.is_clients_choice,
    )


def _read_clip(told: wire.ReelClip) -> Clip:
    return Clip(
        id=ClipId.parse(told.id),
        moment=MomentId.parse(told.moment),
        film=FilmId.parse(told.film),
        span=_span(told.trim) if told.trim else _FOLLOWS,
        title="",
        question=_said(told.question),
        override=_said(told.override),
        showing=_read_showing(told.showing),
        is_trimmed=told.trim is not None,
        is_clients_choice=told.is_clients_choice,
    )


def _showing(its: shown.Showing) -> wire.Showing:
    return wire.Showing(
        title=its.title,
        before=_freeze(its.before) if its.before else None,
        after=_freeze(its.after) if its.after else None,
        slow=[wire.Slow(start=each.span.start, end=each.span.end, speed=each.speed) for each in its.slow],
        again=[wire.Again(start=each.span.start, end=each.span.end, speed=each.speed) for each in its.again],
        freezes=[_freeze(each) for each in its.freezes],
        captions=[wire.Caption(start=each.span.start, end=each.span.end, words=each.words) for each in its.captions],
        asks=its.asks,
        volumes=[wire.Volume(start=each.span.start, end=each.span.end, decibels=each.decibels) for each in its.volumes],
        is_muted=its.is_muted,
        covers=[wire.Cover(keys=[key(each) for each in cover.keys]) for cover in its.covers],
        crop=box(its.crop) if its.crop else None,
    )


def _read_showing(told: wire.Showing) -> shown.Showing:
    return shown.Showing(
        title=_said(told.title),
        before=_read_freeze(told.before) if told.before else None,
        after=_read_freeze(told.after) if told.after else None,
        slow=tuple(shown.Slow(_span(each), each.speed) for each in told.slow),
        again=tuple(shown.Again(_span(each), each.speed) for each in told.again),
        freezes=tuple(_read_freeze(each) for each in told.freezes),
        captions=tuple(shown.Caption(_span(each), each.words) for each in told.captions),
        asks=told.asks,
        volumes=tuple(shown.Volume(_span(each), each.decibels) for each in told.volumes),
        is_muted=told.is_muted,
        covers=tuple(shown.Cover(tuple(read_key(each) for each in cover.keys)) for cover in told.covers),
        crop=read_box(told.crop) if told.crop else None,
    )


def key(its: shown.Key) -> wire.Key:
    return wire.Key(at=its.at, box=box(its.box), is_by_hand=its.is_by_hand)


def read_key(told: wire.Key) -> shown.Key:
    return shown.Key(told.at, read_box(told.box), told.is_by_hand)


def box(its: shown.Box) -> wire.Box:
    return wire.Box(left=its.left, top=its.top, width=its.width, height=its.height)


def read_box(told: wire.Box) -> shown.Box:
    """The box that the page tells of; raises ValueError where it lies outside the picture."""
    return shown.Box(told.left, told.top, told.width, told.height)


def _freeze(its: shown.Freeze) -> wire.Freeze:
    return wire.Freeze(at=its.at, lasting=its.lasting)


def _read_freeze(told: wire.Freeze) -> shown.Freeze:
    return shown.Freeze(told.at, told.lasting)


def _stretch(span: Span) -> wire.Stretch:
    return wire.Stretch(start=span.start, end=span.end)


def _span(told: wire.Stretch | wire.Slow | wire.Again | wire.Caption | wire.Volume) -> Span:
    return Span(told.start, told.end)


def _step(cue: Cue) -> wire.ReelStep:
    step = cue.step
    return wire.ReelStep(
        kind="card" if isinstance(step, Card) else "run" if isinstance(step, Run) else "hold",
        start=cue.start,
        lasting=step.lasting,
        clip=str(cue.clip.id) if cue.clip else None,
        words=step.words if isinstance(step, Card) else "",
        at=Micros(0) if isinstance(step, Card) else step.span.start if isinstance(step, Run) else step.at,
        speed=step.speed if isinstance(step, Run) else 0,
    )


def _film(film: material.ReelFilm) -> wire.ReelFilm:
    return wire.ReelFilm(
        id=str(film.id),
        name=film.name,
        video=reverse("film-video", args=[film.id, film.version]),
        length=film.footage.length,
        width=film.footage.width,
        height=film.footage.height,
        has_sound=film.footage.has_sound,
        frame_times=np.diff(film.frame_times, prepend=0).tolist(),
        peaks=reverse("film-peaks", args=[film.id]) if film.has_peaks else None,
    )


def _moment(each: material.ReelMoment) -> wire.ReelMoment:
    return wire.ReelMoment(
        id=str(each.moment.id),
        film=str(each.moment.film),
        start=each.moment.span.start,
        end=each.moment.span.end,
        title=each.moment.title,
        principle=each.principle,
        is_attuned=each.is_attuned,
        blocked=each.blocked,
    )


def _voice(voice: material.Voice) -> wire.ReelVoice:
    return wire.ReelVoice(film=str(voice.film), words=voice.words, spans=[_stretch(span) for span in voice.spans])
