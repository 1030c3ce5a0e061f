"""Moments for spreadsheets and other programs."""

import csv
import io
import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from vignette.domain.film import FilmId
from vignette.domain.moment import Moment, MomentId, Origin, Reason, Standing
from vignette.domain.person import PersonId
from vignette.domain.span import Micros, Span
from vignette.exchange.moments import COLUMNS, moments_csv, moments_json
from vignette.library import codebook

CODEBOOK = codebook("vig")
AMIRA = PersonId.new()
MOMENT = Moment(
    id=MomentId.new(),
    film=FilmId.new(),
    span=Span(Micros(42_300_000), Micros(47_000_000)),
    title="Noticed and answered",
    principle="C1",
    person=AMIRA,
    origin=Origin.SUGGESTED,
    standing=Standing.KEPT,
    codebook=CODEBOOK.reference,
    reasons=(Reason(Micros(42_300_000), "The person on the left made a sound at 0:42.3."),),
    note="Look, and look again.",
)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_moment_is_one_line_that_a_person_can_read() -> None:
    (row,) = rows(moments_csv([MOMENT], codebook=CODEBOOK, names={AMIRA: "Amira"}))

    assert (row["start_seconds"], row["end_seconds"], row["from"]) == ("42.300000", "47.000000", "0:42.3")
    assert (row["principle"], row["principle_label"]) == ("C1", "Shows that it was noticed")
    assert (row["person"], row["standing"], row["note"]) == ("Amira", "kept", "Look, and look again.")


def test_no_moments_are_a_line_of_names() -> None:
    assert moments_csv([]) == ",".join(COLUMNS) + "\r\n"


def test_a_note_cannot_run_as_a_formula_in_a_spreadsheet() -> None:
    (row,) = rows(moments_csv([replace(MOMENT, note='=HYPERLINK("http://elsewhere")')]))

    assert row["note"].startswith("'=")


def test_a_code_of_another_codebook_gets_no_label_of_this_one() -> None:
    (row,) = rows(moments_csv([replace(MOMENT, codebook="other@1")], codebook=CODEBOOK))

    assert (row["principle"], row["principle_label"]) == ("C1", "")


def test_json_keeps_whole_microseconds_and_says_what_is_not_known() -> None:
    read = json.loads(moments_json([replace(MOMENT, person=None, principle=None)], codebook=CODEBOOK))

    assert read["schema"] == "vignette-moments/1"
    (moment,) = read["moments"]
    assert (moment["start"], moment["end"]) == (42_300_000, 47_000_000)
    assert moment["person"] is moment["principle"] is moment["principle_label"] is None
    assert moment["reasons"] == [{"at": 42_300_000, "words": "The person on the left made a sound at 0:42.3."}]


@given(st.lists(st.integers(0, 10**9), max_size=6), st.randoms(use_true_random=False))
def test_the_order_given_does_not_matter(starts: list[int], random: object) -> None:
    moments = [replace(MOMENT, id=MomentId.new(), span=Span(Micros(s), Micros(s + 5))) for s in starts]
    shuffled = list(moments)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis gives a Random

    assert moments_csv(shuffled) == moments_csv(moments)
    assert moments_json(shuffled) == moments_json(moments)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_whatever_a_guider_writes_comes_back(note: str) -> None:
    (row,) = rows(moments_csv([replace(MOMENT, note=note)]))

    assert row["note"].removeprefix("'") == note.removeprefix("'")
