"""Mind-mindedness: two steps on every line, two indices that are never set off against each other."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vignette import library
from vignette.domain.coding import Event, EventId, fault
from vignette.domain.mindedness import (
    ABOUT,
    BODY_ONLY,
    CODEBOOK,
    REASONS,
    Mindedness,
    Verdict,
    by_line,
    counted,
    following,
    is_of_the_mind,
    judged,
)
from vignette.domain.person import PersonId
from vignette.domain.span import SECOND, Micros, Span
from vignette.domain.transcript import Line, LineId, Transcript

BOOK = library.codebook(CODEBOOK)
HANNA, BEN = PersonId.new(), PersonId.new()
WHOLE = Span(Micros(0), Micros(600 * SECOND))


def said(at: int, words: str, person: PersonId = HANNA) -> Line:
    return Line(LineId.new(), Span(Micros(at * SECOND), Micros((at + 2) * SECOND)), person, words)


def event(line: Line, verdict: Verdict, **modifiers: str) -> Event:
    return judged(line, verdict, {name: (value,) for name, value in modifiers.items()}, event=EventId.new())


LIKES = said(10, "You like the red one.")
COLD = said(20, "Are you cold?")
BRICK = said(30, "That is a brick.")
BORED = said(40, "You are bored of it.")
VOICE = said(50, "Mine, mine, he says.")
BABBLES = said(52, "ba ba", BEN)
TALK = Transcript.of([LIKES, COLD, BRICK, BORED, VOICE, BABBLES])
FITS = BOOK.modifiers[1].values
MISSES = BOOK.modifiers[2].values
EVENTS = (
    event(LIKES, Verdict.APPROPRIATE, about="wanting or liking", fits=FITS[0]),
    event(COLD, Verdict.APPROPRIATE, about=BODY_ONLY, fits=FITS[0]),
    event(BRICK, Verdict.NOT_OF_THE_MIND),
    event(BORED, Verdict.NON_ATTUNED, about="feeling", misses=MISSES[0]),
)


def test_two_of_five_comments_speak_of_the_mind_one_fittingly_and_one_not() -> None:
    """By hand: 5 comments of hers; 1 fits, 1 does not, 1 is of the body only, 1 of nothing, 1 is not looked at yet."""
    found = counted(TALK, by_line(TALK, EVENTS), HANNA)

    assert found == Mindedness(comments=5, uncoded=1, undecided=0, appropriate=1, non_attuned=1)
    assert (found.appropriate_index, found.non_attuned_index, found.of_the_mind) == (20.0, 20.0, 2)


def test_being_cold_or_hungry_counts_only_where_a_variant_says_so() -> None:
    assert counted(TALK, by_line(TALK, EVENTS), HANNA, counts_the_body=True).appropriate_index == 40.0


def test_what_the_child_says_is_no_comment_of_the_adult() -> None:
    assert counted(TALK, by_line(TALK, EVENTS), BEN) == Mindedness(
        comments=1, uncoded=1, undecided=0, appropriate=0, non_attuned=0
    )


def test_where_nothing_was_said_there_is_no_index_rather_than_nought() -> None:
    found = counted(Transcript(), {}, HANNA)

    assert found.appropriate_index is found.non_attuned_index is None


def test_after_the_first_step_a_line_waits_for_the_second() -> None:
    found = counted(TALK, by_line(TALK, [event(VOICE, Verdict.OF_THE_MIND, about="in the other's voice")]), HANNA)

    assert (found.undecided, found.appropriate, found.uncoded) == (1, 0, 4)


def test_whether_a_line_is_of_the_mind_is_one_thing_and_whether_it_fits_another() -> None:
    assert [is_of_the_mind(each, counts_the_body=False) for each in EVENTS] == [True, False, False, True]
    assert [is_of_the_mind(each, counts_the_body=True) for each in EVENTS] == [True, True, False, True]


def test_every_event_that_is_judged_is_one_of_the_codebook() -> None:
    assert [fault(each, BOOK, {HANNA, BEN}, WHOLE) for each in EVENTS] == [""] * 4
    assert set(map(str, Verdict)) == {each.code for each in BOOK.principles}
    assert BODY_ONLY in next(each for each in BOOK.modifiers if each.code == ABOUT).values


@pytest.mark.parametrize("verdict", REASONS)
def test_each_way_to_fit_or_not_to_fit_has_four_reasons(verdict: Verdict) -> None:
    principle = BOOK.find(str(verdict))
    (reasons,) = [each for each in BOOK.modifiers if each.code == REASONS[verdict]]

    assert principle is not None
    assert reasons.code in principle.modifiers
    assert [value[:2] for value in reasons.values] == ["a:", "b:", "c:", "d:"]
    assert not reasons.takes_many


def test_a_line_that_is_given_another_time_takes_its_event_along() -> None:
    later = TALK.retimed(LIKES.id, Span(Micros(11 * SECOND), Micros(12 * SECOND)))

    (change,) = following(TALK, later, EVENTS)

    assert change.before == EVENTS[0]
    assert change.after == replace(EVENTS[0], start=Micros(11 * SECOND), end=Micros(12 * SECOND))


def test_a_line_that_is_taken_out_takes_its_event_away() -> None:
    (change,) = following(TALK, TALK.without(BRICK.id), EVENTS)

    assert (change.before, change.after) == (EVENTS[2], None)


def test_other_words_leave_the_event_as_it_is() -> None:
    assert following(TALK, TALK.edited(LIKES.id, "You love the red one."), EVENTS) == ()


def test_what_is_split_off_a_line_is_a_comment_that_nobody_has_looked_at() -> None:
    after = TALK.split(LIKES.id, 8, Micros(11 * SECOND), rest=LineId.new())
    (change,) = following(TALK, after, EVENTS)
    assert change.after is not None

    found = counted(after, by_line(after, [change.after, *EVENTS[1:]]), HANNA)

    assert (found.comments, found.uncoded, found.appropriate) == (6, 2, 1)


@given(st.lists(st.tuples(st.integers(0, 20), st.sampled_from([None, *Verdict])), max_size=12))
def test_no_comment_counts_twice_or_not_at_all_though_many_were_said_at_once(
    drawn: list[tuple[int, Verdict | None]],
) -> None:
    told = [(said(at, "oh"), verdict) for at, verdict in drawn]
    talk = Transcript.of(line for line, _ in told)
    events = [event(line, verdict) for line, verdict in told if verdict is not None]

    found = counted(talk, by_line(talk, events), HANNA)

    assert len(by_line(talk, events)) == len(events)
    verdicts = [verdict for _, verdict in told]
    assert found == Mindedness(
        comments=len(told),
        uncoded=verdicts.count(None),
        undecided=verdicts.count(Verdict.OF_THE_MIND),
        appropriate=verdicts.count(Verdict.APPROPRIATE),
        non_attuned=verdicts.count(Verdict.NON_ATTUNED),
    )
