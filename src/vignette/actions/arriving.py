"""A film on its way in: announced, sealed part by part as it comes, whole in the end, or given up."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from vignette.actions.act import act
from vignette.actions.films import asker
from vignette.domain.consent import Purpose, require
from vignette.domain.errors import NotAllowed, NotYours, OutOfDate, VignetteError
from vignette.domain.film import Film, FilmId, Readiness
from vignette.domain.identity import FamilyId
from vignette.domain.leave import Actor, Verb
from vignette.domain.person import Person, PersonId
from vignette.storage import arrivals, blobs, cycles, families, films, jobs
from vignette.storage.arrivals import Arrived

LARGEST = 20 * 1024**3
"""The largest film that is taken in, in bytes."""

MOST_PIECES = 100


@dataclass(frozen=True, slots=True)
class Arrival:
    """How many of a film's bytes have come."""

    offset: int
    size: int


def add_film(
    actor: Actor,
    family_id: FamilyId,
    *,
    in_frame: Sequence[PersonId],
    pieces: Sequence[int],
    filename: str = "",
    is_enveloped: bool = False,
) -> FilmId:
    """Begin a film for the cycle that is open; each person in frame must have agreed to be filmed.

    `pieces` are the bytes of each file it was written in, in order: one, unless a camcorder wrote it in several.
    """
    _refuse_odd(pieces)
    with act(actor, Verb.ADD_FILM, family_id) as bond:
        people = _chosen(families.people_of(family_id), in_frame)
        require(people, Purpose.FILM, bond.consents, timezone.localtime())
        film = Film(
            id=FilmId.new(),
            family=family_id,
            in_frame=people,
            size=sum(pieces),
            arrived=0,
            readiness=Readiness.ARRIVING,
            pieces=tuple(pieces),
            is_enveloped=is_enveloped,
        )
        films.add(film, cycles.current(family_id), filename[:200])
    return film.id


def arrived(actor: Actor, film_id: FilmId) -> Arrival:
    with act(actor, Verb.SEND_FILM, film_id):
        film = films.load(film_id)
        return Arrival(film.arrived, film.size)


def receive(actor: Actor, film_id: FilmId, *, offset: int, chunks: Iterable[bytes]) -> Arrival:
    """Take in the part of the film that begins at `offset`, sealed as it comes.

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


def _refuse_odd(pieces: Sequence[int]) -> None:
    if not pieces or min(pieces) <= 0:
        raise NotAllowed("This file is empty: choose another.")
    if sum(pieces) > LARGEST:
        raise NotAllowed("A film is at most 20 GB.")
    if len(pieces) > MOST_PIECES:
        raise NotAllowed("A film is at most a hundred files: choose those of one recording.")


def _no_more_than(size: int, chunks: Iterable[bytes]) -> Iterator[bytes]:
    for chunk in chunks:
        size -= len(chunk)
        if size < 0:
            raise NotAllowed("More bytes came than the film has: choose the file again.")
        yield chunk


def _take_in(actor: Actor, film: Film, part: Arrived) -> Arrival:
    """Keep the part, and have the film made ready with its last one; an empty part leaves everything as it is."""
    if not part.blob.size:
        blobs.drop(part.blob)
        return Arrival(part.offset, film.size)
    with act(actor, Verb.SEND_FILM, film.id), transaction.atomic():
        if not arrivals.add(film, part):
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
