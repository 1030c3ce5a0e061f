"""Films sealed where they are filmed, to a key that only the server can make: the envelope format, version 1.

| field     | bytes     | what it is                                                                         |
|-----------|-----------|------------------------------------------------------------------------------------|
| magic     | 8         | `VENVELOP`                                                                         |
| version   | 1         | 1                                                                                  |
| recipient | 8         | the first bytes of the SHA-256 of the server's public key                          |
| ephemeral | 65        | the sender's public key, made for this envelope only (P-256, uncompressed)         |
| salt      | 32        | random                                                                             |
| prefix    | 7         | random; begins every nonce of the envelope                                         |
| segments  | 20 or more| 4 bytes of head, then up to 1048576 plain bytes in AES-256-GCM, then the tag (16)   |

head       = 1 bit, set in the last segment | 31 bits: how many bytes follow, tag included; big-endian
cipher key = HKDF-SHA-256(secret = ECDH, the x of the shared point (32 bytes), salt = salt,
             info = `vignette envelope 1` | recipient's public key (65) | ephemeral (65))
nonce      = prefix | index of the segment (4 bytes, big-endian) | 1 in the last segment, 0 in all others
associated = head | the context: bytes that say what this is, known to both sides and not stored in it

The private half of `ephemeral` is never written down, so that the sender cannot open what it sealed once it has
forgotten the cipher key. A last segment may be empty (20 bytes in all). Magic, version, recipient, salt and prefix need
no tag of their own: with any of them changed, nothing opens. Index and last mark in the nonce (the STREAM construction
of Hoang, Reyhanitabar, Rogaway and Vizar 2015) leave no way to drop a segment from the middle, or to add, repeat or
reorder any. What is missing at the end looks like a sender that was stopped, which is allowed, and told: a segment not
written to its end is dropped, and so is one that ends in zeros, because a phone that loses power may lengthen a file
before it fills it.

P-256 rather than X25519: browsers learned X25519 only between 2023 and 2025, and phones that are older film too.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    derive_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from vignette.domain.errors import Sealed
from vignette.vault.box import REFUSED
from vignette.vault.keys import KEY_LENGTH, MasterKey, expand

MOST_PLAIN: Final = 1 << 20
"""The most plain bytes of one segment."""
HEADER: Final = 121

_MAGIC: Final = b"VENVELOP\x01"
_RECIPIENT: Final = slice(9, 17)
_EPHEMERAL: Final = slice(17, 82)
_SALT: Final = slice(82, 114)
_PREFIX: Final = slice(114, 121)
_HEAD: Final = 4
_TAG: Final = 16
_LAST: Final = 1 << 31
_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""How many keys there are on the curve (FIPS 186-5, 6.1.1, through SP 800-186, 3.2.1.3)."""


@dataclass(frozen=True, slots=True)
class EnvelopeKey:
    """The key that envelopes are sealed to; its private half never shows itself in a log or a traceback."""

    _private: EllipticCurvePrivateKey = field(repr=False)

    @classmethod
    def of(cls, master: MasterKey) -> Self:
        """Always the same key for the same master key."""
        # Twice the bytes that are needed, so that no key is likelier than another (FIPS 186-5, A.2.1).
        wide = expand(master, b"envelope high") + expand(master, b"envelope low")
        return cls(derive_private_key(int.from_bytes(wide, "big") % (_ORDER - 1) + 1, SECP256R1()))

    @property
    def public(self) -> bytes:
        """What a sender needs to know: the public key, uncompressed (65 bytes)."""
        return self._private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def cipher(self, header: bytes) -> AESGCM:
        """What opens the envelope that begins with these 121 bytes; raises `Sealed` if it is none, or another's."""
        if len(header) != HEADER or not header.startswith(_MAGIC):
            raise Sealed("This is not an envelope, or not of a kind this version can open.")
        if header[_RECIPIENT] != hashlib.sha256(self.public).digest()[:8]:
            raise Sealed("This film was sealed for another installation, or with a key that is gone.")
        try:
            ephemeral = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), header[_EPHEMERAL])
        except ValueError as error:
            raise Sealed(REFUSED) from error
        info = b"vignette envelope 1" + self.public + header[_EPHEMERAL]
        shared = self._private.exchange(ECDH(), ephemeral)
        return AESGCM(HKDF(SHA256(), KEY_LENGTH, header[_SALT], info).derive(shared))


class Opened(Iterator[bytes]):
    """The plain pieces of one envelope, each verified, in constant memory; how it ended is known after the last.

    Any step may raise `Sealed`.
    """

    is_whole: bool = False
    """Whether the sender came to its end; believe it after the last piece."""
    dropped: int = 0
    """Bytes at the end that were not written out by the sender, and therefore left out."""

    def __init__(self, file: BinaryIO, key: EnvelopeKey, context: bytes, size: int | None) -> None:
        self._file = file
        self._left = size
        self._context = context
        header = self._read(HEADER)
        self._cipher = key.cipher(header)
        self._prefix = header[_PREFIX]
        self._index = 0

    def __next__(self) -> bytes:
        head = self._read(_HEAD)
        if self.is_whole and head:
            raise Sealed(REFUSED)
        if self.is_whole or not self._is_there(head):
            raise StopIteration
        last, length = divmod(int.from_bytes(head, "big"), _LAST)
        if not _TAG <= length <= MOST_PLAIN + _TAG or (length == _TAG and not last):
            raise Sealed(REFUSED)
        return self._opened(head, self._read(length), length, last=bool(last))

    def _is_there(self, head: bytes) -> bool:
        """Whether a segment begins here; what was never filled in is dropped."""
        if len(head) == _HEAD and any(head):
            return True
        rest = head + self._read(_HEAD + MOST_PLAIN + _TAG) if len(head) == _HEAD else head
        if len(head) == _HEAD and (any(rest) or self._read(1)):
            raise Sealed(REFUSED)
        self.dropped = len(rest)
        return False

    def _opened(self, head: bytes, sealed: bytes, length: int, *, last: bool) -> bytes:
        nonce = self._prefix + self._index.to_bytes(4, "big") + last.to_bytes(1, "big")
        try:
            plain = self._cipher.decrypt(nonce, sealed, head + self._context)
        except InvalidTag as error:
            if (len(sealed) == length and any(sealed[-_TAG:])) or self._read(1):
                raise Sealed(REFUSED) from error
            self.dropped = _HEAD + len(sealed)
            raise StopIteration from None
        self._index += 1
        self.is_whole = last
        return plain

    def _read(self, count: int) -> bytes:
        """The next `count` bytes, or fewer at the end."""
        wanted = count if self._left is None else min(count, self._left)
        found = bytearray()
        while len(found) < wanted and (more := self._file.read(wanted - len(found))):
            found += more
        if self._left is not None:
            self._left -= len(found)
        return bytes(found)


def public_key(master: MasterKey) -> bytes:
    """The key that films for this installation are sealed to (65 bytes, no secret)."""
    return EnvelopeKey.of(master).public


def opened(file: BinaryIO, key: EnvelopeKey, context: bytes, *, size: int | None = None) -> Opened:
    """Open the envelope that begins where `file` stands and is `size` bytes long (None: all that follow).

    Raises `Sealed` if `key` or `context` is another one, or if anything in it was changed, moved, added or taken out.
    """
    return Opened(file, key, context, size)
