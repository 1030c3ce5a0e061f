"""The site as it really runs, and what can befall it: a process that dies, a disk that fills up."""

import errno
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from random import Random

from tests.machine import environment, until_it_answers

STARTED_WITHIN = 60.0


class Service:
    """`vignette serve` in `home`; whoever keeps the machine starts it again when it ends."""

    def __init__(self, home: Path, address: str) -> None:
        self._environment = environment(
            VIGNETTE_HOME=str(home), VIGNETTE_ADDRESS=address, VIGNETTE_LEASE="2", VIGNETTE_WORKERS="2"
        )
        self._address = address
        self._process: subprocess.Popen[bytes] | None = None
        self._ending = threading.Event()
        self._keeper = threading.Thread(target=self._keep, daemon=True)

    def __enter__(self) -> "Service":
        self._keeper.start()
        until_it_answers(f"http://{self._address}/sign-in", within=STARTED_WITHIN)
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        self._keeper.join()
        if self._process is not None:
            self._process.terminate()
            self._process.wait()

    def kill_one(self, random: Random) -> str:
        """Kill one process of the site; gives which kind it was."""
        by_kind: dict[str, list[int]] = {}
        for process in self._descendants():
            by_kind.setdefault(_kind_of(process), []).append(process)
        kind = random.choice(sorted(by_kind)) if by_kind else "nothing"
        for victim in by_kind.get(kind, ())[:1]:
            _kill(victim)
        return kind

    def _keep(self) -> None:
        command = [sys.executable, "-m", "vignette.cli", "serve"]
        while not self._ending.is_set():
            process = subprocess.Popen(
                command, env=self._environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            self._process = process
            while process.poll() is None and not self._ending.wait(0.1):
                pass

    def _descendants(self) -> list[int]:
        if self._process is None:
            return []
        family, size = {self._process.pid}, 0
        parents = _parents()
        while len(family) > size:
            size = len(family)
            family |= {process for process, parent in parents.items() if parent in family}
        return sorted(family)


class Filler:
    """A file that takes up what is left of a disk, but for some bytes, until the block ends."""

    def __init__(self, home: Path, *, leaves: int) -> None:
        self._path = home / "filler"
        self._leaves = leaves

    def __enter__(self) -> None:
        while not self._takes_what_is_left():
            continue

    def _takes_what_is_left(self) -> bool:
        """Whether it could; others write meanwhile."""
        about = os.statvfs(self._path.parent)
        with self._path.open("wb") as file:
            try:
                os.posix_fallocate(file.fileno(), 0, max(1, about.f_bavail * about.f_frsize - self._leaves))
            except OSError as refusal:
                if refusal.errno != errno.ENOSPC:
                    raise
                return False
        return True

    def __exit__(self, *_: object) -> None:
        self._path.unlink()


def _parents() -> dict[int, int]:
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            found[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def _kind_of(process: int) -> str:
    try:
        command = Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ")
    except (FileNotFoundError, ProcessLookupError):
        return "gone"
    if b"vignette.tasks" in command:
        return "worker"
    if b"vignette.cli" in command and b"serve" in command:
        return "service"
    return "page process" if b"multiprocessing" in command else "reader"


def _kill(process: int) -> None:
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return
