"""The client's letter: it opens once, on one phone, says nothing it should not, and stops when the client says so."""

import re
from datetime import date

import pytest
from django.test import Client

from tests.people import Someone, own_moment, work_off
from tests.web.conftest import WHY, Cycle, SignIn, something_said
from vignette.actions import moments, reviews, sharing
from vignette.actions.replies import LARGEST_VOICE
from vignette.domain.consent import Purpose
from vignette.domain.moment import Edit
from vignette.storage.rows import Consent, Job

pytestmark = pytest.mark.django_db

DEAR = "Dear <bdi>Hanna</bdi>"


def opened(cycle: Cycle) -> Client:
    """A phone that has opened the letter."""
    phone = Client()
    assert phone.post("/letter/", {"secret": cycle.secret}).status_code == 302
    return phone


def test_the_letter_says_who_chose_it_why_and_who_else_sees_it(cycle: Cycle) -> None:
    page = opened(cycle).get("/letter/").content.decode()

    assert DEAR in page
    assert WHY in page
    assert "Who can see this" in page
    assert "Sara" in page
    assert 'href="/letter/stop"' in page


def test_opening_a_link_with_a_look_at_it_alone_does_not_use_it_up(cycle: Cycle) -> None:
    preview = Client()

    assert "A film for you" in preview.get("/letter/").content.decode()
    assert DEAR in opened(cycle).get("/letter/").content.decode()


def test_the_letter_holds_no_code_score_note_or_word_of_the_staff(
    cycle: Cycle, alice: Someone, sign_in: SignIn
) -> None:
    reviews.note_seen(alice.actor, cycle.reel, cycle.clip, client_words="he looked up", guider_words="a private remark")
    secret = own_moment(cycle.film, 0.2, 0.4)
    moments.change(alice.actor, cycle.film, [Edit(secret.id, None, secret)])

    page = opened(cycle).get("/letter/").content.decode()

    for word in (
        "They laugh",
        "Has fun together",
        "vig@1",
        "D4",
        "private remark",
        "he looked up",
        "supervis",
        "score",
    ):
        assert word not in page, word
    for identity in (cycle.film, cycle.reel, cycle.family, cycle.submission):
        assert str(identity) not in page


def test_the_film_plays_on_the_phone_that_opened_it_and_on_no_other(cycle: Cycle) -> None:
    phone = opened(cycle)

    part = phone.get("/letter/film", headers={"Range": "bytes=0-99"})

    assert part.status_code == 206
    assert phone.get(f"/letter/stills/{cycle.clip}").headers["Content-Type"] == "image/jpeg"
    assert Client().get("/letter/film").status_code == 404
    assert phone.get(f"/films/{cycle.film}/video/{cycle.version}").status_code == 404
    assert phone.get(f"/reels/{cycle.reel}").status_code == 302


def test_a_second_phone_needs_a_code_that_works_once(cycle: Cycle, alice: Someone, sign_in: SignIn) -> None:
    opened(cycle)
    second, third = Client(), Client()

    asked = second.post("/letter/", {"secret": cycle.secret})
    page = sign_in(alice).post(f"/invitations/{cycle.invitation}/code").content.decode()
    code = "".join(re.findall(r'class="digits"[^>]*>(\d{4}) (\d{4})<', page)[0])

    assert "Is this a new phone?" in asked.content.decode()
    assert second.get("/letter/").content.decode().count(DEAR) == 0
    second.post("/letter/code", {"secret": cycle.secret, "code": code})
    assert DEAR in second.get("/letter/").content.decode()
    assert third.post("/letter/code", {"secret": cycle.secret, "code": code}).status_code == 422


def test_guessing_the_code_ends_after_five_tries(cycle: Cycle, alice: Someone) -> None:
    opened(cycle)
    code = sharing.second_device_code(alice.actor, cycle.invitation)
    guess = Client()

    for _ in range(5):
        wrong = "00000000" if code != "00000000" else "11111111"
        assert guess.post("/letter/code", {"secret": cycle.secret, "code": wrong}).status_code == 422

    assert guess.post("/letter/code", {"secret": cycle.secret, "code": code}).status_code == 422
    assert DEAR not in guess.get("/letter/").content.decode()


def test_what_the_client_writes_back_reaches_the_guider(cycle: Cycle, alice: Someone, sign_in: SignIn) -> None:
    phone = opened(cycle)

    phone.post("/letter/reply", {"words": "I wait, and <b>he</b> comes."})

    assert "Thank you, <bdi>Hanna</bdi>" in phone.get("/letter/").content.decode()
    theirs = sign_in(alice).get(f"/reels/{cycle.reel}/review").content.decode()
    assert "I wait, and &lt;b&gt;he&lt;/b&gt; comes." in theirs


