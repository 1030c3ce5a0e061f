"""Render a script by name: `python -m tests.theatre.render kitchen OUT.mp4 [TRUTH.json]`."""

from __future__ import annotations

import sys
from pathlib import Path

from .filming import render
from .kitchen import KITCHEN, SHORT

SCRIPTS = {script.name: script for script in (KITCHEN, SHORT)}


def main(arguments: list[str]) -> None:
    """Render the script named first to the path named second; its truth to a third, where given."""
    name, path, *rest = arguments
    truth = render(SCRIPTS[name], Path(path))
    for place in rest:
        Path(place).write_text(truth.as_json())


if __name__ == "__main__":
    main(sys.argv[1:])
