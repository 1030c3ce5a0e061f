import hashlib
import hmac
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vignette.vault.chain import START, Link, canonical, check, next_hash
from vignette.vault.keys import DataKey

from . import independent

KEY = DataKey(bytes(range(32)))
LINES = [b"opened", b"watched", b"shared", b"watched"]

lines = st.lists(st.binary(max_size=20), min_size=1, max_size=8)
fields = st.dictionaries(st.text(max_size=5), st.text(max_size=5) | st.integers() | st.none(), max_size=4)


def chained(written: list[bytes], key: DataKey = KEY) -> list[Link]:
    links: list[Link] = []
    for line in written:
        links.append(Link(line, next_hash(key, links[-1].hash if links else START, line)))
    return links


@given(lines)
def test_an_untouched_chain_is_whole(written: list[bytes]) -> None:
    links = chained(written)

    assert check(KEY, links) is None
    assert check(KEY, links, ends_with=links[-1].hash) is None


def test_an_empty_chain_is_whole() -> None:
    assert check(KEY, []) is None
    assert check(KEY, [], ends_with=START) is None


@given(lines, st.data())
def test_a_changed_line_is_found_where_it_stands(written: list[bytes], data: st.DataObject) -> None:
    links = chained(written)
    position = data.draw(st.integers(0, len(links) - 1))
    links[position] = Link(links[position].line + b".", links[position].hash)

    assert check(KEY, links) == position


@given(lines, st.data())
def test_a_line_put_in_is_found_where_it_stands(written: list[bytes], data: st.DataObject) -> None:
    links = chained(written)
    position = data.draw(st.integers(0, len(links)))
    links.insert(position, Link(b"never happened", hashlib.sha256(b"made up").digest()))

    assert check(KEY, links) == position


@pytest.mark.parametrize("position", [0, 1, 2])
def test_a_missing_line_is_found_where_it_stood(position: int) -> None:
    links = chained(LINES)
    del links[position]

    assert check(KEY, links) == position


def test_lines_that_changed_places_are_found() -> None:
    links = chained(LINES)
    links[1], links[2] = links[2], links[1]

    assert check(KEY, links) == 1


def test_lines_missing_at_the_end_are_found_by_who_remembers_the_latest_hash() -> None:
    links = chained(LINES)

    assert check(KEY, links[:3], ends_with=links[-1].hash) == 3


def test_a_chain_can_be_checked_from_the_middle_on() -> None:
    links = chained(LINES)

    assert check(KEY, links[2:], previous=links[1].hash) is None
    assert check(KEY, links[2:]) == 0


def test_who_edits_the_rows_without_the_key_cannot_make_the_chain_anew() -> None:
    assert check(KEY, chained(LINES, key=DataKey.new())) == 0


def test_the_hash_is_what_its_description_says() -> None:
    key = independent.hkdf(KEY.secret, b"", b"vignette vault 1 chain")
    framed = b"vignette vault 1 chain" + (32).to_bytes(8, "big") + START + (6).to_bytes(8, "big") + b"opened"

    assert next_hash(KEY, START, b"opened") == hmac.new(key, framed, hashlib.sha256).digest()


@given(fields)
def test_fields_come_back_from_their_one_spelling(written: dict[str, str | int | None]) -> None:
    backwards = dict(reversed(written.items()))

    assert json.loads(canonical(written)) == written
    assert canonical(written) == canonical(backwards)


@given(fields, fields)
def test_two_records_share_a_spelling_only_if_they_are_the_same(
    one: dict[str, str | int | None], other: dict[str, str | int | None]
) -> None:
    assert (canonical(one) == canonical(other)) == (one == other)


@pytest.mark.parametrize("value", [True, 1.0, b"x", ["x"], {"x": 1}])
def test_what_a_database_might_give_back_otherwise_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match="seen"):
        canonical({"seen": value})
