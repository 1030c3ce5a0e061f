"""Run drills and print what became of each; the exit status tells whether all of them held."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.drills.drill import Failed, Setting, filling, killing
from tests.drills.films import made_anew_in_parts, plays_as_it_is
from tests.drills.guider import GaveUp
from tests.drills.home import furnished

DISK = 1 << 31
"""Bytes of the disk that fills up: room for a film and what the site never gives away."""

_OWN_DISK = "VIGNETTE_DRILLS_OWN_DISK"


def main() -> int:
    wishes = _wishes()
    if wishes.full and _OWN_DISK not in os.environ:
        return _on_a_disk_of_its_own()
    with tempfile.TemporaryDirectory(prefix="vignette-drills-") as folder:
        os.environ.setdefault("VIGNETTE_TESTS", folder)
        setting = _setting(Path(folder))
        failed = sum(_run("kill", killing, setting, Path(folder), seed) for seed in _seeds(wishes, wishes.kills))
        failed += sum(_run("full", filling, setting, Path(folder), seed) for seed in _seeds(wishes, wishes.full))
    print(f"held: {wishes.kills + wishes.full - failed}, not held: {failed}")
    return 1 if failed else 0


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.drills", description=__doc__)
    parser.add_argument("--kills", type=int, default=5, help="how many drills in which processes are killed")
    parser.add_argument("--full", type=int, default=0, help="how many in which the disk fills up (Linux only)")
    parser.add_argument("--first", type=int, default=0, help="the seed of the first")
    return parser.parse_args()


def _seeds(wishes: argparse.Namespace, count: int) -> range:
    return range(wishes.first, wishes.first + count)


def _on_a_disk_of_its_own() -> int:
    """The same command where temporary files have a small disk of their own, in memory, that goes with the process."""
    mount = f'mount -t tmpfs -o size={DISK} drills "$TMPDIR" && exec "$@"'
    with tempfile.TemporaryDirectory() as place:
        environment = os.environ | {"TMPDIR": place, _OWN_DISK: "1"}
        command = [sys.executable, "-m", "tests.drills", *sys.argv[1:]]
        unshare = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount, "sh", *command]
        return subprocess.run(unshare, env=environment, check=False).returncode


def _setting(folder: Path) -> Setting:
    template = folder / "template"
    ids = furnished(template)
    films = tuple(make(folder).read_bytes() for make in (plays_as_it_is, made_anew_in_parts))
    return Setting(template, ids["family"], ids["people"], films)


def _run(kind: str, drill: Callable[[Setting, Path, int], str], setting: Setting, folder: Path, seed: int) -> bool:
    """Whether the drill failed."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(dir=folder) as home:
        try:
            what = drill(setting, Path(home), seed)
        except (Failed, GaveUp, AssertionError) as failure:
            print(f"{kind} {seed}: FAILED {failure}", flush=True)
            return True
    print(f"{kind} {seed}: held ({what}; {time.monotonic() - began:.1f} s)", flush=True)
    return False


if __name__ == "__main__":
    sys.exit(main())
