"""What a sound recorder heard, made into sound that every browser plays and that says nothing else."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from vignette.domain.errors import UnreadableFilm, UnsuitableFilm
from vignette.domain.film import Footage
from vignette.domain.source import Source
from vignette.domain.span import SECOND, Micros
from vignette.domain.work import Progress, unheard
from vignette.footage.container import opened_recording
from vignette.footage.filmed import said_in
from vignette.footage.sound import Channels, heard
from vignette.footage.streams import LONGEST_SECONDS, refuse_endless_sound
from vignette.footage.written import SOUND_LAYOUT, SOUND_RATE, add_sound, encoded_sound, write, written

_SHORTEST = SOUND_RATE // 2
_LONGEST = LONGEST_SECONDS * SOUND_RATE


def make_sound_ready(pieces: Sequence[Source], target: Path, *, progress: Progress = unheard) -> Footage:
    """Write what all `pieces` of a recording hold, one after the other, to `target`, and tell what that is.

    `target` is an MP4 of AAC and of nothing else, with its index in front; its time zero is the first sample. It is
    gone again on failure: raises FilmProblem where a piece is no recording, or the whole is too short or too long.
    """
    said = [_said(piece) for piece in pieces]
    claimed = max(1, sum(length for length, _ in said))
    counted: list[int] = []
    with written(target) as output:
        blocks = _checked((block for piece in pieces for block in _blocks(piece)), counted)
        for reached in write(output, encoded_sound(add_sound(output), blocks)):
            progress(min(1.0, max(0.0, float(reached) * SECOND / claimed)))
    progress(1.0)
    return Footage(
        length=Micros(counted[0] * SECOND // SOUND_RATE),
        width=0,
        height=0,
        frames=0,
        has_sound=True,
        plays_everywhere=True,
        filmed_at=said[0][1],
    )


def _said(piece: Source) -> tuple[int, str]:
    """What a recording says of its length, in microseconds, and of when it began."""
    with opened_recording(piece) as recording:
        return recording.container.duration or 0, said_in(recording.container.metadata)


def _blocks(piece: Source) -> Iterator[Channels]:
    return (block for _, block in heard(piece, rate=SOUND_RATE, layout=SOUND_LAYOUT))


def _checked(blocks: Iterator[Channels], counted: list[int]) -> Iterator[Channels]:
    """`blocks`, whose samples are counted in the end; raises FilmProblem where there are too few or too many."""
    count = 0
    for block in blocks:
        count += block.shape[1]
        if count > _LONGEST:
            refuse_endless_sound()
        yield block
    if not count:
        raise UnreadableFilm("No sound can be heard in this recording; please copy it from the recorder again.")
    if count < _SHORTEST:
        raise UnsuitableFilm("This recording is too short, under half a second; please choose the whole recording.")
    counted.append(count)
