"""Tables for statistics: what is written is what is read, by us and by the tools that people use."""

import csv
import io
import json
from contextlib import suppress
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vignette.domain.codebook import Modifier, Shape
from vignette.domain.coding import Rating
from vignette.domain.person import PersonId
from vignette.domain.span import Micros
from vignette.domain.table import Cell, Column, Holds, Table
from vignette.exchange.carried import Carried, CarriedCode, CarriedEvent, CarriedFilm, Unreadable
from vignette.exchange.csv_file import (
    MOST_LINES,
    WITH_COMMAS,
    WITH_SEMICOLONS,
    Signs,
    dictionary_csv,
    dictionary_json,
    read_csv,
    write_csv,
)
from vignette.exchange.parquet import read_parquet, write_parquet
from vignette.exchange.tables import (
    bouts_table,
    codebook_table,
    lost_in_bouts,
    modifiers_table,
    ratings_table,
    summary_table,
)
from vignette.exchange.tables_in import read_table
from vignette.exchange.text import GUESSED, MAC, WINDOWS

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
NAME = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=6)
WORD = NAME.filter(lambda text: text == text.strip())
OF: dict[Holds, st.SearchStrategy[Cell]] = {
    Holds.TEXT: TEXT,
    Holds.WHOLE: st.none() | st.integers(-(2**60), 2**60),
    Holds.NUMBER: st.none() | st.floats(allow_nan=False, allow_infinity=False),
    Holds.TRUTH: st.none() | st.booleans(),
}


@st.composite
def tables(draw: st.DrawFn) -> Table:
    length = draw(st.integers(0, 4))
    names = draw(st.lists(WORD, min_size=1, max_size=5, unique=True))
    columns = tuple(Column(name, draw(st.sampled_from(Holds)), draw(TEXT), draw(TEXT)) for name in names)
    values = tuple(draw(st.lists(OF[each.holds], min_size=length, max_size=length)) for each in columns)
    return Table("table", draw(TEXT), columns, values)


@st.composite
def codings(draw: st.DrawFn) -> Carried:
    modifiers = tuple(
        Modifier(
            name, draw(WORD), tuple(draw(st.lists(NAME, min_size=1, max_size=3, unique=True))), draw(st.booleans())
        )
        for name in draw(st.lists(WORD, max_size=2, unique=True))
    )
    levels = draw(st.lists(WORD, min_size=1, max_size=2, unique=True))
    codes = tuple(
        CarriedCode(
            code=name,
            shape=draw(st.sampled_from(Shape)),
            label=draw(TEXT),
            hint=draw(TEXT),
            key=draw(TEXT),
            level=draw(st.sampled_from(levels)),
            modifiers=tuple(each.code for each in modifiers if draw(st.booleans())),
        )
        for name in draw(st.lists(NAME, min_size=1, max_size=3, unique=True))
    )
    people = ("Leo", "=Maria", "")
    events = [
        CarriedEvent(
            code=each.code,
            person=draw(st.sampled_from(people)),
            start=(start := Micros(draw(st.integers(0, 10**10)))),
            end=Micros(start if each.shape is Shape.POINT else start + draw(st.integers(1, 10**9))),
            modifiers={m.code: m.values[:1] for m in modifiers if draw(st.booleans())},
            note=draw(TEXT),
        )
        for each in draw(st.lists(st.sampled_from(codes), min_size=1, max_size=5))
    ]
    return Carried(
        title=draw(TEXT),
        coder=draw(TEXT),
        codebook=draw(TEXT),
        films=(CarriedFilm(draw(NAME)),),
        people=tuple(sorted({event.person for event in events} - {""})),
        codes=codes,
        events=tuple(sorted(events, key=lambda e: (e.start, e.end, e.person, e.code))),
        modifiers=modifiers,
        exclusive=frozenset(level for level in levels if draw(st.booleans()) and level in {c.level for c in codes}),
    )


