"""What happened in a film, found by its kind and its time without going through all of it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from vignette.domain.observation import Happening, Observation
from vignette.domain.span import Micros, Span

_Starts = tuple[list[Observation], list[Micros]]
_NOTHING: _Starts = ([], [])

AT_ONCE = Micros(0)


class Chronicle:
    """Observations in order of time; a question takes as long as its answer is, however long the film."""

    def __init__(self, observations: Iterable[Observation]) -> None:
        self.all = in_order(observations)
        self._kinds: dict[tuple[Happening, str | None], _Starts] = {}
        self._longest: dict[Happening, int] = {}
        for each in self.all:
            for who in (each.who, None):
                those, starts = self._kinds.setdefault((each.happening, who), ([], []))
                those.append(each)
                starts.append(each.span.start)
            self._longest[each.happening] = max(each.span.length, self._longest.get(each.happening, 0))

    def every(self, happening: Happening, *, who: str | None = None) -> list[Observation]:
        """All of one kind, by one person or anyone."""
        return self._kinds.get((happening, who), _NOTHING)[0]

    def starting(
        self, happening: Happening, first: Micros, last: Micros, *, who: str | None = None
    ) -> list[Observation]:
        """As `every`, but only what starts from `first` to `last`, both counted in."""
        those, starts = self._kinds.get((happening, who), _NOTHING)
        return those[bisect_left(starts, first) : bisect_right(starts, last)]

    def near(
        self, span: Span, happening: Happening, *, within: Micros = AT_ONCE, who: str | None = None
    ) -> list[Observation]:
        """As `every`, but only what overlaps or touches `span`, or lies at most `within` from it."""
        first = span.start - within - self._longest.get(happening, 0)
        those = self.starting(happening, Micros(first), Micros(span.end + within), who=who)
        return [each for each in those if each.span.gap_to(span) <= within]

    def during(self, span: Span, happening: Happening, *, who: str | None = None) -> list[Observation]:
        """As `every`, but only what overlaps `span`."""
        return [each for each in self.near(span, happening, who=who) if each.span.overlaps(span)]


def in_order(observations: Iterable[Observation]) -> tuple[Observation, ...]:
    """By time, then kind, then person: the same whatever order they came in."""
    return tuple(sorted(observations, key=lambda o: (o.span, o.happening, o.who, o.strength)))
