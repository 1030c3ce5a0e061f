"""Examples of codes, which all may watch once they were let through, and whoever proposed one before.

Only where everybody in the film agrees to teaching, for as long as they do; and nobody is told whose film it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from vignette.actions.act import act
from vignette.actions.films import asker
from vignette.actions.watching import Watched, watched
from vignette.domain.consent import Purpose
from vignette.domain.errors import ConsentMissing, NotYours
from vignette.domain.exemplar import Answer, Exemplar, ExemplarId
from vignette.domain.leave import Actor, Bond, Tie, Verb
from vignette.storage import accounts, exemplars, jobs
from vignette.storage.bonds import bond


@dataclass(frozen=True, slots=True)
class Example:
    """An example as a codebook shows it; `is_mine` where it is of a film of whoever looks.

    To whoever made it alone, `problem` says why nobody else sees it, empty where all is well; `waits_for` names whoever
    has yet to let it through, and `reason` is what they said where they did not.
    """

    id: ExemplarId
    words: str
    is_cut: bool
    is_mine: bool
    problem: str
    waits_for: str = ""
    reason: str = ""


def see_examples(actor: Actor, codebook: str) -> Mapping[str, tuple[Example, ...]]:
    """The examples of the codebook called `codebook`, by their code; those that may be watched now, and one's own."""
    with act(actor, Verb.SEE_CODEBOOKS, asker(actor)):
        shown: dict[str, tuple[Example, ...]] = {}
        for each in exemplars.of_codebook(codebook):
            if (example := _shown(each, bond(each.id, actor))) is not None:
                shown[each.code] = (*shown.get(each.code, ()), example)
        return shown


def open_example(actor: Actor, exemplar_id: ExemplarId) -> Watched:
    """What was cut out of the film; raises NotYours also where somebody in it no longer agrees, without naming them."""
    try:
        with act(actor, Verb.WATCH_EXEMPLAR, exemplar_id):
            return watched(actor, Verb.WATCH_EXEMPLAR, exemplar_id, exemplars.cut_of(exemplar_id))
    except ConsentMissing:
        raise NotYours from None


def end(actor: Actor, exemplar_id: ExemplarId) -> None:
    """Take an example back, with what was cut out for it."""
    with act(actor, Verb.END_EXEMPLAR, exemplar_id):
        exemplars.erase(exemplar_id)


def not_agreed(standing: Bond) -> str:
    """Who does not agree to this film, or to teaching with it; empty where all do."""
    return standing.why_not(Purpose.FILM, Purpose.TEACHING, at=timezone.localtime())


def _shown(exemplar: Exemplar, standing: Bond) -> Example | None:
    """An example to whoever stands to it like this; None where they are not to know of it."""
    missing = not_agreed(standing)
    if Tie.GUIDER not in standing.ties:
        is_shown = Tie.COLLEAGUE in standing.ties and not missing
        return Example(exemplar.id, exemplar.words, exemplar.is_cut, is_mine=False, problem="") if is_shown else None
    problem = missing or _fault(exemplar.id) or _kept_back(exemplar)
    waits_for = _second(exemplar) if exemplar.answer is Answer.AWAITED else ""
    return Example(
        id=exemplar.id,
        words=exemplar.words,
        is_cut=exemplar.is_cut,
        is_mine=True,
        problem=problem,
        waits_for=waits_for,
        reason=exemplar.reason,
    )


def _kept_back(exemplar: Exemplar) -> str:
    """Why nobody will see it whatever is waited for; empty where that is not so."""
    if exemplar.answer is Answer.DECLINED:
        return f"{_second(exemplar)} did not let it through. Talk it over, or propose another."
    if exemplar.answer is Answer.AWAITED and exemplar.second is None:
        return "nobody was asked to let it through. Take it back, and propose it again."
    return ""


def _second(exemplar: Exemplar) -> str:
    return accounts.load(exemplar.second).name if exemplar.second else ""


def _fault(exemplar: ExemplarId) -> str:
    work = jobs.status(jobs.Kind.EXEMPLAR, exemplar)
    return work.reason if work and work.state is jobs.State.FAILED else ""
