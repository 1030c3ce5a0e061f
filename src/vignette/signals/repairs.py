"""A start that nothing was seen to answer, and how two people find each other again after it."""

from collections.abc import Iterable, Mapping

from vignette.domain.observation import Happening, Observation
from vignette.domain.span import SECOND, Micros, Span, micros
from vignette.domain.track import STEP
from vignette.signals.chronicle import Chronicle
from vignette.signals.runs import Values, share_seen
from vignette.signals.settings import Settings

SEEN_ENOUGH = 0.8
"""The share of the window in which both must be in sight before an answer can be said to be missing."""


def missed(
    started: Iterable[Observation],
    received: Iterable[Observation],
    events: Chronicle,
    beside: Mapping[str, Values],
    *,
    settings: Settings,
) -> list[Observation]:
    """The starts by voice or look that found no answer, where an answer would have been seen and heard.

    `events` are the looks and voices of a film with sound; `beside` is how far each of the two heads points from the
    other, NaN where either is out of sight. Nothing is claimed where the other was hidden, was looking already, where
    they or somebody unknown made a sound, nor where the film ends too soon; a look past the face is no clear start.
    Span, person, strength and evidence are those of the start.
    """
    answered = {(each.who, each.evidence["initiative at s"]) for each in received}
    return [
        Observation(start.span, Happening.MISSED, start.who, start.strength, start.evidence)
        for start in started
        for other in beside
        if start.who in beside
        and start.who != other
        and _is_clear(start, settings)
        and (other, start.span.start / SECOND) not in answered
        and _showed_nothing(other, _window(start, settings), events, beside[other])
    ]


def found_again(
    unanswered: Iterable[Observation],
    started: Iterable[Observation],
    received: Iterable[Observation],
    *,
    settings: Settings,
) -> list[Observation]:
    """The receptions of the next start that somebody makes within `repair_within` seconds after one was missed.

    The evidence is the reception's, and "missed at s" in the film. After Tronick & Cohn 1989.
    """
    tries = Chronicle(unanswered)
    starters = {(start.span.start, start.who) for start in started}
    found: list[Observation] = []
    for reception in received:
        again = micros(reception.evidence["initiative at s"])
        first, last = Micros(again - micros(settings.repair_within)), Micros(again - 1)
        before = [
            each
            for each in tries.starting(Happening.MISSED, first, last)
            if each.who != reception.who and (again, each.who) in starters
        ]
        if before:
            best = max(before, key=lambda each: (each.strength, -each.span.start))
            evidence = {**reception.evidence, "missed at s": best.span.start / SECOND}
            sure = min(best.strength, reception.strength)
            found.append(Observation(reception.span, Happening.FOUND_AGAIN, reception.who, sure, evidence))
    return found


def _is_clear(start: Observation, settings: Settings) -> bool:
    """By voice, or by a look that on the whole points at the face."""
    points_at_face = start.strength >= 1 - settings.look_within / (2 * settings.look_until)
    return "by voice" in start.evidence or ("by look" in start.evidence and points_at_face)


def _window(start: Observation, settings: Settings) -> Span:
    """As long as an answer may take: from the start of a look, or the end of a voice."""
    since = start.span.start if "by look" in start.evidence else start.span.end
    return Span(start.span.start, Micros(since + micros(settings.answer_within)))


def _showed_nothing(other: str, window: Span, events: Chronicle, beside: Values) -> bool:
    """Whether `other` was in sight, turned elsewhere and in silence as long as the window lasts."""
    if window.end > beside.size * STEP or share_seen(beside, window) < SEEN_ENOUGH:
        return False
    heard = (events.during(window, Happening.SPEAKS, who=who) for who in (other, ""))
    return not any(heard) and not events.during(window, Happening.LOOKS_TOWARDS, who=other)
