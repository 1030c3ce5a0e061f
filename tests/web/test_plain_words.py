"""What a client reads is written for a reader of nine to eleven, as the published formula measures it.

J. P. Kincaid, R. P. Fishburne, R. L. Rogers, B. S. Chissom: Derivation of new readability formulas for Navy enlisted
personnel, Research Branch Report 8-75 (1975). A grade of 5 is a reading age of ten to eleven.
"""

import ast
import inspect
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pyphen
import pytest
from django.template.loader import render_to_string

from vignette import web
from vignette.actions import replies, sharing
from vignette.actions.sharing import Letter, LetterClip, VoiceState
from vignette.domain.reel import ClipId
from vignette.domain.review import Reply, Trial, VoiceNote
from vignette.domain.span import Micros

HIGHEST_GRADE = 5.0
HIGHEST_OF_ONE = 7.0
LONGEST_SENTENCE = 15
SHORTEST_SENTENCE = 4
"""Words; what is shorter is the name of a thing, and would only make the rest look easier."""
JARGON = (
    "account", "analysis", "archive", "authenticate", "browser", "cache", "case", "clip", "client", "code expired",
    "consent", "cookie", "credential", "data", "delete", "device", "dna", "download", "enable", "error", "expire",
    "failed", "file", "form", "guider", "html", "id", "input", "invalid", "javascript", "login", "mandatory", "media",
    "microphone", "participant", "partner", "permission", "principle", "reel", "referral", "request", "review", "score",
    "server", "session", "settings", "submit", "subject", "supervision", "token", "upload", "url", "user", "valid",
    "video",
)  # fmt: skip
"""Words of the staff, of the trade and of computers. The code that opens a letter is one that a bank sends too."""

TEMPLATES = Path(web.__file__).parent / "templates" / "letter"
NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
PARTS = pyphen.Pyphen(lang="en_US")
BLOCKS = {"p", "h1", "h2", "h3", "li", "button", "label", "summary", "legend", "div", "form", "section", "title", "a"}
TOLD = ("aria-label", "alt", "placeholder", "title")
FOR_STAFF = {"share"}
SILENT = VoiceState()


def clip(number: int) -> LetterClip:
    return LetterClip(
        ClipId.new(), Micros(number * 9_000_000), Micros(number * 9_000_000 + 8), "What do you see?", True
    )


def letter(*, answered: bool, voice: VoiceState = SILENT, reviewed: bool = True) -> Letter:
    clips = (clip(0), clip(1), clip(2))
    note = VoiceNote(Micros(21_000_000), NOON)
    happened = "He came to me." if answered else ""
    trial = Trial("Wait for him to start.", was_tried=True if answered else None, happened=happened)
    reply = Reply("He looks at me.", frozenset({clips[0].id}), note, NOON)
    return Letter(
        client_name="Hanna",
        guider_name="Ruth",
        why="You wait, and he comes to you.",
        clips=clips,
        length=Micros(26_000_000),
        size=4_000_000,
        until=NOON,
        who_sees=("you, Hanna", "Ruth, who filmed you", "Sara, who helps Ruth to learn"),
        reply=reply if answered else None,
        voice=voice,
        trial=trial if reviewed else None,
    )


WAYS = {
    "fresh": {"letter": letter(answered=False, reviewed=False)},
    "to try": {"letter": letter(answered=False)},
    "answered": {"letter": letter(answered=True), "had_one": True, "words": "Ask for a new one."},
    "on its way": {"letter": letter(answered=False, voice=VoiceState(is_coming=True))},
    "refused": {"letter": letter(answered=False, voice=VoiceState(refusal=sharing.NO_SOUND))},
}


