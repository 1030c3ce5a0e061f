"""A BORIS project read: each observation with the ethogram and the subjects of the project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from vignette.domain.codebook import Modifier, Shape
from vignette.exchange.boris.ethogram import Ethogram, ethogram_of
from vignette.exchange.boris.films import films_of
from vignette.exchange.boris.opening import project_of
from vignette.exchange.boris.pairing import Pair, Row, paired, refuse_before_film
from vignette.exchange.boris.words import (
    BETWEEN_CHOICES,
    BETWEEN_SETS,
    CODEBOOK,
    CODER,
    NOBODY,
    UNSET,
    when,
    whose,
)
from vignette.exchange.carried import Carried, CarriedCode, CarriedEvent, Unreadable
from vignette.exchange.strict import listing, mapping, moment, number, short, words


def read_boris(content: bytes) -> tuple[Carried, ...]:
    """The observations of the project in `content`, one `Carried` each; of a bare ethogram one without events.

    Times are counted from the beginning of the first film: the time offset of an observation is taken off. Events of
    “No focal subject” have an empty person. Observations of pictures are left out, as the losses of the others say.
    Raises Unreadable where the bytes are no such project, or where it is damaged or ambiguous.
    """
    project = project_of(content)
    ethogram = ethogram_of(project)
    observations = mapping(project["observations"], "the observations")
    tables = {title: mapping(each, "an observation") for title, each in observations.items()}
    pictures = [title for title, each in tables.items() if each.get("type") == "IMAGES"]
    shared = (*ethogram.losses, *_losses_of_project(project), *_losses_of_pictures(pictures))
    filmed = {title: each for title, each in tables.items() if title not in pictures}
    if tables and not filmed:
        raise Unreadable("This BORIS project holds observations of pictures, and no film.")
    return tuple(
        _carried(project, ethogram, title, each, shared)
        for title, each in (filmed or {words(project.get("project_name", ""), "the project's name"): {}}).items()
    )


def _carried(
    project: Mapping[str, Any], ethogram: Ethogram, title: str, observation: Mapping[str, Any], shared: tuple[str, ...]
) -> Carried:
    rows, losses_of_rows = _rows(observation)
    codes, strange = _codes(ethogram, rows)
    pairs, unpaired = paired(rows, {each.code for each in codes if each.shape is Shape.STATE})
    events, losses_of_modifiers = _events(pairs, ethogram)
    films, losses_of_films = films_of(observation)
    variables = _variables(observation)
    return Carried(
        title=words(title, "the name of an observation"),
        coder=variables.get(CODER, ""),
        codebook=variables.get(CODEBOOK, words(project.get("project_name", ""), "the project's name")),
        films=films,
        people=_people(project, rows),
        codes=codes,
        events=events,
        modifiers=_with_what_was_coded(ethogram.modifiers, events),
        exclusive=ethogram.exclusive,
        losses=(
            *shared,
            *_losses_of_observation(observation, variables),
            *losses_of_films,
            *losses_of_rows,
            *strange,
            *losses_of_modifiers,
            *map(_loss_of_unpaired, unpaired),
        ),
    )


def _rows(observation: Mapping[str, Any]) -> tuple[list[Row], tuple[str, ...]]:
    zero = _zero(observation)
    entries = [listing(each, "an event") for each in listing(observation.get("events", []), "the events")]
    rows = [_row(each, zero) for each in entries]
    refuse_before_film(rows)
    has_frames = any(len(each) > 5 and isinstance(each[5], int) for each in entries)
    return rows, ("The numbers of frames are left out: events are known by their times.",) if has_frames else ()


def _zero(observation: Mapping[str, Any]) -> float:
    """The time, in seconds, that BORIS shows where the first film begins."""
    offset = number(observation.get("time offset") or 0, "the time offset of an observation")
    if not observation.get("media_creation_date_as_offset"):
        return offset
    created = mapping(observation.get("media_info") or {}, "“media_info”").get("media_creation_time") or {0: 0}
    return offset + number(next(iter(mapping(created, "when the films were made").values())), "when a film was made")


def _row(entry: Sequence[Any], zero: float) -> Row:
    if len(entry) < 4:
        raise Unreadable("The file is damaged or not what it seems: an event has no time, subject, code and modifier.")
    person, code, modifiers, note = (words(each or "", "a part of an event") for each in (*entry[1:5], "")[:4])
    at = moment(number(entry[0], "the time of an event") - zero, "the time of an event")
    return Row(at, "" if person == NOBODY else person, code, modifiers, note)


def _codes(ethogram: Ethogram, rows: Iterable[Row]) -> tuple[tuple[CarriedCode, ...], tuple[str, ...]]:
    """The codes, and points for what was coded without being defined; BORIS forgets that a behaviour was a state."""
    defined = {each.code for each in ethogram.codes}
    strangers = Counter(row.code for row in rows if row.code not in defined)
    if "" in strangers:
        raise Unreadable("The file is damaged or not what it seems: an event has no code.")
    return (
        (*ethogram.codes, *(CarriedCode(code, Shape.POINT) for code in strangers)),
        tuple(
            f"“{short(code)}” is coded and not in the ethogram: its {times} rows are taken as points."
            for code, times in strangers.items()
        ),
    )


def _events(pairs: Sequence[Pair], ethogram: Ethogram) -> tuple[tuple[CarriedEvent, ...], tuple[str, ...]]:
    events, unfit = [], Counter[str]()
    for pair in pairs:
        row = pair.begins
        sets = ethogram.sets.get(row.code, ())
        chosen = row.modifiers.split(BETWEEN_SETS) if row.modifiers else []
        if len(chosen) > len(sets):
            unfit[row.code] += 1
        modifiers = {
            each.code: said for each, text in zip(sets, chosen, strict=False) if each and (said := _said(each, text))
        }
        events.append(CarriedEvent(row.code, row.person, row.at, pair.ends.at, modifiers, pair.note))
    return tuple(events), tuple(
        f"{times} events of “{short(code)}” have more modifiers than the ethogram: these are left out."
        for code, times in unfit.items()
    )


def _said(modifier: Modifier, text: str) -> tuple[str, ...]:
    values = text.split(BETWEEN_CHOICES) if modifier.takes_many else [text]
    return tuple(each for each in dict.fromkeys(values) if each not in ("", UNSET))


def _with_what_was_coded(modifiers: Iterable[Modifier], events: Iterable[CarriedEvent]) -> tuple[Modifier, ...]:
    coded: dict[str, dict[str, None]] = {}
    for event in events:
        for code, values in event.modifiers.items():
            coded.setdefault(code, {}).update(dict.fromkeys(values))
    return tuple(
        replace(each, values=tuple(dict.fromkeys((*each.values, *coded.get(each.code, {}))))) for each in modifiers
    )


def _people(project: Mapping[str, Any], rows: Iterable[Row]) -> tuple[str, ...]:
    named = (words(each.get("name", ""), "the name of a subject") for each in _subjects(project))
    return tuple(name for name in dict.fromkeys((*named, *(row.person for row in rows))) if name not in ("", NOBODY))


def _subjects(project: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    tables = mapping(project.get("subjects_conf", {}), "the subjects").values()
    if any(isinstance(each, list) for each in tables):
        raise Unreadable("This project is of a BORIS before version 4: open it in a current one and save it there.")
    return [mapping(each, "a subject") for each in tables]


def _variables(observation: Mapping[str, Any]) -> dict[str, str]:
    table = mapping(observation.get("independent_variables") or {}, "the independent variables")
    return {
        name: value if isinstance(value, str) else str(number(value or 0, f"“{short(name)}”"))
        for name, value in ((words(n, "a name"), v) for n, v in table.items())
    }


def _losses_of_project(project: Mapping[str, Any]) -> Iterator[str]:
    for part, name in (
        ("project_description", "The project's description"),
        ("project_date", "The project's date"),
        ("converters", "The project's converters of time"),
        ("coding_map", "The project's coding maps"),
        ("behaviors_coding_map", "The project's coding maps of behaviours"),
    ):
        if project.get(part):
            yield (
                f"{name} has no place here."
                if name.endswith(("date", "description"))
                else f"{name} have no place here."
            )
    subjects = _subjects(project)
    # Here the digits choose the person, in their order: such a key is not lost.
    if any(each.get("key") not in (None, "", str(place)) for place, each in enumerate(subjects, start=1)):
        yield "The keys of subjects have no place here: digits choose the person."
    if described := [each for each in subjects if each.get("description")]:
        yield f"The descriptions of {len(described)} subjects have no place here."


def _losses_of_pictures(titles: Sequence[str]) -> Iterator[str]:
    for title in titles:
        yield f"The observation “{short(title)}” codes pictures, not a film: it is left out."


def _losses_of_observation(observation: Mapping[str, Any], variables: Mapping[str, str]) -> Iterator[str]:
    for part in ("date", "description"):
        if value := observation.get(part):
            yield f"The {part} of the observation has no place here: “{short(words(value, f'the {part}'))}”."
    for name, value in variables.items():
        if value and name not in (CODER, CODEBOOK):
            yield f"The independent variable “{short(name)}” has no place here: “{short(value)}”."
    yield from _losses_of_time(observation)
    if observation.get("plot_data"):
        yield "The data plotted beside the film have no place here."


def _losses_of_time(observation: Mapping[str, Any]) -> Iterator[str]:
    if zero := _zero(observation):
        yield f"The time offset of {zero:.3f} s is taken off all times, which count from the film's beginning here."
    interval = listing(observation.get("observation time interval") or [], "“observation time interval”")
    if any(interval):
        observed = " to ".join(when(moment(each or 0, "the observed interval")) for each in interval[:2])
        yield f"That only {observed} was observed has no place here."
    if observation.get("scan_sampling_time"):
        yield "That the observation was a scan at intervals has no place here."


def _loss_of_unpaired(row: Row) -> str:
    more = f" ({short(row.modifiers)})" if row.modifiers else ""
    return (
        f"“{short(row.code)}”{more} {whose(short(row.person))} begins at {when(row.at)} and never ends: it is left out."
    )
