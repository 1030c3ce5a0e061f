"""Whether a film is looked at by itself: only where everybody in it agreed, and everything works without it."""

from django.utils import timezone

from vignette.actions.act import act
from vignette.actions.films import asker
from vignette.domain.consent import Purpose, without
from vignette.domain.errors import NotYours
from vignette.domain.film import FilmId, Readiness
from vignette.domain.identity import AccountId
from vignette.domain.leave import Actor, Verb
from vignette.storage import assets, consents, films, jobs, sightings
from vignette.storage.assets import Asset

UNDER_WAY = (jobs.State.QUEUED, jobs.State.RUNNING)


def begin_where_allowed(film_id: FilmId, actor: Actor) -> None:
    """Have a film that is ready looked at, where everybody in it agrees to that and it was not done yet."""
    film = films.load(film_id)
    given = consents.of_family(film.family)
    refused = without(film.in_frame, Purpose.ANALYSIS, given, timezone.localtime())
    is_done = assets.find(film_id, Asset.FINDINGS) is not None
    if film.readiness is Readiness.READY and not refused and not is_done and isinstance(actor.who, AccountId):
        jobs.queue(jobs.Kind.ANALYSE, film_id, family=film.family, asked_by=actor.who)


def look_through(actor: Actor, film_id: FilmId) -> None:
    """Have a film looked through, again where it was before, unless that is under way already."""
    with act(actor, Verb.ANALYSE_FILM, film_id):
        film = films.load(film_id)
        if film.readiness is not Readiness.READY or film.is_sound:
            raise NotYours
        now = jobs.status(jobs.Kind.ANALYSE, film_id)
        if now is None or now.state not in UNDER_WAY:
            jobs.queue(jobs.Kind.ANALYSE, film_id, family=film.family, asked_by=asker(actor))


def call_off(actor: Actor, film_id: FilmId) -> None:
    """Have a film looked through no further: what was seen in it so far goes, what was found earlier stays."""
    with act(actor, Verb.CALL_OFF_ANALYSIS, film_id):
        jobs.drop(film_id, jobs.Kind.ANALYSE)
        sightings.erase(film_id)
