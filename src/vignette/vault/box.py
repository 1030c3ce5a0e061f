"""A few bytes sealed at once: what keys and short texts are kept in.

A box, version 1, is: version (1 byte) | random nonce (12) | AES-256-GCM of the bytes, and its tag (16). Version and
context are its associated data. One key may seal 2**32 boxes before equal nonces become a risk (NIST SP 800-38D, 8.3).
"""

import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from vignette.domain.errors import Sealed

REFUSED: Final = "This was sealed with another key or for another place, or it was damaged or changed."
OVERHEAD: Final = 29
"""Bytes by which a box is longer than what is in it."""

_VERSION: Final = b"\x01"
_NONCE: Final = slice(1, 13)


def seal_bytes(cipher_key: bytes, plain: bytes, context: bytes) -> bytes:
    """`plain` in a box that opens with the same key and context only; sealing it twice gives two different boxes."""
    nonce = os.urandom(_NONCE.stop - _NONCE.start)
    return _VERSION + nonce + AESGCM(cipher_key).encrypt(nonce, plain, _VERSION + context)


def open_bytes(cipher_key: bytes, box: bytes, context: bytes) -> bytes:
    """What is in `box`; raises `Sealed` if key or context is another one, or if a bit was changed."""
    if len(box) < OVERHEAD or not box.startswith(_VERSION):
        raise Sealed(REFUSED)
    try:
        return AESGCM(cipher_key).decrypt(box[_NONCE], box[_NONCE.stop :], _VERSION + context)
    except InvalidTag as error:
        raise Sealed(REFUSED) from error
