"""The pictures of a reel as packets: copied where a film already has them as they are wanted, and encoded elsewhere."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby

from av import Packet, VideoFrame
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream

from vignette.domain.errors import UnsuitableFilm
from vignette.domain.reel import Clip
from vignette.domain.score import Card, Cue, Run, Score
from vignette.domain.source import Source
from vignette.domain.span import SECOND, Micros, Span
from vignette.footage.reel.copying import Group, groups
from vignette.footage.reel.films import Films
from vignette.footage.reel.making import Making
from vignette.footage.reel.pictures import shown
from vignette.footage.reel.units import only_slices
from vignette.footage.written import Grouping, WrittenPacket, encoder

_TICK = Fraction(1, SECOND)


class Cutting:
    """Makes the packets of one stream; `copied` and `encoded` say how many so far."""

    def __init__(self, making: Making, films: Films, stream: VideoStream) -> None:
        self.copied = self.encoded = 0
        self._making = making
        self._films = films
        self._stream = stream
        self._encoder: _Encoder | None = None
        self._owed: Micros | None = None

    def packets(self, score: Score) -> Iterator[WrittenPacket]:
        """All pictures of `score`, in order; UnsuitableFilm where a clip holds none."""
        for clip, cues in groupby(score, key=lambda cue: cue.clip):
            before = self.copied + self.encoded
            self._owed = None
            for cue in cues:
                yield from self._cue(cue, clip)
            if before == self.copied + self.encoded and clip is not None:
                raise UnsuitableFilm(f"There is no picture from {clip.span}; please make this clip a little longer.")
        yield from self._finished()

    def _cue(self, cue: Cue, clip: Clip | None) -> Iterator[WrittenPacket]:
        """A cue too short for a picture leaves its place to the next one of its clip."""
        before, film = self.copied + self.encoded, self._films[clip.film] if clip is not None else None
        if film is not None and isinstance(cue.step, Run) and cue.is_plain and film.shape == self._making.shape:
            yield from self._plain(cue, cue.step, film.source)
        else:
            yield from self._anew(cue, None if film is None or isinstance(cue.step, Card) else film.source)
        if before == self.copied + self.encoded and self._owed is None:
            self._owed = cue.start

    def _plain(self, cue: Cue, run: Run, source: Source) -> Iterator[WrittenPacket]:
        waiting: Span | None = None
        for group in groups(source, run.span):
            if group.copied and waiting is not None:
                yield from self._anew(_part(cue, run, waiting), source)
                waiting = None
            if group.copied and not (self._encoder and self._encoder.is_alone):
                yield from self._as_it_is(group, _part(cue, run, group.span))
            else:
                waiting = waiting.joined(group.span) if waiting is not None else group.span
        if waiting is not None:
            yield from self._anew(_part(cue, run, waiting), source)

    def _as_it_is(self, group: Group, part: Cue) -> Iterator[WrittenPacket]:
        yield from self._finished()
        for place, (at, slices) in enumerate(group.copied):
            shown_at = Micros(part.start + at - group.span.start) if place else self._first(part.start)
            self.copied += 1
            yield self._packet(slices, shown_at, is_key=not place)

    def _anew(self, cue: Cue, source: Source | None) -> Iterator[WrittenPacket]:
        for place, (at, picture) in enumerate(shown(cue, source, self._making.canvas)):
            if self._encoder is None:
                self._encoder = _Encoder(self._making)
            shown_at = at if place else self._first(at)
            self.encoded += 1
            yield from self._owned(self._encoder.take(shown_at, picture, starts=not place))

    def _finished(self) -> Iterator[WrittenPacket]:
        if self._encoder is not None:
            yield from self._owned(self._encoder.rest())
        self._encoder = None

    def _first(self, at: Micros) -> Micros:
        """From when on the first picture of a cue stands."""
        owed, self._owed = self._owed, None
        return at if owed is None else owed

    def _owned(self, packets: list[WrittenPacket]) -> Iterator[WrittenPacket]:
        for packet in packets:
            yield self._packet(only_slices(bytes(packet)), Micros(packet.pts or 0), is_key=packet.is_keyframe)

    def _packet(self, slices: bytes, at: Micros, *, is_key: bool) -> WrittenPacket:
        packet: WrittenPacket = Packet(slices)
        packet.pts = packet.dts = at
        packet.time_base, packet.is_keyframe, packet.stream = _TICK, is_key, self._stream
        return packet


class _Encoder:
    """Encodes a stretch of pictures that begins with a key picture; `is_alone` as in Grouping."""

    def __init__(self, making: Making) -> None:
        self._context: VideoCodecContext = encoder(making.size, making.rate, level=making.level)
        self._grouping = Grouping()

    @property
    def is_alone(self) -> bool:
        return self._grouping.is_alone

    def take(self, at: Micros, picture: VideoFrame, *, starts: bool) -> list[WrittenPacket]:
        return list(self._context.encode(self._grouping.take(at, picture, starts=starts)))

    def rest(self) -> list[WrittenPacket]:
        return list(self._context.encode(None))


def _part(cue: Cue, run: Run, span: Span) -> Cue:
    """The part of a plain cue that shows `span` of its run."""
    return Cue(Micros(cue.start + span.start - run.span.start), Run(span), cue.clip)
