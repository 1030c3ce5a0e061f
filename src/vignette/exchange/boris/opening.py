"""From the bytes of a .boris or .boris.gz to the project in it, or one sentence why not."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

from vignette.exchange.carried import Unreadable
from vignette.exchange.strict import MOST_BYTES, decoded, mapping, parsed

PROJECT = "This BORIS project"
GZIP = b"\x1f\x8b"
EMPTY = (
    "This file is empty, and BORIS keeps no copy of a project: look for an earlier version in the backups of the "
    "computer it was coded on."
)


def project_of(content: bytes) -> Mapping[str, Any]:
    """The project in `content`; raises Unreadable where there is none."""
    plain = _unpacked(content) if content.startswith(GZIP) else content
    # A computer that was switched off while BORIS saved can leave nothing but zeros.
    if len(plain) <= MOST_BYTES and not plain.strip(b"\0 \t\r\n"):
        raise Unreadable(EMPTY)
    project = parsed(decoded(plain, what=PROJECT), what=PROJECT)
    if not isinstance(project, dict) or not {"behaviors_conf", "observations"} <= project.keys():
        raise Unreadable("This is no BORIS project: it has no ethogram or no observations.")
    for part in ("behaviors_conf", "observations", "subjects_conf"):
        mapping(project.get(part, {}), f"“{part}”")
    return project


def _unpacked(content: bytes) -> bytes:
    unpacking = zlib.decompressobj(wbits=31)
    try:
        plain = unpacking.decompress(content, MOST_BYTES + 1)
    except zlib.error as error:
        raise Unreadable(f"{PROJECT} is packed, and the packing is damaged: take an earlier copy.") from error
    if len(plain) <= MOST_BYTES and (not unpacking.eof or unpacking.unused_data):
        raise Unreadable(f"{PROJECT} is packed, and the packing is not whole: take an earlier copy.")
    return plain
