"""What is said in a film, kept sealed with the film, and the last changes to it so that they can be taken back."""

import json
from dataclasses import dataclass
from typing import Any

from vignette.domain.coding import CodingId, DeedId
from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.domain.person import PersonId
from vignette.domain.span import Micros, Span
from vignette.domain.transcript import Line, LineId, Transcript
from vignette.storage import rows

MOST_STEPS = 20
"""Changes that can be taken back, the last first."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change: what each line was before it, None where it was not there, and what it did to codings."""

    was: dict[LineId, Line | None]
    deeds: tuple[tuple[CodingId, DeedId], ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A transcript as it stands after `number` changes; `past` are those that can be taken back, the last one last."""

    transcript: Transcript = Transcript()
    number: int = 0
    past: tuple[Step, ...] = ()


def load(film: FilmId) -> Kept:
    """What is said in `film`; nothing where nobody wrote it down."""
    row = rows.Transcript.objects.filter(pk=film.value).first()
    if row is None:
        return Kept()
    lines = (_line(told) for told in json.loads(row.words))
    past = (_step(told) for told in json.loads(row.past or "[]"))
    return Kept(Transcript(tuple(lines)), row.number, tuple(past))


def save(family: FamilyId, film: FilmId, kept: Kept) -> None:
    its = {
        "family_id": family.value,
        "number": kept.number,
        "words": _written([_told(line) for line in kept.transcript.lines]),
        "past": _written([_told_step(step) for step in kept.past[-MOST_STEPS:]]),
    }
    rows.Transcript.objects.update_or_create(film_id=film.value, defaults=its)


def _told(line: Line) -> list[Any]:
    person = str(line.person) if line.person else None
    return [str(line.id), line.span.start, line.span.end, person, line.words]


def _line(told: list[Any]) -> Line:
    which, start, end, person, words = told
    span = Span(Micros(start), Micros(end))
    return Line(LineId.parse(which), span, PersonId.parse(person) if person else None, words)


def _told_step(step: Step) -> list[Any]:
    was = [[str(which), _told(line) if line else None] for which, line in step.was.items()]
    return [was, [[str(coding), str(deed)] for coding, deed in step.deeds]]


def _step(told: list[Any]) -> Step:
    was, deeds = told
    return Step(
        {LineId.parse(which): _line(line) if line else None for which, line in was},
        tuple((CodingId.parse(coding), DeedId.parse(deed)) for coding, deed in deeds),
    )


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
