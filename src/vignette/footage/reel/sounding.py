"""The sound of a reel, cut to the sample and in step with its pictures from beginning to end."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO

import numpy as np

from vignette.domain.score import Cue, Run, Score
from vignette.domain.source import Source
from vignette.domain.span import SECOND, Micros
from vignette.footage.reel.films import Films
from vignette.footage.reel.loudness import Meter, gain_towards_target, mastered
from vignette.footage.reel.voicing import exactly, lifted, silenced, slowed
from vignette.footage.sound import Channels, filled
from vignette.footage.written import SOUND_LAYOUT, SOUND_RATE

_IN_MEMORY = 64 << 20
_SAMPLE = 2 * np.dtype(np.float32).itemsize


@dataclass(frozen=True, slots=True)
class _Part:
    """So many samples of the reel, and by what they are to be multiplied so that all clips are equally loud."""

    count: int
    gain: float


def is_heard(score: Score, films: Films) -> bool:
    """Whether anything of the reel can be heard at all."""
    return any(_source_of(cue, films) is not None for cue in score)


def sounding(score: Score, films: Films, folder: Path) -> Iterator[Channels]:
    """The sound of `score` from beginning to end, evened; rounding is cumulative, so that it never drifts.

    Stills and cards are silent. What does not fit into memory meanwhile lies in `folder`, in a file without a name.
    """
    with SpooledTemporaryFile(max_size=_IN_MEMORY, dir=str(folder)) as file:
        parts = [part for clip, cues in groupby(score, key=lambda cue: cue.clip) for part in _clip(cues, films, file)]
        yield from mastered(lambda: _played(file, parts))


def _clip(cues: Iterable[Cue], films: Films, file: IO[bytes]) -> list[_Part]:
    """Put the sound of the cues of one clip, or of none, into `file`."""
    meter, counts = Meter(), list[int]()
    for cue in cues:
        counts.append(_sample(cue.end) - _sample(cue.start))
        for block in exactly(_heard(cue, _source_of(cue, films), meter), counts[-1]):
            file.write(np.ascontiguousarray(block.T).tobytes())
    gain = gain_towards_target(meter.loudness())
    return [_Part(count, gain) for count in counts]


def _heard(cue: Cue, source: Source | None, meter: Meter) -> Iterator[Channels]:
    """What is heard of the film, at the pace of the reel; the meter hears it before anything was made louder."""
    run, clip = cue.step, cue.clip
    if source is None or clip is None or not isinstance(run, Run):
        return iter(())
    start, volumes = run.span.start, clip.showing.volumes
    count = round(run.span.length * SOUND_RATE / SECOND)
    natural = _batched(filled(source, run.span, rate=SOUND_RATE, layout=SOUND_LAYOUT, count=count))
    return slowed(lifted(_metered(silenced(natural, start, volumes), meter), start, volumes), run)


def _source_of(cue: Cue, films: Films) -> Source | None:
    """The film that is heard with a cue; None where it is silent."""
    if cue.clip is None or not isinstance(cue.step, Run) or cue.clip.showing.is_muted:
        return None
    film = films[cue.clip.film]
    return film.source if film.has_sound else None


def _metered(blocks: Iterable[Channels], meter: Meter) -> Iterator[Channels]:
    for block in blocks:
        meter.hear(block)
        yield block


def _batched(blocks: Iterable[Channels]) -> Iterator[Channels]:
    """The same sound in blocks of about a second."""
    waiting, count = list[Channels](), 0
    for block in blocks:
        waiting.append(block)
        count += block.shape[1]
        if count >= SOUND_RATE:
            yield np.concatenate(waiting, axis=1)
            waiting, count = [], 0
    if waiting:
        yield np.concatenate(waiting, axis=1)


def _played(file: IO[bytes], parts: Sequence[_Part]) -> Iterator[Channels]:
    file.seek(0)
    for part in parts:
        for left in range(part.count, 0, -SOUND_RATE):
            block = np.frombuffer(file.read(min(left, SOUND_RATE) * _SAMPLE), np.float32).reshape(-1, 2).T
            yield block * np.float32(part.gain)


def _sample(at: Micros) -> int:
    return round(at * SOUND_RATE / SECOND)
