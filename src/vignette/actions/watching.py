"""Bytes that somebody was given leave to see, for as long as they have it."""

import hashlib
from dataclasses import dataclass
from typing import BinaryIO

from vignette.actions.act import is_allowed
from vignette.domain.errors import NotYours
from vignette.domain.identity import Identity
from vignette.domain.leave import Actor, Verb
from vignette.domain.source import Source
from vignette.vault.seal import SealedFile


@dataclass(frozen=True, slots=True)
class Watched:
    """What `actor` was given leave to see by `verb` of `thing`; `mark` is a name that no other bytes ever have."""

    actor: Actor
    verb: Verb
    thing: Identity
    source: Source
    mark: str

    @property
    def size(self) -> int:
        return self.source.size

    def open(self) -> BinaryIO:
        return self.source.open()

    def still_allowed(self) -> bool:
        """Ask for leave once more, since whoever sees these bytes may take long over them."""
        return is_allowed(self.actor, self.verb, self.thing)


def watched(actor: Actor, verb: Verb, thing: Identity, sealed: SealedFile | None) -> Watched:
    """`sealed`, which is written once, under a name of its own that stays inside; raises NotYours where it is None."""
    if sealed is None:
        raise NotYours
    return Watched(actor, verb, thing, sealed, hashlib.sha256(sealed.path.name.encode()).hexdigest()[:24])
