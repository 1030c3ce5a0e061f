"""Where a shared review stands, whoever does what, and whatever the clock does."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from vignette.domain.errors import NotAllowed
from vignette.domain.playhead import (
    HEARD_LATE,
    LAST_PICTURE,
    SPEEDS,
    Command,
    Do,
    Playhead,
    Side,
    after,
    begun,
    run_begun,
)
from vignette.domain.span import SECOND, Micros, Span

GUIDER, CLIENT = Side.GUIDER, Side.CLIENT
# Three clips of a reel: from 0 to 10, to 25 and to 30 seconds.
REEL = tuple(Span(Micros(start * SECOND), Micros(end * SECOND)) for start, end in ((0, 10), (10, 25), (25, 30)))
END = REEL[-1].end

places = st.integers(-(10**9), 10**9).map(Micros)
commands = st.builds(
    Command,
    do=st.sampled_from(Do),
    at=st.none() | places,
    speed=st.none() | st.sampled_from(SPEEDS) | st.integers(-500, 500),
    x=st.none() | st.floats(-0.5, 1.5),
    y=st.none() | st.floats(0, 1),
    is_on=st.none() | st.booleans(),
)
# Who does what, and how long after the one before; now and then the clock was set back.
happenings = st.lists(st.tuples(st.sampled_from(Side), commands, st.integers(-(10**7), 10**8)), max_size=40)


def held(those: list[tuple[Side, Command, int]]) -> list[tuple[Playhead, Side, Command, Playhead]]:
    """A review in which all this is tried: state, who, what, and the state after it, the same where it was refused."""
    clock, state, told = Micros(0), begun(REEL, Micros(0)), []
    for by, command, later in those:
        clock = Micros(max(0, clock + later))
        try:
            now = after(state, command, by, clock, REEL)
        except NotAllowed:
            now = state
        told.append((state.seen_at(clock), by, command, now))
        state = now
    return told


def at(seconds: float) -> Micros:
    return Micros(round(seconds * SECOND))


def playing(start: float = 2, *, clock: float = 0) -> Playhead:
    return after(begun(REEL, at(clock)), Command(Do.PLAY, at(start)), GUIDER, at(clock), REEL)


@given(happenings)
def test_whoever_pauses_it_stands(those: list[tuple[Side, Command, int]]) -> None:
    for before, _, command, now in held(those):
        if command.do is Do.PAUSE and not before.is_over:
            assert not now.is_playing
            assert now.seen_at(Micros(now.clock + at(60))).at == now.at
            assert abs(now.at - before.at) <= HEARD_LATE


@given(happenings)
def test_numbers_only_grow_with_everything_that_is_done(those: list[tuple[Side, Command, int]]) -> None:
    for before, _, _, now in held(those):
        assert now.number in (before.number, before.number + 1)


@given(happenings, st.integers(0, 10**9))
def test_the_place_never_leaves_the_reel(those: list[tuple[Side, Command, int]], later: int) -> None:
    for _, _, _, now in held(those):
        assert 0 <= now.at <= now.until < END
        assert now.at <= now.seen_at(Micros(now.clock + later)).at <= now.until


@given(happenings)
def test_nobody_without_the_lead_starts_or_moves_it(those: list[tuple[Side, Command, int]]) -> None:
    for before, by, command, now in held(those):
        if by is not before.lead and command.do is not Do.BEGIN_AGAIN and now.number != before.number:
            assert not now.is_playing or before.is_playing
            assert now.speed == before.speed
            assert command.do is Do.PAUSE or now.at == before.at


@given(happenings)
def test_the_client_never_takes_the_lead_by_themselves(those: list[tuple[Side, Command, int]]) -> None:
    for before, by, _, now in held(those):
        if by is CLIENT:
            assert before.lead is CLIENT or now.lead is GUIDER


@given(st.lists(st.sampled_from(SPEEDS), min_size=1, max_size=30), st.integers(1, 10**5))
def test_changing_speed_on_the_way_loses_no_picture(speeds: list[int], step: int) -> None:
    state, clock, expected = playing(0), 0, 0.0
    for speed in speeds:
        state = after(state, Command(Do.SPEED, speed=speed), GUIDER, Micros(clock), REEL)
        clock += step
        expected += step * speed / 100
    assume(expected < REEL[0].end - LAST_PICTURE)
    assert state.seen_at(Micros(clock)).at == pytest.approx(expected, abs=len(speeds))


def test_a_clip_is_played_to_its_last_picture_and_stands_there() -> None:
    stood = playing(8).seen_at(at(60))

    assert (stood.at, stood.is_playing) == (REEL[0].end - LAST_PICTURE, False)


def test_to_play_where_a_clip_has_ended_goes_on_with_the_next() -> None:
    stood = playing(8).seen_at(at(60))
    going = after(stood, Command(Do.PLAY), GUIDER, at(60), REEL)

    assert (going.at, going.until, going.is_playing) == (at(10), at(25) - LAST_PICTURE, True)


def test_at_the_end_of_the_reel_there_is_nothing_more_to_play() -> None:
    stood = playing(28).seen_at(at(60))

    assert not after(stood, Command(Do.PLAY), GUIDER, at(60), REEL).is_playing


def test_the_client_can_pause_although_the_guider_leads_and_where_they_saw_it() -> None:
    paused = after(playing(2), Command(Do.PAUSE, at(2.7)), CLIENT, at(1), REEL)

    assert (paused.at, paused.is_playing) == (at(2.7), False)


def test_a_pause_is_no_way_to_go_elsewhere() -> None:
    paused = after(playing(2), Command(Do.PAUSE, at(9)), CLIENT, at(1), REEL)

    assert paused.at == at(3)


@pytest.mark.parametrize("do", [Do.PLAY, Do.SEEK, Do.SPEED, Do.GIVE_LEAD, Do.TAKE_LEAD, Do.ASK, Do.FINISH])
def test_what_is_not_the_clients_is_refused_with_a_sentence(do: Do) -> None:
    with pytest.raises(NotAllowed, match=r"\w+.*\."):
        after(begun(REEL, at(0)), Command(do, at(1), 50), CLIENT, at(0), REEL)


@pytest.mark.parametrize("is_playing", [True, False])
def test_the_lead_changes_hands_without_a_step_of_the_film(is_playing: bool) -> None:
    before = playing(2) if is_playing else begun(REEL, at(0))
    wanted = after(before, Command(Do.ASK_FOR_LEAD), CLIENT, at(1), REEL)
    given_away = after(wanted, Command(Do.GIVE_LEAD), GUIDER, at(2), REEL)

    assert (wanted.wants_lead, wanted.lead) == (True, GUIDER)
    assert (given_away.wants_lead, given_away.lead) == (False, CLIENT)
    assert given_away.at == before.seen_at(at(2)).at
    assert given_away.is_playing == is_playing
    assert after(given_away, Command(Do.TAKE_LEAD), GUIDER, at(2), REEL).lead is GUIDER


def test_who_leads_can_seek_while_it_plays_and_it_goes_on_from_there() -> None:
    moved = after(playing(2), Command(Do.SEEK, at(12)), GUIDER, at(1), REEL)

    assert (moved.at, moved.until, moved.is_playing) == (at(12), at(25) - LAST_PICTURE, True)


def test_a_clock_that_was_set_back_stops_the_film_for_a_while_but_never_turns_it_round() -> None:
    assert playing(2, clock=100).seen_at(at(40)).at == at(2)


def test_a_question_stays_with_its_clip() -> None:
    asked = after(playing(2), Command(Do.ASK, is_on=True), GUIDER, at(1), REEL)

    assert asked.asks
    assert after(asked, Command(Do.SEEK, at(1)), GUIDER, at(2), REEL).asks
    assert not after(asked, Command(Do.SEEK, at(11)), GUIDER, at(2), REEL).asks


def test_one_pointing_is_told_from_the_next() -> None:
    once = after(playing(), Command(Do.POINT, x=0.5, y=0.5), CLIENT, at(1), REEL)
    twice = after(once, Command(Do.POINT, x=0.5, y=0.5), GUIDER, at(1), REEL)

    assert once.spot is not None
    assert twice.spot is not None
    assert (once.spot.by, twice.spot.by, twice.spot.number) == (CLIENT, GUIDER, once.spot.number + 1)


def test_after_it_was_finished_only_the_guider_begins_it_again() -> None:
    over = after(playing(), Command(Do.FINISH), GUIDER, at(1), REEL)

    assert (over.is_over, over.is_playing) == (True, False)
    for by, do in ((GUIDER, Do.PLAY), (CLIENT, Do.PAUSE), (CLIENT, Do.BEGIN_AGAIN)):
        with pytest.raises(NotAllowed, match="is over"):
            after(over, Command(do), by, at(2), REEL)
    again = after(over, Command(Do.BEGIN_AGAIN), GUIDER, at(2), REEL)
    assert (again.is_over, again.at, again.number) == (False, 0, over.number + 1)


class TestHowOftenAClipIsWatched:
    """A clip that is watched again is told from one that only goes on after a pause."""

    def test_its_beginning_counts(self) -> None:
        assert run_begun(begun(REEL, at(0)), playing(0), REEL) == 0

    def test_going_on_after_a_pause_does_not(self) -> None:
        paused = after(playing(2), Command(Do.PAUSE), CLIENT, at(1), REEL)
        assert run_begun(paused, after(paused, Command(Do.PLAY), GUIDER, at(30), REEL), REEL) is None

    def test_going_back_does(self) -> None:
        paused = after(playing(6), Command(Do.PAUSE), CLIENT, at(1), REEL)
        moved = after(paused, Command(Do.SEEK, at(1)), GUIDER, at(2), REEL)
        assert run_begun(paused, moved, REEL) is None
        assert run_begun(moved, after(moved, Command(Do.PLAY), GUIDER, at(3), REEL), REEL) == 0

    def test_going_back_while_it_plays_does(self) -> None:
        before = playing(6)
        assert run_begun(before, after(before, Command(Do.SEEK, at(1)), GUIDER, at(1), REEL), REEL) == 0

    def test_the_next_clip_counts_for_itself(self) -> None:
        stood = playing(8).seen_at(at(60))
        assert run_begun(stood, after(stood, Command(Do.PLAY), GUIDER, at(60), REEL), REEL) == 1

    def test_a_change_of_speed_counts_for_nothing(self) -> None:
        before = playing(2)
        assert run_begun(before, after(before, Command(Do.SPEED, speed=50), GUIDER, at(1), REEL), REEL) is None


def test_a_reel_that_holds_nothing_cannot_be_played() -> None:
    with pytest.raises(NotAllowed):
        after(replace(Playhead(), clock=at(0)), Command(Do.PLAY), GUIDER, at(0), ())
