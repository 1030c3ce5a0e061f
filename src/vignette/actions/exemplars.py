"""Examples of codes: a guider proposes one of a film of theirs, a supervisor lets it through, then all may watch it.

Only where everybody in the film agrees to teaching, for as long as they do; and nobody is told whose film it is.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils import timezone

from vignette.actions.act import act
from vignette.actions.codebooks import book, books
from vignette.actions.coders import to_look_into
from vignette.actions.films import asker
from vignette.actions.supervisions import supervisor_of
from vignette.actions.watching import Watched, watched
from vignette.domain.codebook import Codebook, Principle
from vignette.domain.coding import Coding, CodingId, EventId
from vignette.domain.consent import Purpose, without
from vignette.domain.errors import ConsentMissing, NotAllowed, NotYours
from vignette.domain.exemplar import MOST, Answer, Exemplar, ExemplarId, stretch_of
from vignette.domain.film import Film
from vignette.domain.identity import AccountId
from vignette.domain.leave import Actor, Bond, Tie, Verb
from vignette.domain.person import Person
from vignette.domain.span import Span
from vignette.storage import accounts, codings, exemplars, families, films, jobs
from vignette.storage.bonds import bond

LONGEST_WORDS = 200

_FULL = f"There are {MOST} examples of this code already: one of them has to be taken back first."


@dataclass(frozen=True, slots=True)
class Example:
    """An example as a codebook shows it; `is_mine` where it is of a film of whoever looks.

    `problem` says why nobody else sees it, to whoever made it, and is empty where all is well; `waits_for` names
    whoever has yet to let it through.
    """

    id: ExemplarId
    words: str
    is_cut: bool
    is_mine: bool
    problem: str
    waits_for: str = ""


@dataclass(frozen=True, slots=True)
class Awaited:
    """An example that waits for whoever looks to let it through: of which code, and who proposes it by name."""

    id: ExemplarId
    codebook: str
    label: str
    words: str
    proposer: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would become an example: `blocked` says in one sentence why it cannot, or is empty.

    `is_made` says that something of this stretch is an example of this code already. Of everybody in the film, `agree`
    says whether they agree to teaching; one of the `supervisors` lets it through.
    """

    coding: CodingId
    event: EventId
    book: Codebook
    principle: Principle
    span: Span
    agree: tuple[tuple[Person, bool], ...]
    is_made: bool
    blocked: str
    supervisors: tuple[accounts.Account, ...]


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


def before_making(actor: Actor, coding_id: CodingId, event_id: EventId) -> Proposal:
    """What making an event of this coding an example would mean, to be read before it is done."""
    with act(actor, Verb.SEE_CODING, coding_id) as standing:
        coding = to_look_into(coding_id, actor)
        film = films.load(coding.film)
        its = _proposed(coding, film, event_id)
        words, principle = _words_of(coding, its.code)
        missing = without(film.in_frame, Purpose.TEACHING, standing.consents, timezone.localtime())
        return Proposal(
            coding=coding_id,
            event=event_id,
            book=words,
            principle=principle,
            span=its.span,
            agree=tuple((person, person not in missing) for person in film.in_frame),
            is_made=_is_there(its),
            blocked=_refused(standing) or _why_not(its),
            supervisors=tuple(each for each in accounts.supervisors() if each.id != actor.who),
        )


def make(actor: Actor, coding_id: CodingId, event_id: EventId, *, supervisor: AccountId, words: str = "") -> ExemplarId:
    """Propose an event as an example of its code; only `supervisor` sees what is cut out until they let it through.

    Raises NotAllowed where `supervisor` supervises nobody, or proposes it themselves.
    """
    with act(actor, Verb.MAKE_EXEMPLAR, coding_id):
        coding = to_look_into(coding_id, actor)
        film = films.load(coding.film)
        its = replace(_proposed(coding, film, event_id, words), second=supervisor_of(actor, supervisor).id)
        if why := _why_not(its) or _told_too_much(words, film):
            raise NotAllowed(why)
        if not exemplars.add(its, film.family):
            raise NotAllowed(_FULL)
        jobs.queue(jobs.Kind.EXEMPLAR, its.id, family=film.family, asked_by=asker(actor))
    return its.id


def awaited_of(actor: Actor) -> tuple[Awaited, ...]:
    """What others propose and whoever asks is to let through, the first proposed first."""
    who = asker(actor)
    with act(actor, Verb.SEE_CODEBOOKS, who):
        known = {each.name: each for each in books()}
        waiting = (each for each in exemplars.awaited_of(who) if not _refused(bond(each.id, actor)))
        return tuple(_awaited(each, known[each.codebook]) for each in waiting if each.codebook in known)


