"""The list a guider sees first."""

from hypothesis import given
from hypothesis import strategies as st

from tests.signals.hand import SETTINGS, span
from vignette.domain.moment import Suggestion
from vignette.signals.ranked import first_to_look_at

suggestions = st.lists(
    st.builds(
        lambda start, length, rule, sure: Suggestion(span(start, start + length), rule, (), (), sure),
        st.integers(0, 600),
        st.integers(2, 20),
        st.sampled_from(["Fun together", "Turned towards", "Back and forth"]),
        st.floats(0.3, 1),
    ),
    max_size=25,
)


def proposed(start: float, rule: str, confidence: float) -> Suggestion:
    return Suggestion(span(start, start + 5), rule, (), (), confidence)


def test_the_second_of_a_kind_gives_way_to_another_kind() -> None:
    smile, smile_again, turn = proposed(0, "Fun", 0.9), proposed(100, "Fun", 0.85), proposed(200, "Turn", 0.7)

    assert first_to_look_at([smile, smile_again, turn], settings=SETTINGS) == [smile, turn, smile_again]


def test_two_rules_that_show_one_principle_are_of_a_kind() -> None:
    noticed, again, smile = (
        Suggestion(span(start, start + 5), rule, (principle,), (), confidence)
        for start, rule, principle, confidence in (
            (0, "Noticed", "C1", 0.9),
            (100, "Found again", "C1", 0.85),
            (200, "Fun", "D4", 0.6),
        )
    )

    assert first_to_look_at([noticed, again, smile], settings=SETTINGS) == [noticed, smile, again]


def test_what_overlaps_one_chosen_before_gives_way_to_another_stretch_nearby() -> None:
    first, same_stretch, near = proposed(0, "Fun", 0.9), proposed(3, "Turn", 0.9), proposed(8, "Back", 0.6)

    assert first_to_look_at([first, same_stretch, near], settings=SETTINGS) == [first, near, same_stretch]


def test_one_stretch_of_the_film_does_not_fill_the_list() -> None:
    first, beside, far = proposed(0, "Fun", 0.9), proposed(8, "Turn", 0.85), proposed(200, "Back", 0.7)

    assert first_to_look_at([beside, far, first], settings=SETTINGS) == [first, far, beside]


@given(suggestions, st.randoms(use_true_random=False))
def test_the_list_is_the_same_whatever_order_they_came_in(found: list[Suggestion], random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis gives a Random

    assert first_to_look_at(shuffled, settings=SETTINGS) == first_to_look_at(found, settings=SETTINGS)


@given(suggestions)
def test_the_list_holds_at_most_ten_and_begins_with_the_surest(found: list[Suggestion]) -> None:
    first = first_to_look_at(found, settings=SETTINGS)

    assert len(first) == min(10, len(found))
    assert not found or first[0].confidence == max(suggestion.confidence for suggestion in found)
