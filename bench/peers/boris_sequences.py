"""How long BORIS takes, run by its own python: boris_sequences.py FOLDER TASK. Prints seconds, cpu and wall.

FOLDER holds events.json (rows of time in seconds, person, code, as BORIS keeps them), codes.json (codes and whether
they have a length), and strings.txt (behavioural strings). TASK is budget, export, strings, transitions, counting or
"from text".
"""

import importlib.util
import json
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

# The library that plays films is not needed for sums, and need not be installed for them.
sys.modules["boris.mpv2"] = ModuleType("boris.mpv2")
# Started as a program, BORIS finds some of its own parts beside that.
found = importlib.util.find_spec("boris")
sys.path += found.submodule_search_locations or [] if found else []

from boris import config as cfg  # noqa: E402  # BORIS has to find what is set above
from boris import db_functions, export_observation, time_budget_functions, transitions  # noqa: E402  # BORIS has to find what is set above

SEPARATOR = "|"


def main() -> None:
    folder, task = Path(sys.argv[1]), sys.argv[2]
    project = _project(folder)
    works = {
        "budget": _budget,
        "export": _export,
        "strings": _strings,
        "transitions": _transitions,
        "counting": _counting,
        "from text": _from_text,
    }
    work = works[task](project, folder)
    cpu, wall = time.process_time(), time.monotonic()
    told = work()
    print(json.dumps({"cpu": time.process_time() - cpu, "wall": time.monotonic() - wall, "told": told}))


def _project(folder: Path) -> dict[str, Any]:
    rows = json.loads((folder / "events.json").read_text())
    events = [[Decimal(at), person, code, "", "", cfg.NA] for at, person, code in rows]
    codes = json.loads((folder / "codes.json").read_text())
    behaviours = {
        str(place): {
            "type": cfg.STATE_EVENT if has_length else cfg.POINT_EVENT,
            "key": "",
            "code": code,
            "description": "",
            "category": "",
            "modifiers": "",
            "excluded": "",
        }
        for place, (code, has_length) in enumerate(codes)
    }
    length = float(events[-1][0]) + 1
    observation = {
        "file": {"1": ["film.mp4"]},
        "type": cfg.MEDIA,
        "date": "2026-01-01T10:00:00",
        "description": "",
        "time offset": Decimal(0),
        "events": events,
        "observation time interval": [0, 0],
        "independent_variables": {},
        "media_info": {"length": {"film.mp4": length}, "fps": {"film.mp4": 25.0}},
    }
    people = {str(n): {"key": "", "name": name, "description": ""} for n, name in enumerate(_people(events))}
    return {
        cfg.ETHOGRAM: behaviours,
        cfg.OBSERVATIONS: {"film": observation},
        cfg.SUBJECTS: people,
        "behavioral_categories": [],
    }


def _people(events: list[list[Any]]) -> list[str]:
    return sorted({event[1] for event in events})


def _wishes(project: dict[str, Any]) -> dict[str, Any]:
    events = project[cfg.OBSERVATIONS]["film"]["events"]
    return {
        cfg.SELECTED_SUBJECTS: _people(events),
        cfg.SELECTED_BEHAVIORS: [each["code"] for each in project[cfg.ETHOGRAM].values()],
        cfg.INCLUDE_MODIFIERS: False,
        cfg.EXCLUDE_BEHAVIORS: False,
        cfg.EXCLUDE_NON_CODED_MODIFIERS: True,
        "time": cfg.TIME_FULL_OBS,
        cfg.START_TIME: Decimal(0),
        cfg.END_TIME: Decimal(str(events[-1][0])) + 1,
    }


def _budget(project: dict[str, Any], folder: Path) -> Callable[[], Any]:
    wishes = _wishes(project)

    def work() -> Any:
        cursor = db_functions.load_events_in_db(
            project, wishes[cfg.SELECTED_SUBJECTS], ["film"], wishes[cfg.SELECTED_BEHAVIORS]
        )
        out, _ = time_budget_functions.time_budget_analysis(project[cfg.ETHOGRAM], cursor, ["film"], wishes)
        return [[each["subject"], each["behavior"], int(each["number"]), str(each["duration"])] for each in out]

    return work


def _export(project: dict[str, Any], folder: Path) -> Callable[[], Any]:
    observation = project[cfg.OBSERVATIONS]["film"]
    wishes = _wishes(project)

    def work() -> Any:
        file = str(folder / "events.tsv")
        return export_observation.export_tabular_events(
            project, wishes, "film", observation, project[cfg.ETHOGRAM], file, cfg.TSV_EXT
        )

    return work


def _strings(project: dict[str, Any], folder: Path) -> Callable[[], Any]:
    wishes = _wishes(project)

    def work() -> Any:
        return list(map(len, _said(project, wishes)))

    return work


def _said(project: dict[str, Any], wishes: dict[str, Any]) -> list[str]:
    return [
        export_observation.events_to_behavioral_sequences(project, "film", person, wishes, SEPARATOR)
        for person in wishes[cfg.SELECTED_SUBJECTS]
    ]


def _transitions(project: dict[str, Any], folder: Path) -> Callable[[], Any]:
    wishes = _wishes(project)
    return lambda: _counted(_said(project, wishes))


def _counting(project: dict[str, Any], folder: Path) -> Callable[[], Any]:
    sequences, labels = _split(_lines(folder))
    return lambda: _table(sequences, labels)


def _from_text(project: dict[str, Any], folder: Path) -> Callable[[], Any]:
    lines = _lines(folder)
    return lambda: _counted(lines)


def _lines(folder: Path) -> list[str]:
    return (folder / "strings.txt").read_text().splitlines()


def _counted(strings: list[str]) -> int:
    return _table(*_split(strings))


def _split(strings: list[str]) -> tuple[list[list[str]], list[str]]:
    sequences, labels = transitions.behavioral_strings_analysis(strings, SEPARATOR)
    return sequences, labels


def _table(sequences: list[list[str]], labels: list[str]) -> int:
    return len(transitions.observed_transitions_matrix(sequences, labels, mode="number"))


if __name__ == "__main__":
    main()
