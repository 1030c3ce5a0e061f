"""What comes in on a line, made fit to be kept: while it is wanted, no more than announced, and as it was sent."""

import hashlib
import math
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from vignette.domain.errors import Garbled, NotAllowed

LOOK = 1.0
"""Seconds between two looks whether what comes is still wanted."""

ALGORITHMS = ("sha1", "sha256")


@dataclass(frozen=True, slots=True)
class Checksum:
    """What all that comes must come to, by one of `ALGORITHMS`."""

    algorithm: str
    digest: bytes


def wanted(chunks: Iterable[bytes], is_wanted: Callable[[], bool]) -> Iterator[bytes]:
    """`chunks` until they are no longer wanted, asked every second."""
    looked = time.monotonic()
    for chunk in chunks:
        yield chunk
        if time.monotonic() - looked >= LOOK:
            if not is_wanted():
                return
            looked = time.monotonic()


def no_more_than(size: int, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """`chunks` of `size` bytes in all; raises NotAllowed where there are more."""
    for chunk in chunks:
        size -= len(chunk)
        if size < 0:
            raise NotAllowed("More bytes came than the film has: choose the file again.")
        yield chunk


def checked(chunks: Iterable[bytes], checksum: Checksum) -> Iterator[bytes]:
    """`chunks`, which fail at their end with Garbled where they do not come to `checksum`."""
    so_far = hashlib.new(checksum.algorithm, usedforsecurity=False)
    for chunk in chunks:
        so_far.update(chunk)
        yield chunk
    if so_far.digest() != checksum.digest:
        raise Garbled("This part of the film was changed on its way here: it is sent again.")


def portion(first: bytes, rest: Iterator[bytes], most: int, seconds: float = math.inf) -> Iterator[bytes]:
    """`first` and what follows it in `rest`, up to the chunk with which it is `most` bytes, or `seconds` went by."""
    size, until = len(first), time.monotonic() + seconds
    yield first
    while size < most and time.monotonic() < until and (chunk := next(rest, b"")):
        size += len(chunk)
        yield chunk
