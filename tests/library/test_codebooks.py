"""Every codebook of the library can be coded with: by its keys, in its words, and with what it refers to."""

import re
import string
from pathlib import Path

import pytest

from vignette import library
from vignette.domain.codebook import Codebook, Move, Shape
from vignette.domain.errors import Misconfigured

BOOKS = {each.name: each for each in library.codebooks()}
KEYS = Path(__file__).parents[2] / "timeline" / "src" / "coding" / "keyboard.ts"
LONGEST_SENTENCE = 20
every_book = pytest.mark.parametrize("book", BOOKS.values(), ids=BOOKS.keys())


def sentences(hint: str) -> list[str]:
    return re.split(r"(?<=\.) ", hint)


def test_those_of_the_field_are_there_each_under_its_own_name() -> None:
    assert set(BOOKS) == {"vig", "vig-first", "yes-series", "partner", "mind-mindedness", "turns"}
    assert [library.codebook(name) for name in BOOKS] == list(BOOKS.values())


def test_they_stand_by_their_title() -> None:
    titles = [each.title for each in library.codebooks()]

    assert titles == sorted(titles)


def of_the_player() -> set[str]:
    """Letters that play a film or mark it while it is coded, as its page has them."""
    table = (
        KEYS.read_text().partition("const STANDARD: Readonly<Record<string, CodingCommand>> = {")[2].partition("\n}")[0]
    )
    return set(re.findall(r"^  ([a-z]): \{", table, re.MULTILINE))


@every_book
def test_a_key_is_one_letter_that_neither_plays_the_film_nor_is_another_codes(book: Codebook) -> None:
    keys = [each.key for each in book.principles if each.key]

    assert of_the_player() >= set("jkl")
    assert set(keys) <= set(string.ascii_lowercase) - of_the_player()
    assert len(set(keys)) == len(keys)


def test_the_largest_codebook_leaves_no_letter_unused() -> None:
    keys = {each.key for each in BOOKS["vig"].principles if each.key}

    assert keys == set(string.ascii_lowercase) - of_the_player()


def test_a_codebook_on_top_of_another_says_the_same_of_what_it_takes_over_and_nothing_of_the_rest() -> None:
    whole, first = BOOKS["vig"], BOOKS["vig-first"]

    assert first.extends == "vig@1"
    assert first.levels == whole.levels[:3]
    assert first.principles == tuple(each for each in whole.principles if each.level in "ABC")
    assert [each.code for each in first.scales] == ["attention", "room", "reception"]


def test_a_codebook_that_takes_a_code_in_its_own_words_takes_its_key_as_well() -> None:
    own = {"letter": "A", "title": "Ours", "attuned": True, "principle": [
        {"code": "X1", "label": "Looks up", "hint": "Looks up.", "key": "a"},
        {"code": "A2", "label": "Waits long", "hint": "Waits."},
    ]}  # fmt: skip
    made = BOOKS["vig"].extended(
        Codebook.from_table({"name": "ours", "version": "1", "title": "Ours", "level": [own]}), without=["A3"]
    )

    assert {each.code: each.key for each in made.principles if each.level == "A"} == {
        "A1": "", "A2": "", "A4": "q", "A5": "e", "X1": "a",
    }  # fmt: skip
    assert dict(made.levels)["A"] == "Ours"


def test_a_code_in_other_words_is_the_move_it_was_unless_it_says_another() -> None:
    own = {"letter": "I", "title": "Ours", "attuned": True, "principle": [
        {"code": "IG", "label": "Seeks a look", "hint": "Looks up."},
        {"code": "IV", "label": "Answers aloud", "hint": "Answers.", "move": "takes up"},
    ]}  # fmt: skip
    made = BOOKS["partner"].extended(
        Codebook.from_table({"name": "ours", "version": "1", "title": "Ours", "level": [own]})
    )

    assert set(made.moves(Move.BEGINS)) == {"IG", "IT", "IO", "IA", "ID"}
    assert set(made.moves(Move.TAKES_UP)) == {"RA", "IV"}


@pytest.mark.parametrize("name", ["yes-series", "partner", "mind-mindedness", "turns"])
def test_a_codebook_that_a_hand_can_hold_has_a_key_for_every_code(name: str) -> None:
    assert all(each.key for each in BOOKS[name].principles)


@every_book
def test_a_code_has_a_short_label_and_says_in_a_sentence_or_two_how_to_know_it(book: Codebook) -> None:
    for each in book.principles:
        assert 1 <= len(each.label.split()) <= 9
        assert 1 <= len(sentences(each.hint)) <= 2
        for sentence in sentences(each.hint):
            assert re.fullmatch(r"[A-Z][^.]*\.", sentence)
            assert len(sentence.split()) <= LONGEST_SENTENCE


@every_book
def test_a_code_is_written_in_letters_and_digits_which_every_format_can_carry(book: Codebook) -> None:
    assert all(re.fullmatch(r"[A-Z0-9]{2}", each.code) for each in book.principles)
    assert not {"NA"} & {each.code for each in book.principles}, "programs for tables take this for a missing value"


@every_book
def test_nothing_it_refers_to_is_missing(book: Codebook) -> None:
    codes = {each.code for each in book.principles}

    assert {each.level for each in book.principles} == {letter for letter, _ in book.levels}
    assert {each.within for each in book.principles} <= codes | {""}
    assert {m for each in book.principles for m in each.modifiers} == {each.code for each in book.modifiers}
    assert not book.extends or library.codebook_called(book.extends)


