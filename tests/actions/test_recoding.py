"""A coding keeps the words it was made in when the library gets newer ones, and can move into those."""

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.actions.test_codings import added, event, stands
from tests.album import remembered
from tests.people import Someone, the
from vignette import library
from vignette.actions import codebooks, coding, coding_deeds, codings, recoding
from vignette.domain.coding import CodingId
from vignette.domain.errors import NotAllowed
from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.domain.person import Part
from vignette.domain.recoding import Move

pytestmark = pytest.mark.django_db

RENAMED = {
    'version = "1"': 'version = "2"',
    'code = "TW", label = "Both wait"': 'code = "TN", label = "Nobody has the turn"',
    'code = "TE"': 'code = "TX", shape = "point"',
}
"""How the second version of the codebook of turns differs from the first, which also loses TB."""


@pytest.fixture
@remembered
def begun(alice: Someone, family: FamilyId, film: FilmId) -> CodingId:
    """A coding in the first version, from before there was a second one."""
    its = codings.begin(alice.actor, film, codebook="turns@1")
    hanna, jonas = (the(part, alice, family).id for part in (Part.CLIENT, Part.PARTNER))
    turns = [("TA", 0.0, 0.5, hanna), ("TA", 0.5, 1.0, jonas), ("TB", 1.0, 1.5, None), ("TW", 1.5, 2.0, None)]
    turns.append(("TE", 2.0, 3.0, None))
    coding_deeds.do(alice.actor, its, [added(*(event(start, end, code, who) for code, start, end, who in turns))])
    return its


@pytest.fixture
def newer(begun: CodingId, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library with a second version of the codebook of turns."""
    shutil.copytree(library.PLACE / "codebooks", tmp_path / "codebooks")
    words = (tmp_path / "codebooks" / "turns@1.toml").read_text()
    for before, after in RENAMED.items():
        assert before in words
        words = words.replace(before, after)
    (tmp_path / "codebooks" / "turns@2.toml").write_text(re.sub(r' *\{ code = "TB".*\n', "", words))
    monkeypatch.setattr(library, "PLACE", tmp_path)


@pytest.mark.usefixtures("newer")
def test_a_coding_of_the_older_version_still_opens_in_its_own_words_and_goes_on(
    alice: Someone, begun: CodingId
) -> None:
    desk = coding.see_desk(alice.actor, begun)

    assert desk.book.reference == "turns@1"
    assert all(desk.book.find(each.code) for each in desk.events)
    coding_deeds.do(alice.actor, begun, [added(event(3, 3.5, "TB"))])
    assert len(stands(alice, begun)) == 6


@pytest.mark.usefixtures("newer")
def test_a_new_coding_begins_in_the_newest_version_and_an_older_one_is_told_that_it_is_there(
    alice: Someone, film: FilmId
) -> None:
    offered = {each.name: each.reference for each in codebooks.books()}
    codings.begin(alice.actor, film, codebook=offered["turns"])

    old, new = codings.see_codings(alice.actor, film).codings

    assert offered["turns"] == "turns@2"
    assert [(each.words.reference, each.has_newer_words) for each in (old, new)] == [
        ("turns@1", True),
        ("turns@2", False),
    ]


@pytest.mark.usefixtures("newer")
def test_moving_into_the_newest_version_shows_first_what_would_be_left_out(alice: Someone, begun: CodingId) -> None:
    page = recoding.see_recoding(alice.actor, begun, "")

    assert (page.old.reference, page.new.reference) == ("turns@1", "turns@2")
    assert page.moves == (Move("TA", "TA"), Move("TB", ""), Move("TE", ""), Move("TW", ""))
    assert page.outcome.left_out == 3
    assert [(who and who.name, count) for who, count in page.used[0].people] == [("Hanna", 1), ("Jonas", 1)]


@pytest.mark.usefixtures("newer")
def test_codes_are_split_by_person_merged_and_retyped_into_the_newer_version(
    alice: Someone, family: FamilyId, begun: CodingId
) -> None:
    jonas = the(Part.PARTNER, alice, family).id
    moves = (Move("TA", "TP", frozenset({jonas})), Move("TA", "TA"), Move("TB", "TN"), Move("TW", "TN"))
    moves += (Move("TE", "TX"),)

    shown = recoding.see_recoding(alice.actor, begun, "turns@2", moves).outcome
    made = recoding.recode(alice.actor, begun, "turns@2", moves)

    assert (shown.left_out, shown.joined, shown.shortened, shown.lengthened) == (0, 1, 1, 0)
    events = stands(alice, made)
    assert [(each.code, each.person == jonas, each.is_point) for each in events] == [
        ("TA", False, False),
        ("TP", True, False),
        ("TN", False, False),
        ("TX", False, True),
    ]
    assert Counter(each.code for each in stands(alice, begun)) == {"TA": 2, "TB": 1, "TW": 1, "TE": 1}
    assert coding.see_desk(alice.actor, made).book.reference == "turns@2"


@pytest.mark.usefixtures("newer")
def test_a_code_of_the_older_version_alone_is_no_code_of_the_newer(alice: Someone, begun: CodingId) -> None:
    with pytest.raises(NotAllowed, match="Choose a code of the new codebook"):
        recoding.recode(alice.actor, begun, "turns@2", [Move("TB", "TB")])