SMALL = Carried(
    title="First film",
    coder="Anna",
    codebook="vig@1",
    films=(CarriedFilm("film.mp4"),),
    people=("Leo", "Maria"),
    codes=(CarriedCode("look", Shape.STATE, "Looks"), CarriedCode("nod", Shape.POINT, "Nods")),
    events=(
        CarriedEvent("look", "Leo", Micros(1_000_400), Micros(2_500_600), {}, "=HYPERLINK(1)"),
        CarriedEvent("nod", "Maria", Micros(3_000_000), Micros(3_000_000)),
        CarriedEvent("look", "Leo", Micros(4_000_000), Micros(5_000_000)),
    ),
)


def same(one: Table, other: Table) -> bool:
    return (one.columns, [list(v) for v in one.values]) == (other.columns, [list(v) for v in other.values])


SIGNS = st.sampled_from([WITH_COMMAS, WITH_SEMICOLONS])


@given(tables(), st.booleans(), SIGNS)
def test_csv_with_its_dictionary_reads_back_the_same(table: Table, mark: bool, signs: Signs) -> None:
    read = read_csv(write_csv(table, byte_order_mark=mark, signs=signs), dictionary_json(table, signs=signs))

    assert same(read, table)
    assert (read.name, read.description) == (table.name, table.description)


@given(tables())
def test_parquet_reads_back_the_same(table: Table) -> None:
    read = read_parquet(write_parquet(table))

    assert same(read, table)
    assert (read.name, read.description) == (table.name, table.description)


@given(tables())
def test_no_text_in_a_csv_is_run_by_a_spreadsheet(table: Table) -> None:
    rows = list(csv.reader(io.StringIO(write_csv(table).decode(), newline="")))

    texts = [
        cell for row in rows[1:] for column, cell in zip(table.columns, row, strict=True) if column.holds is Holds.TEXT
    ]
    assert not [text for text in [*rows[0], *texts] if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]


def test_numbers_stay_numbers_below_nought_too() -> None:
    table = Table("t", "", (Column("a", Holds.NUMBER, ""), Column("b", Holds.WHOLE, "")), ([-1.5, None], [-2, 3]))

    assert write_csv(table) == b"a,b\r\n-1.5,-2\r\n,3\r\n"


def write_german_csv(table: Table) -> bytes:
    return write_csv(table, byte_order_mark=True, signs=WITH_SEMICOLONS)


@given(codings())
def test_a_coding_comes_back_from_its_tables_as_it_was(coding: Carried) -> None:
    for write in (write_csv, write_german_csv, write_parquet):
        sheets = (write(codebook_table(coding)), write(modifiers_table(coding)))
        read = read_table(
            write(bouts_table(coding)), codebook=sheets[0], modifiers=sheets[1] if coding.modifiers else b""
        )

        assert read == coding


def test_pandas_reads_the_table_as_its_dictionary_says(tmp_path: Path) -> None:
    file = tmp_path / "bouts.csv"
    file.write_bytes(write_csv(bouts_table(SMALL), byte_order_mark=True))

    read = pd.read_csv(file)

    assert read["duration_us"].tolist() == [1_500_200, 0, 1_000_000]
    assert read["duration_ms"].tolist() == [1_501, 0, 1_000]
    told = {each["name"]: each for each in json.loads(dictionary_json(bouts_table(SMALL)))["fields"]}
    assert {name: told[name]["type"] for name in read.columns} == {
        name: "integer" if name.endswith(("_ms", "_us")) else "string" for name in read.columns
    }
    assert (told["start_ms"]["unit"], told["start_us"]["unit"]) == ("milliseconds", "microseconds")


def test_with_semicolons_pandas_reads_it_as_a_german_spreadsheet_does_and_the_dictionary_says_so() -> None:
    numbers = Column("share", Holds.NUMBER, "How much of the time")
    table = Table("t", "", (Column("who, and whom", Holds.TEXT, ""), numbers), (["Ä; Ö", "1,5"], [0.25, None]))

    content = write_csv(table, byte_order_mark=True, signs=WITH_SEMICOLONS)

    read = pd.read_csv(io.BytesIO(content), sep=";", decimal=",", encoding="utf-8-sig")
    assert read["who, and whom"].tolist() == ["Ä; Ö", "1,5"]
    assert read["share"].tolist()[0] == 0.25
    schema = json.loads(dictionary_json(table, signs=WITH_SEMICOLONS))
    assert (schema["dialect"]["delimiter"], schema["fields"][1]["decimalChar"]) == (";", ",")
    told = csv.DictReader(io.StringIO(dictionary_csv(table, signs=WITH_SEMICOLONS).decode("utf-8-sig")), delimiter=";")
    assert [row["decimal"] for row in told] == ["", ","]


