"""A keepsake can be read by anybody, in any script, for ever; it says what the family said, and nothing else."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from PIL import Image

from tests.exchange import pdf
from vignette.exchange.keepsake import LIKED, Memory, Told
from vignette.exchange.keepsake_folder import write_folder
from vignette.exchange.keepsake_page import page

ARABIC = "انتظر قليلا، ثم يبدأ هو باللعب معي."
HEBREW = "הוא הסתכל עלי וצחק."
PUNJABI = "ਉਹ ਮੈਨੂੰ ਦੇਖਦਾ ਹੈ।"
RUSSIAN = "Он смотрит на меня."
MIXED = "Jonas said אבא, and laughed."
HOSTILE = "</p><script>alert(1)</script> {nb} (endobj) \\) <img src=http://evil.example/x> ${title} $title"


def jpeg(colour: str, size: tuple[int, int] = (1280, 720)) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, colour).save(written, "JPEG")
    return written.getvalue()


FIRST, SECOND, UPRIGHT = jpeg("teal"), jpeg("brown"), jpeg("olive", (720, 1280))
TOLD = Told(
    client="Hanna",
    guider="Alice",
    why="You wait, and Jonas comes.",
    memories=(Memory(FIRST, True, "He looks at me."), Memory(SECOND, False, ""), Memory(UPRIGHT, False, ARABIC)),
    words="I wait.",
    to_try="Wait at breakfast.",
    happened=HEBREW,
    filmed_on=date(2026, 11, 3),
    watched_on=None,
    made_on=date(2026, 11, 27),
    has_reel=True,
)


def lines_of(told: Told) -> list[str]:
    return [words for lines in pdf.read_out(page(told)) for _, words in lines]


def folder_of(told: Told, **films: bytes) -> dict[str, bytes]:
    target = io.BytesIO()
    write_folder(target, told, {name.replace("_", "."): io.BytesIO(film) for name, film in films.items()})
    with zipfile.ZipFile(target) as opened:
        assert opened.testzip() is None
        return {entry.filename: opened.read(entry) for entry in opened.infolist()}


class Elements(HTMLParser):
    """Every element of a page with its attributes, and all its words."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.found: list[tuple[str, Mapping[str, str | None]]] = []
        self.words = ""
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_page_says_it_in_the_order_in_which_it_is_told() -> None:
    assert lines_of(TOLD) == [
        "Good moments of Hanna",
        "Filmed on 3 November 2026.",
        "You wait, and Jonas comes.",
        "Alice",
        "Moment 1",
        LIKED,
        "He looks at me.",
        "Moment 2",
        "Moment 3",
        ARABIC,
        "What you saw",
        "I wait.",
        "What you wanted to try",
        "Wait at breakfast.",
        "What happened then",
        HEBREW,
    ]


@pytest.mark.parametrize("words", [ARABIC, HEBREW, PUNJABI, RUSSIAN, MIXED, "Ich höre ihn; él ríe; Čeká; Gülüyor."])
def test_words_of_any_script_are_read_out_as_they_were_written(words: str) -> None:
    assert words in lines_of(replace(TOLD, memories=(), words=words))


def test_words_longer_than_a_line_lose_nothing_and_no_line_is_wider_than_the_page() -> None:
    long = " ".join([ARABIC, PUNJABI, "and he looks up at me", "Donaudampfschifffahrt" * 12] * 13)

    made = page(replace(TOLD, words=long))

    lines = [words for part in pdf.read_out(made) for _, words in part]
    told = lines[lines.index("What you saw") + 1 : lines.index("What you wanted to try")]
    assert "".join(told).replace(" ", "") == long.replace(" ", "")
    assert len(told) > 60
    assert len(pdf.pages(made)) > 3


def test_the_page_is_tagged_and_names_its_title_and_language_and_no_maker() -> None:
    made = page(TOLD)

    about, catalogue = pdf.about(made), next(each for each in pdf.objects(made).values() if b"/Type /Catalog" in each)
    assert b"/Title (Good moments of Hanna)" in about
    for maker in (b"Author", b"Producer", b"Creator", b"Subject", b"Keywords", b"ModDate"):
        assert b"/" + maker not in about
    assert b"/Lang (en)" in catalogue
    assert b"/Marked true" in catalogue
    assert b"/StructTreeRoot" in catalogue
    assert b"fpdf" not in made.lower()
    assert {tag for lines in pdf.read_out(made) for tag, _ in lines} == {"H1", "H2", "P"}


