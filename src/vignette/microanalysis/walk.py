"""The walk itself: a film surveyed, looked at part by part, and what was seen and heard put together."""

from pathlib import Path

from vignette.domain.film import Footage
from vignette.domain.measurement import Seen
from vignette.domain.source import PlainFile, Source
from vignette.domain.work import Progress, unheard
from vignette.footage.probe import probe
from vignette.microanalysis.found import Look
from vignette.microanalysis.gathering import gathered
from vignette.microanalysis.listening import heard, said
from vignette.microanalysis.plans import WHOLE_SHARE, Plan, plan
from vignette.microanalysis.watching import seen
from vignette.perception.registry import SHIPPED, Models
from vignette.signals.settings import Settings


def look(
    film: Source | Path | str,
    *,
    settings: Settings | None = None,
    models: Models = SHIPPED,
    progress: Progress = unheard,
) -> Look:
    """Look through a whole film, given as a file's path or as a source of bytes.

    `settings` are the package's own where none are given; `progress` is called with the share of the work that is done,
    0 to 1, rising. Takes a fifth to a half of the film's length; pictures and sound are streamed, and only measurements
    are kept. Raises FilmProblem where it is no film that can be read, OSError where there is no such file, and
    Misconfigured where a model of the operator's cannot be used.
    """
    source = PlainFile(Path(film)) if isinstance(film, str | Path) else film
    its = plan(probe(source), settings=settings, models=models)
    parts, done = list[Seen](), 0.0
    for number in range(its.count):
        start, reach = WHOLE_SHARE * done, WHOLE_SHARE * its.effort(number)
        parts.append(look_at_part(source, its, number, progress=_within(progress, start, reach)))
        done += its.effort(number)
    return gathered(its, parts, progress=progress)


def survey(source: Source, *, progress: Progress = unheard) -> Footage:
    """What the film holds, to plan by; raises FilmProblem where it cannot be read."""
    footage = probe(source)
    progress(1.0)
    return footage


def look_at_part(source: Source, plan: Plan, number: int, *, progress: Progress = unheard) -> Seen:
    """What is to be seen and heard in part `number` of the film, 0 to `plan.count` - 1.

    Raises FilmProblem where the film cannot be read, Misconfigured where a model of the operator's cannot be used.
    """
    if number == len(plan.parts):
        return heard(source, plan, progress)
    if number > len(plan.parts):
        return said(source, plan, plan.of_words[number - len(plan.parts) - 1], progress)
    return seen(source, plan, plan.parts[number], progress)


def _within(progress: Progress, start: float, reach: float) -> Progress:
    return lambda share: progress(start + reach * share)
