"""What the tests find on the machine they run on, and leave as it was."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CHROMIUM = shutil.which("chromium")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
"""How the browser is started: without what it does for itself."""


def environment(**settings: str) -> dict[str, str]:
    """The machine's environment with only these settings of Vignette's and Django's: the tests' own stay with them."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("VIGNETTE", "DJANGO"))}
    return inherited | settings


def move_in(home: Path) -> Path:
    """Make `home` one that is up to date, with nobody in it yet."""
    shutil.copytree(bare(), home, dirs_exist_ok=True)
    return home


def bare() -> Path:
    """A home that is up to date, to be copied. It is made once for all: making the tables anew takes seconds."""
    its = Path(os.environ["VIGNETTE_TESTS"]) / "bare"
    with (its.parent / "bare.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not its.exists():
            made = its.with_name("making")
            command = [sys.executable, "-c", "from vignette.cli.site import bring_up; bring_up()"]
            subprocess.run(command, env=environment(VIGNETTE_HOME=str(made)), check=True)
            made.rename(its)
    return its


def free_address() -> tuple[str, int]:
    """A host and a port of this machine at which nobody listens just now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host, port = free.getsockname()
        return host, port


def until_it_answers(url: str, *, within: float) -> None:
    """Ask again and again until somebody answers well; TimeoutError after so many seconds."""
    deadline, pause = time.monotonic() + within, threading.Event()
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=20):
                return
        except OSError:
            pause.wait(0.1)
    raise TimeoutError(f"nobody answered at {url}")


@contextmanager
def at_ease() -> Iterator[None]:
    """Leave this process in its turn among all others, whatever is encoded inside.

    SVT-AV1, run by root, puts whoever calls it before everything else on the machine, and there it stays: two busy
    processes are then all that still runs.
    """
    if sys.platform != "linux":
        yield
        return
    policy, turn = os.sched_getscheduler(0), os.sched_getparam(0)
    try:
        yield
    finally:
        os.sched_setscheduler(0, policy, turn)
