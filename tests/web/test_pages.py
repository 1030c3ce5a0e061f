"""The guider's and the supervisor's pages: one heading, one clear next step, plain words, nothing that runs inline."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests.people import Someone, edit_clip, edit_reel, everyone_agrees, family_of, film_of, people_of
from tests.web.conftest import Cycle, SignIn
from vignette.actions import consents, families, moments
from vignette.domain.consent import Purpose
from vignette.domain.identity import FamilyId
from vignette.domain.moment import Edit

pytestmark = pytest.mark.django_db

JARGON = ("asset", "media item", "job", "upload", "subject", "case file", "database", "AI", "error", "exception")
PROBE = """"'><img src=x onerror=alert(1)>{{7*7}}<script>"""


def words_of(page: str) -> str:
    main = re.sub(r"<(script|style)\b.*?</\1>", "", page.split("<main", 1)[1], flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", main)


def pages_of(cycle: Cycle) -> Iterator[str]:
    yield from ("/", "/families/new", f"/families/{cycle.family}", f"/families/{cycle.family}/consents")
    yield from (f"/families/{cycle.family}/consents/{cycle.consent}/withdraw", f"/families/{cycle.family}/films/new")
    yield from (f"/films/{cycle.film}", f"/films/{cycle.film}/erase", f"/reels/{cycle.reel}")
    yield f"/editions/{cycle.edition}"
    yield from (f"/reels/{cycle.reel}/review", f"/submissions/{cycle.submission}", "/me/security")
    yield f"/reels/{cycle.reel}/keepsake"


def test_every_page_has_one_heading_one_next_step_and_plain_words(
    cycle: Cycle, alice: Someone, sign_in: SignIn
) -> None:
    browser = sign_in(alice)

    for address in pages_of(cycle):
        page = browser.get(address).content.decode()
        assert page.count("<h1") == 1, address
        assert page.count("button primary") <= 1, address
        assert 'href="#main"' in page, address
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", page), address
        said = words_of(page)
        for word in JARGON:
            assert not re.search(rf"\b{word}s?\b", said), (address, word)


def test_every_field_has_a_label(cycle: Cycle, alice: Someone, sign_in: SignIn) -> None:
    browser = sign_in(alice)

    for address in pages_of(cycle):
        page = browser.get(address).content.decode()
        for field in re.findall(r"<(?:input|textarea|select)\b[^>]*>", page):
            if 'type="hidden"' in field or 'type="radio"' in field or 'type="checkbox"' in field:
                continue
            name = re.findall(r'\bid="([^"]+)"', field)
            assert name, (address, field)
            assert f'for="{name[0]}"' in page, (address, field)


def test_a_new_guider_is_shown_how_to_begin(alice: Someone, sign_in: SignIn) -> None:
    page = sign_in(alice).get("/").content.decode()

    assert "Begin with a family" in page
    assert page.count("button primary") == 1


def test_a_family_is_opened_and_leads_to_consent_first(alice: Someone, sign_in: SignIn) -> None:
    told = {"name": "The Okafors", "client": "Ada", "partner": "Obi", "question": "What makes Obi laugh?"}

    answer = sign_in(alice).post("/families/new", told, follow=True)

    page = answer.content.decode()
    assert "<h1>The Okafors</h1>" in page
    assert "What makes Obi laugh?" in page
    assert "Record consent first" in page


def test_what_a_form_lacks_is_said_with_the_way_back_to_it(alice: Someone, sign_in: SignIn) -> None:
    here = "http://testserver/families/new"

    answer = sign_in(alice).post("/families/new", {"name": "x"}, headers={"Referer": here})

    assert answer.status_code == 422
    assert "Say who the client is" in answer.content.decode()
    assert f'href="{here}"' in answer.content.decode()


def test_nobody_is_sent_back_to_another_site(alice: Someone, sign_in: SignIn) -> None:
    answer = sign_in(alice).post("/families/new", {}, headers={"Referer": "https://evil.example/families/new"})

    assert "evil.example" not in answer.content.decode()
    assert 'href="/">To my families' in answer.content.decode()


def test_a_refusal_that_names_somebody_is_told_once_and_kept_nowhere(
    cycle: Cycle, alice: Someone, sign_in: SignIn
) -> None:
    browser = sign_in(alice)
    agreed = consents.see_consents(alice.actor, cycle.family).rows[0].current
    consents.withdraw_consent(alice.actor, cycle.family, agreed[Purpose.SHARED_REVIEW].id)

    answer = browser.post(f"/reels/{cycle.reel}/sharing").content.decode()

    assert "Hanna has not agreed to the shared review." in answer
    assert not any("Hanna" in str(session.get_decoded()) for session in Session.objects.all())
    assert "has not agreed" not in browser.get("/").content.decode()


TURNED = "\u202eturned"
"""A word behind a mark that turns round all that stands after it on the same line."""
WHOLE_LINES = ("bdi", "blockquote", "h1", "h2", "h3", "p", "li", "option", "textarea", "title")


def test_a_name_cannot_turn_round_what_stands_after_it(alice: Someone, sign_in: SignIn) -> None:
    browser = sign_in(alice)
    told = {"name": f"{TURNED} \u2066family", "client": TURNED, "partner": "Jo\u200dnas", "question": "?"}

    page = browser.post("/families/new", told, follow=True).content.decode()

    assert "<h1>turned family</h1>" in page
    assert "Jo\u200dnas" in page
    assert "\u202e" not in page


def test_words_that_are_turned_round_end_with_their_own_line(cycle: Cycle, alice: Someone, sign_in: SignIn) -> None:
    browser = sign_in(alice)
    browser.post(f"/families/{cycle.family}/question", {"question": TURNED})
    browser.post(f"/families/{cycle.family}/goals", {"goal": TURNED})
    moment = moments.workspace(alice.actor, cycle.film).moments[0]
    moments.change(alice.actor, cycle.film, [Edit(moment.id, moment, replace(moment, title=TURNED))])
    browser.post(f"/submissions/{cycle.submission}/comments", {"at": "0", "words": TURNED})
    edit_clip(alice, cycle.reel, cycle.clip, question=TURNED)
    ends = {
        address: re.findall(rf">[^<]*{TURNED}([^<]*)</(\w+)", browser.get(address).content.decode())
        for address in pages_of(cycle)
    }

    # The reel's own page has them from its editor: tests/journeys/test_reel_editor.py.
    assert {address: len(found) for address, found in ends.items() if found} == {
        f"/families/{cycle.family}": 2,
        f"/reels/{cycle.reel}/review": 3,
        f"/submissions/{cycle.submission}": 3,
    }
    for after, tag in chain.from_iterable(ends.values()):
        assert after.strip() == ""
        assert tag in WHOLE_LINES


def test_older_wordings_of_the_question_are_kept(alice: Someone, sign_in: SignIn) -> None:
    family, browser = family_of(alice), sign_in(alice)

    browser.post(f"/families/{family}/question", {"question": "What helps Jonas to sleep?"})

    page = browser.get(f"/families/{family}").content.decode()
    assert page.index("What helps Jonas to sleep?") < page.index("Earlier wordings") < page.index("to play?")


def test_a_goal_is_rated_by_pressing_a_number(alice: Someone, sign_in: SignIn) -> None:
    family, browser = family_of(alice), sign_in(alice)
    goal = families.set_goal(alice.actor, family, "Calmer meals")

    browser.post(f"/families/{family}/goals/{goal}/rating", {"value": "7"})

    page = browser.get(f"/families/{family}").content.decode()
    assert 'value="7" aria-pressed="true"' in page
    assert page.count('aria-pressed="true"') == 1


@pytest.mark.parametrize("value", ["11", "-1", "seven", ""])
def test_a_rating_outside_the_scale_is_refused_in_a_sentence(alice: Someone, sign_in: SignIn, value: str) -> None:
    family, browser = family_of(alice), sign_in(alice)
    goal = families.set_goal(alice.actor, family, "Calmer meals")

    answer = browser.post(f"/families/{family}/goals/{goal}/rating", {"value": value})

    assert answer.status_code == 422
    assert families.see_family(alice.actor, family).family.goals[0].latest is None


def test_consent_is_recorded_and_withdrawn_after_reading_what_it_ends(alice: Someone, sign_in: SignIn) -> None:
    family, browser = family_of(alice), sign_in(alice)
    hanna = people_of(alice, family)[0]
    told = {
        "person": str(hanna.id),
        "purposes": ["being filmed", "research"],
        "given_by": "Hanna",
        "until": "2030-01-31",
    }

    page = browser.post(f"/families/{family}/consents", told, follow=True).content.decode()
    consent = consents.see_consents(alice.actor, family).rows[0].current[Purpose.FILM]
    before = browser.get(f"/families/{family}/consents/{consent.id}/withdraw").content.decode()
    browser.post(f"/families/{family}/consents/{consent.id}/withdraw")

    assert "Agrees to be filmed." in page
    assert "until 31 January 2030" in page
    assert "cannot be undone" in before
    assert set(consents.see_consents(alice.actor, family).rows[0].current) == {Purpose.RESEARCH}


@pytest.mark.parametrize(
    "field", [{"purposes": "everything"}, {"until": "soon"}, {"purposes": []}, {"until": "2020-01-01"}]
)
def test_a_consent_that_makes_no_sense_is_not_recorded(
    alice: Someone, sign_in: SignIn, field: dict[str, object]
) -> None:
    family = family_of(alice)
    hanna = people_of(alice, family)[0]
    told = {"person": str(hanna.id), "purposes": ["being filmed"], "given_by": "Hanna", "until": "", **field}

    answer = sign_in(alice).post(f"/families/{family}/consents", told)

    assert answer.status_code == 422
    assert consents.see_consents(alice.actor, family).rows[0].current == {}


def test_where_nobody_may_be_filmed_the_page_says_so_and_where_to_go(alice: Someone, sign_in: SignIn) -> None:
    family = family_of(alice)

    page = sign_in(alice).get(f"/families/{family}/films/new").content.decode()

    assert "Nobody in this family has agreed to be filmed yet" in page
    assert f'class="button primary" href="/families/{family}/consents"' in page
    assert "<form" not in page.split("<main")[1]


def test_only_those_who_agreed_can_be_chosen_for_a_film(alice: Someone, sign_in: SignIn) -> None:
    family = family_of(alice)
    hanna, jonas = people_of(alice, family)
    consents.record_consent(alice.actor, family, person=hanna.id, purposes=[Purpose.FILM], given_by="Hanna")

    page = sign_in(alice).get(f"/families/{family}/films/new").content.decode()

    assert str(hanna.id) in page
    assert str(jonas.id) not in page


def test_a_file_that_is_no_film_says_so_and_what_to_do(alice: Someone, sign_in: SignIn, tmp_path: Path) -> None:
    family = agreed_family(alice)
    file = tmp_path / "film.mp4"
    file.write_text("this is a letter, not a film")
    film = film_of(alice, family, file)

    page = sign_in(alice).get(f"/films/{film}").content.decode()

    assert "This film cannot be used" in page
    assert "Choose another film" in page


def agreed_family(alice: Someone) -> FamilyId:
    family = family_of(alice)
    everyone_agrees(alice, family)
    return family


def test_the_page_that_waits_reloads_when_there_is_nothing_to_wait_for(
    cycle: Cycle, alice: Someone, sign_in: SignIn
) -> None:
    browser = sign_in(alice)

    assert browser.get(f"/films/{cycle.film}/progress").headers["HX-Refresh"] == "true"
    assert browser.get(f"/reels/{cycle.reel}/making").headers["HX-Trigger"] == "renew"


def test_the_review_is_written_down_finished_and_the_cycle_closed(
    cycle: Cycle, alice: Someone, sign_in: SignIn
) -> None:
    browser, review = sign_in(alice), f"/reels/{cycle.reel}/review"

    browser.post(f"{review}/clips/{cycle.clip}", {"client_words": "He looked up!", "guider_words": "You waited."})
    browser.post(f"{review}/agreement", {"to_try": "Count to three."})
    browser.post(f"{review}/finish")
    page = browser.get(review).content.decode()
    family = browser.post(f"/cycles/{cycle.cycle}/close", follow=True).content.decode()

    assert page.index("He looked up!") < page.index("You waited.") < page.index("Count to three.")
    assert "Close the cycle" in page
    assert "Cycle 2" in family


def test_a_supervisor_comments_on_the_second(cycle: Cycle, sara: Someone, sign_in: SignIn) -> None:
    browser = sign_in(sara)

    home = browser.get("/").content.decode()
    answer = browser.post(
        f"/submissions/{cycle.submission}/comments", {"at": "1500000", "words": "Lovely."}, follow=True
    )

    assert "Submitted to me" in home
    assert "Alice" in home
    page = answer.content.decode()
    assert "0:01.5" in page
    assert "Lovely." in page
    assert "Has fun together" in page


def test_nothing_anybody_types_is_ever_run(cycle: Cycle, alice: Someone, sign_in: SignIn) -> None:
    browser = sign_in(alice)
    families.ask_question(alice.actor, cycle.family, PROBE)
    families.set_goal(alice.actor, cycle.family, PROBE)
    edit_reel(alice, cycle.reel, why=PROBE, opening=PROBE, closing=PROBE, script=PROBE)
    edit_clip(alice, cycle.reel, cycle.clip, question=PROBE)
    browser.post(f"/reels/{cycle.reel}/review/clips/{cycle.clip}", {"client_words": PROBE, "guider_words": PROBE})
    browser.post(f"/submissions/{cycle.submission}/comments", {"at": "0", "words": PROBE})
    phone = Client()
    phone.post("/letter/", {"secret": cycle.secret})
    phone.post("/letter/reply", {"words": PROBE})
    browser.post(f"/reels/{cycle.reel}/review/agreement", {"to_try": PROBE})
    browser.post(f"/reels/{cycle.reel}/review/finish")
    phone.post("/letter/tried", {"happened": PROBE})

    shown = [browser.get(address).content.decode() for address in pages_of(cycle)]
    shown.append(phone.get("/letter/").content.decode())

    assert sum(page.count("{{7*7}}") for page in shown) >= 10
    assert not any("<img src=x" in page or "<script>" in page for page in shown)
