"""A keepsake as a page to print (PDF): any script in its own direction, and nothing that says who made it with what."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from io import BytesIO

from fpdf import FPDF
from fpdf.enums import TextDirection
from fpdf.prefs import ViewerPreferences
from PIL import Image

from vignette.domain.work import Progress, unheard
from vignette.exchange.keepsake import Item, Role, Told, items, title
from vignette.library.letters import Typeface, typeface_of, typefaces

_MARGIN = 22.0
"""Millimetres left free on each side of an A4 sheet."""
_MOST = (166.0, 94.0)
"""Width and height that a still takes at most, in millimetres."""
_POINT = 25.4 / 72
_LINE = 1.45
_INK, _SOFT, _ACCENT = (44, 37, 33), (103, 90, 80), (156, 69, 38)


@dataclass(frozen=True, slots=True)
class Look:
    """How one kind of words looks: points of type, colour, millimetres above and to its side, and its tag."""

    size: float
    colour: tuple[int, int, int] = _INK
    above: float = 2.0
    beside: float = 0.0
    tag: str = "/P"


_LOOKS = {
    Role.TITLE: Look(24, above=0, tag="/H1"),
    Role.DAY: Look(10, _SOFT, above=1),
    Role.LEAD: Look(15, above=8),
    Role.SIGNED: Look(12, _SOFT),
    Role.HEADING: Look(14, above=9, tag="/H2"),
    Role.LIKED: Look(11, _ACCENT, above=3),
    Role.SAID: Look(12, above=3, beside=5),
}


def page(told: Told, *, progress: Progress = unheard) -> bytes:
    """The keepsake as a tagged PDF, with `told.language` as its language; the reel itself is not part of it."""
    paper = _Paper(told)
    ahead = [item for item in items(told) if item.role is not Role.FILM]
    for place, item in enumerate(ahead):
        following = ahead[place + 1] if place + 1 < len(ahead) else None
        paper.put(item, following)
        progress((place + 1) / len(ahead))
    return bytes(paper.output())


class _Paper(FPDF):
    """A4 sheets that are filled from above; every line of words can be read out as it was written."""

    def __init__(self, told: Told) -> None:
        super().__init__(format="A4")
        self.set_margins(_MARGIN, _MARGIN)
        self.set_auto_page_break(False)
        self.c_margin = 0
        # Somebody may have written the mark that stands for the number of pages.
        self.str_alias_nb_pages = ""
        self._say_nothing_of_the_maker(told)
        self._used = _typefaces_for("".join(item.words for item in items(told)))
        for number, typeface in enumerate(self._used):
            self.add_font(f"f{number}", fname=typeface.file)
        self.set_fallback_fonts([f"f{number}" for number in range(len(self._used))])
        self.add_page()

    def put(self, item: Item, following: Item | None) -> None:
        if item.role is Role.STILL:
            self._put_still(item)
        else:
            # A heading stands on the sheet of what it is the heading of.
            self._put_words(item, self._height(following) if item.role is Role.HEADING and following else 0.0)

    def _say_nothing_of_the_maker(self, told: Told) -> None:
        self.set_title(title(told))
        self.set_lang(told.language)
        self.set_producer("")
        self.set_creation_date(datetime.combine(told.made_on, time(12), UTC))
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)

    def _put_words(self, item: Item, kept_with: float) -> None:
        look = _LOOKS[item.role]
        words = _writable(item.words)
        is_leftward = _begins_leftward(words)
        self._begin(look, words, is_leftward=is_leftward)
        lines = list(_lines(self, words, self.epw - look.beside))
        self._room_for(look.above + self._line(look) * min(2, len(lines)) + kept_with)
        self.y += look.above if self.y > self.t_margin else 0
        begun = self.y
        for line in lines:
            if not self._has_room(self._line(look)):
                self._mark_beside(look, begun, is_leftward=is_leftward)
                self.add_page()
                begun = self.y
            self._put_line(line, look, is_leftward=is_leftward)
        self._mark_beside(look, begun, is_leftward=is_leftward)

    def _begin(self, look: Look, words: str, *, is_leftward: bool) -> None:
        first = next((letter for letter in words if not letter.isspace()), " ")
        typeface = typeface_of(first) or self._used[0]
        self.set_font(f"f{self._used.index(typeface)}", size=look.size)
        self.set_text_color(*look.colour)
        self.set_text_shaping(True, direction=TextDirection.RTL if is_leftward else TextDirection.LTR)

    def _put_line(self, line: str, look: Look, *, is_leftward: bool) -> None:
        if line:
            self.x = self.l_margin + (0 if is_leftward else look.beside)
            with self._read_out(line, look.tag):
                width = self.epw - look.beside
                self.cell(width, self._line(look), line, align="R" if is_leftward else "L")
        self.y += self._line(look)

    def _mark_beside(self, look: Look, begun: float, *, is_leftward: bool) -> None:
        """A line beside what somebody said, from where it `begun` on this sheet, on the side where it is read from."""
        if not look.beside or begun == self.y:
            return
        at = self.w - self.r_margin if is_leftward else self.l_margin
        self.set_draw_color(*_ACCENT)
        self.set_line_width(0.7)
        self.line(at, begun, at, self.y)

    def _put_still(self, item: Item) -> None:
        width, height = _fitted(item.still)
        self._room_for(height + 3)
        self.y += 3
        self.image(BytesIO(item.still), x=self.l_margin, y=self.y, w=width, h=height, alt_text=item.words)
        self.y += height

    @contextmanager
    def _read_out(self, words: str, tag: str) -> Iterator[None]:
        """What is drawn in the block is read and copied as `words`, in the order in which they were written."""
        mark = self.struct_builder.next_mcid_for_page(self.page)
        self._add_marked_content(struct_type=tag, mcid=mark)
        self._out(f"{tag} <</MCID {mark} /ActualText <feff{words.encode('utf-16-be').hex()}> >> BDC")
        yield
        self._out("EMC")

    def _height(self, item: Item) -> float:
        """Millimetres that the beginning of `item` takes."""
        if item.role is Role.STILL:
            return _fitted(item.still)[1] + 3
        look = _LOOKS[item.role]
        return look.above + self._line(look)

    def _line(self, look: Look) -> float:
        return look.size * _POINT * _LINE

    def _room_for(self, height: float) -> None:
        if not self._has_room(height):
            self.add_page()

    def _has_room(self, height: float) -> bool:
        return self.y + height <= self.h - _MARGIN


def _lines(paper: FPDF, words: str, width: float) -> Iterator[str]:
    """`words` in lines of at most `width` millimetres, broken between words, or within one that is longer."""
    for paragraph in words.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if paper.get_string_width(longer) <= width:
                line = longer
                continue
            if line:
                yield line
            *whole, line = _cut(paper, word, width)
            yield from whole
        yield line


def _cut(paper: FPDF, word: str, width: float) -> list[str]:
    """`word` in parts of at most `width`; no mark is parted from the letter it belongs to."""
    parts = [""]
    for letter in word:
        is_too_long = paper.get_string_width(parts[-1] + letter) > width
        if is_too_long and parts[-1] and not unicodedata.category(letter).startswith("M"):
            parts.append("")
        parts[-1] += letter
    return parts


def _typefaces_for(words: str) -> Sequence[Typeface]:
    """The typefaces that `words` take, those of the build's order, and always the first."""
    taken = {typeface_of(letter) for letter in set(words)}
    return [each for place, each in enumerate(typefaces()) if place == 0 or each in taken]


def _writable(words: str) -> str:
    """`words` without what no typeface has: pictures among letters, mostly."""
    kept = "".join(letter for letter in words if letter in "\n\t" or typeface_of(letter) is not None)
    return "\n".join(" ".join(line.split()) for line in kept.split("\n")).strip("\n")


def _begins_leftward(words: str) -> bool:
    """Whether the first letter that has a direction runs to the left (Unicode's rule P2)."""
    directions = (unicodedata.bidirectional(letter) for letter in words)
    return next((each for each in directions if each in ("L", "R", "AL")), "L") != "L"


def _fitted(still: bytes) -> tuple[float, float]:
    """Width and height of a still on the sheet, in millimetres."""
    with Image.open(BytesIO(still)) as opened:
        width, height = opened.size
    scale = min(_MOST[0] / width, _MOST[1] / height)
    return width * scale, height * scale
