"""What is said in a film, kept sealed with the film, and every change to it, to be taken back and done again."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from vignette.domain.coding import CodingId, DeedId
from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.domain.person import PersonId
from vignette.domain.span import Micros, Span
from vignette.domain.transcript import Line, LineId, Outline, Transcript, Turn
from vignette.storage import rows
from vignette.storage.database import AT_ONCE, by_hundreds, in_parts


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
    return _kept(film, _rows(film))


def some(film: FilmId, which: Collection[LineId]) -> Kept:
    """The transcript with these of its lines alone, as far as they are there."""
    return _kept(film, (row for part in in_parts(which) for row in _rows(film).filter(pk__in=part)))


def around(film: FilmId, which: LineId) -> Kept:
    """The transcript with this line and the next of the same person alone; with none where the line is not there."""
    its = _rows(film).filter(pk=which.value).first()
    if its is None:
        return _kept(film, ())
    after = _after(its.start, its.end, its.pk)
    following = _rows(film).filter(after, person=its.person_id).first()
    return _kept(film, filter(None, (its, following)))


def portion(film: FilmId, first: int, end: int) -> tuple[Line, ...]:
    """The lines in order of time from the `first` on, counted from 0, up to but without the one at `end`."""
    return tuple(_line_of(row) for row in _rows(film)[first:end])


def outline(film: FilmId) -> Outline:
    """All lines without their words, which are not opened."""
    found = _rows(film).values_list("pk", "person", "start", "end")
    return Outline(
        tuple(
            Turn(LineId(which), Span(Micros(start), Micros(end)), PersonId(person) if person else None)
            for which, person, start, end in found
        )
    )


def starts(film: FilmId) -> tuple[Micros, ...]:
    """When each line begins, in order of time."""
    return tuple(Micros(start) for start in _rows(film).values_list("start", flat=True))


def place_of(film: FilmId, which: LineId) -> int:
    """How many lines stand before this one, and 0 where it is not there."""
    its = _rows(film).filter(pk=which.value).first()
    return _rows(film).filter(_before(its.start, its.end, its.pk)).count() if its else 0


def before(film: FilmId, line: Line) -> LineId | None:
    """Which line stands before this one; None for the first."""
    found = _rows(film).filter(_before(line.span.start, line.span.end, line.id.value)).order_by("-start", "-end", "-pk")
    which = found.values_list("pk", flat=True).first()
    return LineId(which) if which else None


def following(film: FilmId, line: Line) -> Line | None:
    """The line after this one; None after the last."""
    row = _rows(film).filter(_after(line.span.start, line.span.end, line.id.value)).first()
    return _line_of(row) if row else None


def is_changed_since(film: FilmId, which: LineId, number: int) -> bool:
    """Whether a line that is there was changed after `number` changes were made to the transcript."""
    return _rows(film).filter(pk=which.value, number__gt=number).exists()


def count(film: FilmId, but: Collection[LineId] = ()) -> int:
    """How many lines there are, but for these."""
    gone = sum(_rows(film).filter(pk__in=part).count() for part in in_parts(but))
    return _rows(film).count() - gone


def spoken_at(film: FilmId, which: Iterable[Line]) -> set[LineId]:
    """The lines of anybody known that begin when one of these does, whose person and time are the same as its."""
    lines = {(line.person.value, line.span.start, line.span.end) for line in which if line.person}
    found = set()
    for part in by_hundreds(sorted({start for _, start, _ in lines})):
        rows_there = _rows(film).filter(start__in=part).values_list("pk", "person", "start", "end")
        found |= {LineId(its) for its, *told in rows_there if tuple(told) in lines}
    return found


def is_said_by(film: FilmId, people: Collection[PersonId]) -> bool:
    """Whether any of these people says anything."""
    return _rows(film).filter(person__in=[each.value for each in people]).exists()


def stands(film: FilmId) -> Kept:
    """How often it was changed, without any of its lines."""
    return _kept(film, ())


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
    """Keep what `kept` became by the step at `place`, which from now on goes the `other_way`; `done` are made now.

    Only the lines that the step changes are written.
    """
    number = kept.number + 1
    its = {"family_id": family.value, "number": number, "done": done}
    rows.Transcript.objects.update_or_create(film_id=film.value, defaults=its)
    for part in in_parts(other_way.was):
        _rows(film).filter(pk__in=part).delete()
    changed = (_row(family, film, line, number) for line in after.lines if line.id in other_way.was)
    rows.TranscriptLine.objects.bulk_create(changed, batch_size=AT_ONCE)
    change = {"family_id": family.value, "change": _written(_told_step(other_way))}
    rows.TranscriptStep.objects.update_or_create(film_id=film.value, place=place, defaults=change)


def _rows(film: FilmId) -> QuerySet[rows.TranscriptLine]:
    return rows.TranscriptLine.objects.filter(film=film.value)


def _before(start: int, end: int, which: UUID) -> Q:
    return Q(start__lt=start) | Q(start=start, end__lt=end) | Q(start=start, end=end, pk__lt=which)


def _after(start: int, end: int, which: UUID) -> Q:
    return Q(start__gt=start) | Q(start=start, end__gt=end) | Q(start=start, end=end, pk__gt=which)


def _kept(film: FilmId, lines: Iterable[rows.TranscriptLine]) -> Kept:
    row = rows.Transcript.objects.filter(pk=film.value).first()
    if row is None:
        return Kept()
    undone = rows.TranscriptStep.objects.filter(film=film.value, place__gt=row.done).count()
    return Kept(Transcript.of(map(_line_of, lines)), row.number, row.done, undone)


def _line_of(row: rows.TranscriptLine) -> Line:
    person = PersonId(row.person_id) if row.person_id else None
    return Line(LineId(row.id), Span(Micros(row.start), Micros(row.end)), person, row.words)


def _row(family: FamilyId, film: FilmId, line: Line, number: int) -> rows.TranscriptLine:
    return rows.TranscriptLine(
        id=line.id.value,
        family_id=family.value,
        film_id=film.value,
        start=line.span.start,
        end=line.span.end,
        person_id=line.person.value if line.person else None,
        words=line.words,
        number=number,
    )


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