def let_through(actor: Actor, exemplar_id: ExemplarId) -> None:
    """Let everybody of the service see an example that was proposed to whoever acts."""
    try:
        with act(actor, Verb.LET_EXEMPLAR_THROUGH, exemplar_id):
            if not exemplars.load(exemplar_id).is_cut:
                raise NotAllowed("It is still being cut out of its film: watch it first.")
            exemplars.let_through(exemplar_id)
    except ConsentMissing:
        raise NotYours from None


def decline(actor: Actor, exemplar_id: ExemplarId) -> None:
    """Do not let an example through: what was cut out for it ends, and whoever proposed it is told."""
    with act(actor, Verb.DECLINE_EXEMPLAR, exemplar_id):
        exemplars.decline(exemplar_id)


def end(actor: Actor, exemplar_id: ExemplarId) -> None:
    """Take an example back, with what was cut out for it."""
    with act(actor, Verb.END_EXEMPLAR, exemplar_id):
        exemplars.erase(exemplar_id)


def _shown(exemplar: Exemplar, standing: Bond) -> Example | None:
    """An example to whoever stands to it like this; None where they are not to know of it."""
    refused = _refused(standing)
    if Tie.GUIDER not in standing.ties:
        is_shown = Tie.COLLEAGUE in standing.ties and not refused
        return Example(exemplar.id, exemplar.words, exemplar.is_cut, is_mine=False, problem="") if is_shown else None
    problem = refused or _fault(exemplar.id) or _kept_back(exemplar)
    waits_for = _second(exemplar) if exemplar.answer is Answer.AWAITED else ""
    return Example(exemplar.id, exemplar.words, exemplar.is_cut, is_mine=True, problem=problem, waits_for=waits_for)


def _kept_back(exemplar: Exemplar) -> str:
    """Why nobody will see it whatever is waited for; empty where that is not so."""
    if exemplar.answer is Answer.DECLINED:
        return f"{_second(exemplar)} did not let it through. Talk it over, or take it back."
    if exemplar.answer is Answer.AWAITED and exemplar.second is None:
        return "nobody was asked to let it through. Take it back, and propose it again."
    return ""


def _second(exemplar: Exemplar) -> str:
    return accounts.load(exemplar.second).name if exemplar.second else ""


def _awaited(exemplar: Exemplar, its: Codebook) -> Awaited:
    proposer = accounts.load(exemplars.proposer_of(exemplar.id)).name
    return Awaited(exemplar.id, its.title, its.label_of(exemplar.code), exemplar.words, proposer)


def _refused(standing: Bond) -> str:
    """Who does not agree to this film, or to teaching with it; empty where all do."""
    return standing.why_not(Purpose.FILM, Purpose.TEACHING, at=timezone.localtime())


def _fault(exemplar: ExemplarId) -> str:
    work = jobs.status(jobs.Kind.EXEMPLAR, exemplar)
    return work.reason if work and work.state is jobs.State.FAILED else ""


def _proposed(coding: Coding, film: Film, event_id: EventId, words: str = "") -> Exemplar:
    event = codings.sheet(coding.id, [event_id]).events.get(event_id)
    if event is None or film.footage is None:
        raise NotYours
    name = coding.codebook.partition("@")[0]
    return Exemplar(ExemplarId.new(), film.id, name, event.code, stretch_of(event, film.footage.whole), words)


def _words_of(coding: Coding, code: str) -> tuple[Codebook, Principle]:
    its = book(coding.codebook)
    if (principle := its.find(code)) is None:
        raise NotYours
    return its, principle


def _why_not(proposed: Exemplar) -> str:
    if _is_there(proposed):
        return "This stretch of the film is an example of this code already."
    return _FULL if len(exemplars.of_code(proposed.codebook, proposed.code)) >= MOST else ""


def _is_there(proposed: Exemplar) -> bool:
    there = exemplars.of_code(proposed.codebook, proposed.code)
    return any(each.film == proposed.film and each.span.overlaps(proposed.span) for each in there)


def _told_too_much(words: str, film: Film) -> str:
    """Everybody of the service reads `words`, and nobody is to learn from them whose film it is."""
    if len(words) > LONGEST_WORDS:
        return f"Say it in {LONGEST_WORDS} letters: the film shows the rest."
    names = {part for each in families.people_of(film.family) for part in re.findall(r"\w+", each.name)}
    told = sorted(names & set(re.findall(r"\w+", words)))
    return f"Leave out {told[0]}: nobody is told whose film this is." if told else ""
