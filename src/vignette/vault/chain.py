"""A chain of lines in which each carries a hash over itself and all before it, under a key.

A line changed, put in, taken out or moved breaks the chain there, and without the key nobody can mend it. Taking lines
off the END leaves a shorter, whole chain: to notice that, keep the latest hash elsewhere and give it as `ends_with`.

hash = HMAC-SHA-256(key for chains, `vignette vault 1 chain` | length of previous | previous | length of line | line),
lengths as 8 bytes, big-endian.
"""

import hmac
import json
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from vignette.vault.keys import Secret, expand

START: Final = bytes(32)
"""What stands before the first line."""

_LABEL: Final = b"vignette vault 1 chain"


class Link(NamedTuple):
    """One line and the hash it carries (32 bytes)."""

    line: bytes
    hash: bytes


def next_hash(key: Secret, previous: bytes, line: bytes) -> bytes:
    """The hash for `line` after the line that carries `previous` (`START` for the first one)."""
    return _hash(expand(key, b"chain"), previous, line)


def check(
    key: Secret, links: Iterable[tuple[bytes, bytes]], *, previous: bytes = START, ends_with: bytes | None = None
) -> int | None:
    """Where the chain first breaks, counted from 0; None if it is whole.

    `links` are (line, hash) in order, going on after the line that carries `previous`. If they do not come to the hash
    `ends_with`, the chain breaks where they stop.
    """
    chain_key = expand(key, b"chain")
    position = 0
    for line, claimed in links:
        previous = _hash(chain_key, previous, line)
        if not hmac.compare_digest(previous, claimed):
            return position
        position += 1
    missing = ends_with is not None and not hmac.compare_digest(previous, ends_with)
    return position if missing else None


def canonical(fields: Mapping[str, str | int | None]) -> bytes:
    """The one way to write these fields as bytes: JSON, keys in order, no spaces, UTF-8.

    Raises `TypeError` for any other kind of value, also for True and False: a database may give those back as numbers.
    """
    for name, value in fields.items():
        if type(name) is not str or type(value) not in (str, int, type(None)):
            raise TypeError(f"{name} is neither text, whole number nor nothing")
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _hash(chain_key: bytes, previous: bytes, line: bytes) -> bytes:
    framed = _LABEL + _framed(previous) + _framed(line)
    return hmac.digest(chain_key, framed, "sha256")


def _framed(part: bytes) -> bytes:
    return len(part).to_bytes(8, "big") + part
