"""Lines of a transcript coded twice and blind: what a second coder sees, how far two agree, and what is counted."""

import pytest

from tests.actions.test_comparing import compared
from tests.album import remembered
from tests.people import Someone, everyone_agrees, people_of, the, withdrawn
from vignette.actions import coding, coding_deeds, codings, comparing, mindedness, said, transcripts
from vignette.actions.counts import Stage
from vignette.domain.coding import Change, CodingId, Deed, DeedId, EventId, Kind
from vignette.domain.consent import Purpose
from vignette.domain.errors import ConsentMissing, NotAllowed, NotYours, OutOfDate
from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.domain.mindedness import Verdict, judged
from vignette.domain.person import Part, PersonId
from vignette.domain.span import SECOND, Micros, Span
from vignette.domain.transcript import LineId
from vignette.storage import transcripts as kept
from vignette.storage.rows import AuditLine

pytestmark = pytest.mark.django_db

REASON = "a: goes with what they do now"


@pytest.fixture
@remembered
def hanna(alice: Someone, family: FamilyId) -> PersonId:
    return the(Part.CLIENT, alice, family).id


@pytest.fixture
@remembered
def lines(alice: Someone, film: FilmId, hanna: PersonId) -> list[LineId]:
    """Four lines of Hanna's, one a second, over the whole of the film."""
    return [transcripts.add(alice.actor, film, words=f"Line {at}.", person=hanna, span=second(at)) for at in range(4)]


@pytest.fixture
@remembered
def first(alice: Someone, film: FilmId, lines: list[LineId]) -> CodingId:
    """Alice's coding, handed in: the first two lines fit, the others are not of the mind."""
    its = mindedness.begin(alice.actor, film)
    code(alice, its, lines, fitting=2)
    codings.end(alice.actor, its)
    return its


def second(at: int) -> Span:
    return Span(Micros(at * SECOND), Micros((at + 1) * SECOND))


def code(someone: Someone, its: CodingId, lines: list[LineId], *, fitting: int) -> None:
    number = mindedness.see(someone.actor, its).number
    for place, line in enumerate(lines):
        mindedness.say_of_mind(someone.actor, its, number, line, (), of_the_mind=place < fitting)
        if place < fitting:
            mindedness.say_fit(someone.actor, its, number, line, REASON, fits=True)


