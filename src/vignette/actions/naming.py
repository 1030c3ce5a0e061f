"""The guider says who is who in a film, once; what was seen of them bears their names from then on."""

from collections.abc import Mapping
from dataclasses import replace

from vignette.actions.act import act
from vignette.domain.errors import NotAllowed, OutOfDate
from vignette.domain.film import Film, FilmId
from vignette.domain.leave import Actor, Verb
from vignette.domain.naming import Naming
from vignette.domain.person import PersonId
from vignette.exchange.looks import Packed, unpack_look
from vignette.signals.words import placed
from vignette.storage import assets, blobs, films, namings
from vignette.storage.assets import Asset


def name_people(actor: Actor, film_id: FilmId, *, before: Naming, after: Naming) -> None:
    """Keep `after` as who is who, where `before` is what was said until now.

    Both call people as the film's page does ("left"). Raises OutOfDate where something else was said meanwhile, and
    NotAllowed for somebody who is not in the film or was not seen.
    """
    with act(actor, Verb.NAME_PEOPLE, film_id):
        film, found = films.load(film_id), unpack_look(blobs.read(assets.must_have(film_id, Asset.FINDINGS)))
        letters = {placed: letter for letter, placed in places(found).items()}
        now, wanted = namings.load(film_id), _checked(film, after, letters)
        if now.naming not in (_checked(film, before, letters), wanted):
            raise OutOfDate("Somebody else said who is who in the meantime: please load the page again.")
        namings.save(film.family, film_id, replace(now, people=found.people, naming=wanted))


def places(found: Packed) -> dict[str, str]:
    """How the film's page calls each one who was told apart: faces from left to right, then voices without one."""
    voices = sorted({each.who for each in found.observations} - set(found.people) - {""})
    return {who: placed(who, found.people) for who in (*found.people, *voices)}


def said(film_id: FilmId, called_so: Mapping[str, str]) -> tuple[Naming, Mapping[str, PersonId]]:
    """Who is who and who may be who, in the words of `called_so`, which has the letters of all who were told apart."""
    named = namings.load(film_id)
    guesses = {called_so[who]: person for who, person in named.guesses.items() if who in called_so}
    return named.naming.told(called_so), guesses


def _checked(film: Film, naming: Naming, letters: Mapping[str, str]) -> Naming:
    if not set(naming.names.values()) <= {person.id for person in film.in_frame}:
        raise NotAllowed("This person is not in the film.")
    try:
        return naming.told(letters)
    except KeyError as error:
        raise NotAllowed("Nobody such was seen in the film.") from error
