"""The command line says what it can do, and what is wrong in one sentence."""

import sqlite3
from pathlib import Path

import pytest

from tests.cli.giving import Given, run
from tests.machine import move_in
from vignette import __version__


def test_help_tells_every_command_in_whole_sentences(tmp_path: Path) -> None:
    told = run(tmp_path, "--help").stdout

    for command in ("look", "serve", "work", "demonstrate", "account", "audit"):
        assert command in told
    assert "..." not in told.partition("Commands:")[2]


def test_the_version_is_the_packages(tmp_path: Path) -> None:
    assert run(tmp_path, "--version").stdout == f"{__version__}\n"


def test_an_account_is_added_and_the_record_of_it_is_whole(added: Given) -> None:
    home, done = added
    assert done.stdout == "Alice can sign in now as alice@example.org.\n"

    checked = run(home, "audit", "verify")

    assert checked.returncode == 0
    assert checked.stdout.startswith("The record is whole: 1 line")


def test_a_record_that_somebody_changed_is_not_whole(home_of_alice: Path) -> None:
    with sqlite3.connect(home_of_alice / "vignette.sqlite3") as rows:
        rows.execute("UPDATE audit_line SET verb = 'OPEN_FAMILY'")
    rows.close()

    checked = run(home_of_alice, "audit", "verify")

    assert checked.returncode == 1
    assert "broken at line 1" in checked.stdout


@pytest.mark.parametrize(
    ("arguments", "settings", "words"),
    [
        (("serve",), {"VIGNETTE_ADDRESS": "nowhere"}, "host:port"),
        (("serve",), {"VIGNETTE_ORIGIN": "http://films.example.org"}, "only travel over https"),
        (("demonstrate",), {"VIGNETTE_ORIGIN": "https://films.example.org"}, "for this machine only"),
    ],
)
def test_what_makes_no_sense_is_said_in_one_sentence(
    tmp_path: Path, arguments: tuple[str, ...], settings: dict[str, str], words: str
) -> None:
    done = run(move_in(tmp_path), *arguments, **settings)

    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_demonstration_is_not_added_beside_somebody_real(home_of_alice: Path) -> None:
    done = run(home_of_alice, "demonstrate")

    assert done.returncode == 2
    assert "Real people work here" in done.stderr
