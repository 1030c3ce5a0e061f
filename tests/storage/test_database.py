"""Nothing that was written is lost with SQLite's log, and the log does not grow for ever."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.machine import environment, move_in
from vignette.storage import database

COMMITS_AND_DIES = """
import os
from vignette.cli.site import bring_up
bring_up()
from vignette.actions import accounts
from vignette.domain.leave import OPERATOR
for number in range(9):
    accounts.add_account(OPERATOR, name="Alice", email=f"{number}@example.org", password="a long enough password")
    if number == 5:
        os._exit(1)
"""
COUNTS = """
from vignette.cli.site import bring_up
bring_up()
from vignette.storage import database, rows
database.write_back()
print(rows.Account.objects.count())
"""


def run(home: Path, script: str) -> str:
    command = [sys.executable, "-c", script]
    return subprocess.run(
        command, env=environment(VIGNETTE_HOME=str(home)), capture_output=True, text=True, check=False
    ).stdout


def test_nobody_writes_the_log_back_in_passing() -> None:
    from vignette import config

    assert "wal_autocheckpoint=0" in config.read().database["OPTIONS"]["init_command"]


def test_what_a_process_committed_before_it_died_is_there_and_the_log_is_empty_again(tmp_path: Path) -> None:
    run(move_in(tmp_path), COMMITS_AND_DIES)
    log = tmp_path / "vignette.sqlite3-wal"
    before = log.stat().st_size

    counted = run(tmp_path, COUNTS)

    assert before > 0
    assert counted == "6\n"
    assert not log.exists() or log.stat().st_size == 0


@pytest.mark.django_db(transaction=True)
def test_a_log_that_somebody_is_writing_to_is_left_for_the_next_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.1)
    with connection.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE")
        try:
            database.write_back()
        finally:
            cursor.execute("ROLLBACK")
