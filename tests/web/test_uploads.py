"""A film arrives in pieces, and the protocol is tus 1.0.0: what the specification asks for, case by case."""

import hashlib
from base64 import b64decode, b64encode
from datetime import date, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.album import remembered
from tests.people import Someone, everyone_agrees, family_of, people_of, work_off
from tests.web.conftest import SignIn
from vignette.actions import announcements, arriving, films
from vignette.domain.film import FilmId, Readiness, VersionId
from vignette.domain.identity import FamilyId
from vignette.storage import rows

pytestmark = pytest.mark.django_db

PIECES = "application/offset+octet-stream"


@pytest.fixture
@remembered
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


def send(browser: Client, place: str, offset: int | str, content: bytes, kind: str = PIECES, **headers: str) -> Any:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": str(offset), **told}
    return browser.generic("PATCH", place, content, kind, headers=headers)


def so_far(browser: Client, place: str, **headers: str) -> Any:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return browser.head(place, headers={"Tus-Resumable": "1.0.0", **told})


def film_at(place: str) -> FilmId:
    return FilmId.parse(place.rsplit("/", 1)[-1])


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
    assert films.film_state(alice.actor, film_at(place)).readiness is Readiness.READY


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
    assert answer.headers["Tus-Extension"] == "creation,checksum,termination,expiration"
    assert "sha1" in answer.headers["Tus-Checksum-Algorithm"].split(",")


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


@pytest.mark.parametrize(
    "lengths", [{}, {"Upload_Length": "5", "Upload_Defer_Length": "1"}, {"Upload_Defer_Length": "2"}]
)
def test_a_length_is_said_once_and_at_the_beginning(
    browser: Client, alice: Someone, family: FamilyId, lengths: dict[str, str]
) -> None:
    answer = announce(browser, family, Upload_Metadata=told(alice, family), **lengths)

    assert answer.status_code == 400
    assert not rows.Film.objects.exists()


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


@pytest.mark.parametrize(
    "header", ["filename ###", "filename YQ==,filename YQ==", "filename /w==", "pieces Mg==", "pieces LTEsNg=="]
)
def test_metadata_that_is_not_what_it_claims_is_refused(browser: Client, family: FamilyId, header: str) -> None:
    assert announce(browser, family, Upload_Length="5", Upload_Metadata=header).status_code == 400


def test_metadata_that_nobody_asked_for_changes_nothing(browser: Client, alice: Someone, family: FamilyId) -> None:
    tricks = ",".join(
        f"{key} {b64encode(b'../x').decode()}" for key in ("stagingKey", "path", "thumbnailfile", "owner")
    )
    answer = announce(browser, family, Upload_Length="5", Upload_Metadata=f"{told(alice, family)},{tricks}")

    assert answer.status_code == 201
    assert "../x" not in str(list(rows.Film.objects.values()))


@pytest.mark.parametrize(
    ("day", "kept"),
    [
        ("2026-11-02", date(2026, 11, 2)),
        ("1970-01-01", None),
        ("2999-01-01", None),
        ("yesterday", None),
        ("2026-11-02T10:00", None),
    ],
)
def test_the_day_a_file_was_written_is_kept_where_it_can_be_true(
    browser: Client, alice: Someone, family: FamilyId, day: str, kept: date | None
) -> None:
    words = f"{told(alice, family)},file-day {b64encode(day.encode()).decode()}"

    announce(browser, family, Upload_Length="5", Upload_Metadata=words)

    assert rows.Film.objects.get().file_day == kept


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("-i.mp4", "-i.mp4"),
        ("frame%d.jpg", "frame%d.jpg"),
        ("../../etc/passwd", "../../etc/passwd"),
        ("two\nlines\x00\x1b[31m.mp4", "two lines[31m.mp4"),
        ("\u202egnp.mp4", "gnp.mp4"),
        ("Zo\u0065\u0308 \U0001f9f8.mp4", "Zo\u00eb \U0001f9f8.mp4"),
        ("n" * 4096, "n" * 200),
    ],
)
def test_what_the_file_is_called_is_a_label_and_nothing_more(
    browser: Client, alice: Someone, family: FamilyId, name: str, kept: str
) -> None:
    answer = announce(browser, family, Upload_Length="5", Upload_Metadata=told(alice, family, name))

    echoed = so_far(browser, answer.headers["Location"]).headers["Upload-Metadata"]
    assert b64decode(echoed.removeprefix("filename ")).decode() == kept