@every_book
def test_a_modifier_leaves_a_choice_between_words_that_differ(book: Codebook) -> None:
    for each in book.modifiers:
        assert len(set(each.values)) == len(each.values) >= 2
        assert not any(mark in value for value in each.values for mark in "|;\n")


@every_book
def test_a_scale_goes_from_one_to_seven_and_says_what_both_ends_mean(book: Codebook) -> None:
    for each in book.scales:
        assert (each.lowest, each.highest) == (1, 7)
        assert each.low != each.high
        assert re.fullmatch(r"[A-Z][^.]*\.", each.hint)


def test_each_level_of_contact_can_also_be_rated_over_the_whole_film() -> None:
    attuned = {each.level for each in BOOKS["vig"].principles if each.is_attuned}

    assert len(BOOKS["vig"].scales) == len(attuned) == 6


def test_moments_that_were_marked_before_keep_their_codebook() -> None:
    assert BOOKS["vig"].reference == "vig@1"


def test_a_yes_stands_against_every_no_and_only_a_yes_belongs_into_a_reel() -> None:
    yes = [each for each in BOOKS["yes-series"].principles if each.is_attuned]
    no = [each for each in BOOKS["yes-series"].principles if not each.is_attuned]

    assert [each.code[1:] for each in yes] == [each.code[1:] for each in no] == list("123456")


@pytest.mark.parametrize("name", ["turns", "mind-mindedness"])
def test_where_one_thing_is_always_so_each_code_ends_all_others(name: str) -> None:
    book = BOOKS[name]
    codes = {each.code for each in book.principles}

    assert all(book.rivals(code) == codes - {code} for code in codes)


def test_what_the_partner_begins_is_over_at_once_and_what_they_show_meanwhile_lasts() -> None:
    shapes = {each.code: each.shape for each in BOOKS["partner"].principles}

    assert {shapes[code] for code in ("IV", "IG", "IT", "IO", "IA", "ID", "RA", "RN", "RT")} == {Shape.POINT}
    assert {shapes[code] for code in ("SM", "VO", "MG")} == {Shape.STATE}


def test_what_the_partner_begins_in_one_codebook_is_received_in_another() -> None:
    partner, guidance = BOOKS["partner"], BOOKS["vig"]

    assert set(partner.moves(Move.BEGINS)) == {"IV", "IG", "IT", "IO", "IA", "ID"}
    assert partner.moves(Move.TAKES_UP) == ("RA",)
    assert partner.moves(Move.TURNS_AWAY) == ("RT",)
    assert set(guidance.moves(Move.RECEIVES)) == {each.code for each in guidance.principles if each.level == "C"}


@every_book
def test_a_codebook_that_is_written_down_is_read_again_as_it_was(book: Codebook) -> None:
    assert Codebook.from_table(book.to_table()) == book


def kept(place: Path, file: str, *, name: str, version: str, extends: str = "", codes: str = "AB") -> None:
    """A small codebook in the folder of codebooks at `place`."""
    told = f'name = "{name}"\nversion = "{version}"\ntitle = "T"\nextends = "{extends}"\n[[level]]\n'
    its = ",".join(f'{{ code = "{code}", label = "L", hint = "H." }}' for code in codes)
    folder = place / "codebooks"
    folder.mkdir(exist_ok=True)
    (folder / f"{file}.toml").write_text(f'{told}letter = "A"\ntitle = "L"\nattuned = true\nprinciple = [{its}]\n')


def codes_of(book: Codebook) -> str:
    return "".join(each.code for each in book.principles)


class TestVersions:
    @pytest.fixture(autouse=True)
    def _elsewhere(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(library, "PLACE", tmp_path)

    def test_the_newest_is_offered_and_every_one_is_found_by_what_it_is_called(self, tmp_path: Path) -> None:
        for version, codes in (("9", "AB"), ("10", "ABC"), ("2", "A")):
            kept(tmp_path, f"ours@{version}", name="ours", version=version, codes=codes)

        assert [each.reference for each in library.codebooks()] == ["ours@10"]
        assert codes_of(library.codebook("ours")) == "ABC"
        assert [codes_of(library.codebook_called(f"ours@{each}")) for each in (2, 9, 10)] == ["A", "AB", "ABC"]
        with pytest.raises(Misconfigured, match="no 'ours@3'"):
            library.codebook_called("ours@3")

    def test_what_stands_on_an_older_version_goes_on_standing_on_it(self, tmp_path: Path) -> None:
        kept(tmp_path, "base@1", name="base", version="1", codes="AB")
        kept(tmp_path, "base@2", name="base", version="2", codes="ABC")
        kept(tmp_path, "top@1", name="top", version="1", extends="base@1", codes="X")

        assert codes_of(library.codebook("top")) == "ABX"

    @pytest.mark.parametrize("file", ["ours", "ours@first", "ours@2"])
    def test_a_file_is_called_what_it_says_it_is(self, file: str, tmp_path: Path) -> None:
        kept(tmp_path, file, name="ours", version="1")

        with pytest.raises(Misconfigured, match=f"The file {file}"):
            library.codebooks()
