"""How often an adult speaks fittingly, or not, of what is on a child's mind: the coding of a transcript, counted.

After E. Meins, C. Fernyhough: Mind-mindedness coding manual, version 2.2 (2015). Each line of the adult is a comment,
and gets one event of the codebook "mind-mindedness" that spans it: first whether it speaks of the mind at all, then
whether that fits. So whatever counts and compares codings does so with these.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest

from vignette.domain.coding import Change, Coding, Event, EventId
from vignette.domain.person import PersonId
from vignette.domain.span import Micros
from vignette.domain.transcript import Line, LineId, Outline, Transcript

CODEBOOK = "mind-mindedness"
ABOUT = "about"
BODY_ONLY = "the body only"
"""Being hungry, tired or cold, and seeing or hearing: no more of the mind than that."""


class Verdict(StrEnum):
    """What is said of a line, by the codes of the codebook."""

    NOT_OF_THE_MIND = "M0"
    OF_THE_MIND = "M1"
    APPROPRIATE = "MA"
    NON_ATTUNED = "MN"


REASONS = {Verdict.APPROPRIATE: "fits", Verdict.NON_ATTUNED: "misses"}
"""The modifier that holds why, of which there are four, a to d."""


@dataclass(frozen=True, slots=True)
class Mindedness:
    """What was counted in an adult's `comments`.

    `uncoded` were not looked at yet, and `undecided` wait for the second step: as long as there are any, the indices
    can still rise. The two indices are told apart and never set off against each other.
    """

    comments: int
    uncoded: int
    undecided: int
    appropriate: int
    non_attuned: int

    @property
    def of_the_mind(self) -> int:
        """How many comments speak of the mind, whether it is decided yet how, or not."""
        return self.undecided + self.appropriate + self.non_attuned

    @property
    def appropriate_index(self) -> float | None:
        """Appropriate comments in a hundred, 0 to 100; None, not defined, where nothing was said."""
        return self._in_a_hundred(self.appropriate)

    @property
    def non_attuned_index(self) -> float | None:
        """Non-attuned comments in a hundred, 0 to 100; None, not defined, where nothing was said."""
        return self._in_a_hundred(self.non_attuned)

    def _in_a_hundred(self, count: int) -> float | None:
        return 100 * count / self.comments if self.comments else None


def counted(
    transcript: Transcript | Outline,
    of_lines: Mapping[LineId, Event],
    adult: PersonId,
    *,
    counts_the_body: bool = False,
) -> Mindedness:
    """The adult's comments and what they were found to be, by the events `of_lines` (as `by_line` tells them).

    A comment on `BODY_ONLY` is not of the mind, unless `counts_the_body`, as some variants have it.
    """
    said = [line for line in transcript.lines if line.person == adult]
    judged_so = (of_lines[line.id] for line in said if line.id in of_lines)
    verdicts = [counts_as(event, counts_the_body=counts_the_body) for event in judged_so]
    return Mindedness(
        comments=len(said),
        uncoded=len(said) - len(verdicts),
        undecided=verdicts.count(Verdict.OF_THE_MIND),
        appropriate=verdicts.count(Verdict.APPROPRIATE),
        non_attuned=verdicts.count(Verdict.NON_ATTUNED),
    )


def counts_as(event: Event, *, counts_the_body: bool) -> Verdict:
    """As what a line is counted of which `event` speaks; one on `BODY_ONLY` is of the mind where that is chosen."""
    is_body_only = set(event.modifiers.get(ABOUT, ())) == {BODY_ONLY}
    return Verdict.NOT_OF_THE_MIND if is_body_only and not counts_the_body else Verdict(event.code)


def is_of_lines(coding: Coding) -> bool:
    """Whether it is a coding of the lines of a transcript."""
    return is_for_lines(coding.codebook)


def is_for_lines(reference: str) -> bool:
    """Whether the codebook called name@version is one for the lines of a transcript, which may overlap in time."""
    return reference.partition("@")[0] == CODEBOOK


def judged(line: Line, verdict: Verdict, modifiers: Mapping[str, tuple[str, ...]], *, event: EventId) -> Event:
    """What is said of `line`, as an event of the coding."""
    return Event(event, str(verdict), line.person, line.span.start, line.span.end, modifiers)


def after_first(line: Line, now: Event | None, about: tuple[str, ...], *, of_the_mind: bool | None) -> Event | None:
    """The event of `line`, which is `now`, once the first step says so; None where it says nothing any more.

    What the second step said stays as long as the line speaks of the mind.
    """
    if of_the_mind is None:
        return None
    if not of_the_mind:
        return _with(line, now, Verdict.NOT_OF_THE_MIND, {})
    stays = now is not None and now.code in REASONS
    kept = {name: chosen for name, chosen in now.modifiers.items() if name != ABOUT} if stays and now else {}
    said = ({ABOUT: about} if about else {}) | kept
    return _with(line, now, Verdict(now.code) if stays and now else Verdict.OF_THE_MIND, said)


def after_second(line: Line, now: Event, why: str, *, fits: bool | None) -> Event:
    """The event of a line that speaks of the mind once the second step says whether it fits, and why (or empty)."""
    about = {ABOUT: now.modifiers[ABOUT]} if ABOUT in now.modifiers else {}
    if fits is None:
        return _with(line, now, Verdict.OF_THE_MIND, about)
    verdict = Verdict.APPROPRIATE if fits else Verdict.NON_ATTUNED
    return _with(line, now, verdict, about | ({REASONS[verdict]: (why,)} if why else {}))


def _with(line: Line, now: Event | None, verdict: Verdict, modifiers: Mapping[str, tuple[str, ...]]) -> Event:
    if now is None:
        return judged(line, verdict, modifiers, event=EventId.new())
    return replace(now, code=str(verdict), modifiers=modifiers)


def is_of_the_mind(event: Event, *, counts_the_body: bool) -> bool:
    """Whether the line of which `event` speaks is of the mind: the first step by itself."""
    return counts_as(event, counts_the_body=counts_the_body) is not Verdict.NOT_OF_THE_MIND


def by_line(transcript: Transcript | Outline, events: Iterable[Event]) -> dict[LineId, Event]:
    """Which event speaks of which line: the one with its person and its span. Lines without one are left out.

    Of several lines of one person with one span, each has its own event, in order.
    """
    waiting = _by_span(events)
    found = {}
    for line in transcript.lines:
        if its := waiting.get((line.person, line.span.start, line.span.end)):
            found[line.id] = its.pop(0)
    return found


def of_the_same_line(one: Iterable[Event], other: Iterable[Event]) -> list[tuple[Event | None, Event | None]]:
    """What two coders say of each line that one of them coded, in order of time; None for whoever did not."""
    first, second = _by_span(one), _by_span(other)
    spans = sorted({*first, *second}, key=lambda each: (each[1], each[2], str(each[0] or "")))
    return [pair for span in spans for pair in zip_longest(first.get(span, ()), second.get(span, ()))]


def _by_span(events: Iterable[Event]) -> dict[tuple[PersonId | None, Micros, Micros], list[Event]]:
    """What is said of lines, by whose they are and from when to when."""
    found: dict[tuple[PersonId | None, Micros, Micros], list[Event]] = {}
    verdicts = set(Verdict)
    for event in sorted(events, key=lambda event: event.id.value.int):
        if event.code in verdicts:
            found.setdefault((event.person, event.start, event.end), []).append(event)
    return found


def following(before: Transcript, after: Transcript, events: Iterable[Event]) -> tuple[Change, ...]:
    """What becomes of the events where the lines they speak of were changed, so that both are done at one stroke.

    An event goes with its line to another time or another person, and goes away with it.
    """
    now = {line.id: line for line in after.lines}
    pairs = ((event, now.get(line)) for line, event in by_line(before, events).items())
    changes = (Change(event.id, event, _moved(event, line)) for event, line in pairs)
    return tuple(change for change in changes if change.before != change.after)


def _moved(event: Event, line: Line | None) -> Event | None:
    if line is None:
        return None
    return replace(event, person=line.person, start=line.span.start, end=line.span.end)
