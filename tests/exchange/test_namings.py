"""Who is who comes along with what was found, and changes nothing of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.exchange.test_looks import packed, parts
from vignette.domain.naming import Naming, Swap
from vignette.domain.person import PersonId
from vignette.domain.span import MINUTE, Micros
from vignette.exchange.looks import unpack_look
from vignette.exchange.namings import naming_in, with_naming

LETTERS = some.sampled_from("ABCD")
NAMES = some.dictionaries(LETTERS, some.uuids().map(PersonId), max_size=4)
PAIRS = some.tuples(LETTERS, LETTERS).filter(lambda pair: pair[0] != pair[1])
SWAPS = some.lists(
    some.builds(lambda at, pair: Swap(Micros(at), *pair), some.integers(0, 60 * MINUTE), PAIRS), max_size=5
)
NAMINGS = some.builds(lambda names, swaps: Naming(names, tuple(swaps)), NAMES, SWAPS)


def test_nobody_is_named_until_somebody_says_who_is_who() -> None:
    assert naming_in(packed()) == Naming()


@given(NAMINGS)
def test_what_was_said_comes_back_and_what_was_found_stays(naming: Naming) -> None:
    named = with_naming(packed(), naming)

    assert naming_in(named) == naming
    assert parts(unpack_look(named)) == parts(unpack_look(packed()))


@given(NAMINGS)
def test_what_is_taken_back_leaves_no_trace(naming: Naming) -> None:
    assert with_naming(with_naming(packed(), naming), Naming()) == with_naming(packed(), Naming())


def test_a_damaged_file_is_told_from_one_that_names_nobody() -> None:
    with pytest.raises(ValueError, match="vignette-naming"):
        naming_in(packed()[:-30])


@pytest.mark.parametrize(("one", "other", "at"), [("A", "A", 0), ("A", "B", -1)])
def test_a_swap_is_between_two_and_from_some_time_on(one: str, other: str, at: int) -> None:
    with pytest.raises(ValueError, match="swapped"):
        Swap(Micros(at), one, other)


def test_nobody_is_two_people() -> None:
    anna = PersonId.new()

    with pytest.raises(ValueError, match="two people"):
        Naming({"A": anna, "B": anna})