def test_of_the_metadata_only_the_name_is_told_back(browser: Client, alice: Someone, family: FamilyId) -> None:
    place = begin(browser, alice, family, 100)

    echoed = so_far(browser, place).headers["Upload-Metadata"]

    assert echoed == f"filename {b64encode(b'play.mp4').decode()}"


def test_the_files_of_a_camcorder_arrive_as_one_film(browser: Client, alice: Someone, family: FamilyId) -> None:
    words = f"{told(alice, family)},pieces {b64encode(b'60,40').decode()}"

    announce(browser, family, Upload_Length="100", Upload_Metadata=words)

    assert rows.Film.objects.get().pieces == [60, 40]


def test_a_film_sealed_on_the_phone_says_so(browser: Client, alice: Someone, family: FamilyId) -> None:
    words = f"{told(alice, family)},enveloped {b64encode(b'1').decode()}"

    announce(browser, family, Upload_Length="100", Upload_Metadata=words)

    assert rows.Film.objects.get().is_enveloped


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_part_comes_to_its_checksum_or_is_not_taken(
    browser: Client, alice: Someone, family: FamilyId, algorithm: str
) -> None:
    place = begin(browser, alice, family, 100)
    checksum = f"{algorithm} {b64encode(hashlib.new(algorithm, b'right').digest()).decode()}"

    wrong = send(browser, place, 0, b"wrong", Upload_Checksum=checksum)
    assert (wrong.status_code, so_far(browser, place).headers["Upload-Offset"]) == (460, "0")

    right = send(browser, place, 0, b"right", Upload_Checksum=checksum)
    assert (right.status_code, right.headers["Upload-Offset"]) == (204, "5")


@pytest.mark.parametrize("checksum", ["crc32 AAAA", "sha1", "sha1 ###", "", "SHA1 AAAA"])
def test_a_checksum_in_unknown_words_is_refused(
    browser: Client, alice: Someone, family: FamilyId, checksum: str
) -> None:
    place = begin(browser, alice, family, 100)

    assert send(browser, place, 0, b"a", Upload_Checksum=checksum).status_code in (400, 460)
    assert so_far(browser, place).headers["Upload-Offset"] == "0"


@pytest.mark.django_db(transaction=True)
def test_a_film_that_is_given_up_is_gone_and_its_bytes_with_it(alice: Someone, sign_in: SignIn) -> None:
    family, browser = family_of(alice), sign_in(alice)
    everyone_agrees(alice, family)
    place = begin(browser, alice, family, 100)
    send(browser, place, 0, b"a" * 30)

    ended = browser.delete(place, headers={"Tus-Resumable": "1.0.0"})

    assert (ended.status_code, ended.headers["Tus-Resumable"]) == (204, "1.0.0")
    assert so_far(browser, place).status_code == 404
    assert send(browser, place, 30, b"a").status_code == 404
    assert not rows.Film.objects.exists()
    assert not rows.Blob.objects.exists()


def test_a_film_that_has_arrived_is_not_given_up(browser: Client, alice: Someone, family: FamilyId) -> None:
    place = begin(browser, alice, family, 10)
    send(browser, place, 0, b"a" * 10)

    assert browser.delete(place, headers={"Tus-Resumable": "1.0.0"}).status_code == 409
    assert so_far(browser, place).headers["Upload-Offset"] == "10"


def test_until_when_it_can_go_on_is_always_told(browser: Client, alice: Someone, family: FamilyId) -> None:
    begun = announce(browser, family, Upload_Length="100", Upload_Metadata=told(alice, family))
    place = begun.headers["Location"]

    for answer in (begun, send(browser, place, 0, b"a"), so_far(browser, place)):
        left = parsedate_to_datetime(answer.headers["Upload-Expires"]) - timezone.now()
        assert timedelta(hours=71) < left <= timedelta(hours=72)


