"""What BORIS itself makes of a project: run by a Python that has boris-behav-obs, never by ours.

    python tests/exchange/in_boris.py counts FILE.boris      its counts and durations of a project, as JSON
    python tests/exchange/in_boris.py save FILE.boris OUT    opened and saved by BORIS
    python tests/exchange/in_boris.py code OUT.boris         a small dyad, coded key by key in BORIS and saved by it

It needs neither screen nor player: BORIS asks for both when it starts, so its window is a stand-in and only its own
functions for coding, opening, saving and counting are at work.
"""

import importlib.util
import json
import os
import sys
from decimal import Decimal
from types import ModuleType
from typing import Any
from unittest.mock import MagicMock

Project = dict[str, Any]


def boris(name: str) -> Any:
    """A module of BORIS; importing the package as such would open its window."""
    if "boris" not in sys.modules:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        sys.argv.append("-i")  # lets BORIS do without its player
        import matplotlib

        matplotlib.use = lambda *_, **__: None
        package = ModuleType("boris")
        package.__path__ = list(importlib.util.find_spec("boris").submodule_search_locations)
        sys.modules["boris"] = package
        sys.path.append(package.__path__[0])
    return importlib.import_module(f"boris.{name}")


def opened(path: str) -> Project:
    _, _, project, message = boris("project_functions").open_project_json(str(path))
    if "error" in project:
        raise SystemExit(f"BORIS does not open it: {project['error']} {message}")
    return project


def counts(project: Project) -> dict[str, Any]:
    """By observation: each bout as BORIS pairs it, and number and duration of its time budget with modifiers."""
    everybody = [each["name"] for each in project["subjects_conf"].values()] + ["No focal subject"]
    behaviours = [each["code"] for each in project["behaviors_conf"].values()]
    return {
        title: {
            "bouts": bouts(project, title, everybody, behaviours),
            "budget": budget(project, title, everybody, behaviours),
        }
        for title in project["observations"]
    }


def bouts(project: Project, title: str, everybody: list[str], behaviours: list[str]) -> Any:
    fine, message, database = boris("db_functions").load_aggregated_events_in_db(
        project, everybody, [title], behaviours
    )
    if not fine:
        return message
    rows = database.execute("SELECT subject, behavior, type, modifiers, start, stop, comment FROM aggregated_events")
    return sorted([*map(str, tuple(row)[:4]), *tuple(row)[4:]] for row in rows)


def budget(project: Project, title: str, everybody: list[str], behaviours: list[str]) -> Any:
    cursor = boris("db_functions").load_events_in_db(project, everybody, [title], behaviours)
    asked = {
        "selected subjects": everybody,
        "selected behaviors": behaviours,
        "include modifiers": True,
        "exclude behaviors": True,
        "exclude_non_coded_modifiers": True,
        "start time": Decimal("0.000"),
        "end time": Decimal("0.000"),
    }
    found, _ = boris("time_budget_functions").time_budget_analysis(project["behaviors_conf"], cursor, [title], asked)
    return sorted([r["subject"], r["behavior"], r["modifiers"], r["number"], str(r["duration"])] for r in found)


def saved(project: Project, path: str) -> None:
    window = MagicMock(pj=project, save_project_json_started=False, config_param={})
    boris("core").MainWindow.save_project_json(window, str(path))


DYAD = {
    "Mother": [
        (0.4, "looks"),
        (2.04, "says", "question"),
        (3.2, "turns away"),
        (5.0, "looks"),
        (5.88, "smiles", "strong"),
        (7.6, "smiles", "strong"),
        (7.6, "smiles", "strong"),
        (9.12, "smiles", "strong"),
        (12.0, "looks"),
    ],
    "Child": [(1.0, "smiles", "weak"), (2.5, "smiles", "weak"), (8.0, "says", "None"), (10.0, "looks")],
    "": [(4.0, "says", "answer"), (4.0, "looks"), (6.0, "looks")],
}
"""Who, when in seconds, what, and which modifiers; the child's last look is never ended, as happens."""


def coded() -> Project:
    config = boris("config")
    project = json.loads(json.dumps(config.EMPTY_PROJECT)) | {
        "project_name": "dyad",
        "project_date": "2026-11-27T09:00:00",
    }
    manner = {"name": "manner", "description": "", "type": 0, "ask at stop": False, "values": ["weak", "strong (s)"]}
    kinds = {"name": "kind", "description": "", "type": 1, "ask at stop": False, "values": ["question", "answer"]}
    behaviours = (
        ("State event", "l", "looks", "gaze", {}, "turns away"),
        ("State event", "t", "turns away", "gaze", {}, "looks"),
        ("State event", "s", "smiles", "face", {"0": manner}, ""),
        ("Point event", "p", "says", "", {"0": kinds}, ""),
    )
    names = ("type", "key", "code", "category", "modifiers", "excluded")
    project["behaviors_conf"] = {
        str(place): dict(zip(names, each, strict=True))
        | {"description": f"what {each[2]} means", "color": "", "coding map": ""}
        for place, each in enumerate(behaviours)
    }
    project["behavioral_categories"] = ["gaze", "face"]
    project["subjects_conf"] = {
        str(place): {"key": str(place + 1), "name": name, "description": ""}
        for place, name in enumerate(("Mother", "Child"))
    }
    films = ["/films/front.mp4", "/films/side.mp4"]
    project["observations"]["breakfast"] = {
        "file": {"1": films[:1], "2": films[1:]},
        "type": "MEDIA",
        "date": "2026-11-20T08:15:00",
        "description": "",
        "time offset": Decimal("0.000"),
        "observation time interval": [0, 0],
        "independent_variables": {},
        "media_info": {
            "length": {films[0]: 60.0, films[1]: 55.48},
            "fps": {films[0]: 25.0, films[1]: 29.97},
            "hasVideo": dict.fromkeys(films, True),
            "hasAudio": dict.fromkeys(films, True),
            "offset": {"1": 0.0, "2": 1.52},
        },
        "events": [],
    }
    for person, presses in DYAD.items():
        for press in presses:
            press_key(project, person, *press)
    return project


def press_key(project: Project, person: str, seconds: float, code: str, modifiers: str = "") -> None:
    window = MagicMock(
        pj=project,
        observationId="breakfast",
        playerType="MEDIA",
        currentSubject=person,
        subject_name_index={each["name"]: place for place, each in project["subjects_conf"].items()},
        state_behaviors_codes=boris("utilities").state_behavior_codes(project["behaviors_conf"]),
        close_the_same_current_event=False,
        plot_data={},
    )
    window.checkSameEvent.return_value = False
    window.getLaps.return_value = Decimal(str(seconds))
    place = next(each for each in project["behaviors_conf"].values() if each["code"] == code)
    event = {**place, "from map": modifiers, "subject": person, boris("config").FRAME_INDEX: round(seconds * 25)}
    boris("write_event").write_event(window, event, Decimal(str(seconds)).quantize(Decimal("0.001")))


def main(verb: str, path: str, out: str = "") -> None:
    if verb == "code":
        saved(coded(), path)
    elif verb == "save":
        saved(opened(path), out)
    else:
        sys.stdout.write(json.dumps(counts(opened(path)), indent=1, default=float))


if __name__ == "__main__":
    main(*(each for each in sys.argv[1:] if each != "-i"))
