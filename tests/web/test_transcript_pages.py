"""What is said is brought in, put right and looked at in two steps, with a script and without."""

import base64
import re
from io import BytesIO

import pytest
from django.test import Client

from tests.people import Someone, the, work_off
from tests.web.conftest import Cycle, SignIn
from vignette.actions import coding, said, transcripts
from vignette.actions.lines_shown import PORTION
from vignette.domain.coding import CodingId
from vignette.domain.film import FilmId
from vignette.domain.person import Part
from vignette.domain.span import SECOND, Micros, Span
from vignette.domain.transcript import Line, LineId, Transcript
from vignette.storage import transcripts as stored

pytestmark = pytest.mark.django_db

CAPTIONS = (
    "WEBVTT\n\n00:00.500 --> 00:01.000\n<v Hanna>You want the red one!\n\n00:01.000 --> 00:01.500\n<v Jonas>Da!\n"
)
HX = {"HX-Request": "true"}
TOKEN = re.compile(rb'="[0-9A-Za-z]{64}"')
"""The mark against forged forms, another one in each answer."""
REASON = "a: goes with what they do now"


def address(film: FilmId, rest: str = "") -> str:
    return f"/films/{film}/transcript{rest}"


def read(browser: Client, where: str) -> str:
    answer = browser.get(where)
    assert answer.status_code == 200
    return answer.content.decode()


def number(browser: Client, film: FilmId) -> str:
    found = re.search(r'name="number" value="(\d+)"', read(browser, address(film)))
    assert found
    return found[1]


def lines(browser: Client, film: FilmId, part: str = "") -> list[str]:
    return re.findall(r'<li id="line-([0-9a-f-]{36})"', read(browser, address(film, part)))


def bring(browser: Client, film: FilmId, alice: Someone, cycle: Cycle) -> None:
    people = [str(the(part, alice, cycle.family).id) for part in (Part.CLIENT, Part.PARTNER)]
    content = base64.b64encode(CAPTIONS.encode()).decode()
    form = {"content": content, "bring": "yes", "number": number(browser, film), "speaker": ["Hanna", "Jonas"]}
    answer = browser.post(address(film, "/captions"), form | {"means": people, "replaces": "yes"})
    assert answer.status_code == 302, answer.content.decode()


def test_from_a_file_of_captions_to_the_two_numbers(alice: Someone, cycle: Cycle, sign_in: SignIn) -> None:
    browser, film = sign_in(alice), cycle.film
    assert "What is said" in read(browser, f"/films/{film}/codings")

    shown = browser.post(address(film, "/captions"), {"text": CAPTIONS}).content.decode()
    assert "2 lines can be brought in" in shown
    assert "Nothing of the file is lost" in shown
    bring(browser, film, alice, cycle)
    first, _ = lines(browser, film)
    assert "You want the red one!" in read(browser, address(film))

    begun = browser.post(address(film, "/steps"))
    steps = f"/codings/{own(alice, film)}/lines"
    assert begun.headers["Location"] == steps
    assert "Still to do: 1 line in the first step" in read(browser, steps)
    told = {"number": number(browser, film), "mind": "yes", "about": "wanting or liking"}
    answer = browser.post(f"{steps}/{first}/first", told, headers=HX).content.decode()
    assert "Still to do: 1 in the second" in answer
    assert 'hx-swap-oob="true"' in answer

    assert REASON not in read(browser, f"{steps}?step=second")
    told = {"number": told["number"], "fits": "yes"}
    assert REASON in browser.post(f"{steps}/{first}/second", told, headers=HX).content.decode()
    answer = browser.post(f"{steps}/{first}/second", told | {"why": REASON})
    assert answer.headers["Location"] == f"{steps}?step=second&at={first}#line-{first}"
    done = read(browser, f"{steps}?step=second")
    assert "<b>100.0</b> of 100 comments fit, <b>0.0</b> do not" in done
    assert "All lines are looked at" in done

    (event,) = coding.see_desk(alice.actor, own(alice, film)).events
    assert (event.code, dict(event.modifiers)) == ("MA", {"about": ("wanting or liking",), "fits": (REASON,)})


def own(alice: Someone, film: FilmId) -> CodingId:
    its = said.see(alice.actor, film).coding
    assert its is not None
    return its