def test_after_three_silent_days_it_begins_anew(browser: Client, alice: Someone, family: FamilyId) -> None:
    place = begin(browser, alice, family, 100)
    rows.Film.objects.update(touched_at=timezone.now() - timedelta(hours=73))

    assert so_far(browser, place).status_code == 404
    assert send(browser, place, 0, b"a").status_code == 404
    assert "Upload-Offset" not in so_far(browser, place).headers


def test_another_method_is_not_smuggled_in(browser: Client, alice: Someone, family: FamilyId) -> None:
    place = begin(browser, alice, family, 100)
    headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"}

    assert browser.generic("POST", place, b"a", PIECES, headers=headers).status_code == 400
    assert so_far(browser, place).headers["Upload-Offset"] == "0"


def test_while_somebody_sends_whoever_asks_is_told_to_come_again(
    browser: Client, alice: Someone, family: FamilyId
) -> None:
    place = begin(browser, alice, family, 100)
    answers = []

    def slow() -> Any:
        yield b"a" * 10
        answers.append(send(browser, place, 0, b"b").status_code)
        answers.append(so_far(browser, place).status_code)

    arriving.receive(alice.actor, film_at(place), offset=0, chunks=slow())

    assert answers == [423, 423]
    assert so_far(browser, place).headers["Upload-Offset"] == "10"


def test_a_disk_without_room_is_said_before_anything_is_sent(browser: Client, alice: Someone, family: FamilyId) -> None:
    begin(browser, alice, family, 100)
    rows.Film.objects.update(size=10**15)

    answer = announce(browser, family, Upload_Length=str(10**9), Upload_Metadata=told(alice, family))

    assert answer.status_code == 507
    assert b"2.5 GB are needed and 0 GB are free." in answer.content


def test_a_thousand_films_are_not_begun_at_once(browser: Client, alice: Someone, family: FamilyId) -> None:
    for _ in range(announcements.MOST_AT_ONCE):
        begin(browser, alice, family, 100)

    answer = announce(browser, family, Upload_Length="100", Upload_Metadata=told(alice, family))

    assert answer.status_code == 429
    assert answer.content.decode().endswith("let one arrive, or give it up.")


