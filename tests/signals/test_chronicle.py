"""What is found by kind and time is what going through everything finds."""

from hypothesis import given
from hypothesis import strategies as st

from vignette.domain.observation import Happening, Observation
from vignette.domain.span import Micros, Span
from vignette.signals.chronicle import Chronicle

KINDS = (Happening.SPEAKS, Happening.SMILES)

spans = st.builds(
    lambda start, length: Span(Micros(start), Micros(start + length)), st.integers(0, 40), st.integers(1, 30)
)
things = st.builds(Observation, spans, st.sampled_from(KINDS), st.sampled_from(("A", "B", "")), st.just(0.5))
people = st.sampled_from(("A", "B", "", None))


def fits(each: Observation, kind: Happening, who: str | None) -> bool:
    return each.happening is kind and who in (each.who, None)


@given(st.lists(things), st.sampled_from(KINDS), people, spans, st.integers(0, 20))
def test_nothing_near_is_missed_and_nothing_else_is_found(
    observations: list[Observation], kind: Happening, who: str | None, span: Span, within: int
) -> None:
    happened = Chronicle(observations)
    every = [each for each in happened.all if fits(each, kind, who)]

    assert happened.every(kind, who=who) == every
    assert happened.near(span, kind, within=Micros(within), who=who) == [
        e for e in every if e.span.gap_to(span) <= within
    ]
    assert happened.during(span, kind, who=who) == [e for e in every if e.span.overlaps(span)]
    assert happened.starting(kind, span.start, span.end, who=who) == [
        e for e in every if span.start <= e.span.start <= span.end
    ]
