"""Files packed into one are opened only as far as anybody meant them to be, and never put on the disk."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.carrying import damaged
from vignette.exchange.carried import Unreadable
from vignette.exchange.packed import unpacking

MOST = 1_000


def packed(**members: str) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as into:
        for name, text in members.items():
            into.writestr(name, text)
    return content.getvalue()


def content_of(name: str, content: bytes) -> bytes:
    with unpacking(content, what="This file", most=MOST) as its:
        return its.content(name)


def lying(content: bytes, size: int) -> bytes:
    """`content` that says of its only member that it is small."""
    return content.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))


def test_a_part_is_found_in_whatever_folder_it_lies_and_shadows_are_none() -> None:
    content = packed(**{"my codes/bouts.csv": "x", "__MACOSX/my codes/bouts.csv": "shadow"})

    assert content_of("bouts.csv", content) == b"x"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "cannot be opened"),
        (b"PK\x03\x04 but no more", "cannot be opened"),
        (packed(a="x")[:-5], "cannot be opened"),
        (packed(b="x"), "no parts called “a”"),
        (packed(**{"a": "x", "copy/a": "y"}), "2 parts called “a”"),
        (packed(**{"../a": "x"}), "outside of itself"),
        (packed(**{"/etc/a": "x"}), "outside of itself"),
        (packed(**{str(each): "" for each in range(101)}), "packs 101 files"),
        (packed(a=" " * 5_000_000), "holds more than"),
        (lying(packed(a=" " * 5_000_000), 5_000_000), "cannot be opened|holds more than"),
    ],
    ids=["empty", "head alone", "cut", "another name", "twice", "above", "root", "many", "bomb", "lying bomb"],
)
def test_what_nobody_should_open_gets_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence) as refused:
        content_of("a", content)

    assert str(refused.value).endswith(".")


@given(damaged(packed(a="code,start_s\nlook,1\n")) | st.binary(max_size=100))
def test_whatever_is_damaged_is_opened_or_refused(content: bytes) -> None:
    try:
        content_of("a", content)
    except Unreadable:
        return
