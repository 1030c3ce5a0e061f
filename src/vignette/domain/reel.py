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
    is_trimmed: bool = False
    is_clients_choice: bool = False

    def written(self) -> tuple[str, ...]:
        """The words that stand on its pictures and cards."""
        captions = (caption.words for caption in self.showing.captions)
        return (self.showing.title, *captions, self.question if self.showing.asks else "")

    @property
    def trim(self) -> Span | None:
        """The clip's own span; None while it follows its moment."""
        return self.span if self.is_trimmed else None


@dataclass(frozen=True, slots=True)
class Reel:
    """Clips in the order in which they are shown; `why` is the one sentence that the client reads first.

    `opening` and `closing` are words on cards before the first clip and after the last, empty for none. `script` is
    what the guider wants to say when it is watched, and is theirs alone. `number` counts the changes.
    """

    id: ReelId
    clips: tuple[Clip, ...]
    why: str = ""
    opening: str = ""
    closing: str = ""
    script: str = ""
    number: int = 0

    @property
    def length(self) -> Micros:
        return Micros(sum(clip.span.length for clip in self.clips))

    def films(self) -> tuple[FilmId, ...]:
        return tuple(dict.fromkeys(clip.film for clip in self.clips))

    def written(self) -> tuple[str, ...]:
        """All words that stand on a picture of the reel."""
        return (self.opening, *(words for clip in self.clips for words in clip.written()), self.closing)


def clip_of(moment: Moment, *, override: str = "") -> Clip:
    """A new clip that follows `moment`."""
    return Clip(ClipId.new(), moment.id, moment.film, moment.span, moment.title, "", override)


def admit(clip: Clip, moment: Moment, *, policy: ClipPolicy, codebook: Codebook) -> None:
    """Raise NotAllowed, saying why, where the programme does not let this clip of `moment` into a reel."""
    if moment.standing is not Standing.KEPT:
        raise NotAllowed("Only a moment that you have kept can go into the reel.")
    if clip.span.length > policy.longest:
        raise NotAllowed(f"A clip lasts at most {policy.longest // SECOND} seconds: make this one shorter first.")
    if policy.attuned_only and not clip.override.strip() and not is_attuned(moment, codebook):
        raise NotAllowed("This moment is not marked as attuned contact: give a reason to show it all the same.")


def admit_count(clips: Sequence[Clip], policy: ClipPolicy) -> None:
    """Raise NotAllowed where `clips` are more than the programme lets into a reel."""
    if len(clips) > policy.most:
        raise NotAllowed(f"A reel holds {policy.most} clips: take one out before you add another.")


def must_fit(clip: Clip, film: Span) -> None:
    """Raise NotAllowed where anything of the clip, or anything done to it, lies outside its film."""
    if not clip.span.within(film):
        raise NotAllowed("A clip lies inside its film.")
    if not all(span.within(film) for span in clip.showing.spans()):
        raise NotAllowed("What is done to a clip lies inside its film.")


def is_attuned(moment: Moment, codebook: Codebook) -> bool:
    """Whether the moment names a principle that the codebook calls attuned."""
    principle = codebook.find(moment.principle) if moment.principle else None
    return principle is not None and principle.is_attuned
