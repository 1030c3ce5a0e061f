"""Commands given as whoever keeps a machine gives them."""

import subprocess
import sys
from pathlib import Path

from tests.machine import environment

Given = tuple[Path, "subprocess.CompletedProcess[str]"]
"""The home in which a command was given, and what came of it."""


def run(home: Path, *arguments: str, said: str = "", **settings: str) -> "subprocess.CompletedProcess[str]":
    """What comes of `vignette` with these arguments, where `home` is the installation's; it reads what is `said`."""
    return subprocess.run(
        [sys.executable, "-m", "vignette.cli", *arguments],
        env=environment(VIGNETTE_HOME=str(home), **settings),
        input=said,
        capture_output=True,
        text=True,
    )