def test_a_name_full_of_other_signs_parts_no_first_line() -> None:
    for name in ("a;b;c;d", "a\tb\tc\td", "a,b,c,d", "how, then; so"):
        table = Table("t", "", (Column(name, Holds.TEXT, ""), Column("b", Holds.WHOLE, "")), (["x"], [1]))
        for signs in (WITH_COMMAS, WITH_SEMICOLONS):
            assert same(read_csv(write_csv(table, signs=signs), dictionary_json(table, signs=signs)), table)


def test_parquet_carries_units_and_meanings_with_each_column() -> None:
    schema = pq.read_schema(io.BytesIO(write_parquet(bouts_table(SMALL))))

    assert schema.field("start_us").metadata[b"unit"] == b"microseconds"
    assert schema.field("start_us").metadata[b"description"] == b"Where it starts in the film"
    assert str(schema.field("start_us").type) == "int64"


def test_the_dictionary_says_what_the_apostrophe_is() -> None:
    rows = list(csv.DictReader(io.StringIO(dictionary_csv(bouts_table(SMALL)).decode("utf-8-sig"))))

    assert next(row["guard"] for row in rows if row["column"] == "note").startswith("Text that begins with =")
    assert next(row["guard"] for row in rows if row["column"] == "start_us") == ""
    assert b"'=HYPERLINK(1)" in write_csv(bouts_table(SMALL))


def test_a_session_is_one_row() -> None:
    table = summary_table([SMALL, SMALL])

    assert len(table) == 2
    assert list(table["Leo: look, count"]) == [2, 2]
    assert list(table["Leo: look, total_us"]) == [2_500_200, 2_500_200]
    assert list(table["Maria: nod, count"]) == [1, 1]


def test_a_rating_is_one_row() -> None:
    leo = PersonId.new()

    table = ratings_table(
        [Rating("warmth", leo, 6)], {leo: "Leo"}, session="First film", coder="Anna", codebook="vig@1"
    )

    assert list(table.rows()) == [("First film", "Anna", "vig@1", "Leo", "warmth", 6, "")]


def test_what_the_table_of_bouts_does_not_carry_is_said() -> None:
    idle = CarriedCode("wave", Shape.POINT, hint="Waves")
    more = Carried("", "", "", (CarriedFilm("a", Micros(1)),), ("Leo", "Tim"), (*SMALL.codes, idle), SMALL.events)

    assert lost_in_bouts(more, with_codebook=False) == (
        "Of the films only the name of the first is kept, not how long they are and how they lie.",
        "People of whom nothing was coded are left out: Tim.",
        "Codes that do not occur are left out: wave.",
        "Hints, keys and what codes exclude each other are in the codebook's own sheet only.",
    )
    assert lost_in_bouts(SMALL, with_codebook=True) == ()


def test_a_table_from_elsewhere_needs_only_a_code_and_a_start() -> None:
    read = read_table(
        "\ufeffcode;start_s;end_s;weather\nlook;1.5;2\nnod;3;\n".replace(";2\n", ";2;fine\n")
        .replace("3;\n", "3;;\n")
        .encode()
    )

    assert [(e.code, e.start, e.end) for e in read.events] == [
        ("look", 1_500_000, 2_000_000),
        ("nod", 3_000_000, 3_000_000),
    ]
    assert [(each.code, each.shape) for each in read.codes] == [("look", Shape.STATE), ("nod", Shape.POINT)]
    assert read.losses == ("The column “weather” has no place here.",)


