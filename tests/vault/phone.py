"""What the camera page does, written from the description of the envelope alone."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import ec

from . import independent

CURVE = ec.SECP256R1()


@dataclass(frozen=True)
class Phone:
    """A sender with everything that is random laid down; `secret` is the private half of its ephemeral key."""

    recipient: bytes
    secret: int = 7
    salt: bytes = bytes(range(100, 132))
    prefix: bytes = b"prefix!"

    @property
    def _private(self) -> ec.EllipticCurvePrivateKey:
        return ec.derive_private_key(self.secret, CURVE)

    @property
    def ephemeral(self) -> bytes:
        point = self._private.public_key().public_numbers()
        return b"\x04" + point.x.to_bytes(32, "big") + point.y.to_bytes(32, "big")

    @property
    def header(self) -> bytes:
        name = hashlib.sha256(self.recipient).digest()[:8]
        return b"VENVELOP\x01" + name + self.ephemeral + self.salt + self.prefix

    @property
    def cipher_key(self) -> bytes:
        shared = self._private.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, self.recipient))
        return independent.hkdf(shared, self.salt, b"vignette envelope 1" + self.recipient + self.ephemeral)

    def segment(self, index: int, plain: bytes, context: bytes, *, last: bool) -> bytes:
        nonce = self.prefix + index.to_bytes(4, "big") + bytes([last])
        head = (len(plain) + 16 | last << 31).to_bytes(4, "big")
        return head + independent.gcm(self.cipher_key, nonce, plain, head + context)

    def segments(self, parts: Sequence[bytes], context: bytes, *, is_whole: bool = True) -> list[bytes]:
        ends = [is_whole and index == len(parts) - 1 for index in range(len(parts))]
        return [
            self.segment(index, part, context, last=last)
            for index, (part, last) in enumerate(zip(parts, ends, strict=True))
        ]

    def envelope(self, parts: Sequence[bytes], context: bytes, *, is_whole: bool = True) -> bytes:
        return self.header + b"".join(self.segments(parts, context, is_whole=is_whole))
