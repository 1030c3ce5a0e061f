"""Films: arriving in parts, being made ready, being watched, being erased."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from vignette.actions.act import act
from vignette.domain.consent import Purpose, require, without
from vignette.domain.errors import ConsentMissing, NotAllowed, NotYours, OutOfDate, VignetteError
from vignette.domain.family import Family
from vignette.domain.film import Film, FilmId, Footage, Readiness
from vignette.domain.identity import AccountId, FamilyId
from vignette.domain.leave import Actor, Bond, Verb
from vignette.domain.person import Person, PersonId
from vignette.domain.reel import ReelId
from vignette.storage import blobs, cycles, families, films, jobs
from vignette.storage.films import Arrived, Asset
from vignette.vault.seal import SealedFile

LARGEST = 20 * 1024**3
"""The largest file that is taken in, in bytes."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """How many of a film's bytes have come."""

    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class FilmState:
    """How far a film is: `share` from 0 to 1 of what happens now, `problem` one sentence where it went wrong."""

    readiness: Readiness
    share: float
    problem: str

    @property
    def words(self) -> str:
        return str(self.readiness)


@dataclass(frozen=True, slots=True)
class FilmPage:
    """A film and what surrounds it; `analysis_blocked` says in one sentence why nothing is suggested, or is empty."""

    id: FilmId
    family: Family
    cycle_number: int
    state: FilmState
    in_frame: tuple[Person, ...]
    footage: Footage | None
    reel: ReelId | None
    kept: int
    analysis_blocked: str


def add_film(
    actor: Actor, family_id: FamilyId, *, in_frame: Sequence[PersonId], size: int, filename: str = ""
) -> FilmId:
    """Begin a film of `size` bytes for the cycle that is open; each person in frame must have agreed to be filmed."""
    if not 0 < size <= LARGEST:
        raise NotAllowed("This file is empty: choose another." if size <= 0 else "A film is at most 20 GB.")
    with act(actor, Verb.ADD_FILM, family_id) as bond:
        people = _chosen(families.people_of(family_id), in_frame)
        require(people, Purpose.FILM, bond.consents, timezone.localtime())
        film = Film(FilmId.new(), family_id, people, size, 0, Readiness.ARRIVING)
        films.add(film, cycles.current(family_id), filename[:200])
    return film.id


def arrived(actor: Actor, film_id: FilmId) -> Arrival:
    with act(actor, Verb.SEND_FILM, film_id):
        film = films.load(film_id)
        return Arrival(film.arrived, film.size)


def receive(actor: Actor, film_id: FilmId, *, offset: int, chunks: Iterable[bytes]) -> Arrival:
    """Take in the piece of the film that begins at `offset`, sealed as it comes.

    What arrived before the connection broke is kept. Raises OutOfDate where `offset` is not what is wanted next, and
    NotAllowed, keeping nothing, where more came than the film has.
    """
    with act(actor, Verb.SEND_FILM, film_id):
        film = films.load(film_id)
    if offset != film.arrived or film.readiness is not Readiness.ARRIVING:
        raise OutOfDate(f"The next byte wanted is number {film.arrived}.")
    part = Arrived(offset, blobs.seal(film.family, "part", _no_more_than(film.size - offset, chunks)))
    try:
        return _take_in(actor, film, part)
    except VignetteError:
        blobs.drop(part.blob)
        raise


def see_film(actor: Actor, film_id: FilmId) -> FilmPage:
    with act(actor, Verb.SEE_FILM_STATE, film_id) as bond:
        film = films.load(film_id)
        cycle = cycles.load(films.cycle_of(film_id))
        return FilmPage(
            id=film_id,
            family=families.load(film.family),
            cycle_number=cycle.number,
            state=_state(film),
            in_frame=film.in_frame,
            footage=film.footage,
            reel=cycles.reel_of(cycle.id),
            kept=cycle.kept,
            analysis_blocked=analysis_blocked(bond),
        )


def film_state(actor: Actor, film_id: FilmId) -> FilmState:
    with act(actor, Verb.SEE_FILM_STATE, film_id):
        return _state(films.load(film_id))


def open_film(actor: Actor, film_id: FilmId) -> SealedFile:
    """The film as browsers play it."""
    with act(actor, Verb.WATCH_FILM, film_id):
        return films.must_have(film_id, Asset.PLAYABLE)


def open_poster(actor: Actor, film_id: FilmId) -> SealedFile:
    with act(actor, Verb.WATCH_FILM, film_id):
        return films.must_have(film_id, Asset.POSTER)


def try_again(actor: Actor, film_id: FilmId) -> None:
    """Have a film made ready once more, after the work on it had been given up."""
    with act(actor, Verb.PREPARE_FILM, film_id):
        film = films.load(film_id)
        if film.readiness is Readiness.PREPARING:
            jobs.queue(jobs.Kind.PREPARE, film_id, family=film.family, asked_by=asker(actor))


def erase_film(actor: Actor, film_id: FilmId) -> None:
    """End a film and every moment, still and reel made from it."""
    with act(actor, Verb.ERASE_FILM, film_id):
        films.erase(film_id)


def asker(actor: Actor) -> AccountId:
    """The account in whose name later work is done; raises NotYours where nobody is signed in."""
    if not isinstance(actor.who, AccountId):
        raise NotYours
    return actor.who


def analysis_blocked(bond: Bond) -> str:
    """Why this film may not be analysed, in one sentence; empty where it may."""
    if not (missing := without(bond.in_frame, Purpose.ANALYSIS, bond.consents, timezone.localtime())):
        return ""
    why = str(ConsentMissing(str(Purpose.ANALYSIS), [person.name for person in missing])).removesuffix(".")
    return f"{why}, so nothing is suggested here: the moments are yours to find."


def _no_more_than(size: int, chunks: Iterable[bytes]) -> Iterator[bytes]:
    for chunk in chunks:
        size -= len(chunk)
        if size < 0:
            raise NotAllowed("More bytes came than the film has: choose the file again.")
        yield chunk


def _take_in(actor: Actor, film: Film, part: Arrived) -> Arrival:
    """Keep the piece, and have the film made ready with its last one; an empty piece leaves everything as it is."""
    if not part.blob.size:
        blobs.drop(part.blob)
        return Arrival(part.offset, film.size)
    with act(actor, Verb.SEND_FILM, film.id), transaction.atomic():
        if not films.add_part(film, part):
            raise OutOfDate("Another window is sending this film already.")
        if part.offset + part.blob.size == film.size:
            films.mark(film.id, Readiness.PREPARING)
            jobs.queue(jobs.Kind.PREPARE, film.id, family=film.family, asked_by=asker(actor))
    return Arrival(part.offset + part.blob.size, film.size)


def _chosen(people: Sequence[Person], wanted: Sequence[PersonId]) -> tuple[Person, ...]:
    chosen = tuple(person for person in people if person.id in set(wanted))
    if not chosen:
        raise NotAllowed("Say who is in the film.")
    if len(chosen) != len(set(wanted)):
        raise NotYours
    return chosen


def _state(film: Film) -> FilmState:
    if film.readiness is Readiness.ARRIVING:
        return FilmState(film.readiness, film.arrived / film.size, "")
    if film.readiness is not Readiness.PREPARING:
        return FilmState(film.readiness, 1.0, film.problem)
    work = jobs.status(jobs.Kind.PREPARE, film.id)
    return FilmState(film.readiness, work.share if work else 0.0, work.reason if work else "")
