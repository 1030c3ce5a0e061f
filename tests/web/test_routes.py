"""No address without a rule, and nobody else's family behind any of them."""

import json
import re
import uuid
from dataclasses import asdict

import pytest
from django.test import Client

from tests.people import Someone
from tests.web.addresses import every_route, filled, is_about_something
from tests.web.conftest import Cycle, SignIn, something_said
from vignette.actions import mindedness
from vignette.storage.rows import AuditLine
from vignette.web.pages.comparing import ASK_NO_MORE
from vignette.web.rules import RULES, Answer, Who

pytestmark = pytest.mark.django_db

METHODS = ("GET", "POST", "HEAD", "PATCH")
FAMILY_ROUTES = [(name, route) for name, route in every_route() if RULES[name].who is Who.FAMILY]
# Enough of a body and of headers for every form and protocol to get as far as the action.
FORM = {"person": str(uuid.uuid4()), "purposes": "being filmed", "given_by": "Bob", "name": "x", "part": "other"}
FORM |= {"goal": "x", "question": "x", "value": "3", "moment": str(uuid.uuid4()), "by": "1", "at": "0", "words": "x"}
FORM |= {"supervisor": str(uuid.uuid4()), "why": "x", "other": str(uuid.uuid4()), "coder": str(uuid.uuid4())}
NOBODY = {"names": [], "swaps": []}
BOX = {"left": 0.1, "top": 0.1, "width": 0.2, "height": 0.2}
CODED = {"id": str(uuid.uuid4()), "code": "A1", "person": None, "start": 0, "end": 1, "modifiers": {}, "note": ""}
CHANGE = {"event": CODED["id"], "before": None, "after": CODED}
BARE_REEL = {"clips": [], "why": "", "opening": "", "closing": "", "script": ""}
MESSAGES = {
    "api:edits": '{"edits": []}',
    "api:naming": json.dumps({"before": NOBODY, "after": NOBODY}),
    "api:looking": '{"isWanted": false}',
    "api:reel-change": json.dumps({"number": 0, "reel": BARE_REEL}),
    "api:cover": json.dumps({"at": 0, "box": BOX, "until": None}),
    "api:cover-found": json.dumps({"at": 0, "box": BOX, "until": None}),
    "api:coding-deeds": json.dumps({"deeds": [{"id": str(uuid.uuid4()), "undoes": None, "changes": [CHANGE]}]}),
    "api:coding-settle": json.dumps({"event": str(uuid.uuid4()), "choice": "other"}),
    "api:coding-rating": json.dumps({"scale": "x", "person": None, "value": 3, "note": ""}),
    "api:coding-habits": json.dumps({"reaction": 0, "codes": []}),
    "review-command": '{"do": "pause"}',
    "review-screen": '{"screen": "x", "isReady": true, "isWaiting": false, "at": 0}',
    "api:review-note": json.dumps(
        {"clip": str(uuid.uuid4()), "clientWords": "x", "guiderWords": "", "saidNothing": False, "namedFirst": None}
    ),
    "api:review-trial": '{"planned": "x", "wasTried": null, "happened": ""}',
    "api:review-before": '{"planned": "", "wasTried": true, "happened": "x"}',
}
TOKEN = re.compile(rb'="[0-9A-Za-z]{64}"')
"""What differs between two renderings of one page: the mark against forged forms."""
TUS = {"Tus-Resumable": "1.0.0", "Upload-Length": "5", "Upload-Offset": "0"}


def test_every_address_has_a_rule_and_every_rule_an_address() -> None:
    names = [name for name, _ in every_route()]

    assert sorted(names) == sorted(RULES)


def test_what_belongs_to_a_family_is_asked_for_by_its_identity() -> None:
    assert all(is_about_something(route) for _, route in FAMILY_ROUTES)


