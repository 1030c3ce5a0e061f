"""What is painted for one cue of a reel: the film's own pictures, dressed as the clip says, a still one, or a card."""

from __future__ import annotations

from collections.abc import Iterator

from av import VideoFrame

from vignette.domain.reel import Clip
from vignette.domain.score import Card, Cue, Hold, Run
from vignette.domain.showing import AS_IT_WAS, Showing
from vignette.domain.source import Source
from vignette.domain.span import SECOND, Micros, Span
from vignette.footage.reel.cards import card
from vignette.footage.reel.dressing import Dresser
from vignette.footage.reel.planes import Planes, frame_of
from vignette.footage.reel.upright import Shown, standing_at, upright
from vignette.footage.upright import Canvas

STILL_STEP = Micros(SECOND // 2)
"""How often a picture that stands is given again: players stall over one that lasts."""


def shown(cue: Cue, source: Source | None, canvas: Canvas) -> Shown:
    """The pictures of `cue` on `canvas` (yuv420p), in order, with their times in the reel.

    The first one is at `cue.start`, none at or after `cue.end`. `source` is the film of the cue's clip; only a card
    needs none. A run gives every picture of the film that lies in its span, and no other: nothing where there is none.
    A picture that stands is one of the clip's where its time lies in the clip.
    """
    step = cue.step
    if isinstance(step, Card):
        yield from _standing(card(step.words, (canvas.width, canvas.height)), cue)
    elif source is None or cue.clip is None:
        raise ValueError("only a card comes without a film")
    elif isinstance(step, Hold):
        yield from _standing(_held(source, step.at, cue.clip, canvas), cue)
    else:
        yield from _running(cue, step, cue.clip, source, canvas)


def _standing(picture: Planes, cue: Cue) -> Shown:
    for at in range(cue.start, cue.end, STILL_STEP):
        yield Micros(at), frame_of(picture)


def _held(source: Source, at: Micros, clip: Clip, canvas: Canvas) -> Planes:
    """The picture that stands at film time `at`, dressed as the clip's others are."""
    # A still from elsewhere in the film was chosen; one from the clip's very edge must not show what lies beyond it.
    within = clip.span if clip.span.start <= at <= clip.span.end else None
    dresser = Dresser(clip.showing, canvas)
    since, picture = standing_at(source, at, within, dresser.stage)
    return dresser.dressed(picture, Span(since, Micros(max(at, since) + 1)), captions_at=at)


def _running(cue: Cue, run: Run, clip: Clip, source: Source, canvas: Canvas) -> Shown:
    is_first = True
    for at, picture in _dressed(source, run.span, clip.showing, canvas):
        passed = 0 if is_first else (at - run.span.start) * AS_IT_WAS // run.speed
        yield Micros(cue.start + passed), picture
        is_first = False


def _dressed(source: Source, span: Span, showing: Showing, canvas: Canvas) -> Shown:
    """Every picture in `span` as the clip shows it, with its time in the film."""
    if not showing.touches_pictures(span):
        yield from upright(source, span, lambda _: canvas)
        return
    dresser = Dresser(showing, canvas)
    for at, until, picture in _lasting(upright(source, span, dresser.stage), span.end):
        yield at, frame_of(dresser.dressed(picture, Span(at, until), captions_at=at))


def _lasting(every: Shown, end: Micros) -> Iterator[tuple[Micros, Micros, VideoFrame]]:
    """Each picture with its time and when the next one takes its place."""
    before = None
    for at, picture in every:
        if before is not None:
            yield before[0], at, before[1]
        before = at, picture
    if before is not None:
        yield before[0], end, before[1]