class Words(HTMLParser):
    """The pieces of text of a page that stand by themselves, also those that scripts show and those read aloud."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.pieces = [""]
        self._is_silent = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_silent = tag in ("script", "style")
        if tag in BLOCKS:
            self.pieces.append("")
        shown = [value for name, value in attrs if value and (name in TOLD or _is_sentence(name, value))]
        self.pieces[-1:-1] = shown

    def handle_endtag(self, tag: str) -> None:
        self._is_silent = False
        if tag in BLOCKS:
            self.pieces.append("")

    def handle_data(self, data: str) -> None:
        if not self._is_silent:
            self.pieces[-1] += data


def _is_sentence(name: str, value: str) -> bool:
    return name.startswith("data-") and bool(re.match(r"[A-Z][a-z]", value))


def sentences(page: str) -> list[str]:
    pieces = (" ".join(piece.split()) for piece in Words(page).pieces)
    found = [each.strip() for piece in pieces for each in re.split(r"(?<=[.!?;])\s", piece)]
    return [each for each in found if words(each)]


def words(sentence: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:[’'\N{NON-BREAKING HYPHEN}-][^\W\d_]+)*", sentence)


def syllables(word: str) -> int:
    """As many as the word can be parted into at the end of a line, or as it has sounding vowels, if these are more.

    A word is never parted after a single letter, so parting alone finds too few.
    """
    parts = PARTS.inserted(word.lower(), "|").count("|") + 1
    sounding = re.sub(
        r"(?<=[^aeiouylr])e$|(?<=[aeiouy][lr])e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouyscxz])es$", "", word.lower()
    )
    return max(parts, len(re.findall(r"[aeiouy]+", sounding)), 1)


def grade(read: list[str]) -> float:
    """The grade of Flesch and Kincaid of some sentences."""
    every = [word for sentence in read for word in words(sentence)]
    return 0.39 * len(every) / len(read) + 11.8 * sum(map(syllables, every)) / len(every) - 15.59


def told_by(module: object) -> list[str]:
    """The sentences with which a module of the actions refuses something to a client."""
    tree = ast.parse(inspect.getsource(module))  # type: ignore[arg-type]  # a module is what it takes
    functions = [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef) and each.name not in FOR_STAFF]
    calls = [each for function in functions for each in ast.walk(function) if isinstance(each, ast.Call)]
    refusals = [each for each in calls if isinstance(each.func, ast.Name) and each.func.id == "NotAllowed"]
    return [arg.value for each in refusals for arg in each.args if isinstance(arg, ast.Constant)]


def pages() -> dict[str, str]:
    rendered = {
        f"{template.name}, {way}": render_to_string(f"letter/{template.name}", values)
        for template in sorted(TEMPLATES.glob("*.html"))
        for way, values in WAYS.items()
    }
    refusals = [*told_by(sharing), *told_by(replies), sharing.NO_SOUND, str(sharing.NeedsCode())]
    return {**rendered, "refusals": "".join(f"<p>{each}</p>" for each in refusals)}


PAGES = pages()


def test_syllables_are_counted_as_they_are_spoken() -> None:
    spoken = {"tap": 1, "heart": 1, "moment": 2, "again": 2, "film": 1, "anybody": 4, "happened": 2, "listening": 3}
    spoken |= {
        "people": 2,
        "wanted": 2,
        "before": 2,
        "open": 2,
        "message": 2,
        "liked": 1,
        "telephone": 3,
        "everything": 4,
    }

    assert {word: syllables(word) for word in spoken} == spoken


def test_the_formula_gives_the_grades_that_are_published_for_it() -> None:
    """One sentence of six words and six syllables: 0.39 * 6 + 11.8 - 15.59."""
    assert grade(["The cat sat on the mat."]) == pytest.approx(-1.45)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_can_be_read_at_ten(page: str) -> None:
    read = [each for each in sentences(PAGES[page]) if len(words(each)) >= SHORTEST_SENTENCE]

    assert grade(read) <= HIGHEST_GRADE
    assert [each for each in read if grade([each]) > HIGHEST_OF_ONE] == []
    assert [each for each in read if len(words(each)) > LONGEST_SENTENCE] == []


@pytest.mark.parametrize("page", PAGES)
def test_no_word_is_from_the_trade(page: str) -> None:
    read = " ".join(sentences(PAGES[page])).lower()

    assert [word for word in JARGON if re.search(rf"\b{word}s?\b", read)] == []


def test_nothing_that_a_client_reads_was_left_out() -> None:
    everything = " ".join(PAGES.values())

    for each in ("We are listening.", "Nobody else.", "That is not saved yet.", "You wanted to try this", "new phone"):
        assert each in everything, each
