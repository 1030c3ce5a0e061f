"""Who starts something, and whether the other answers in time: by look, voice, smile, laughter or the body."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from vignette.domain.observation import Happening, Observation
from vignette.domain.span import SECOND, Micros, Span, micros
from vignette.signals.chronicle import Chronicle
from vignette.signals.runs import Values, part, share_seen
from vignette.signals.settings import Settings

BY = {
    Happening.SPEAKS: "by voice",
    Happening.LOOKS_TOWARDS: "by look",
    Happening.SMILES: "by smile",
    Happening.REACHES: "by reach",
    Happening.SHOWS: "by show",
}
"""How something is started, in the evidence of an initiative."""
AFTER = {
    Happening.SPEAKS: "spoke after s",
    Happening.LOOKS_TOWARDS: "looked after s",
    Happening.TURNS_TOWARDS: "turned after s",
    Happening.SMILES: "smiled after s",
    Happening.LAUGHS: "laughed after s",
    Happening.NODS: "nodded after s",
    Happening.MOVES_CLOSER: "moved closer after s",
    Happening.SAME_MOVEMENT: "moved likewise after s",
}
"""How something is answered, in the evidence of a reception."""


def initiatives(
    events: Chronicle, beside: Mapping[str, Values], *, settings: Settings
) -> tuple[list[Observation], list[Observation]]:
    """What each of two people starts, and which of it the other receives.

    `events` are what was seen and heard of both; `beside` is how far each one's head points from the other, in degrees,
    shape (n,), NaN where that is not seen. What answers the other is not counted as a start of one's own; where only
    one person was seen or heard, nobody is there to start something with.

    The evidence of a start is how it was made, by the names in `BY` (1.0 each), such as "by voice". That of a
    reception, in seconds after the start: "after s" for the first answer, and for each its name in `AFTER`, such as
    "spoke after s"; "initiative at s" in the film; "was looking" (1.0) where they looked already. Windows:
    `answer_within` (Bornstein, Goldstein).
    """
    if len({event.who for event in events.all if event.who}) < 2:
        return [], []
    started: list[Observation] = []
    received: list[Observation] = []
    answers: set[int] = set()
    latest: dict[str, int] = {}
    for event in events.all:
        if id(event) in answers or not _is_start(event, events, beside.get(event.who), settings):
            continue
        last = latest.get(event.who)
        if last is not None and _goes_with(event, started[last], received):
            started[last] = replace(started[last], evidence={**started[last].evidence, BY[event.happening]: 1.0})
            continue
        latest[event.who] = len(started)
        by = {BY[event.happening]: 1.0}
        started.append(Observation(event.span, Happening.INITIATIVE, event.who, event.strength, by))
        if found := _answers(event, events, settings):
            answers |= {id(answer) for answer in found}
            received.append(_reception(event, found, events))
    return started, received


def _is_start(event: Observation, events: Chronicle, beside: Values | None, settings: Settings) -> bool:
    if not event.who or event.happening not in BY:
        return False
    if event.happening is Happening.SPEAKS:
        return _was_quiet(event, events, micros(settings.own_silence))
    if event.happening is Happening.LOOKS_TOWARDS:
        return beside is not None and _looked_away(event.span.start, beside, settings)
    return True


def _goes_with(event: Observation, last: Observation, received: Iterable[Observation]) -> bool:
    """Whether this is one start with their last: a look and a sound within a second, the first of them answered."""
    began = last.span.start / SECOND
    is_answered = any(each.who != last.who and each.evidence["initiative at s"] == began for each in received)
    return is_answered and event.span.start - last.span.start <= SECOND


def _was_quiet(event: Observation, events: Chronicle, silence: Micros) -> bool:
    """Whether neither this person nor an unknown voice was heard for a while before."""
    if event.span.start == 0:
        return True
    before = Span(Micros(max(0, event.span.start - silence)), event.span.start)
    return not any(events.during(before, Happening.SPEAKS, who=who) for who in (event.who, ""))


def _looked_away(start: Micros, beside: Values, settings: Settings) -> bool:
    """Whether the head was in sight before and pointed elsewhere; a head that only comes into sight starts nothing."""
    if start < micros(settings.looked_away):
        return False
    before = Span(Micros(start - micros(settings.looked_away)), start)
    return share_seen(beside, before) >= 0.8 and bool(np.nanmin(part(beside, before)) > settings.look_within)


def _answers(event: Observation, events: Chronicle, settings: Settings) -> list[Observation]:
    """What others did in time after the start; a voice that answers a voice may wait until that has ended."""
    soonest, within = micros(settings.answer_soonest), micros(settings.answer_within)
    found: list[Observation] = []
    for kind in AFTER:
        are_voices = kind is event.happening is Happening.SPEAKS
        counted_from = event.span.end if are_voices else event.span.start
        first, last = Micros(event.span.start + soonest), Micros(counted_from + within)
        found += [each for each in events.starting(kind, first, last) if each.who not in ("", event.who)]
    return found


def _reception(event: Observation, answers: Sequence[Observation], events: Chronicle) -> Observation:
    first = min(answers, key=lambda answer: answer.span)
    evidence = {"initiative at s": event.span.start / SECOND, "after s": _seconds(event, first)}
    for answer in sorted(answers, key=lambda answer: answer.span, reverse=True):
        evidence[AFTER[answer.happening]] = _seconds(event, answer)
    began = Span(event.span.start, Micros(event.span.start + 1))
    if events.during(began, Happening.LOOKS_TOWARDS, who=first.who):
        evidence["was looking"] = 1.0
    best = max(answer.strength for answer in answers)
    return Observation(first.span, Happening.RECEIVED, first.who, min(event.strength, best), evidence)


def _seconds(event: Observation, answer: Observation) -> float:
    return (answer.span.start - event.span.start) / SECOND
