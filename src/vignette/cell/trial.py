"""Trying, from inside the cell, what must not be possible: so that what is said of it here has been seen here."""

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vignette.cell.aside import aside
from vignette.cell.walls import Layer, standing
from vignette.domain.errors import VignetteError
from vignette.domain.work import Errand, Progress, unheard

_LONGEST = 30.0


@dataclass(frozen=True, slots=True)
class Trial:
    """What could be done from inside a cell on this machine, and which layers stood around it."""

    layers: tuple[Layer, ...]
    read_a_file: bool
    wrote_a_file: bool
    called_this_machine: bool
    started_a_program: bool
    saw_others: bool


ATTEMPT: Errand[str, int, Trial] = Errand("vignette.cell.trial", "attempt", Trial)


def trial(canary: Path) -> Trial:
    """Try to get out of a cell here; `canary` is a file that it is not given. VignetteError where no cell can be made.

    A port of this machine takes calls meanwhile, so that it is not for want of an answer that none gets through.
    """
    with socket.create_server(("127.0.0.1", 0)) as heard:
        return aside(ATTEMPT, str(canary), heard.getsockname()[1], seconds=_LONGEST)


def attempt(canary: str, port: int, *, progress: Progress = unheard) -> Trial:
    """The attempts themselves, in the process that is to be held; `canary` is a word, so that it stays out of reach."""
    beside = Path(canary).with_suffix(f".{os.getpid()}")
    wrote = _works(lambda: beside.write_bytes(b""))
    with contextlib.suppress(OSError):
        beside.unlink()
    return Trial(
        layers=standing(),
        read_a_file=_works(lambda: Path(canary).read_bytes()),
        wrote_a_file=wrote,
        called_this_machine=_works(lambda: socket.create_connection(("127.0.0.1", port), timeout=5).close()),
        started_a_program=_works(lambda: subprocess.run([sys.executable, "-I", "-S", "-c", ""], check=True)),
        saw_others=_works(lambda: Path(f"/proc/{os.getppid()}/cmdline").read_bytes()),
    )


def _works(deed: Callable[[], object]) -> bool:
    try:
        deed()
    except (OSError, subprocess.SubprocessError, VignetteError):
        return False
    return True
