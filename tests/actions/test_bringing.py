"""A file of another tool becomes a coding only once its guider has seen what is in it; a broken one changes nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.album import remembered
from tests.exchange.codings import DYAD
from tests.people import Someone, people_of, work_off
from vignette.actions import bringing, coding, coding_deeds, codings, taking
from vignette.actions.bringing import AS_IN_FILE, NOBODY, Answers
from vignette.actions.taking import Format
from vignette.domain.codebook import Shape
from vignette.domain.coding import Change, CodingId, Deed, DeedId, Event, EventId
from vignette.domain.errors import NotAllowed, NotYours
from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.domain.person import PersonId
from vignette.domain.span import SECOND, Micros
from vignette.exchange.carried import CarriedCode, CarriedEvent
from vignette.exchange.eaf import write_eaf
from vignette.storage import rows

pytestmark = pytest.mark.django_db

TABLE = b"code,person,start_s,end_s\r\nA1,Hanna,0.5,1.5\r\nsmiles,Mother,1,2\r\nA1,Jonas,3,9\r\n"
BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><ANNOTATION_DOCUMENT>&x;</ANNOTATION_DOCUMENT>'


def coded(alice: Someone, film: FilmId, *events: Event) -> CodingId:
    its = codings.begin(alice.actor, film, codebook="vig@1")
    coding_deeds.do(alice.actor, its, [Deed(DeedId.new(), tuple(Change(each.id, None, each) for each in events))])
    return its


def event(code: str, person: PersonId | None, start: float, end: float, note: str = "") -> Event:
    return Event(EventId.new(), code, person, Micros(round(start * SECOND)), Micros(round(end * SECOND)), {}, note)


@remembered
def sent(alice: Someone, film: FilmId, name: str, content: bytes) -> bringing.BringingPage:
    bringing.send(alice.actor, film, name, content)
    work_off()
    return bringing.see(alice.actor, film)


def saying(page: bringing.BringingPage, **whose: str) -> Answers:
    assert page.looked is not None
    return Answers(whose=whose, codebook=page.looked.codebook)


ENDING = {
    Format.ELAN: "eaf",
    Format.BORIS: "boris",
    Format.DATAVYU: "opf",
    Format.TABLES: "zip",
    Format.TABLES_SEMICOLONS: "zip",
    Format.PARQUET: "parquet",
    Format.TIMELINE: "otio",
}


@pytest.mark.parametrize("format_", ENDING)
def test_what_is_taken_out_and_brought_in_again_is_the_same_to_the_millisecond(
    format_: Format, alice: Someone, family: FamilyId, film: FilmId
) -> None:
    hanna, jonas = (person.id for person in people_of(alice, family))
    told = [event("A1", hanna, 0.25, 1.5, "leans in"), event("B1", jonas, 1, 2.125), event("D4", None, 0.5, 3)]
    its = coded(alice, film, *told)

    content = taking.take_out(alice.actor, its, format_, is_named=True)
    page = sent(alice, film, f"from-elsewhere.{ENDING[format_]}", content)
    again = bringing.bring_in(alice.actor, film, saying(page))

    back = coding.see_desk(alice.actor, again)
    assert back.coding.codebook == "vig@1"
    seen = [(each.code, each.person, each.start, each.end, each.note) for each in back.events]
    assert sorted(seen, key=str) == sorted(((e.code, e.person, e.start, e.end, e.note) for e in told), key=str)


def test_only_of_subtitles_it_is_said_that_words_have_a_page_of_their_own(alice: Someone, film: FilmId) -> None:
    subtitles = b"WEBVTT\n\n00:00.500 --> 00:01.000\n<v Hanna>You want the red one!\n"

    told = [sent(alice, film, name, content).looked for name, content in (("a.vtt", subtitles), ("a.csv", TABLE))]

    assert [each is not None and each.is_of_words for each in told] == [True, False]


def test_without_names_a_file_names_nobody(alice: Someone, family: FamilyId, film: FilmId) -> None:
    its = coded(alice, film, event("A1", people_of(alice, family)[0].id, 0, 1))

    content = taking.take_out(alice.actor, its, "elan", is_named=False)

    assert b"Person 1" in content
    for name in (b"Hanna", b"Jonas", b"Alice"):
        assert name not in content


def test_taking_out_is_written_down_and_is_the_guiders_alone(alice: Someone, bob: Someone, film: FilmId) -> None:
    its = coded(alice, film)

    with pytest.raises(NotYours):
        taking.take_out(bob.actor, its, "elan", is_named=True)
    taking.take_out(alice.actor, its, "elan", is_named=True)

    told = rows.AuditLine.objects.filter(verb="TAKE_CODING")
    assert sorted(told.values_list("outcome", flat=True)) == ["done", "no leave"]


def test_nothing_is_a_coding_before_the_guider_has_said_so(alice: Someone, film: FilmId) -> None:
    page = sent(alice, film, "codes.csv", TABLE)

    assert page.looked is not None
    assert (page.looked.count, page.looked.codes) == (3, 2)
    assert [(each.name, each.count) for each in page.looked.names] == [("Hanna", 1), ("Mother", 1), ("Jonas", 1)]
    assert not rows.Coding.objects.exists()
    with pytest.raises(NotAllowed, match="whom each name"):
        bringing.bring_in(alice.actor, film, Answers(codebook=AS_IN_FILE))
    assert not rows.Coding.objects.exists()
    assert not rows.OwnCodebook.objects.exists()


def test_what_would_be_lost_is_told_before_and_is_what_is_lost(alice: Someone, family: FamilyId, film: FilmId) -> None:
    jonas = people_of(alice, family)[1].id
    sent(alice, film, "codes.csv", TABLE)
    answers = Answers(whose={"Hanna": NOBODY, "Mother": str(jonas)}, codebook="vig@1")

    looked = bringing.see(alice.actor, film, answers).looked
    its = bringing.bring_in(alice.actor, film, answers)

    assert looked is not None
    assert looked.losses == (
        "Of Hanna: 1 left out, as you chose.",
        "“smiles”: 1 left out, since the codebook has no such code.",
        "1 are cut off where the film ends.",
    )
    (left,) = coding.see_desk(alice.actor, its).events
    assert (left.code, left.person, left.start, looked.kept) == ("A1", jonas, 3 * SECOND, 1)


def test_a_file_of_another_film_says_before_that_nothing_of_it_would_be_left(alice: Someone, film: FilmId) -> None:
    looked = sent(alice, film, "codes.csv", b"code,start_s,weather\nA1,5000,sunny\n").looked

    assert looked is not None
    assert looked.problem == bringing.NOTHING_LEFT
    assert looked.losses == ("1 left out that lie outside of the film.", "The column “weather” has no place here.")


def test_what_has_no_place_in_any_coding_is_told_before_too(alice: Someone, film: FilmId) -> None:
    codes = (
        CarriedCode("A1", Shape.STATE, "L" * 81, "h" * 301, "F2"),
        CarriedCode("B", Shape.STATE, "B", "", "b"),
        CarriedCode("C", Shape.STATE, "C", "", "B"),
    )
    its = replace(
        DYAD, codebook="", codes=codes, modifiers=(), events=(CarriedEvent("A1", "Jonas", Micros(0), Micros(SECOND)),)
    )

    looked = sent(alice, film, "codes.eaf", write_eaf(its)).looked

    assert looked is not None
    assert looked.losses == (
        "That Rosa coded it is not kept: the new coding is yours.",
        "The file has 2 films: its codes lie where they are in the first of them.",
        "Labels are cut after 80 letters: 1.",
        "Hints are cut after 300 letters: 1.",
        "Keys that are taken already, or are no letter, are left out: 2.",
    )


def test_what_had_to_be_assumed_about_a_file_is_told_before_anything_is_stored(alice: Someone, film: FilmId) -> None:
    older = "code;start_s;end_s\r\nlächelt;0,5;1,5\r\n".encode("cp1252")

    looked = sent(alice, film, "codes.csv", older).looked

    assert looked is not None
    assert looked.count == 1
    assert "they were read as Western European (Windows-1252)" in looked.losses[0]
    assert not rows.Coding.objects.exists()


def test_as_the_file_has_it_its_own_codes_become_a_codebook(alice: Someone, film: FilmId) -> None:
    page = sent(alice, film, "codes.csv", TABLE)

    its = bringing.bring_in(alice.actor, film, saying(page, Mother=NOBODY))

    desk = coding.see_desk(alice.actor, its)
    assert [(each.code, each.label) for each in desk.book.principles] == [("A1", "A1"), ("smiles", "smiles")]
    assert desk.coding.codebook == "codes-csv@1"
    assert bringing.see(alice.actor, film).file == ""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bomb.eaf", BOMB),
        ("deep.boris", b"[" * 100_000),
        ("no.opf", b"PK\x03\x04 no zip"),
        ("no.TextGrid", b"\xff\xfe\x00"),
        ("no.csv", b"who,when\r\nx,1\r\n"),
        ("no.vtt", b"WEBVTT\n\n"),
        ("no.zip", b"PK\x03\x04 no zip"),
        ("no.parquet", b"PAR1 and then nothing"),
        ("deep.otio", b'{"a":' * 100_000),
        ("no.exe", b"MZ"),
    ],
)
def test_a_broken_or_hostile_file_gets_one_sentence_and_leaves_nothing(
    name: str, content: bytes, alice: Someone, film: FilmId
) -> None:
    before = rows.Blob.objects.count()

    page = sent(alice, film, name, content)

    assert page.looked is None
    assert page.problem.endswith(".")
    assert "\n" not in page.problem
    assert rows.Blob.objects.count() == before
    assert not rows.Coding.objects.exists()


def test_nobody_is_told_more_than_anybody_reads(alice: Someone, film: FilmId) -> None:
    strangers = ",".join(f"column {number}" for number in range(200))

    looked = sent(alice, film, "wide.csv", f"code,start_s,{strangers}\nA1,1\n".encode()).looked

    assert looked is not None
    assert len(looked.losses) < 100
    assert "140 more things have no place here." in looked.losses


def test_what_nobody_brings_in_is_gone_after_an_hour(alice: Someone, film: FilmId) -> None:
    before = rows.Blob.objects.count()
    sent(alice, film, "codes.csv", TABLE)
    rows.CodesFile.objects.update(came_at=timezone.now() - bringing.WAITS - timedelta(seconds=1))

    assert bringing.see(alice.actor, film).file == ""
    bringing.sweep()

    assert rows.Blob.objects.count() == before
    assert not rows.CodesFile.objects.exists()


def test_nobody_else_sends_a_file_or_sees_what_is_in_one(alice: Someone, bob: Someone, film: FilmId) -> None:
    sent(alice, film, "codes.csv", TABLE)

    for look in (bringing.see, bringing.let_go):
        with pytest.raises(NotYours):
            look(bob.actor, film)
    with pytest.raises(NotYours):
        bringing.bring_in(bob.actor, film, Answers())
