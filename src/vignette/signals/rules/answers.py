"""Moments in which something was started and received."""

from collections.abc import Iterator

from vignette.domain.moment import Reason, Suggestion
from vignette.domain.observation import Happening, Observation
from vignette.domain.span import SECOND, Micros, Span, micros
from vignette.signals.proposals import propose
from vignette.signals.scene import Scene
from vignette.signals.words import answered, seconds, sentence, started, when

WAYS = {
    "spoke after s": "voice",
    "smiled after s": "smile",
    "laughed after s": "smile",
    "looked after s": "look",
    "turned after s": "look",
    "was looking": "look",
    "nodded after s": "nod",
    "moved closer after s": "nearness",
    "moved likewise after s": "movement",
}
"""What counts as one way of receiving; having looked on counts beside an answer that followed."""


def noticed_and_answered(scene: Scene) -> Iterator[Suggestion]:
    """Somebody starts something and the other receives it in time, in two ways at least."""
    for initiative, reception in _answered_pairs(scene):
        if len(ways := _ways(reception)) < 2:
            continue
        reasons = [_told(scene, initiative, reception)]
        if "was looking" in reception.evidence:
            words = sentence(f"{scene.called(reception.who)} was already looking towards them")
            reasons.append(Reason(initiative.span.start, words))
        yield propose(scene, "Noticed and answered", _received(ways), [initiative, reception], reasons)


def waited_and_the_other_led(scene: Scene) -> Iterator[Suggestion]:
    """Somebody waits, turned to the other who is busy; the other then starts something, and they receive it."""
    for initiative, reception in _answered_pairs(scene):
        start = initiative.span.start
        just_before = Span(Micros(max(0, start - SECOND)), Micros(start + 1))
        waits = scene.happened.near(just_before, Happening.WAITS, who=reception.who)
        waits = [waiting for waiting in waits if _is_for(waiting, start, scene)]
        if not waits:
            continue
        # A long waiting would push what it led to out of the moment.
        since = max(waits[-1].span.start, start - micros(scene.settings.moment_longest / 2))
        quiet = seconds((min(start, waits[-1].span.end) - waits[-1].span.start) / SECOND)
        watched = sentence(f"{scene.called(reception.who)} watched, quiet, for {quiet}")
        reasons = [Reason(waits[-1].span.start, watched), _told(scene, initiative, reception)]
        waiting = Observation(Span(Micros(since), Micros(start)), Happening.WAITS, reception.who, waits[-1].strength)
        events = [waiting, initiative, reception]
        yield propose(scene, "Waited, and the other led", ("A2", "B1", "B7"), events, reasons)


def found_each_other_again(scene: Scene) -> Iterator[Suggestion]:
    """Something was started and no answer was seen; they try again, and are received."""
    for again in scene.happened.every(Happening.FOUND_AGAIN):
        missed_at, started_at = (micros(again.evidence[name]) for name in ("missed at s", "initiative at s"))
        tries = _begun_at(missed_at, Happening.MISSED, again, scene)
        starts = _begun_at(started_at, Happening.INITIATIVE, again, scene)
        for first, initiative in zip(tries, starts, strict=False):
            who = scene.called(first.who)
            words = sentence(f"{who} {started(first)} {when(missed_at)}, and no answer was seen")
            reasons = [Reason(missed_at, words), _told(scene, initiative, again, word="again ")]
            principles = (*_received(_ways(again)), "B7")
            yield propose(scene, "Found each other again", principles, [first, initiative, again], reasons)


def _is_for(waiting: Observation, start: Micros, scene: Scene) -> bool:
    """Whether this waiting had lasted long enough when the other began, or had only just ended."""
    lasted = min(start, waiting.span.end) - waiting.span.start
    return lasted >= micros(scene.settings.waiting_least) and start - waiting.span.end <= SECOND


def _answered_pairs(scene: Scene) -> Iterator[tuple[Observation, Observation]]:
    """Each reception with the initiative it answers."""
    for reception in scene.happened.every(Happening.RECEIVED):
        start = micros(reception.evidence["initiative at s"])
        for initiative in _begun_at(start, Happening.INITIATIVE, reception, scene)[:1]:
            yield initiative, reception


def _begun_at(start: Micros, happening: Happening, answer: Observation, scene: Scene) -> list[Observation]:
    """What began just then, by another than the one who answers."""
    return [each for each in scene.happened.starting(happening, start, start) if each.who != answer.who]


def _ways(reception: Observation) -> set[str]:
    """In how many ways it was received."""
    return {way for name, way in WAYS.items() if name in reception.evidence}


def _received(ways: set[str]) -> tuple[str, ...]:
    """The principles of receiving that were seen."""
    by_body, by_face = ways & {"nearness", "movement"}, ways & {"look", "smile", "nod"}
    found = (("C2", by_body), ("C4", by_face), ("C5", ways & {"voice"}))
    return ("C1", *(principle for principle, is_seen in found if is_seen))


def _told(scene: Scene, initiative: Observation, reception: Observation, *, word: str = "") -> Reason:
    who, other = (scene.called(o.who) for o in (initiative, reception))
    words = f"{who} {word}{started(initiative)} {when(initiative.span.start)}; {other} {answered(reception)}"
    return Reason(initiative.span.start, sentence(words))
