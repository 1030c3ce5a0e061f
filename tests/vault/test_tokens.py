import base64
import hashlib

from hypothesis import given
from hypothesis import strategies as st

from vignette.vault.keys import DataKey
from vignette.vault.tokens import code_hash, code_matches, new_code, new_token, token_hash, token_matches

KEY = DataKey(bytes(range(32)))
anything = st.text(st.characters(exclude_categories=[]))


def test_a_token_is_32_bytes_that_no_one_has_seen() -> None:
    tokens = {new_token() for _ in range(1000)}

    assert len(tokens) == 1000
    assert all(len(base64.urlsafe_b64decode(token + "=")) == 32 for token in tokens)


def test_a_stored_token_is_its_sha256() -> None:
    # "abc": FIPS 180-2, appendix B.1.
    assert token_hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_token_matches_its_own_hash_only() -> None:
    token = new_token()

    assert token_matches(token, token_hash(token))
    assert not token_matches(new_token(), token_hash(token))
    assert not token_matches(token_hash(token), token_hash(token))


@given(anything, anything)
def test_whatever_is_sent_as_a_token_or_code_just_fails_to_match(sent: str, stored: str) -> None:
    assert not token_matches(sent, token_hash(new_token()))
    assert not token_matches(sent, stored)
    assert not code_matches(sent, KEY, stored)


def test_a_code_has_eight_digits_also_when_it_starts_with_nought() -> None:
    codes = [new_code() for _ in range(2000)]

    assert all(len(code) == 8 and code.isascii() and code.isdigit() for code in codes)
    assert any(code.startswith("0") for code in codes)
    assert len(set(codes)) > 1990


def test_a_code_matches_its_own_hash_only() -> None:
    stored = code_hash("12345678", KEY)

    assert code_matches("12345678", KEY, stored)
    assert not code_matches("12345679", KEY, stored)


def test_a_stolen_hash_of_a_code_is_worth_nothing_without_the_key() -> None:
    assert code_hash("12345678", KEY) != code_hash("12345678", DataKey.new())
    assert code_hash("12345678", KEY) != hashlib.sha256(b"12345678").hexdigest()
