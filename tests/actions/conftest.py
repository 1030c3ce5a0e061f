"""What the tests of actions share."""

from pathlib import Path

import pytest

from tests.album import remembered
from tests.people import Someone, everyone_agrees, family_of, ready_film_of
from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId


@pytest.fixture
@remembered
def family(alice: Someone) -> FamilyId:
    """A family of Alice's in which everybody agrees to all but automated analysis."""
    its = family_of(alice)
    everyone_agrees(alice, its)
    return its


@pytest.fixture
def film(alice: Someone, family: FamilyId, small_film: Path) -> FilmId:
    """A film of that family, ready to be watched."""
    return ready_film_of(alice, family, small_film)
