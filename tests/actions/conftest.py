"""What the tests of actions share."""

import pytest

from tests.people import Someone, everyone_agrees, family_of
from vignette.domain.identity import FamilyId


@pytest.fixture
def family(alice: Someone) -> FamilyId:
    """A family of Alice's in which everybody agrees to all but automated analysis."""
    its = family_of(alice)
    everyone_agrees(alice, its)
    return its
