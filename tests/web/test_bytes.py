"""A film is played by asking for parts of it; what is answered follows RFC 9110, section 14."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from django.http import HttpResponseBase
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from tests.people import Someone
from tests.web.conftest import Cycle
from vignette.actions import consents, films, sharing, supervisions
from vignette.actions.watching import Watched, watched
from vignette.domain.consent import Purpose
from vignette.domain.film import FilmId
from vignette.domain.leave import OPERATOR, Actor, Verb
from vignette.vault.joined import JoinedFile
from vignette.vault.keys import DataKey
from vignette.vault.seal import SealedFile, SealedWriter
from vignette.vault.spliced import SplicedFile
from vignette.web.pages import bytes as serving
from vignette.web.pages.bytes import AT_ONCE, PIECE, Unsatisfiable, one_range, serve

CONTENT = bytes(range(256)) * 4800  # more than two pieces
SIZE = len(CONTENT)
SOON = 5.0
"""Seconds after which a right that was lost is lost everywhere."""


def sealed_file(path: Path, content: bytes) -> SealedFile:
    key = DataKey.new()
    with SealedWriter(path, key, b"a film") as writer:
        writer.write(content)
    return SealedFile(path, key, b"a film")


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> SealedFile:
    return sealed_file(tmp_path_factory.mktemp("sealed") / "film", CONTENT)


def given_leave(sealed: SealedFile) -> Watched:
    return watched(OPERATOR, Verb.WATCH_FILM, FilmId.new(), sealed)


def ask(sealed: SealedFile | Watched, method: str = "GET", **headers: str) -> HttpResponseBase:
    request = RequestFactory().generic(
        method, "/film", headers={name.replace("_", "-"): headers[name] for name in headers}
    )
    return serve(request, given_leave(sealed) if isinstance(sealed, SealedFile) else sealed, "video/mp4")


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
        ("bytes=1228000-", 1228000, 1228799),
        ("bytes=-5", 1228795, 1228799),
        ("bytes=0-99999999", 0, 1228799),
        ("bytes=-99999999", 0, 1228799),
        ("bytes=5-" + "9" * 5000, 5, 1228799),
    ],
)
def test_one_range_brings_just_these_bytes(sealed: SealedFile, asked: str, first: int, last: int) -> None:
    answer = ask(sealed, Range=asked)

    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert body(answer) == CONTENT[first : last + 1]


@pytest.mark.parametrize("asked", ["bytes=1228800-", "bytes=9999999-10000000", "bytes=-0", "bytes=" + "9" * 5000 + "-"])
def test_a_range_beyond_the_film_is_refused_with_its_length(sealed: SealedFile, asked: str) -> None:
    answer = ask(sealed, Range=asked)

    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{SIZE}"


@pytest.mark.parametrize(
    "asked",
    ["bytes=5-2", "bytes=-", "bytes=a-b", "bytes=1 2-3", "seconds=0-5", "bytes=0-1,5-6", "bytes=" + "0-1," * 1000],
)
def test_what_is_no_single_range_is_as_if_it_had_not_been_asked(sealed: SealedFile, asked: str) -> None:
    answer = ask(sealed, Range=asked)

    parts = list(pieces(answer))
    assert answer.status_code == 200
    assert "Content-Range" not in answer.headers
    assert b"".join(parts) == CONTENT
    assert max(map(len, parts)) <= PIECE


def test_a_range_of_something_that_has_changed_since_brings_the_whole(sealed: SealedFile) -> None:
    mark = ask(sealed).headers["ETag"]

    assert ask(sealed, Range="bytes=0-1", If_Range=mark).status_code == 206
    assert ask(sealed, Range="bytes=0-1", If_Range='"another"').status_code == 200
    assert ask(sealed, Range="bytes=0-1", If_Range=f"W/{mark}").status_code == 200
    assert ask(sealed, Range="bytes=0-1", If_Range="Mon, 23 Nov 2026 03:00:00 GMT").status_code == 200


def test_head_tells_the_length_and_sends_nothing(sealed: SealedFile) -> None:
    answer, of_a_range = ask(sealed, "HEAD"), ask(sealed, "HEAD", Range="bytes=0-1")

    assert answer.status_code == of_a_range.status_code == 200
    assert answer.headers["Content-Length"] == of_a_range.headers["Content-Length"] == str(SIZE)
    assert body(answer) == body(of_a_range) == b""


def test_a_film_that_lies_in_parts_is_served_like_one_file(tmp_path: Path) -> None:
    parts = tuple(sealed_file(tmp_path / str(number), bytes([number]) * 100_000) for number in range(4))
    stretches = np.array([[350_000, 20_000], [50_000, 200_000]])
    its = SplicedFile(b"head", stretches, JoinedFile(parts))
    film = Watched(OPERATOR, Verb.WATCH_FILM, FilmId.new(), its, "one")
    content = b"head" + b"\3" * 20_000 + b"\0" * 50_000 + b"\1" * 100_000 + b"\2" * 50_000

    assert body(ask(film)) == content
    assert body(ask(film, Range="bytes=2-30000")) == content[2:30001]
    assert body(ask(film, Range="bytes=-60000")) == content[-60000:]
    assert ask(film, Range="bytes=220004-").status_code == 416


def test_an_empty_file_is_served_as_nothing(tmp_path: Path) -> None:
    empty = sealed_file(tmp_path / "empty", b"")

    assert ask(empty).headers["Content-Length"] == "0"
    assert body(ask(empty)) == b""
    assert ask(empty, Range="bytes=0-").status_code == 416


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


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def slowly(look: Callable[[], Watched], monkeypatch: pytest.MonkeyPatch) -> tuple[Clock, Iterator[bytes]]:
    """An answer that is taken a few bytes at a time, as on a slow line, with the clock that it goes by."""
    monkeypatch.setattr(serving, "PIECE", 1000)
    clock = Clock()
    answer = serve(RequestFactory().get("/film"), look(), "video/mp4", clock=clock)
    return clock, pieces(answer)


def is_cut_off(clock: Clock, taken: Iterator[bytes]) -> bool:
    """Whether nothing more comes, soon after now, where much more would have come."""
    clock.now += SOON
    return not list(taken)


def client_of(cycle: Cycle) -> Actor:
    return Actor(sharing.open_letter(cycle.secret, None).invitation)


@pytest.mark.django_db
def test_a_film_that_may_be_watched_comes_whole_however_long_it_takes(
    alice: Someone, cycle: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = films.see_film(alice.actor, cycle.film).version
    assert version is not None
    clock, taken = slowly(lambda: films.open_film(alice.actor, cycle.film, version), monkeypatch)
    count = 0
    for piece in taken:
        clock.now += SOON
        count += len(piece)

    assert count == films.open_film(alice.actor, cycle.film, version).size


@pytest.mark.django_db
def test_a_share_that_is_retracted_ends_what_is_playing(
    alice: Someone, cycle: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(cycle)
    clock, taken = slowly(lambda: sharing.letter_film(client), monkeypatch)
    assert len(next(taken)) == 1000
    sharing.end_sharing(alice.actor, cycle.invitation)

    assert is_cut_off(clock, taken)


@pytest.mark.django_db
def test_a_client_who_stops_the_sharing_ends_what_is_playing(cycle: Cycle, monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_of(cycle)
    clock, taken = slowly(lambda: sharing.letter_film(client), monkeypatch)
    next(taken)
    sharing.stop(client)

    assert is_cut_off(clock, taken)


@pytest.mark.django_db
def test_a_supervision_that_has_ended_ends_what_is_playing(
    alice: Someone, sara: Someone, cycle: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, taken = slowly(lambda: supervisions.submission_film(sara.actor, cycle.submission), monkeypatch)
    next(taken)
    supervisions.end_supervision(alice.actor, cycle.submission)

    assert is_cut_off(clock, taken)


@pytest.mark.django_db
def test_a_consent_that_is_withdrawn_ends_what_is_playing(
    alice: Someone, cycle: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(cycle)
    clock, taken = slowly(lambda: sharing.letter_film(client), monkeypatch)
    next(taken)
    agreed = consents.see_consents(alice.actor, cycle.family).rows[0].current[Purpose.SHARED_REVIEW]
    consents.withdraw_consent(alice.actor, cycle.family, agreed.id)

    assert is_cut_off(clock, taken)


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
