"""Films: how far they are, watching them, what the guider says of them, erasing them."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from vignette.actions.act import act
from vignette.actions.watching import Watched, watched
from vignette.domain.consent import Purpose
from vignette.domain.errors import NotAllowed, NotYours
from vignette.domain.family import Family
from vignette.domain.film import Film, FilmId, Footage, Occasion, Readiness, VersionId
from vignette.domain.identity import AccountId
from vignette.domain.leave import Actor, Bond, Verb
from vignette.domain.person import Person
from vignette.domain.reel import ReelId
from vignette.domain.span import Micros
from vignette.storage import assets, cycles, families, films, jobs, pairings
from vignette.storage.assets import Asset


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
class Recording:
    """What a sound recorder heard of a film: `length` is None until it was made ready."""

    id: FilmId
    state: FilmState
    length: Micros | None


@dataclass(frozen=True, slots=True)
class FilmPage:
    """A film and what surrounds it; `analysis_blocked` says in one sentence why nothing is suggested, or is empty.

    `filmed_on` is the day the guider confirmed, `file_day` the one on which the file was written. `digest` is the
    SHA-256 of what arrived, empty until it was reckoned; `twin` is an earlier film of the family with the same.
    `version` is what browsers play, None until there is any. `beside` is the film it belongs to where it is the
    recording of a sound recorder; `recordings` are those of a film.
    """

    id: FilmId
    family: Family
    cycle_number: int
    occasion: Occasion
    state: FilmState
    in_frame: tuple[Person, ...]
    footage: Footage | None
    reel: ReelId | None
    kept: int
    analysis_blocked: str
    file_day: date | None
    filmed_on: date | None
    digest: str
    twin: FilmId | None
    version: VersionId | None
    has_second_view: bool
    beside: FilmId | None
    recordings: tuple[Recording, ...]

    @property
    def guessed_day(self) -> date | None:
        """The day the film was made, as far as what is in the file says, or else when it was written."""
        said = self.footage.filmed_at if self.footage else ""
        return date.fromisoformat(said[:10]) if said else self.file_day


def see_film(actor: Actor, film_id: FilmId) -> FilmPage:
    with act(actor, Verb.SEE_FILM_STATE, film_id) as bond:
        film = films.load(film_id)
        cycle = cycles.load(films.cycle_of(film_id))
        return FilmPage(
            id=film_id,
            family=families.load(film.family),
            cycle_number=cycle.number,
            occasion=film.occasion,
            state=state_of(film),
            in_frame=film.in_frame,
            footage=film.footage,
            reel=cycles.reel_of(cycle.id),
            kept=cycle.kept,
            analysis_blocked=analysis_blocked(bond),
            file_day=film.file_day,
            filmed_on=film.filmed_on,
            digest=film.digest,
            twin=films.twin_of(film),
            version=assets.version(film_id),
            has_second_view=not pairings.is_free(film_id),
            beside=film.beside,
            recordings=recordings_of(film_id),
        )


def film_state(actor: Actor, film_id: FilmId) -> FilmState:
    with act(actor, Verb.SEE_FILM_STATE, film_id):
        return state_of(films.load(film_id))


def open_film(actor: Actor, film_id: FilmId, version: VersionId) -> Watched:
    """The film as browsers play it; a page goes on with the version it began with, even where a quicker one is made."""
    with act(actor, Verb.WATCH_FILM, film_id):
        return Watched(actor, Verb.WATCH_FILM, film_id, assets.in_version(film_id, version), str(version))


def open_poster(actor: Actor, film_id: FilmId) -> Watched:
    with act(actor, Verb.WATCH_FILM, film_id):
        return watched(actor, Verb.WATCH_FILM, film_id, assets.find(film_id, Asset.POSTER))


def open_sprite(actor: Actor, film_id: FilmId) -> Watched:
    """The sheet of small pictures for the timeline; raises NotYours until it was made."""
    with act(actor, Verb.WATCH_FILM, film_id):
        return watched(actor, Verb.WATCH_FILM, film_id, assets.find(film_id, Asset.SPRITE))


def open_peaks(actor: Actor, film_id: FilmId) -> Watched:
    """How loud the film is, as `footage.peaks` packs it; raises NotYours until it was drawn."""
    with act(actor, Verb.WATCH_FILM, film_id):
        return watched(actor, Verb.WATCH_FILM, film_id, assets.find(film_id, Asset.PEAKS))


def confirm_filmed_on(actor: Actor, film_id: FilmId, day: date) -> None:
    """Write down when the film was made, as the guider knows it."""
    if day > timezone.localdate():
        raise NotAllowed("A film cannot have been made in the future: choose another day.")
    with act(actor, Verb.DATE_FILM, film_id):
        films.confirm_filmed_on(film_id, day)


def try_again(actor: Actor, film_id: FilmId) -> None:
    """Have a film made ready once more, after the work on it had been given up."""
    with act(actor, Verb.PREPARE_FILM, film_id):
        film = films.load(film_id)
        if film.readiness is Readiness.PREPARING:
            kind = jobs.Kind.PROXY if film.footage else jobs.Kind.PREPARE
            jobs.queue(kind, film_id, family=film.family, asked_by=asker(actor))


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
    if not (why := bond.why_not(Purpose.ANALYSIS, at=timezone.localtime())):
        return ""
    return f"{why.removesuffix('.')}, so nothing is suggested here: the moments are yours to find."


def recordings_of(film: FilmId) -> tuple[Recording, ...]:
    """What sound recorders heard of `film`, in the order in which it was added."""
    heard = [films.load(each) for each in films.recordings_of(film)]
    return tuple(Recording(each.id, state_of(each), each.footage.length if each.footage else None) for each in heard)


def state_of(film: Film) -> FilmState:
    """How far a film is."""
    if film.readiness is Readiness.ARRIVING:
        return FilmState(film.readiness, film.arrived / max(1, film.size), "")
    if film.readiness is not Readiness.PREPARING:
        return FilmState(film.readiness, 1.0, film.problem)
    work = jobs.status(jobs.Kind.PROXY if film.footage else jobs.Kind.PREPARE, film.id)
    return FilmState(film.readiness, work.share if work else 0.0, work.reason if work else "")
