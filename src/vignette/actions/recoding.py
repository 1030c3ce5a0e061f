"""A coding in the words of another codebook: seen beforehand, then made as a new coding beside the old one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from vignette.actions.act import act
from vignette.actions.codebooks import book, books, newest
from vignette.actions.coders import looking_at, to_look_into
from vignette.actions.films import asker
from vignette.actions.moments import footage_of
from vignette.domain.codebook import Codebook
from vignette.domain.coding import Coding, CodingId, Event
from vignette.domain.errors import NotAllowed, NotYours
from vignette.domain.film import Film
from vignette.domain.leave import Actor, Verb
from vignette.domain.person import Person, PersonId
from vignette.domain.recoding import Move, Recoding, recoded, same_words
from vignette.storage import codings, films


@dataclass(frozen=True, slots=True)
class Used:
    """A code of a coding, how often it was coded, and how often of whom; None among them is both together."""

    code: str
    count: int
    people: tuple[tuple[Person | None, int], ...]


@dataclass(frozen=True, slots=True)
class RecodingPage:
    """A coding in its own words and in those of `new`: the codes used, how often, and what would become of them."""

    coding: Coding
    old: Codebook
    new: Codebook
    choices: tuple[Codebook, ...]
    used: tuple[Used, ...]
    moves: tuple[Move, ...]
    outcome: Recoding


def see_recoding(actor: Actor, coding_id: CodingId, reference: str, moves: Sequence[Move] = ()) -> RecodingPage:
    """What would become of a coding in the words of the codebook called `reference`; nothing is changed.

    Where `reference` is empty, those are the words of the newest version of its own codebook.
    """
    with act(actor, looking_at(coding_id, actor), coding_id):
        coding = to_look_into(coding_id, actor)
        film, events = films.load(coding.film), codings.events(coding_id)
        new, newest_ones = book(reference or newest(coding.codebook)), books()
        its = tuple(moves) or same_words((each.code for each in events), new)
        return RecodingPage(
            coding=coding,
            old=book(coding.codebook),
            new=new,
            choices=newest_ones if new in newest_ones else (new, *newest_ones),
            used=_used(events, film.in_frame),
            moves=its,
            outcome=_recoded(events, its, new, film),
        )


def recode(actor: Actor, coding_id: CodingId, reference: str, moves: Sequence[Move]) -> CodingId:
    """Make a new coding of an old one in other words; the old one stays as it is."""
    with act(actor, Verb.CODE, coding_id):
        coding = to_look_into(coding_id, actor)
        if coding.kind.is_apart:
            raise NotYours
        film, new = films.load(coding.film), book(reference)
        made = Coding(
            CodingId.new(), coding.film, asker(actor), new.reference, coding.kind, timezone.now(), coding.title
        )
        outcome = _recoded(codings.events(coding_id), moves, new, film)
        codings.add(made, film.family)
        codings.add_events(made.id, film.family, outcome.events)
        return made.id


def _used(events: Sequence[Event], people: Sequence[Person]) -> tuple[Used, ...]:
    counts = Counter((each.code, each.person) for each in events)
    return tuple(
        Used(
            code,
            count,
            tuple((who, counts[code, its]) for its, who in _everybody(people).items() if (code, its) in counts),
        )
        for code, count in sorted(Counter(each.code for each in events).items())
    )


def _everybody(people: Sequence[Person]) -> dict[PersonId | None, Person | None]:
    return {**{each.id: each for each in people}, None: None}


def _recoded(events: Sequence[Event], moves: Sequence[Move], new: Codebook, film: Film) -> Recoding:
    try:
        return recoded(events, moves, new, footage_of(film).length)
    except ValueError as error:
        raise NotAllowed("Choose a code of the new codebook for each, or leave it out.") from error
