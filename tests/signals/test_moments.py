"""The rules: what they propose, what they refuse to propose, and what they say."""

from collections.abc import Mapping

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.laws import TIMES
from tests.signals.hand import ASPECT, SETTINGS, Values, chewing, face, held, room, rules_of, scene
from vignette.domain.moment import Suggestion
from vignette.domain.span import Micros, Span
from vignette.domain.track import STEP, Signal, Track
from vignette.signals.events import observed
from vignette.signals.moments import suggested
from vignette.signals.tracks import Signals, by_person

LONG = 20.0
AWAY = held((0, LONG))
TO_THE_RIGHT, TO_THE_LEFT = 85.0, -85.0


def quiet(*speaking: tuple[float, float]) -> Values:
    """1 in each (start, seconds), which do not overlap; else 0."""
    pieces, now = [], 0.0
    for start, seconds in speaking:
        pieces += [(0.0, start - now), (1.0, seconds)]
        now = start + seconds
    return held(*pieces, (0.0, LONG - now))


def moments_in(left: Signals, right: Signals, sound: Values | None = None) -> list[Suggestion]:
    people = {"A": left, "B": right} | ({"": room(sound)} if sound is not None else {})
    tracks = [Track(who, signal, values) for who, signals in people.items() for signal, values in signals.items()]
    happened = observed(tracks, aspect=ASPECT, settings=SETTINGS)
    return suggested(scene(list(happened), by_person(tracks), length=LONG))


def test_a_child_who_speaks_and_is_looked_at_and_spoken_to_was_noticed_and_answered() -> None:
    child, adult = quiet((8, 0.8)), quiet((9.6, 1.04))
    turning = held((0, 8.8), (TO_THE_LEFT, LONG - 8.8))

    found = moments_in(
        face(0.4, AWAY, mouth_open=chewing(child)), face(1.4, turning, mouth_open=chewing(adult)), child + adult
    )

    (moment,) = [m for m in found if m.rule == "Noticed and answered"]
    assert moment.principles == ("C1", "C4", "C5")
    assert moment.reasons[0].words == (
        "The person on the left made a sound at 0:08.0; the person on the right turned towards them 0.7 s later "
        "and made a sound 1.6 s later."
    )


def test_a_single_kind_of_answer_is_not_enough() -> None:
    child, adult = quiet((8, 0.8)), quiet((9.6, 1.04))

    found = moments_in(
        face(0.4, AWAY, mouth_open=chewing(child)), face(1.4, AWAY, mouth_open=chewing(adult)), child + adult
    )

    assert found == []


def test_an_answer_after_three_seconds_is_not_proposed() -> None:
    child, adult = quiet((8, 0.8)), quiet((12, 1.04))
    turning = held((0, 11.6), (TO_THE_LEFT, LONG - 11.6))

    found = moments_in(
        face(0.4, AWAY, mouth_open=chewing(child)), face(1.4, turning, mouth_open=chewing(adult)), child + adult
    )

    assert "Noticed and answered" not in rules_of(found)


def test_watching_quietly_until_the_other_begins_is_waiting() -> None:
    child, adult = quiet((10, 0.8)), quiet((11.2, 1.04))
    watching = held((0, 5), (TO_THE_LEFT, LONG - 5))

    found = moments_in(
        face(0.4, AWAY, mouth_open=chewing(child)), face(1.4, watching, mouth_open=chewing(adult)), child + adult
    )

    (moment,) = [m for m in found if m.rule == "Waited, and the other led"]
    assert moment.reasons[0].words.startswith("The person on the right watched, quiet, for 5.")


def test_short_turns_that_change_hands_go_back_and_forth() -> None:
    one, other = quiet((4, 0.8), (6.4, 0.8), (8.8, 0.8)), quiet((5.2, 0.8), (7.6, 0.8))

    found = moments_in(
        face(0.4, AWAY, mouth_open=chewing(one)), face(1.4, AWAY, mouth_open=chewing(other)), one + other
    )

    (moment,) = [m for m in found if m.rule == "Back and forth"]
    assert moment.reasons[0].words.startswith("5 short turns went between the person on the left and the person on the")


def test_one_who_does_all_the_talking_is_not_going_back_and_forth() -> None:
    one = quiet((4, 0.8), (6.4, 0.8), (8.8, 0.8), (11.2, 0.8))

    assert moments_in(face(0.4, AWAY, mouth_open=chewing(one)), face(1.4, AWAY), one) == []


def test_turning_until_both_look_at_each_other_is_turning_towards() -> None:
    found = moments_in(face(0.4, held((TO_THE_RIGHT, LONG))), face(1.4, held((0, 8), (TO_THE_LEFT, LONG - 8))))

    assert "Turned towards" in rules_of(found)


def test_two_smiles_with_a_look_are_fun_and_two_smiles_apart_are_not() -> None:
    smile = held((0, 8), (0.9, 2), (0, LONG - 10))
    facing = held((TO_THE_RIGHT, LONG))

    assert "Fun together" in rules_of(moments_in(face(0.4, facing, smile=smile), face(1.4, AWAY, smile=smile)))
    assert moments_in(face(0.4, AWAY, smile=smile), face(1.4, AWAY, smile=smile)) == []


def test_a_moment_hardly_seen_is_proposed_with_a_caution_or_not_at_all() -> None:
    smile = held((0, 8), (0.9, 2), (0, LONG - 10))
    facing = held((TO_THE_RIGHT, LONG))
    often_hidden = held((0, 7.6), (np.nan, 0.8), (0, 1.12), (np.nan, LONG - 9.52))

    (moment,) = moments_in(face(0.4, facing, smile=smile), face(1.4, often_hidden, smile=smile))

    assert moment.caution.startswith("The face of the person on the right was seen in only")
    assert moment.confidence < 0.6


