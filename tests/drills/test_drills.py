"""Some drills of each kind; `make nightly` runs hundreds."""

import subprocess
import sys


def test_whatever_is_killed_the_film_arrives_whole_and_once() -> None:
    assert _drills("--kills", "1") == "held: 1, not held: 0"


def test_a_disk_that_fills_up_for_a_while_loses_nothing() -> None:
    assert _drills("--kills", "0", "--full", "1") == "held: 1, not held: 0"


def _drills(*arguments: str) -> str:
    command = [sys.executable, "-m", "tests.drills", *arguments]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = told.stdout.splitlines() or [told.stderr]
    return lines[-1] if told.returncode == 0 else told.stdout + told.stderr
