"""Reading and writing an ELAN file of 100 000 annotations, as ratios to pympi on the same file; the aim is at most 1.

    python bench/eaf.py [annotations]

CPU seconds, the best of three, and the most memory that each read takes in its own process. "Read" is to events with
their times, "open" is to what stands in the file; pympi's own `Eaf(path)` is the latter. With
VIGNETTE_EAF_XSD=EAFv3.0.xsd, the published schema, what was written is validated against it.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from lxml import etree
from pympi import Eaf

from vignette.domain.codebook import Modifier, Shape
from vignette.domain.span import Micros
from vignette.exchange.carried import Carried, CarriedCode, CarriedEvent, CarriedFilm
from vignette.exchange.eaf import read_eaf, write_eaf
from vignette.exchange.eaf.parsing import parsed

ANNOTATIONS = 100_000
CODES = tuple(f"{level}{number}" for level in "ABC" for number in range(1, 6))


def main() -> None:
    if len(sys.argv) > 2:
        _read_alone(sys.argv[1], Path(sys.argv[2]))
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ANNOTATIONS
    carried = _coding(count)
    with tempfile.TemporaryDirectory() as folder:
        path, again = Path(folder, "ours.eaf"), Path(folder, "pympi.eaf")
        path.write_bytes(write_eaf(carried))
        assert read_eaf(path.read_bytes()) == carried
        peer = Eaf(str(path))
        figures = {
            "read": (_seconds(lambda: read_eaf(path.read_bytes())), _seconds(lambda: _theirs(path))),
            "open": (_seconds(lambda: parsed(path.read_bytes())), _seconds(lambda: Eaf(str(path)))),
            "write": (
                _seconds(lambda: path.write_bytes(write_eaf(carried))),
                _seconds(lambda: peer.to_file(str(again))),
            ),
        }
        memory = {who: _memory(who, path) for who in ("nothing", "ours", "pympi")}
        print(f"{count} annotations with times, and one more for each tenth; {path.stat().st_size / 1e6:.1f} MB")
        for deed, (ours, theirs) in figures.items():
            print(f"{deed:6} {ours:6.2f} s   pympi {theirs:6.2f} s   ratio {ours / theirs:.2f}, the aim is at most 1")
        for who in ("ours", "pympi"):
            print(f"memory to read, {who}: {memory[who] - memory['nothing']:.0f} MB")
        _validate(path)


def _coding(count: int) -> Carried:
    """Two people and fifteen codes, an event every 100 ms, each a third of a second past whole milliseconds."""
    events = []
    for number in range(count):
        start = number * 100_000 + 333
        modifiers = {"how": ("warm",)} if number % 10 == 0 else {}
        person = ("Mother", "Child")[number % 2]
        events.append(CarriedEvent(CODES[number % 15], person, Micros(start), Micros(start + 1_200_000), modifiers))
    codes = tuple(CarriedCode(code, Shape.STATE, code, level=code[0], modifiers=("how",)) for code in CODES)
    films = (CarriedFilm("film.mp4", length=Micros(count * 100_000 + 2_000_000)),)
    modifiers = (Modifier("how", "How", ("warm", "cool")),)
    return Carried("Bench", "Coder", "bench@1", films, ("Mother", "Child"), codes, tuple(events), modifiers)


def _theirs(path: Path) -> list[object]:
    theirs = Eaf(str(path))
    return [theirs.get_annotation_data_for_tier(name) for name in theirs.get_tier_names()]


def _seconds(work: Callable[[], object]) -> float:
    return min(_once(work) for _ in range(3))


def _once(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def _memory(who: str, path: Path) -> float:
    """Megabytes that a process takes at most to import both readers and to read `path` with one, or with none."""
    done = subprocess.run([sys.executable, __file__, who, str(path)], check=True, capture_output=True, text=True)
    return float(done.stdout)


def _read_alone(who: str, path: Path) -> None:
    read = {"nothing": lambda: None, "ours": lambda: read_eaf(path.read_bytes()), "pympi": lambda: _theirs(path)}
    carried = read[who]()
    status = Path("/proc/self/status").read_text().split()
    print(int(status[status.index("VmHWM:") + 1]) / 1000)
    del carried


def _validate(path: Path) -> None:
    schema = os.environ.get("VIGNETTE_EAF_XSD")
    if schema is None:
        print("not validated: VIGNETTE_EAF_XSD names no schema")
        return
    etree.XMLSchema(etree.parse(schema)).assertValid(etree.parse(str(path)))
    print("valid against the published schema")


if __name__ == "__main__":
    main()
