"""The bytes on disk are a promise: what was sealed by one version must open with all later ones."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vignette.domain.errors import Sealed
from vignette.vault.keys import DataKey, expand, unwrap
from vignette.vault.seal import SealedFile, SealedWriter
from vignette.vault.segments import plain_size
from vignette.vault.text import open_text

from . import independent

KEY = DataKey(bytes(range(32)))
SALT = bytes(range(100, 132))
PREFIX = b"prefix!"

SEALED_SENTENCE = bytes.fromhex(
    "565345414c4544016465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f8081828370726566697821f0"
    "921ba1135a9829af752f02f4bac7f1d1f755621e455b18f57d865b5b4a960842f47c"
)
SEALED_NOTHING = bytes.fromhex(
    "565345414c4544016465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182837072656669782193"
    "53deda8b75fe6bfac1522781cb38be"
)
WRAPPED_KEY = bytes.fromhex(
    "017477656c7665206279746573929f1aed97cdc2d9048f3ca3d9b72c1cf082d7dc512bd4657607500b5af1337ef912a7"
    "6d8bde9903649b1692274320dd"
)
SEALED_TEXT = "AXR3ZWx2ZSBieXRlc6eU9tmXhTY2br5B4IlW1Cys-htKnOVXfUeF27DvxK_K6Hw"


@pytest.mark.parametrize(("raw", "plain"), [(SEALED_SENTENCE, b"They look and wait."), (SEALED_NOTHING, b"")])
def test_a_file_sealed_by_the_first_version_opens(tmp_path: Path, raw: bytes, plain: bytes) -> None:
    (tmp_path / "old").write_bytes(raw)

    with SealedFile(tmp_path / "old", KEY, b"film 7").open() as file:
        assert file.read() == plain


def test_a_key_and_a_text_sealed_by_the_first_version_open() -> None:
    assert unwrap(KEY, WRAPPED_KEY, b"family 3") == DataKey(bytes(range(50, 82)))
    assert open_text(SEALED_TEXT, KEY, b"note 5") == "Näher kommen 🙂"


@pytest.mark.parametrize("size", [0, 1, 65535, 65536, 65537, 131072, 200_000])
def test_files_written_to_the_description_alone_open(tmp_path: Path, size: int) -> None:
    plain = bytes(index % 251 for index in range(size))
    (tmp_path / "film").write_bytes(independent.sealed_file(plain, KEY.secret, b"film 7", SALT, PREFIX))

    with SealedFile(tmp_path / "film", KEY, b"film 7").open() as file:
        assert file.read() == plain


@pytest.mark.parametrize("size", [0, 1, 65535, 65536, 65537, 131072, 200_000])
def test_our_files_are_to_the_byte_what_the_description_says(tmp_path: Path, size: int) -> None:
    plain = bytes(index % 251 for index in range(size))
    with SealedWriter(tmp_path / "film", KEY, b"film 7") as writer:
        writer.write(plain)

    raw = (tmp_path / "film").read_bytes()

    assert raw == independent.sealed_file(plain, KEY.secret, b"film 7", raw[8:40], raw[40:47])


def test_keys_are_derived_by_the_standard() -> None:
    assert expand(KEY, b"wrap", SALT) == independent.hkdf(KEY.secret, SALT, b"vignette vault 1 wrap")
    assert KEY.derive("audit").secret == independent.hkdf(KEY.secret, b"", b"vignette vault 1 purpose audit")


@given(st.integers(0, 1 << 50))
@example(0)
@example(65536)
@example(65537)
def test_the_plain_size_follows_from_the_length_of_the_file(size: int) -> None:
    segments = max(-(-size // 65536), 1)

    assert plain_size(47 + size + 16 * segments) == size


@given(st.integers(0, 5 * 65552))
@example(47 + 15)
@example(47 + 16)
@example(47 + 65552 + 16)
@example(47 + 65552 + 17)
def test_every_other_length_is_refused(length: int) -> None:
    possible = {47 + size + 16 * max(-(-size // 65536), 1) for size in range(max(length - 47 - 96, 0), length)}

    if length in possible:
        assert plain_size(length) < length
    else:
        with pytest.raises(Sealed):
            plain_size(length)
