"""What every test may ask for."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import settings

from tests import album
from tests.machine import bare
from tests.people import Someone, someone

# A deadline would measure the machine and what else it does. What is true of these is tried with many more at night.
settings.register_profile("calm", deadline=None, max_examples=30)
settings.register_profile("patient", deadline=None, max_examples=500)
settings.load_profile("calm")

LONGEST = (
    "tests/drills/",
    "tests/journeys/",
    "tests/test_microanalysis.py",
    "tests/footage/test_mutations.py",
    "tests/films/",
    "tests/cli/",
    "tests/tasks/",
)
"""Files of few tests that take minutes, the longest first."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files come first: begun last, one of them would run on alone while every other process is done."""
    items.sort(key=lambda item: [not item.nodeid.startswith(long) for long in LONGEST])


@pytest.fixture(scope="session")
def django_db_modify_db_settings_parallel_suffix() -> None:
    """Each process of tests has a home of its own already, and its workers look for the rows there."""


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Each process begins with a copy of tables that one of them made: making them takes seconds."""
    its = Path(connection.settings_dict["NAME"])
    shutil.copy(bare() / its.name, its)
    return True


@pytest.fixture(autouse=True)
def no_sealed_files() -> Iterator[None]:
    """No test finds what another one sealed, or left half done."""
    yield
    album.clear_shelves()


@pytest.fixture
def alice(db: None) -> Someone:
    """A guider."""
    return someone("Alice")


@pytest.fixture
def bob(db: None) -> Someone:
    """Another guider of the same service."""
    return someone("Bob")


@pytest.fixture
def sara(db: None) -> Someone:
    """A supervisor."""
    return someone("Sara", supervises=True)


@pytest.fixture(scope="session")
def small_film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four seconds of numbered pictures with a tone, as a phone would write them."""
    from tests.films import frame_film

    path = tmp_path_factory.mktemp("films") / "small.mp4"
    frame_film(path, seconds=4)
    return path