def test_a_film_of_one_person_proposes_nothing() -> None:
    tracks = [Track("A", signal, values) for signal, values in face(0.4, AWAY, smile=quiet((8, 2))).items()]
    happened = observed(tracks, aspect=ASPECT, settings=SETTINGS)

    assert suggested(scene(list(happened), by_person(tracks), length=LONG)) == []


def test_a_film_in_which_nothing_was_seen_or_heard_proposes_nothing() -> None:
    assert observed([], aspect=ASPECT, settings=SETTINGS) == ()
    assert suggested(scene([], {}, length=LONG)) == []


def test_two_voices_without_a_face_go_back_and_forth_with_a_caution() -> None:
    speech = quiet((4, 0.8), (5.2, 0.8), (6.4, 0.8), (7.6, 0.8))
    high = quiet((4, 0.8), (6.4, 0.8)) > 0
    sound = room(speech)
    sound = {**sound, Signal.VOICE_PITCH: np.where(speech > 0, np.where(high, 300, 120), np.nan).astype(np.float32)}
    tracks = [Track("", signal, values) for signal, values in sound.items()]

    happened = observed(tracks, aspect=ASPECT, settings=SETTINGS)
    (moment,) = suggested(scene(list(happened), by_person(tracks), length=LONG))

    assert moment.rule == "Back and forth"
    assert "height alone" in moment.caution


yaws = st.lists(st.sampled_from([0.0, TO_THE_LEFT, TO_THE_RIGHT, float("nan")]), min_size=10, max_size=10).map(
    lambda values: held(*((value, LONG / 10) for value in values))
)
acts = st.lists(st.sampled_from([0.0, 0.0, 1.0]), min_size=20, max_size=20).map(
    lambda values: held(*((value, LONG / 20) for value in values))
)


@settings(max_examples=15 * TIMES)
@given(yaws, yaws, acts, acts, acts, acts)
def test_every_suggestion_stays_inside_the_film_and_explains_itself(
    one: Values, other: Values, speech: Values, answer: Values, smile: Values, smile_back: Values
) -> None:
    left = face(0.4, one, mouth_open=chewing(speech), smile=smile)
    right = face(1.4, other, mouth_open=chewing(answer), smile=smile_back)

    for moment in moments_in(left, right, np.maximum(speech, answer)):
        assert moment.span.within(Span(Micros(0), Micros(int(LONG * 1e6))))
        assert 2_000_000 <= moment.span.length <= 20_000_000
        assert 0.3 <= moment.confidence <= 1
        assert moment.reasons
        assert all(reason.words.endswith(".") and "nan" not in reason.words for reason in moment.reasons)


def steps(count: int, **values: float) -> Values:
    """`count` steps over a whole film, zero but where `values` says otherwise (step_6=85)."""
    return held(*((values.get(f"step_{step}", 0.0), LONG / count) for step in range(count)))


@settings(max_examples=15 * TIMES)
@given(yaws, yaws, acts, acts, acts, acts)
@example(  # both begin in the same instant
    steps(10, step_6=TO_THE_RIGHT),
    steps(10),
    steps(20, step_14=1.0),
    steps(20, step_11=1.0),
    steps(20, step_11=1.0),
    steps(20, step_11=1.0),
)
def test_a_mirrored_film_proposes_the_same_moments(
    one: Values, other: Values, speech: Values, answer: Values, smile: Values, smile_back: Values
) -> None:
    left = face(0.4, one, mouth_open=chewing(speech), smile=smile)
    right = face(1.4, other, mouth_open=chewing(answer), smile=smile_back)
    mirrored = [_mirrored(right), _mirrored(left)]
    sound = np.maximum(speech, answer)

    here, there = moments_in(left, right, sound), moments_in(*mirrored, sound)

    assert [(m.span, m.rule, m.confidence) for m in here] == [(m.span, m.rule, m.confidence) for m in there]


@settings(max_examples=10 * TIMES)
@given(yaws, yaws, acts, acts, acts, acts, st.integers(1, 40))
def test_a_film_that_starts_earlier_shows_the_same_later(
    one: Values, other: Values, speech: Values, answer: Values, smile: Values, smile_back: Values, steps: int
) -> None:
    left = face(0.4, one, mouth_open=chewing(speech), smile=smile)
    right = face(1.4, other, mouth_open=chewing(answer), smile=smile_back)
    people = {"A": left, "B": right, "": room(np.maximum(speech, answer))}
    before = np.full(steps, np.nan, np.float32)
    later = {who: {s: np.concatenate([before, v]) for s, v in signals.items()} for who, signals in people.items()}

    assert happenings_in(people, after=steps) == happenings_in(later, after=0)


def happenings_in(people: Mapping[str, Signals], *, after: int) -> list[tuple[int, int, str, str, float]]:
    """What is observed, with the steps from and to it, counted so many steps later."""
    tracks = [Track(who, signal, values) for who, signals in people.items() for signal, values in signals.items()]
    return [
        (o.span.start // STEP + after, o.span.end // STEP + after, o.happening, o.who, round(o.strength, 3))
        for o in observed(tracks, aspect=ASPECT, settings=SETTINGS)
    ]


def _mirrored(person: Signals) -> Signals:
    return {**person, Signal.FACE_X: np.float32(ASPECT) - person[Signal.FACE_X], Signal.YAW: -person[Signal.YAW]}
