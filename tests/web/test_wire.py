"""Both sides of the wire read the same page, and a moment comes back as it was sent."""

import re
from pathlib import Path

import pytest

from tests.people import Someone
from tests.web.conftest import Cycle, SignIn
from vignette.domain.errors import NotAllowed
from vignette.domain.film import FilmId
from vignette.domain.moment import Edit, Moment, MomentId, Origin, Reason, Standing
from vignette.domain.naming import Naming, Swap
from vignette.domain.observation import Happening
from vignette.domain.person import PersonId
from vignette.domain.span import Micros, Span
from vignette.exchange.places import PLACES, Kind, Place, Sign
from vignette.web import messages
from vignette.web.api import MOST_EDITS
from vignette.web.middleware import LARGEST_MESSAGE
from vignette.web.typescript import written
from vignette.web.wire import studio as wire
from vignette.web.wire.__main__ import MESSAGES

pytestmark = pytest.mark.django_db

TIMELINE = Path(__file__).parents[2] / "timeline" / "src" / "wire.ts"
MOMENT = Moment(
    id=MomentId.new(),
    film=FilmId.new(),
    span=Span(Micros(1_000_000), Micros(2_500_000)),
    title="They laugh",
    principle="D4",
    person=PersonId.new(),
    origin=Origin.SUGGESTED,
    standing=Standing.KEPT,
    codebook="vig@1",
    reasons=(Reason(Micros(1_200_000), "both smile"),),
    note="for later",
)


def test_the_timeline_reads_what_the_site_writes() -> None:
    assert TIMELINE.read_text() == written(MESSAGES), "run: python -m vignette.web.wire > timeline/src/wire.ts"


def test_everything_observed_is_marked_in_the_same_place_on_every_page_but_for_what_is_made_of_such_marks() -> None:
    marks = (TIMELINE.parent / "seen" / "marks.ts").read_text()
    table = marks.partition("const PLACES")[2].partition("\n}\n")[0]
    lines = re.findall(r"^  '?([^':]+)'?: place\('(\w+)'(?:, '(\w+)')?(?:, (\w+))?\)", table, re.MULTILINE)
    bands = ("GAZE", "SMILE", "VOICE", "MOVEMENT")

    placed = {
        Happening(what): Place(Kind(kind), Sign(sign or "bar"), bands.index(band or "GAZE"))
        for what, kind, sign, band in lines
    }

    assert placed == PLACES
    assert set(Happening) - set(PLACES) == {
        Happening.PAUSE,
        Happening.INITIATIVE,
        Happening.RECEIVED,
        Happening.MISSED,
        Happening.FOUND_AGAIN,
    }


def test_a_moment_comes_back_as_it_was_sent() -> None:
    sent = wire.Edit(id=str(MOMENT.id), before=None, after=messages.moment(MOMENT)).model_dump_json(by_alias=True)

    assert messages.edit(wire.Edit.model_validate_json(sent)) == Edit(MOMENT.id, None, MOMENT)


def test_who_is_who_comes_back_as_it_was_sent() -> None:
    naming = Naming({"left": PersonId.new(), "right": PersonId.new()}, (Swap(Micros(5), "left", "right"),))

    sent = messages.naming(naming).model_dump_json(by_alias=True)

    assert messages.said(wire.Naming.model_validate_json(sent)) == naming


def test_who_is_who_is_refused_where_it_makes_no_sense() -> None:
    twice = [wire.Named(who=who, person=str(MOMENT.person)) for who in ("left", "right")]

    for wrong in (
        wire.Naming(names=twice, swaps=[]),
        wire.Naming(names=[], swaps=[wire.Swap(at=Micros(1), one="x", other="x")]),
    ):
        with pytest.raises(NotAllowed):
            messages.said(wrong)


