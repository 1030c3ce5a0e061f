"""A spreadsheet of Datavyu is read as its columns and cells say, and what we write comes back to the millisecond."""

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.carrying import JUNK, carried, damaged, in_order, names, wild
from tests.exchange.codings import DYAD
from vignette.domain.codebook import Modifier, Shape
from vignette.domain.span import Micros
from vignette.exchange.carried import Carried, CarriedCode, CarriedEvent, CarriedFilm, Unreadable
from vignette.exchange.datavyu import lost_in_opf, read_opf, write_opf
from vignette.exchange.datavyu.opening import MOST_BYTES
from vignette.exchange.text import GUESSED, MAC, WINDOWS

PROJECT = "!project\ndbFile: null\nname: visit\norigpath: /data\nversion: 5\nviewerSettings: []\n"
DB = r"""#4
mother (MATRIX,true,)-initiative|NOMINAL,how|NOMINAL,words|TEXT
00:00:01:040,00:00:03:000,(look,soft,)
00:00:03:000,00:00:04:200,(name,,so\, you see it \(there\)\
now)
turn (NOMINAL,true,)
00:00:02:000,00:00:02:000,child
01:00:05:000,01:00:05:000,mother
remarks (TEXT,true,)
00:00:09:000,00:00:10:000,well\-rested\, calm
"""
"""Written by hand after what Datavyu's own SaveDataStoreFileController writes."""
GOLDEN = Path(__file__).parent / "golden"
SMILES = CarriedCode("smiles", Shape.STATE)
ABOUT = "vignette (MATRIX,false,)-about|NOMINAL,value|TEXT\n00:00:00:000,00:00:00:000,"


def packed(db: str | bytes = DB, project: str = PROJECT, **more: str) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as into:
        for name, text in {"project": project, "db": db, **more}.items():
            into.writestr(name, text)
    return content.getvalue()


def coding(*events: CarriedEvent, **more: Any) -> Carried:
    given: dict[str, Any] = {"title": "one", "coder": "", "codebook": "", "films": (), "people": ("Ada",)}
    return Carried(**{**given, "codes": (SMILES,), "events": events, **more})


def test_columns_are_codes_and_their_choices_modifiers() -> None:
    one = read_opf(packed())

    assert one.title == "visit"
    assert one.codes == (
        CarriedCode("mother", Shape.STATE, modifiers=("initiative", "how")),
        CarriedCode("turn", Shape.POINT, modifiers=("turn",)),
        CarriedCode("remarks", Shape.STATE),
    )
    assert one.modifiers == (
        Modifier("initiative", "initiative", ("look", "name")),
        Modifier("how", "how", ("soft",)),
        Modifier("turn", "turn", ("child", "mother")),
    )
    assert one.losses == ()


def test_cells_are_events_with_their_words_unescaped() -> None:
    assert read_opf(packed()).events == (
        CarriedEvent("mother", "", Micros(1_040_000), Micros(3_000_000), {"initiative": ("look",), "how": ("soft",)}),
        CarriedEvent("turn", "", Micros(2_000_000), Micros(2_000_000), {"turn": ("child",)}),
        CarriedEvent(
            "mother",
            "",
            Micros(3_000_000),
            Micros(4_200_000),
            {"initiative": ("name",)},
            "words: so, you see it (there)\nnow",
        ),
        CarriedEvent("remarks", "", Micros(9_000_000), Micros(10_000_000), {}, "well-rested, calm"),
        CarriedEvent("turn", "", Micros(3_605_000_000), Micros(3_605_000_000), {"turn": ("mother",)}),
    )


