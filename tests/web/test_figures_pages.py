"""The figures of a coding on their page: what is chosen there stays chosen, and every table can be taken out."""

import csv
import re
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse

from tests.album import remembered
from tests.people import Someone, people_of, work_off
from tests.web.conftest import Cycle, signed_in
from vignette.actions import coding_deeds, codings
from vignette.domain.coding import Change, CodingId, Deed, DeedId, Event, EventId
from vignette.domain.person import PersonId
from vignette.domain.span import SECOND, Micros

pytestmark = pytest.mark.django_db

HX = {"HX-Request": "true"}


@pytest.fixture
def two(cycle: Cycle, alice: Someone) -> tuple[CodingId, CodingId]:
    return two_of(cycle, alice)


@remembered
def two_of(cycle: Cycle, alice: Someone) -> tuple[CodingId, CodingId]:
    """Hanna as she receives, and Jonas as he begins: one yes-series within two seconds."""
    hanna, jonas = (each.id for each in people_of(alice, cycle.family)[:2])
    hers = codings.begin(alice.actor, cycle.film, codebook="vig@1")
    _add(alice, hers, ("C1", hanna, 1))
    his = codings.begin(alice.actor, cycle.film, codebook="partner@1")
    _add(alice, his, ("IV", jonas, 0), ("RA", jonas, 2))
    return hers, his


def _add(alice: Someone, its: CodingId, *signs: tuple[str, PersonId, int]) -> None:
    events = [Event(EventId.new(), code, whose, Micros(at * SECOND), Micros(at * SECOND)) for code, whose, at in signs]
    coding_deeds.do(alice.actor, its, [Deed(DeedId.new(), tuple(Change(each.id, None, each) for each in events))])


def page(browser: Client, coding: CodingId) -> str:
    work_off()
    return browser.get(reverse("coding-figures", args=[coding])).content.decode()


@remembered
def counted(alice: Someone, hers: CodingId) -> str:
    """The page once her figures were asked for there and are counted as is usual."""
    browser = signed_in(alice)
    browser.post(reverse("coding-figures", args=[hers]))
    return page(browser, hers)


@remembered
def beside(alice: Someone, hers: CodingId, his: CodingId) -> tuple[str, str]:
    """Where the form of what they begin leads once his coding is chosen in it, and the page that is there by then."""
    browser, first = signed_in(alice), form(counted(alice, hers), "coding-figures-to-and-fro", hers)
    answer = browser.post(reverse("coding-figures-to-and-fro", args=[hers]), {**first, "beside": str(his)})
    return answer.headers["Location"], page(browser, hers)


def form(seen: str, name: str, coding: CodingId) -> dict[str, list[str]]:
    """What the form called `name` sends if nothing is touched."""
    its = re.search(rf'<form[^>]*action="{reverse(name, args=[coding])}".*?</form>', seen, re.DOTALL)
    assert its is not None
    sent: dict[str, list[str]] = {}
    for field, values in re.findall(r'<select name="(\w+)">(.*?)</select>', its[0], re.DOTALL):
        options = re.findall(r'<option value="([^"]*)"( selected)?', values)
        sent[field] = [next((value for value, selected in options if selected), options[0][0])]
    for field, value in re.findall(r'name="(\w+)" value="([^"]*)" checked', its[0]):
        sent.setdefault(field, []).append(value)
    return sent


def test_a_form_sends_what_stands_on_the_page_and_that_stays_so(two: tuple[CodingId, CodingId], alice: Someone) -> None:
    browser, (hers, his) = signed_in(alice), two

    led_to, seen = beside(alice, hers, his)

    assert led_to == reverse("coding-figures", args=[hers]) + "?at=beginnings"
    assert "1 yes-series, 0 repairs, 0 no-series." in seen
    assert re.search(r"/codings/[-0-9a-f]+/video/[-0-9a-f]+#t=0.000,2.000", seen)
    again = form(seen, "coding-figures-to-and-fro", hers)
    assert (again["beside"], again["takes_up"], again["turns_away"]) == ([str(his)], ["RA"], ["RT"])
    browser.post(reverse("coding-figures-to-and-fro", args=[hers]), again)
    assert form(page(browser, hers), "coding-figures-to-and-fro", hers) == again


def test_parts_and_two_codes_are_chosen_in_forms_of_their_own(two: tuple[CodingId, CodingId], alice: Someone) -> None:
    browser, (hers, _) = signed_in(alice), two
    counted(alice, hers)

    chosen = browser.post(reverse("coding-figures-parts", args=[hers]), {"width": str(30 * SECOND)}, headers=HX)
    waiting = browser.get(chosen.headers["HX-Redirect"]).content.decode()
    work_off()
    after = browser.get(chosen.headers["HX-Redirect"]).content.decode()
    wrong = browser.post(reverse("coding-figures-nearness", args=[hers]), {"given": "<b>", "target": "x" * 9_000})

    assert "What stands here is from before" in waiting
    assert "In parts of 10 seconds" in waiting
    assert "Counted in parts of 30 seconds." in after
    assert "In parts of 30 seconds" in after
    assert wrong.status_code == 422
    assert "not in the codebook" in wrong.content.decode()
    assert "In parts of 30 seconds" in page(browser, hers)


def test_what_cannot_be_counted_so_is_said_beside_its_form(two: tuple[CodingId, CodingId], alice: Someone) -> None:
    browser, (hers, _), same = signed_in(alice), two, {"by": "somebody", "receiver": "somebody"}

    refused = browser.post(reverse("coding-figures-to-and-fro", args=[hers]), same, headers=HX)

    assert (refused.status_code, refused.headers["HX-Retarget"]) == (422, "#problem-beginnings")
    assert "Choose two people" in refused.content.decode()


def test_every_table_on_the_page_can_be_taken_out(two: tuple[CodingId, CodingId], alice: Someone) -> None:
    browser, (hers, his) = signed_in(alice), two
    _, seen = beside(alice, hers, his)
    names = re.findall(r'name="sheet" value="(\w+)"', seen)

    assert {"time_budget", "binned_budget", "receptions", "initiatives", "series", "lag_windows"} < set(names)
    for name in names:
        taken = browser.post(reverse("coding-figures-table", args=[hers]), {"sheet": name})
        assert taken.headers["Content-Disposition"] == f'attachment; filename="{name}.csv"'
        assert len(list(csv.reader(StringIO(taken.content.decode())))) > 1
