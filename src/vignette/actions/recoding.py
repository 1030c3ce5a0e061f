"""A coding in the words of another codebook: seen beforehand, then made as a new coding beside the old one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from vignette.actions.act import act
from vignette.actions.codebooks import book, books
from vignette.actions.coders import looking_at, to_look_into
from vignette.actions.films import asker
from vignette.actions.moments import footage_of
from vignette.domain.codebook import Codebook
from vignette.domain.coding import Coding, CodingId, Event
from vignette.domain.errors import NotAllowed, NotYours
from vignette.domain.film import Film
from vignette.domain.leave import Actor, Verb
from vignette.domain.person import Person
from vignette.domain.recoding import Move, Recoding, recoded, same_words
from vignette.storage import codings, films


@dataclass(frozen=True, slots=True)
class RecodingPage:
    """A coding in its own words and in those of `new`: the codes used, how often, and what would become of them."""

    coding: Coding
    old: Codebook
    new: Codebook
    choices: tuple[Codebook, ...]
    people: tuple[Person, ...]
    used: tuple[tuple[str, int], ...]
    moves: tuple[Move, ...]
    outcome: Recoding


def see_recoding(actor: Actor, coding_id: CodingId, reference: str, moves: Sequence[Move] = ()) -> RecodingPage:
    """What would become of a coding in the words of the codebook called `reference`; nothing is changed."""
    with act(actor, looking_at(coding_id, actor), coding_id):
        coding = to_look_into(coding_id, actor)
        film, events = films.load(coding.film), codings.events(coding_id)
        new = book(reference or coding.codebook)
        used = Counter(each.code for each in events)
        its = tuple(moves) or same_words(used, new)
        return RecodingPage(
            coding=coding,
            old=book(coding.codebook),
            new=new,
            choices=books(),
            people=film.in_frame,
            used=tuple(sorted(used.items())),
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


def _recoded(events: Sequence[Event], moves: Sequence[Move], new: Codebook, film: Film) -> Recoding:
    try:
        return recoded(events, moves, new, footage_of(film).length)
    except ValueError as error:
        raise NotAllowed("Choose a code of the new codebook for each, or leave it out.") from error
