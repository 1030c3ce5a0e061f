"""When and where a film says it was filmed: the day as a guess, the place only as a warning that it is there."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, tzinfo

from vignette.domain.film import EARLIEST
from vignette.footage.container import OpenFilm

_APPLE = "com.apple.quicktime.creationdate"
# Sound recorders write day and time as two tags of a Broadcast Wave (EBU Tech 3285, 2011, 2.3), both local.
_BROADCAST = "origination"
_SAMSUNG_OFFSET = "com.samsung.android.utc_offset"
_PLACES = ("location", "gps", "iso6709", "xyz")
_GOPRO = "gopro met"


def filmed_at(film: OpenFilm) -> str:
    """The local date and time at which filming began, in ISO 8601 to the second; empty where nothing sensible is said.

    A time with its own offset is local as it stands; one in UTC is put into the zone of the phone where that is said,
    else of this machine. Camcorders often write local time and call it UTC, so this is never more than a guess.
    """
    return said_in(film.container.metadata)


def said_in(tags: Mapping[str, str]) -> str:
    """When the recording with these `tags` began, like `filmed_at`."""
    said = {name.lower(): value for name, value in tags.items()}
    said[_BROADCAST] = f"{said.get('date', '')} {said.get('creation_time', '')}"
    candidates = (_local(said, name) for name in (_APPLE, _BROADCAST, "creation_time", "date"))
    return next((at.isoformat(timespec="seconds") for at in candidates if at is not None), "")


def says_where(film: OpenFilm) -> bool:
    """Whether the file holds the place it was filmed at, in a tag or in a track of positions."""
    tagged = any(place in name.lower() for tags in _all_tags(film) for name in tags for place in _PLACES)
    return tagged or any(_GOPRO in tags.get("handler_name", "").lower() for tags in _all_tags(film))


def _all_tags(film: OpenFilm) -> Iterator[Mapping[str, str]]:
    yield film.container.metadata
    yield from (stream.metadata for stream in film.container.streams)


def _local(said: Mapping[str, str], name: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(said.get(name, ""))
        if at.utcoffset() == timedelta(0) and name != _APPLE:
            at = at.astimezone(_zone_of_phone(said))
    except (ValueError, OverflowError):
        return None
    local = at.replace(tzinfo=None)
    # A day ahead is midnight in another zone; more is a clock that was set wrong.
    return local if EARLIEST <= local.date() <= (datetime.now(UTC) + timedelta(days=1)).date() else None


def _zone_of_phone(said: Mapping[str, str]) -> tzinfo | None:
    """The zone that Samsung's phones write beside a time in UTC; None, which stands for this machine's, elsewhere."""
    try:
        return datetime.strptime(said.get(_SAMSUNG_OFFSET, ""), "%z").tzinfo
    except ValueError:
        return None
