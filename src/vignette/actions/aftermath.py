"""What follows once a film is ready: the search for moments."""

from vignette.actions.analysis import begin_where_allowed
from vignette.domain.film import FilmId
from vignette.domain.leave import Actor


def begin(film_id: FilmId, actor: Actor) -> None:
    """Have done, inside the transaction that made the film ready, whatever follows from that."""
    begin_where_allowed(film_id, actor)
