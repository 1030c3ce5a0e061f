"""A voice note of a phone's browser, made anew: sound alone, and not a byte of what came."""

from collections.abc import Iterator
from pathlib import Path

from vignette.domain.errors import UnreadableFilm, UnsuitableFilm
from vignette.domain.source import Source
from vignette.domain.span import SECOND, Micros
from vignette.domain.work import Progress, unheard
from vignette.footage.container import opened_recording
from vignette.footage.made import MadeVoice
from vignette.footage.sound import Channels, heard
from vignette.footage.written import SOUND_LAYOUT, SOUND_RATE, add_sound, encoded_sound, write, written

LONGEST = Micros(125 * SECOND)
"""Two minutes, and what a slow phone adds to them before it has stopped."""

_SHORTEST = SOUND_RATE // 4


def make_voice(source: Source, target: Path, *, progress: Progress = unheard) -> MadeVoice:
    """Write what can be heard in `source` to `target`, an MP4 of AAC and nothing else.

    Raises FilmProblem where it is no sound, a film, shorter than a quarter of a second or longer than `LONGEST`.
    """
    with opened_recording(source):
        pass
    counted = [0]
    with written(target) as output:
        blocks = _counted((block for _, block in heard(source, rate=SOUND_RATE, layout=SOUND_LAYOUT)), counted)
        for reached in write(output, encoded_sound(add_sound(output), blocks)):
            progress(min(1.0, float(reached) * SECOND / LONGEST))
    progress(1.0)
    return MadeVoice(Micros(counted[0] * SECOND // SOUND_RATE))


def _counted(blocks: Iterator[Channels], counted: list[int]) -> Iterator[Channels]:
    for block in blocks:
        counted[0] += block.shape[1]
        if counted[0] * SECOND > LONGEST * SOUND_RATE:
            raise UnsuitableFilm("This voice note is longer than two minutes; please say it in fewer words.")
        yield block
    if counted[0] < _SHORTEST:
        raise UnreadableFilm("Nothing can be heard in this voice note; please say it again.")
