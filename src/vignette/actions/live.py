"""The shared review while it is held: the guider and the client move one reel, in one room or two.

Leave is asked for every command and, again and again, for every listener. What moves the reel is no deed of its own
but part of looking at it together, so a sitting has one line in the audit (see `act`).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from vignette.actions import server_clock
from vignette.actions.act import act, is_allowed
from vignette.actions.editions import watched_by
from vignette.actions.sharing import invitation_of
from vignette.domain.edition import Edition, RenderedClip, Watcher
from vignette.domain.errors import NotAllowed, NotYours, OutOfDate
from vignette.domain.identity import FamilyId, Identity
from vignette.domain.leave import Actor, Bond, Verb
from vignette.domain.playhead import Command, Do, Playhead, Side, after, begun, run_begun
from vignette.domain.reel import ReelId
from vignette.domain.span import Micros, Span
from vignette.storage import editions, invitations, live, reels, reviews
from vignette.storage.live import Kept, Screen
from vignette.vault.tokens import token_hash

ENOUGH_TRIES = 50
"""So often a command is tried anew where another came in between; each time somebody's got through."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody's place in a shared review, for as long as they have leave to be there."""

    actor: Actor
    side: Side
    thing: Identity
    reel: ReelId

    @property
    def verb(self) -> Verb:
        return Verb.LEAD_REVIEW if self.side is Side.GUIDER else Verb.JOIN_REVIEW

    def still_allowed(self) -> bool:
        """Ask for leave once more, since a review takes long."""
        return is_allowed(self.actor, self.verb, self.thing)


@dataclass(frozen=True, slots=True)
class Told:
    """A review as it is at `state.clock`, and the screens that are open."""

    state: Playhead
    present: tuple[Screen, ...]


def guiders_seat(actor: Actor, reel_id: ReelId) -> Seat:
    """A place to ask for; whether it is theirs is asked with everything they do there."""
    return Seat(actor, Side.GUIDER, reel_id, reel_id)


def clients_seat(actor: Actor) -> Seat:
    its = invitation_of(actor)
    return Seat(actor, Side.CLIENT, its, invitations.reel_of(its))


def listen(seat: Seat) -> Told:
    """The review as it is now; whoever goes on listening asks again and again whether they may (`still_allowed`)."""
    with act(seat.actor, seat.verb, seat.thing):
        return now_of(frozenset({seat.reel}))[seat.reel]


def command(seat: Seat, told: Command) -> Told:
    """Do what somebody asks for; both sides' commands count, in the order in which they come."""
    with act(seat.actor, seat.verb, seat.thing) as bond:
        family, made = _family(bond), editions.newest(seat.reel)
        if made is None or not made.clips:
            raise NotAllowed("Make the reel first: then you can watch it together.")
        before, now = _replaced(seat, family, told, made)
        _write_down(seat, family, told, before, now, made)
        return _told(seat.reel, now)


def screen(seat: Seat, name: str, *, is_ready: bool, is_waiting: bool, at: Micros) -> Told:
    """A screen says that it is open; the state, for one that no event reaches."""
    with act(seat.actor, seat.verb, seat.thing) as bond:
        # The name is the browser's own; kept is only what tells it from others.
        known = Screen(token_hash(name)[:40], seat.side, is_ready, is_waiting, at)
        live.heard(seat.reel, known, server_clock.now())
        if seat.side is Side.CLIENT and is_ready:
            reviews.held_apart(seat.reel, _family(bond))
        return now_of(frozenset({seat.reel}))[seat.reel]


def now_of(those: Collection[ReelId]) -> Mapping[ReelId, Told]:
    """The reviews of `those` reels, for listeners whose leave was asked for each of them."""
    clock = server_clock.now()
    kept, screens = live.of(those), live.open_screens(those, clock)
    return {
        reel: Told(kept[reel].state.seen_at(clock) if reel in kept else _first(reel, clock), screens[reel])
        for reel in those
    }


def _replaced(seat: Seat, family: FamilyId, told: Command, made: Edition) -> tuple[Playhead, Playhead]:
    """The state before and after a command, which is followed from whatever state is there by then."""
    film, stretches = made.id.value.hex[:24], _stretches(made.clips)
    for _ in range(ENOUGH_TRIES):
        clock = server_clock.now()
        kept = live.load(seat.reel)
        if kept is None:
            live.begin(seat.reel, family, Kept(film, begun(stretches, clock)))
            continue
        # Another film is in the place of the one that was watched: its places are others.
        is_same = kept.film == film
        before = kept.state if is_same else begun(stretches, clock, kept.state.number)
        now = after(before, told, seat.side, clock, stretches)
        if live.replaced(seat.reel, kept, Kept(film, now)):
            return before, now
    raise OutOfDate("Too much happens at once: try again in a moment.")


def _write_down(seat: Seat, family: FamilyId, told: Command, before: Playhead, now: Playhead, made: Edition) -> None:
    """What of a review outlasts it: when it began and ended, and how often each clip was watched."""
    if now.is_playing and not before.is_playing:
        reviews.begin(seat.reel, family, timezone.now())
        watched_by(seat.reel, Watcher.REVIEW)
    if (place := run_begun(before, now, _stretches(made.clips))) is not None:
        reviews.count_run(seat.reel, family, made.clips[place].clip)
    if told.do is Do.FINISH:
        reviews.hold(seat.reel, family, timezone.now())


def _told(reel: ReelId, state: Playhead) -> Told:
    return Told(state, live.open_screens(frozenset({reel}), state.clock)[reel])


def _first(reel: ReelId, clock: Micros) -> Playhead:
    return begun(_stretches(reels.rendered_clips(reel)), clock)


def _stretches(clips: Sequence[RenderedClip]) -> tuple[Span, ...]:
    """The clips of the rendered reel, each from where the one before ends, so that its cards go with it."""
    ends = [each.end for each in clips]
    return tuple(Span(start, end) for start, end in zip([Micros(0), *ends], ends, strict=False))


def _family(bond: Bond) -> FamilyId:
    if bond.family is None:
        raise NotYours
    return bond.family
