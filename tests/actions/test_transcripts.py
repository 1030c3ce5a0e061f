"""What is said in a film: nothing goes unasked, what was coded goes along, the numbers are those of the manual."""

from collections.abc import Sequence
from contextlib import suppress

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.album import remembered
from tests.people import Someone, everyone_agrees, people_of, the, withdrawn
from vignette.actions import captions, coding, codings, films, mindedness, said, transcripts
from vignette.domain.coding import CodingId, Event
from vignette.domain.consent import Purpose
from vignette.domain.errors import ConsentMissing, NotAllowed, NotYours, OutOfDate
from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.domain.naming import Named, Naming, Swap
from vignette.domain.person import Part, PersonId
from vignette.domain.span import SECOND, Micros, Span
from vignette.domain.spoken import Spoken
from vignette.domain.transcript import LineId
from vignette.exchange.looks import pack_look
from vignette.storage import assets, blobs, namings, rows
from vignette.storage import transcripts as kept
from vignette.storage.assets import Asset

pytestmark = pytest.mark.django_db

CAPTIONS = """WEBVTT

NOTE made by hand

00:00.500 --> 00:01.000
<v Hanna>You want the red one!

00:01.000 --> 00:01.500
<v Jonas>Da!

00:01.500 --> 00:02.000
<v Granny>Look.

00:09.000 --> 00:10.000
<v Hanna>Too late.
"""
REASON = "a: goes with what they do now"


@pytest.fixture
@remembered
def hanna(alice: Someone, family: FamilyId) -> PersonId:
    return the(Part.CLIENT, alice, family).id


@pytest.fixture
@remembered
def jonas(alice: Someone, family: FamilyId) -> PersonId:
    return the(Part.PARTNER, alice, family).id


def seconds(start: float, end: float) -> Span:
    return Span(Micros(round(start * SECOND)), Micros(round(end * SECOND)))


def number(film: FilmId) -> int:
    return kept.load(film).number


def words(film: FilmId) -> list[str]:
    return [line.words for line in kept.load(film).transcript.lines]


def write(alice: Someone, film: FilmId, who: PersonId, *said: str) -> list[LineId]:
    """Lines of a tenth of a second, one after the other."""
    return [
        transcripts.add(alice.actor, film, words=each, person=who, span=seconds(at / 10, (at + 1) / 10))
        for at, each in enumerate(said)
    ]


def begin(alice: Someone, film: FilmId, lines: Sequence[LineId], *, fits: int = 0, misses: int = 0) -> CodingId:
    """Both steps: the first lines fit, the next do not, and none of the others is of the mind."""
    its = mindedness.begin(alice.actor, film)
    judge(alice, its, number(film), lines, fits=fits, misses=misses)
    return its


def judge(who: Someone, its: CodingId, at: int, lines: Sequence[LineId], *, fits: int = 0, misses: int = 0) -> None:
    for place, line in enumerate(lines):
        is_of_mind = place < fits + misses
        mindedness.say_of_mind(who.actor, its, at, line, (), of_the_mind=is_of_mind)
        if is_of_mind:
            mindedness.say_fit(who.actor, its, at, line, REASON, fits=place < fits)


def own(alice: Someone, film: FilmId) -> CodingId:
    its = said.see(alice.actor, film).coding
    assert its is not None
    return its


def coded(alice: Someone, film: FilmId) -> tuple[Event, ...]:
    return tuple(coding.see_desk(alice.actor, own(alice, film)).events)


def bring(alice: Someone, film: FilmId, text: str, people: dict[str, PersonId], *, replaces: bool = False) -> None:
    captions.bring_in(alice.actor, film, number(film), text.encode(), people, replaces=replaces)


