"""A transcript is changed line by line, and nothing that was said gets lost by it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vignette.domain.errors import NotAllowed, OutOfDate
from vignette.domain.person import PersonId
from vignette.domain.span import SECOND, Micros, Span
from vignette.domain.transcript import Line, LineId, Transcript

HANNA, BEN = PersonId.new(), PersonId.new()


def seconds(start: float, end: float) -> Span:
    return Span(Micros(int(start * SECOND)), Micros(int(end * SECOND)))


def line(start: float, end: float, words: str, person: PersonId | None = HANNA) -> Line:
    return Line(LineId.new(), seconds(start, end), person, words)


ASKS = line(1, 3, "you like that one. shall we see?")
SOUNDS = line(2, 4, "ba", BEN)
TALK = Transcript.of([SOUNDS, ASKS])

spans = st.builds(
    lambda start, length: Span(Micros(start), Micros(start + length)), st.integers(0, 10**8), st.integers(2, 10**7)
)
words = st.lists(st.text("abcü", min_size=1, max_size=4), min_size=2, max_size=5)
lines = st.builds(
    lambda span, person, said: Line(LineId.new(), span, person, " ".join(said)),
    spans,
    st.sampled_from([HANNA, BEN, None]),
    words,
)
transcripts = st.lists(lines, min_size=1, max_size=6).map(Transcript.of)


def test_two_who_speak_at_once_stand_one_after_the_other_and_keep_their_times() -> None:
    assert [each.words for each in TALK.lines] == ["you like that one. shall we see?", "ba"]
    assert TALK.lines[0].span.overlaps(TALK.lines[1].span)
    assert [line for line in TALK.lines if line.person == BEN] == [SOUNDS]


def test_one_line_becomes_two_comments() -> None:
    after = TALK.split(ASKS.id, 18, Micros(1_500_000), rest=(rest := LineId.new()))

    assert after.line(ASKS.id) == Line(ASKS.id, seconds(1, 1.5), HANNA, "you like that one.")
    assert after.line(rest) == Line(rest, seconds(1.5, 3), HANNA, "shall we see?")


@pytest.mark.parametrize(("place", "at"), [(0, 2.0), (32, 2.0), (18, 1.0), (18, 3.0), (18, 9.0)])
def test_a_line_is_not_split_into_one_without_words_or_without_length(place: int, at: float) -> None:
    with pytest.raises(NotAllowed):
        TALK.split(ASKS.id, place, Micros(int(at * SECOND)), rest=LineId.new())


def test_what_two_people_said_is_never_one_line() -> None:
    with pytest.raises(NotAllowed):
        TALK.joined(ASKS.id, SOUNDS.id)


def test_a_line_that_somebody_took_out_cannot_be_changed() -> None:
    with pytest.raises(OutOfDate):
        TALK.without(ASKS.id).edited(ASKS.id, "you like it")


def test_a_line_without_words_is_none() -> None:
    with pytest.raises(NotAllowed):
        TALK.edited(ASKS.id, "  ")


def test_a_line_stands_once() -> None:
    with pytest.raises(ValueError, match="once"):
        TALK.added(ASKS)


@given(transcripts, st.data())
def test_splitting_and_joining_gives_the_line_back(talk: Transcript, data: st.DataObject) -> None:
    chosen = data.draw(st.sampled_from(talk.lines))
    place = chosen.words.index(" ")
    at = Micros(data.draw(st.integers(chosen.span.start + 1, chosen.span.end - 1)))

    parted = talk.split(chosen.id, place, at, rest=(rest := LineId.new()))

    assert parted.joined(chosen.id, rest) == talk


@given(transcripts, lines)
def test_what_is_added_and_taken_out_leaves_no_trace(talk: Transcript, fresh: Line) -> None:
    assert talk.added(fresh).without(fresh.id) == talk


@given(transcripts, transcripts, st.data())
def test_what_changed_says_all_that_is_needed_to_put_it_back(
    one: Transcript, other: Transcript, data: st.DataObject
) -> None:
    kept = data.draw(st.lists(st.sampled_from(one.lines), unique_by=lambda line: line.id))
    after = Transcript.of((*other.lines, *kept))

    assert after.put_back(after.since(one)) == one


def test_what_one_person_says_in_two_lines_at_one_time_is_one_line() -> None:
    twin = line(1, 3, "yes.")
    unknown = [line(1, 3, "who?", None), line(1, 3, "where?", None)]

    after = Transcript.of([ASKS, twin, SOUNDS, *unknown]).without_twins()

    assert len(after.lines) == 4
    assert sorted(" ".join(each.words for each in after.lines if each.person == HANNA).split()) == sorted(
        f"{ASKS.words} {twin.words}".split()
    )


@given(transcripts, spans, st.sampled_from([HANNA, BEN, None]), st.data())
def test_whatever_is_done_to_one_line_leaves_the_others_and_the_order(
    talk: Transcript, span: Span, person: PersonId | None, data: st.DataObject
) -> None:
    chosen = data.draw(st.sampled_from(talk.lines))

    after = talk.retimed(chosen.id, span).edited(chosen.id, "oh").given_to(chosen.id, person)

    assert after.line(chosen.id) == Line(chosen.id, span, person, "oh")
    assert set(after.lines) - {after.line(chosen.id)} == set(talk.lines) - {chosen}
    assert [each.span for each in after.lines] == sorted(each.span for each in after.lines)
