"""One drill of each kind; `make nightly` runs hundreds."""

import subprocess
import sys

import pytest


@pytest.fixture(scope="module")
def told() -> str:
    """What is said of them: both copy one home and send of the same films."""
    command = [sys.executable, "-m", "tests.drills", "--kills", "1", "--full", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_whatever_is_killed_the_film_arrives_whole_and_once(told: str) -> None:
    assert "kill 0: held" in told


def test_a_disk_that_fills_up_for_a_while_loses_nothing(told: str) -> None:
    assert "full 0: held" in told