def test_stopping_ends_it_at_once_on_every_phone(cycle: Cycle, alice: Someone, sign_in: SignIn) -> None:
    phone, copy = opened(cycle), Client()
    copy.cookies["letter"] = phone.cookies["letter"].value

    assert phone.get("/letter/stop").status_code == 200
    assert "It has stopped" in phone.post("/letter/stop").content.decode()

    for each in (phone, copy):
        assert each.get("/letter/film").status_code == 404
        assert DEAR not in each.get("/letter/").content.decode()
    assert phone.post("/letter/", {"secret": cycle.secret}).status_code == 404
    assert "<bdi>Hanna</bdi> stopped the last link" in sign_in(alice).get(f"/reels/{cycle.reel}").content.decode()


def test_the_guider_ends_it_while_it_plays(cycle: Cycle, alice: Someone, sign_in: SignIn) -> None:
    phone = opened(cycle)
    assert phone.get("/letter/film", headers={"Range": "bytes=0-9"}).status_code == 206

    sign_in(alice).post(f"/invitations/{cycle.invitation}/end")

    assert phone.get("/letter/film", headers={"Range": "bytes=10-19"}).status_code == 404


def test_a_link_is_shown_once_and_stands_behind_the_hash(cycle: Cycle, alice: Someone, sign_in: SignIn) -> None:
    browser = sign_in(alice)

    page = browser.post(f"/reels/{cycle.reel}/sharing").content.decode()

    secret = re.findall(r'value="http://127\.0\.0\.1:8000/letter/#([\w-]{43})"', page)[0]
    assert secret not in browser.get(f"/reels/{cycle.reel}").content.decode()
    assert Client().post("/letter/", {"secret": cycle.secret}).status_code == 404
    assert Client().post("/letter/", {"secret": secret}).status_code == 302


@pytest.mark.parametrize("secret", ["", "x", "'; drop table invitation", "é" * 43])
def test_a_secret_that_is_none_opens_nothing(client: Client, secret: str) -> None:
    assert client.post("/letter/", {"secret": secret}).status_code == 404


def test_when_a_consent_has_run_out_the_letter_is_closed_and_says_nothing_of_who(cycle: Cycle) -> None:
    phone, stranger = opened(cycle), Client()
    Consent.objects.filter(purpose=Purpose.SHARED_REVIEW.name).update(until=date(2020, 1, 31))

    answers = [
        phone.get("/letter/"),
        phone.get("/letter/film"),
        phone.get(f"/letter/stills/{cycle.clip}"),
        phone.post("/letter/reply", {"words": "I wait."}),
        phone.post(f"/letter/favourites/{cycle.clip}", {"liked": "1"}),
        phone.post("/letter/tried", {"happened": "He came."}),
        phone.get("/letter/voice"),
        stranger.post("/letter/", {"secret": cycle.secret}),
        stranger.post("/letter/code", {"secret": cycle.secret, "code": "12345678"}),
    ]

    for answer in answers:
        page = answer.content.decode()
        assert "not here any more" in page or "There is nothing here for you" in page
        for word in ("Hanna", "Jonas", "agreed", "To my families"):
            assert word not in page


def test_a_client_can_still_stop_a_letter_that_is_closed(cycle: Cycle) -> None:
    phone = opened(cycle)
    Consent.objects.filter(purpose=Purpose.SHARED_REVIEW.name).update(until=date(2020, 1, 31))

    assert "It has stopped" in phone.post("/letter/stop").content.decode()


