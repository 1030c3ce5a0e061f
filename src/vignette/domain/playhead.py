"""Where a shared review stands: one state for every screen, told by the server's clock alone.

The guider leads unless they gave the lead away. Whoever leads plays, seeks and sets the speed; both can always pause
and point. A clip is played to its last picture and stands there, because then there is something to talk about.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from vignette.domain.errors import NotAllowed
from vignette.domain.showing import AS_IT_WAS
from vignette.domain.span import MILLISECOND, SECOND, Micros, Span

SPEEDS = (25, 50, 75, 100)
"""Per cent of its pace at which a reel can be watched together."""
LAST_PICTURE = Micros(10 * MILLISECOND)
"""Before the end of a clip, inside its last picture: at the end itself the next clip would show."""
AT_THE_END = Micros(100 * MILLISECOND)
"""So near to its last picture a clip counts as watched: to play from there goes on with the next."""
HEARD_LATE = Micros(1 * SECOND)
"""How far from the server's own place somebody may say that they paused, since their word was on its way."""


class Side(StrEnum):
    """Who sits at a screen."""

    GUIDER = "guider"
    CLIENT = "client"


class Do(StrEnum):
    """What somebody can do in a shared review."""

    PLAY = "play"
    PAUSE = "pause"
    SEEK = "seek"
    SPEED = "speed"
    POINT = "point"
    ASK = "ask"
    ASK_FOR_LEAD = "ask for lead"
    GIVE_LEAD = "give lead"
    TAKE_LEAD = "take lead"
    FINISH = "finish"
    BEGIN_AGAIN = "begin again"