def test_what_datavyu_itself_saves_is_read_as_it_shows_it() -> None:
    one = read_opf((GOLDEN / "visit.opf").read_bytes())

    words = "so, you see it (there)|-\\\nوين الكرة؟ 👶🏽"
    assert one.title == "visit ü"
    assert [code.code for code in one.codes] == ["mother", "turn", "remarks", "empty"]
    assert [(e.code, e.start // 1000, e.end // 1000, e.modifiers, e.note) for e in one.events] == [
        ("mother", 1040, 3000, {"initiative": ("look",)}, ""),
        ("turn", 2000, 2000, {"turn": ("child",)}, ""),
        ("turn", 2500, 2500, {}, ""),
        ("mother", 3000, 4200, {"initiative": ("name",), "words": (words,)}, ""),
        ("remarks", 9000, 10000, {}, "well-rested, calm\nés <remarks>"),
        ("turn", 3605000, 3605000, {"turn": ("mother",)}, ""),
    ]
    assert one.losses == ()


def test_a_coding_of_ours_that_datavyu_saved_again_is_the_same() -> None:
    saved = read_opf((GOLDEN / "dyad.opf").read_bytes())

    assert saved == read_opf(write_opf(DYAD))
    assert (saved.coder, saved.codes, saved.modifiers) == (DYAD.coder, DYAD.codes, DYAD.modifiers)


@pytest.mark.parametrize("letters", [WINDOWS, MAC])
def test_what_older_windows_and_macs_wrote_is_read_and_what_was_assumed_is_said(letters: str) -> None:
    db = "#4\nblick (MATRIX,true,)-wie|NOMINAL,worte|TEXT\n00:00:01:000,00:00:02:000,(schön,für Zoë – ja)\n"

    one = read_opf(packed(db.encode(letters)))

    assert [(each.modifiers, each.note) for each in one.events] == [({"wie": ("schön",)}, "worte: für Zoë – ja")]
    assert one.losses == (GUESSED[letters],)


def test_where_letters_leave_it_open_the_folders_tell_which_computer_it_was() -> None:
    words = "#4\nwords (TEXT,true,)\n00:00:01:000,00:00:02:000,{}\n"
    on_mac = PROJECT.replace("/data", "/Users/ada/Films")
    on_windows = PROJECT.replace("/data", '"C:\\\\Users\\\\ada"')

    assert read_opf(packed(words.format("cœur").encode(WINDOWS), on_windows)).events[0].note == "cœur"
    assert read_opf(packed(words.format("fún").encode(MAC), on_mac)).events[0].note == "fún"


def test_points_may_have_an_onset_only() -> None:
    one = read_opf(packed("#4\nnod (NOMINAL,true,)\n00:00:02:000,00:00:00:000,\n00:00:05:000,00:00:00:000,\n"))

    assert one.codes[0].shape is Shape.POINT
    assert [(e.start, e.end) for e in one.events] == [(2_000_000, 2_000_000), (5_000_000, 5_000_000)]


def test_a_cell_without_its_end_is_named_among_cells_that_have_one() -> None:
    one = read_opf(packed("#4\nlook (NOMINAL,true,)\n00:00:02:000,00:00:03:000,\n00:00:05:000,00:00:00:000,\n"))

    assert [(e.start, e.end) for e in one.events] == [(2_000_000, 3_000_000)]
    assert one.losses == ("A cell of “look” begins at 5.000 s and never ends: it is left out.",)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("plain one", "plain one"),
        ("'it''s here'", "it's here"),
        (r'"M\xFCnchen \u2013 1"', "München – 1"),
        ('"a long name that\\\n  \\ goes on"', "a long name that goes on"),
        ("!!javax.script.ScriptEngineManager [x]", "!!javax.script.ScriptEngineManager [x]"),
    ],
)
def test_the_name_of_a_sheet_is_text_whatever_it_says(line: str, name: str) -> None:
    assert read_opf(packed(project=PROJECT.replace("visit", line))).title == name


def test_films_come_with_the_offsets_that_older_versions_wrote() -> None:
    films = "- !vs\n  feed: C:\\films\\front.mov\n  offset: '0'\n- !vs\n  feed: /films/side.mov\n  offset: '-1520'\n"

    one = read_opf(packed(project=PROJECT.replace("[]", f"\n{films}")))
    assert one.films == (CarriedFilm("front.mov"), CarriedFilm("side.mov", Micros(-1_520_000)))


def test_a_packed_folder_with_the_shadows_of_a_mac_is_one_sheet() -> None:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as into:
        for name, text in {"visit/project": PROJECT, "visit/db": DB, "__MACOSX/visit/db": "\0"}.items():
            into.writestr(name, text)

    assert read_opf(content.getvalue()) == read_opf(packed())


@given(carried())
def test_a_coding_in_milliseconds_comes_back_as_it_was(one: Carried) -> None:
    back = read_opf(write_opf(one))

    assert in_order(back) == in_order(one)
    assert back.losses == ()


@given(carried(names | wild))
def test_names_that_mean_something_to_datavyu_come_back_or_are_named(one: Carried) -> None:
    assert lost_in_opf(one) or in_order(read_opf(write_opf(one))) == in_order(one)


def test_smiles_that_touch_or_stand_inside_each_other_all_survive() -> None:
    smiles = [CarriedEvent("smiles", "Ada", Micros(a * 1000), Micros(b * 1000)) for a, b in [(0, 9), (2, 3), (9, 12)]]

    assert lost_in_opf(coding(*smiles)) == ()
    assert read_opf(write_opf(coding(*smiles))).events == tuple(smiles)


def test_times_between_milliseconds_are_moved_and_named() -> None:
    one = coding(CarriedEvent("smiles", "Ada", Micros(33_367), Micros(66_733)))

    assert lost_in_opf(one) == ("Of “smiles” of Ada, 1 are moved to the nearest millisecond; the first is at 0.033 s.",)
    assert [(e.start, e.end) for e in read_opf(write_opf(one)).events] == [(33_000, 67_000)]


