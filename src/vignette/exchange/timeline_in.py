"""What a timeline for cutting says of each film in it, as codings: its marks, and clips on which nobody set a mark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from vignette.domain.codebook import Shape
from vignette.domain.score import Hold, Run
from vignette.exchange.carried import Carried, CarriedCode, CarriedEvent, CarriedFilm, Unreadable
from vignette.exchange.otio_read import read_otio
from vignette.exchange.timeline import Mark, Piece, Source, Timeline

CLIP = "clip"
"""The code of a stretch that was cut out; what the clip is called is its note."""


def read_timeline(content: bytes) -> tuple[Carried, ...]:
    """A coding for each film of an .otio, in film time; Unreadable where it is none, or of no film at all.

    A stretch that is shown again says nothing new.
    """
    timeline = read_otio(content)
    by_film: dict[str, list[Piece]] = {}
    for piece in timeline.pieces:
        if piece.film is not None and not (isinstance(piece.step, Run) and piece.step.is_again):
            by_film.setdefault(piece.film.name, []).append(piece)
    if not by_film:
        raise Unreadable("There are no clips of a film in this file.")
    return tuple(_coding(timeline, pieces, is_alone=len(by_film) == 1) for pieces in by_film.values())


def _coding(timeline: Timeline, pieces: Sequence[Piece], *, is_alone: bool) -> Carried:
    film = pieces[0].film or Source("")
    events = [event for piece in pieces for event in _events(piece)]
    return Carried(
        title=timeline.title if is_alone else film.name,
        coder="",
        codebook=timeline.codebook,
        films=(CarriedFilm(film.name, length=film.length),),
        people=tuple(dict.fromkeys(event.person for event in events if event.person)),
        codes=tuple(_codes(pieces, events)),
        events=tuple(sorted(events, key=lambda event: (event.start, event.end))),
        losses=timeline.losses,
    )


def _events(piece: Piece) -> Iterator[CarriedEvent]:
    for mark in piece.marks:
        yield CarriedEvent(_code(mark), mark.person, mark.start, mark.end, note=mark.note)
    if piece.marks:
        return
    if isinstance(piece.step, Run):
        yield CarriedEvent(CLIP, "", piece.step.span.start, piece.step.span.end, note=piece.name)
    elif isinstance(piece.step, Hold):
        yield CarriedEvent(CLIP, "", piece.step.at, piece.step.at, note=piece.name)


def _code(mark: Mark) -> str:
    return mark.code or mark.name or "mark"


def _codes(pieces: Iterable[Piece], events: Sequence[CarriedEvent]) -> Iterator[CarriedCode]:
    labels = {_code(mark): mark.name for piece in pieces for mark in piece.marks}
    states = {event.code for event in events if event.end > event.start}
    for code in dict.fromkeys(event.code for event in events):
        yield CarriedCode(code, Shape.STATE if code in states else Shape.POINT, label=labels.get(code, ""))
