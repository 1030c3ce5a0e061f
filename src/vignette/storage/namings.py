"""Who is who in a film, kept with the film: it outlives what the analysis found, and goes with the film alone."""

import json

from vignette.domain.film import FilmId
from vignette.domain.identity import FamilyId
from vignette.domain.naming import Named, Naming, Swap
from vignette.domain.person import PersonId
from vignette.domain.span import Micros
from vignette.storage import rows


def load(film: FilmId) -> Named:
    """What was said of `film`; nobody where nothing was."""
    row = rows.Naming.objects.filter(pk=film.value).first()
    return _read(row.words) if row else Named()


def save(family: FamilyId, film: FilmId, named: Named) -> None:
    its = {"family_id": family.value, "words": _written(named)}
    rows.Naming.objects.update_or_create(film_id=film.value, defaults=its)


def _written(named: Named) -> str:
    return json.dumps(
        {
            "people": named.people,
            "names": {who: str(person) for who, person in named.naming.names.items()},
            "swaps": [[swap.at, swap.one, swap.other] for swap in named.naming.swaps],
            "guesses": {who: str(person) for who, person in named.guesses.items()},
        }
    )


def _read(words: str) -> Named:
    its = json.loads(words)
    names, guesses = (
        {who: PersonId.parse(person) for who, person in its[which].items()} for which in ("names", "guesses")
    )
    swaps = tuple(Swap(Micros(at), one, other) for at, one, other in its["swaps"])
    return Named(tuple(its["people"]), Naming(names, swaps), guesses)