class TestTheKey:
    """With it a film is sent by whoever lost their session on the way, and nothing else is done."""

    @pytest.fixture
    def key(self, browser: Client, alice: Someone, family: FamilyId) -> tuple[str, str]:
        """Where a film arrives, and its key."""
        answer = announce(browser, family, Upload_Length="10", Upload_Metadata=told(alice, family))
        return answer.headers["Location"], answer.headers["Upload-Key"]

    @pytest.fixture
    def stranger(self) -> Client:
        """A browser that nobody is signed in with, and that a forged form would be refused from."""
        return Client(enforce_csrf_checks=True)

    def test_it_is_enough_without_any_session(self, key: tuple[str, str], stranger: Client) -> None:
        place, secret = key

        assert so_far(stranger, place, Upload_Key=secret).status_code == 200
        assert send(stranger, place, 0, b"a" * 4, Upload_Key=secret).status_code == 204
        assert send(stranger, place, 4, b"a" * 6, Upload_Key=secret).headers["Upload-Offset"] == "10"
        became = stranger.get(f"{place}/outcome", headers={"Upload-Key": secret})
        assert became.json() == {"state": "being made ready", "digest": "", "problem": ""}

    def test_it_ends_a_film_that_is_arriving(self, key: tuple[str, str], stranger: Client) -> None:
        place, secret = key

        assert stranger.delete(place, headers={"Tus-Resumable": "1.0.0", "Upload-Key": secret}).status_code == 204

    def test_without_it_and_without_a_session_nothing_is_done(self, key: tuple[str, str], stranger: Client) -> None:
        place, _ = key

        assert so_far(stranger, place).status_code == 401
        assert send(stranger, place, 0, b"a").status_code == 403
        assert stranger.get(f"{place}/outcome").status_code == 401
        assert stranger.post(f"{place}/key").status_code == 403

    @pytest.mark.parametrize("wrong", ["", "x", "A" * 43])
    def test_a_wrong_one_is_worse_than_none(
        self, key: tuple[str, str], stranger: Client, browser: Client, wrong: str
    ) -> None:
        place, _ = key

        for who in (stranger, browser):
            assert so_far(who, place, Upload_Key=wrong).status_code == 404
            assert send(who, place, 0, b"a", Upload_Key=wrong).status_code == 404
            assert who.get(f"{place}/outcome", headers={"Upload-Key": wrong}).status_code == 404

    def test_it_opens_no_other_film_and_no_page(
        self, key: tuple[str, str], stranger: Client, browser: Client, alice: Someone, family: FamilyId
    ) -> None:
        place, secret = key
        other = begin(browser, alice, family, 100)
        film = film_at(place)

        assert so_far(stranger, other, Upload_Key=secret).status_code == 404
        video = f"/films/{film}/video/{VersionId.new()}"
        for page in (f"/films/{film}", video, f"/films/{film}/poster", f"/films/{film}/erase", f"/families/{family}"):
            assert stranger.get(page, headers={"Upload-Key": secret}).status_code in (302, 404), page
        for page in (f"/arriving/{film}/key", f"/films/{film}/code", f"/families/{family}/films/arriving"):
            assert stranger.post(page, headers={"Upload-Key": secret}).status_code == 403, page

    def test_whoever_comes_back_signed_in_is_given_a_new_one(
        self, key: tuple[str, str], stranger: Client, browser: Client
    ) -> None:
        place, before = key

        now = browser.post(f"{place}/key").headers["Upload-Key"]

        assert so_far(stranger, place, Upload_Key=before).status_code == 404
        assert so_far(stranger, place, Upload_Key=now).status_code == 200

    def test_a_session_alone_needs_the_mark_against_forged_forms(
        self, key: tuple[str, str], stranger: Client, alice: Someone
    ) -> None:
        place, _ = key
        stranger.force_login(rows.Account.objects.get(pk=alice.id.value))

        assert so_far(stranger, place).status_code == 200
        assert send(stranger, place, 0, b"a").status_code == 403

    def test_it_is_in_no_address(self, key: tuple[str, str]) -> None:
        place, secret = key

        assert secret not in place


class TestAProgram:
    """`vignette add` is given a code, says how long the film is, and sends it."""

    @pytest.fixture
    def code(self, browser: Client, alice: Someone, family: FamilyId) -> str:
        people = [str(person.id) for person in people_of(alice, family)]
        page = browser.post(f"/families/{family}/films/by-program", {"people": people})
        return str(page.context["code"])

    def test_its_code_is_shown_once_with_the_command_to_paste(
        self, browser: Client, alice: Someone, family: FamilyId
    ) -> None:
        people = [str(person.id) for person in people_of(alice, family)]
        page = browser.post(f"/families/{family}/films/by-program", {"people": people})

        assert page.status_code == 200
        assert f"--code {page.context['code']}".encode() in page.content
        assert b"--at http://127.0.0.1:8000" in page.content

    def test_it_begins_says_how_long_the_film_is_and_sends_it(self, code: str) -> None:
        program, place = Client(enforce_csrf_checks=True), f"/arriving/{FilmId.parse(code[:32])}"
        said = {"Tus-Resumable": "1.0.0", "Upload-Key": code[32:]}
        assert program.head(place, headers=said).headers["Upload-Defer-Length"] == "1"

        for _ in range(2):
            begun = program.post(place, headers={**said, "Upload-Length": "10"})
            assert (begun.status_code, begun.headers["Location"]) == (201, f"http://127.0.0.1:8000{place}")

        assert program.head(place, headers=said).headers["Upload-Length"] == "10"
        assert send(program, place, 0, b"a" * 10, Upload_Key=code[32:]).status_code == 204

    def test_its_page_waits_for_it(self, code: str, browser: Client) -> None:
        film = FilmId.parse(code[:32])

        assert browser.get(f"/films/{film}").status_code == 200
        assert str(browser.post(f"/films/{film}/code").context["code"]) != code
