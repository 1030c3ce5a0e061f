"""What was said in a film, line by line, and every change that can be made to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from vignette.domain.errors import NotAllowed, OutOfDate
from vignette.domain.identity import Identity
from vignette.domain.person import PersonId
from vignette.domain.span import Micros, Span

LONGEST_LINE = 5_000
"""Letters."""


class LineId(Identity):
    kind = "line"
    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """A line without its words: when it was said, and by whom; `person` is None where nobody is known."""

    id: LineId
    span: Span
    person: PersonId | None


@dataclass(frozen=True, slots=True)
class Line(Turn):
    """What one person said without a break that matters, as it was said."""

    words: str

    def __post_init__(self) -> None:
        if not self.words.strip() or len(self.words) > LONGEST_LINE:
            raise NotAllowed(f"A line has words, and up to {LONGEST_LINE} letters.")


@dataclass(frozen=True, slots=True)
class Outline:
    """The lines of one film in order of time without their words: enough to tell what was coded on them."""

    lines: tuple[Turn, ...]

    def touching(self, stretches: Sequence[Span]) -> Outline:
        """The lines that lie in `stretches` at least in part; all of them where there are no stretches."""
        if not stretches:
            return self
        return Outline(tuple(line for line in self.lines if any(line.span.overlaps(each) for each in stretches)))


@dataclass(frozen=True, slots=True)
class Transcript:
    """The lines of one film in order of time. They may overlap, for two people may speak at once."""

    lines: tuple[Line, ...] = ()

    def __post_init__(self) -> None:
        if len({line.id for line in self.lines}) != len(self.lines):
            raise ValueError("a line stands in a transcript once")
        if any(one > other for one, other in pairwise(map(_place, self.lines))):
            raise ValueError("the lines of a transcript are in order of time")

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Transcript:
        """These lines, put in order."""
        return cls(tuple(sorted(lines, key=_place)))

    def line(self, which: LineId) -> Line:
        """The line of this identity; raises OutOfDate where it is not there any more."""
        found = next((line for line in self.lines if line.id == which), None)
        if found is None:
            raise OutOfDate("This line is not there any more.")
        return found

    def edited(self, which: LineId, words: str) -> Transcript:
        """With other words in this line."""
        return self._with(which, lambda line: (replace(line, words=words),))

    def given_to(self, which: LineId, person: PersonId | None) -> Transcript:
        """With this line said by `person`."""
        return self._with(which, lambda line: (replace(line, person=person),))

    def retimed(self, which: LineId, span: Span) -> Transcript:
        """With this line said at another time."""
        return self._with(which, lambda line: (replace(line, span=span),))

    def split(self, which: LineId, place: int, at: Micros, *, rest: LineId) -> Transcript:
        """With this line ended before the letter `place` and at the time `at`, and `rest` as a line with what follows.

        Raises NotAllowed where one of the two would have no words or no length.
        """
        return self._with(which, lambda line: _parted(line, place, at, rest))

    def joined(self, first: LineId, other: LineId) -> Transcript:
        """With two lines of one person as one, which keeps the identity of `first`; words in order of time."""
        one, two = sorted((self.line(first), self.line(other)), key=_place)
        if one.person != two.person:
            raise NotAllowed("Only lines of the same person can be joined.")
        whole = Line(first, one.span.joined(two.span), one.person, f"{one.words.rstrip()} {two.words.lstrip()}")
        return self.without(other)._with(first, lambda _: (whole,))

    def added(self, line: Line) -> Transcript:
        return Transcript.of((*self.lines, line))

    def without(self, which: LineId) -> Transcript:
        """With this line taken out."""
        return self._with(which, lambda _: ())

    def since(self, before: Transcript) -> dict[LineId, Line | None]:
        """What each line that is not as it was in `before` was then; None where it was not there."""
        then, now = ({line.id: line for line in each.lines} for each in (before, self))
        return {which: then.get(which) for which in (*then, *now) if then.get(which) != now.get(which)}

    def gone_elsewhere(self, after: Transcript) -> Transcript:
        """The lines that are not in `after` any more, or said by somebody else or at another time there."""
        now = {line.id: (line.person, line.span) for line in after.lines}
        return Transcript(tuple(line for line in self.lines if now.get(line.id) != (line.person, line.span)))

    def put_back(self, was: Mapping[LineId, Line | None]) -> Transcript:
        """With these lines as they were; whichever was not there is taken out."""
        stays = (line for line in self.lines if line.id not in was)
        return Transcript.of((*stays, *filter(None, was.values())))

    def without_twins(self) -> Transcript:
        """With what one person says in several lines at exactly the same time in one line, so that none is mistaken."""
        found: dict[tuple[PersonId, Span] | LineId, Line] = {}
        for line in self.lines:
            its = (line.person, line.span) if line.person else line.id
            twin = found.get(its)
            found[its] = replace(twin, words=f"{twin.words} {line.words}") if twin else line
        return Transcript.of(found.values())

    def _with(self, which: LineId, change: Callable[[Line], tuple[Line, ...]]) -> Transcript:
        changed = change(self.line(which))
        return Transcript.of((*(line for line in self.lines if line.id != which), *changed))


def _place(line: Line) -> tuple[int, int, int]:
    return line.span.start, line.span.end, line.id.value.int


def _parted(line: Line, place: int, at: Micros, rest: LineId) -> tuple[Line, Line]:
    before, after = line.words[:place].rstrip(), line.words[place:].lstrip()
    if not before or not after:
        raise NotAllowed("A line is split between two of its words.")
    if not line.span.start < at < line.span.end:
        raise NotAllowed("A line is split at a time inside it.")
    return (
        replace(line, span=Span(line.span.start, at), words=before),
        Line(rest, Span(at, line.span.end), line.person, after),
    )
