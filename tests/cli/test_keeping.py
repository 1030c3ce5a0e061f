"""The commands of whoever keeps the machine: what is wrong is one sentence, and exit status 2."""

import pytest

from tests.people import PASSWORD
from vignette.actions import accounts, audits
from vignette.cli.commands import main
from vignette.domain.errors import NotAllowed
from vignette.domain.leave import OPERATOR

pytestmark = pytest.mark.django_db


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str]]:
    """The exit status, and the lines on the standard error stream."""
    with pytest.raises(SystemExit) as end:
        main(arguments)
    return int(str(end.value.code)), capsys.readouterr().err.splitlines()


@pytest.mark.parametrize("written", ["zzz", "0" * 63, "é", "0 " * 64])
def test_a_hash_that_is_none_is_refused_in_a_sentence(capsys: pytest.CaptureFixture[str], written: str) -> None:
    status, lines = said(capsys, "audit", "verify", "--ends-with", written)

    assert status == 2
    assert lines == ["--ends-with is the hash that an earlier check printed, of 64 hexadecimal digits."]


def test_the_hash_that_a_check_printed_can_be_given_to_the_next(capsys: pytest.CaptureFixture[str]) -> None:
    status, lines = said(capsys, "audit", "verify", "--ends-with", audits.verify().ends_with)

    assert (status, lines) == (0, [])


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ({"email": ""}, "no e-mail address"),
        ({"email": "not an address"}, "no e-mail address"),
        ({"email": "ruth@example.org\n"}, "can sign in"),
        ({"email": f"{'r' * 60}@{'e' * 60}.{'x' * 60}.{'y' * 60}.{'z' * 60}.org"}, "no e-mail address"),
        ({"name": ""}, "1 to 80 characters"),
        ({"name": "   "}, "1 to 80 characters"),
        ({"name": "x" * 81}, "1 to 80 characters"),
        ({"name": "Ru\u202eth"}, "1 to 80 characters"),
        ({"name": "Ru\0th"}, "1 to 80 characters"),
        ({"password": "short"}, "at least 12 characters"),
        ({"password": "qwertyuiop123456789"[:12]}, "too common"),
        ({"password": "847203948172"}, "can sign in"),
        ({"password": "ruth@example.org"}, "too similar"),
    ],
)
def test_an_account_has_an_address_a_name_and_a_password_that_nobody_guesses(field: dict[str, str], words: str) -> None:
    told = {"name": "Ruth", "email": "ruth@example.org", "password": PASSWORD} | field

    try:
        accounts.add_account(OPERATOR, **told)  # type: ignore[arg-type]  # the fields of a form are words
        outcome = "Ruth can sign in."
    except NotAllowed as refused:
        outcome = str(refused)

    assert words in outcome
    assert outcome.count(". ") == 0
