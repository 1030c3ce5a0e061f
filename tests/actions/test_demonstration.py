"""The demonstration and real work never meet."""

import pytest

from tests.people import PASSWORD, Someone, someone
from vignette.actions import accounts, demonstration
from vignette.domain.errors import NotAllowed
from vignette.domain.leave import OPERATOR

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("alice")
def test_where_somebody_real_works_no_demonstration_is_added() -> None:
    with pytest.raises(NotAllowed, match="Real people work here"):
        demonstration.demonstrate()


def test_nobody_real_is_let_into_the_demonstration() -> None:
    accounts.add_account(
        OPERATOR, name="Ruth", email="ruth@demonstration.example", password=PASSWORD, is_demonstration=True
    )

    with pytest.raises(NotAllowed, match="This is the demonstration"):
        someone("Alice")


def test_a_short_password_is_refused() -> None:
    with pytest.raises(NotAllowed, match="at least 12"):
        accounts.add_account(OPERATOR, name="Alice", email="alice@example.org", password="short")


def test_an_address_has_one_account(alice: Someone) -> None:
    with pytest.raises(NotAllowed, match="already"):
        accounts.add_account(OPERATOR, name="Eve", email=alice.email.upper(), password=PASSWORD)
