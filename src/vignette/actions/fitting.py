"""What a file carries, made to fit a film, its people and a codebook; what does not fit is told, a sentence each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vignette.domain.codebook import Codebook, Principle, Shape
from vignette.domain.coding import Event, EventId
from vignette.domain.draft import CODE, KEY, MOST_CODES
from vignette.domain.errors import NotAllowed
from vignette.domain.person import PersonId
from vignette.domain.span import Micros, Span
from vignette.exchange.carried import Carried, CarriedCode, CarriedEvent

LONGEST_NOTE, LONGEST_LABEL, LONGEST_HINT = 2_000, 80, 300
"""Letters."""
LEVEL = "codes"
"""The one level of codes that a file puts into none."""


class LeftOut:
    """Somebody in a file who is not to be brought in."""


LEFT_OUT = LeftOut()
Whose = PersonId | LeftOut | None
"""Whom a name means: somebody in the film, both (None), or nobody who is wanted."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """The events as they would stand in the new coding, and all that would be lost on the way."""

    events: tuple[Event, ...]
    losses: tuple[str, ...]


def fitted(its: Carried, whose: Mapping[str, Whose], book: Codebook, codes: Mapping[str, str], whole: Span) -> Fitted:
    """`codes` say which code of `book` each code of the file is, where it is called otherwise there."""
    fitting = _Fitting(book, codes, whole)
    events = tuple(filter(None, (fitting.event(each, whose.get(each.person, LEFT_OUT)) for each in its.events)))
    return Fitted(events, (*fitting.sentences(), *its.losses))


def book_as_in_file(its: Carried, name: str, title: str) -> tuple[Codebook, Mapping[str, str]]:
    """A codebook of the codes that the file explains or uses, and how each of them is called in it."""
    known = {each.code: each for each in its.codes}
    for event in its.events:
        known.setdefault(event.code, CarriedCode(event.code, Shape.POINT if event.start == event.end else Shape.STATE))
    if len(known) > MOST_CODES:
        raise NotAllowed(f"A codebook has at most {MOST_CODES} codes: choose one that is here.")
    called = _short_names(known)
    levels = dict.fromkeys(each.level or LEVEL for each in known.values())
    modifiers = {each.code: each for each in its.modifiers}
    used = _used_modifiers(its, known)
    keys: set[str] = set()
    principles = []
    for code, each in known.items():
        key = each.key.lower() if KEY.fullmatch(each.key.lower()) and each.key.lower() not in keys else ""
        keys.add(key)
        allowed = tuple(name for name in used[code] if name in modifiers)
        level, label = each.level or LEVEL, (each.label or code)[:LONGEST_LABEL]
        principles.append(
            Principle(called[code], label, each.hint[:LONGEST_HINT], level, True, each.shape, key, allowed)
        )
    try:
        made = Codebook(
            name,
            "1",
            title,
            tuple((level, level) for level in levels),
            tuple(principles),
            modifiers=tuple(modifiers.values()),
            exclusive=frozenset(its.exclusive) & frozenset(levels),
        )
    except ValueError as error:
        raise NotAllowed(f"No codebook can be made of this: {str(error).partition(': ')[2]}.") from error
    return made, called


def lost_of_file(its: Carried, by: str) -> Iterable[str]:
    """What of a file no coding has a place for, whatever its codebook; `by` is called whoever brings it in."""
    if its.coder not in ("", by):
        yield f"That {_plain(its.coder)} coded it is not kept: the new coding is yours."
    if len(its.films) > 1:
        yield f"The file has {len(its.films)} films: its codes lie where they are in the first of them."


def lost_of_book(its: Carried) -> Iterable[str]:
    """What of the codes of a file has no place in the codebook that `book_as_in_file` makes."""
    keys = [each.key.lower() for each in its.codes if each.key]
    lost = {
        f"Labels are cut after {LONGEST_LABEL} letters: {{}}.": sum(len(c.label) > LONGEST_LABEL for c in its.codes),
        f"Hints are cut after {LONGEST_HINT} letters: {{}}.": sum(len(c.hint) > LONGEST_HINT for c in its.codes),
        "Keys that are taken already, or are no letter, are left out: {}.": len(keys)
        - len({key for key in keys if KEY.fullmatch(key)}),
    }
    return (sentence.format(count) for sentence, count in lost.items() if count)


class _Fitting:
    """One walk through the events of a file; counts what is lost by the sentence that tells of it."""

    def __init__(self, book: Codebook, codes: Mapping[str, str], whole: Span) -> None:
        self._codes, self._whole = codes, whole
        self._principles = {each.code: each for each in book.principles}
        self._modifiers = {each.code: each for each in book.modifiers}
        self._lost: Counter[str] = Counter()

    def sentences(self) -> Iterable[str]:
        return (sentence.format(count=count) for sentence, count in self._lost.items())

    def event(self, each: CarriedEvent, whose: Whose) -> Event | None:
        if isinstance(whose, LeftOut):
            return self._gone(f"{_of(each.person)}: {{count}} left out, as you chose.")
        its = self._principles.get(self._codes.get(each.code, each.code))
        if its is None:
            return self._gone(f"“{_plain(each.code)}”: {{count}} left out, since the codebook has no such code.")
        if not 0 <= each.start <= each.end or each.start >= self._whole.end:
            return self._gone("{count} left out that lie outside of the film.")
        end = self._end(each, its)
        if end is None:
            return self._gone(
                f"“{_plain(its.label)}”: {{count}} left out that have no length, where the codebook says it lasts."
            )
        return Event(EventId.new(), its.code, whose, each.start, end, self._said(each, its), self._note(each))

    def _end(self, each: CarriedEvent, its: Principle) -> Micros | None:
        if its.shape is Shape.POINT:
            if each.end > each.start:
                self._lost[
                    f"“{_plain(its.label)}”: {{count}} lose their length, since the codebook says it is over at once."
                ] += 1
            return each.start
        if each.end > self._whole.end:
            self._lost["{count} are cut off where the film ends."] += 1
        end = min(each.end, self._whole.end)
        return Micros(end) if end > each.start else None

    def _said(self, each: CarriedEvent, its: Principle) -> dict[str, tuple[str, ...]]:
        said = {}
        for name, chosen in each.modifiers.items():
            known = self._modifiers.get(name) if name in its.modifiers else None
            fits = known is not None and set(chosen) <= set(known.values) and (known.takes_many or len(chosen) < 2)
            if fits:
                said[name] = tuple(chosen)
            else:
                self._lost[
                    f"What was said of “{_plain(name)}” is left out {{count}} times: the codebook does not have it."
                ] += 1
        return said

    def _note(self, each: CarriedEvent) -> str:
        if len(each.note) > LONGEST_NOTE:
            self._lost[f"{{count}} notes are cut after {LONGEST_NOTE} letters."] += 1
        return each.note[:LONGEST_NOTE]

    def _gone(self, sentence: str) -> Event | None:
        self._lost[sentence] += 1
        return None


def _used_modifiers(its: Carried, known: Mapping[str, CarriedCode]) -> Mapping[str, tuple[str, ...]]:
    used = {code: dict.fromkeys(each.modifiers) for code, each in known.items()}
    for event in its.events:
        used[event.code] |= dict.fromkeys(event.modifiers)
    return {code: tuple(names) for code, names in used.items()}


def _short_names(codes: Iterable[str]) -> Mapping[str, str]:
    """Each code as it is, where it is short and plain; else the plain letters it begins with, each once."""
    every = list(codes)
    called = {code: code for code in every if CODE.fullmatch(code)}
    for code in every:
        if code not in called:
            base = re.sub(r"[^A-Za-z0-9]+", "-", code).strip("-")[:9].strip("-") or "code"
            free = (each for each in (base, *(f"{base}-{n}" for n in range(2, 1_000))) if each not in called.values())
            called[code] = next(free)
    return called


def _of(name: str) -> str:
    return f"Of {_plain(name)}" if name else "Of nobody in particular"


def _plain(text: str) -> str:
    """As it stands in a sentence that is filled in."""
    return text[:60].replace("{", "(").replace("}", ")")