def test_a_file_of_captions_says_first_what_it_would_bring_and_lose_and_changes_nothing(
    alice: Someone, film: FilmId, hanna: PersonId, jonas: PersonId
) -> None:
    reading = captions.read(alice.actor, film, CAPTIONS.encode())

    assert (reading.lines, reading.replaced) == (3, 0)
    assert reading.speakers == (("Hanna", hanna), ("Jonas", jonas), ("Granny", None))
    assert any("NOTE" in loss for loss in reading.losses)
    assert any("after the end of the film were left out: 1" in loss for loss in reading.losses)
    assert words(film) == []


def test_whoever_is_nobody_in_the_film_stays_in_the_words(alice: Someone, film: FilmId, hanna: PersonId) -> None:
    bring(alice, film, CAPTIONS, {"Hanna": hanna})

    assert words(film) == ["You want the red one!", "Jonas: Da!", "Granny: Look."]
    assert [line.person for line in kept.load(film).transcript.lines] == [hanna, None, None]


def test_lines_that_are_there_go_only_once_that_is_confirmed_and_come_back(
    alice: Someone, film: FilmId, hanna: PersonId
) -> None:
    lines = write(alice, film, hanna, "Shall we?", "There.")
    begin(alice, film, lines, fits=1)
    before = coded(alice, film)
    assert captions.read(alice.actor, film, CAPTIONS.encode()).coded == 2

    with pytest.raises(NotAllowed, match="take their place"):
        bring(alice, film, CAPTIONS, {})
    assert words(film) == ["Shall we?", "There."]

    bring(alice, film, CAPTIONS, {}, replaces=True)
    assert (len(words(film)), coded(alice, film)) == (3, ())
    transcripts.undo(alice.actor, film, number(film))
    assert (words(film), coded(alice, film)) == (["Shall we?", "There."], before)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 1000,
        b"WEBVTT",
        b"\xff\xfe\x00",
        b"WEBVTT\n\n00:00.000 --> 00:01.000\n",
        b"WEBVTT\n\n" + b"<" * 900_000,
        b"-->" * 300_000,
        b"1\n00:00:00,000 --> 00:00:01,000\n" + b"a" * 900_000,
        b"x" * 1_000_001,
        b"WEBVTT\n\n99:00:00.000 --> 99:00:01.000\nFrom another film.\n",
    ],
)
def test_a_broken_or_hostile_file_gets_one_sentence_and_changes_nothing(
    content: bytes, alice: Someone, film: FilmId
) -> None:
    with pytest.raises(NotAllowed) as told:
        captions.bring_in(alice.actor, film, 0, content, {}, replaces=True)

    assert str(told.value).endswith(".")
    assert "\n" not in str(told.value)
    assert kept.load(film).number == 0


def test_what_was_coded_goes_along_with_its_line_and_back(
    alice: Someone, film: FilmId, hanna: PersonId, jonas: PersonId
) -> None:
    lines = write(alice, film, hanna, "You like it.", "So you do.")
    begin(alice, film, lines, fits=2)
    before = coded(alice, film)

    transcripts.edit(
        alice.actor, film, number(film), lines[0], words="You do like it.", person=hanna, span=seconds(2, 3)
    )
    (second, first) = coded(alice, film)
    assert (first.id, first.start, first.end) == (before[0].id, 2 * SECOND, 3 * SECOND)
    assert second == before[1]

    transcripts.undo(alice.actor, film, number(film))
    assert coded(alice, film) == before
    assert words(film) == ["You like it.", "So you do."]


