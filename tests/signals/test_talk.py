"""How the talk is shared: who spoke how much, in turns how long, and who spoke first."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.signals.hand import SETTINGS, did, span
from vignette.domain.naming import Swap
from vignette.domain.observation import Happening, Observation
from vignette.domain.span import SECOND, Micros
from vignette.domain.track import STEP, Signal, Track
from vignette.signals.mends import as_analysed, mended, tracks_as_analysed
from vignette.signals.talk import First, first_after, openings, talk, talk_tracks, unknown_share

HANNA, ALICE, NOBODY = "A", "B", ""


def says(who: str, start: float, end: float) -> Observation:
    return did(who, Happening.SPEAKS, start, end)


def at(*seconds: float) -> list[Micros]:
    return [Micros(round(second * SECOND)) for second in seconds]


REVIEW = [
    says(ALICE, 1, 3),  # what do you see?
    says(HANNA, 4, 10),  # the client's words come first, and take longest
    says(ALICE, 10.5, 11.5),
    says(HANNA, 16, 17),  # after four and a half seconds in which nobody spoke
]


def test_each_has_their_share_of_what_was_heard() -> None:
    its = talk(REVIEW)

    assert {who: each.share for who, each in its.items()} == {HANNA: 0.7, ALICE: 0.3}
    assert its[HANNA].time == 7 * SECOND


def test_the_longest_and_the_usual_turn_are_told() -> None:
    its = talk([*REVIEW, says(HANNA, 20, 22)])[HANNA]

    assert its.longest == span(4, 10)
    assert its.usual == 2 * SECOND
    assert len(its.turns) == 3


def test_voices_at_once_count_for_both() -> None:
    its = talk([says(HANNA, 0, 3), says(ALICE, 2, 3)])

    assert {who: each.share for who, each in its.items()} == {HANNA: 0.75, ALICE: 0.25}


def test_a_voice_that_is_nobodys_known_is_given_to_nobody_and_told_of() -> None:
    heard = [says(HANNA, 0, 3), says(NOBODY, 4, 5), says(ALICE, 5, 6)]

    assert {who: each.share for who, each in talk(heard).items()} == {HANNA: 0.75, ALICE: 0.25}
    assert unknown_share(heard) == 0.2


def test_of_a_silent_film_nothing_is_told() -> None:
    assert talk([]) == {}
    assert unknown_share([]) == 0
    assert talk_tracks([], length=Micros(10 * SECOND)) == []
    assert openings([], settings=SETTINGS) == []


def test_what_is_no_turn_of_voice_is_no_talk() -> None:
    assert talk([did(HANNA, Happening.LAUGHS, 0, 3), did(HANNA, Happening.SMILES, 0, 9)]) == {}


def test_who_breaks_a_long_silence_speaks_first() -> None:
    first, then = openings(REVIEW, settings=SETTINGS)

    assert (first.who, first.span, first.evidence) == (ALICE, span(1, 3), {"without a voice s": 1.0})
    assert (then.who, then.span, then.evidence) == (HANNA, span(16, 17), {"without a voice s": 4.5})
    assert {each.happening for each in (first, then)} == {Happening.SPEAKS_FIRST}


def test_an_answer_within_one_exchange_opens_nothing() -> None:
    assert len(openings([says(ALICE, 0, 1), says(HANNA, 4, 5)], settings=SETTINGS)) == 1


def test_a_silence_that_a_voice_of_nobody_known_broke_is_opened_by_nobody() -> None:
    assert openings([says(NOBODY, 1, 2), says(HANNA, 2.5, 4)], settings=SETTINGS) == []


def test_a_long_voice_behind_a_short_one_is_no_silence() -> None:
    heard = [says(HANNA, 0, 20), says(ALICE, 1, 2), says(ALICE, 21, 22)]

    assert [each.who for each in openings(heard, settings=SETTINGS)] == [HANNA]


def test_who_spoke_first_after_each_clip() -> None:
    played_until = at(3, 12, 18)

    assert first_after(REVIEW, played_until) == [
        First(Micros(3 * SECOND), HANNA, Micros(1 * SECOND)),
        First(Micros(12 * SECOND), HANNA, Micros(4 * SECOND)),
        None,
    ]


def test_whoever_speaks_over_the_end_of_a_clip_is_first_already() -> None:
    assert first_after(REVIEW, at(5)) == [First(Micros(5 * SECOND), HANNA, Micros(0))]


def test_nobody_is_first_before_the_next_clip_ends_where_nobody_spoke() -> None:
    assert first_after(REVIEW, at(12, 13)) == [None, First(Micros(13 * SECOND), HANNA, Micros(3 * SECOND))]


def test_who_is_first_is_not_known_where_both_begin_at_once_or_the_voice_is_nobodys_known() -> None:
    both = [says(ALICE, 2, 3), says(HANNA, 2, 4)]

    assert first_after(both, at(0)) == [First(Micros(0), "", Micros(2 * SECOND))]
    assert first_after([says(NOBODY, 2, 3), says(HANNA, 4, 5)], at(0)) == [First(Micros(0), "", Micros(2 * SECOND))]
    assert openings(both, settings=SETTINGS) == []


def values(tracks: list[Track], who: str, signal: Signal) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
    (its,) = [track.values for track in tracks if (track.who, track.signal) == (who, signal)]
    return its


def test_the_share_along_the_film_is_of_the_minute_around() -> None:
    # Alice alone in the first minute, both alike in the third.
    heard = [says(ALICE, 10, 20), says(HANNA, 140, 150), says(ALICE, 150, 160)]
    tracks = talk_tracks(heard, length=Micros(200 * SECOND))
    hanna, alice = (values(tracks, who, Signal.TALK_SHARE) for who in (HANNA, ALICE))

    def near(second: float) -> tuple[float, float]:
        step = round(second * SECOND / STEP)
        return round(float(hanna[step]), 2), round(float(alice[step]), 2)

    assert near(15) == (0, 1)
    assert near(150) == (0.5, 0.5)
    assert np.isnan(hanna[round(75 * SECOND / STEP)])
    assert len(hanna) == 2500


def test_a_turn_is_as_long_all_the_while_that_it_lasts() -> None:
    lengths = values(talk_tracks(REVIEW, length=Micros(20 * SECOND)), HANNA, Signal.TURN_LENGTH)

    assert set(lengths[~np.isnan(lengths)]) == {6.0, 1.0}
    assert np.isnan(lengths[: 4 * SECOND // STEP]).all()
    assert (lengths[4 * SECOND // STEP : 10 * SECOND // STEP] == 6).all()


turns = st.builds(
    lambda who, start, length: says(who, start / 10, (start + length) / 10),
    st.sampled_from([HANNA, ALICE, NOBODY]),
    st.integers(0, 600),
    st.integers(1, 200),
)
conversations = st.lists(turns, max_size=20)
MIRROR = {HANNA: ALICE, ALICE: HANNA, NOBODY: NOBODY}


def mirrored(heard: list[Observation]) -> list[Observation]:
    return [replace(each, who=MIRROR[each.who]) for each in heard]


@given(conversations)
def test_all_shares_together_are_all_that_was_heard(heard: list[Observation]) -> None:
    its = talk(heard)

    assert not its or abs(sum(each.share for each in its.values()) - 1) < 1e-9
    assert 0 <= unknown_share(heard) <= 1


@given(conversations)
def test_at_every_step_the_shares_are_the_whole_or_nothing_was_heard(heard: list[Observation]) -> None:
    tracks = [each for each in talk_tracks(heard, length=Micros(100 * SECOND)) if each.signal is Signal.TALK_SHARE]

    if tracks:
        whole = np.sum([track.values for track in tracks], axis=0)
        assert np.allclose(whole[~np.isnan(whole)], 1, atol=1e-5)
        gaps = [np.isnan(track.values) for track in tracks]
        assert all((gap == gaps[0]).all() for gap in gaps)


@given(conversations, st.lists(st.integers(0, 800), max_size=6, unique=True))
def test_mirrored_names_have_mirrored_answers(heard: list[Observation], stops: list[int]) -> None:
    times = at(*(stop / 10 for stop in sorted(stops)))
    its, other = talk(heard), talk(mirrored(heard))
    first, there = first_after(heard, times), first_after(mirrored(heard), times)

    assert {MIRROR[who]: (each.share, set(each.turns)) for who, each in its.items()} == {
        who: (each.share, set(each.turns)) for who, each in other.items()
    }
    assert [each and replace(each, who=MIRROR[each.who]) for each in first] == there
    assert sorted((MIRROR[each.who], each.span) for each in openings(heard, settings=SETTINGS)) == sorted(
        (each.who, each.span) for each in openings(mirrored(heard), settings=SETTINGS)
    )


swaps = st.lists(st.builds(lambda second: Swap(Micros(second * SECOND), HANNA, ALICE), st.integers(0, 100)), max_size=4)


@given(conversations, swaps)
def test_a_mend_can_be_taken_back(heard: list[Observation], said: list[Swap]) -> None:
    assert as_analysed(mended(heard, said), said) == heard


def test_a_track_of_whoever_it_truly_is_changes_its_letter_where_the_two_were_mistaken() -> None:
    one, other = (
        Track(who, Signal.TALK_SHARE, np.full(4, share, np.float32)) for who, share in ((HANNA, 1), (ALICE, 0))
    )

    back = tracks_as_analysed([one, other], [Swap(Micros(2 * STEP), HANNA, ALICE)])

    assert {track.who: track.values.tolist() for track in back} == {HANNA: [1, 1, 0, 0], ALICE: [0, 0, 1, 1]}
