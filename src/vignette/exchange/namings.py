"""Who is who, kept within the file of what was found in a film.

The file, as `looks` describes it, gets one member more: `naming.json`, schema "vignette-naming/1", with `names`, a map
from the letters of the analysis to the identities of people, and `swaps`, a list of [microseconds, letter, letter].
"""

import io
import json
import zipfile

from vignette.domain.naming import Naming, Swap
from vignette.domain.person import PersonId
from vignette.domain.span import Micros
from vignette.exchange.looks import DAMAGED, EPOCH

SCHEMA = "vignette-naming/1"
MEMBER = "naming.json"
LARGEST = 1024 * 1024
"""Bytes the member may unpack to."""


def naming_in(packed: bytes) -> Naming:
    """Who is who in the film of this look, nobody where nobody was named; raises ValueError for a damaged file."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            if MEMBER not in archive.namelist():
                return Naming()
            if archive.getinfo(MEMBER).file_size > LARGEST:
                raise ValueError("it is too large")
            return _read(json.loads(archive.read(MEMBER)))
    except DAMAGED as error:
        raise ValueError(f"this holds no {SCHEMA}: {error}") from error


def with_naming(packed: bytes, naming: Naming) -> bytes:
    """The look in `packed` with `naming` in the place of what it said before; raises ValueError for a damaged file."""
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
            for member in before.infolist():
                if member.filename != MEMBER:
                    after.writestr(member, before.read(member), zipfile.ZIP_DEFLATED)
            after.writestr(zipfile.ZipInfo(MEMBER, EPOCH), _written(naming), zipfile.ZIP_DEFLATED)
    except DAMAGED as error:
        raise ValueError(f"this is no look: {error}") from error
    return out.getvalue()


def _written(naming: Naming) -> str:
    names = {who: str(person) for who, person in sorted(naming.names.items())}
    swaps = [[swap.at, swap.one, swap.other] for swap in naming.swaps]
    return json.dumps({"schema": SCHEMA, "names": names, "swaps": swaps})


def _read(words: dict[str, object]) -> Naming:
    if words["schema"] != SCHEMA:
        raise ValueError(f"it is {words['schema']}")
    names, swaps = words["names"], words["swaps"]
    if not isinstance(names, dict) or not isinstance(swaps, list):
        raise ValueError("it is damaged")
    people = {who: PersonId.parse(person) for who, person in names.items()}
    return Naming(people, tuple(Swap(Micros(at), one, other) for at, one, other in swaps))
