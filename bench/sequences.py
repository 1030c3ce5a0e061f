"""Time budgets, tabular export, behavioural strings and transitions of one coding, against BORIS on the same events.

    python bench/sequences.py --python ~/boris/bin/python      10 000 and 100 000 events
    python bench/sequences.py --python ... --events 10000      a quick run

BORIS is no part of the project: `--python` is one that has it, made by `python -m venv ~/boris` and
`~/boris/bin/pip install boris-behav-obs`. Its own functions are called without its windows. Events are counted as it
counts them: a state is two, its start and its stop. Each figure is the best of a few runs (of one, where it takes
seconds). BORIS makes its table of transitions of strings that it has exported, so that step begins with the events for
both; "counting" is the last part of it, from strings that are there already, each tool's own. "from text" begins one
step before it, with lines of text as BORIS keeps them; there is no such step here, so it has no aim.
"""

import argparse
import json
import math
import os
import random
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

from timing import Used

from vignette.domain.codebook import Shape
from vignette.domain.coding import Event, EventId, Record
from vignette.domain.person import PersonId
from vignette.domain.span import MILLISECOND, SECOND, Micros, Span
from vignette.evidence.sequences.budget import time_budget
from vignette.evidence.sequences.labelled import Labelled
from vignette.evidence.sequences.transitions import strings, transitions
from vignette.exchange.carried import Carried, CarriedCode, CarriedEvent, CarriedFilm
from vignette.exchange.csv_file import write_csv
from vignette.exchange.tables import bouts_table

PEER = Path(__file__).parent / "peers" / "boris_sequences.py"
STATES = ("look", "smile", "hold", "talk")
POINTS = ("nod", "point")
BETWEEN = "|"
AIM = 20
LIMIT = 240
"""Seconds that BORIS may take for one step; it was found to pass them at 100 000 events."""
QUICK = 1.0
"""Seconds under which a step is run again, five times in all."""
PEOPLE = ("Leo", "Maria")
TASKS = ("budget", "export", "strings", "transitions", "counting", "from text")
NO_AIM = "from text"
INSTALL = "No python with BORIS was named: python -m venv ~/boris, ~/boris/bin/pip install boris-behav-obs, --python."
MARIA, LEO = PersonId.new(), PersonId.new()
NAMES = {MARIA: "Maria", LEO: "Leo", None: "both"}


def main() -> None:
    wishes = _wishes()
    if wishes.python is None:
        print(INSTALL)
    ours: dict[int, dict[str, float]] = {}
    print(f"{'step':14}{'events':>9}{'ours, ms':>12}{'BORIS, ms':>14}{'BORIS / ours':>14}")
    for count in wishes.events:
        coded = _coded(count)
        ours[count] = {task: _best(work) for task, work in _ours(coded).items()}
        late = False
        for task in TASKS:
            # What includes a step that took too long takes too long as well.
            is_hopeless = late and task == "transitions"
            theirs = _theirs(wishes.python, coded, task) if wishes.python and not is_hopeless else None
            late = late or (task == "strings" and theirs is None)
            _tell(task, count, ours[count][task], theirs, wishes.python is not None)
    _tell_growth(ours)


def _tell(task: str, count: int, own: float, theirs: float | None, is_asked: bool) -> None:
    if theirs is not None:
        told, ratio = f"{1000 * theirs:.1f}", f"{theirs / own:.0f}"
    elif is_asked:
        told, ratio = f"> {1000 * LIMIT}", f"> {LIMIT / own:.0f}"
    else:
        told = ratio = "-"
    aim = "" if task == NO_AIM else f"   aim at least {AIM}"
    print(f"{task:14}{count:9}{1000 * own:12.2f}{told:>14}{ratio:>14}{aim}", flush=True)


def _tell_growth(ours: dict[int, dict[str, float]]) -> None:
    counts = sorted(ours)
    for few, many in pairwise(counts):
        law = many * math.log(many) / (few * math.log(few))
        grown = ", ".join(f"{task} {ours[many][task] / ours[few][task]:.1f}" for task in TASKS)
        laws = f"n log n is {law:.1f}, n squared {(many / few) ** 2:.0f}"
        print(f"from {few} to {many} events ours grows by: {grown}; {laws}")


def _ours(coded: Record) -> dict[str, Callable[[], object]]:
    carried = _carried(coded)
    said, ready = _text(coded), _strings(coded)
    return {
        "budget": lambda: time_budget(coded, NAMES),
        "export": lambda: write_csv(bouts_table(carried)),
        "strings": lambda: _text(coded),
        "transitions": lambda: transitions(_strings(coded)),
        "counting": lambda: transitions(ready),
        "from text": lambda: transitions(Labelled.of([line.split(BETWEEN) for line in said])),
    }