GERMAN = "Code;Person;start_s;end_s\r\nlächelt;Jörg;0,5;1,25\r\nnickt;Zoë;2;\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "mac_roman", "utf-16"])
@pytest.mark.parametrize(
    "text",
    [GERMAN, GERMAN.replace(";", "\t"), f"sep=;\r\n{GERMAN}", GERMAN.replace("\r\n", "\r"), GERMAN + ";;;\r\n"],
    ids=["semicolons", "tabs", "sep=", "old Mac", "empty rows"],
)
def test_a_table_is_read_however_a_spreadsheet_that_writes_1_comma_5_saved_it(text: str, encoding: str) -> None:
    read = read_table(text.encode(encoding))

    assert [(e.code, e.person, e.start, e.end) for e in read.events] == [
        ("lächelt", "Jörg", 500_000, 1_250_000),
        ("nickt", "Zoë", 2_000_000, 2_000_000),
    ]
    guessed = {"cp1252": (GUESSED[WINDOWS],), "mac_roman": (GUESSED[MAC],)}
    assert read.losses == guessed.get(encoding, ())


@given(st.lists(st.integers(0, 10**11), min_size=1, max_size=5), st.sampled_from([",", ";", "\t"]), st.booleans())
def test_no_time_changes_with_the_way_in_which_numbers_are_written(times: list[int], between: str, comma: bool) -> None:
    written = [f"{time // 10**6}.{time % 10**6:06}" for time in times]
    cells = [f'"{each.replace(".", ",")}"' if comma else each for each in written]

    read = read_table("".join([f"code{between}start_s\n", *(f"look{between}{each}\n" for each in cells)]).encode())

    assert [event.start for event in read.events] == times


@pytest.mark.parametrize(
    ("content", "starts"),
    [
        ("code;start_s\nlook;1.234,5\nnod;2", [1_234_500_000, 2_000_000]),
        ("code;start_s\nlook;1\u202f234,5\nnod;2", [1_234_500_000, 2_000_000]),
        ("code;start_s\nlook;1’234.5\nnod;2", [1_234_500_000, 2_000_000]),
        ('code,start_ms\nlook,"1,500"\nnod,12', [1_500_000, 12_000]),
        ("code\tstart_ms\nlook\t1,500.25\nnod\t12", [1_500_250, 12_000]),
        ("code;start_s\nlook;12.345\nnod;1.500", [12_345_000, 1_500_000]),
        ("code;start_s\nlook;12,345\nnod;1,5", [12_345_000, 1_500_000]),
    ],
)
def test_a_sign_between_thousands_is_told_from_one_before_decimals(content: str, starts: list[int]) -> None:
    assert [event.start for event in read_table(content.encode()).events] == starts


def test_a_time_of_microseconds_in_seconds_is_read_from_parquet_too() -> None:
    columns = (Column("code", Holds.TEXT, ""), Column("start_s", Holds.NUMBER, ""))

    read = read_table(write_parquet(Table("t", "", columns, (["look", "nod"], [0.00001, 1.5]))))

    assert [event.start for event in read.events] == [10, 1_500_000]