def asked(browser: Client, method: str, name: str, address: str) -> tuple[int, bytes]:
    body, kind = "", "application/x-www-form-urlencoded"
    if name in MESSAGES:
        body, kind = MESSAGES[name], "application/json"
    elif name == "arriving-film":
        body, kind = "hello", "application/offset+octet-stream"
    elif method == "POST":
        body = "&".join(f"{field}={value}" for field, value in FORM.items())
    answer = browser.generic(method, address, body, kind, headers=TUS)
    return answer.status_code, TOKEN.sub(b"", b"" if answer.streaming else answer.content)


def test_another_guider_finds_nothing_at_any_address_of_this_family(
    cycle: Cycle, bob: Someone, sign_in: SignIn
) -> None:
    browser = sign_in(bob)
    something_said(cycle)
    elsewhere = {kind: uuid.uuid4() for kind in asdict(cycle)}
    refused = 0
    for name, route in FAMILY_ROUTES:
        for method in METHODS:
            theirs = asked(browser, method, name, filled(route, vars(cycle)))
            missing = asked(browser, method, name, filled(route, elsewhere))

            assert theirs == missing, (method, route)
            assert theirs[0] in (404, 405), (method, route)
            refused += theirs[0] == 404
            if RULES[name].answer is Answer.PAGE and theirs[0] == 404:
                assert b"There is nothing here for you" in theirs[1]

    assert refused >= len(FAMILY_ROUTES)
    told = AuditLine.objects.filter(who=f"account {bob.id}", outcome="no leave")
    assert told.count() == 2 * refused
    assert not AuditLine.objects.filter(who=f"account {bob.id}", outcome="done").exists()


def test_alice_herself_is_let_in_wherever_bob_was_not(cycle: Cycle, alice: Someone, sign_in: SignIn) -> None:
    browser = sign_in(alice)
    something_said(cycle)
    of_lines = vars(cycle) | {"coding": mindedness.begin(alice.actor, cycle.film)}

    for name, route in FAMILY_ROUTES:
        things = of_lines if name.startswith("lines") else vars(cycle)
        status, _ = asked(browser, "GET", name, filled(route, things))
        # Her film has no second view.
        assert status in ((404,) if name == "coding-camera" else (200, ASK_NO_MORE, 405)), route


def test_without_signing_in_no_page_no_picture_and_no_answer(cycle: Cycle, client: Client) -> None:
    for name, route in every_route():
        rule = RULES[name]
        if rule.who is Who.ANYONE:
            continue
        answer = client.get(filled(route, vars(cycle)))

        if rule.answer is Answer.BYTES or rule.who is Who.CLIENT:
            assert answer.status_code == 404, route
        elif rule.answer is Answer.PAGE:
            assert answer.status_code == 302, route
            assert answer.headers["Location"].startswith("/sign-in"), route
        else:
            assert answer.status_code == 401, route


def test_a_supervisor_sees_what_was_submitted_and_nothing_beside_it(
    cycle: Cycle, sara: Someone, sign_in: SignIn
) -> None:
    browser = sign_in(sara)
    seen = {name for name, route in FAMILY_ROUTES if asked(browser, "GET", name, filled(route, vars(cycle)))[0] == 200}

    assert seen == {"submission", "submission-film"}


@pytest.mark.parametrize(
    "address",
    ["/.git/config", "/.env", "/docs", "/api/", "/api/docs", "/api/openapi.json", "/admin/", "/static/../settings.py"],
)
def test_how_the_site_is_made_cannot_be_asked(alice: Someone, sign_in: SignIn, address: str) -> None:
    assert sign_in(alice).get(address).status_code == 404


def test_an_address_with_a_trick_in_it_leads_nowhere(cycle: Cycle, alice: Someone, sign_in: SignIn) -> None:
    browser = sign_in(alice)

    for trick in ("..%2F", "%252e%252e/", "%00", "..\\", ";/", "//", "%E2%80%A5/"):
        assert browser.get(f"/films/{cycle.film}/{trick}poster").status_code in (400, 404), trick
