"""What sealing costs: sealing and reading a file, each as a ratio to copying it and to the bare cipher.

    python bench/seal.py [megabytes]

CPU seconds (user and system) are compared, so a busy machine changes the figures little.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from vignette.vault.keys import DataKey
from vignette.vault.seal import SealedFile, SealedWriter

MEGABYTE = 1_000_000
SEGMENT = 1 << 16
READ = 1 << 20
JUMPS = 2_000


def main() -> None:
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 256
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder, "plain")
        plain.write_bytes(os.urandom(MEGABYTE) * megabytes)
        sealed = SealedFile(Path(folder, "sealed"), DataKey.new(), b"bench")
        copied = _rate(megabytes, lambda: _copy(plain, Path(folder, "copy")))
        encrypted = _rate(megabytes, lambda: _bare_cipher(megabytes))
        sealing = _rate(megabytes, lambda: _seal(plain, sealed))
        read_plain = _rate(megabytes, lambda: _read(plain.open("rb", buffering=0)))
        decrypted = _rate(megabytes, _bare_decryption(megabytes))
        reading = _rate(megabytes, lambda: _read(sealed.open()))
        print(f"{megabytes} MB, MB per CPU second")
        print(f"copy a file, flushed       {copied:7.0f}")
        print(f"encrypt in memory          {encrypted:7.0f}")
        print(f"SEAL a file, flushed       {sealing:7.0f}   {copied / sealing:.2f} x the time of a copy")
        print(f"   the cipher alone takes  {sealing / encrypted:.0%} of that time")
        print(f"read a plain file          {read_plain:7.0f}")
        print(f"decrypt in memory          {decrypted:7.0f}")
        print(f"READ a sealed file         {reading:7.0f}   {read_plain / reading:.2f} x the time of a plain read")
        print(f"   the cipher alone takes  {reading / decrypted:.0%} of that time")
        print(f"READ 64 KiB anywhere       {_jump(sealed) * 1000:7.3f} ms")


def _rate(megabytes: int, work: Callable[[], None]) -> float:
    """Megabytes per CPU second in the best of three runs."""
    return megabytes / min(_cpu_seconds(work) for _ in range(3))


def _cpu_seconds(work: Callable[[], None]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def _copy(source: Path, target: Path) -> None:
    with source.open("rb") as reading, target.open("wb") as writing:
        shutil.copyfileobj(reading, writing, READ)
        os.fsync(writing.fileno())


def _seal(source: Path, target: SealedFile) -> None:
    with source.open("rb") as reading, SealedWriter(target.path, target.key, target.context) as writing:
        shutil.copyfileobj(reading, writing, READ)


def _read(file: object) -> None:
    with file:  # type: ignore[attr-defined]  # any readable file will do
        while file.read(READ):  # type: ignore[attr-defined]  # any readable file will do
            pass


def _bare_cipher(megabytes: int) -> None:
    cipher, plain, room = AESGCM(bytes(32)), bytes(SEGMENT), bytearray(SEGMENT + 16)
    for index in range(megabytes * MEGABYTE // SEGMENT):
        cipher.encrypt_into(index.to_bytes(12, "big"), plain, None, room)


def _bare_decryption(megabytes: int) -> Callable[[], None]:
    cipher, nonce, room = AESGCM(bytes(32)), bytes(12), bytearray(SEGMENT)
    sealed = cipher.encrypt(nonce, bytes(SEGMENT), None)

    def decrypt() -> None:
        for _ in range(megabytes * MEGABYTE // SEGMENT):
            cipher.decrypt_into(nonce, sealed, None, room)

    return decrypt


def _jump(sealed: SealedFile) -> float:
    """Seconds for one jump with a read of 64 KiB."""
    with sealed.open() as file:
        before = time.perf_counter()
        for jump in range(JUMPS):
            file.seek(jump * 7_919_993_119 % (sealed.size - SEGMENT))
            file.read(SEGMENT)
        return (time.perf_counter() - before) / JUMPS


if __name__ == "__main__":
    main()
