"""Whether a film is looked at by itself: only where everybody in it agreed, and everything works without it."""

from django.utils import timezone

from vignette.domain.consent import Purpose, without
from vignette.domain.film import FilmId, Readiness
from vignette.domain.identity import AccountId
from vignette.domain.leave import Actor
from vignette.storage import assets, consents, films, jobs
from vignette.storage.assets import Asset


def begin_where_allowed(film_id: FilmId, actor: Actor) -> None:
    """Have a film that is ready looked at, where everybody in it agrees to that and it was not done yet."""
    film = films.load(film_id)
    given = consents.of_family(film.family)
    refused = without(film.in_frame, Purpose.ANALYSIS, given, timezone.localtime())
    is_done = assets.find(film_id, Asset.FINDINGS) is not None
    if film.readiness is Readiness.READY and not refused and not is_done and isinstance(actor.who, AccountId):
        jobs.queue(jobs.Kind.ANALYSE, film_id, family=film.family, asked_by=actor.who)
