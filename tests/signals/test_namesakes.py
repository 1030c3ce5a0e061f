"""Names said once hold when the film is looked through anew, for whoever is in the same place; others are asked for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.signals.hand import SETTINGS, face, held
from vignette.domain.naming import Named, Naming, Swap
from vignette.domain.person import PersonId
from vignette.domain.span import SECOND, Micros
from vignette.domain.track import Track
from vignette.signals.namesakes import renamed
from vignette.signals.tracks import Signals

ANNA, MIA = PersonId.new(), PersonId.new()
FOR_TEN_SECONDS = held((0.0, 10))
LEFT, RIGHT = face(0.4, FOR_TEN_SECONDS), face(1.2, FOR_TEN_SECONDS)
AT_FIVE = Swap(Micros(5 * SECOND), "A", "B")
UNSEEN = np.float32(np.nan)


def tracks(**people: Signals) -> list[Track]:
    return [Track(who, signal, values) for who, its in people.items() for signal, values in its.items()]


def crossed_at_five(one: Signals, other: Signals) -> Signals:
    """`one` for five seconds, then `other`: what an analysis measures that takes one for the other."""
    half = FOR_TEN_SECONDS.size // 2 + 1
    return {signal: np.concatenate([one[signal][:half], other[signal][half:]]) for signal in one}


def said(**names: PersonId) -> Named:
    return Named(("A", "B"), Naming(names))


def test_names_stay_with_whoever_sits_in_the_same_place() -> None:
    before, after = tracks(A=LEFT, B=RIGHT), tracks(A=LEFT, B=RIGHT)

    assert renamed(said(A=ANNA, B=MIA), before, after, ("A", "B"), settings=SETTINGS) == said(A=ANNA, B=MIA)


def test_names_follow_the_place_not_the_letter() -> None:
    before, after = tracks(A=LEFT, B=RIGHT), tracks(A=RIGHT, B=LEFT)

    assert renamed(said(A=ANNA), before, after, ("A", "B"), settings=SETTINGS) == said(B=ANNA)


def test_where_somebody_more_is_found_the_names_are_only_guesses() -> None:
    before, after = tracks(A=LEFT, B=RIGHT), tracks(A=LEFT, B=face(0.8, FOR_TEN_SECONDS), C=RIGHT)

    now = renamed(said(A=ANNA, B=MIA), before, after, ("A", "B", "C"), settings=SETTINGS)

    assert now == Named(("A", "B", "C"), Naming(), {"A": ANNA, "C": MIA})


def test_whoever_sits_elsewhere_is_asked_for_again() -> None:
    before, after = tracks(A=LEFT, B=RIGHT), tracks(A=LEFT, B=face(0.8, FOR_TEN_SECONDS))

    now = renamed(said(A=ANNA, B=MIA), before, after, ("A", "B"), settings=SETTINGS)

    assert now == Named(("A", "B"), Naming(), {"A": ANNA})


def test_where_nothing_is_left_to_compare_with_the_names_are_guessed_from_left_to_right() -> None:
    now = renamed(said(A=ANNA, B=MIA), (), tracks(A=LEFT, B=RIGHT), ("A", "B"), settings=SETTINGS)

    assert now == Named(("A", "B"), Naming(), {"A": ANNA, "B": MIA})


def test_a_mend_stays_where_the_same_mistake_is_made_again() -> None:
    mistaken = tracks(A=crossed_at_five(LEFT, RIGHT), B=crossed_at_five(RIGHT, LEFT))
    mended = Named(("A", "B"), Naming({"A": ANNA, "B": MIA}, (AT_FIVE,)))

    assert renamed(mended, mistaken, mistaken, ("A", "B"), settings=SETTINGS) == mended


def test_a_mend_goes_where_nobody_is_mistaken_any_more() -> None:
    mistaken = tracks(A=crossed_at_five(LEFT, RIGHT), B=crossed_at_five(RIGHT, LEFT))
    mended = Named(("A", "B"), Naming({"A": ANNA, "B": MIA}, (AT_FIVE,)))

    now = renamed(mended, mistaken, tracks(A=LEFT, B=RIGHT), ("A", "B"), settings=SETTINGS)

    assert now == said(A=ANNA, B=MIA)


@pytest.mark.parametrize(("seen_for", "is_kept"), [(9.0, True), (1.0, False)])
def test_most_of_the_time_is_enough_and_little_of_it_is_not(seen_for: float, is_kept: bool) -> None:
    now_and_then = face(1.2, held((0.0, seen_for), (UNSEEN, 10 - seen_for)))
    before, after = tracks(A=LEFT, B=RIGHT), tracks(A=LEFT, B=now_and_then)

    now = renamed(said(A=ANNA, B=MIA), before, after, ("A", "B"), settings=SETTINGS)

    assert (now == said(A=ANNA, B=MIA)) is is_kept


@given(some.permutations(["A", "B", "C"]))
def test_the_same_people_under_other_letters_keep_their_names_whatever_the_order(letters: list[str]) -> None:
    places = {who: face(x, FOR_TEN_SECONDS) for who, x in zip("ABC", (0.3, 0.9, 1.5), strict=True)}
    by = dict(zip("ABC", letters, strict=True))
    after = tracks(**{by[who]: its for who, its in places.items()})

    now = renamed(
        Named(("A", "B", "C"), Naming({"A": ANNA, "C": MIA})),
        tracks(**places),
        after,
        ("A", "B", "C"),
        settings=SETTINGS,
    )

    assert now.naming == Naming({by["A"]: ANNA, by["C"]: MIA})
