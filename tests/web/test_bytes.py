"""A film is played by asking for parts of it; what is answered follows RFC 9110, section 14."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.http import HttpResponseBase
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from vignette.vault.keys import DataKey
from vignette.vault.seal import SealedFile, SealedWriter
from vignette.web.pages.bytes import AT_ONCE, PIECE, Unsatisfiable, one_range, serve

CONTENT = bytes(range(256)) * 1200  # a little more than one piece


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> SealedFile:
    path, key = tmp_path_factory.mktemp("sealed") / "film", DataKey.new()
    with SealedWriter(path, key, b"a film") as writer:
        writer.write(CONTENT)
    return SealedFile(path, key, b"a film")


def ask(sealed: SealedFile, method: str = "GET", **headers: str) -> HttpResponseBase:
    request = RequestFactory().generic(
        method, "/film", headers={name.replace("_", "-"): headers[name] for name in headers}
    )
    return serve(request, sealed, "video/mp4")


def body(answer: HttpResponseBase) -> bytes:
    return b"".join(pieces(answer))


def pieces(answer: HttpResponseBase) -> Iterator[bytes]:
    return iter(answer)


def test_without_a_range_the_whole_film_comes_in_small_pieces(sealed: SealedFile) -> None:
    answer = ask(sealed)

    parts = list(pieces(answer))
    assert answer.status_code == 200
    assert b"".join(parts) == CONTENT
    assert max(map(len, parts)) <= PIECE
    assert answer.headers["Content-Length"] == str(len(CONTENT))
    assert answer.headers["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=100-199", 100, 199),
        ("bytes=307000-", 307000, 307199),
        ("bytes=-5", 307195, 307199),
        ("bytes=0-99999999", 0, 307199),
        ("bytes=-99999999", 0, 307199),
    ],
)
def test_one_range_brings_just_these_bytes(sealed: SealedFile, asked: str, first: int, last: int) -> None:
    answer = ask(sealed, Range=asked)

    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/307200"
    assert body(answer) == CONTENT[first : last + 1]


@pytest.mark.parametrize("asked", ["bytes=307200-", "bytes=999999-1000000", "bytes=-0"])
def test_a_range_beyond_the_film_is_refused_with_its_length(sealed: SealedFile, asked: str) -> None:
    answer = ask(sealed, Range=asked)

    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == "bytes */307200"


@pytest.mark.parametrize(
    "asked", ["bytes=5-2", "bytes=-", "bytes=a-b", "seconds=0-5", "bytes=0-1,5-6", "bytes=" + "0-1," * 1000]
)
def test_what_is_no_single_range_is_as_if_it_had_not_been_asked(sealed: SealedFile, asked: str) -> None:
    answer = ask(sealed, Range=asked)

    assert answer.status_code == 200
    assert answer.headers["Content-Length"] == str(len(CONTENT))


def test_a_range_of_something_that_has_changed_since_brings_the_whole(sealed: SealedFile) -> None:
    mark = ask(sealed).headers["ETag"]

    assert ask(sealed, Range="bytes=0-1", If_Range=mark).status_code == 206
    assert ask(sealed, Range="bytes=0-1", If_Range='"another"').status_code == 200
    assert ask(sealed, Range="bytes=0-1", If_Range="Mon, 23 Nov 2026 03:00:00 GMT").status_code == 200


def test_head_tells_the_length_and_sends_nothing(sealed: SealedFile) -> None:
    answer = ask(sealed, "HEAD")

    assert answer.headers["Content-Length"] == str(len(CONTENT))
    assert body(answer) == b""


def test_another_site_or_a_bare_tab_gets_nothing(sealed: SealedFile) -> None:
    assert ask(sealed, Sec_Fetch_Site="cross-site", Sec_Fetch_Dest="video").status_code == 404
    assert ask(sealed, Sec_Fetch_Site="same-site", Sec_Fetch_Dest="video").status_code == 404
    assert ask(sealed, Sec_Fetch_Site="none", Sec_Fetch_Dest="document").status_code == 404
    assert ask(sealed, Sec_Fetch_Site="same-origin", Sec_Fetch_Dest="document").status_code == 404
    assert ask(sealed, Sec_Fetch_Site="same-origin", Sec_Fetch_Dest="video").status_code == 200


def test_a_film_opened_as_a_page_could_do_nothing(sealed: SealedFile) -> None:
    answer = ask(sealed)

    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Disposition"] == "inline"
    assert answer.headers["Content-Type"] == "video/mp4"


def test_the_size_of_the_file_on_disk_is_not_told(sealed: SealedFile, tmp_path: Path) -> None:
    assert sealed.path.stat().st_size > len(CONTENT)
    assert str(sealed.path.stat().st_size) not in str(ask(sealed).headers)


@given(st.integers(1, 10**6), st.integers(0, 10**7), st.integers(0, 10**7))
def test_a_range_never_reaches_outside_the_film(size: int, first: int, last: int) -> None:
    try:
        found = one_range(f"bytes={first}-{last}", size)
    except Unsatisfiable:
        assert first >= size
        return

    assert (found is None) == (last < first)
    assert found is None or (found[0] == first and found[1] == min(last, size - 1))


@given(st.text(max_size=40), st.integers(1, 1000))
def test_no_text_asks_for_bytes_that_are_not_there(text: str, size: int) -> None:
    try:
        found = one_range(f"bytes={text}", size)
    except Unsatisfiable:
        return

    assert found is None or 0 <= found[0] <= found[1] < size


@given(st.integers(0, 10 * AT_ONCE), st.integers(1, 10 * AT_ONCE))
def test_whoever_asks_for_all_that_follows_gets_a_portion_and_has_to_ask_again(first: int, size: int) -> None:
    try:
        found = one_range(f"bytes={first}-", size)
    except Unsatisfiable:
        assert first >= size
        return

    assert found == (first, min(first + AT_ONCE, size) - 1)
