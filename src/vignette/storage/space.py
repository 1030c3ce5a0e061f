"""Room on the disk: what is free, what is spoken for, and when it has run out."""

import errno
import math
import shutil

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from vignette.domain.errors import NoRoom
from vignette.domain.film import Readiness
from vignette.storage import rows
from vignette.storage.jobs import Kind, State
from vignette.storage.place import place

SHARE = 2.5
"""Bytes that a film takes in all, for each byte of the file: itself, its proxy, and room to work in."""

SPARE = 1 << 30
"""Bytes that are never given away: the database and the machine itself need them."""


def left() -> int:
    """Bytes that nobody has spoken for; none, rather than less, where more was promised than there is."""
    proxies = rows.Job.objects.filter(kind=Kind.PROXY, state__in=(State.QUEUED, State.RUNNING))
    under_way = rows.Film.objects.filter(Q(readiness__in=_UNDER_WAY) | Q(pk__in=proxies.values("subject")))
    with_made = under_way.annotate(made=Coalesce(Sum("made_parts__blob__size"), 0))
    promised: int = sum(
        max(0, round(SHARE * size) - arrived - made)
        for size, arrived, made in with_made.values_list("size", "arrived", "made")
    )
    return max(0, shutil.disk_usage(place().blobs).free - SPARE - promised)


def must_hold(size: int) -> None:
    """Raise NoRoom, with the figures, where a film of `size` bytes and all that is made of it would not fit."""
    needed, free = round(SHARE * size), left()
    if needed > free:
        raise NoRoom(
            f"There is not enough room on this machine: {_at_least(needed)} are needed and {_at_most(free)} are free."
        )


def is_used_up(fault: Exception) -> bool:
    """Whether `fault` says that the disk, or what this user may take of it, is full."""
    if isinstance(fault, OSError):
        return fault.errno in (errno.ENOSPC, errno.EDQUOT)
    # As SQLite says it, and as PostgreSQL does.
    return "full" in str(fault) or "No space left" in str(fault)


_UNDER_WAY = (Readiness.ARRIVING, Readiness.PREPARING)


def _at_least(size: int) -> str:
    return f"{math.ceil(size / 1e8) / 10:g} GB"


def _at_most(size: int) -> str:
    return f"{math.floor(size / 1e8) / 10:g} GB"
