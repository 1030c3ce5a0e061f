"""A film sealed on a phone opens on the server, whole or as far as it got, and never otherwise than it was filmed."""

import io
import json
import tracemalloc
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vignette.domain.errors import Sealed
from vignette.vault.envelope import HEADER, MOST_PLAIN, EnvelopeKey, opened, public_key
from vignette.vault.keys import MasterKey

from .phone import Phone

MASTER = MasterKey(bytes(range(32)))
KEY = EnvelopeKey.of(MASTER)
PHONE = Phone(KEY.public)
CONTEXT = b"filmed family 7"
PARTS = (b"They look", b" and", b" wait.")
FIXED = json.loads((Path(__file__).parent / "envelope.json").read_text())

filmed = st.lists(st.binary(min_size=1, max_size=300), min_size=1, max_size=6)
patient = settings(deadline=None, max_examples=60)


def read(raw: bytes, key: EnvelopeKey = KEY, context: bytes = CONTEXT) -> tuple[bytes, bool, int]:
    inside = opened(io.BytesIO(raw), key, context)
    return b"".join(inside), inside.is_whole, inside.dropped


def refuses(raw: bytes, key: EnvelopeKey = KEY, context: bytes = CONTEXT) -> bool:
    try:
        read(raw, key, context)
    except Sealed:
        return True
    return False


@patient
@given(filmed)
def test_a_film_that_came_to_its_end_opens_whole(parts: list[bytes]) -> None:
    assert read(PHONE.envelope(parts, CONTEXT)) == (b"".join(parts), True, 0)


@patient
@given(filmed)
def test_a_film_cut_off_between_two_parts_opens_and_is_told_as_unfinished(parts: list[bytes]) -> None:
    assert read(PHONE.envelope(parts, CONTEXT, is_whole=False)) == (b"".join(parts), False, 0)


@patient
@given(filmed, st.data())
def test_however_a_crash_cuts_it_the_whole_parts_before_are_there(parts: list[bytes], data: st.DataObject) -> None:
    segments = PHONE.segments(parts, CONTEXT)
    raw = PHONE.header + b"".join(segments)
    cut = data.draw(st.integers(HEADER, len(raw) - 1))
    whole = next(n for n in range(len(parts), -1, -1) if HEADER + sum(map(len, segments[:n])) <= cut)

    plain, is_whole, dropped = read(raw[:cut])

    assert plain == b"".join(parts[:whole])
    assert not is_whole
    assert dropped == cut - HEADER - sum(map(len, segments[:whole]))


@patient
@given(filmed, st.integers(1, 400), st.data())
def test_a_file_made_longer_before_it_was_filled_opens_as_far_as_it_was(
    parts: list[bytes], zeros: int, data: st.DataObject
) -> None:
    raw = PHONE.envelope(parts, CONTEXT, is_whole=False)
    half = PHONE.segment(len(parts), b"never written to its end", CONTEXT, last=False)
    begun = data.draw(st.integers(0, len(half) - 16))

    assert read(raw + bytes(zeros))[:2] == (b"".join(parts), False)
    assert read(raw + half[:begun] + bytes(len(half) - begun))[:2] == (b"".join(parts), False)


@patient
@given(filmed, st.data())
def test_no_bit_can_be_changed(parts: list[bytes], data: st.DataObject) -> None:
    raw = bytearray(PHONE.envelope(parts, CONTEXT))
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= 1 << data.draw(st.integers(0, 7))

    refused = refuses(bytes(raw))

    # A head that promises more bytes than there are looks like a phone that was stopped; it is told so, and ends there.
    assert refused or is_shorter_and_told(bytes(raw), parts)


def is_shorter_and_told(raw: bytes, parts: Sequence[bytes]) -> bool:
    plain, is_whole, dropped = read(raw)
    return not is_whole and dropped > 0 and len(plain) < len(b"".join(parts)) and b"".join(parts).startswith(plain)


@pytest.mark.parametrize("order", [(1, 0, 2), (0, 2), (0, 0, 1, 2), (0, 1, 1, 2), (1, 2), (0, 1, 2, 2), (2,)])
def test_segments_cannot_be_moved_repeated_or_taken_out_of_the_middle(order: tuple[int, ...]) -> None:
    segments = PHONE.segments(PARTS, CONTEXT)

    assert refuses(PHONE.header + b"".join(segments[each] for each in order))


