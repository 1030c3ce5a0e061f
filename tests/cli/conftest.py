"""A home to which commands are given, each in a process of its own."""

import shutil
from pathlib import Path

import pytest

from tests.cli.giving import Given, run
from tests.machine import move_in


@pytest.fixture(scope="session")
def added(tmp_path_factory: pytest.TempPathFactory) -> Given:
    """What was said when Alice was given an account, in a home that nobody had been in."""
    home = move_in(tmp_path_factory.mktemp("homes") / "alice")
    password = "a long enough password\n"
    return home, run(home, "account", "add", "alice@example.org", "--name", "Alice", said=password)


@pytest.fixture
def home_of_alice(added: Given, tmp_path: Path) -> Path:
    """A copy of that home, to do anything with."""
    return Path(shutil.copytree(added[0], tmp_path / "home"))