def test_a_line_is_split_where_its_words_break_and_what_was_coded_stays_with_its_first_part(
    alice: Someone, film: FilmId, hanna: PersonId
) -> None:
    (line,) = write(alice, film, hanna, "Yes! You want it")
    begin(alice, film, [line], fits=1)

    transcripts.part(alice.actor, film, number(film), line, words="Yes!\nYou want it")

    first, rest = kept.load(film).transcript.lines
    assert (first.words, rest.words) == ("Yes!", "You want it")
    assert (first.span.start, first.span.end, rest.span.end) == (0, rest.span.start, SECOND // 10)
    (event,) = coded(alice, film)
    assert (event.start, event.end) == (first.span.start, first.span.end)


def test_joined_lines_keep_what_was_coded_on_the_first_and_undo_brings_the_other_back(
    alice: Someone, film: FilmId, hanna: PersonId
) -> None:
    lines = write(alice, film, hanna, "You", "want it.")
    begin(alice, film, lines, fits=1, misses=1)
    before = coded(alice, film)

    transcripts.join(alice.actor, film, number(film), lines[0])
    assert words(film) == ["You want it."]
    assert [(event.code, event.end) for event in coded(alice, film)] == [("MA", SECOND // 5)]

    transcripts.undo(alice.actor, film, number(film))
    assert coded(alice, film) == before
    with pytest.raises(NotAllowed, match="last line"):
        transcripts.join(alice.actor, film, number(film), lines[1])


def test_a_line_that_is_taken_out_takes_its_code_along(alice: Someone, film: FilmId, hanna: PersonId) -> None:
    lines = write(alice, film, hanna, "One.", "Two.")
    begin(alice, film, lines)

    transcripts.take_out(alice.actor, film, number(film), lines[0])

    assert (words(film), len(coded(alice, film))) == (["Two."], 1)


def test_every_change_is_taken_back_one_by_one_until_nothing_is_left(
    alice: Someone, film: FilmId, hanna: PersonId
) -> None:
    lines = write(alice, film, hanna, "One.", "Two.")
    transcripts.edit(alice.actor, film, 2, lines[0], words="1.", person=None, span=seconds(3, 4))
    seen = []
    for _ in range(3):
        transcripts.undo(alice.actor, film, number(film))
        seen.append(words(film))

    assert seen == [["One.", "Two."], ["One."], []]
    with pytest.raises(NotAllowed, match="nothing to take back"):
        transcripts.undo(alice.actor, film, number(film))


def test_more_than_a_hundred_changes_are_taken_back_and_done_again(
    alice: Someone, film: FilmId, hanna: PersonId
) -> None:
    (line,) = write(alice, film, hanna, "0")
    for each in range(1, 102):
        transcripts.edit(alice.actor, film, number(film), line, words=str(each), person=hanna, span=seconds(0, 1))

    for _ in range(102):
        transcripts.undo(alice.actor, film, number(film))
    assert words(film) == []
    assert not said.see(alice.actor, film).can_undo
    for _ in range(102):
        transcripts.redo(alice.actor, film, number(film))

    assert words(film) == ["101"]
    with pytest.raises(NotAllowed, match="nothing to do again"):
        transcripts.redo(alice.actor, film, number(film))


def test_what_was_taken_back_is_not_done_again_once_something_else_was_changed(
    alice: Someone, film: FilmId, hanna: PersonId
) -> None:
    write(alice, film, hanna, "One.", "Two.", "Three.")
    for _ in range(2):
        transcripts.undo(alice.actor, film, number(film))
    assert said.see(alice.actor, film).can_redo

    transcripts.add(alice.actor, film, words="Four.", person=hanna, span=seconds(3, 4))

    assert not said.see(alice.actor, film).can_redo
    for _ in range(2):
        transcripts.undo(alice.actor, film, number(film))
    assert words(film) == []


def test_a_line_that_comes_back_brings_what_was_coded_on_it_since(
    alice: Someone, film: FilmId, hanna: PersonId
) -> None:
    """Not only a line that was taken out: one that was added, coded, taken back and added again has its code."""
    begin(alice, film, write(alice, film, hanna, "One.", "Two."), fits=1, misses=1)
    before = coded(alice, film)

    transcripts.undo(alice.actor, film, number(film))
    assert [event.code for event in coded(alice, film)] == ["MA"]
    transcripts.redo(alice.actor, film, number(film))

    assert coded(alice, film) == before


TIMES = st.tuples(st.integers(0, 3), st.integers(1, 3)).map(lambda its: seconds(its[0], min(4, its[0] + its[1])))
DEEDS = st.lists(
    st.tuples(st.sampled_from(["edit", "part", "join", "out", "add"]), st.integers(0, 5), TIMES), max_size=8
)


@given(DEEDS)
@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_done_is_taken_back_and_done_again_to_the_letter_and_so_is_what_was_coded(
    alice: Someone, family: FamilyId, film: FilmId, deeds: list[tuple[str, int, Span]]
) -> None:
    hanna = the(Part.CLIENT, alice, family).id
    if not kept.load(film).transcript.lines:
        begin(
            alice, film, write(alice, film, hanna, "You want it.", "There it is.", "Mummy is tired."), fits=1, misses=1
        )
    before, then = kept.load(film).transcript, coded(alice, film)
    began = number(film)
    for what, which, span in deeds:
        with suppress(NotAllowed):
            do(alice, film, hanna, what, which, span)
        assert len(coded(alice, film)) == sum(line.of_the_mind is not None for line in page(alice, film).lines)
    done = number(film) - began
    made, was_coded = kept.load(film).transcript, coded(alice, film)
    for _ in range(2):
        for _ in range(done):
            transcripts.undo(alice.actor, film, number(film))
        assert (kept.load(film).transcript, coded(alice, film)) == (before, then)
        for _ in range(done):
            transcripts.redo(alice.actor, film, number(film))
        assert (kept.load(film).transcript, coded(alice, film)) == (made, was_coded)


def do(alice: Someone, film: FilmId, hanna: PersonId, what: str, which: int, span: Span) -> None:
    now, at = kept.load(film).transcript.lines, number(film)
    if what == "add" or not now:
        transcripts.add(alice.actor, film, words="And one more.", person=hanna, span=span)
        return
    line = now[which % len(now)]
    match what:
        case "edit":
            transcripts.edit(alice.actor, film, at, line.id, words=f"{line.words}!", person=hanna, span=span)
        case "part":
            transcripts.part(alice.actor, film, at, line.id, words=line.words.replace(" ", "\n", 1))
        case "join":
            transcripts.join(alice.actor, film, at, line.id)
        case _:
            transcripts.take_out(alice.actor, film, at, line.id)


def page(alice: Someone, film: FilmId) -> mindedness.LinesPage:
    return mindedness.see(alice.actor, own(alice, film))


def test_two_lines_of_one_person_never_have_exactly_the_same_times(
    alice: Someone, film: FilmId, hanna: PersonId
) -> None:
    write(alice, film, hanna, "One.")

    with pytest.raises(NotAllowed, match="exactly these times"):
        transcripts.add(alice.actor, film, words="Two.", person=hanna, span=seconds(0, 0.1))
    bring(
        alice,
        film,
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>One.</v><v B>Two.</v>",
        {"A": hanna, "B": hanna},
        replaces=True,
    )
    assert words(film) == ["One. Two."]


def test_what_another_window_changed_is_not_written_over(alice: Someone, film: FilmId, hanna: PersonId) -> None:
    (line,) = write(alice, film, hanna, "One.")
    its = begin(alice, film, [line])
    seen = number(film)
    transcripts.edit(alice.actor, film, seen, line, words="1.", person=hanna, span=seconds(0, 1))

    with pytest.raises(OutOfDate):
        transcripts.take_out(alice.actor, film, seen, line)
    with pytest.raises(OutOfDate):
        mindedness.say_of_mind(alice.actor, its, seen, line, (), of_the_mind=True)
    assert words(film) == ["1."]


def test_a_line_is_kept_though_others_were_changed_since_it_was_opened(
    alice: Someone, film: FilmId, hanna: PersonId
) -> None:
    one, two, three = write(alice, film, hanna, "One.", "Two.", "Three.")
    its, opened = begin(alice, film, [two, three]), number(film)
    transcripts.edit(alice.actor, film, opened, one, words="1.", person=hanna, span=seconds(0, 0.1))
    transcripts.take_out(alice.actor, film, opened, three)

    transcripts.edit(alice.actor, film, opened, two, words="2.", person=hanna, span=seconds(0.1, 0.2))
    mindedness.say_of_mind(alice.actor, its, number(film), two, (), of_the_mind=True)

    assert words(film) == ["1.", "2."]
    transcripts.undo(alice.actor, film, number(film))
    with pytest.raises(OutOfDate, match="Copy what you wrote"):
        transcripts.edit(alice.actor, film, opened, two, words="II.", person=hanna, span=seconds(0.1, 0.2))
    with pytest.raises(OutOfDate, match="not there any more"):
        transcripts.edit(alice.actor, film, opened, three, words="3.", person=hanna, span=seconds(0.2, 0.3))


def test_of_many_lines_no_more_is_asked_of_the_database_to_change_one_than_of_two(
    alice: Someone, film: FilmId, hanna: PersonId
) -> None:
    """Nor is more of them read: what a change takes does not grow with the film."""
    lines = write(alice, film, hanna, *(f"Line {each}." for each in range(10)))
    begin(alice, film, lines, fits=10)

    def asked(which: LineId, span: Span) -> tuple[int, int]:
        seen = number(film)
        with CaptureQueriesContext(connection) as its:
            transcripts.edit(alice.actor, film, seen, which, words="Other.", person=hanna, span=span)
        read = [sql for each in its if (sql := each["sql"]).startswith("SELECT") and '"transcript_line"."words"' in sql]
        assert all("LIMIT" in each for each in read)
        return len(its), len(read)

    of_ten = asked(lines[4], seconds(0.4, 0.45))
    for line in lines[:3]:
        transcripts.take_out(alice.actor, film, number(film), line)

    assert asked(lines[5], seconds(0.5, 0.55)) == of_ten


def test_what_was_handed_in_stays_as_it_is_and_only_words_can_be_put_right(
    alice: Someone, film: FilmId, hanna: PersonId
) -> None:
    (line,) = write(alice, film, hanna, "You want it")
    its = begin(alice, film, [line], fits=1)
    codings.end(alice.actor, its)

    transcripts.edit(alice.actor, film, number(film), line, words="You want it!", person=hanna, span=seconds(0, 0.1))
    with pytest.raises(NotAllowed, match="handed in"):
        transcripts.take_out(alice.actor, film, number(film), line)
    with pytest.raises(NotAllowed, match="handed in"):
        mindedness.say_fit(alice.actor, its, number(film), line, "", fits=False)
    assert words(film) == ["You want it!"]


@pytest.mark.parametrize(("span", "why"), [(seconds(0, 60), "inside its film"), (seconds(60, 61), "inside its film")])
def test_a_line_lies_inside_its_film(span: Span, why: str, alice: Someone, film: FilmId) -> None:
    with pytest.raises(NotAllowed, match=why):
        transcripts.add(alice.actor, film, words="x", person=None, span=span)


def test_only_people_of_the_film_speak_in_it(alice: Someone, film: FilmId) -> None:
    with pytest.raises(NotAllowed, match="not in the film"):
        transcripts.add(alice.actor, film, words="x", person=PersonId.new(), span=seconds(0, 1))


def test_the_two_numbers_are_in_a_hundred_of_all_comments_and_are_never_netted(
    alice: Someone, film: FilmId, hanna: PersonId, jonas: PersonId
) -> None:
    """Of eight comments of the adult two fit and one does not: 25 and 12.5 in a hundred, by the manual's definition."""
    lines = write(alice, film, hanna, *(f"Comment {each}." for each in range(8)))
    transcripts.add(alice.actor, film, words="Da!", person=jonas, span=seconds(2, 3))
    begin(alice, film, lines, fits=2, misses=1)

    (adult,) = page(alice, film).adults

    assert (adult.person.id, adult.counted.comments) == (hanna, 8)
    assert (adult.counted.appropriate_index, adult.counted.non_attuned_index) == (25.0, 12.5)


def test_without_comments_the_numbers_are_not_defined(alice: Someone, film: FilmId, jonas: PersonId) -> None:
    write(alice, film, jonas, "Da!")
    mindedness.begin(alice.actor, film)

    (adult,) = page(alice, film).adults

    assert (adult.counted.appropriate_index, adult.counted.non_attuned_index) == (None, None)


def test_what_is_left_to_do_is_told_for_each_step(alice: Someone, film: FilmId, hanna: PersonId) -> None:
    one, two, three, _ = write(alice, film, hanna, "One.", "Two.", "Three.", "Four.")
    its, at = mindedness.begin(alice.actor, film), number(film)
    mindedness.say_of_mind(alice.actor, its, at, one, ("feeling",), of_the_mind=True)
    mindedness.say_of_mind(alice.actor, its, at, two, ("the body only",), of_the_mind=True)
    mindedness.say_of_mind(alice.actor, its, at, three, (), of_the_mind=True)
    mindedness.say_fit(alice.actor, its, at, three, "b: has nothing to do with it", fits=True)

    left = page(alice, film)

    assert (left.left_in_first, left.left_in_second, left.without_reason) == (1, 1, 1)
    assert [line.about for line in left.lines[:2]] == [("feeling",), ("the body only",)]
    assert left.lines[2].why == ""  # a reason of the other answer is none


def test_the_first_step_can_be_taken_back_and_the_second_needs_it(
    alice: Someone, film: FilmId, hanna: PersonId
) -> None:
    (line,) = write(alice, film, hanna, "One.")
    its = begin(alice, film, [line], fits=1)

    mindedness.say_of_mind(alice.actor, its, 1, line, (), of_the_mind=None)

    assert coded(alice, film) == ()
    with pytest.raises(NotAllowed, match="first step"):
        mindedness.say_fit(alice.actor, its, 1, line, REASON, fits=True)


def test_saying_more_closely_what_a_line_speaks_of_keeps_the_second_step(
    alice: Someone, film: FilmId, hanna: PersonId
) -> None:
    (line,) = write(alice, film, hanna, "One.")
    its = begin(alice, film, [line], fits=1)

    mindedness.say_of_mind(alice.actor, its, 1, line, ("feeling",), of_the_mind=True)

    (event,) = coded(alice, film)
    assert (event.code, dict(event.modifiers)) == ("MA", {"about": ("feeling",), "fits": (REASON,)})


def test_only_an_adult_is_looked_at_and_only_in_a_coding_of_lines(
    alice: Someone, film: FilmId, jonas: PersonId
) -> None:
    (line,) = write(alice, film, jonas, "Da!")

    with pytest.raises(NotYours):
        mindedness.say_of_mind(
            alice.actor, codings.begin(alice.actor, film, codebook="vig@1"), 1, line, (), of_the_mind=True
        )
    with pytest.raises(NotAllowed, match="adult"):
        mindedness.say_of_mind(alice.actor, mindedness.begin(alice.actor, film), 1, line, (), of_the_mind=True)


def test_the_steps_are_one_coding_like_any_other(alice: Someone, film: FilmId, hanna: PersonId) -> None:
    begin(alice, film, write(alice, film, hanna, "One."), fits=1)
    assert mindedness.begin(alice.actor, film) == mindedness.begin(alice.actor, film)

    (its,) = codings.see_codings(alice.actor, film).codings

    assert (its.coding.codebook, its.count) == ("mind-mindedness@1", 1)


def test_what_is_taken_out_as_a_file_comes_back_as_it_was(
    alice: Someone, film: FilmId, hanna: PersonId, jonas: PersonId
) -> None:
    bring(alice, film, CAPTIONS, {"Hanna": hanna, "Jonas": jonas})
    before = kept.load(film).transcript.lines
    file = captions.take(alice.actor, film, "vtt").decode()

    bring(alice, film, file, {"Hanna": hanna, "Jonas": jonas}, replaces=True)

    after = kept.load(film).transcript.lines
    assert [(e.span, e.person, e.words) for e in after] == [(e.span, e.person, e.words) for e in before]


def test_the_words_of_a_speech_model_are_a_beginning_with_whom_the_guider_named(
    alice: Someone, family: FamilyId, film: FilmId, hanna: PersonId, jonas: PersonId
) -> None:
    everyone_agrees(alice, family, (Purpose.FILM, Purpose.ANALYSIS))
    heard = [
        Spoken(seconds(at, at + 0.5), each, who) for at, each, who in ((0, "you", "A"), (2, "da", "A"), (3, "?", ""))
    ]
    found = pack_look([], [], [], people=("A", "B"), settings_version="default-1", words=heard)
    assets.keep(film, Asset.FINDINGS, blobs.seal(family, "findings", [found]))
    # From the first second on, the analysis took each for the other.
    naming = Naming({"A": hanna, "B": jonas}, (Swap(Micros(SECOND), "A", "B"),))
    namings.save(family, film, Named(("A", "B"), naming))
    assert said.see(alice.actor, film).understood == 3

    captions.begin_from_words(alice.actor, film, 0)

    lines = kept.load(film).transcript.lines
    assert [(line.words, line.person) for line in lines] == [("you", hanna), ("da", jonas), ("?", None)]
    with pytest.raises(NotAllowed, match="already"):
        captions.begin_from_words(alice.actor, film, 1)


def test_where_no_words_were_understood_there_is_nothing_to_begin_with(alice: Someone, film: FilmId) -> None:
    assert said.see(alice.actor, film).understood == 0
    with pytest.raises(NotAllowed, match="No words"):
        captions.begin_from_words(alice.actor, film, 0)


def test_another_guider_reads_and_writes_nothing(alice: Someone, bob: Someone, film: FilmId, hanna: PersonId) -> None:
    (line,) = write(alice, film, hanna, "One.")
    its = mindedness.begin(alice.actor, film)

    for deed in (
        lambda: said.see(bob.actor, film),
        lambda: mindedness.see(bob.actor, its),
        lambda: transcripts.take_out(bob.actor, film, 1, line),
        lambda: transcripts.undo(bob.actor, film, 1),
        lambda: transcripts.redo(bob.actor, film, 1),
        lambda: captions.read(bob.actor, film, CAPTIONS.encode()),
        lambda: captions.bring_in(bob.actor, film, 1, CAPTIONS.encode(), {}, replaces=True),
        lambda: captions.take(bob.actor, film, "srt"),
        lambda: mindedness.begin(bob.actor, film),
        lambda: mindedness.say_of_mind(bob.actor, its, 1, line, (), of_the_mind=True),
        lambda: mindedness.count_the_body(bob.actor, its, counts=True),
    ):
        with pytest.raises(NotYours):
            deed()
    assert words(film) == ["One."]


def test_once_somebody_in_the_film_no_longer_agrees_nobody_reads_what_they_said(
    alice: Someone, family: FamilyId, film: FilmId, hanna: PersonId
) -> None:
    write(alice, film, hanna, "One.")
    withdrawn(alice, family, people_of(alice, family)[0], Purpose.FILM)

    with pytest.raises((ConsentMissing, NotYours)):
        said.see(alice.actor, film)


def test_the_words_are_sealed_and_go_with_their_film(alice: Someone, film: FilmId, hanna: PersonId) -> None:
    line, _ = write(alice, film, hanna, "A secret about the red one.", "A secret about the blue one.")
    transcripts.take_out(alice.actor, film, 2, line)
    raw = [
        *rows.TranscriptLine.objects.extra(select={"raw": "words"}).values_list("raw", flat=True),
        *rows.TranscriptStep.objects.extra(select={"raw": "change"}).values_list("raw", flat=True),
    ]
    assert len(raw) == 4
    assert not any("secret" in each for each in raw)

    films.erase_film(alice.actor, film)

    assert not rows.TranscriptLine.objects.exists()
    assert not rows.Transcript.objects.exists()
    assert not rows.TranscriptStep.objects.exists()