def test_hearts_and_what_was_tried_need_no_script(cycle: Cycle, alice: Someone, sign_in: SignIn) -> None:
    phone = opened(cycle)
    reviews.agree(alice.actor, cycle.reel, to_try="Wait for him at <b>breakfast</b>.")
    reviews.finish_review(alice.actor, cycle.reel)

    answer = phone.post(f"/letter/favourites/{cycle.clip}", {"liked": "1"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/letter/#moments")
    phone.post("/letter/tried", {"happened": "He came."})
    page = phone.get("/letter/").content.decode()

    assert page.count('aria-pressed="true"') == 1
    assert "Wait for him at &lt;b&gt;breakfast&lt;/b&gt;." in page
    assert page.index("You wanted to try this") < page.index("<video")
    theirs = sign_in(alice).get(f"/reels/{cycle.reel}/review").content.decode()
    assert "Liked best: 1." in theirs
    assert "He came." in theirs
    phone.post(f"/letter/favourites/{cycle.clip}", {"liked": "0"})
    assert 'aria-pressed="true"' not in phone.get("/letter/").content.decode()


def test_only_the_opened_letter_may_ask_for_the_microphone(cycle: Cycle, alice: Someone, sign_in: SignIn) -> None:
    phone = opened(cycle)

    letter = phone.get("/letter/").headers
    assert "camera=(), microphone=(self)" in letter["Permissions-Policy"]
    assert "media-src 'self' blob:;" in letter["Content-Security-Policy"]
    others = [phone.get("/letter/stop"), Client().get("/letter/"), sign_in(alice).get(f"/reels/{cycle.reel}")]
    for other in others:
        assert "camera=(), microphone=()" in other.headers["Permissions-Policy"]
        assert "blob:" not in other.headers["Content-Security-Policy"]


def test_a_voice_note_that_is_too_large_or_without_a_length_is_not_read(cycle: Cycle) -> None:
    phone = opened(cycle)

    for told in (str(LARGEST_VOICE + 1), "", "-1", "x"):
        answer = phone.generic("POST", "/letter/voice/new", b"webm", "audio/webm", CONTENT_LENGTH=told)
        assert answer.status_code == 422
        assert answer.content.decode() == "This is too long. Please say it in two minutes."
    assert not Job.objects.filter(kind="voice").exists()


def test_what_was_said_is_heard_on_the_phone_and_by_the_guider_and_by_nobody_else(
    cycle: Cycle, alice: Someone, bob: Someone, sign_in: SignIn
) -> None:
    phone = opened(cycle)
    assert phone.post("/letter/voice/new", b"webm", "application/octet-stream").status_code == 202
    assert phone.get("/letter/voice/new").status_code == 202
    assert "on its way to <bdi>Alice</bdi>" in phone.get("/letter/").content.decode()
    Job.objects.filter(kind="voice").update(state="done")
    something_said(cycle)

    assert phone.get("/letter/voice/new").status_code == 204
    for browser, address in ((phone, "/letter/voice"), (sign_in(alice), f"/reels/{cycle.reel}/voice")):
        heard = browser.get(address)
        assert heard.headers["Content-Type"] == "audio/mp4"
        assert heard.headers["Cache-Control"] == "private, no-store"
        assert b"".join(heard) == b"ftyp"
    assert sign_in(bob).get(f"/reels/{cycle.reel}/voice").status_code == 404
    assert Client().get("/letter/voice").status_code == 404
    phone.post("/letter/voice/end")
    assert phone.get("/letter/voice").status_code == 404
    assert sign_in(alice).get(f"/reels/{cycle.reel}/voice").status_code == 404


def test_a_phone_that_may_see_nothing_is_not_told_who_no_longer_agrees(cycle: Cycle) -> None:
    phone = opened(cycle)
    Consent.objects.filter(purpose=Purpose.SHARED_REVIEW.name).update(until=date(2020, 1, 31))

    answer = phone.post("/letter/voice/new", b"webm", "application/octet-stream")

    assert answer.status_code == 404
    assert answer.content.decode() == "This film is not here any more."


def test_a_keepsake_is_taken_once_as_a_file_and_not_without_being_sure(
    cycle: Cycle, alice: Someone, sign_in: SignIn
) -> None:
    browser, place = sign_in(alice), f"/reels/{cycle.reel}/keepsake"
    assert "What goes in" in browser.get(place).content.decode()
    browser.post(place)
    assert "is being made" in browser.get(f"{place}/progress").content.decode()
    work_off()
    page = browser.get(place).content.decode()
    assert "What you take leaves this site for good" in page
    assert "Not the reel: Hanna and Jonas have not agreed" in page

    assert browser.post(f"{place}/page").status_code == 422
    assert browser.get(f"{place}/page").status_code == 405
    taken = browser.post(f"{place}/page", {"sure": "yes"})

    assert taken.headers["Content-Disposition"] == 'attachment; filename="keepsake.pdf"'
    assert taken.headers["Content-Type"] == "application/pdf"
    assert b"".join(taken).startswith(b"%PDF-")
    assert browser.post(f"{place}/page", {"sure": "yes"}).status_code == 422
    browser.post(f"{place}/end")
    assert browser.post(f"{place}/folder", {"sure": "yes"}).status_code == 422
