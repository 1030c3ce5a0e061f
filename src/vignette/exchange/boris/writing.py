"""A BORIS project written: one ethogram, one list of subjects, and an observation for each coding."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from vignette.domain.codebook import Shape
from vignette.domain.span import SECOND, Micros
from vignette.exchange.boris.words import CODEBOOK, CODER, FORMAT, NOBODY
from vignette.exchange.boris.written_ethogram import (
    Definitions,
    is_said_wholly,
    losses_of_definitions,
    said,
    written_ethogram,
)
from vignette.exchange.boris.written_films import losses_of_films, written_films
from vignette.exchange.carried import Carried, CarriedEvent
from vignette.exchange.losing import LostOfEvents
from vignette.exchange.strict import LONGEST, short

UNTITLED = "coding"


def write_boris(*carried: Carried) -> bytes:
    """A .boris with one observation for each of `carried`; `lost_in_boris` says what does not come along.

    It is ASCII, since BORIS opens files in whatever encoding its computer has, and keeps microseconds.
    """
    known = Definitions.of(carried)
    variables = _variables(carried)
    project = {
        "time_format": "hh:mm:ss",
        "project_date": "",
        "project_name": carried[0].codebook if carried else "",
        "project_description": "",
        "project_format_version": FORMAT,
        "subjects_conf": _subjects(carried),
        **written_ethogram(known),
        "observations": {
            title: _observation(one, known, variables) for title, one in zip(_titles(carried), carried, strict=True)
        },
        "independent_variables": {
            str(place): {"label": each, "description": "", "type": "text", "default value": "", "possible values": ""}
            for place, each in enumerate(variables)
        },
        "coding_map": {},
        "behaviors_coding_map": [],
        "converters": {},
    }
    return json.dumps(project).encode("ascii")


def lost_in_boris(*carried: Carried) -> tuple[str, ...]:
    """What of `carried` a .boris cannot hold, a sentence each; empty where `read_boris` gives all of it back."""
    known = Definitions.of(carried)
    return tuple(dict.fromkeys((*_losses(carried, known), *losses_of_definitions(carried, known))))


def _observation(one: Carried, known: Definitions, variables: Sequence[str]) -> dict[str, Any]:
    films = written_films(one.films)
    frame = ["NA"] if films["type"] == "MEDIA" else []
    values = {CODER: one.coder, CODEBOOK: one.codebook}
    return {
        **films,
        "date": "",
        "description": "",
        "time offset": 0.0,
        "observation time interval": [0, 0],
        "independent_variables": {each: values[each] for each in variables},
        "visualize_spectrogram": False,
        "visualize_waveform": False,
        "close_behaviors_between_videos": False,
        "scan_sampling_time": 0,
        "start_from_current_time": False,
        "events": [[*row, *frame] for row in _rows(one.events, known, LostOfEvents())],
    }


def _rows(events: Iterable[CarriedEvent], known: Definitions, lost: LostOfEvents) -> list[tuple[Any, ...]]:
    """The rows in order of time, and at one time each end before the beginning that follows it."""
    rows: list[tuple[Any, ...]] = []
    ends: dict[tuple[str, str, str], Micros] = {}
    for event in sorted(events, key=lambda event: (event.start, event.end)):
        modifiers = said(event, known)
        is_state = known.codes[event.code].shape is Shape.STATE
        group = (event.person, event.code, modifiers)
        if not 0 <= event.start <= event.end <= LONGEST:
            lost.note(event, "lie outside of the film and are left out")
        elif is_state and event.start < ends.get(group, 0):
            lost.note(event, "overlap another one, which BORIS cannot hold, and are left out")
        else:
            ends[group] = event.end
            rows.extend(_rows_of(event, modifiers, is_state=is_state))
            _note_what_is_lost(event, known, lost, is_state=is_state)
    return sorted(rows, key=lambda row: row[0])


def _rows_of(event: CarriedEvent, modifiers: str, *, is_state: bool) -> Iterator[tuple[Any, ...]]:
    yield event.start / SECOND, event.person, event.code, modifiers, event.note
    if is_state:
        yield event.end / SECOND, event.person, event.code, modifiers, ""


def _note_what_is_lost(event: CarriedEvent, known: Definitions, lost: LostOfEvents, *, is_state: bool) -> None:
    if not is_state and event.end > event.start:
        lost.note(event, "are points and lose their ends")
    if not is_said_wholly(event, known):
        lost.note(event, "have modifiers that do not belong to the code, which are left out")


def _titles(carried: Sequence[Carried]) -> list[str]:
    titles: list[str] = []
    for one in carried:
        title = wanted = one.title or UNTITLED
        while title in titles:
            title = f"{wanted} {len(titles) + 1}" if title == wanted else f"{title}+"
        titles.append(title)
    return titles


def _variables(carried: Sequence[Carried]) -> list[str]:
    has_coders = any(one.coder for one in carried)
    return [CODER] * has_coders + [CODEBOOK] * (len({one.codebook for one in carried}) > 1)


def _people(carried: Iterable[Carried]) -> list[str]:
    named = [name for one in carried for name in (*one.people, *(event.person for event in one.events))]
    return [name for name in dict.fromkeys(named) if name]


def _subjects(carried: Iterable[Carried]) -> dict[str, Any]:
    """The digits are the keys of the first nine, as they choose the person here."""
    return {
        str(place): {"key": str(place + 1) if place < 9 else "", "name": name, "description": ""}
        for place, name in enumerate(_people(carried))
    }


def _losses(carried: Sequence[Carried], known: Definitions) -> Iterator[str]:
    for one, title in zip(carried, _titles(carried), strict=True):
        lost = LostOfEvents()
        _rows(one.events, known, lost)
        yield from losses_of_films(one.films)
        yield from lost.sentences()
        if title != one.title:
            yield f"The coding “{short(one.title)}” is written as “{short(title)}”: titles differ in BORIS."
    yield from _losses_of_people(carried)
    if any(set(one.codes) != set(carried[0].codes) for one in carried):
        yield "One BORIS project has one ethogram: every coding gets the codes of all."


def _losses_of_people(carried: Sequence[Carried]) -> Iterator[str]:
    people = _people(carried)
    if NOBODY in people:
        yield f"“{NOBODY}” is how BORIS calls nobody: what is coded of a person of that name is nobody's."
    if any(list(one.people) != people for one in carried):
        yield "A BORIS project has one list of subjects: it names everybody once, in all codings."
