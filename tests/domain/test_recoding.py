"""A coding moves into other words without losing a second that was kept, or saying more than was coded."""

from hypothesis import given
from hypothesis import strategies as st

from vignette.domain.codebook import Codebook, Principle, Shape
from vignette.domain.coding import Event, EventId
from vignette.domain.person import PersonId
from vignette.domain.recoding import Move, recoded, same_words
from vignette.domain.span import SECOND, Micros

HANNA, JONAS = PersonId.new(), PersonId.new()
WHOLE = Micros(60 * SECOND)


def code(name: str, shape: Shape = Shape.STATE) -> Principle:
    return Principle(name, name, "", "A", True, shape)


BOOK = Codebook("new", "2", "New", (("A", "All"),), (code("looks"), code("smiles"), code("nods", Shape.POINT)))


def event(name: str, start: float, end: float, person: PersonId | None = HANNA, note: str = "") -> Event:
    return Event(EventId.new(), name, person, Micros(round(start * SECOND)), Micros(round(end * SECOND)), {}, note)


def told(events: tuple[Event, ...]) -> list[tuple[str, float, float]]:
    return [(each.code, each.start / SECOND, each.end / SECOND) for each in events]


def test_two_codes_that_become_one_are_one_where_they_overlap_and_both_notes_are_kept() -> None:
    events = (event("gaze", 1, 3, note="softly"), event("watching", 2, 5, note="long"), event("gaze", 8, 9))

    made = recoded(events, (Move("gaze", "looks"), Move("watching", "looks")), BOOK, WHOLE)

    assert told(made.events) == [("looks", 1, 5), ("looks", 8, 9)]
    assert made.events[0].note == "softly\nlong"
    assert (made.left_out, made.joined) == (0, 1)


def test_what_two_people_do_is_never_joined() -> None:
    events = (event("gaze", 1, 3), event("gaze", 2, 5, person=JONAS))

    assert len(recoded(events, (Move("gaze", "looks"),), BOOK, WHOLE).events) == 2


def test_a_code_is_split_by_who_did_it() -> None:
    events = (event("face", 1, 2), event("face", 1, 2, person=JONAS), event("face", 4, 5, person=None))
    moves = (Move("face", "looks", frozenset({HANNA})), Move("face", "smiles", frozenset({JONAS, None})))

    made = recoded(events, moves, BOOK, WHOLE)

    assert sorted(each.code for each in made.events) == ["looks", "smiles", "smiles"]


def test_a_state_becomes_the_point_at_which_it_began_and_a_point_a_state_inside_the_film() -> None:
    made = recoded((event("nodding", 3, 4),), (Move("nodding", "nods"),), BOOK, WHOLE)
    back = recoded((event("nod", 59.5, 59.5), event("nod", 60, 60)), (Move("nod", "looks"),), BOOK, WHOLE)

    assert told(made.events) == [("nods", 3, 3)]
    assert (made.shortened, made.lengthened, back.lengthened) == (1, 0, 2)
    assert all(0 <= each.start < each.end <= WHOLE for each in back.events)


def test_a_point_that_becomes_a_state_lasts_as_long_as_was_chosen_and_no_longer_than_the_film() -> None:
    nods = (event("nod", 3, 3), event("nod", 59, 59))

    made = recoded(nods, (Move("nod", "looks", length=Micros(4 * SECOND)),), BOOK, WHOLE)

    assert told(made.events) == [("looks", 3, 7), ("looks", 59, 60)]


def test_whoever_says_nothing_keeps_what_both_codebooks_have_and_is_told_what_goes() -> None:
    events = (event("looks", 1, 2), event("hums", 1, 2))

    made = recoded(events, same_words((each.code for each in events), BOOK), BOOK, WHOLE)

    assert told(made.events) == [("looks", 1, 2)]
    assert made.left_out == 1


seconds = st.integers(0, 59)
spans = st.tuples(st.sampled_from(["a", "b"]), seconds, st.integers(1, 10), st.sampled_from([HANNA, JONAS, None]))


@given(st.lists(spans, max_size=20))
def test_the_seconds_that_are_so_afterwards_are_those_in_which_either_was_so_before(
    coded: list[tuple[str, int, int, PersonId | None]],
) -> None:
    events = tuple(event(name, start, min(60, start + length), person) for name, start, length, person in coded)

    made = recoded(events, (Move("a", "looks"), Move("b", "looks")), BOOK, WHOLE)

    for person in (HANNA, JONAS, None):
        before = {s for e in events if e.person == person for s in range(e.start // SECOND, e.end // SECOND)}
        after = [s for e in made.events if e.person == person for s in range(e.start // SECOND, e.end // SECOND)]
        assert sorted(before) == sorted(after)
