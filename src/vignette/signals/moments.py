"""Named rules that propose moments worth a look. Each is a signpost with its reasons, never a score."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from vignette.domain.moment import Reason, Suggestion
from vignette.domain.observation import Happening, Observation
from vignette.domain.span import SECOND, Micros, Span, micros
from vignette.signals.proposals import propose, without_repeats
from vignette.signals.scene import Scene
from vignette.signals.words import answered, called, seconds, sentence, started, when

Rule = Callable[[Scene], Iterator[Suggestion]]


def noticed_and_answered(scene: Scene) -> Iterator[Suggestion]:
    """Somebody starts something and the other receives it in time, in two ways at least."""
    for initiative, reception in _answered_pairs(scene):
        if len(kinds := _kinds(reception)) < 2:
            continue
        principles = ("C1", *(("C4",) if kinds & {"look", "smile"} else ()), *(("C5",) if "voice" in kinds else ()))
        reasons = [_told(scene, initiative, reception)]
        if "was looking" in reception.evidence:
            words = sentence(f"{called(reception.who, scene.people)} was already looking towards them")
            reasons.append(Reason(initiative.span.start, words))
        yield propose(scene, "Noticed and answered", principles, [initiative, reception], reasons)


def waited_and_was_answered(scene: Scene) -> Iterator[Suggestion]:
    """Somebody looks on, quiet; the other starts something, and is received."""
    for initiative, reception in _answered_pairs(scene):
        start = initiative.span.start
        if (since := _waiting_since(scene, reception.who, start)) is None:
            continue
        who = called(reception.who, scene.people)
        waited = Reason(since, sentence(f"{who} looked on, quiet, for {seconds((start - since) / SECOND)}"))
        waiting = Observation(Span(since, start), Happening.LOOKS_TOWARDS, reception.who, 1.0)
        reasons = [waited, _told(scene, initiative, reception)]
        yield propose(scene, "Waited and was answered", ("A2", "B1", "B7"), [waiting, initiative, reception], reasons)


def turned_towards(scene: Scene) -> Iterator[Suggestion]:
    """A clear turn of the head, and then both look towards each other."""
    for turn in scene.every(Happening.TURNS_TOWARDS):
        window = Span(turn.span.start, Micros(turn.span.end + micros(scene.settings.answer_within)))
        met = [m for m in scene.every(Happening.MUTUAL_GAZE) if window.holds(m.span.start)]
        if not met:
            continue
        degrees = round(turn.evidence["by degrees"])
        words = f"{called(turn.who, scene.people)} turned {degrees} degrees towards the other {when(turn.span.start)}"
        together = f"both looked towards each other for {seconds(met[0].span.length / SECOND)}"
        reasons = [Reason(turn.span.start, sentence(words)), Reason(met[0].span.start, sentence(together))]
        yield propose(scene, "Turned towards", ("A3", "A1"), [turn, met[0]], reasons, needs=scene.pair)


def fun_together(scene: Scene) -> Iterator[Suggestion]:
    """Both smile, and at least one looks towards the other."""
    for shared in scene.every(Happening.SHARED_SMILE):
        gazes = scene.near(shared.span, Happening.LOOKS_TOWARDS, within=SECOND)
        if not gazes:
            continue
        gaze = max(gazes, key=lambda gaze: gaze.strength)
        reasons = [
            Reason(shared.span.start, sentence(f"both smiled {when(shared.span.start)}")),
            Reason(gaze.span.start, sentence(f"{called(gaze.who, scene.people)} looked towards the other")),
        ]
        yield propose(scene, "Fun together", ("D4", "A5"), [shared, gaze], reasons, needs=scene.pair, about=shared.span)


def back_and_forth(scene: Scene) -> Iterator[Suggestion]:
    """Short turns of two voices that keep changing hands."""
    for turns in _exchanges(scene):
        pauses = [max(0, b.span.start - a.span.end) / SECOND for a, b in pairwise(turns)]
        first, second = (called(turn.who, scene.people) for turn in turns[:2])
        words = f"{len(turns)} short turns went between {first} and {second} from {when(turns[0].span.start)[3:]}"
        longest = f"no pause between them was longer than {seconds(max(pauses))}"
        reasons = [Reason(turns[0].span.start, sentence(words)), Reason(turns[1].span.start, sentence(longest))]
        yield propose(scene, "Back and forth", ("D3", "D5", "D6"), turns, reasons)


RULES: tuple[Rule, ...] = (
    noticed_and_answered,
    waited_and_was_answered,
    turned_towards,
    fun_together,
    back_and_forth,
)


def suggested(scene: Scene, *, rules: Sequence[Rule] = RULES) -> list[Suggestion]:
    """All that the rules propose with enough confidence, in order of time; of one rule's overlapping ones the best."""
    found = [suggestion for rule in rules for suggestion in without_repeats(rule(scene))]
    sure = [suggestion for suggestion in found if suggestion.confidence >= scene.settings.confidence_least]
    return sorted(sure, key=lambda suggestion: (suggestion.span, suggestion.rule))


