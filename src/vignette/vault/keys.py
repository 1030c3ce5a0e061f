"""Keys, and keys sealed by keys: a key per thing, wrapped by the key of its owner, wrapped by the master key.

Destroying a wrapping key destroys everything under it, wherever copies of the sealed bytes still lie.

A wrapped key is a box (see `box`) of 61 bytes, sealed under a key derived from the outer one.
"""

import base64
import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from vignette.domain.errors import Misconfigured
from vignette.vault.box import open_bytes, seal_bytes
from vignette.vault.durable import create_beside, sync_folder, write_whole

KEY_LENGTH: Final = 32

_HEX: Final = re.compile(r"[0-9a-fA-F]{64}")
_BASE64: Final = re.compile(r"([0-9a-zA-Z+/]{43}|[0-9a-zA-Z_-]{43})=?")
# 32 random bytes have about 30 different values; fewer than this is a placeholder, not a key.
_DISTINCT_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Secret:
    """32 secret bytes, which never show themselves in a log or a traceback."""

    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) != KEY_LENGTH:
            raise ValueError(f"a key has {KEY_LENGTH} bytes, not {len(self.secret)}")

    def derive(self, purpose: str) -> "DataKey":
        """The key for one purpose: always the same one, and no way back from it to this secret or to its siblings."""
        return DataKey(expand(self, b"purpose " + purpose.encode()))


@dataclass(frozen=True, slots=True)
class DataKey(Secret):
    """A key that seals content or other keys."""

    @classmethod
    def new(cls) -> Self:
        return cls(os.urandom(KEY_LENGTH))


@dataclass(frozen=True, slots=True)
class MasterKey(Secret):
    """The key above all others; whoever holds it holds everything."""

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The key written as 64 hexadecimal digits or in base64 (either alphabet), else `Misconfigured`."""
        secret = _decode(text.strip())
        if secret is None or len(set(secret)) < _DISTINCT_BYTES:
            raise Misconfigured(
                "The master key must be 32 random bytes, written in base64 or as 64 hexadecimal digits."
            )
        return cls(secret)

    @classmethod
    def from_file(cls, path: Path) -> Self:
        """The key kept in `path`, made there first if there is no such file; the first of several makers wins.

        Raises `Misconfigured` if anyone but its owner may read the file, or if it holds no key. Such a file is never
        replaced: what it once opened would be lost.
        """
        try:
            if not path.exists():
                _make_key_file(path)
            text = _read_private(path)
        except OSError as error:
            raise Misconfigured(f"The key file {path} cannot be read or made.") from error
        try:
            return cls.from_text(text)
        except Misconfigured as error:
            raise Misconfigured(f"The key file {path} does not hold a master key.") from error


def wrap(outer: Secret, inner: DataKey, context: bytes) -> bytes:
    """`inner` sealed under `outer`, to be opened only for the same `context` (61 bytes)."""
    return seal_bytes(expand(outer, b"wrap"), inner.secret, context)


def unwrap(outer: Secret, wrapped: bytes, context: bytes) -> DataKey:
    """The key inside `wrapped`; raises `Sealed` if `outer` or `context` is another one, or if a bit was changed."""
    return DataKey(open_bytes(expand(outer, b"wrap"), wrapped, context))


def expand(key: Secret, use: bytes, salt: bytes = b"") -> bytes:
    """32 bytes for one use of `key`, by HKDF-SHA-256: no two uses of a key ever share a cipher key."""
    return HKDF(SHA256(), KEY_LENGTH, salt, b"vignette vault 1 " + use).derive(key.secret)


def _decode(text: str) -> bytes | None:
    if _HEX.fullmatch(text):
        return bytes.fromhex(text)
    if _BASE64.fullmatch(text):
        return base64.b64decode(text.rstrip("=") + "=", altchars=b"-_" if set("-_") & set(text) else None)
    return None


def _make_key_file(path: Path) -> None:
    """Put a whole new key file at `path`, unless another process was first."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside, file = create_beside(path)
    try:
        with file:
            write_whole(file, memoryview(base64.urlsafe_b64encode(os.urandom(KEY_LENGTH)) + b"\n"))
            os.fsync(file.fileno())
        # A link, unlike a rename, fails where a file already is, and shows the file only when it is whole.
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()
    sync_folder(path.parent)


def _read_private(path: Path) -> str:
    with path.open("rb") as file:
        mode = os.fstat(file.fileno()).st_mode
        # Only POSIX keeps who may read a file in its mode.
        if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise Misconfigured(f"The key file {path} is open to others than its owner; its mode must be 600.")
        return file.read(4 * KEY_LENGTH).decode("ascii", "replace")
