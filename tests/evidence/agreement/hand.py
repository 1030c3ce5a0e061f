"""Small codings made by hand, in seconds, whose answers are seen by eye."""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import strategies as st

from vignette.domain.codebook import Codebook, Principle, Shape
from vignette.domain.coding import Event, EventId, Record
from vignette.domain.person import PersonId
from vignette.domain.span import Micros, Span, micros
from vignette.evidence.agreement.figure import Found, How, Place
from vignette.evidence.agreement.meetings import places_of

HANNA, JONAS = PersonId.new(), PersonId.new()

STATES, POINTS = ("look", "play", "rest"), ("nod", "point")

BOOK = Codebook(
    "by-hand",
    "1",
    "Made by hand",
    levels=(("S", "What somebody does"), ("P", "What happens")),
    principles=(
        *(Principle(code, code, "", "S", is_attuned=True) for code in STATES),
        *(Principle(code, code, "", "P", is_attuned=True, shape=Shape.POINT) for code in POINTS),
    ),
    exclusive=frozenset({"S"}),
)


def state(code: str, start: float, end: float, person: PersonId | None = JONAS) -> Event:
    return Event(EventId.new(), code, person, micros(start), micros(end))


def point(code: str, at: float, person: PersonId | None = JONAS) -> Event:
    return Event(EventId.new(), code, person, micros(at), micros(at))


def points(*times: float) -> list[Event]:
    return [point("nod", at) for at in times]


def span(start: float, end: float) -> Span:
    return Span(micros(start), micros(end))


def record(*events: Event, looked: Sequence[Span] = (span(0, 60),), coder: str = "Alice") -> Record:
    return Record(coder, tuple(looked), tuple(events))


def differing(one: Record, other: Record, book: Codebook, how: How) -> tuple[Place, ...]:
    return tuple(each for each in places_of(one, other, book, how) if each.found is not Found.AGREED)


@st.composite
def codings(draw: st.DrawFn, *, most: float = 60) -> list[Event]:
    """States of one level, each when the one before is over, and points; of two people, on tenths of a second."""
    events = []
    for person in (HANNA, JONAS):
        edges = sorted(draw(st.lists(st.integers(0, int(most * 10)), max_size=12, unique=True)))
        for start, end in pairwise(edges):
            if draw(st.booleans()):
                events.append(state(draw(st.sampled_from(STATES)), start / 10, end / 10, person))
        times = draw(st.lists(st.integers(0, int(most * 10) - 1), max_size=8))
        events += [point(draw(st.sampled_from(POINTS)), at / 10, person) for at in times]
    return events


@st.composite
def stretches(draw: st.DrawFn) -> list[Span]:
    """One stretch or more of the first minute, apart from each other, on tenths of a second."""
    edges = sorted(draw(st.lists(st.integers(0, 600), min_size=2, max_size=6, unique=True)))
    return [Span(Micros(a * 100_000), Micros(b * 100_000)) for a, b in zip(edges[::2], edges[1::2], strict=False)]
