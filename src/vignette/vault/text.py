"""Short texts sealed for a database field: a box (see `box`) of the text in UTF-8, in base64's URL alphabet, unpadded.

The length of a sealed text tells the length of the text, nothing else.
"""

import base64

from vignette.domain.errors import Sealed
from vignette.vault.box import REFUSED, open_bytes, seal_bytes
from vignette.vault.keys import Secret, expand


def seal_text(text: str, key: Secret, context: bytes) -> str:
    """`text` sealed under `key`, to be opened only for the same `context`; twice the same text looks different."""
    return _encode(seal_bytes(expand(key, b"text"), text.encode(), context))


def open_text(sealed: str, key: Secret, context: bytes) -> str:
    """The text inside `sealed`; raises `Sealed` for another key or context, or if anything was changed."""
    return open_bytes(expand(key, b"text"), _decode(sealed), context).decode()


def _encode(box: bytes) -> str:
    return base64.urlsafe_b64encode(box).decode().rstrip("=")


def _decode(sealed: str) -> bytes:
    try:
        box = base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
    except ValueError as error:
        raise Sealed(REFUSED) from error
    # Base64 can be read loosely: stray characters and spare bits must not make a second way to write the same thing.
    if _encode(box) != sealed:
        raise Sealed(REFUSED)
    return box
