"""What the database needs besides being read and written."""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from typing import TypeVar
from uuid import UUID

from django.db import connection

from vignette.domain.identity import Identity

Value = TypeVar("Value")

AT_ONCE = 500
"""Rows asked for in one question: SQLite takes no more than some thousand names in one."""

PATIENCE = 2.0
"""Seconds for which those who write are waited for, and then wait themselves."""


def in_parts(which: Collection[Identity]) -> Iterator[list[UUID]]:
    """The values of all of them, as many at a time as one question can name."""
    return by_hundreds([each.value for each in which])


def by_hundreds(values: Sequence[Value]) -> Iterator[list[Value]]:
    """These values, as many at a time as one question can name."""
    return (list(values[place : place + AT_ONCE]) for place in range(0, len(values), AT_ONCE))


def write_back() -> None:
    """Write SQLite's log back into the database, where nobody is in the way; nothing elsewhere.

    Up to version 3.51.2, SQLite can lose what one process commits just while two others write the log back
    (https://sqlite.org/wal.html#walresetbug). So nobody does it in passing (see `config`), and whoever does it here
    keeps those who write waiting meanwhile.
    """
    if connection.vendor != "sqlite":
        return
    with closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=PATIENCE)) as line:
        line.execute("PRAGMA wal_checkpoint(TRUNCATE)")
