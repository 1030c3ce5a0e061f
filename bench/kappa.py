"""Cohen's kappa at one second of two codings of 10 000 events, against BORIS on the same events.

    python bench/kappa.py --python ~/boris/bin/python         10 000 events: BORIS takes a minute and a half, and more
    python bench/kappa.py --python ... --events 1000          a quick run

BORIS is no part of the project: `--python` is one that has it, made by `python3.12 -m venv ~/boris` and
`~/boris/bin/pip install boris-behav-obs`. Counted are the processor seconds from events that each holds already; BORIS
reads no project and fills no table of events meanwhile. Both have to give the same number, to three decimals.
"""

import argparse
import json
import random
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from vignette.domain.codebook import Codebook, Principle, Shape
from vignette.domain.coding import Event, EventId, Record
from vignette.domain.person import PersonId
from vignette.domain.span import SECOND, Micros, Span
from vignette.evidence.agreement.boris import time_unit_kappa
from vignette.evidence.agreement.figure import How
from vignette.evidence.agreement.report import compare

PEER = Path(__file__).parent / "peers" / "boris_kappa.py"
AIM = 300
INSTALL = "No python with BORIS was named: make one of 3.12, install boris-behav-obs into it, and give it as --python."
PEOPLE = {"Parent": PersonId.new(), "Child": PersonId.new()}
STATES, POINTS = ("attentive", "guiding", "play", "smile"), ("initiative", "nod")
BOOK = Codebook(
    "bench",
    "1",
    "Made up",
    (("S", "States"), ("P", "Points")),
    tuple(Principle(code, code, "", "S", is_attuned=True) for code in STATES)
    + tuple(Principle(code, code, "", "P", is_attuned=True, shape=Shape.POINT) for code in POINTS),
)
Row = tuple[int, int, str, str]
"""Start and end in milliseconds, code, person."""


def main() -> None:
    wishes = _wishes()
    if wishes.python is None:
        print(INSTALL)
        return
    one, other = _coded(wishes.events)
    told = _peer(wishes.python, one, other)
    mine, theirs = _events(one), _events(other)
    value, ours = _timed(lambda: time_unit_kappa(mine, theirs, list(PEOPLE.values()), SECOND).value)
    _, whole = _timed(lambda: compare(_record(mine), _record(theirs), BOOK, How()))
    peers, peer = told["cases"][0]["numbers"]["kappa 1.0"], told["cases"][0]["seconds"]["kappa 1.0"]
    print(f"{len(one)} and {len(other)} events, {max(end for _, end, _, _ in one) / 60_000:.0f} minutes of film")
    print(f"BORIS {told['version']:8}{peer:10.3f} s   kappa {peers:.3f}")
    print(f"ours, as BORIS{ours:10.3f} s   kappa {value:.3f}")
    print(f"ours, whole report, for each person and code, with intervals and places: {whole:.3f} s")
    if value != peers:
        raise SystemExit("The two do not give the same number.")
    print(f"BORIS / ours: {peer / ours:.0f} x; aim at least {AIM}")


def _coded(events: int) -> tuple[list[Row], list[Row]]:
    """Two coders of the same film, with about so many events each: four states and two points of two people."""
    chance = random.Random(1)  # noqa: S311  # the same events every time
    one: list[Row] = []
    for person in PEOPLE:
        for code in STATES:
            at = chance.randrange(3000)
            for _ in range(events // 10):
                end = at + chance.randrange(500, 5000)
                one.append((at, end, code, person))
                at = end + chance.randrange(500, 4000)
        for code in POINTS:
            one += [(at, at, code, person) for at in (chance.randrange(events * 480) for _ in range(events // 20))]
    return sorted(one), sorted(_seen_anew(row, chance) for row in one if chance.random() < 0.95)


def _seen_anew(row: Row, chance: random.Random) -> Row:
    """What another coder makes of it: up to 0.2 s earlier or later at each end, never into what comes after."""
    start, end, code, person = row
    first = max(0, start + chance.randrange(-200, 200))
    return first, first if start == end else end + chance.randrange(-200, 200), code, person


def _peer(python: Path, one: Sequence[Row], other: Sequence[Row]) -> dict[str, Any]:
    case = {"one": one, "other": other, "subjects": list(PEOPLE), "units": [1.0], "asked": ["kappa"]}
    with tempfile.TemporaryDirectory() as folder:
        cases = Path(folder) / "cases.json"
        cases.write_text(json.dumps([case]), encoding="utf-8")
        run = subprocess.run([python, PEER, cases], stdout=subprocess.PIPE, text=True, check=False)
    if run.returncode:
        raise SystemExit(f"BORIS did not run with {python}. {INSTALL}")
    told: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return told


def _events(rows: Sequence[Row]) -> list[Event]:
    return [
        Event(EventId.new(), code, PEOPLE[person], Micros(start * 1000), Micros(end * 1000))
        for start, end, code, person in rows
    ]


def _record(events: Sequence[Event]) -> Record:
    return Record("coder", (Span(Micros(0), Micros(max(event.end for event in events) + 1)),), tuple(events))


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What `work` gives, and the processor seconds that it took: the middle of three times."""
    taken = []
    for _ in range(3):
        began = time.process_time()
        found = work()
        taken.append(time.process_time() - began)
    return found, sorted(taken)[1]


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", type=Path, help="a python that has BORIS")
    parser.add_argument("--events", type=int, default=10_000, help="how many events each coder has, about")
    return parser.parse_args()


if __name__ == "__main__":
    main()
