"""Whether BORIS counts in our files what we wrote into them: run by hand, with a Python that has boris-behav-obs.

    python -m tests.exchange.with_boris --python /path/to/python [--events 400] [--seed 1]

A coding made by chance is written as .boris, opened by BORIS, counted by BORIS (number and total duration of each code
by person and modifier, and every bout), saved by BORIS, and read again. BORIS holds whole milliseconds once it has
opened a file, so times are compared as milliseconds.
"""

import argparse
import json
import random
import subprocess
import sys
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.exchange.carrying import in_order
from vignette.domain.codebook import Modifier, Shape
from vignette.domain.span import Micros
from vignette.exchange.boris import lost_in_boris, read_boris, write_boris
from vignette.exchange.carried import Carried, CarriedCode, CarriedEvent, CarriedFilm

IN_BORIS = Path(__file__).with_name("in_boris.py")
PEOPLE = ("Mother", "Child", "")
MODIFIERS = (
    Modifier("manner", "How", ("weak", "strong")),
    Modifier("kind", "", ("ask", "tell", "sing"), takes_many=True),
)
CODES = (
    CarriedCode("looks", Shape.STATE, "Looks at the other", "Eyes, not head", "l", "gaze"),
    CarriedCode("turns away", Shape.STATE, "", "", "t", "gaze"),
    CarriedCode("smiles", Shape.STATE, "Smiles", "", "s", "face", ("manner",)),
    CarriedCode("says", Shape.POINT, "", "", "p", "", ("kind", "manner")),
)
FILMS = (
    CarriedFilm("front.mp4", Micros(0), Micros(1_800_000_000), 25.0),
    CarriedFilm("front 2.mp4", Micros(1_800_000_000), Micros(600_000_000), 25.0),
    CarriedFilm("side.mp4", Micros(-1_520_000), Micros(2_000_000_000), 29.97),
)


def made(events: int, chance: random.Random) -> Carried:
    """States of one code, person and modifier follow each other, touch, or last no time at all; points lie anywhere."""
    clocks: dict[object, int] = defaultdict(int)
    coded = []
    for _ in range(events):
        code, person = chance.choice(CODES), chance.choice(PEOPLE)
        said = {
            m.code: tuple(chance.sample(m.values, chance.randint(1, 1 + m.takes_many)))
            for m in MODIFIERS
            if m.code in code.modifiers
        }
        same = repr((code.code, person, said))
        start = clocks[same] + chance.choice([0, 1000, chance.randint(0, 20_000_000)])
        end = start if code.shape is Shape.POINT else start + chance.choice([0, 1, chance.randint(0, 9_000_000)])
        clocks[same] = end
        coded.append(CarriedEvent(code.code, person, Micros(start), Micros(end), said, chance.choice(["", "a note"])))
    return Carried("by chance", "Ada", "dyad@1", FILMS, PEOPLE[:2], CODES, tuple(coded), MODIFIERS, frozenset({"gaze"}))


def in_milliseconds(one: Carried) -> Carried:
    """Rounded as BORIS does: the decimal that is exactly the float in the file, to three places."""
    return replace(one, events=tuple(replace(e, start=_rounded(e.start), end=_rounded(e.end)) for e in one.events))


def _rounded(at: Micros) -> Micros:
    return Micros(int(Decimal(at / 1_000_000).quantize(Decimal("0.001")) * 1_000_000))


def expected(one: Carried) -> list[list[object]]:
    """Number and duration of each code by person and modifiers, counted over our own events."""
    bouts: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    sets = {code.code: code.modifiers for code in one.codes}
    for event in one.events:
        said = "|".join(",".join(event.modifiers.get(each, ("None",))) for each in sets[event.code])
        bouts[event.person or "No focal subject", event.code, said].append(event.end - event.start)
    points = {code.code for code in one.codes if code.shape is Shape.POINT}
    return sorted(
        [*key, len(lengths), "NA" if key[1] in points else str(round(sum(lengths) / 1e6, 3))]
        for key, lengths in bouts.items()
    )


def asked(python: str, *words: str) -> str:
    return subprocess.run([python, str(IN_BORIS), *words], check=True, capture_output=True, text=True).stdout


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--python", required=True)
    arguments.add_argument("--events", type=int, default=400)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    one = made(given.events, random.Random(given.seed))  # noqa: S311 - chance that can be repeated
    with TemporaryDirectory() as folder:
        ours, theirs = (f"{folder}/{name}.boris" for name in ("ours", "theirs"))
        Path(ours).write_bytes(write_boris(one))
        counted = json.loads(asked(given.python, "counts", ours))["by chance"]
        asked(given.python, "save", ours, theirs)
        (back,) = read_boris(Path(theirs).read_bytes())
    findings = {
        "losses named before": lost_in_boris(one) or "none",
        "bouts in BORIS": f"{len(counted['bouts'])} of {len(one.events)}",
        "numbers and durations by person, code and modifiers": _same(counted["budget"], expected(in_milliseconds(one))),
        "saved by BORIS and read again": _same(in_order(back), in_order(in_milliseconds(one))),
        "losses named after": back.losses or "none",
    }
    for what, finding in findings.items():
        sys.stdout.write(f"{what}: {finding}\n")
    return 0 if len(counted["bouts"]) == len(one.events) and "differs" not in map(str, findings.values()) else 1


def _same(theirs: object, ours: object) -> str:
    return "the same" if theirs == ours else "differs"


if __name__ == "__main__":
    sys.exit(main())
