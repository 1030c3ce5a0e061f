"""The codings of a film: beginning one, asking somebody else for one, handing it in, erasing it."""

from dataclasses import dataclass

from django.utils import timezone

from vignette.actions.act import act
from vignette.actions.codebooks import book, newest
from vignette.actions.coders import is_blind_to, is_guider, looking_at, may_code
from vignette.actions.films import asker
from vignette.domain.codebook import Codebook
from vignette.domain.coding import Coding, CodingId, Kind, share_of
from vignette.domain.errors import NotAllowed, NotYours
from vignette.domain.family import Family
from vignette.domain.film import Film, FilmId, Readiness
from vignette.domain.identity import AccountId
from vignette.domain.leave import Actor, Verb
from vignette.domain.mindedness import is_of_lines
from vignette.domain.span import Micros, Span
from vignette.storage import accounts, codings, cycles, families, films

OF_THE_GUIDER = (Kind.OWN, Kind.SHARED, Kind.MODEL, Kind.AGREED)
"""What a guider begins themselves; the others are asked of somebody."""


@dataclass(frozen=True, slots=True)
class CodingLine:
    """A coding as a list shows it: `count` events by `coder`; `is_open` where whoever looks may look into it.

    `words` is the codebook, in the version that the coding names, and `newest` is what its newest version is called.
    """

    coding: Coding
    words: Codebook
    coder: str
    count: int
    is_open: bool
    newest: str

    @property
    def has_newer_words(self) -> bool:
        """Whether it can move into a newer version of its codebook, as a coding of its own."""
        return self.is_open and not self.coding.kind.is_apart and self.newest != self.coding.codebook

    @property
    def title(self) -> str:
        """Its own, or that of its codebook."""
        return self.coding.title or self.words.title

    @property
    def is_of_lines(self) -> bool:
        """Whether it is coded line by line, on what is said."""
        return is_of_lines(self.coding)


@dataclass(frozen=True, slots=True)
class CodingsPage:
    """A film and its codings, the first begun first; `colleagues` are those who can be asked for another."""

    film: FilmId
    family: Family
    cycle_number: int
    codings: tuple[CodingLine, ...]
    colleagues: tuple[accounts.Account, ...]


@dataclass(frozen=True, slots=True)
class CodingPage:
    """One coding and what surrounds it; `is_guider` says whether whoever looks is the film's own guider."""

    line: CodingLine
    film: FilmId
    family: Family | None
    cycle_number: int
    is_guider: bool
    is_mine: bool


def see_coding(actor: Actor, coding_id: CodingId) -> CodingPage:
    """A coding by its title; of the family, somebody who was only asked to code is told nothing."""
    with act(actor, looking_at(coding_id, actor), coding_id):
        coding = codings.load(coding_id)
        film, is_mine_too = films.load(coding.film), is_guider(coding, actor)
        return CodingPage(
            line=line_of(coding, actor),
            film=coding.film,
            family=families.load(film.family) if is_mine_too else None,
            cycle_number=cycles.load(films.cycle_of(coding.film)).number,
            is_guider=is_mine_too,
            is_mine=may_code(coding, actor),
        )


def see_codings(actor: Actor, film_id: FilmId) -> CodingsPage:
    with act(actor, Verb.SEE_CODINGS, film_id):
        film = films.load(film_id)
        return CodingsPage(
            film=film_id,
            family=families.load(film.family),
            cycle_number=cycles.load(films.cycle_of(film_id)).number,
            codings=tuple(line_of(each, actor) for each in codings.of_film(film_id)),
            colleagues=accounts.others(asker(actor)),
        )


def asked_of(actor: Actor) -> tuple[CodingLine, ...]:
    """What this person was asked to code, the first asked first."""
    who = asker(actor)
    with act(actor, Verb.LIST_CODINGS, who):
        return tuple(line_of(each, actor) for each in codings.of_guest(who))


def begin(actor: Actor, film_id: FilmId, *, codebook: str, kind: Kind = Kind.OWN, title: str = "") -> CodingId:
    """Begin a coding of one's own, in the words of the codebook called name@version."""
    if kind not in OF_THE_GUIDER:
        raise NotYours
    with act(actor, Verb.BEGIN_CODING, film_id):
        return _add(_ready(film_id), asker(actor), codebook, kind, title=title)


