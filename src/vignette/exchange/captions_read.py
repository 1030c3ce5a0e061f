"""WebVTT and SRT read: cue by cue, with who speaks, and with a sentence for all that has no place in a transcript."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from io import StringIO

import webvtt
from webvtt.errors import MalformedFileError

from vignette.domain.span import MILLISECOND, MINUTE, Micros, Span
from vignette.domain.transcript import LONGEST_LINE
from vignette.exchange.captions import Captions, Said, tidy
from vignette.exchange.carried import Unreadable
from vignette.exchange.text import text_or_guess

MOST_BYTES = 1_000_000
"""An hour of talk without a pause takes a fifth of it."""
LATEST = Micros(6_000 * MINUTE)

_ARROW = "-->"
_TAG = re.compile(r"<([^<>]*)>")
_VOICE = re.compile(r"v(?:\.\S*)?\s+(.*)", re.DOTALL)
_SRT_TAG = re.compile(r"</?(?:b|i|u|s|font|c|ruby|rt)(?: [^<>]*)?>|\{\\[^{}]*\}", re.IGNORECASE)
_STYLED = re.compile(r"</?(?:b|i|u|s|font|c|lang|ruby|rt)[ .>]|\{\\", re.IGNORECASE)
_TIMED = re.compile(r"<\d+:\d")
_PLACED = re.compile(rf"{_ARROW}\s*\S+\s+\S")
_TIME = r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,] ?(\d{1,3}))?"
_TIMES = re.compile(rf"[ \t]*{_TIME}[ \t]*{_ARROW}[ \t]*{_TIME}(?=[ \t]|$)(.*)", re.ASCII)
_WORD = r"[^\W_][\w.'’-]{0,30}"
_PREFIX = re.compile(rf"(?:- ?)?({_WORD}(?: {_WORD}){{0,2}}):\s+(?=\S)")

FROM_SHORT = "Times of two numbers were read as minutes and seconds: please see that they fit the film."
FROM_PREFIX = "Who speaks was read from names with a colon before the words: please look through them."
_BLOCKS = {
    "NOTE": "Notes (NOTE)",
    "STYLE": "Styles (STYLE)",
    "REGION": "Places on the picture (REGION)",
    "WEBVTT": "Words at the head of the file",
    "name": "Names of captions",
    "": "Words without a time",
}
_TRAITS = {
    _STYLED: "Captions lost bold, colours or other styling",
    _TIMED: "Captions lost the times of single words",
    _PLACED: "Captions lost their place on the picture",
}


@dataclass(frozen=True, slots=True)
class _Cue:
    """What stands between two times, in milliseconds, tags and all."""

    start: int
    end: int
    words: str

    @property
    def is_sound(self) -> bool:
        return self.start < self.end <= LATEST // MILLISECOND


def read_captions(content: bytes) -> Captions:
    """What a WebVTT or SRT file says, told apart by its first word; raises Unreadable where it is neither.

    Who speaks is told by voice tags or, where there are none, by a name and a colon before the words. Cues that overlap
    stay as they are.
    """
    text, remark = _text(content)
    is_webvtt = text.startswith("WEBVTT")
    is_short = any(map(_is_short, text.split("\n")))
    text = "\n".join(_put_right(text.split("\n"), is_webvtt=is_webvtt))
    cues = _cues(text, is_webvtt=is_webvtt)
    told = [(cue, piece) for cue in cues if cue.is_sound for piece in _pieces(cue.words, is_webvtt=is_webvtt)]
    if not told:
        raise Unreadable("Nothing is said in this file: please save the captions again as WebVTT or SRT.")
    lines = [Said(_span(cue), *piece) for cue, piece in told]
    losses = [remark, FROM_SHORT if is_short else "", *_blocks_lost(text, is_webvtt=is_webvtt), *_cues_lost(text, cues)]
    if not any(line.speaker for line in lines):
        lines = [_named(line) for line in lines]
        losses.append(FROM_PREFIX if any(line.speaker for line in lines) else "")
    return Captions(tuple(sorted(lines, key=lambda line: line.span)), tuple(filter(None, losses)))


def _text(content: bytes) -> tuple[str, str]:
    """The letters of the file, all lines ended alike, and a sentence where they had to be guessed."""
    if len(content) > MOST_BYTES:
        raise Unreadable("This file is too large for captions: please save those of one film by themselves.")
    text, remark = text_or_guess(content, what="This file")
    return text.replace("\r\n", "\n").replace("\r", "\n").strip("\ufeff\n\t "), remark


def _put_right(lines: list[str], *, is_webvtt: bool) -> Iterator[str]:
    """`lines` with times as the format has them, and in SRT a number before each and nothing in a blank line."""
    number, sign = 0, "." if is_webvtt else ","
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if time := _time_of(line, sign):
            number += 1
            yield from [] if is_webvtt else [str(number)]
            yield time
        elif is_webvtt:
            yield line
        elif not (line.strip().isdecimal() and _time_of(after, sign)):
            yield line if line.strip() else ""


def _time_of(line: str, sign: str) -> str:
    """The line that tells from when to when, with hours and `sign` before the milliseconds; empty where it is none."""
    found = _times_in(line)
    if found is None:
        return ""
    first, last = (_in_full(found.groups()[place : place + 4], sign) for place in (0, 4))
    return f"{first} {_ARROW} {last}{found[9]}"


def _times_in(line: str) -> re.Match[str] | None:
    return _TIMES.fullmatch(line) if _ARROW in line else None


def _in_full(parts: Sequence[str | None], sign: str) -> str:
    """Two numbers alone are minutes and seconds: nobody times words by the minute. Minutes alone may pass 59."""
    hours, minutes, seconds, milliseconds = (int(each or 0) for each in parts)
    if parts[0] is None:
        hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{sign}{milliseconds:03}"


def _is_short(line: str) -> bool:
    """Whether a time in it has neither hours nor milliseconds."""
    found = _times_in(line)
    return found is not None and any(found[place] is found[place + 3] is None for place in (1, 5))


def _cues(text: str, *, is_webvtt: bool) -> list[_Cue]:
    try:
        read = webvtt.from_buffer(StringIO(text), format="vtt" if is_webvtt else "srt")
    except MalformedFileError as error:
        raise Unreadable("These are no captions: please save them as WebVTT or SRT.") from error
    if any(len(cue.raw_text) > LONGEST_LINE for cue in read.captions):
        raise Unreadable(f"A caption of this file has more than {LONGEST_LINE} letters: please split it first.")
    return [
        _Cue(cue.start_time.in_milliseconds(), cue.end_time.in_milliseconds(), cue.raw_text) for cue in read.captions
    ]


def _pieces(words: str, *, is_webvtt: bool) -> Iterator[tuple[str, str]]:
    """Who says what in one cue: each voice by itself, and without tags."""
    if not is_webvtt:
        words = _SRT_TAG.sub("", words)
        yield from [("", tidy(words))] if tidy(words) else []
        return
    voices = [("", "")]
    for place, part in enumerate(_TAG.split(words)):
        if place % 2 == 0:
            voices[-1] = (voices[-1][0], voices[-1][1] + part)
        elif part == "/v":
            voices.append(("", ""))
        elif voice := _VOICE.fullmatch(part):
            voices.append((" ".join(unescape(voice[1]).split()), ""))
    yield from ((speaker, said) for speaker, part in voices if (said := tidy(unescape(part))))


def _named(line: Said) -> Said:
    """The line with the name before its colon as its speaker, where each word of it begins as names do."""
    found = _PREFIX.match(line.words)
    if found is None or any(word[0].islower() for word in found[1].split(" ")):
        return line
    return Said(line.span, found[1], line.words[found.end() :])


def _span(cue: _Cue) -> Span:
    return Span(Micros(cue.start * MILLISECOND), Micros(cue.end * MILLISECOND))


def _blocks_lost(text: str, *, is_webvtt: bool) -> Iterator[str]:
    """What of a WebVTT file is no cue. In SRT, whatever has no time belongs to the cue before it."""
    kinds = Counter(map(_kind, filter(str.strip, text.split("\n\n")))) if is_webvtt else Counter[str]()
    yield from (f"{what} were left out: {kinds[kind]}." for kind, what in _BLOCKS.items() if kinds[kind])


def _kind(block: str) -> str:
    """Of which kind in `_BLOCKS` a block is; a cue without a name, and a bare head, is of none."""
    first, _, rest = block.strip("\n").partition("\n")
    if first.startswith("WEBVTT"):
        return "WEBVTT" if first != "WEBVTT" or (rest and _ARROW not in rest.partition("\n")[0]) else "cue"
    if _ARROW in first or (first.isdigit() and _ARROW in rest):
        return "cue"
    if _ARROW in rest.partition("\n")[0]:
        return "name"
    return next(kind for kind in _BLOCKS if first.startswith(kind))


def _cues_lost(text: str, cues: list[_Cue]) -> Iterator[str]:
    times = [line for line in text.split("\n") if _ARROW in line]
    if unread := len(times) - len(cues):
        yield f"Captions without words, or with times that cannot be read, were left out: {unread}."
    if unsound := sum(not cue.is_sound for cue in cues):
        yield f"Captions that end before they begin, or lie beyond a hundred hours, were left out: {unsound}."
    told = [cue.words for cue in cues] + times
    for trait, what in _TRAITS.items():
        if count := sum(bool(trait.search(each)) for each in told):
            yield f"{what}: {count}."
