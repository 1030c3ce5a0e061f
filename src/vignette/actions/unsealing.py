"""Films from the camera page: sealed on the phone for this installation, opened here once they have arrived whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from vignette.domain.errors import UnreadableFilm
from vignette.domain.identity import FamilyId
from vignette.domain.source import Source
from vignette.storage import blobs
from vignette.storage.place import place
from vignette.vault import envelope
from vignette.vault.envelope import EnvelopeKey


@dataclass(frozen=True, slots=True)
class Unsealed:
    """The files that were in the envelopes, in order and sealed again, and whether filming ended in its own time."""

    files: tuple[blobs.NewBlob, ...]
    is_whole: bool


def filming_key() -> bytes:
    """The public key that the camera page seals films to (65 bytes)."""
    return envelope.public_key(place().master)


def unseal(family: FamilyId, arrived: Source, pieces: Sequence[int]) -> Unsealed:
    """Open the envelopes in `arrived`, one after the other and of `pieces` bytes each, and seal what is in them.

    A phone that stopped before anything was filmed leaves an empty envelope, which is passed over. Raises `Sealed`,
    keeping nothing, where an envelope was made for another family or was changed.
    """
    key, kept = EnvelopeKey.of(place().master), list[blobs.NewBlob]()
    with blobs.dropped_on_failure(kept), arrived.open() as file:
        ends = [_unseal_one(family, file, key, size, kept) for size in pieces]
        if not kept:
            raise UnreadableFilm("The phone stopped before anything was filmed.")
    return Unsealed(tuple(kept), all(ends))


def _unseal_one(family: FamilyId, file: BinaryIO, key: EnvelopeKey, size: int, kept: list[blobs.NewBlob]) -> bool:
    """Seal what is in the next envelope of `file` and add it to `kept`; whether that envelope came to its end."""
    inside = envelope.opened(file, key, b"filmed family " + family.value.bytes, size=size)
    new = blobs.seal(family, "filmed", inside)
    if new.size:
        kept.append(new)
    else:
        blobs.drop(new)
    return inside.is_whole
