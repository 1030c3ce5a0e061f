"""A reel: a few clips in order, each with a question to ask when it is watched together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vignette.domain.codebook import Codebook
from vignette.domain.errors import NotAllowed
from vignette.domain.film import FilmId
from vignette.domain.identity import Identity
from vignette.domain.moment import Moment, MomentId, Standing
from vignette.domain.programme import ClipPolicy
from vignette.domain.showing import Showing
from vignette.domain.span import SECOND, Micros, Span


class ReelId(Identity):
    kind = "reel"
    __slots__ = ()


class ClipId(Identity):
    kind = "clip"
    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Clip:
    """A reference into a film: nothing is cut until the reel is rendered.

    `span` is the moment's unless the clip was trimmed. `override` is the guider's reason for showing a clip that the
    codebook does not call attuned, empty otherwise. `showing` is all that is done to it.
    """

    id: ClipId
    moment: MomentId
    film: FilmId
    span: Span
    title: str
    question: str
    override: str = ""
    showing: Showing = Showing()


@dataclass(frozen=True, slots=True)
class Reel:
    """Clips in the order in which they are shown; `why` is the one sentence that the client reads first.

    `opening` and `closing` are words on cards before the first clip and after the last, empty for none.
    """

    id: ReelId
    clips: tuple[Clip, ...]
    why: str = ""
    opening: str = ""
    closing: str = ""

    @property
    def length(self) -> Micros:
        return Micros(sum(clip.span.length for clip in self.clips))

    def films(self) -> tuple[FilmId, ...]:
        return tuple(dict.fromkeys(clip.film for clip in self.clips))


def admit(moment: Moment, reel: Reel, *, policy: ClipPolicy, codebook: Codebook, override: str) -> None:
    """Raise NotAllowed, saying why, where the programme does not let `moment` into `reel`."""
    if moment.standing is not Standing.KEPT:
        raise NotAllowed("Only a moment that you have kept can go into the reel.")
    if len(reel.clips) >= policy.most:
        raise NotAllowed(f"A reel holds {policy.most} clips: take one out before you add another.")
    _admit_length(moment.span, policy)
    if policy.attuned_only and not override and not is_attuned(moment, codebook):
        raise NotAllowed("This moment is not marked as attuned contact: give a reason to show it all the same.")


def is_attuned(moment: Moment, codebook: Codebook) -> bool:
    """Whether the moment names a principle that the codebook calls attuned."""
    principle = codebook.find(moment.principle) if moment.principle else None
    return principle is not None and principle.is_attuned


def reordered(reel: Reel, clip: ClipId, *, by: int) -> tuple[Clip, ...]:
    """The clips with `clip` moved `by` places, staying inside the reel."""
    clips = list(reel.clips)
    place = next(index for index, each in enumerate(clips) if each.id == clip)
    clips.insert(max(0, min(len(clips) - 1, place + by)), clips.pop(place))
    return tuple(clips)


def starts(clips: Sequence[Clip]) -> tuple[Micros, ...]:
    """Where each clip begins in the reel, as planned."""
    return tuple(Micros(sum(clip.span.length for clip in clips[:place])) for place in range(len(clips)))


def _admit_length(span: Span, policy: ClipPolicy) -> None:
    if span.length > policy.longest:
        raise NotAllowed(f"A clip lasts at most {policy.longest // SECOND} seconds: make this moment shorter first.")