def _answered_pairs(scene: Scene) -> Iterator[tuple[Observation, Observation]]:
    """Each reception with the initiative it answers."""
    for reception in scene.every(Happening.RECEIVED):
        start = micros(reception.evidence["initiative at s"])
        for initiative in scene.every(Happening.INITIATIVE):
            if initiative.span.start == start and initiative.who != reception.who:
                yield initiative, reception
                break


def _kinds(reception: Observation) -> set[str]:
    """In how many ways it was received; having looked on counts beside an answer that followed."""
    ways = {
        "spoke after s": "voice",
        "smiled after s": "smile",
        "looked after s": "look",
        "turned after s": "look",
        "was looking": "look",
    }
    return {way for name, way in ways.items() if name in reception.evidence}


def _told(scene: Scene, initiative: Observation, reception: Observation) -> Reason:
    who, other = (called(o.who, scene.people) for o in (initiative, reception))
    words = f"{who} {started(initiative)} {when(initiative.span.start)}; {other} {answered(reception)}"
    return Reason(initiative.span.start, sentence(words))


def _waiting_since(scene: Scene, who: str, until: Micros) -> Micros | None:
    """Since when this person had been quiet and looking towards the other, None where not for long enough."""
    looks = [look for look in scene.every(Happening.LOOKS_TOWARDS, who=who) if look.span.holds(until)]
    if not looks or not scene.is_heard:
        return None
    voices = [v.span.end for v in scene.every(Happening.SPEAKS) if v.who in (who, "") and v.span.start < until]
    since = max([looks[0].span.start, *voices])
    return Micros(since) if until - since >= micros(scene.settings.waiting_least) else None


def _exchanges(scene: Scene) -> Iterator[list[Observation]]:
    """Runs of short turns by two people in alternation, each within the longest pause of the one before."""
    run: list[Observation] = []
    for turn in scene.every(Happening.SPEAKS):
        if not _goes_on(run, turn, scene):
            if len(run) >= scene.settings.turns_least:
                yield run
            run = []
        if turn.who and turn.span.length <= micros(scene.settings.short_turn):
            run = [*run, turn]
    if len(run) >= scene.settings.turns_least:
        yield run


def _goes_on(run: Sequence[Observation], turn: Observation, scene: Scene) -> bool:
    if not run:
        return True
    is_short = turn.span.length <= micros(scene.settings.short_turn)
    is_soon = turn.span.gap_to(run[-1].span) <= micros(scene.settings.pause_longest)
    is_the_other = turn.who not in ("", run[-1].who) and len({turn.who, *(t.who for t in run)}) <= 2
    fits = turn.span.end - run[0].span.start <= micros(scene.settings.moment_longest)
    return is_short and is_soon and is_the_other and fits
