"""A reel: what its score says, and not one picture or sample from outside its clips."""

from pathlib import Path

from vignette.domain.score import Score, length_of, stretch_of
from vignette.domain.span import SECOND
from vignette.domain.work import Progress
from vignette.footage.made import Rendered, Sources
from vignette.footage.reel.cutting import Cutting
from vignette.footage.reel.films import clips_in, films_of
from vignette.footage.reel.making import making_of
from vignette.footage.reel.sounding import is_heard, sounding
from vignette.footage.written import add_pictures, add_sound, encoded_sound, lasting, write, written


def render(score: Score, sources: Sources, target: Path, *, progress: Progress) -> Rendered:
    """Write what `score` says to `target`, as one MP4 of at most 1280 by 720; `target` is gone again on failure.

    It holds every picture whose time lies in a clip's span and no other, save those that a clip is told to stand still
    on. Each picture keeps its distance from the start of its cue, stretched where it runs slower; the first of a cue
    stands from its very start, so that seeking there never shows what was before, and the last one stands to its end.
    Whole groups of pictures of a proxy of ours are copied. Sound is cut to the sample. All films share one canvas;
    those of another shape get bars. ValueError where nothing is shown or a film has no source; UnsuitableFilm where a
    clip holds no picture.
    """
    if not score:
        raise ValueError("a reel shows something")
    films, length = films_of(score, sources), length_of(score)
    making = making_of(score, films)
    with written(target) as output:
        stream = add_pictures(output, making.size, making.rate, level=making.level)
        cutting = Cutting(making, films, stream)
        streams = [lasting(cutting.packets(score), length)]
        if is_heard(score, films):
            streams.append(encoded_sound(add_sound(output), sounding(score, films, target.parent)))
        for reached in write(output, *streams):
            progress(min(1.0, max(0.0, float(reached * SECOND / length))))
    progress(1.0)
    stretches = [stretch_of(score, clip.id) for clip in clips_in(score)]
    return Rendered(length, tuple(each.start for each in stretches if each), cutting.copied, cutting.encoded)