def test_a_line_is_put_right_split_joined_taken_out_and_all_of_it_taken_back(
    alice: Someone, cycle: Cycle, sign_in: SignIn
) -> None:
    browser, film = sign_in(alice), cycle.film
    bring(browser, film, alice, cycle)
    line = lines(browser, film)[0]
    where = address(film, f"/lines/{line}")
    form = browser.get(where, headers=HX).content.decode()
    assert 'value="0:00.500"' in form
    who = str(the(Part.CLIENT, alice, cycle.family).id)
    right = {"person": who, "start": "0:00.500", "end": "0:00.9", "words": "You want\nthe red one?"}

    def do(what: str) -> str:
        told = right | {"do": what, "number": number(browser, film)}
        return browser.post(where, told, headers=HX).content.decode()

    assert "the red one?" in do("keep")
    (kept, _) = said.see(alice.actor, film).lines
    assert (kept.line.span.start, kept.line.span.end) == (SECOND // 2, 900_000)
    do("part")
    assert len(lines(browser, film)) == 3
    do("join")
    assert len(lines(browser, film)) == 2
    assert "You want" not in do("out")
    assert len(lines(browser, film)) == 1
    for _ in range(3):
        browser.post(address(film, "/back"), {"number": number(browser, film)})
    assert "You want<br>the red one?" in read(browser, address(film))


def long(alice: Someone, cycle: Cycle, count: int) -> list[Line]:
    """So many lines of Hanna's in place of what is there, a millisecond each."""
    who, kept = the(Part.CLIENT, alice, cycle.family).id, stored.load(cycle.film)
    spans = (Span(Micros(1000 * at), Micros(1000 * at + 1000)) for at in range(count))
    its = [Line(LineId.new(), span, who, f"Line {at}.") for at, span in enumerate(spans)]
    transcripts.change(alice.actor, cycle.film, kept.number, lambda _: Transcript.of(its))
    return its


def test_a_change_answers_with_the_line_that_was_changed_and_leaves_all_others_as_they_are(
    alice: Someone, cycle: Cycle, sign_in: SignIn
) -> None:
    browser, its = sign_in(alice), long(alice, cycle, 20)
    told = {"number": number(browser, cycle.film), "words": "Otherwise.", "start": "0:00.003", "end": "0:00.004"}
    told["person"] = str(its[3].person)

    answer = browser.post(address(cycle.film, f"/lines/{its[3].id}"), told, headers=HX).content.decode()

    assert re.findall(r"Line \d+\.", answer) == []
    assert f'<ol hx-swap-oob="afterend:#line-{its[2].id}"><li id="line-{its[3].id}">' in answer
    assert "Otherwise." in answer
    went_on = browser.post(address(cycle.film, f"/lines/{its[5].id}"), told | {
        "do": "next", "words": "Line 5, then.", "start": "0:00.005", "end": "0:00.006",
    }, headers=HX).content.decode()  # fmt: skip
    assert re.findall(r"<textarea[^>]+autofocus>([^<]*)", went_on) == ["Line 6."]


def test_a_long_transcript_is_a_page_for_each_quarter_of_an_hour_or_so(
    alice: Someone, cycle: Cycle, sign_in: SignIn
) -> None:
    browser, its = sign_in(alice), long(alice, cycle, 2 * PORTION + 1)
    assert [len(lines(browser, cycle.film, part)) for part in ("", "?lines=2", "?lines=3", "?lines=4", "?lines=x")] == [
        PORTION, PORTION, 1, PORTION, PORTION,
    ]  # fmt: skip

    told = {"number": number(browser, cycle.film), "person": "", "words": "Otherwise.", "start": "0", "end": "0:00.001"}
    last = its[-1].id
    answer = browser.post(address(cycle.film, f"/lines/{last}"), told | {"start": "0:00.3", "end": "0:00.301"})
    assert answer.headers["Location"] == f"{address(cycle.film)}?at={last}#line-{last}"
    assert lines(browser, cycle.film, f"?at={last}") == [str(last)]
    where = browser.post(address(cycle.film, "/steps")).headers["Location"]
    steps = read(browser, f"{where}?step=first&lines=2")
    assert steps.count('<li id="line-') == PORTION
    assert f"line-{its[PORTION].id}" in steps


def test_whether_the_body_counts_is_said_with_the_numbers_and_chosen_beside_them(
    alice: Someone, cycle: Cycle, sign_in: SignIn
) -> None:
    browser, film = sign_in(alice), cycle.film
    bring(browser, film, alice, cycle)
    where = browser.post(address(film, "/steps")).headers["Location"]
    told = {"number": number(browser, film), "mind": "yes", "about": "the body only"}
    browser.post(f"{where}/{lines(browser, film)[0]}/first", told)
    page = read(browser, where)
    assert "Comments on the body alone are not counted as of the mind. 1 comment, 0 of the mind" in page
    assert "The body only: this is not counted" in page

    browser.post(f"{where}/body", {"counts": "yes"})

    page = read(browser, where)
    assert "Comments on the body alone are counted as of the mind. 1 comment, 1 of the mind" in page
    assert "The body only: this is not counted" not in page
    assert "with comments on the body alone not counted as of the mind" in page


def test_what_was_taken_back_is_done_again_also_where_nothing_was_left(
    alice: Someone, cycle: Cycle, sign_in: SignIn
) -> None:
    browser, film = sign_in(alice), cycle.film
    assert "Do it again" not in read(browser, address(film))

    browser.post(address(film, "/back"), {"number": number(browser, film)})
    assert (lines(browser, film), "Do it again" in read(browser, address(film))) == ([], True)
    browser.post(address(film, "/again"), {"number": number(browser, film)})

    assert len(lines(browser, film)) == 1
    refused = browser.post(address(film, "/again"), {"number": number(browser, film)}, headers=HX)
    assert (refused.status_code, "nothing to do again" in refused.content.decode()) == (422, True)


def test_a_time_that_was_not_touched_stays_to_the_microsecond(alice: Someone, cycle: Cycle, sign_in: SignIn) -> None:
    browser, film = sign_in(alice), cycle.film
    told = {"start": "0:00.123456", "end": "1.5", "words": "Da!", "person": "", "number": number(browser, film)}
    browser.post(address(film, "/lines"), told)
    _, line = lines(browser, film)

    told["number"] = number(browser, film)
    browser.post(address(film, f"/lines/{line}"), told | {"start": "0:00.123", "words": "Da da!"})

    _, last = said.see(alice.actor, film).lines
    assert (last.line.words, last.line.span.start) == ("Da da!", 123_456)


def test_what_is_refused_is_said_beside_the_line_and_changes_nothing(
    alice: Someone, cycle: Cycle, sign_in: SignIn
) -> None:
    browser, film = sign_in(alice), cycle.film
    bring(browser, film, alice, cycle)
    line = lines(browser, film)[0]
    right = {"person": "", "start": "0:01", "end": "0:02", "words": "Yes", "number": number(browser, film)}

    for wrong, why in (
        ({"start": "soon"}, "Write a time"),
        ({"end": "0:01"}, "ends after it begins"),
        ({"end": "9:00:00"}, "inside its film"),
        ({"words": " "}, "has words"),
        ({"number": "0"}, "changed meanwhile"),
        ({"do": "part"}, "Press Enter"),
    ):
        answer = browser.post(address(film, f"/lines/{line}"), right | wrong, headers=HX)
        assert answer.status_code == 422
        assert why in answer.content.decode()
        assert answer.headers["HX-Retarget"] == f"#problem-{line}"
    assert "You want the red one!" in read(browser, address(film))


def test_a_file_is_chosen_in_the_form_and_nothing_is_kept_before_it_is_confirmed(
    alice: Someone, cycle: Cycle, sign_in: SignIn
) -> None:
    browser, file = sign_in(alice), BytesIO(CAPTIONS.encode())
    file.name = "talk.vtt"

    chosen = browser.post(address(cycle.film, "/captions"), {"file": file}).content
    pasted = browser.post(address(cycle.film, "/captions"), {"text": CAPTIONS}).content

    assert TOKEN.sub(b"", chosen) == TOKEN.sub(b"", pasted)
    assert b"can be brought in" in chosen


def test_a_file_that_is_no_captions_gets_one_sentence(alice: Someone, cycle: Cycle, sign_in: SignIn) -> None:
    browser = sign_in(alice)

    for told in ({}, {"content": "%%%"}, {"content": base64.b64encode(b"\0\1\2").decode()}, {"text": "Dear diary"}):
        answer = browser.post(address(cycle.film, "/captions"), told)
        assert answer.status_code == 422


def test_what_is_said_is_taken_out_as_a_file(alice: Someone, cycle: Cycle, sign_in: SignIn) -> None:
    browser = sign_in(alice)
    bring(browser, cycle.film, alice, cycle)

    for kind, sign in (("vtt", "<v Hanna>You want the red one!"), ("srt", "Hanna: You want the red one!")):
        answer = browser.get(address(cycle.film, f"/file.{kind}"))
        assert sign in answer.content.decode()
        assert f"transcript.{kind}" in answer.headers["Content-Disposition"]


def test_subtitles_that_were_sent_as_codes_become_what_is_said_without_being_sent_again(
    alice: Someone, cycle: Cycle, sign_in: SignIn
) -> None:
    browser, file = sign_in(alice), BytesIO(CAPTIONS.encode())
    file.name, page = "talk.vtt", f"/films/{cycle.film}/codings/from-file"
    browser.post(page, {"file": file})
    work_off()
    assert "What is said in the film: 2 lines in" in read(browser, page)

    asked = browser.post(f"{page}/words").content.decode()
    assert "2 lines can be brought in" in asked
    browser.post(address(cycle.film, "/captions"), form_of(asked) | {"replaces": "yes"})

    spoken = [(each.who, each.line.words) for each in said.see(alice.actor, cycle.film).lines]
    assert spoken == [("Hanna", "You want the red one!"), ("Jonas", "Da!")]
    assert "talk.vtt" not in read(browser, page)
    assert browser.post(f"{page}/words").status_code == 422


def form_of(page: str) -> dict[str, list[str]]:
    """What the form on this page sends if nothing is touched."""
    sent: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page):
        sent.setdefault(name, []).append(value)
    sent["means"] = re.findall(r'<option value="([^"]+)" selected>', page)
    return sent
