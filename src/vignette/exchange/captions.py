"""What was said in a film as WebVTT and SRT: what such a file carries, and the one way in which it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from vignette.domain.person import PersonId
from vignette.domain.span import Span
from vignette.domain.transcript import Line, LineId, Transcript

_BREAKS = re.compile(r"[\r\n]+")


@dataclass(frozen=True, slots=True)
class Said:
    """A line as a file has it: `speaker` is the name that the file uses, empty where it names nobody."""

    span: Span
    speaker: str
    words: str


@dataclass(frozen=True, slots=True)
class Captions:
    """The lines of a file in order of time. `losses` say, a sentence each, what else stood in it and is not here."""

    lines: tuple[Said, ...]
    losses: tuple[str, ...] = ()

    @property
    def speakers(self) -> tuple[str, ...]:
        """The names of those who speak, in the order in which they are heard first."""
        return tuple(dict.fromkeys(line.speaker for line in self.lines if line.speaker))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a file says, or `problem`, one sentence that says what to do where it cannot be read."""

    captions: Captions
    problem: str = ""


def captions_of(transcript: Transcript, names: Mapping[PersonId, str]) -> tuple[Said, ...]:
    """The lines as they are written into a file; whoever has no name in `names` is not named."""
    return tuple(
        Said(line.span, names.get(line.person, "") if line.person else "", line.words) for line in transcript.lines
    )


def transcript_of(captions: Captions, people: Mapping[str, PersonId]) -> Transcript:
    """New lines with what was read. A name that `people` does not hold is nobody's, and stays in the words."""
    return Transcript.of(
        Line(LineId.new(), line.span, people.get(line.speaker), _kept(line, people)) for line in captions.lines
    )


def _kept(line: Said, people: Mapping[str, PersonId]) -> str:
    return line.words if not line.speaker or line.speaker in people else f"{line.speaker}: {line.words}"


def write_webvtt(lines: Iterable[Said]) -> bytes:
    """UTF-8, one cue a line in the order given; times are milliseconds, rounded, and each cue lasts one at least."""
    cues = (f"{_times(line.span, '.')}\n{_voice(line)}{_escaped(tidy(line.words))}" for line in lines)
    return _encoded(["WEBVTT", *cues])


def write_srt(lines: Iterable[Said]) -> bytes:
    """UTF-8, one numbered cue a line in the order given, with who speaks before a colon; times as for WebVTT.

    SRT can escape nothing: an arrow in the words is shortened, and what looks like a tag of SRT is taken for one by
    whoever reads it.
    """
    cues = (
        f"{number}\n{_times(line.span, ',')}\n{_prefix(line)}{tidy(line.words).replace('-->', '->')}"
        for number, line in enumerate(lines, start=1)
    )
    return _encoded(list(cues))


def tidy(words: str) -> str:
    """`words` without empty lines, which would end a cue, and without what is no letter of any script."""
    lines = (line.replace("\0", "").strip() for line in _BREAKS.split(words))
    return "\n".join(filter(None, lines))


def _encoded(blocks: list[str]) -> bytes:
    return ("\n\n".join(blocks) + "\n" if blocks else "").encode("utf-8", "replace")


def _times(span: Span, mark: str) -> str:
    start, end = round(span.start / 1000), round(span.end / 1000)
    return f"{_time(start, mark)} --> {_time(max(end, start + 1), mark)}"


def _time(milliseconds: int, mark: str) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{mark}{rest:03}"


def _voice(line: Said) -> str:
    name = " ".join(line.speaker.split())
    return f"<v {_escaped(name)}>" if name else ""


def _prefix(line: Said) -> str:
    name = " ".join(line.speaker.replace(":", " ").split())
    return f"{name}: " if name else ""


def _escaped(words: str) -> str:
    return escape(words, quote=False)