@pytest.mark.parametrize(
    ("one", "named"),
    [
        (coding(codes=(CarriedCode("A. (smiles)", Shape.STATE),)), "is called A___smiles_ in Datavyu"),
        (coding(CarriedEvent("nods", "Ada", Micros(0), Micros(0))), "“nods” is coded and defined nowhere"),
        (
            coding(CarriedEvent("smiles", "", Micros(0), Micros(0), {"how": ("soft",)})),
            "modifiers that Datavyu cannot hold",
        ),
        (coding(CarriedEvent("smiles", "", Micros(0), Micros(400_000_000_000))), "outside of what Datavyu can count"),
        (coding(CarriedEvent("smiles", "", Micros(0), Micros(0), {}, "a\rb")), "ends of lines"),
        (coding(CarriedEvent("smiles", " Ada", Micros(0), Micros(0))), "begin or end with blanks"),
        (coding(codes=(SMILES, SMILES)), "defined twice"),
        (coding(films=(CarriedFilm("front.mp4"),)), "choose them there"),
    ],
)
def test_what_datavyu_has_no_place_for_is_named(one: Carried, named: str) -> None:
    read_opf(write_opf(one))

    assert any(named in loss for loss in lost_in_opf(one)), lost_in_opf(one)


def bomb() -> bytes:
    """A sheet that says it is small, and unpacks to more than anybody reads."""
    content = packed("#4\n" + " " * (MOST_BYTES + 1))
    return content.replace((MOST_BYTES + 4).to_bytes(4, "little"), (100).to_bytes(4, "little"))


def locked() -> bytes:
    content = bytearray(packed())
    for mark, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = content.find(mark)
        while at >= 0:
            content[at + flags] |= 1
            at = content.find(mark, at + 1)
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"", "is empty"),
        (b"\0" * 512, "is empty"),
        (b"PK\x03\x04 but no more", "packing cannot be opened"),
        (packed()[:-30], "packing cannot be opened"),
        (packed("#4\n" + " " * (MOST_BYTES + 1)), "more than 8 MB"),
        (bomb(), "cannot be opened|more than 8 MB"),
        (locked(), "password"),
        (packed(**{"../db": "x"}), "outside of itself"),
        (packed(**{"/etc/db": "x"}), "outside of itself"),
        (packed(**{str(each): "" for each in range(200)}), "packs 202 files"),
        (packed(**{"copy/db": DB}), "2 parts called “db”"),
        (packed(b"#4\nlook (TEXT,true,)\n00:00:01:000,00:00:02:000,\xba\xc3\x81\n"), "UTF-8"),
        (packed("#4\n00:00:01:000,00:00:02:000,(a)\n"), "before any column"),
        (packed("#4\nlook (NOMINAL,true\n"), "neither a column nor a cell"),
        (packed("#4\nlook (NOMINAL,true,)\nlook (TEXT,true,)\n"), "two columns “look”"),
        (packed("#4\nlook (MATRIX,true,)-a|NOMINAL\n00:00:01:000,00:00:02:000,(a,b)\n"), "more or fewer codes"),
        (packed("#4\nlook (MATRIX,true,)-a|NOMINAL\n00:00:01:000,00:00:02:000,a\n"), "no brackets"),
        (packed("#4\nlook (TEXT,true,)\n00:99:01:000,00:00:02:000,\n"), "59 minutes"),
        (packed("#4\nlook (TEXT,true,)\n999:00:01:000,00:00:02:000,\n"), "beyond any film"),
        (packed(ABOUT + "(mood,1)\n"), "newer version"),
        (packed(ABOUT + "(code," + "[" * 50_000 + ")\n"), "nested deeper"),
    ],
)
def test_what_nobody_should_open_is_refused_in_one_sentence(content: bytes, named: str) -> None:
    with pytest.raises(Unreadable, match=named) as refused:
        read_opf(content)

    assert str(refused.value).endswith(".")
    assert len(str(refused.value)) < 250


def opens_or_is_refused(content: bytes) -> None:
    try:
        read = read_opf(content)
    except Unreadable:
        return
    write_opf(read)


OURS = write_opf(
    coding(
        CarriedEvent("smiles", "Ada", Micros(0), Micros(5000), {"how": ("a", "b")}, "so, (there)"),
        films=(CarriedFilm("front.mp4", Micros(5), Micros(7), 25.0),),
        codes=(CarriedCode("smiles", Shape.STATE, level="face", modifiers=("how",)),),
        modifiers=(Modifier("how", "", ("a", "b"), takes_many=True),),
        exclusive=frozenset({"face"}),
    )
)
OUR_DB = zipfile.ZipFile(BytesIO(OURS)).read("db")


@given(st.binary() | damaged(OURS) | damaged(packed()))
def test_bytes_of_any_kind_are_read_or_refused(content: bytes) -> None:
    opens_or_is_refused(content)


@given(damaged(OUR_DB) | damaged(DB.encode()), damaged(PROJECT.encode()))
def test_texts_of_any_kind_are_read_or_refused(db: bytes, project: bytes) -> None:
    opens_or_is_refused(packed(db, project.decode("latin-1")))


@given(st.sampled_from(["coding", "film", "person", "code", "modifier", "exclusive"]), JUNK)
def test_our_own_column_is_trusted_no_more_than_any_other(what: str, value: object) -> None:
    text = "".join(f"\\{each}" if each in "\\()-,|" else each for each in json.dumps(value))

    opens_or_is_refused(packed(f"#4\n{ABOUT}({what},{text})\n"))
