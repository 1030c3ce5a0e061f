"""From the bytes of an .opf to the two texts in it, or one sentence why not. Nothing is ever put on the disk."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vignette.exchange.carried import Unreadable
from vignette.exchange.packed import unpacking
from vignette.exchange.text import MAC, WINDOWS, text_or_guess

SHEET = "This Datavyu file"
MOST_BYTES = 8 * 1024 * 1024
"""What all parts may hold once they are unpacked; 100 000 cells are about 5 MB."""
_PATH_ON_MAC = re.compile(rb"[\s\"'](?:file:)?/(?:Users|Volumes|Applications)/")


@dataclass(frozen=True, slots=True)
class Texts:
    """`project` names the sheet and its films; `db` holds the columns and the cells.

    `guessed` are sentences where their letters had to be guessed.
    """

    project: str
    db: str
    guessed: tuple[str, ...] = ()


def texts_of(content: bytes) -> Texts:
    """Datavyu writes as its computer does, and says nowhere how; where its files lie tells which kind of computer."""
    if not content.strip(b"\0"):
        raise Unreadable("This file is empty: look for an earlier version in the backups of its computer.")
    with unpacking(content, what=SHEET, most=MOST_BYTES) as packed:
        project, db = packed.content("project"), packed.content("db")
    likely = MAC if _PATH_ON_MAC.search(project) else WINDOWS
    (about, one), (sheet, other) = (
        text_or_guess(each, what=SHEET, likely=likely, beside=beside) for each, beside in ((project, db), (db, project))
    )
    return Texts(about, sheet, tuple(dict.fromkeys(filter(None, (one, other)))))
