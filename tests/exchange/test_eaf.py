"""Codings in ELAN's files, in and out; pympi and a schema say what a file is."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from lxml import etree
from pympi import Eaf

from tests.exchange.codings import DYAD, codings
from vignette.domain.codebook import Modifier, Shape
from vignette.domain.span import MILLISECOND, Micros
from vignette.exchange.carried import Carried, CarriedCode, CarriedEvent, CarriedFilm
from vignette.exchange.eaf import lost_in_eaf, read_eaf, write_eaf

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "tiers" / "eaf-3.0.rng"))

FILE = """<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR="" DATE="2020-01-01T00:00:00Z" FORMAT="{version}" VERSION="{version}">
<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">{header}</HEADER><TIME_ORDER>{slots}</TIME_ORDER>{rest}
</ANNOTATION_DOCUMENT>"""


def file(rest: str, times: tuple[int | None, ...], *, header: str = "", version: str = "2.7") -> bytes:
    """A file with the slots ts1, ts2 and so on at `times` in milliseconds, None for one without a time."""
    slots = "".join(
        f'<TIME_SLOT TIME_SLOT_ID="ts{number}"' + ("/>" if time is None else f' TIME_VALUE="{time}"/>')
        for number, time in enumerate(times, start=1)
    )
    return FILE.format(version=version, header=header, slots=slots, rest=rest).encode()


def tier(name: str, *annotations: str, kind: str = "text", more: str = "") -> str:
    inside = "".join(f"<ANNOTATION>{annotation}</ANNOTATION>" for annotation in annotations)
    return f'<TIER TIER_ID="{name}" LINGUISTIC_TYPE_REF="{kind}" {more}>{inside}</TIER>'


def aligned(id_: str, first: int, last: int, value: str = "") -> str:
    return (
        f'<ALIGNABLE_ANNOTATION ANNOTATION_ID="{id_}" TIME_SLOT_REF1="ts{first}" TIME_SLOT_REF2="ts{last}">'
        f"<ANNOTATION_VALUE>{value}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION>"
    )


def referring(id_: str, to: str, value: str) -> str:
    return (
        f'<REF_ANNOTATION ANNOTATION_ID="{id_}" ANNOTATION_REF="{to}">'
        f"<ANNOTATION_VALUE>{value}</ANNOTATION_VALUE></REF_ANNOTATION>"
    )


def kind(name: str, constraint: str = "", vocabulary: str = "") -> str:
    constrained = f'CONSTRAINTS="{constraint}"' if constraint else ""
    filled = f'CONTROLLED_VOCABULARY_REF="{vocabulary}"' if vocabulary else ""
    return f'<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="{name}" TIME_ALIGNABLE="true" {constrained} {filled}/>'


def vocabulary(name: str, **values: str) -> str:
    entries = "".join(f'<CV_ENTRY DESCRIPTION="{label}">{value}</CV_ENTRY>' for value, label in values.items())
    return f'<CONTROLLED_VOCABULARY CV_ID="{name}" DESCRIPTION="">{entries}</CONTROLLED_VOCABULARY>'


def spans(carried: Carried) -> list[tuple[str, int, int]]:
    return [(event.code, event.start, event.end) for event in carried.events]


@given(codings())
def test_a_coding_comes_back_from_an_elan_file_as_it_was(carried: Carried) -> None:
    content = write_eaf(carried)

    assert read_eaf(content) == carried
    assert write_eaf(read_eaf(content)) == content


@given(codings())
def test_what_is_written_is_a_file_of_the_format(carried: Carried) -> None:
    document = etree.fromstring(write_eaf(carried))

    SCHEMA.assertValid(document)
    for parts, name, refers in (
        ("TIER", "TIER_ID", "PARENT_REF"),
        ("LINGUISTIC_TYPE", "LINGUISTIC_TYPE_ID", "LINGUISTIC_TYPE_REF"),
        ("CONTROLLED_VOCABULARY", "CV_ID", "CONTROLLED_VOCABULARY_REF"),
        ("TIME_SLOT", "TIME_SLOT_ID", "TIME_SLOT_REF1"),
        ("TIME_SLOT", "TIME_SLOT_ID", "TIME_SLOT_REF2"),
        ("LANGUAGE", "LANG_ID", "LANG_REF"),
        ("*", "ANNOTATION_ID", "ANNOTATION_REF"),
        ("*", "ANNOTATION_ID", "PREVIOUS_ANNOTATION"),
    ):
        names = document.xpath(f"//{parts}/@{name}")
        assert len(set(names)) == len(names)
        assert set(document.xpath(f"//@{refers}")) <= set(names)


@given(codings())
def test_nothing_overlaps_on_a_tier_and_everything_lasts(carried: Carried) -> None:
    document = etree.fromstring(write_eaf(carried))
    at = {slot.get("TIME_SLOT_ID"): int(slot.get("TIME_VALUE")) for slot in document.iter("TIME_SLOT")}

    for each in document.iter("TIER"):
        annotations = list(each.iter("ALIGNABLE_ANNOTATION"))
        times = sorted((at[one.get("TIME_SLOT_REF1")], at[one.get("TIME_SLOT_REF2")]) for one in annotations)
        assert all(start < end for start, end in times)
        assert all(before[1] <= after[0] for before, after in pairwise(times))


def test_pympi_finds_the_same_spans_and_words_in_ours(tmp_path: Path) -> None:
    path = tmp_path / "dyad.eaf"
    path.write_bytes(write_eaf(DYAD))

    theirs = Eaf(str(path))

    assert theirs.get_annotation_data_for_tier("Mother@A1") == [(1000, 4000, "A1")]
    assert theirs.get_annotation_data_for_tier("Mother@A1@2") == [(3500, 5000, "A1")]
    assert theirs.get_annotation_data_for_tier("Child@A1") == [(2000, 3000, "A1")]
    assert theirs.get_annotation_data_for_tier("Mother@C1") == [(3600, 3601, "C1")]
    assert [words[2] for words in theirs.get_annotation_data_for_tier("Mother@C1@1@modifiers how")] == ["look", "voice"]
    assert theirs.get_annotation_data_for_tier("Child@A1@1@note")[0][:3] == (2000, 3000, "at the <spoon> & back")
    assert theirs.get_parameters_for_tier("Child@A1")["PARTICIPANT"] == "Child"
    assert theirs.get_parameters_for_tier("Child@A1")["ANNOTATOR"] == "Rosa"
    assert ("Vignette codebook", "vig@1") in theirs.get_properties()


def test_nothing_is_lost_when_pympi_saves_ours_again(tmp_path: Path) -> None:
    first, second = tmp_path / "first.eaf", tmp_path / "second.eaf"
    first.write_bytes(write_eaf(DYAD))
    Eaf(str(first)).to_file(str(second))

    assert read_eaf(second.read_bytes()) == DYAD


def test_what_pympi_writes_is_read(tmp_path: Path) -> None:
    theirs = Eaf(author="Bob")
    theirs.add_linked_file("file:///home/bob/My%20films/film.mp4", relpath="./film.mp4", mimetype="video/mp4")
    theirs.add_linked_file("file:///home/bob/side.mp4", mimetype="video/mp4", time_origin=1500)
    theirs.add_language("und")
    theirs.add_controlled_vocabulary("Gaze")
    theirs.add_cv_entry("Gaze", "g1", [("face", "und", "Looks at the face")])
    theirs.add_cv_entry("Gaze", "g2", [("toy", "und", "Looks at the toy")])
    theirs.add_linguistic_type("gaze")
    theirs.linguistic_types["gaze"]["CONTROLLED_VOCABULARY_REF"] = "Gaze"
    theirs.add_linguistic_type("reply", "Symbolic_Association", timealignable=False)
    theirs.add_tier("Mother-gaze", "gaze", part="Mother", ann="Bob")
    theirs.add_tier("reply", "reply", parent="Mother-gaze")
    theirs.add_tier("Child@talk")
    theirs.add_annotation("Mother-gaze", 100, 900, "face")
    theirs.add_annotation("Mother-gaze", 900, 1500, "toy")
    theirs.add_ref_annotation("reply", "Mother-gaze", 950, "yes")
    theirs.add_annotation("Child@talk", 400, 700, "da!")
    path = tmp_path / "theirs.eaf"
    theirs.to_file(str(path))

    carried = read_eaf(path.read_bytes())

    assert carried.events == (
        CarriedEvent("face", "Mother", Micros(100_000), Micros(900_000)),
        CarriedEvent("talk", "Child", Micros(400_000), Micros(700_000), note="da!"),
        CarriedEvent("toy", "Mother", Micros(900_000), Micros(1_500_000), note="reply: yes"),
    )
    assert carried.codes[:2] == (
        CarriedCode("face", Shape.STATE, "Looks at the face", level="Gaze"),
        CarriedCode("toy", Shape.STATE, "Looks at the toy", level="Gaze"),
    )
    assert carried.coder == "Bob"
    assert carried.films == (CarriedFilm("film.mp4"), CarriedFilm("side.mp4", Micros(-1_500_000)))


def test_what_elan_itself_saves_is_read_as_elan_reads_it() -> None:
    carried = read_eaf((Path(__file__).parent / "tiers" / "elan.eaf").read_bytes())

    talk = 'وين الكرة؟ 👶🏽\n& "da" <dort>'
    assert [(e.person, e.code, e.start // MILLISECOND, e.end // MILLISECOND, e.note) for e in carried.events] == [
        ("Ida", "face", 1000, 2500, "comment: long look"),
        ("Ida", "toy", 2500, 4000, ""),
        ("Jonas", "talk of Jonas", 3000, 6000, f"{talk}\nparts: question naming"),
        ("Jonas", "words", 3000, 4000, "wo"),
        ("Jonas", "hand", 3500, 4200, "points"),
        ("Jonas", "words", 4000, 5000, "ist"),
        ("Jonas", "words", 5000, 6000, "er"),
        ("Jonas", "talk of Jonas", 7000, 7040, ""),
    ]
    assert carried.films == (CarriedFilm("breakfast.mp4"), CarriedFilm("side.mp4", Micros(-1_500_000)))
    assert carried.losses == (
        "The description of the vocabulary gaze is left out.",
        "That the tier words hangs below talk of Jonas is left out; its annotations are kept.",
        "That the tier hand hangs below talk of Jonas is left out; its annotations are kept.",
    )


def test_only_what_was_moved_in_elan_loses_its_microseconds() -> None:
    content = write_eaf(DYAD)
    moved = content.replace(b'TIME_SLOT_ID="ts3" TIME_VALUE="3000"', b'TIME_SLOT_ID="ts3" TIME_VALUE="3040"')

    mother, child, again, point = read_eaf(moved).events

    assert (mother, again, point) == (DYAD.events[0], DYAD.events[2], DYAD.events[3])
    assert (child.start, child.end) == (2_000_000, 3_040_000)


def test_what_is_coded_in_elan_with_a_new_code_is_read_beside_what_was_there() -> None:
    content = write_eaf(DYAD).replace(b'CVE_REF="cveid0" TIME_SLOT_REF1="ts4"', b'TIME_SLOT_REF1="ts4"')
    content = content.replace(b'ts8"><ANNOTATION_VALUE>A1<', b'ts8"><ANNOTATION_VALUE>A9<')

    carried = read_eaf(content)

    assert carried.events[2].code == "A9"
    assert [code.code for code in carried.codes] == ["A1", "C1", "A9"]


def test_codes_that_exclude_each_other_share_a_tier(tmp_path: Path) -> None:
    codes = tuple(replace(DYAD.codes[0], code=code) for code in ("A1", "A2"))
    events = (
        CarriedEvent("A1", "Mother", Micros(0), Micros(1_000_000)),
        CarriedEvent("A2", "Mother", Micros(1_000_000), Micros(2_000_000)),
    )
    path = tmp_path / "exclusive.eaf"
    path.write_bytes(write_eaf(replace(DYAD, codes=codes, events=events, exclusive=frozenset("A"))))

    assert Eaf(str(path)).get_annotation_data_for_tier("Mother@A") == [(0, 1000, "A1"), (1000, 2000, "A2")]


def test_a_file_names_films_without_any_folder_and_tells_no_time() -> None:
    document = etree.fromstring(write_eaf(DYAD))

    first, second = document.iter("MEDIA_DESCRIPTOR")
    assert (first.get("MEDIA_URL"), first.get("TIME_ORIGIN")) == ("./breakfast.mp4", None)
    assert (second.get("RELATIVE_MEDIA_URL"), second.get("TIME_ORIGIN")) == ("./the other camera.mp4", "-2500")
    assert document.get("DATE") == "1980-01-01T00:00:00Z"


def test_characters_that_no_xml_may_hold_are_left_out() -> None:
    spoilt = replace(DYAD, title="a\x00b", events=(replace(DYAD.events[0], note="c\x0b\ud800d"),))

    carried = read_eaf(write_eaf(spoilt))

    assert (carried.title, carried.events[0].note) == ("ab", "cd")


def test_of_words_that_elan_does_not_keep_it_is_said() -> None:
    blank, odd = (
        CarriedEvent("A1", "Mother", Micros(0), Micros(1), note=" \n"),
        CarriedEvent("A1\x07", "", Micros(0), Micros(1)),
    )

    assert lost_in_eaf(DYAD) == ()
    assert lost_in_eaf(replace(DYAD, events=(blank, odd))) == (
        "Of “A1” of Mother, 1 have words of nothing but blanks, of which ELAN keeps nothing; the first is at 0.000 s.",
        "Of “A1 ”, 1 have signs that no ELAN file can hold, which are left out; the first is at 0.000 s.",
    )


def test_an_annotation_that_was_added_in_elan_without_words_is_what_its_tier_is_of() -> None:
    added = (
        write_eaf(DYAD).replace(b">A1</ANNOTATION_VALUE>", b"></ANNOTATION_VALUE>").replace(b' CVE_REF="cveid0"', b"")
    )

    assert [event.code for event in read_eaf(added).events] == [event.code for event in DYAD.events]


def test_time_between_slots_without_a_time_is_shared_evenly() -> None:
    content = file(
        tier("words", aligned("a1", 1, 2, "one"), aligned("a2", 2, 3, "two"), aligned("a3", 3, 5, "three"))
        + tier("other", aligned("a4", 4, 5)),
        (1000, None, None, 1200, 4000),
    )

    assert spans(read_eaf(content)) == [
        ("words", 1_000_000, 2_000_000),
        ("other", 1_200_000, 4_000_000),
        ("words", 2_000_000, 3_000_000),
        ("words", 3_000_000, 4_000_000),
    ]


def test_a_slot_without_a_time_and_without_a_chain_lies_between_its_neighbours() -> None:
    content = file(tier("t", aligned("a1", 1, 2)) + tier("u", aligned("a2", 2, 3)), (1000, None, 2000))

    assert spans(read_eaf(content)) == [("t", 1_000_000, 1_500_000), ("u", 1_500_000, 2_000_000)]


def test_an_annotation_without_a_length_is_a_point() -> None:
    carried = read_eaf(file(tier("smile", aligned("a1", 1, 2)), (500, 500)))

    assert spans(carried) == [("smile", 500_000, 500_000)]
    assert carried.codes[0].shape is Shape.POINT


def test_modifiers_and_words_that_hang_below_reach_their_event() -> None:
    content = file(
        tier("act", aligned("a1", 1, 2, "gives"), kind="act", more='PARTICIPANT="Mother"')
        + tier("how", referring("a2", "a1", "slow"), referring("a3", "a1", "warm"), kind="how", more='PARENT_REF="act"')
        + tier("gloss", referring("a4", "a2", "very"), kind="gloss", more='PARENT_REF="how"')
        + kind("act", vocabulary="Acts")
        + kind("how", "Symbolic_Subdivision", "Hows")
        + kind("gloss", "Symbolic_Association")
        + vocabulary("Acts", gives="Gives a thing", takes="Takes a thing")
        + vocabulary("Hows", slow="", warm="", quick=""),
        (0, 900),
    )

    carried = read_eaf(content)

    (event,) = carried.events
    assert (event.code, event.person, event.note) == ("gives", "Mother", "gloss: very")
    assert event.modifiers == {"how": ("slow", "warm")}
    assert carried.modifiers == (Modifier("how", "how", ("slow", "warm", "quick"), takes_many=True),)
    assert [(code.code, code.label, code.level, code.modifiers) for code in carried.codes] == [
        ("gives", "Gives a thing", "Acts", ("how",)),
        ("takes", "Takes a thing", "Acts", ()),
    ]


def test_a_value_of_two_vocabularies_is_two_codes() -> None:
    content = file(
        tier("gaze", aligned("a1", 1, 2, "yes"), kind="gaze")
        + tier("voice", aligned("a2", 1, 2, "yes"), kind="voice")
        + kind("gaze", vocabulary="Gaze")
        + kind("voice", vocabulary="Voice")
        + vocabulary("Gaze", yes="")
        + vocabulary("Voice", yes=""),
        (0, 900),
    )

    assert {event.code for event in read_eaf(content).events} == {"Gaze: yes", "Voice: yes"}


def test_annotations_lie_on_the_first_films_clock() -> None:
    header = (
        '<MEDIA_DESCRIPTOR MEDIA_URL="file:///C:/films/a.mp4" MIME_TYPE="video/mp4" TIME_ORIGIN="2000"/>'
        '<MEDIA_DESCRIPTOR MEDIA_URL="file:///C:/films/b.mp4" MIME_TYPE="video/mp4"/>'
    )

    carried = read_eaf(file(tier("t", aligned("a1", 1, 2)), (100, 200), header=header))

    assert spans(carried) == [("t", 2_100_000, 2_200_000)]
    assert carried.films == (CarriedFilm("a.mp4"), CarriedFilm("b.mp4", Micros(2_000_000)))


def test_what_has_no_place_is_told_once_each() -> None:
    content = file(
        '<LICENSE LICENSE_URL="">mine</LICENSE>'
        + tier("a", aligned('a1" EXT_REF="er2', 1, 2), kind="root", more='ANNOTATOR="Rosa"')
        + tier("b", aligned("a2", 1, 2), kind="part", more='PARENT_REF="a" ANNOTATOR="Bob" LANG_REF="eng"')
        + kind("root", vocabulary="far")
        + kind("part", "Included_In")
        + '<LANGUAGE LANG_ID="eng"/><CONTROLLED_VOCABULARY CV_ID="far" EXT_REF="er1"/>'
        + '<LEXICON_REF LEX_REF_ID="l1"/><LEXICON_REF LEX_REF_ID="l2"/>'
        + '<REF_LINK_SET LINK_SET_ID="s1"/><EXTERNAL_REF EXT_REF_ID="er1" TYPE="ecv" VALUE="http://127.0.0.1:9/x"/>',
        (0, 100),
        header='<LINKED_FILE_DESCRIPTOR LINK_URL="x.csv" MIME_TYPE="text/csv"/><PROPERTY NAME="mood">x</PROPERTY>',
        version="3.0",
    )

    losses = read_eaf(content).losses

    told = ("licence", "linked", "language", "far", "lexicons", "Links between", "hangs below", "drawings")
    told += ("mood", "Rosa, Bob")
    assert len(losses) == len(told)
    assert all(any(word in loss for loss in losses) for word in told)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_may_be_in_any_encoding_that_it_names(encoding: str) -> None:
    text = write_eaf(DYAD).decode().replace('encoding="UTF-8"', f'encoding="{encoding.removesuffix("-sig")}"')

    assert read_eaf(text.encode(encoding)) == DYAD


def test_a_point_is_a_millisecond_on_a_tier_of_points() -> None:
    point = replace(DYAD.events[3], start=Micros(7 * MILLISECOND), end=Micros(7 * MILLISECOND))
    document = etree.fromstring(write_eaf(replace(DYAD, events=(point,))))

    assert document.xpath("//TIME_SLOT/@TIME_VALUE") == ["7", "8"]
    assert document.xpath("//TIER/@LINGUISTIC_TYPE_REF")[0] == "points C"