def test_what_spreadsheets_and_statistics_leave_around_a_table_is_not_taken_for_codes() -> None:
    read = read_table(b'"code","start_s","end_s","",""\n"look",1,2,,\n"nod",3,NA\n,,,,\n"look",5,6\n')

    assert [(e.code, e.start // 10**6, e.end // 10**6) for e in read.events] == [
        ("look", 1, 2),
        ("nod", 3, 3),
        ("look", 5, 6),
    ]
    assert read.losses == ()


def test_whoever_changes_the_rounded_times_of_our_table_is_told_which_ones_count() -> None:
    moved = write_csv(bouts_table(SMALL)).replace(b",3000,3000,0,", b",3400,3400,0,")

    read = read_table(moved)

    assert read.events == read_table(write_csv(bouts_table(SMALL))).events
    assert read.losses == (
        "start_ms and start_us tell different times; start_us was taken: 1.",
        "end_ms and end_us tell different times; end_us was taken: 1.",
    )


def test_an_end_in_another_unit_than_the_start_is_an_end_all_the_same() -> None:
    (event,) = read_table(b"code,start_s,end_ms\nlook,1.5,2250\n").events

    assert (event.start, event.end) == (1_500_000, 2_250_000)


def test_a_truth_that_a_spreadsheet_wrote_in_its_language_stays_true() -> None:
    sheet = b"code;shape;level;exclusive\nlook;state;gaze;WAHR\nturn;state;gaze;WAHR\n"

    assert read_table(b"code,start_s\nlook,1\n", codebook=sheet).exclusive == {"gaze"}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"\xff\xfe\x00", "letters that are not known here"),
        (b"code,start_s\n\0,1\n", "save it again in UTF-8"),
        (b'code,start_s\n"look,1\n', "quotation mark is left open"),
        (b"code,start_s\n" + b"x" * 200_000 + b",1\n", "far too long"),
        (b"code,start_s\nlook,1,2\n", "Row 2 of this table has 3 cells where 2 are named"),
        (b"code,start_s\n\nlook\n", "Row 3 of this table does not tell when"),
        (b"code,start_s,\nlook,1,2\n", "Column 3 of this table has no name"),
        (b"code,start_s\r\nlook,NA\r\n", "no number"),
        (b"code;start_s\nlook;0,5\nnod;0.75\n", "in two ways, “0.75” and “0,5”"),
        (b"code;start_ms\nlook;12\nnod;1.500\n", "Nobody can tell whether “1.500”"),
        (b"code\tstart_ms\nlook\t12\nnod\t1,500\n", "Nobody can tell whether “1,500”"),
        (b"code;start_s\nlook;0,5\nnod;k,A\n", "Row 3 of this table tells a time that is no number: “k,A”"),
        (b"code,code\nlook,1\n", "same name"),
        (b"code,start_s" + b"\n" * (MOST_LINES + 1), "more than 2000000 lines"),
        (b"start_s\n1\n", "no column"),
        (b"code\nlook\n", "does not tell when"),
        (b"code,start_s\nlook,soon\n", "Row 2 of this table tells a time that is no number"),
        (b"code,start_s\nlook,1e9\n", "no number"),
        (b"code,start_s\nlook,nan\n", "no number"),
        (b"code,start_s\nlook,-1\n", "outside of any film"),
        (b"code,start_us\nlook,9999999999999999999999\n", "no number"),
        (b"code,start_s,end_s\nlook,3,2\n", "ends before it starts"),
        (b"code,start_s\n,3\n", "Row 2 of this table has no code"),
        (b"code,start_s,shape\nlook,3,blob\n", "A shape is"),
        (b"session,code,start_s\none,look,3\ntwo,look,4\n", "more than one session"),
        (b"PAR1 and then nothing", "Parquet file is broken"),
        (write_parquet(bouts_table(SMALL))[:-9], "Parquet file is broken"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_table_that_cannot_be_one_gets_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence) as refused:
        read_table(content)

    assert str(refused.value).count(".") <= 2


@given(st.binary(max_size=300))
def test_no_bytes_bring_anything_but_a_coding_or_a_sentence(content: bytes) -> None:
    for start in (b"", b"code,start_s\n", b"PAR1"):
        try:
            read = read_table(start + content)
        except Unreadable:
            continue
        assert isinstance(read, Carried)


@given(st.integers(0, 10_000), st.integers(0, 255))
def test_a_damaged_parquet_file_brings_nothing_but_a_sentence(place: int, value: int) -> None:
    whole = bytearray(write_parquet(bouts_table(SMALL)))
    whole[place % len(whole)] = value
    with suppress(Unreadable):
        assert isinstance(read_table(bytes(whole)), Carried)


def test_a_table_with_another_dictionary_is_refused() -> None:
    with pytest.raises(Unreadable, match="other columns than its data dictionary"):
        read_csv(write_csv(bouts_table(SMALL)), dictionary_json(codebook_table(SMALL)))
    with pytest.raises(Unreadable, match="no data dictionary"):
        read_csv(write_csv(bouts_table(SMALL)), b"[]")
