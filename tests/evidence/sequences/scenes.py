"""Codings made by hand, in seconds, and ones that nobody would think of."""

from hypothesis import strategies as st

from vignette.domain.coding import Event, EventId, Record
from vignette.domain.person import PersonId
from vignette.domain.span import SECOND, Micros, Span, micros

MARIA, LEO = PersonId.new(), PersonId.new()
NAMES = {MARIA: "Maria", LEO: "Leo", None: "both"}
POINTS = ("nod", "point")
STATES = ("look", "smile", "wait")


def span(start: float, end: float) -> Span:
    return Span(micros(start), micros(end))


def event(code: str, person: PersonId | None, start: float, end: float | None = None) -> Event:
    return Event(EventId.new(), code, person, micros(start), micros(start if end is None else end))


def record(*events: Event, looked_at: tuple[Span, ...] = (span(0, 60),)) -> Record:
    return Record("Anna", looked_at, events)


@st.composite
def events(draw: st.DrawFn) -> Event:
    code = draw(st.sampled_from(POINTS + STATES))
    start = draw(st.integers(0, 40))
    length = 0 if code in POINTS else draw(st.integers(1, 12))
    person = draw(st.sampled_from((MARIA, LEO, None)))
    return Event(EventId.new(), code, person, Micros(start * SECOND), Micros((start + length) * SECOND))


@st.composite
def records(draw: st.DrawFn) -> Record:
    """A few events over 50 seconds, of which up to three stretches were looked at; all times are whole seconds."""
    edges = sorted(draw(st.sets(st.integers(0, 50), min_size=2, max_size=6)))
    looked_at = tuple(span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False))
    return Record("Anna", looked_at, tuple(draw(st.lists(events(), max_size=14))))


def seconds(record: Record) -> list[list[int]]:
    """The seconds that were looked at, a list for each stretch."""
    return [list(range(each.start // SECOND, each.end // SECOND)) for each in record.stretches]
