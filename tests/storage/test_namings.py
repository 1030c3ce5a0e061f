"""Who is who stays with its film, sealed, and goes with it."""

from pathlib import Path

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.people import Someone, everyone_agrees, family_of, ready_film_of
from vignette.actions import films
from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.domain.naming import Named, Naming, Swap
from vignette.domain.person import PersonId
from vignette.domain.span import MINUTE, Micros
from vignette.storage import namings

pytestmark = pytest.mark.django_db

LETTERS = some.sampled_from("ABCD")
NAMES = some.dictionaries(LETTERS, some.uuids().map(PersonId), max_size=4)
PAIRS = some.tuples(LETTERS, LETTERS).filter(lambda pair: pair[0] != pair[1])
SWAPS = some.lists(
    some.builds(lambda at, pair: Swap(Micros(at), *pair), some.integers(0, 60 * MINUTE), PAIRS), max_size=5
)
NAMINGS = some.builds(lambda names, swaps: Naming(names, tuple(swaps)), NAMES, SWAPS)
NAMED = some.builds(Named, some.lists(LETTERS, unique=True).map(tuple), NAMINGS, NAMES)


@pytest.fixture
def family(alice: Someone) -> FamilyId:
    return family_of(alice)


@pytest.fixture
def film(alice: Someone, family: FamilyId, small_film: Path) -> FilmId:
    everyone_agrees(alice, family)
    return ready_film_of(alice, family, small_film)


def test_nobody_is_named_until_somebody_says_who_is_who(film: FilmId) -> None:
    assert namings.load(film) == Named()


@given(NAMED, NAMED)
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_what_was_said_last_comes_back(family: FamilyId, film: FilmId, first: Named, last: Named) -> None:
    namings.save(family, film, first)
    namings.save(family, film, last)

    assert namings.load(film) == last


def test_whoever_reads_the_database_reads_no_name_and_an_erased_film_leaves_none(
    alice: Someone, family: FamilyId, film: FilmId
) -> None:
    mia = PersonId.new()
    namings.save(family, film, Named(("A",), Naming({"A": mia})))

    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM film_naming")
        assert str(mia) not in cursor.fetchone()[0]
    films.erase_film(alice.actor, film)
    assert namings.load(film) == Named()


@pytest.mark.parametrize(("one", "other", "at"), [("A", "A", 0), ("A", "B", -1)])
def test_a_swap_is_between_two_and_from_some_time_on(one: str, other: str, at: int) -> None:
    with pytest.raises(ValueError, match="swapped"):
        Swap(Micros(at), one, other)


def test_nobody_is_two_people() -> None:
    anna = PersonId.new()

    with pytest.raises(ValueError, match="two people"):
        Naming({"A": anna, "B": anna})
