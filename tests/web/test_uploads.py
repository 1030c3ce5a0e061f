"""A film arrives in pieces, and the protocol is tus 1.0.0: what the specification asks for, case by case."""

from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.people import Someone, everyone_agrees, family_of, people_of, work_off
from tests.web.conftest import SignIn
from vignette.actions import arriving, films
from vignette.domain.film import FilmId, Readiness
from vignette.domain.identity import FamilyId
from vignette.web.pages.uploads import metadata

pytestmark = pytest.mark.django_db

PIECES = "application/offset+octet-stream"


@pytest.fixture
def family(alice: Someone) -> FamilyId:
    its = family_of(alice)
    everyone_agrees(alice, its)
    return its


@pytest.fixture
def browser(alice: Someone, sign_in: SignIn) -> Client:
    return sign_in(alice)


def told(alice: Someone, family: FamilyId, name: str = "play.mp4") -> str:
    people = ",".join(str(person.id) for person in people_of(alice, family))
    return f"filename {b64encode(name.encode()).decode()},people {b64encode(people.encode()).decode()}"


def announce(browser: Client, family: FamilyId, **headers: str) -> Any:
    told = {"Tus-Resumable": "1.0.0", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return browser.post(f"/families/{family}/films/arriving", headers=told)


def begin(browser: Client, alice: Someone, family: FamilyId, size: int) -> str:
    answer = announce(browser, family, Upload_Length=str(size), Upload_Metadata=told(alice, family))
    assert answer.status_code == 201, answer.content
    return str(answer.headers["Location"])


def send(browser: Client, place: str, offset: int | str, content: bytes, kind: str = PIECES) -> Any:
    headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": str(offset)}
    return browser.generic("PATCH", place, content, kind, headers=headers)


def so_far(browser: Client, place: str) -> Any:
    return browser.head(place, headers={"Tus-Resumable": "1.0.0"})


def test_a_film_sent_in_two_pieces_is_made_ready(
    browser: Client, alice: Someone, family: FamilyId, small_film: Path
) -> None:
    content = small_film.read_bytes()
    place = begin(browser, alice, family, len(content))

    first = send(browser, place, 0, content[:5000])
    second = send(browser, place, 5000, content[5000:])
    work_off()

    assert (first.status_code, first.headers["Upload-Offset"]) == (204, "5000")
    assert (second.status_code, second.headers["Upload-Offset"]) == (204, str(len(content)))
    film = FilmId.parse(place.rsplit("/", 1)[-1])
    assert films.film_state(alice.actor, film).readiness is Readiness.READY


def test_how_far_it_has_come_is_told_and_never_kept(browser: Client, alice: Someone, family: FamilyId) -> None:
    place = begin(browser, alice, family, 100)
    send(browser, place, 0, b"a" * 30)

    answer = so_far(browser, place)

    assert (answer.headers["Upload-Offset"], answer.headers["Upload-Length"]) == ("30", "100")
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_address_comes_from_the_configuration_not_from_the_request(
    browser: Client, alice: Someone, family: FamilyId
) -> None:
    browser.defaults["HTTP_X_FORWARDED_HOST"] = "evil.example"

    assert begin(browser, alice, family, 100).startswith("http://127.0.0.1:8000/arriving/")


def test_what_the_server_can_do_is_told_before_anything_is_sent(browser: Client, family: FamilyId) -> None:
    answer = browser.options(f"/families/{family}/films/arriving")

    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert int(answer.headers["Tus-Max-Size"]) == arriving.LARGEST


def test_another_version_of_the_protocol_is_refused_and_nothing_is_done(
    browser: Client, alice: Someone, family: FamilyId
) -> None:
    place = begin(browser, alice, family, 100)

    for headers in ({}, {"Tus-Resumable": "0.2.2"}):
        assert browser.post(f"/families/{family}/films/arriving", headers=headers).status_code == 412
        refused = browser.generic("PATCH", place, b"a", PIECES, headers={"Upload-Offset": "0", **headers})
        assert refused.status_code == 412
        assert refused.headers["Tus-Version"] == "1.0.0"
    assert so_far(browser, place).headers["Upload-Offset"] == "0"


@pytest.mark.parametrize("length", ["", "-1", "1e3", "٣", "9" * 30])
def test_a_film_says_how_long_it_is_in_plain_digits(
    browser: Client, alice: Someone, family: FamilyId, length: str
) -> None:
    answer = announce(browser, family, Upload_Length=length, Upload_Metadata=told(alice, family))

    assert answer.status_code == 400


def test_a_length_that_is_to_follow_later_is_not_accepted(browser: Client, alice: Someone, family: FamilyId) -> None:
    answer = announce(browser, family, Upload_Length="5", Upload_Defer_Length="1", Upload_Metadata=told(alice, family))

    assert answer.status_code == 400


def test_a_film_that_is_too_large_or_empty_is_refused_in_a_sentence(
    browser: Client, alice: Someone, family: FamilyId
) -> None:
    words = told(alice, family)
    large = announce(browser, family, Upload_Length=str(arriving.LARGEST + 1), Upload_Metadata=words)
    empty = announce(browser, family, Upload_Length="0", Upload_Metadata=words)

    assert (large.status_code, empty.status_code) == (413, 422)
    assert b"20 GB" in large.content
    assert empty.content.decode() == "This file is empty: choose another."


def test_a_piece_that_does_not_fit_changes_nothing(browser: Client, alice: Someone, family: FamilyId) -> None:
    place = begin(browser, alice, family, 100)
    send(browser, place, 0, b"a" * 30)

    assert send(browser, place, 10, b"b").status_code == 409
    assert send(browser, place, 31, b"b").status_code == 409
    assert send(browser, place, 30, b"b" * 71).status_code == 413
    assert send(browser, place, 30, b"b", "text/plain").status_code == 415
    assert send(browser, place, "x", b"b").status_code == 400
    assert so_far(browser, place).headers["Upload-Offset"] == "30"


def test_nothing_can_be_added_to_a_film_that_has_arrived(browser: Client, alice: Someone, family: FamilyId) -> None:
    place = begin(browser, alice, family, 10)
    send(browser, place, 0, b"a" * 10)

    assert send(browser, place, 10, b"b").status_code == 409
    assert send(browser, place, 0, b"b").status_code == 409


def test_whoever_was_not_asked_cannot_be_in_a_film(browser: Client, alice: Someone) -> None:
    unasked = family_of(alice)

    answer = announce(browser, unasked, Upload_Length="5", Upload_Metadata=told(alice, unasked))

    assert answer.status_code == 422
    assert answer.content.decode() == "Hanna and Jonas have not agreed to being filmed."


@pytest.mark.parametrize("header", ["filename ###", "filename YQ==,filename YQ==", "filename /w=="])
def test_metadata_that_is_not_what_it_claims_is_refused(browser: Client, family: FamilyId, header: str) -> None:
    assert metadata(header) is None
    assert announce(browser, family, Upload_Length="5", Upload_Metadata=header).status_code == 400


def test_only_what_is_known_is_taken_from_the_metadata() -> None:
    assert metadata("filename YS5tcDQ=, path Li4v") == {"filename": "a.mp4", "path": "../"}
    assert metadata("empty") == {"empty": ""}
