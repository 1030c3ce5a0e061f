"""The sealed file format, version 1, and the cipher that turns its segments into plain bytes and back.

| field    | bytes       | what it is                                                          |
|----------|-------------|---------------------------------------------------------------------|
| magic    | 7           | `VSEALED`                                                           |
| version  | 1           | 1                                                                   |
| salt     | 32          | random; makes the file's own cipher key                             |
| prefix   | 7           | random; begins every nonce of the file                              |
| segments | 16 to 65552 | each up to 65536 plain bytes in AES-256-GCM, then its tag (16 bytes) |

cipher key = HKDF-SHA-256(secret = data key, salt = salt, info = `vignette vault 1 file`)
nonce      = prefix | index of the segment (4 bytes, big-endian) | 1 in the last segment, 0 in all others
associated = the context: bytes that say what this file is, known to whoever opens it and not stored in it

All segments but the last are full. The last is empty only if the whole content is. So each content has one shape, the
plain size follows from the length of the file, and the index and last mark in the nonce (the STREAM construction of
Hoang, Reyhanitabar, Rogaway and Vizar 2015) leave no way to drop, add, repeat or reorder segments. Salt and prefix need
no tag of their own: with either changed, no segment opens. One file holds at most 2**32 segments, 256 TiB.
"""

import os
from dataclasses import dataclass
from typing import Final, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from vignette.domain.errors import Sealed
from vignette.vault.box import REFUSED
from vignette.vault.keys import DataKey, expand

SEGMENT: Final = 1 << 16
TAG: Final = 16
SEALED_SEGMENT: Final = SEGMENT + TAG

_MAGIC: Final = b"VSEALED\x01"
_SALT: Final = slice(8, 40)
_PREFIX: Final = slice(40, 47)
HEADER: Final = 47


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """The segments of one file: each can be sealed or opened by its index alone."""

    header: bytes
    _prefix: bytes
    _context: bytes
    _cipher: AESGCM

    @classmethod
    def fresh(cls, key: DataKey, context: bytes) -> Self:
        """For a file about to be written."""
        return cls.of(_MAGIC + os.urandom(HEADER - len(_MAGIC)), key, context)

    @classmethod
    def of(cls, header: bytes, key: DataKey, context: bytes) -> Self:
        """For the file that begins with these 47 bytes; raises `Sealed` if no sealed file begins so."""
        if len(header) != HEADER or not header.startswith(_MAGIC):
            raise Sealed("This is not a sealed file, or not of a kind this version can open.")
        return cls(header, header[_PREFIX], context, AESGCM(expand(key, b"file", header[_SALT])))

    def seal_into(self, room: memoryview, index: int, plain: memoryview, *, last: bool) -> None:
        """Seal segment `index`; `room` is exactly a tag longer than `plain`."""
        self._cipher.encrypt_into(self._nonce(index, last), plain, self._context, room)

    def open_into(self, room: memoryview, index: int, sealed: memoryview, *, last: bool) -> None:
        """Open segment `index`; `room` is exactly a tag shorter than `sealed`, and worthless if `Sealed` is raised."""
        try:
            self._cipher.decrypt_into(self._nonce(index, last), sealed, self._context, room)
        except InvalidTag as error:
            raise Sealed(REFUSED) from error

    def _nonce(self, index: int, last: bool) -> bytes:
        return self._prefix + index.to_bytes(4, "big") + last.to_bytes(1, "big")


def plain_size(file_size: int) -> int:
    """Plain bytes in a sealed file of this many bytes; raises `Sealed` if no sealed file has this length."""
    full, rest = divmod(file_size - HEADER, SEALED_SEGMENT)
    if full < 0 or 0 < rest < TAG or (rest == TAG and full) or not (full or rest):
        raise Sealed("This sealed file is not whole.")
    return full * SEGMENT + max(rest - TAG, 0)
