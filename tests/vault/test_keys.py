import base64
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vignette.domain.errors import Misconfigured, Sealed
from vignette.vault.keys import DataKey, MasterKey, Secret, unwrap, wrap

SECRET = bytes(range(200, 232))
keys = st.binary(min_size=32, max_size=32).map(DataKey)


def written(path: Path, text: str, mode: int = 0o600) -> Path:
    path.write_text(text)
    path.chmod(mode)
    return path


@given(keys, keys, st.binary(max_size=60))
def test_a_wrapped_key_comes_back(outer: DataKey, inner: DataKey, context: bytes) -> None:
    assert unwrap(outer, wrap(outer, inner, context), context) == inner


@given(st.data())
def test_no_bit_of_a_wrapped_key_can_be_flipped(data: st.DataObject) -> None:
    outer = DataKey.new()
    wrapped = bytearray(wrap(outer, DataKey.new(), b"film 7"))
    wrapped[data.draw(st.integers(0, len(wrapped) - 1))] ^= 1 << data.draw(st.integers(0, 7))

    with pytest.raises(Sealed):
        unwrap(outer, bytes(wrapped), b"film 7")


@given(st.integers(0, 60))
def test_a_shortened_wrapped_key_is_refused(length: int) -> None:
    outer = DataKey.new()

    with pytest.raises(Sealed):
        unwrap(outer, wrap(outer, DataKey.new(), b"")[:length], b"")


def test_a_key_wrapped_for_one_film_is_no_key_to_another() -> None:
    outer = DataKey.new()
    wrapped = wrap(outer, DataKey.new(), b"film 7")

    with pytest.raises(Sealed):
        unwrap(outer, wrapped, b"film 8")


def test_without_the_familys_key_every_key_under_it_is_lost() -> None:
    wrapped = wrap(DataKey.new(), DataKey.new(), b"film 7")

    with pytest.raises(Sealed):
        unwrap(DataKey.new(), wrapped, b"film 7")


def test_the_same_key_wrapped_twice_looks_different() -> None:
    outer, inner = DataKey.new(), DataKey.new()

    assert wrap(outer, inner, b"") != wrap(outer, inner, b"")


@pytest.mark.parametrize("key", [DataKey(SECRET), MasterKey(SECRET)])
def test_a_key_never_shows_itself(key: Secret) -> None:
    for shown in (repr(key), str(key), f"{key}"):
        assert repr(SECRET)[2:-1] not in shown
        assert SECRET.hex() not in shown


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_key_has_32_bytes(length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        DataKey(bytes(length))


def test_keys_for_two_purposes_differ_and_stay_the_same_over_time() -> None:
    master = MasterKey(SECRET)

    assert master.derive("audit") == MasterKey(SECRET).derive("audit")
    assert len({master.secret, master.derive("audit").secret, master.derive("links").secret}) == 3


@pytest.mark.parametrize(
    "text",
    [
        SECRET.hex(),
        SECRET.hex().upper(),
        base64.b64encode(SECRET).decode(),
        base64.urlsafe_b64encode(SECRET).decode(),
        base64.urlsafe_b64encode(SECRET).decode().rstrip("="),
        f"  {SECRET.hex()}\n",
    ],
)
def test_a_master_key_is_read_from_the_usual_spellings(text: str) -> None:
    assert MasterKey.from_text(text) == MasterKey(SECRET)


@given(st.binary(min_size=32, max_size=32).filter(lambda secret: len(set(secret)) > 20))
def test_both_alphabets_of_base64_are_read(secret: bytes) -> None:
    for write in (base64.b64encode, base64.urlsafe_b64encode):
        assert MasterKey.from_text(write(secret).decode()).secret == secret


@pytest.mark.parametrize(
    "text", ["", "changeme", "0" * 64, "A" * 44, SECRET.hex()[:-1], SECRET.hex() + "00", "ä" * 43, "=" * 44]
)
def test_nonsense_is_no_master_key_and_is_not_repeated_aloud(text: str) -> None:
    with pytest.raises(Misconfigured) as refusal:
        MasterKey.from_text(text)

    assert not text or text not in str(refusal.value)


def test_the_key_file_is_made_on_first_use_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "master"

    assert MasterKey.from_file(path) == MasterKey.from_file(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_the_text_in_a_key_file_can_move_to_the_environment(tmp_path: Path) -> None:
    key = MasterKey.from_file(tmp_path / "master")

    assert MasterKey.from_text((tmp_path / "master").read_text()) == key


def test_many_first_uses_at_once_agree_on_one_key(tmp_path: Path) -> None:
    together = Barrier(12)

    def first_use() -> MasterKey:
        together.wait()
        return MasterKey.from_file(tmp_path / "master")

    with ThreadPoolExecutor(12) as pool:
        found = [one.result() for one in [pool.submit(first_use) for _ in range(12)]]

    assert len({key.secret for key in found}) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["master"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o610, 0o777])
def test_a_key_file_open_to_others_is_refused(tmp_path: Path, mode: int) -> None:
    path = written(tmp_path / "master", SECRET.hex(), mode)

    with pytest.raises(Misconfigured, match="others"):
        MasterKey.from_file(path)


@pytest.mark.parametrize("text", ["", "\n", "not a key", SECRET.hex() * 3])
def test_a_spoilt_key_file_is_refused_and_never_replaced(tmp_path: Path, text: str) -> None:
    path = written(tmp_path / "master", text)

    with pytest.raises(Misconfigured, match="master"):
        MasterKey.from_file(path)

    assert path.read_text() == text


def test_a_folder_or_a_dangling_link_is_no_key_file(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")

    for path in (tmp_path, tmp_path / "link"):
        with pytest.raises(Misconfigured):
            MasterKey.from_file(path)
    assert [path.name for path in tmp_path.iterdir()] == ["link"]
