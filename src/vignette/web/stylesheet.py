"""The one stylesheet of the site: the rules of all its rooms, in the order in which they hold."""

import hashlib
from functools import cache
from pathlib import Path

from django.urls import reverse

ROOMS = (
    "tokens",
    "page",
    "forms",
    "families",
    "films",
    "reviews",
    "account",
    "letter",
    "small",
    "codebooks",
    "codings",
)
"""Files in `styles`; of rules that weigh the same, the later one wins."""


def address() -> str:
    return reverse("styles", args=[mark()])


@cache
def mark() -> str:
    """Changes with what is in it, so that whoever has it need never ask again."""
    return hashlib.sha256(text().encode()).hexdigest()[:16]


@cache
def text() -> str:
    folder = Path(__file__).parent / "styles"
    return "\n".join((folder / f"{room}.css").read_text("utf-8") for room in ROOMS)