def test_the_page_holds_the_stills_as_they_were_and_nothing_about_them() -> None:
    inside = pdf.pictures(page(TOLD))

    assert sorted(inside) == sorted((FIRST, SECOND, UPRIGHT))
    for still in inside:
        assert says_nothing(still)


def says_nothing(still: bytes) -> bool:
    """Whether a JPEG has neither EXIF nor a colour profile nor a comment."""
    with Image.open(io.BytesIO(still)) as opened:
        return not opened.getexif() and not {"exif", "icc_profile", "comment"} & opened.info.keys()


def test_a_heading_stands_on_the_page_of_its_still() -> None:
    two = (Memory(FIRST, False, ""), Memory(UPRIGHT, False, ""))

    for count in (40, 80, 120, 160):
        made = page(replace(TOLD, why="You wait. " * count, memories=two))
        headings = [sum(words.startswith("Moment") for _, words in lines) for lines in pdf.read_out(made)]
        assert headings == [len(re.findall(rb"/I\d+ Do", content)) for content in pdf.pages(made)], count


def test_what_the_page_says_opens_and_does_nothing() -> None:
    made = page(replace(TOLD, words=HOSTILE, why=HOSTILE))

    for does in (b"/JavaScript", b"/JS", b"/URI", b"/Launch", b"/EmbeddedFile", b"/Annots", b"/AA", b"http"):
        assert does not in made
    assert "".join(lines_of(replace(TOLD, words=HOSTILE))).replace(" ", "").count(HOSTILE.replace(" ", "")) == 1


def test_a_picture_among_letters_is_left_out_of_the_page_and_stays_in_the_folder() -> None:
    told = replace(TOLD, words="So good 😍 yes")

    assert "So good yes" in lines_of(told)
    assert "So good 😍 yes" in folder_of(told)["keepsake/index.html"].decode()


def test_without_stills_and_reel_there_are_words_alone() -> None:
    told = replace(TOLD, memories=(Memory(None, True, "He looks."), Memory(None, False, "")), has_reel=False)

    assert pdf.pictures(page(told)) == []
    assert "Moment 2" not in lines_of(told)
    assert sorted(folder_of(told)) == ["keepsake/index.html", "keepsake/words.txt"]
    assert "<video" not in folder_of(told)["keepsake/index.html"].decode()


def test_the_folder_opens_without_a_network_and_without_scripts() -> None:
    inside = folder_of(TOLD, reel_mp4=b"film", reel_webm=b"other film")

    names = ["index.html", "reel.mp4", "reel.webm", "stills/1.jpg", "stills/2.jpg", "stills/3.jpg", "words.txt"]
    assert sorted(inside) == [f"keepsake/{name}" for name in names]
    assert inside["keepsake/stills/1.jpg"] == FIRST
    assert inside["keepsake/reel.webm"] == b"other film"
    elements = Elements(inside["keepsake/index.html"])
    asked = [each for _, its in elements.found for name in ("src", "href", "poster") if (each := its.get(name))]
    assert {f"keepsake/{each}" for each in asked} == set(inside) - {"keepsake/index.html", "keepsake/words.txt"}
    assert "script" not in {tag for tag, _ in elements.found}
    assert ("p", {"class": "said", "dir": "auto"}) in elements.found
    assert ARABIC in inside["keepsake/words.txt"].decode()


def test_hostile_words_stay_words_in_the_folder() -> None:
    plain, hostile = folder_of(TOLD), folder_of(replace(TOLD, words=HOSTILE, why=HOSTILE, client=HOSTILE))

    its, theirs = (Elements(each["keepsake/index.html"]) for each in (plain, hostile))
    assert [tag for tag, _ in theirs.found] == [tag for tag, _ in its.found]
    assert theirs.words.count(HOSTILE) == 4


def test_the_files_of_the_folder_tell_nothing_of_when_they_were_made() -> None:
    target = io.BytesIO()
    write_folder(target, TOLD, {})

    with zipfile.ZipFile(target) as opened:
        assert {entry.date_time for entry in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {(entry.comment, entry.extra) for entry in opened.infolist()} == {(b"", b"")}