def ask_second(actor: Actor, coding_id: CodingId, coder: AccountId, *, share: float) -> CodingId:
    """Ask somebody to code `share` (above 0, up to 1) of a film a second time, without seeing the first coding."""
    with act(actor, Verb.ASK_CODER, coding_id):
        first = codings.load(coding_id)
        film = _ready(first.film)
        stretches = share_of(_length(film), share)
        return _ask(film, first, coder, Kind.SECOND, stretches)


def ask_trainee(actor: Actor, model: CodingId, trainee: AccountId) -> CodingId:
    """Give a film to somebody to practise with, who compares their coding with the model once it is handed in."""
    with act(actor, Verb.ASK_TRAINEE, model):
        its = codings.load(model)
        if its.kind is not Kind.MODEL:
            raise NotAllowed("Practising needs a model to compare with: begin one, and code it, first.")
        return _ask(_ready(its.film), its, trainee, Kind.PRACTICE, its.stretches)


def invite(actor: Actor, coding_id: CodingId, guest: AccountId) -> None:
    """Let somebody code along in a shared coding."""
    with act(actor, Verb.ASK_CODER, coding_id):
        coding = codings.load(coding_id)
        if coding.kind is not Kind.SHARED or coding.ended_at:
            raise NotAllowed("Only a shared coding that goes on can be coded by several people.")
        _colleague(guest, asker(actor))
        codings.let_in(coding_id, guest)


def end(actor: Actor, coding_id: CodingId) -> None:
    """Hand a coding in: from here on it stays as it is, and can be compared."""
    with act(actor, Verb.END_CODING, coding_id):
        its = codings.load(coding_id)
        if its.kind.is_apart and its.coder != actor.who:
            raise NotAllowed("Only whoever codes it can hand it in.")
        codings.end(coding_id)


def reopen(actor: Actor, coding_id: CodingId) -> None:
    """Go on with one's own coding after it was handed in; one that was blind stays as it is."""
    with act(actor, Verb.CODE, coding_id):
        if codings.load(coding_id).kind not in OF_THE_GUIDER:
            raise NotAllowed("What was coded blind stays as it was handed in.")
        codings.reopen(coding_id)


def call(actor: Actor, coding_id: CodingId, title: str) -> None:
    with act(actor, Verb.CODE, coding_id):
        codings.call(coding_id, title)


def erase(actor: Actor, coding_id: CodingId) -> FilmId:
    """End a coding and all in it; the film it was of."""
    with act(actor, Verb.ERASE_CODING, coding_id):
        film = codings.load(coding_id).film
        codings.erase(coding_id)
        return film


def line_of(coding: Coding, actor: Actor) -> CodingLine:
    is_open = not is_blind_to(coding, actor)
    count = codings.count(coding.id) if is_open else 0
    words, latest = book(coding.codebook), newest(coding.codebook)
    return CodingLine(coding, words, accounts.load(coding.coder).name, count, is_open, latest)


def _ask(film: Film, first: Coding, coder: AccountId, kind: Kind, stretches: tuple[Span, ...]) -> CodingId:
    asked = (each for each in codings.of_film(film.id) if each.kind is kind and each.beside == first.id)
    if coder in {each.coder for each in asked}:
        raise NotAllowed("They were asked already.")
    _colleague(coder, first.coder)
    return _add(film, coder, first.codebook, kind, title=first.title, beside=first.id, stretches=stretches)


def _add(
    film: Film,
    coder: AccountId,
    codebook: str,
    kind: Kind,
    *,
    title: str,
    beside: CodingId | None = None,
    stretches: tuple[Span, ...] = (),
) -> CodingId:
    reference, now = book(codebook).reference, timezone.now()
    coding = Coding(CodingId.new(), film.id, coder, reference, kind, now, title, stretches, beside=beside)
    codings.add(coding, film.family)
    return coding.id


def _colleague(account: AccountId, asking: AccountId) -> None:
    if account not in {each.id for each in accounts.others(asking)}:
        raise NotAllowed("Choose somebody of your service.")


def _ready(film_id: FilmId) -> Film:
    film = films.load(film_id)
    if film.readiness is not Readiness.READY or film.is_sound:
        raise NotYours
    return film


def _length(film: Film) -> Micros:
    if film.footage is None:
        raise NotYours
    return film.footage.length