class TestASecondCoder:
    def test_sees_the_lines_and_nothing_of_the_first_coding(
        self, alice: Someone, bob: Someone, first: CodingId, lines: list[LineId]
    ) -> None:
        its = codings.ask_second(alice.actor, first, bob.id, share=1)

        page = mindedness.see(bob.actor, its)

        assert [each.line.words for each in page.shown] == [f"Line {at}." for at in range(4)]
        assert {each.of_the_mind for each in page.lines} == {None}
        assert page.left_in_first == 4
        for deed in (
            lambda: mindedness.see(bob.actor, first),
            lambda: mindedness.say_of_mind(bob.actor, first, page.number, lines[0], (), of_the_mind=False),
            lambda: mindedness.count_the_body(bob.actor, first, counts=True),
        ):
            with pytest.raises(NotYours):
                deed()

    def test_reads_the_lines_only(
        self, alice: Someone, bob: Someone, film: FilmId, first: CodingId, lines: list[LineId]
    ) -> None:
        codings.ask_second(alice.actor, first, bob.id, share=1)
        number = kept.load(film).number

        for deed in (
            lambda: said.see(bob.actor, film),
            lambda: transcripts.take_out(bob.actor, film, number, lines[0]),
            lambda: transcripts.undo(bob.actor, film, number),
        ):
            with pytest.raises(NotYours):
                deed()

    def test_goes_on_while_the_guider_puts_other_lines_right(
        self, alice: Someone, bob: Someone, film: FilmId, hanna: PersonId, first: CodingId, lines: list[LineId]
    ) -> None:
        its = codings.ask_second(alice.actor, first, bob.id, share=1)
        seen = mindedness.see(bob.actor, its).number
        transcripts.edit(alice.actor, film, seen, lines[0], words="Line nought.", person=hanna, span=second(0))

        mindedness.say_of_mind(bob.actor, its, seen, lines[1], (), of_the_mind=True)

        assert [each.of_the_mind for each in mindedness.see(bob.actor, its).lines] == [None, True, None, None]
        with pytest.raises(OutOfDate):
            mindedness.say_of_mind(bob.actor, its, seen, lines[0], (), of_the_mind=True)

    def test_codes_blind_until_it_is_handed_in(
        self, alice: Someone, bob: Someone, first: CodingId, lines: list[LineId]
    ) -> None:
        its = codings.ask_second(alice.actor, first, bob.id, share=1)
        code(bob, its, lines, fitting=1)

        with pytest.raises(NotAllowed, match="coded blind"):
            mindedness.see(alice.actor, its)
        with pytest.raises(NotYours):
            mindedness.say_of_mind(alice.actor, its, 4, lines[0], (), of_the_mind=False)
        codings.end(bob.actor, its)

        (adult,) = mindedness.see(alice.actor, its).adults
        assert (adult.counted.appropriate, adult.counted.comments) == (1, 4)
        with pytest.raises(NotAllowed, match="handed in"):
            mindedness.say_of_mind(bob.actor, its, 4, lines[0], (), of_the_mind=False)

    def test_of_a_share_of_the_film_codes_the_lines_in_it_alone(
        self, alice: Someone, bob: Someone, film: FilmId, hanna: PersonId, first: CodingId, lines: list[LineId]
    ) -> None:
        """Of four seconds an eighth is asked for: a sixth of one at the beginning, in the middle and at the end."""
        between = transcripts.add(
            alice.actor, film, words="Between.", person=hanna, span=Span(Micros(SECOND), Micros(SECOND * 3 // 2))
        )
        its = codings.ask_second(alice.actor, first, bob.id, share=0.125)

        page = mindedness.see(bob.actor, its)

        assert [each.line.id for each in page.lines] == lines
        with pytest.raises(OutOfDate):
            mindedness.say_of_mind(bob.actor, its, page.number, between, (), of_the_mind=False)
        assert [each.counted.comments for each in page.adults] == [4]

    def test_needs_the_familys_consent_for_as_long_as_it_is_coded(
        self, alice: Someone, bob: Someone, family: FamilyId, first: CodingId, lines: list[LineId]
    ) -> None:
        its = codings.ask_second(alice.actor, first, bob.id, share=1)

        withdrawn(alice, family, people_of(alice, family)[0], Purpose.OWN_SUPERVISION)

        with pytest.raises((ConsentMissing, NotYours)):
            mindedness.see(bob.actor, its)
        with pytest.raises((ConsentMissing, NotYours)):
            mindedness.say_of_mind(bob.actor, its, 4, lines[0], (), of_the_mind=False)

    def test_every_deed_and_look_stands_in_the_familys_record(
        self, alice: Someone, bob: Someone, family: FamilyId, first: CodingId, lines: list[LineId]
    ) -> None:
        its = codings.ask_second(alice.actor, first, bob.id, share=1)

        code(bob, its, lines[:1], fitting=0)

        verbs = AuditLine.objects.filter(who=f"account {bob.id}", family=family.value).values_list("verb", flat=True)
        assert set(verbs) == {"WATCH_FOR_GUIDER", "CODE_FOR_GUIDER"}

    def test_agrees_with_the_first_as_far_as_is_worked_out_by_hand(
        self, alice: Someone, bob: Someone, film: FilmId, hanna: PersonId, first: CodingId, lines: list[LineId]
    ) -> None:
        """Of four lines of a second each, A says fits fits no no, B says fits no no no: three alike.

        By chance they agree in 1/2 * 1/4 + 1/2 * 3/4 of them.
        """
        its = codings.ask_second(alice.actor, first, bob.id, share=1)
        code(bob, its, lines, fitting=1)
        codings.end(bob.actor, its)

        (hannas,) = compared(alice, first, its).people

        assert hannas.name == "Hanna"
        fits = next(row for row in hannas.rows if row.code == Verdict.APPROPRIATE)
        assert fits.kappa.value == pytest.approx((3 / 4 - 1 / 2) / (1 - 1 / 2))
        assert fits.by_time.table.counts == ((2.0, 0.0), (1.0, 1.0))


class TestOthersWhoCode:
    def test_a_trainee_practises_with_a_model_and_sees_it_afterwards_alone(
        self, alice: Someone, bob: Someone, family: FamilyId, film: FilmId, lines: list[LineId]
    ) -> None:
        everyone_agrees(alice, family, [Purpose.TEACHING])
        model = codings.begin(alice.actor, film, codebook="mind-mindedness@1", kind=Kind.MODEL)
        code(alice, model, lines, fitting=2)
        its = codings.ask_trainee(alice.actor, model, bob.id)

        code(bob, its, lines, fitting=2)

        with pytest.raises(NotYours):
            mindedness.see(bob.actor, model)
        codings.end(bob.actor, its)
        (hannas,) = compared(bob, its, model).people
        assert {row.kappa.value for row in hannas.rows if row.code == Verdict.APPROPRIATE} == {1.0}

    def test_a_colleague_codes_along_in_a_shared_coding(
        self, alice: Someone, bob: Someone, film: FilmId, lines: list[LineId]
    ) -> None:
        its = codings.begin(alice.actor, film, codebook="mind-mindedness@1", kind=Kind.SHARED)
        codings.invite(alice.actor, its, bob.id)

        code(alice, its, lines[:2], fitting=1)
        code(bob, its, lines[2:], fitting=1)

        for each in (alice, bob):
            assert [line.of_the_mind for line in mindedness.see(each.actor, its).lines] == [True, False, True, False]

    def test_a_coding_in_other_words_has_no_lines(self, alice: Someone, film: FilmId, lines: list[LineId]) -> None:
        its = codings.begin(alice.actor, film, codebook="vig@1")

        with pytest.raises(NotYours):
            mindedness.see(alice.actor, its)
        with pytest.raises(NotYours):
            mindedness.count_the_body(alice.actor, its, counts=True)

    def test_a_line_that_moves_takes_what_both_coders_said_of_it_along(
        self, alice: Someone, bob: Someone, film: FilmId, hanna: PersonId, lines: list[LineId]
    ) -> None:
        own = mindedness.begin(alice.actor, film)
        code(alice, own, lines, fitting=1)
        its = codings.ask_second(alice.actor, own, bob.id, share=1)
        code(bob, its, lines, fitting=0)

        transcripts.edit(
            alice.actor, film, 4, lines[0], words="Line 0.", person=hanna, span=Span(Micros(1), Micros(SECOND))
        )

        assert [each.of_the_mind for each in mindedness.see(bob.actor, its).lines] == [False] * 4
        assert mindedness.see(alice.actor, own).lines[0].fits is True


class TestTheBody:
    """Whether being hungry, tired or cold is something on the mind: variants of the manual differ (domain.md 2.5)."""

    @pytest.fixture
    def its(self, alice: Someone, film: FilmId, lines: list[LineId], hanna: PersonId) -> CodingId:
        """Of four lines one fits, one speaks of the body alone and fits, two are not of the mind."""
        coding_id = mindedness.begin(alice.actor, film)
        code(alice, coding_id, lines, fitting=1)
        line, (_, event, *_) = kept.load(film).transcript.lines[1], coding.see_desk(alice.actor, coding_id).events
        body = {"about": ("the body only",), "fits": (REASON,)}
        after = judged(line, Verdict.APPROPRIATE, body, event=EventId(event.id.value))
        coding_deeds.do(alice.actor, coding_id, [Deed(DeedId.new(), (Change(event.id, event, after),))])
        return coding_id

    def test_is_not_counted_unless_the_coding_says_so_and_both_ways_are_told(
        self, alice: Someone, its: CodingId
    ) -> None:
        (adult,) = mindedness.see(alice.actor, its).adults
        assert (adult.counted.appropriate_index, adult.other_way.appropriate_index) == (25.0, 50.0)

        mindedness.count_the_body(alice.actor, its, counts=True)
        (adult,) = mindedness.see(alice.actor, its).adults
        assert (adult.counted.appropriate_index, adult.other_way.appropriate_index) == (50.0, 25.0)

        mindedness.count_the_body(alice.actor, its, counts=False)
        (adult,) = mindedness.see(alice.actor, its).adults
        assert adult.counted.appropriate_index == 25.0

    def test_is_compared_both_ways_and_where_two_codings_differ_in_it_without_first(
        self, alice: Someone, bob: Someone, its: CodingId, lines: list[LineId]
    ) -> None:
        """Of four lines A finds one of the mind, and one more of the body; B the same two, and counts the body.

        Without the body three of four are the same, and chance would give 1/4 * 1/2 + 3/4 * 1/2; with it all are.
        """
        second = codings.ask_second(alice.actor, its, bob.id, share=1)
        code(bob, second, lines, fitting=2)
        mindedness.count_the_body(bob.actor, second, counts=True)
        codings.end(bob.actor, second)

        beside = compared(alice, its, second).lines

        assert beside is not None
        assert (beside.is_unlike, beside.counts_the_body) == (True, False)
        (hannas,) = beside.adults
        assert (hannas.name, hannas.shares) == ("Hanna", (0.25, 0.5))
        assert [(each.counts_the_body, each.shares) for each in hannas.ways] == [
            (False, (0.25, 0.5)), (True, (0.5, 0.5)),
        ]  # fmt: skip
        assert [[each.value for each in way.figures[:2]] for way in hannas.ways] == [[0.75, 0.5], [1.0, 1.0]]

        mindedness.count_the_body(alice.actor, its, counts=True)
        page = comparing.see_comparison(alice.actor, its, second)

        assert page.count.stage is Stage.DONE
        assert page.lines is not None
        assert (page.lines.is_unlike, page.lines.counts_the_body) == (False, True)
        assert [each.counts_the_body for each in page.lines.adults[0].ways] == [True, False]
        assert page.lines.adults[0].shares == (0.5, 0.5)

    def test_waits_for_the_second_step_only_where_it_is_counted(
        self, alice: Someone, its: CodingId, lines: list[LineId]
    ) -> None:
        mindedness.say_fit(alice.actor, its, 4, lines[1], "", fits=None)
        assert mindedness.see(alice.actor, its).left_in_second == 0

        mindedness.count_the_body(alice.actor, its, counts=True)

        assert mindedness.see(alice.actor, its).left_in_second == 1

    def test_is_chosen_for_one_coding_and_changes_no_other_and_no_code(
        self, alice: Someone, film: FilmId, its: CodingId
    ) -> None:
        other = codings.begin(alice.actor, film, codebook="mind-mindedness@1", kind=Kind.MODEL)
        before = coding.see_desk(alice.actor, its).events

        mindedness.count_the_body(alice.actor, its, counts=True)

        assert mindedness.see(alice.actor, its).counts_the_body
        assert not mindedness.see(alice.actor, other).counts_the_body
        assert coding.see_desk(alice.actor, its).events == before

    def test_stays_as_it_was_chosen_once_the_coding_is_handed_in(self, alice: Someone, its: CodingId) -> None:
        codings.end(alice.actor, its)

        with pytest.raises(NotAllowed, match="handed in"):
            mindedness.count_the_body(alice.actor, its, counts=True)
