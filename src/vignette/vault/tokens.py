"""Secrets given to people: links and codes. Only a hash of each is stored, and a hash opens nothing."""

import hashlib
import hmac
import secrets
from typing import Final

from vignette.vault.keys import Secret, expand

CODE_DIGITS: Final = 8


def new_token() -> str:
    """A secret for a link: 32 random bytes in 43 characters that need no escaping in an address."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What to store for a token, in 64 hexadecimal digits; a token is too long to be guessed, so no key is needed."""
    return hashlib.sha256(_bytes(token)).hexdigest()


def token_matches(token: str, stored: str) -> bool:
    """Whether `stored` is the hash of `token`, in a time that tells nothing."""
    return _same(token_hash(token), stored)


def new_code() -> str:
    """A code to read out or type in: 8 digits, to be used once, soon, and with few tries."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def code_hash(code: str, key: Secret) -> str:
    """What to store for a code, in 64 hexadecimal digits.

    Under a key, because whoever found a plain hash of 8 digits could try them all within a minute.
    """
    return hmac.new(expand(key, b"code"), _bytes(code), "sha256").hexdigest()


def code_matches(code: str, key: Secret, stored: str) -> bool:
    """Whether `stored` is the hash of `code` under `key`, in a time that tells nothing."""
    return _same(code_hash(code, key), stored)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(_bytes(one), _bytes(other))


def _bytes(text: str) -> bytes:
    # What comes in from outside may hold halves of characters; it must fail to match, not fail.
    return text.encode("utf-8", "surrogatepass")
