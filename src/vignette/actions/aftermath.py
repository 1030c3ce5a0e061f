"""What follows once a film is ready: its timeline's pictures and sound, the search for moments, a quicker copy."""

from vignette.actions.analysis import begin_where_allowed
from vignette.actions.films import asker
from vignette.domain.film import FilmId, Footage
from vignette.domain.leave import Actor
from vignette.storage import assets, films, jobs
from vignette.storage.assets import Asset

QUICK = 720
"""Lines up to which a film that plays everywhere is quick enough to move about in as it is."""


def begin(film_id: FilmId, actor: Actor) -> None:
    """Have done, inside the transaction that made the film ready, whatever follows from that."""
    film = films.load(film_id)
    jobs.queue(jobs.Kind.FINISH, film_id, family=film.family, asked_by=asker(actor))
    begin_where_allowed(film_id, actor)
    if film.footage and _is_slow(film.footage) and assets.find(film_id, Asset.PROXY) is None:
        jobs.queue(jobs.Kind.PROXY, film_id, family=film.family, asked_by=asker(actor))


def _is_slow(footage: Footage) -> bool:
    return min(footage.width, footage.height) > QUICK