def test_the_studio_gets_and_gives_moments_over_the_wire(cycle: Cycle, alice: Someone, sign_in: SignIn) -> None:
    browser, api = sign_in(alice), f"/api/films/{cycle.film}"
    before = browser.get(f"{api}/workspace").json()
    moment = before["moments"][0]
    changed = {**moment, "note": "look again"}

    first = browser.post(f"{api}/edits", {"edits": [edit_of(moment, changed)]}, "application/json").json()
    late = browser.post(
        f"{api}/edits", {"edits": [edit_of(moment, {**moment, "note": "x"})]}, "application/json"
    ).json()

    assert set(before) == {field.alias for field in wire.Workspace.model_fields.values()}
    assert sum(before["frameTimes"]) < before["film"]["length"]
    assert first == {"saved": [moment["id"]], "refused": []}
    assert late["saved"] == []
    assert late["refused"][0]["now"] == changed
    assert browser.get(f"{api}/workspace").json()["moments"][0] == changed


def edit_of(before: dict[str, object], after: dict[str, object]) -> dict[str, object]:
    return {"id": before["id"], "before": before, "after": after}


@pytest.mark.parametrize(
    "body", ['{"edits": [{"id": "x"}]}', '{"edits": 1}', "[]", "{", '{"edits": [], "owner": "me"}']
)
def test_a_message_that_was_not_agreed_is_refused_in_a_sentence(alice: Someone, sign_in: SignIn, body: str) -> None:
    film = FilmId.new()

    answer = sign_in(alice).post(f"/api/films/{film}/edits", body, "application/json")

    assert answer.status_code in (400, 422)
    assert "Traceback" not in answer.content.decode()


@pytest.mark.parametrize(
    "field",
    [
        {"title": "\ud800"},
        {"title": "a\0b"},
        {"note": "\x1b[2J"},
        {"title": "x" * 301},
        {"note": "x" * 2001},
        {"codebook": "x" * 41},
        {"codebook": "\udfff"},
        {"principle": "x" * 41},
        {"reasons": [{"at": 1, "words": "x" * 301}]},
        {"reasons": [{"at": 1, "words": "smile"}] * 41},
    ],
)
def test_words_that_cannot_be_read_or_never_end_are_refused_in_a_sentence(
    cycle: Cycle, alice: Someone, sign_in: SignIn, field: dict[str, object]
) -> None:
    browser, api = sign_in(alice), f"/api/films/{cycle.film}"
    moment = browser.get(f"{api}/workspace").json()["moments"][0]

    answer = browser.post(f"{api}/edits", {"edits": [edit_of(moment, {**moment, **field})]}, "application/json")

    assert answer.status_code == 422
    assert set(answer.json()) == {"words"}
    assert browser.get(f"{api}/workspace").json()["moments"][0] == moment


def test_a_note_may_have_lines_and_any_script(cycle: Cycle, alice: Someone, sign_in: SignIn) -> None:
    browser, api = sign_in(alice), f"/api/films/{cycle.film}"
    moment = browser.get(f"{api}/workspace").json()["moments"][0]
    note = "Erste Zeile\n\tשָׁלוֹם 👩\u200d👧"

    browser.post(f"{api}/edits", {"edits": [edit_of(moment, {**moment, "note": note})]}, "application/json")

    assert browser.get(f"{api}/workspace").json()["moments"][0]["note"] == note


@pytest.mark.parametrize(("count", "status"), [(MOST_EDITS, 200), (MOST_EDITS + 1, 422)])
def test_edits_come_in_portions_so_that_nobody_waits_long(
    cycle: Cycle, alice: Someone, sign_in: SignIn, count: int, status: int
) -> None:
    browser, api = sign_in(alice), f"/api/films/{cycle.film}"
    moment = browser.get(f"{api}/workspace").json()["moments"][0]

    answer = browser.post(f"{api}/edits", {"edits": [edit_of(moment, moment)] * count}, "application/json")

    assert answer.status_code == status


def test_a_message_beyond_all_measure_is_not_even_read(cycle: Cycle, alice: Someone, sign_in: SignIn) -> None:
    body = '{"edits": []' + " " * LARGEST_MESSAGE + "}"

    answer = sign_in(alice).post(f"/api/films/{cycle.film}/edits", body, "application/json")

    assert answer.status_code == 413
    assert "too much at once" in answer.json()["words"]
