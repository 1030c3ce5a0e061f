"""A reel as it is played: what comes after what, from when in the reel. Preview and rendering follow the same score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vignette.domain.film import FilmId
from vignette.domain.moment import MomentId
from vignette.domain.reel import Clip, ClipId, Reel, ReelId
from vignette.domain.showing import AS_IT_WAS, Again, Freeze, Slow
from vignette.domain.span import SECOND, Micros, Span

LETTERS_A_SECOND = 12
"""How fast words on a card are read by somebody who does not read much."""
SHORTEST_CARD = Micros(3 * SECOND)
LONGEST_CARD = Micros(12 * SECOND)


@dataclass(frozen=True, slots=True)
class Card:
    """Words on a plain ground."""

    words: str
    lasting: Micros


@dataclass(frozen=True, slots=True)
class Hold:
    """The picture showing at `at`, film time, stands still and nothing is heard."""

    at: Micros
    lasting: Micros


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of film at `speed` per cent of its pace; `is_again` where it was shown just before."""

    span: Span
    speed: int = AS_IT_WAS
    is_again: bool = False

    @property
    def lasting(self) -> Micros:
        return Micros(self.span.length * AS_IT_WAS // self.speed)


Step = Card | Hold | Run


@dataclass(frozen=True, slots=True)
class Cue:
    """A step with its place in the reel; `clip` is None for the reel's own opening and closing words."""

    start: Micros
    step: Step
    clip: Clip | None

    @property
    def end(self) -> Micros:
        return Micros(self.start + self.step.lasting)

    @property
    def is_plain(self) -> bool:
        """Whether the pictures are those of the film, at its own pace."""
        if self.clip is None or not isinstance(self.step, Run) or self.step.speed != AS_IT_WAS:
            return False
        return not self.clip.showing.touches_pictures(self.step.span)


Score = tuple[Cue, ...]


def score_of(reel: Reel) -> Score:
    """All cues of `reel` in order, without a gap."""
    cues, at = list[Cue](), Micros(0)
    for step, clip in _steps(reel):
        cues.append(Cue(at, step, clip))
        at = cues[-1].end
    return tuple(cues)


def as_filmed(film: FilmId, spans: Sequence[Span]) -> Score:
    """These stretches of a film, one after the other, with nothing done to them."""
    clips = (Clip(ClipId.new(), MomentId.new(), film, span, title="", question="") for span in spans)
    return score_of(Reel(ReelId.new(), tuple(clips)))


def length_of(score: Score) -> Micros:
    return score[-1].end if score else Micros(0)


def stretch_of(score: Score, clip: ClipId) -> Span | None:
    """From where to where in the reel a clip is shown, its cards and still pictures included; None where it is not."""
    its = [cue for cue in score if cue.clip is not None and cue.clip.id == clip]
    return Span(its[0].start, its[-1].end) if its else None


def card(words: str) -> Card:
    """A card that stands as long as its words take to read."""
    reading = Micros(SECOND + len(words) * SECOND // LETTERS_A_SECOND)
    return Card(words, Micros(min(LONGEST_CARD, max(SHORTEST_CARD, reading))))


def steps_of(clip: Clip) -> Iterator[Step]:
    """What is shown for one clip, in order."""
    showing = clip.showing
    if showing.title:
        yield card(showing.title)
    yield from _held(showing.before)
    yield from _runs(clip)
    yield from _held(showing.after)
    if showing.asks and clip.question:
        yield card(clip.question)


def _steps(reel: Reel) -> Iterator[tuple[Step, Clip | None]]:
    if reel.opening:
        yield card(reel.opening), None
    for clip in reel.clips:
        yield from ((step, clip) for step in steps_of(clip))
    if reel.closing:
        yield card(reel.closing), None


def _runs(clip: Clip) -> Iterator[Step]:
    """The clip's own stretch: cut where its pace changes, where a picture stands, and where something comes again."""
    span, showing = clip.span, clip.showing
    slow = [each for each in showing.slow if each.span.overlaps(span)]
    again = [each for each in showing.again if each.span.overlaps(span)]
    freezes = [each for each in showing.freezes if span.holds(each.at)]
    for start, end in pairwise(_cuts(span, slow, again, freezes)):
        yield from (Hold(each.at, each.lasting) for each in freezes if each.at == start)
        yield Run(Span(start, end), _speed(slow, start))
        yield from (_once_more(each, span) for each in again if min(each.span.end, span.end) == end)


def _cuts(span: Span, slow: list[Slow], again: list[Again], freezes: list[Freeze]) -> list[Micros]:
    edges = {span.start, span.end}
    edges.update(edge for each in slow for edge in (each.span.start, each.span.end))
    edges.update(each.span.end for each in again)
    edges.update(each.at for each in freezes)
    return sorted(edge for edge in edges if span.start <= edge <= span.end)


def _speed(slow: list[Slow], at: Micros) -> int:
    return next((each.speed for each in slow if each.span.holds(at)), AS_IT_WAS)


def _once_more(again: Again, span: Span) -> Run:
    within = Span(max(again.span.start, span.start), min(again.span.end, span.end))
    return Run(within, again.speed, is_again=True)


def _held(freeze: Freeze | None) -> Iterator[Step]:
    if freeze is not None:
        yield Hold(freeze.at, freeze.lasting)
