"""What BORIS says of pairs of codings; run in a python of BORIS's own, where nothing of ours is.

    python boris_kappa.py cases.json

A case holds `one` and `other`, lists of [start, end, code, subject] in milliseconds (a point ends where it starts),
the `subjects` that are selected (empty for nobody in particular), `units` in seconds, and what is `asked`: "kappa" and
"alignment" for each unit, "plugins" for both plugins, times rounded to `decimals`. Prints one object for each case:
its numbers, and the seconds of the processor that each took.
"""

import contextlib
import importlib.util
import io
import json
import math
import os
import sys
import time
from decimal import Decimal
from pathlib import Path
from types import ModuleType

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# BORIS ends at once where there is no library to play films with; nothing is played here.
sys.modules["boris.mpv2"] = ModuleType("boris.mpv2")
# Started as a program, it finds some of its own parts beside that.
sys.path += importlib.util.find_spec("boris").submodule_search_locations

import pandas as pd  # noqa: E402  # BORIS has to find what is set above, as below
from boris import config, db_functions, irr  # noqa: E402  # BORIS has to find what is set above
from boris.analysis_plugins import irr_cohen_kappa, irr_weighted_cohen_kappa  # noqa: E402  # BORIS has to find what is set above
from boris.version import __version__  # noqa: E402  # BORIS has to find what is set above

NOBODY = config.NO_FOCAL_SUBJECT


def main() -> None:
    cases = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    told = [answered(case) for case in cases]
    print(json.dumps({"version": __version__, "cases": told}))


def answered(case):
    """The numbers of one case by name, and processor `seconds` by the same names."""
    numbers, seconds = {}, {}
    subjects = [subject or NOBODY for subject in case["subjects"]]
    fine, message, database = db_functions.load_aggregated_events_in_db(project(case), subjects, ["one", "other"], [])
    if not fine:
        raise SystemExit(message)
    functions = {"kappa": irr.cohen_kappa, "alignment": irr.needleman_wunsch_identity}
    for name in (each for each in case["asked"] if each in functions):
        for unit in case["units"]:
            began = time.process_time()
            value, _ = functions[name](database.cursor(), "one", "other", Decimal(str(unit)), subjects, False)
            seconds[f"{name} {unit}"] = time.process_time() - began
            numbers[f"{name} {unit}"] = None if value == -100 or math.isnan(value) else float(value)
    if "plugins" in case["asked"]:
        numbers["unweighted"] = plugin(irr_cohen_kappa, case)
        numbers["weighted"] = plugin(irr_weighted_cohen_kappa, case)
    return {"numbers": numbers, "seconds": seconds}


def project(case):
    """The case as BORIS has it once a project is open."""
    behaviors = {(event[2], event[0] == event[1]) for side in ("one", "other") for event in case[side]}
    ethogram = {
        str(number): {"code": code, "type": "Point event" if point else "State event", "modifiers": "", "key": ""}
        for number, (code, point) in enumerate(sorted(behaviors))
    }
    named = [subject for subject in case["subjects"] if subject]
    return {
        config.ETHOGRAM: ethogram,
        config.SUBJECTS: {str(number): {"name": name, "key": ""} for number, name in enumerate(named)},
        config.OBSERVATIONS: {side: observation(case[side]) for side in ("one", "other")},
    }


def observation(events):
    rows = [
        [Decimal(at) / 1000, subject, code, "", "", -1]
        for start, end, code, subject in events
        for at in ([start] if start == end else [start, end])
    ]
    return {config.TYPE: config.MEDIA, config.EVENTS: sorted(rows, key=lambda row: row[0])}


def plugin(module, case):
    """The number a plugin shows for the pair, with what its questions suggest; None for NaN."""
    module.QInputDialog.getInt = lambda *_, value, **__: (case.get("decimals", value), True)
    module.QInputDialog.getDouble = lambda *_, value, **__: (value, True)
    module.QMessageBox.warning = lambda *_, **__: None
    frame = pd.DataFrame(
        [
            (side, subject or NOBODY, code, start / 1000, end / 1000)
            for side in ("one", "other")
            for start, end, code, subject in case[side]
        ],
        columns=["Observation id", "Subject", "Behavior", "Start (s)", "Stop (s)"],
    )
    with contextlib.redirect_stdout(io.StringIO()):
        found = module.run(frame)
    value = float((found[0] if isinstance(found, tuple) else found).loc["one", "other"])
    return None if math.isnan(value) else value


if __name__ == "__main__":
    main()