def test_a_segment_of_another_envelope_does_not_fit() -> None:
    other = replace(PHONE, secret=8).segments(PARTS, CONTEXT)
    same_key = replace(PHONE, prefix=b"another").segments(PARTS, CONTEXT)
    ours = PHONE.segments(PARTS, CONTEXT)

    for foreign in (other, same_key):
        assert refuses(PHONE.header + ours[0] + foreign[1] + ours[2])


def test_nothing_can_be_added_behind_the_end() -> None:
    raw = PHONE.envelope(PARTS, CONTEXT)

    assert refuses(raw + b"\0")
    assert refuses(raw + PHONE.segment(3, b"more", CONTEXT, last=False))
    assert refuses(raw + PHONE.segment(3, b"more", CONTEXT, last=True))


def test_an_end_cannot_be_made_of_a_middle() -> None:
    segments = PHONE.segments(PARTS, CONTEXT)
    marked = bytes([segments[1][0] | 0x80]) + segments[1][1:]

    assert refuses(PHONE.header + segments[0] + marked)


def test_another_family_and_another_installation_open_nothing() -> None:
    raw = PHONE.envelope(PARTS, CONTEXT)

    assert refuses(raw, context=b"filmed family 8")
    assert refuses(raw, key=EnvelopeKey.of(MasterKey(bytes(range(1, 33)))))


def test_an_envelope_readdressed_to_us_still_opens_nothing() -> None:
    stranger = Phone(public_key(MasterKey(bytes(range(1, 33)))))
    raw = PHONE.header[:17] + stranger.envelope(PARTS, CONTEXT)[17:]

    assert refuses(raw)


@pytest.mark.parametrize("point", [bytes(65), b"\x04" + bytes(64), b"\x04" + b"\xff" * 64, b"\x02" + bytes(64)])
def test_a_point_off_the_curve_is_refused(point: bytes) -> None:
    raw = PHONE.envelope(PARTS, CONTEXT)

    assert refuses(raw[:17] + point + raw[82:])


@pytest.mark.parametrize("length", [0, 1, 8, 16, HEADER - 1])
def test_what_is_shorter_than_a_header_is_no_envelope(length: int) -> None:
    with pytest.raises(Sealed, match="not an envelope"):
        read(PHONE.envelope(PARTS, CONTEXT)[:length])


def test_a_segment_is_never_larger_than_agreed() -> None:
    largest = PHONE.envelope([bytes(MOST_PLAIN)], CONTEXT)

    assert read(largest) == (bytes(MOST_PLAIN), True, 0)
    assert refuses(PHONE.envelope([bytes(MOST_PLAIN + 1)], CONTEXT))


def test_an_end_may_come_without_another_part() -> None:
    assert read(PHONE.envelope([b"a", b""], CONTEXT)) == (b"a", True, 0)
    assert refuses(PHONE.envelope([b"", b"a"], CONTEXT))


def test_several_envelopes_in_one_file_are_opened_by_their_lengths() -> None:
    first, second = (
        PHONE.envelope([b"one"], CONTEXT, is_whole=False),
        replace(PHONE, secret=9).envelope([b"two"], CONTEXT),
    )
    file = io.BytesIO(first + second)

    assert [b"".join(opened(file, KEY, CONTEXT, size=size)) for size in (len(first), len(second))] == [b"one", b"two"]
    assert refuses(first + second)


def test_a_long_film_is_opened_in_little_memory(tmp_path: Path) -> None:
    part = bytes(MOST_PLAIN)
    with (tmp_path / "film").open("wb") as file:
        file.write(PHONE.header)
        for index in range(48):
            file.write(PHONE.segment(index, part, CONTEXT, last=index == 47))

    tracemalloc.start()
    with (tmp_path / "film").open("rb") as file:
        size = sum(len(piece) for piece in opened(file, KEY, CONTEXT))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert size == 48 * MOST_PLAIN
    assert peak < 8 * MOST_PLAIN


def test_the_key_is_always_the_same_and_never_shows_itself() -> None:
    assert public_key(MASTER) == KEY.public == EnvelopeKey.of(MasterKey(bytes(range(32)))).public
    assert "private" not in repr(KEY).lower()


def test_an_envelope_sealed_by_the_first_camera_page_opens() -> None:
    """The page's own tests seal the same parts and come to the same bytes."""
    key = EnvelopeKey.of(MasterKey(bytes.fromhex(FIXED["master"])))
    context = b"filmed family " + bytes.fromhex(FIXED["family"].replace("-", ""))

    plain, is_whole, _ = read(bytes.fromhex(FIXED["sealed"]), key, context)

    assert key.public.hex() == FIXED["recipient"]
    assert (plain, is_whole) == ("".join(FIXED["parts"]).encode(), True)
