"""Room on the disk: what is free, what is spoken for, and when it has run out."""

import errno
import math
import shutil

from vignette.domain.errors import NoRoom
from vignette.domain.film import Readiness
from vignette.storage import rows
from vignette.storage.place import place

SHARE = 2.5
"""Bytes that a film takes in all, for each byte of the file: itself, its proxy, and room to work in."""

SPARE = 1 << 30
"""Bytes that are never given away: the database and the machine itself need them."""


def left() -> int:
    """Bytes that nobody has spoken for; none, rather than less, where more was promised than there is."""
    promised = 0
    for size, arrived in rows.Film.objects.filter(readiness__in=_UNDER_WAY).values_list("size", "arrived"):
        promised += round(SHARE * size) - arrived
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
    return "full" in str(fault)


_UNDER_WAY = (Readiness.ARRIVING, Readiness.PREPARING)


def _at_least(size: int) -> str:
    return f"{math.ceil(size / 1e8) / 10:g} GB"


def _at_most(size: int) -> str:
    return f"{math.floor(size / 1e8) / 10:g} GB"
