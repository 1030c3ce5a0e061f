"""What is said in a film, kept sealed with the film, and every change to it, to be taken back and done again."""

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


@dataclass(frozen=True, slots=True)
class Step:
    """One change, as what turns it: what each line is to be, None where it is not to be there, and what codings did."""

    was: dict[LineId, Line | None]
    deeds: tuple[tuple[CodingId, DeedId], ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A transcript as it stands after `number` changes; of its steps `done` are made, and `undone` were taken back."""

    transcript: Transcript = Transcript()
    number: int = 0
    done: int = 0
    undone: int = 0


def load(film: FilmId) -> Kept:
    """What is said in `film`; nothing where nobody wrote it down."""
    row = rows.Transcript.objects.filter(pk=film.value).first()
    if row is None:
        return Kept()
    lines = tuple(_line(told) for told in json.loads(row.words))
    undone = rows.TranscriptStep.objects.filter(film=film.value, place__gt=row.done).count()
    return Kept(Transcript(lines), row.number, row.done, undone)


def step(film: FilmId, place: int) -> Step:
    """What turns the `place`-th change, which is among those made or taken back."""
    return _step(json.loads(rows.TranscriptStep.objects.get(film=film.value, place=place).change))


def add(family: FamilyId, film: FilmId, kept: Kept, after: Transcript, back: Step) -> None:
    """Keep what `kept` became by a change, and the step `back` to it; what was taken back before is not done again."""
    rows.TranscriptStep.objects.filter(film=film.value, place__gt=kept.done).delete()
    turn(family, film, kept, after, back, place=kept.done + 1, done=kept.done + 1)


def turn(
    family: FamilyId, film: FilmId, kept: Kept, after: Transcript, other_way: Step, *, place: int, done: int
) -> None:
    """Keep what `kept` became by the step at `place`, which from now on goes the `other_way`; `done` are made now."""
    its = {"family_id": family.value, "number": kept.number + 1, "done": done}
    words = _written([_told(line) for line in after.lines])
    rows.Transcript.objects.update_or_create(film_id=film.value, defaults=its | {"words": words})
    change = {"family_id": family.value, "change": _written(_told_step(other_way))}
    rows.TranscriptStep.objects.update_or_create(film_id=film.value, place=place, defaults=change)


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
