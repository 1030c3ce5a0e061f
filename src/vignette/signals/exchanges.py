"""How the voices of two people go together: turns that change hands, and turns that overlap."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from vignette.domain.observation import Happening, Observation, Role
from vignette.domain.span import SECOND, Micros, micros
from vignette.signals.roles import UNTOLD, Told
from vignette.signals.runs import overlap
from vignette.signals.settings import Settings


def exchanges(
    spoken: Sequence[Observation], *, settings: Settings, told: Mapping[str, Told] | None = None
) -> list[Observation]:
    """Runs of short turns by two people in alternation, no longer than a moment, as strong as the weakest turn.

    `spoken` is in order of time; a turn is short up to `short_turn` seconds, of somebody told to be a child up to
    `short_turn_child`, and silences last `pause_longest` at most (Jaffe et al. 2001). Of both, so `who` is empty. The
    evidence is "turns", "mean turn s", "longest pause s" and "share of who began", 0 to 1 of the talk. A voice of
    nobody known ends a run.
    """
    runs = [run for run in _alternating(spoken, told or {}, settings) if len(run) >= settings.turns_least]
    return [_exchange(run) for run in runs]


def overlaps(spoken: Sequence[Observation]) -> list[Observation]:
    """Where two people's voices are heard at once: a switching pause below zero (Jaffe et al. 2001), "pause s".

    `spoken` is in order of time. Of both, so `who` is empty; as strong as the weaker of the two turns.
    """
    return [
        Observation(both, Happening.OVERLAP, "", min(a.strength, b.strength), {"pause s": -both.length / SECOND})
        for a, b in pairwise(spoken)
        if a.who and b.who and a.who != b.who and (both := overlap(a.span, b.span))
    ]


def _alternating(
    spoken: Sequence[Observation], told: Mapping[str, Told], settings: Settings
) -> Iterator[list[Observation]]:
    run: list[Observation] = []
    for turn in spoken:
        is_short = turn.span.length <= longest_short(told.get(turn.who, UNTOLD).role, settings)
        if run and not (is_short and _goes_on(run, turn, settings)):
            yield run
            run = []
        if turn.who and is_short:
            run = [*run, turn]
    yield run


def longest_short(role: Role, settings: Settings) -> Micros:
    """How long a turn of somebody may be and still count as short."""
    return micros(settings.short_turn_child if role is Role.CHILD else settings.short_turn)


def _goes_on(run: Sequence[Observation], turn: Observation, settings: Settings) -> bool:
    is_soon = turn.span.gap_to(run[-1].span) <= micros(settings.pause_longest)
    is_the_other = turn.who not in ("", run[-1].who) and len({turn.who, *(t.who for t in run)}) <= 2
    fits = turn.span.end - run[0].span.start <= micros(settings.moment_longest)
    return is_soon and is_the_other and fits


def _exchange(turns: Sequence[Observation]) -> Observation:
    lengths = [turn.span.length / SECOND for turn in turns]
    silences = [max(0, b.span.start - a.span.end) / SECOND for a, b in pairwise(turns)]
    evidence = {
        "turns": float(len(turns)),
        "mean turn s": sum(lengths) / len(lengths),
        "longest pause s": max(silences),
        "share of who began": sum(lengths[::2]) / sum(lengths),
    }
    span = turns[0].span.joined(turns[-1].span)
    return Observation(span, Happening.EXCHANGE, "", min(turn.strength for turn in turns), evidence)
