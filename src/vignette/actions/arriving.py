"""A film on its way in: announced, sealed part by part as it comes, whole in the end, or given up."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import OperationalError, transaction

from vignette.actions.act import act
from vignette.actions.announcements import announced, awaited, refuse_too_many
from vignette.actions.films import asker
from vignette.actions.portions import Checksum, checked, no_more_than, portion, wanted
from vignette.domain.errors import InUse, NoRoom, NotAllowed, NotYours, OutOfDate, VignetteError
from vignette.domain.film import Film, FilmId, Occasion, Readiness
from vignette.domain.identity import FamilyId
from vignette.domain.leave import OPERATOR, Actor, Verb
from vignette.domain.parcel import LARGEST, Parcel
from vignette.domain.person import PersonId
from vignette.domain.reel import ReelId
from vignette.storage import arrivals, blobs, cycles, films, jobs, reels, sending, space
from vignette.storage.arrivals import Arrived
from vignette.storage.sending import Turn

KEPT_FOR = sending.KEPT_FOR
"""How long a film that stopped arriving can still go on."""

PART, PART_LASTS = 128 * 1024**2, 20.0
"""Bytes and seconds after which what came is kept for good, however much more comes in the same breath."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """How many of a film's bytes have come: `size` is 0 until somebody knows it, `until` when it is given up."""

    offset: int
    size: int
    until: datetime
    file_name: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a film that was sent.

    `digest` is the SHA-256 of what arrived, empty until it is certain that the film is kept: whoever sent it may then
    delete theirs.
    """

    readiness: Readiness
    digest: str
    problem: str


@dataclass(frozen=True, slots=True)
class Code:
    """What a program needs to send one film; it is shown once and kept nowhere."""

    film: FilmId
    key: str = field(repr=False)

    def __str__(self) -> str:
        return f"{self.film.value.hex}{self.key}"


@contextmanager
def _told_when_full() -> Iterator[None]:
    try:
        yield
    except (OSError, OperationalError) as fault:
        if not space.is_used_up(fault):
            raise
        raise NoRoom("The disk of this machine is full: go on once there is room again, nothing is lost.") from fault


def add_film(actor: Actor, family_id: FamilyId, parcel: Parcel, *, in_frame: Sequence[PersonId]) -> FilmId:
    """Begin a film for the cycle that is open; each person in frame must have agreed to be filmed."""
    return _begin(actor, family_id, parcel, in_frame)


def add_review_film(actor: Actor, reel_id: ReelId, parcel: Parcel, *, in_frame: Sequence[PersonId]) -> FilmId:
    """Begin a film of the review of this reel; each person in frame must have agreed to be filmed in it."""
    with act(actor, Verb.ADD_REVIEW_FILM, reel_id) as bond:
        if bond.family is None:
            raise NotYours
        film = announced(actor, bond.family, bond, parcel, in_frame, Occasion.REVIEW)
        films.add(film, reels.cycle_of(reel_id), parcel.filename)
    return film.id


def add_sound(actor: Actor, film_id: FilmId, parcel: Parcel) -> FilmId:
    """Begin the recording of a sound recorder that lay beside this film, with the same people on it as in the film."""
    with act(actor, Verb.ADD_SOUND, film_id):
        beside = films.load(film_id)
        if beside.is_sound or beside.readiness is not Readiness.READY:
            raise NotAllowed("A recording is laid beside a film that is ready: wait until this one is.")
        refuse_too_many(actor, parcel)
        coming = awaited(beside.family, beside.in_frame, parcel, beside.occasion)
        recording = replace(coming, beside=film_id)
        films.add(recording, films.cycle_of(film_id), parcel.filename)
    return recording.id


def announce_film(actor: Actor, family_id: FamilyId, *, in_frame: Sequence[PersonId]) -> Code:
    """Begin a film that a program sends, which says how long it is once it knows."""
    film = _begin(actor, family_id, None, in_frame)
    return Code(film, give_key(actor, film))


def measure(actor: Actor, film_id: FilmId, parcel: Parcel) -> None:
    """Say how long an announced film is; to say the same again changes nothing."""
    with act(actor, Verb.SEND_FILM, film_id), transaction.atomic():
        film = _arriving(film_id)
        if film.pieces and film.pieces != parcel.pieces:
            raise OutOfDate("Another file is being sent with this code: make a new code for this one.")
        if not film.pieces:
            space.must_hold(parcel.size)
            arrivals.announce(film_id, parcel)


def give_key(actor: Actor, film_id: FilmId) -> str:
    """A key with which this film can be sent without signing in again; whoever had the one before lets go."""
    with act(actor, Verb.SEND_FILM, film_id), transaction.atomic():
        _arriving(film_id)
        sending.ask_to_let_go(film_id)
        return sending.give_key(film_id, asker(actor))


def holder(film_id: FilmId, key: str) -> Actor:
    """Whoever was given this key: leave is asked for them, as if they were signed in."""
    account = sending.holder(film_id, key)
    if account is None:
        raise NotYours
    return Actor(account)


def arrived(actor: Actor, film_id: FilmId) -> Arrival:
    """How much has come. Whoever asks wants to go on: a writer that still holds the film is asked to let go."""
    with act(actor, Verb.SEND_FILM, film_id):
        film = films.load(film_id)
        if film.readiness is Readiness.ARRIVING:
            _arriving(film_id)
            if sending.ask_to_let_go(film_id):
                raise InUse("This film is being sent from another window: that one is asked to stop.")
        return Arrival(film.arrived, film.size, sending.kept_until(film_id), arrivals.file_name(film_id))


@_told_when_full()
def receive(
    actor: Actor, film_id: FilmId, *, offset: int, chunks: Iterable[bytes], checksum: Checksum | None = None
) -> int:
    """Take in what comes of the film from `offset` on, sealed as it comes; the offset that is wanted next.

    Part by part it is kept for good, and what came before the connection broke; with a `checksum`, all of it or
    nothing. Raises OutOfDate where something else is wanted next, InUse where somebody else is sending, NotAllowed
    where more came than the film has, Garbled where it is not what was sent, NoRoom where the disk is full.
    """
    with act(actor, Verb.SEND_FILM, film_id):
        film = _arriving(film_id)
        turn = _turn(film, offset)
    coming = no_more_than(film.size - offset, wanted(chunks, lambda: _is_wanted(actor, turn)))
    try:
        for part in _sealed(film, offset, iter(coming), checksum):
            _keep(actor, film, turn, part)
            offset += part.blob.size
    finally:
        turn.end()
    return offset


def outcome(actor: Actor, film_id: FilmId) -> Outcome:
    """What became of a film that was sent."""
    with act(actor, Verb.SEE_FILM_STATE, film_id):
        film = films.load(film_id)
        is_kept = film.readiness is Readiness.READY
        return Outcome(film.readiness, film.digest if is_kept else "", film.problem)


def give_up(actor: Actor, film_id: FilmId) -> None:
    """Send no more of this film, and keep nothing of it."""
    with act(actor, Verb.ERASE_FILM, film_id):
        _arriving(film_id)
        films.erase(film_id)


def let_go() -> None:
    """Ask whoever is sending anything to stop after what came: this site is about to stop, and they come again."""
    sending.ask_all_to_let_go()


def sweep() -> None:
    """Give up films of which nothing came for three days."""
    for film in sending.stale():
        with act(OPERATOR, Verb.GIVE_UP_FILM, film):
            films.erase(film)


def _begin(actor: Actor, family_id: FamilyId, parcel: Parcel | None, in_frame: Sequence[PersonId]) -> FilmId:
    with act(actor, Verb.ADD_FILM, family_id) as bond:
        film = announced(actor, family_id, bond, parcel, in_frame, Occasion.TOGETHER)
        films.add(film, cycles.current(family_id), parcel.filename if parcel else "")
    return film.id


def _arriving(film_id: FilmId) -> Film:
    """The film, as long as it can go on; raises OutOfDate where it has arrived, NotYours where it was given up."""
    film = films.load(film_id)
    if film.readiness is not Readiness.ARRIVING:
        raise OutOfDate("This film has arrived already.")
    if not sending.is_kept(film_id):
        raise NotYours
    return film


def _turn(film: Film, offset: int) -> Turn:
    if offset != film.arrived:
        raise OutOfDate(f"The next byte wanted is number {film.arrived}.")
    if (turn := sending.take_turn(film.id)) is None:
        raise InUse("This film is being sent from another window.")
    return turn


def _is_wanted(actor: Actor, turn: Turn) -> bool:
    """Whether to go on taking in; raises NotYours or ConsentMissing where the right to was lost on the way."""
    with act(actor, Verb.SEND_FILM, turn.film):
        return turn.goes_on()


def _sealed(film: Film, offset: int, coming: Iterator[bytes], checksum: Checksum | None) -> Iterator[Arrived]:
    """What comes, sealed part by part."""
    limits, coming = ((LARGEST,), checked(coming, checksum)) if checksum else ((PART, PART_LASTS), coming)
    for first in coming:
        part = Arrived(offset, blobs.seal(film.family, "part", portion(first, coming, *limits)))
        offset += part.blob.size
        yield part


def _keep(actor: Actor, film: Film, turn: Turn, part: Arrived) -> None:
    """Keep the part, and have the film made ready with its last one."""
    try:
        with act(actor, Verb.SEND_FILM, film.id), transaction.atomic():
            if not arrivals.add(turn, part):
                raise OutOfDate("This film is being sent from another window.")
            if part.offset + part.blob.size == film.size:
                films.mark(film.id, Readiness.PREPARING)
                jobs.queue(jobs.Kind.PREPARE, film.id, family=film.family, asked_by=asker(actor))
    except (VignetteError, OperationalError):
        blobs.drop(part.blob)
        raise
