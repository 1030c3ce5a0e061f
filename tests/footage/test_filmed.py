import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.footage.conftest import Film
from vignette.footage.container import opened
from vignette.footage.filmed import says_where
from vignette.footage.probe import probe

APPLE = "com.apple.quicktime.creationdate"
SAMSUNG = "com.samsung.android.utc_offset"
TOMORROW = f"{datetime.now(UTC).date() + timedelta(days=3)}T00:00:00Z"

DATES: list[tuple[dict[str, str], str]] = [
    ({}, ""),
    ({APPLE: "2024-05-01T12:30:05+0200"}, "2024-05-01T12:30:05"),
    ({APPLE: "2024-05-01T12:30:05+0000"}, "2024-05-01T12:30:05"),
    ({"creation_time": "2024-05-01T10:30:05.000000Z"}, "2024-05-01T06:30:05"),
    ({"creation_time": "2024-12-01T10:30:05.000000Z"}, "2024-12-01T05:30:05"),
    ({"creation_time": "2024-05-01T10:30:05Z", SAMSUNG: "+0530"}, "2024-05-01T16:00:05"),
    ({"creation_time": "2024-05-01T10:30:05Z", APPLE: "2024-05-01T12:30:05+0200"}, "2024-05-01T12:30:05"),
    ({"date": "2009-06-25 12:00:01"}, "2009-06-25T12:00:01"),
    ({"date": "2024-05-01T23:30:00-0700", "creation_time": "1904-01-01T00:00:00Z"}, "2024-05-01T23:30:00"),
    ({"creation_time": "1904-01-01T00:00:00Z"}, ""),
    ({"creation_time": "1970-01-01T00:00:00Z"}, ""),
    ({"creation_time": "1980-01-01T00:00:00Z"}, ""),
    ({"creation_time": TOMORROW}, ""),
    ({"creation_time": "9999-12-31T23:59:59Z"}, ""),
    ({"creation_time": "0001-01-01T00:00:00Z"}, ""),
    ({APPLE: "yesterday"}, ""),
    ({APPLE: "2024-05-01T12:30:05+0200; DROP TABLE"}, ""),
]


@pytest.fixture
def new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine on the other side of the ocean, summer and winter."""
    monkeypatch.setenv("TZ", "EST5EDT,M3.2.0,M11.1.0")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("new_york")
@pytest.mark.parametrize(("said", "guess"), DATES, ids=[str(said) for said, _ in DATES])
def test_the_day_of_filming_is_guessed_in_the_time_of_the_place(said: dict[str, str], guess: str, film: Film) -> None:
    source = film(container="matroska", metadata=said, seconds=0.5, has_sound=False)

    assert probe(source).filmed_at == guess


@pytest.mark.usefixtures("new_york")
def test_a_phones_mp4_says_when_it_was_filmed(film: Film) -> None:
    source = film(metadata={"creation_time": "2024-05-01T10:30:05Z"}, seconds=0.5, has_sound=False)

    assert probe(source).filmed_at == "2024-05-01T06:30:05"


@pytest.mark.parametrize(
    ("recipe", "expected"),
    [
        ({}, False),
        ({"metadata": {"title": "At home"}}, False),
        ({"metadata": {"location": "+51.5074-000.1278/"}}, True),
        ({"metadata": {"location": "+51.5074-000.1278/"}, "container": "mov"}, True),
        ({"metadata": {"LOCATION": "London"}, "container": "matroska"}, True),
        ({"metadata": {"com.apple.quicktime.location.ISO6709": "+51.5/"}, "container": "matroska"}, True),
        ({"metadata": {"GPSLatitude": "51.5"}, "container": "matroska"}, True),
    ],
    ids=str,
)
def test_a_place_in_the_file_is_noticed_and_said(recipe: dict[str, object], expected: bool, film: Film) -> None:
    source = film(seconds=0.5, has_sound=False, **recipe)

    with opened(source) as opened_film:
        assert says_where(opened_film) == expected
    note = probe(source).note
    assert ("the place it was filmed at was removed" in note.lower()) == expected
    assert "51.5" not in note
    assert "London" not in note