def _text(coded: Record) -> list[str]:
    """One string a person, as BORIS makes them."""
    return [BETWEEN.join(row) for row in _strings(coded).told()]


def _strings(coded: Record) -> Labelled:
    """Those of one person after those of the other; the film has one stretch."""
    rows = (strings(coded, NAMES, people=[person], by_person=False).told() for person in PEOPLE)
    return Labelled.of(list(chain.from_iterable(rows)))


def _best(work: Callable[[], object]) -> float:
    """Seconds of the processor."""
    taken = [_used(work)]
    while taken[0] < QUICK and len(taken) < 5:
        taken.append(_used(work))
    return min(taken)


def _used(work: Callable[[], object]) -> float:
    before = Used.so_far()
    work()
    return (Used.so_far() - before).cpu


def _theirs(python: Path, coded: Record, task: str) -> float | None:
    """Seconds of the processor that BORIS takes; None where it takes longer than LIMIT."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "events.json").write_text(json.dumps(_rows(coded)))
        (folder / "codes.json").write_text(json.dumps([*((c, True) for c in STATES), *((c, False) for c in POINTS)]))
        (folder / "strings.txt").write_text("\n".join(_text(coded)))
        told = _asked(python, folder, task)
        if told is None:
            return None
        if task == "budget":
            _refuse_difference(coded, told["told"])
        again = [_asked(python, folder, task) for _ in range(2)] if told["cpu"] < QUICK else []
    return min(float(each["cpu"]) for each in (told, *again) if each is not None)


def _asked(python: Path, folder: Path, task: str) -> dict[str, Any] | None:
    try:
        run = subprocess.run(
            [python, PEER, folder, task],
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            check=False,
            timeout=LIMIT,
        )
    except subprocess.TimeoutExpired:
        return None
    if run.returncode:
        raise SystemExit(f"BORIS did not run with {python}: {run.stderr[-400:]}")
    told: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return told


def _refuse_difference(coded: Record, told: Sequence[tuple[str, str, int, str]]) -> None:
    """What is quicker has to be the same: as many of each, and as long to the millisecond."""
    rows = {(row.person, row.code): row for row in time_budget(coded, NAMES)}
    for person, code, count, length in told:
        row = rows[person, code]
        if (row.count, row.total if code in STATES else 0) != (count, round(1e6 * float(length.replace("NA", "0")))):
            raise SystemExit(f"BORIS finds {count} and {length} s of {person}, {code}; here it is {row}")


def _coded(count: int) -> Record:
    """`count` starts, stops and points of two people, dense as in close coding: each code every few seconds."""
    chance = random.Random(7)  # noqa: S311  # a seed's chance is wanted
    lanes = [(person, code) for person in (MARIA, LEO) for code in STATES + POINTS]
    now = dict.fromkeys(lanes, 0)
    events: list[Event] = []
    left = count
    while left > 1:
        person, code = lane = min(now, key=now.__getitem__)
        start = now[lane] + 1 + round(chance.expovariate(1 / 4000))
        end = start if code in POINTS else start + 1 + round(chance.expovariate(1 / 3000))
        events.append(Event(EventId.new(), code, person, Micros(start * MILLISECOND), Micros(end * MILLISECOND)))
        now[lane] = end + 1
        left -= 1 if start == end else 2
    return Record("Anna", (Span(Micros(0), Micros(max(e.end for e in events) + SECOND)),), tuple(events))


def _rows(coded: Record) -> list[tuple[str, str, str]]:
    """The same as BORIS keeps it: a row for each start, stop and point, in order of time."""
    rows = [(event.start, NAMES[event.person], event.code) for event in coded.events]
    rows += [(event.end, NAMES[event.person], event.code) for event in coded.events if not event.is_point]
    return [(f"{at / SECOND:.3f}", person, code) for at, person, code in sorted(rows)]


def _carried(coded: Record) -> Carried:
    return Carried(
        title="film",
        coder=coded.coder,
        codebook="",
        films=(CarriedFilm("film.mp4"),),
        people=PEOPLE,
        codes=tuple(CarriedCode(code, Shape.STATE) for code in STATES)
        + tuple(CarriedCode(code, Shape.POINT) for code in POINTS),
        events=tuple(CarriedEvent(e.code, NAMES[e.person], e.start, e.end) for e in coded.events),
    )


def _wishes(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", type=Path, help="a python that has BORIS")
    parser.add_argument("--events", type=int, nargs="+", default=[10_000, 100_000], help="how many, each in turn")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
