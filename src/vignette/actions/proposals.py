"""Proposing an example of a code: a guider proposes one of a film of theirs, and a supervisor lets it through or not.

Only where everybody in the film agrees to teaching, for as long as they do; and nobody is told whose film it is.
"""

import re
from dataclasses import dataclass, replace

from django.utils import timezone

from vignette.actions.act import act
from vignette.actions.codebooks import book, books
from vignette.actions.coders import to_look_into
from vignette.actions.exemplars import not_agreed
from vignette.actions.films import asker
from vignette.actions.supervisions import supervisor_of
from vignette.domain.codebook import Codebook, Principle
from vignette.domain.coding import Coding, CodingId, EventId
from vignette.domain.consent import Purpose, without
from vignette.domain.errors import ConsentMissing, NotAllowed, NotYours
from vignette.domain.exemplar import MOST, Exemplar, ExemplarId, stretch_of
from vignette.domain.film import Film
from vignette.domain.identity import AccountId
from vignette.domain.leave import Actor, Verb
from vignette.domain.person import Person
from vignette.domain.span import Span
from vignette.storage import accounts, codings, exemplars, families, films, jobs
from vignette.storage.bonds import bond

LONGEST_WORDS = 200

_FULL = f"There are {MOST} examples of this code already: one of them has to be taken back first."


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


def before_proposing(actor: Actor, coding_id: CodingId, event_id: EventId) -> Proposal:
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
            blocked=not_agreed(standing) or _why_not(its),
            supervisors=tuple(each for each in accounts.supervisors() if each.id != actor.who),
        )


def propose(
    actor: Actor, coding_id: CodingId, event_id: EventId, *, supervisor: AccountId, words: str = ""
) -> ExemplarId:
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
        waiting = (each for each in exemplars.awaited_of(who) if not not_agreed(bond(each.id, actor)))
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


def decline(actor: Actor, exemplar_id: ExemplarId, reason: str = "") -> None:
    """Do not let an example through: what was cut out for it ends, and whoever proposed it is told, with the reason.

    Raises NotAllowed for a reason longer than LONGEST_WORDS.
    """
    with act(actor, Verb.DECLINE_EXEMPLAR, exemplar_id):
        if len(reason) > LONGEST_WORDS:
            raise NotAllowed(f"Say why in {LONGEST_WORDS} letters, and talk the rest over.")
        exemplars.decline(exemplar_id, reason)


def _awaited(exemplar: Exemplar, its: Codebook) -> Awaited:
    proposer = accounts.load(exemplars.proposer_of(exemplar.id)).name
    return Awaited(exemplar.id, its.title, its.label_of(exemplar.code), exemplar.words, proposer)


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
