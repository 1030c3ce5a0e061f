"""ELAN files that nobody should open, each of which is refused in one sentence."""

import random

import pytest

from tests.exchange.codings import DYAD
from tests.exchange.test_eaf import aligned, file, referring, tier
from vignette.exchange.carried import Unreadable
from vignette.exchange.eaf import read_eaf, write_eaf
from vignette.exchange.tiers import LARGEST

LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
BOMB = f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]>'
ELSEWHERE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
INSIDE = (
    '<ANNOTATION_DOCUMENT VERSION="3.0" AUTHOR="{}">'
    '<HEADER><PROPERTY NAME="x">{}</PROPERTY></HEADER></ANNOTATION_DOCUMENT>'
)
ONE = aligned("a1", 1, 2)
BELOW = 'PARENT_REF="{}"'


@pytest.mark.parametrize(
    ("content", "because"),
    [
        (b"", "no complete ELAN file"),
        (b"<html></html>", "choose one that ends in .eaf"),
        (b"<TIER/>", "choose one that ends in .eaf"),
        (b'{"not": "xml"}', "no complete ELAN file"),
        (b'<ANNOTATION_DOCUMENT VERSION="4.1"/>', "version"),
        ((BOMB + INSIDE.format("&a11;", "")).encode(), "declares entities"),
        ((BOMB + INSIDE.format("", "&a11;")).encode(), "declares entities"),
        ((BOMB + INSIDE.format("", "&a11;")).encode("utf-16"), "declares entities"),
        ((ELSEWHERE + INSIDE.format("", "&a;")).encode(), "declares entities"),
        (b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><ANNOTATION_DOCUMENT VERSION="3.0"/>', "declares entities"),
        (INSIDE.format("", "&a;").encode(), "no complete ELAN file"),
        (b'<?xml version="1.0" encoding="UTF-8"?>' + INSIDE.format("\xe9", "").encode("latin-1"), "no complete"),
        (b'<?xml version="1.0" encoding="klingon"?>' + INSIDE.format("", "").encode(), "no complete"),
        (b'<ANNOTATION_DOCUMENT VERSION="3.0">' + b"<x>" * 100_000, "no complete"),
        (bytes(LARGEST + 1), "larger than"),
        (write_eaf(DYAD)[:-200], "no complete ELAN file"),
        (file(tier("t", aligned("a1", 2, 1)), (1, 2)), "ends before it begins"),
        (file(tier("t", aligned("a1", 1, 9)), (1, 2)), "names a time"),
        (file(tier("t", aligned("a1", 1, 2)), (None, None)), "has a time"),
        (file(tier("t", ONE), (1, -2)), "no film has"),
        (file(tier("t", ONE), (1, 2**32)), "no film has"),
        (file(tier("t", ONE), (1, 2)).replace(b'VALUE="2"', b'VALUE="2.5"'), "no whole number"),
        (file(tier("t", ONE), (1, 2)).replace(b'VALUE="2"', b'VALUE="' + b"9" * 10_000 + b'"'), "no whole number"),
        (file(tier("t", ONE), (1, 2)).replace(b"milliseconds", b"PAL-frames"), "frames"),
        (file(tier("t", ONE), (1, 2)).replace(b'ID="ts2"', b'ID="ts1"'), "two time slots ts1"),
        (file(tier("t", ONE), (1, 2)).replace(b"TIER_ID", b"TIER"), "TIER_ID is missing"),
        (file(tier("t", ONE) + tier("u", ONE), (1, 2)), "two annotations a1"),
        (file(tier("t", ONE) + tier("t"), (1, 2)), "two tiers called t"),
        (file(tier("t", more=BELOW.format("u")) + tier("u", more=BELOW.format("t")), (1,)), "hangs below itself"),
        (file(tier("t", more=BELOW.format("u")), (1,)), "does not have"),
        (file(tier("t", referring("a1", "a2", "") + referring("a2", "a1", "")), (1,)), "refers to itself"),
        (file(tier("t", referring("a1", "a9", "")), (1,)), "annotation a9, which this file does not have"),
    ],
)
def test_a_file_that_is_none_is_refused_in_one_sentence(content: bytes, because: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_eaf(content)

    assert because in str(refused.value)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)


def test_a_damaged_file_is_read_or_refused_and_nothing_else() -> None:
    chance, whole = random.Random(7), write_eaf(DYAD)  # noqa: S311  # damage, not a secret
    refused = 0
    for _ in range(600):
        content = bytearray(whole)
        for _ in range(chance.randint(1, 3)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        try:
            read_eaf(bytes(content))
        except Unreadable:
            refused += 1

    assert refused > 100


def test_what_is_damaged_of_what_was_kept_beside_the_annotations_is_told() -> None:
    for of in (b'"title":', b"2:2000033:"):
        carried = read_eaf(write_eaf(DYAD).replace(of, of[:-1] + b"x"))

        assert [event.code for event in carried.events] == ["A1", "A1", "A1", "C1"]
        assert any("damaged" in loss for loss in carried.losses)
