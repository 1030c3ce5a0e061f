"""The vault's formats written a second time, from their description alone: HKDF from HMAC, GCM by another interface."""

import hashlib
import hmac

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


def hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    """32 bytes by RFC 5869 with SHA-256."""
    extracted = hmac.digest(salt or bytes(32), secret, hashlib.sha256)
    return hmac.digest(extracted, info + b"\x01", hashlib.sha256)


def gcm(key: bytes, nonce: bytes, plain: bytes, associated: bytes) -> bytes:
    encryptor = Cipher(algorithms.AES(key), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(associated)
    return encryptor.update(plain) + encryptor.finalize() + encryptor.tag


def sealed_file(plain: bytes, key: bytes, context: bytes, salt: bytes, prefix: bytes) -> bytes:
    file_key = hkdf(key, salt, b"vignette vault 1 file")
    pieces = [plain[start : start + 65536] for start in range(0, len(plain), 65536)] or [b""]
    sealed = b"VSEALED\x01" + salt + prefix
    for index, piece in enumerate(pieces):
        last = b"\x01" if index == len(pieces) - 1 else b"\x00"
        sealed += gcm(file_key, prefix + index.to_bytes(4, "big") + last, piece, context)
    return sealed
