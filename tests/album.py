"""What many tests stand on is brought about once: whoever asks for the same in the same state is given it back.

A step is known by its name, by what it was given and by every row there was before it. The first time, it is done; its
photograph holds the rows and the sealed files that it left. From then on exactly these are put where they were, so a
test finds the same things whether it runs alone, first or last. A step that fails leaves no photograph.
"""

import hashlib
import shutil
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

from vignette.storage import assets, keyring
from vignette.storage.place import place

Given = ParamSpec("Given")
Result = TypeVar("Result")
Table = dict[int, tuple[Any, ...]]
State = dict[type[Model], Table]

MOST = 256
"""Photographs that are kept in one process of tests."""
FILLED = ("auth", "contenttypes")


@dataclass(frozen=True, slots=True)
class Photograph:
    """What a step gave back, the rows it took away and left by number, and the sealed files it left.

    A table in which it took away or left nothing is not among them.
    """

    result: Any
    gone: Mapping[type[Model], list[int]]
    left: Mapping[type[Model], Table]
    files: Mapping[Path, bytes]


_album: OrderedDict[bytes, Photograph] = OrderedDict()


def remembered(step: Callable[Given, Result]) -> Callable[Given, Result]:
    """`step`, done once for each state of the rows and all that it is given; it may be a fixture."""

    @wraps(step)
    def done(*given: Given.args, **named: Given.kwargs) -> Result:
        before, files = state(), _files()
        asked = (step.__module__, step.__qualname__, given, sorted(named.items()), before)
        key = hashlib.sha256(repr(asked).encode()).digest()
        if key in _album:
            _album.move_to_end(key)
            _put_back(_album[key])
        else:
            result = step(*given, **named)
            _album[key] = _photograph(result, before, files)
            while len(_album) > MOST:
                _album.popitem(last=False)
        remembered_result: Result = _album[key].result
        return remembered_result

    return done


def clear_shelves() -> None:
    """Leave no sealed file to the test that comes next, nor what a worker was killed over."""
    for path in _files():
        path.unlink(missing_ok=True)
    for folder in place().workshop.iterdir():
        shutil.rmtree(folder, ignore_errors=True)


def state() -> State:
    """Every row of every table, as it is stored."""
    connection.ensure_connection()
    # Asked of SQLite itself: read before every step, the rows are many more questions than all that a test asks.
    ask = connection.connection.execute
    return {model: {number: tuple(row) for number, *row in ask(question)} for model, question in _questions().items()}


@cache
def _questions() -> dict[type[Model], str]:
    """By model what reads its rows, but for those that Django fills from the code and numbers anew after each test
    that commits.
    """
    models = apps.get_models(include_auto_created=True)
    return {model: _question(model) for model in models if model._meta.app_label not in FILLED}


def _question(model: type[Model]) -> str:
    # What is reckoned has no declared type: it is read as it is stored, and can be written so.
    names = ", ".join(f'+"{name}"' for name in _columns(model))
    return f'SELECT rowid, {names} FROM "{model._meta.db_table}"'  # noqa: S608  # names of our own rows


def _columns(model: type[Model]) -> list[str]:
    return [field.column for field in model._meta.local_concrete_fields if field.column]


def _files() -> set[Path]:
    return set(place().blobs.glob("*/*"))


def _photograph(result: Any, before: State, files: set[Path]) -> Photograph:
    after = state()
    return Photograph(
        result,
        gone={model: [*gone] for model, rows in after.items() if (gone := before[model].keys() - rows.keys())},
        left={model: dict(left) for model, rows in after.items() if (left := rows.items() - before[model].items())},
        files={path: path.read_bytes() for path in _files() - files},
    )


def _put_back(photograph: Photograph) -> None:
    for path, content in photograph.files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    with transaction.atomic(), connection.cursor() as cursor:
        for model, gone in photograph.gone.items():
            _remove(cursor, model, gone)
        for model, left in photograph.left.items():
            _write(cursor, model, left)
    # Nothing of the test before is known any more.
    for known in (keyring._unwrapped, assets._spliced):
        known.cache_clear()


def _remove(cursor: CursorWrapper, model: type[Model], gone: Sequence[int]) -> None:
    table = model._meta.db_table
    cursor.executemany(f'DELETE FROM "{table}" WHERE rowid = %s', [(number,) for number in gone])  # noqa: S608  # the same


def _write(cursor: CursorWrapper, model: type[Model], left: Table) -> None:
    table, columns = model._meta.db_table, ["rowid", *_columns(model)]
    names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join(["%s"] * len(columns))
    rows = [(number, *row) for number, row in sorted(left.items())]
    cursor.executemany(f'INSERT OR REPLACE INTO "{table}" ({names}) VALUES ({marks})', rows)  # noqa: S608  # the same
