"""What was found in a file of another tool, on its way between whoever reads it and whoever brings it in."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from vignette.exchange.carried import Carried

SAID = "said"
"""The code of a line of subtitles; its words are the note."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is in a file: the codings in it as `told` writes them, or in one sentence the `problem` with it."""

    problem: str
    content: bytes


def told(its: tuple[Carried, ...]) -> bytes:
    return msgspec.json.encode(its)


def untold(content: bytes) -> tuple[Carried, ...]:
    """What `told` wrote; raises ValueError where it is anything else."""
    return msgspec.json.decode(content, type=tuple[Carried, ...])
