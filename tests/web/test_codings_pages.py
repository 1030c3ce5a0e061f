"""Codings go out and come in through the pages, and what is sent in a form is taken at that one address alone."""

import re
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse

from tests.people import Someone, everyone_agrees, people_of, work_off
from tests.web.conftest import Cycle, SignIn
from vignette.actions import coding, coding_deeds, codings
from vignette.domain.coding import Change, CodingId, Deed, DeedId, Event, EventId, Kind
from vignette.domain.consent import Purpose
from vignette.domain.span import SECOND, Micros
from vignette.storage import rows
from vignette.web import no_files

pytestmark = pytest.mark.django_db


def coded(alice: Someone, its: CodingId, *events: Event) -> None:
    coding_deeds.do(alice.actor, its, [Deed(DeedId.new(), tuple(Change(each.id, None, each) for each in events))])


def named(name: str, content: bytes) -> BytesIO:
    file = BytesIO(content)
    file.name = name
    return file


def page(browser: Client, name: str, *about: object) -> str:
    answer = browser.get(reverse(name, args=about))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_coding_goes_out_through_the_page_and_comes_in_again(cycle: Cycle, alice: Someone, sign_in: SignIn) -> None:
    browser, hanna = sign_in(alice), people_of(alice, cycle.family)[0]
    event = Event(EventId.new(), "A1", hanna.id, Micros(SECOND // 2), Micros(2 * SECOND), {}, "leans in")
    its = codings.begin(alice.actor, cycle.film, codebook="vig@1")
    coded(alice, its, event)

    out = browser.post(reverse("coding-file", args=[its]), {"format": "boris", "names": "first"})
    assert out.headers["Content-Disposition"] == 'attachment; filename="coding.boris"'
    browser.post(reverse("codes-file", args=[cycle.film]), {"file": named("coding.boris", out.content)})
    assert "Looking into" in page(browser, "codes-file", cycle.film)
    work_off()
    seen = page(browser, "codes-file", cycle.film)
    assert "Nothing would be lost" in seen
    assert rows.Coding.objects.count() == 2
    answers = dict(re.findall(r'type="hidden" name="(which|codebook|name|whose)" value="([^"]*)"', seen))
    made = browser.post(reverse("codes-file-in", args=[cycle.film]), answers).headers["Location"]

    (again,) = coding.see_desk(alice.actor, CodingId.parse(made.rpartition("/")[2])).events
    assert (again.code, again.person, again.start, again.end) == ("A1", hanna.id, SECOND // 2, 2 * SECOND)
    assert again.note == "leans in"


def test_a_broken_file_is_one_sentence_on_the_page(cycle: Cycle, alice: Someone, sign_in: SignIn) -> None:
    browser = sign_in(alice)

    browser.post(reverse("codes-file", args=[cycle.film]), {"file": named("<b>x</b>.eaf", b"<a>")})
    work_off()

    assert "This is no ELAN file" in page(browser, "codes-file", cycle.film)
    assert rows.Coding.objects.count() == 1


def test_a_file_that_is_too_large_is_refused_and_not_kept(
    cycle: Cycle, alice: Someone, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(no_files, "LARGEST", 1_000)

    answer = sign_in(alice).post(reverse("codes-file", args=[cycle.film]), {"file": named("x.csv", bytes(2_000))})

    assert answer.status_code == 422
    assert "up to 32 MB" in answer.content.decode()
    assert not rows.CodesFile.objects.exists()


def test_a_file_is_taken_in_no_other_form_and_from_nobody_else(
    cycle: Cycle, alice: Someone, bob: Someone, sign_in: SignIn, client: Client
) -> None:
    content = {"file": named("x.csv", b"code,start_s\r\nA1,1\r\n")}
    before = rows.Blob.objects.count()

    elsewhere = sign_in(alice).post(reverse("codings", args=[cycle.film]), {"codebook": "vig@1", **content})
    assert not elsewhere.wsgi_request.FILES
    assert sign_in(bob).post(reverse("codes-file", args=[cycle.film]), content).status_code == 404
    stranger = client.post(reverse("codes-file", args=[cycle.film]), content)

    assert stranger.status_code == 302
    assert not stranger.wsgi_request.FILES
    assert rows.Blob.objects.count() == before


def test_two_codings_are_laid_beside_each_other_and_what_differs_is_decided(
    cycle: Cycle, alice: Someone, sign_in: SignIn
) -> None:
    browser = sign_in(alice)
    one = codings.begin(alice.actor, cycle.film, codebook="vig@1")
    coded(alice, one, Event(EventId.new(), "A1", None, Micros(0), Micros(SECOND)))
    other = codings.begin(alice.actor, cycle.film, codebook="vig@1")

    laid = browser.post(reverse("coding-lay-beside", args=[one]), {"other": str(other)})
    assert laid.headers["Location"] == reverse("coding-beside", args=[one, other])
    assert "Counting" in page(browser, "coding-beside", one, other)
    work_off()
    browser.post(reverse("coding-agreed", args=[one, other]))
    seen = page(browser, "coding-beside", one, other)
    assert "1 place, in order of time. 0 decided." in seen
    asked = dict(re.findall(r'type="hidden" name="(one|other|place)" value="([^"]*)"', seen))
    browser.post(reverse("coding-ruling", args=[one, other]), {**asked, "choice": "neither", "reason": "<i>no</i>"})

    decided = page(browser, "coding-beside", one, other)
    assert "Decided: <strong>neither</strong>, &lt;i&gt;no&lt;/i&gt;" in decided
    assert "As BORIS computes it" in decided
    browser.post(reverse("coding-beside", args=[one, other]))
    anew = page(browser, "coding-beside", one, other)
    assert "What stands here is from before." in anew
    assert "Decided: <strong>neither</strong>" in anew
    assert "Take it back" in decided
    assert "Take it back" not in anew


def test_another_coding_makes_what_all_came_to_old_and_not_what_two_came_to(
    cycle: Cycle, alice: Someone, sign_in: SignIn
) -> None:
    """Two beside the one that the film has already; then a fourth."""
    one, other = (codings.begin(alice.actor, cycle.film, codebook="vig@1") for _ in range(2))
    coded(alice, one, Event(EventId.new(), "A1", None, Micros(0), Micros(SECOND)))
    browser = sign_in(alice)
    browser.post(reverse("coding-beside", args=[one, other]))
    work_off()
    assert "All 3 codings together" in page(browser, "coding-beside", one, other)
    codings.begin(alice.actor, cycle.film, codebook="vig@1")

    seen = page(browser, "coding-beside", one, other)
    assert "All 4 codings together" in seen
    assert "from before, of 3 codings" in seen
    assert "changed since they were compared" not in seen
    asked = reverse("coding-together", args=[one, other])
    assert browser.post(asked).headers["Location"].endswith("#together")
    how_far = reverse("coding-together-progress", args=[one, other])
    assert how_far in page(browser, "coding-beside", one, other)
    work_off()
    over = browser.get(how_far)
    assert (over.status_code, over.headers.get("HX-Refresh")) == (286, None)
    assert "What all of them came to is reckoned." in over.content.decode()

    assert "from before" not in page(browser, "coding-beside", one, other)


def test_another_way_of_comparing_is_chosen_on_the_page_and_no_other_than_those_offered(
    cycle: Cycle, alice: Someone, sign_in: SignIn
) -> None:
    browser = sign_in(alice)
    one, other = (codings.begin(alice.actor, cycle.film, codebook="vig@1") for _ in range(2))
    coded(alice, one, Event(EventId.new(), "B3", None, Micros(0), Micros(SECOND), {"warmth": ("very",)}))
    coded(alice, other, Event(EventId.new(), "B3", None, Micros(0), Micros(SECOND)))
    beside = reverse("coding-beside", args=[one, other])

    browser.post(beside, {"step": "0.25", "tolerance": "2", "overlap": "0.5"})
    work_off()
    seen = page(browser, "coding-beside", one, other)

    assert "compared every 0.25&nbsp;s" in seen
    assert "within 2&nbsp;s of each other, and states also where they overlap by half of the longer one" in seen
    assert "another detail" in seen
    assert "How warm: <strong>A</strong> very, <strong>B</strong> says nothing" in seen
    refused = browser.post(beside, {"step": "0.001", "tolerance": "2", "overlap": "0.5"})
    assert refused.status_code == 422
    assert "from what is offered here" in refused.content.decode()


def test_over_time_a_guider_is_first_told_how_to_begin_and_then_led_to_each_comparison(
    cycle: Cycle, alice: Someone, bob: Someone, sign_in: SignIn
) -> None:
    browser = sign_in(alice)
    assert "ask a colleague for a second coding" in page(browser, "agreement")
    first = codings.begin(alice.actor, cycle.film, codebook="vig@1")
    coded(alice, first, Event(EventId.new(), "A1", None, Micros(0), Micros(SECOND)))
    second = codings.ask_second(alice.actor, first, bob.id, share=1)
    codings.end(bob.actor, second)
    browser.post(reverse("coding-lay-beside", args=[first]), {"other": str(second)})
    work_off()

    seen = page(browser, "agreement")

    assert "Alice and Bob" in seen
    assert reverse("coding-beside", args=[first, second]) in seen
    assert "It takes three comparisons or more" in seen
    assert browser.post(reverse("agreement-reckon"), {"codebook": "vig"}).status_code == 422
    table = browser.post(reverse("agreement-table"), {"codebook": "vig"})
    assert table.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert table.content.count(b"\r\n") == 2
    assert "Alice and Bob" not in page(sign_in(bob), "agreement")


def test_a_colleague_is_asked_on_the_page_and_finds_it_at_home(
    cycle: Cycle, alice: Someone, bob: Someone, sign_in: SignIn
) -> None:
    browser, theirs = sign_in(alice), sign_in(bob)
    assert "Asked of me" not in page(theirs, "home")

    browser.post(reverse("coding-ask", args=[cycle.coding]), {"coder": str(bob.id), "share": "25"})

    assert "Asked of me: 1 film to code" in page(theirs, "home")
    (line,) = codings.asked_of(bob.actor)
    lengths = sum(stretch.length for stretch in line.coding.stretches)
    assert lengths == pytest.approx(SECOND, abs=3)


def test_a_coding_that_is_still_blind_has_a_page_that_says_who_codes_it_and_when_it_opens(
    cycle: Cycle, alice: Someone, bob: Someone, sign_in: SignIn
) -> None:
    first = codings.begin(alice.actor, cycle.film, codebook="vig@1")
    second = codings.ask_second(alice.actor, first, bob.id, share=1)

    waiting = page(sign_in(alice), "coding", second)
    codings.end(bob.actor, second)

    assert "<bdi>Bob</bdi> is still coding this" in waiting
    assert 'id="coding"' not in waiting
    assert 'id="coding"' in page(sign_in(alice), "coding", second)


def test_a_trainee_who_handed_in_is_led_to_the_model(
    cycle: Cycle, alice: Someone, bob: Someone, sign_in: SignIn
) -> None:
    everyone_agrees(alice, cycle.family, [Purpose.TEACHING])
    model = codings.begin(alice.actor, cycle.film, codebook="vig@1", kind=Kind.MODEL)
    sign_in(alice).post(reverse("coding-ask", args=[model]), {"coder": str(bob.id), "what": "practice"})
    (line,) = codings.asked_of(bob.actor)
    address, browser = reverse("coding-beside", args=[line.coding.id, model]), sign_in(bob)
    assert address not in page(browser, "asked-codings")

    codings.end(bob.actor, line.coding.id)

    assert address in page(browser, "asked-codings")
    assert browser.get(address).status_code == 200
    assert browser.post(reverse("coding-agreed", args=[line.coding.id, model])).status_code == 404


def test_a_colleague_is_let_into_a_shared_coding_and_codes_along(
    cycle: Cycle, alice: Someone, bob: Someone, sign_in: SignIn
) -> None:
    shared = codings.begin(alice.actor, cycle.film, codebook="vig@1", kind=Kind.SHARED)

    sign_in(alice).post(reverse("coding-ask", args=[shared]), {"coder": str(bob.id), "what": "together"})

    coded(bob, shared, Event(EventId.new(), "A1", None, Micros(0), Micros(SECOND)))
    assert len(coding.see_desk(alice.actor, shared).events) == 1
    assert str(shared) in page(sign_in(bob), "asked-codings")
