"""A keepsake for the family: asked for, seen, taken once, and ended. It is the only way in which a reel leaves."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import BinaryIO

from django.utils import timezone

from vignette.actions.act import act
from vignette.actions.editions import watched_by
from vignette.actions.films import asker
from vignette.domain.consent import Purpose, require
from vignette.domain.edition import Watcher
from vignette.domain.errors import ConsentMissing, NotAllowed, NotYours
from vignette.domain.family import Family
from vignette.domain.keepsake import Keepsake, Piece
from vignette.domain.leave import OPERATOR, Actor, Bond, Verb
from vignette.domain.reel import ReelId
from vignette.storage import cycles, families, jobs, keepsakes, reels
from vignette.vault.seal import SealedFile

LASTS = timedelta(days=7)
"""How long a keepsake waits to be taken."""

LEFT_BEHIND_AFTER = timedelta(hours=6)
"""What was taken is erased once it was sent; where that broke off, at the latest after this."""


class State(StrEnum):
    """How far a keepsake is."""

    NONE = "none"
    WAITING = "waiting"
    BEING_MADE = "being made"
    MADE = "made"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class KeepsakePage:
    """What can be made and taken; the two `without_...` say in one sentence why something stays out, or are empty."""

    family: Family
    reel: ReelId
    cycle_number: int
    is_rendered: bool
    state: State
    share: float
    problem: str
    keepsake: Keepsake | None
    blocked: str
    without_stills: str
    without_reel: str

    @property
    def folder_size(self) -> int:
        """Bytes of the folder, 0 where there is none."""
        return self.keepsake.sizes.get(Piece.FOLDER, 0) if self.keepsake else 0

    def waits(self, piece: Piece) -> bool:
        return self.keepsake is not None and self.keepsake.waits(piece, timezone.now())


@dataclass(frozen=True, slots=True)
class Leaving:
    """A piece of a keepsake on its way out, for as long as everybody agrees; `let_go` ends it here."""

    actor: Actor
    reel: ReelId
    piece: Piece
    sealed: SealedFile
    has_stills: bool
    has_reel: bool

    @property
    def mark(self) -> str:
        return f"{self.piece}"

    @property
    def size(self) -> int:
        return self.sealed.size

    def open(self) -> BinaryIO:
        return self.sealed.open()

    def still_allowed(self) -> bool:
        try:
            with act(self.actor, Verb.SEND_KEEPSAKE, self.reel) as bond:
                must_allow(bond, self.has_stills, self.has_reel)
                return True
        except (NotYours, ConsentMissing):
            return False

    def let_go(self) -> None:
        """Erase it here: it was taken, or could not be. With the reel, it is gone already."""
        with suppress(NotYours), act(self.actor, Verb.END_KEEPSAKE, self.reel):
            keepsakes.erase_piece(self.reel, self.piece)


def see_keepsake(actor: Actor, reel_id: ReelId) -> KeepsakePage:
    with act(actor, Verb.SEE_REEL, reel_id) as bond:
        now, cycle = timezone.localtime(), cycles.load(reels.cycle_of(reel_id))
        work, kept = jobs.status(jobs.Kind.KEEPSAKE, reel_id), keepsakes.of_reel(reel_id)
        return KeepsakePage(
            family=families.load(cycles.family_of(cycle.id)),
            reel=reel_id,
            cycle_number=cycle.number,
            is_rendered=bool(reels.rendered_clips(reel_id)),
            state=_state(work, kept),
            share=work.share if work else 0.0,
            problem=work.reason if work else "",
            keepsake=kept,
            blocked=bond.why_not(Purpose.FILM, Purpose.SHARED_REVIEW, at=now),
            without_stills=bond.why_not(Purpose.KEEP_STILLS, at=now),
            without_reel=bond.why_not(Purpose.COPY, at=now),
        )


def ask_for(actor: Actor, reel_id: ReelId) -> None:
    """Have a keepsake made of the reel as it was last made, of all that everybody has agreed to."""
    with act(actor, Verb.MAKE_KEEPSAKE, reel_id) as bond:
        if bond.family is None or not reels.rendered_clips(reel_id):
            raise NotAllowed("Make the reel first: the keepsake is made from it.")
        keepsakes.erase(reel_id)
        jobs.queue(jobs.Kind.KEEPSAKE, reel_id, family=bond.family, asked_by=asker(actor))


def take(actor: Actor, reel_id: ReelId, piece: Piece, *, is_sure: bool) -> Leaving:
    """Let one piece out of this place, once; a folder with the reel in it is told apart in the audit."""
    now, kept = timezone.now(), keepsakes.of_reel(reel_id)
    has_reel = piece is Piece.FOLDER and kept is not None and kept.has_reel
    with act(actor, Verb.TAKE_COPY if has_reel else Verb.TAKE_KEEPSAKE, reel_id) as bond:
        kept = keepsakes.of_reel(reel_id)
        sealed = keepsakes.sealed(reel_id, piece)
        if kept is None or sealed is None or not kept.waits(piece, now):
            raise NotAllowed("This was taken already, or has ended. Make the keepsake again to take it once more.")
        if has_reel != (piece is Piece.FOLDER and kept.has_reel):
            raise NotAllowed("The keepsake was made again just now. Please look at it first.")
        if not is_sure:
            raise NotAllowed("Please say that you hand it to the family: it leaves this site for good.")
        must_allow(bond, kept.has_stills, has_reel)
        keepsakes.take(reel_id, piece, now)
        if has_reel:
            watched_by(reel_id, Watcher.FAMILY)
    return Leaving(actor, reel_id, piece, sealed, kept.has_stills, has_reel)


def end(actor: Actor, reel_id: ReelId) -> None:
    """Erase the keepsake here, and make it no further."""
    with act(actor, Verb.END_KEEPSAKE, reel_id):
        jobs.drop(reel_id, jobs.Kind.KEEPSAKE)
        keepsakes.erase(reel_id)


def sweep() -> None:
    """End keepsakes that nobody took in time, and what was left behind when taking one broke off."""
    now = timezone.now()
    for reel_id in keepsakes.over(now, taken_before=now - LEFT_BEHIND_AFTER):
        with act(OPERATOR, Verb.END_KEEPSAKE, reel_id):
            keepsakes.erase(reel_id)


def must_allow(bond: Bond, has_stills: bool, has_reel: bool) -> None:
    """Raise ConsentMissing where somebody no longer agrees to what is in the keepsake."""
    now = timezone.localtime()
    for purpose in (*([Purpose.KEEP_STILLS] if has_stills else ()), *([Purpose.COPY] if has_reel else ())):
        require(bond.in_frame, purpose, bond.consents, now)


def _state(work: jobs.Status | None, kept: Keepsake | None) -> State:
    under_way = {jobs.State.QUEUED: State.WAITING, jobs.State.RUNNING: State.BEING_MADE}
    if work and work.state in under_way:
        return under_way[work.state]
    if kept is not None:
        return State.MADE
    return State.FAILED if work and work.state is jobs.State.FAILED else State.NONE