@dataclass(frozen=True, slots=True)
class Command:
    """What somebody does: `at` is reel time, `speed` per cent, `x` and `y` shares of the picture; None for unsaid."""

    do: Do
    at: Micros | None = None
    speed: int | None = None
    x: float | None = None
    y: float | None = None
    is_on: bool | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where somebody points, as shares of the picture; `number` tells one pointing from the next."""

    x: float
    y: float
    number: int
    by: Side


@dataclass(frozen=True, slots=True)
class Playhead:
    """At `clock`, the server's, the reel stands at `at`, and goes on at `speed` per cent up to `until` while it plays.

    `number` grows with everything that is done. `paused_at` is where the reel was last paused, None where it has been
    moved since, so that going on is told from watching again.
    """

    number: int = 0
    clock: Micros = Micros(0)
    at: Micros = Micros(0)
    until: Micros = Micros(0)
    is_playing: bool = False
    speed: int = AS_IT_WAS
    lead: Side = Side.GUIDER
    wants_lead: bool = False
    spot: Spot | None = None
    asks: bool = False
    paused_at: Micros | None = None
    is_over: bool = False

    def seen_at(self, clock: Micros) -> Playhead:
        """The same state as it is at `clock`; where the clock was set back, the reel waits rather than runs back."""
        if not self.is_playing:
            return replace(self, clock=clock)
        gone = max(0, clock - self.clock) * self.speed // AS_IT_WAS
        at = Micros(min(self.until, self.at + gone))
        return replace(self, clock=clock, at=at, is_playing=at < self.until)


def begun(stretches: Sequence[Span], clock: Micros, number: int = 0) -> Playhead:
    """A review that stands at the beginning of its reel."""
    return Playhead(number=number, clock=clock, until=_stand(stretches, Micros(0)))


def after(state: Playhead, command: Command, by: Side, clock: Micros, stretches: Sequence[Span]) -> Playhead:
    """The state once `by` did this at `clock`; `stretches` are the clips in the reel, each with the cards before it.

    Raises NotAllowed where it is not for them to do, or makes no sense.
    """
    if not stretches:
        raise NotAllowed("There is nothing to watch in this reel.")
    if command.do is Do.BEGIN_AGAIN and by is Side.GUIDER:
        return begun(stretches, clock, state.number + 1)
    if state.is_over or command.do is Do.BEGIN_AGAIN:
        raise NotAllowed("This review is over: the guider can begin it again.")
    now = _DEEDS[command.do](state.seen_at(clock), command, by, stretches)
    return replace(now, number=state.number + 1)


def run_begun(before: Playhead, now: Playhead, stretches: Sequence[Span]) -> int | None:
    """Which of `stretches` begins to be watched, once or once more, by this step; None where it only goes on."""
    if not now.is_playing:
        return None
    place, was = _place(stretches, now.at), before.seen_at(now.clock)
    if was.is_playing:
        back = place != _place(stretches, was.at) or now.at < was.at - HEARD_LATE
        return place if back else None
    goes_on = was.paused_at is not None and abs(now.at - was.paused_at) <= HEARD_LATE
    return None if goes_on else place


def _play(now: Playhead, command: Command, by: Side, stretches: Sequence[Span]) -> Playhead:
    _must_lead(now, by)
    at = now.at if command.at is None else _inside(stretches, command.at)
    if at >= _stand(stretches, at) - AT_THE_END:
        at = _next(stretches, at)
    until = _stand(stretches, at)
    return replace(_moved(now, at, stretches), is_playing=at < until, paused_at=now.paused_at)


def _pause(now: Playhead, command: Command, _by: Side, _stretches: Sequence[Span]) -> Playhead:
    if not now.is_playing:
        return now
    told = now.at if command.at is None else command.at
    at = Micros(min(told, now.until)) if abs(told - now.at) <= HEARD_LATE and told >= 0 else now.at
    return replace(now, is_playing=False, at=at, paused_at=at)


def _seek(now: Playhead, command: Command, by: Side, stretches: Sequence[Span]) -> Playhead:
    _must_lead(now, by)
    there = _moved(now, _inside(stretches, _said(command.at)), stretches)
    return replace(there, is_playing=now.is_playing and there.at < there.until)


def _speed(now: Playhead, command: Command, by: Side, _stretches: Sequence[Span]) -> Playhead:
    _must_lead(now, by)
    if command.speed not in SPEEDS:
        raise NotAllowed(f"A reel is watched at one of these speeds: {', '.join(map(str, SPEEDS))} per cent.")
    return replace(now, speed=command.speed)


def _point(now: Playhead, command: Command, by: Side, _stretches: Sequence[Span]) -> Playhead:
    number = now.spot.number + 1 if now.spot else 1
    return replace(now, spot=Spot(_share(command.x), _share(command.y), number, by))


def _ask(now: Playhead, command: Command, by: Side, _stretches: Sequence[Span]) -> Playhead:
    if by is not Side.GUIDER:
        raise NotAllowed("The question is the guider's to ask.")
    return replace(now, asks=not now.asks if command.is_on is None else command.is_on)


def _ask_for_lead(now: Playhead, command: Command, by: Side, _stretches: Sequence[Span]) -> Playhead:
    wants = by is Side.CLIENT and now.lead is Side.GUIDER and command.is_on is not False
    return replace(now, wants_lead=wants if by is Side.CLIENT else now.wants_lead)


def _give_lead(now: Playhead, _command: Command, by: Side, _stretches: Sequence[Span]) -> Playhead:
    _must_lead(now, by)
    return replace(now, lead=Side.CLIENT if by is Side.GUIDER else Side.GUIDER, wants_lead=False)


def _take_lead(now: Playhead, _command: Command, by: Side, _stretches: Sequence[Span]) -> Playhead:
    if by is not Side.GUIDER:
        raise NotAllowed("Ask the guider for the lead.")
    return replace(now, lead=Side.GUIDER, wants_lead=False)


def _finish(now: Playhead, _command: Command, by: Side, _stretches: Sequence[Span]) -> Playhead:
    if by is not Side.GUIDER:
        raise NotAllowed("The guider ends the review; you can leave it at any time.")
    return replace(now, is_playing=False, is_over=True, asks=False, wants_lead=False)


_Deed = Callable[[Playhead, Command, Side, Sequence[Span]], Playhead]
_DEEDS: Mapping[Do, _Deed] = {
    Do.PLAY: _play,
    Do.PAUSE: _pause,
    Do.SEEK: _seek,
    Do.SPEED: _speed,
    Do.POINT: _point,
    Do.ASK: _ask,
    Do.ASK_FOR_LEAD: _ask_for_lead,
    Do.GIVE_LEAD: _give_lead,
    Do.TAKE_LEAD: _take_lead,
    Do.FINISH: _finish,
}


def _must_lead(now: Playhead, by: Side) -> None:
    if now.lead is not by:
        leads = "Your guider" if by is Side.CLIENT else "The client"
        raise NotAllowed(f"{leads} has the lead just now: you can pause, and ask for it.")


def _moved(now: Playhead, at: Micros, stretches: Sequence[Span]) -> Playhead:
    """At another place; a question belongs to its clip and goes with it."""
    asks = now.asks and _place(stretches, at) == _place(stretches, now.at)
    return replace(now, at=at, until=_stand(stretches, at), asks=asks, paused_at=None)


def _place(stretches: Sequence[Span], at: Micros) -> int:
    return min(bisect_right([each.end for each in stretches], at), len(stretches) - 1)


def _stand(stretches: Sequence[Span], at: Micros) -> Micros:
    """Where the clip that is shown at `at` stands when it was played; 0 in a reel that holds nothing."""
    if not stretches:
        return Micros(0)
    end = stretches[_place(stretches, at)].end
    return Micros(max(0, end - LAST_PICTURE))


def _next(stretches: Sequence[Span], at: Micros) -> Micros:
    """Where the next clip begins; the last picture of the last one where there is no other."""
    place = _place(stretches, at)
    return stretches[place].end if place + 1 < len(stretches) else _stand(stretches, at)


def _inside(stretches: Sequence[Span], at: Micros) -> Micros:
    return Micros(max(0, min(at, _stand(stretches, stretches[-1].start))))


def _said(at: Micros | None) -> Micros:
    if at is None:
        raise NotAllowed("Say where in the reel.")
    return at


def _share(told: float | None) -> float:
    if told is None or not 0 <= told <= 1:
        raise NotAllowed("Point at a place in the picture.")
    return told
