"""Two films of one scene: laid beside each other, fitted by their sound or by hand, and parted again."""

from dataclasses import dataclass

from django.utils import timezone

from vignette.actions.act import act
from vignette.actions.films import Recording, asker, recordings_of
from vignette.domain.errors import NotAllowed, NotYours
from vignette.domain.family import Family
from vignette.domain.film import Film, FilmId, Footage, Readiness, VersionId
from vignette.domain.leave import Actor, Verb, ask
from vignette.domain.pairing import Pairing, PairingId, Stage
from vignette.domain.span import Micros
from vignette.storage import assets, bonds, cycles, families, films, jobs, pairings, sightings
from vignette.storage.jobs import Kind


@dataclass(frozen=True, slots=True)
class View:
    """A film as it is told from others: by its picture and its length; what a sound recorder heard has no picture."""

    id: FilmId
    footage: Footage
    version: VersionId | None
    beside: FilmId | None

    @property
    def is_sound(self) -> bool:
        return self.beside is not None


@dataclass(frozen=True, slots=True)
class SecondViewPage:
    """A film and its second view, or the films that could be: `pairing` and `other` are None until one was chosen.

    `first_view` is the film whose second view this one is. `coming` is the recording of a sound recorder that was added
    last, until it is ready. `share` and `problem` tell how far the listening is.
    """

    film: View
    family: Family
    cycle_number: int
    pairing: Pairing | None
    other: View | None
    choices: tuple[View, ...]
    first_view: FilmId | None
    coming: Recording | None
    share: float
    problem: str

    @property
    def is_listening(self) -> bool:
        return self.pairing is not None and self.pairing.stage is Stage.SEEKING and not self.problem

    @property
    def is_waiting(self) -> bool:
        """Whether something goes on by itself, and is over soon."""
        is_coming = self.coming is not None and self.coming.state.readiness is Readiness.PREPARING
        return self.is_listening or (is_coming and self.coming is not None and not self.coming.state.problem)

    @property
    def parted(self) -> Micros:
        """How far the two clocks come apart while both films run; nought where nothing is known."""
        found = self.pairing.found if self.pairing else None
        return found.parted_after(_together(self.film, self.other, self.pairing)) if found else Micros(0)


def see_second_view(actor: Actor, film_id: FilmId) -> SecondViewPage:
    pairing = pairings.of_film(film_id)
    with act(actor, Verb.SEE_PAIR, pairing.id if pairing else film_id):
        film = films.load(film_id)
        listening = jobs.status(Kind.PAIR, pairing.id) if pairing else None
        return SecondViewPage(
            film=_view(film),
            family=families.load(film.family),
            cycle_number=cycles.load(films.cycle_of(film_id)).number,
            pairing=pairing,
            other=_view(films.load(pairing.other)) if pairing else None,
            choices=tuple(_view(films.load(each)) for each in pairings.choices(film_id)),
            first_view=pairings.first_view_of(film_id),
            coming=_coming(film_id),
            share=listening.share if listening else 0.0,
            problem=listening.reason if listening else "",
        )


def choose(actor: Actor, film_id: FilmId, other_id: FilmId) -> None:
    """Make `other_id` the second view of `film_id`, and have their sound compared where both have any."""
    with act(actor, Verb.PAIR_FILMS, film_id):
        # Whoever is in the second film has to have agreed as well.
        ask(Verb.PAIR_FILMS, bonds.bond(other_id, actor), timezone.localtime())
        film, other = films.load(film_id), films.load(other_id)
        _check(film, other)
        _lay(actor, film, other)


def lay_beside(actor: Actor, recording: Film) -> None:
    """Lay what a sound recorder heard beside its film, inside the transaction that made it ready.

    Where another film lies there by now, it waits until it is chosen.
    """
    if recording.beside is not None and pairings.is_free(recording.beside):
        _lay(actor, films.load(recording.beside), recording)


def fit(actor: Actor, film_id: FilmId, by: Micros, *, is_other_heard: bool) -> None:
    """Say when the second view starts in the film's time, and whose sound is heard."""
    pairing = pairings.of_film(film_id)
    with act(actor, Verb.FIT_PAIR, _thing(pairing, film_id)):
        its = _must_be(pairing)
        film, other = films.load(film_id), films.load(its.other)
        if not -_length(other) < by < _length(film):
            raise NotAllowed("The two films would never be seen together: bring the second view nearer.")
        pairings.confirm(its.id, by, is_other_heard=is_other_heard)


def listen_again(actor: Actor, film_id: FilmId) -> None:
    """Have the sound of both films compared once more."""
    pairing = pairings.of_film(film_id)
    with act(actor, Verb.FIT_PAIR, _thing(pairing, film_id)):
        its = _must_be(pairing)
        pairings.seek_again(its.id)
        _listen(actor, its.id, films.load(film_id), films.load(its.other))


def part(actor: Actor, film_id: FilmId) -> None:
    """Part the two films again; both stay."""
    pairing = pairings.of_film(film_id)
    with act(actor, Verb.PART_FILMS, _thing(pairing, film_id)):
        pairings.end(_must_be(pairing).id)


def _lay(actor: Actor, film: Film, other: Film) -> None:
    pairing = Pairing(PairingId.new(), film.id, other.id, Stage.SEEKING)
    pairings.add(pairing, film.family)
    jobs.drop(other.id, Kind.ANALYSE)
    sightings.erase(other.id)
    _listen(actor, pairing.id, film, other)


def _listen(actor: Actor, pairing: PairingId, film: Film, other: Film) -> None:
    if film.footage and other.footage and film.footage.has_sound and other.footage.has_sound:
        jobs.queue(Kind.PAIR, pairing, family=film.family, asked_by=asker(actor))
    else:
        pairings.keep_found(pairing, None)


def _check(film: Film, other: Film) -> None:
    """Raise NotAllowed, saying why, where `other` cannot be the second view of `film`."""
    if film.id == other.id or films.cycle_of(film.id) != films.cycle_of(other.id):
        raise NotAllowed("A second view is another film of the same cycle: choose one of those.")
    if film.is_sound or other.beside not in (None, film.id):
        raise NotAllowed("A recording lies beside the film it was added to: choose that film first.")
    if not (film.readiness is other.readiness is Readiness.READY):
        raise NotAllowed("One of the two films is not ready yet: try again once it is.")
    if not (pairings.is_free(film.id) and pairings.is_free(other.id)):
        raise NotAllowed("One of the two films is beside another film already: part those two first.")


def _thing(pairing: Pairing | None, film_id: FilmId) -> PairingId | FilmId:
    return pairing.id if pairing else film_id


def _must_be(pairing: Pairing | None) -> Pairing:
    if pairing is None:
        raise NotYours
    return pairing


def _view(film: Film) -> View:
    if film.footage is None:
        raise NotYours
    return View(film.id, film.footage, assets.version(film.id), film.beside)


def _coming(film_id: FilmId) -> Recording | None:
    added = recordings_of(film_id)
    return added[-1] if added and added[-1].state.readiness is not Readiness.READY else None


def _length(film: Film) -> Micros:
    return film.footage.length if film.footage else Micros(0)


def _together(film: View, other: View | None, pairing: Pairing | None) -> Micros:
    """How long both films run at the same time."""
    if other is None or pairing is None:
        return Micros(0)
    end = min(film.footage.length, pairing.by + other.footage.length)
    return Micros(max(0, end - max(0, pairing.by)))
