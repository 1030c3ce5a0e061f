"""An .opf read: its columns become codes, its cells events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import Enum, auto
from itertools import chain

from vignette.domain.codebook import Modifier, Shape
from vignette.domain.span import SECOND
from vignette.exchange.carried import Carried, CarriedCode, CarriedEvent
from vignette.exchange.datavyu.about import About, about_of, is_about
from vignette.exchange.datavyu.opening import texts_of
from vignette.exchange.datavyu.project import Project, project_of
from vignette.exchange.datavyu.sheet import Cell, Column, Sheet, sheet_of
from vignette.exchange.datavyu.words import BETWEEN_CHOICES, NOTE, OURS, PERSON
from vignette.exchange.strict import short


def read_opf(content: bytes) -> Carried:
    """The spreadsheet in `content`.

    Every column is a code, and every cell of it an event: a point where onset and offset are one. What is chosen in a
    cell is a modifier named after the code of the cell (or the column, where it has no codes), and free text its note;
    a code “person” says who was coded. Raises Unreadable where the bytes are no such file, or damaged or ambiguous.
    """
    texts = texts_of(content)
    sheet = sheet_of(texts.db)
    ours = next((column for column in sheet.columns if column.name == OURS and is_about(column)), None)
    about = about_of(ours) if ours else About()
    columns = [_Coded(column, about) for column in sheet.columns if column is not ours]
    one = _carried(project_of(texts.project), about, columns, sheet)
    return replace(one, losses=(*texts.guessed, *one.losses))


def _carried(project: Project, about: About, columns: Sequence[_Coded], sheet: Sheet) -> Carried:
    defined = {code.code for code in about.codes}
    codes = (*about.codes, *(each.code() for each in columns if each.name not in defined))
    events = sorted((e for each in columns for e in each.events()), key=lambda event: (event.start, event.end))
    return Carried(
        title=about.titles.get("title", project.name),
        coder=about.titles.get("coder", ""),
        codebook=about.titles.get("codebook", ""),
        films=tuple(about.films) or project.films,
        people=tuple(dict.fromkeys((*about.people, *(event.person for event in events if event.person)))),
        codes=codes,
        events=tuple(events),
        modifiers=_modifiers(about.modifiers, codes, events),
        exclusive=frozenset(about.exclusive),
        losses=tuple(_losses(project, columns, sheet, has_films=bool(about.films))),
    )


class _Role(Enum):
    PERSON = auto()
    MODIFIER = auto()
    NOTE = auto()
    NAMED_NOTE = auto()


def _role(name: str, *, is_text: bool) -> _Role:
    if is_text:
        return _Role.NOTE if name in (NOTE, "") else _Role.NAMED_NOTE
    return _Role.PERSON if name == PERSON else _Role.MODIFIER


class _Coded:
    """A column as a code, with the names that `about` gives to it and to the codes of its cells."""

    def __init__(self, column: Column, about: About) -> None:
        self.name = about.columns.get(column.name, column.name)
        self._column = column
        self._defined = next((code for code in about.codes if code.code == self.name), None)
        self._many = {modifier.code for modifier in about.modifiers if modifier.takes_many}
        self._codes = [
            (
                _role(name, is_text=is_text or (about.is_ours and name == NOTE)),
                about.names.get(name, name) or column.name,
            )
            for name, is_text in column.codes
        ]

    def code(self) -> CarriedCode:
        shape = Shape.POINT if self._holds_points() else Shape.STATE
        modifiers = tuple(name for role, name in self._codes if role is _Role.MODIFIER)
        return CarriedCode(self.name, shape, hint=self._column.comment, modifiers=modifiers)

    def _holds_points(self) -> bool:
        """Many coders give points an onset only, and Datavyu leaves the offset at zero."""
        cells = self._column.cells
        return bool(cells) and all(cell.offset in (0, cell.onset) for cell in cells)

    def unended(self) -> list[Cell]:
        is_point = self._defined.shape is Shape.POINT if self._defined else self._holds_points()
        return [] if is_point else [cell for cell in self._column.cells if cell.offset < cell.onset]

    def events(self) -> Iterator[CarriedEvent]:
        left_out = {id(cell) for cell in self.unended()}
        for cell in self._column.cells:
            if id(cell) not in left_out:
                yield self._event(cell)

    def _event(self, cell: Cell) -> CarriedEvent:
        person, modifiers, notes = "", dict[str, tuple[str, ...]](), list[str]()
        for (role, name), value in zip(self._codes, cell.values, strict=False):
            if role is _Role.PERSON:
                person = value
            elif value and role is _Role.NOTE:
                notes.append(value)
            elif value and role is _Role.NAMED_NOTE:
                notes.append(f"{name}: {value}")
            elif value:
                modifiers[name] = tuple(value.split(BETWEEN_CHOICES)) if name in self._many else (value,)
        return CarriedEvent(self.name, person, cell.onset, max(cell.onset, cell.offset), modifiers, "\n".join(notes))


def _modifiers(
    defined: Iterable[Modifier], codes: Iterable[CarriedCode], events: Iterable[CarriedEvent]
) -> tuple[Modifier, ...]:
    """Those that are defined, and those of other columns, with all values that were coded."""
    known = {modifier.code: modifier for modifier in defined}
    values: dict[str, dict[str, None]] = {code: dict.fromkeys(modifier.values) for code, modifier in known.items()}
    for code in chain.from_iterable(each.modifiers for each in codes):
        values.setdefault(code, {})
    for event in events:
        for code, chosen in event.modifiers.items():
            values.setdefault(code, {}).update(dict.fromkeys(chosen))
    return tuple(
        Modifier(
            code, known[code].label if code in known else code, tuple(each), code in known and known[code].takes_many
        )
        for code, each in values.items()
    )


def _losses(project: Project, columns: Iterable[_Coded], sheet: Sheet, *, has_films: bool) -> Iterator[str]:
    if sheet.predicates:
        yield f"{sheet.predicates} definitions of predicates, which Datavyu itself no longer reads, are left out."
    if project.has_untold_offsets and not has_films:
        yield "When each film begins on the clock of the first one is not read: set it again."
    for each in columns:
        for cell in each.unended():
            begins = f"{cell.onset / SECOND:.3f} s"
            yield f"A cell of “{short(each.name)}” begins at {begins} and never ends: it is left out."
