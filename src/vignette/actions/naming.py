"""The guider says who is who in a film, once; what was seen of them bears their names from then on."""

from vignette.actions.act import act
from vignette.domain.errors import NotAllowed, OutOfDate
from vignette.domain.film import Film, FilmId
from vignette.domain.leave import Actor, Verb
from vignette.domain.naming import Naming
from vignette.exchange.looks import Packed, unpack_look
from vignette.exchange.namings import naming_in, with_naming
from vignette.signals.words import placed
from vignette.storage import assets, blobs, films
from vignette.storage.assets import Asset


def name_people(actor: Actor, film_id: FilmId, *, before: Naming, after: Naming) -> None:
    """Keep `after` as who is who, where `before` is what was said until now.

    Both call people as the film's page does ("left"). Raises OutOfDate where something else was said meanwhile, and
    NotAllowed for somebody who is not in the film or was not seen.
    """
    with act(actor, Verb.CHANGE_MOMENTS, film_id):
        film = films.load(film_id)
        packed = blobs.read(assets.must_have(film_id, Asset.FINDINGS))
        letters = {placed: letter for letter, placed in places(unpack_look(packed)).items()}
        now, wanted = naming_in(packed), _checked(film, after, letters)
        if now not in (_checked(film, before, letters), wanted):
            raise OutOfDate("Somebody else said who is who in the meantime: please load the page again.")
        findings = blobs.seal(film.family, "findings", [with_naming(packed, wanted)])
        with blobs.dropped_on_failure([findings]):
            assets.keep(film_id, Asset.FINDINGS, findings)


def places(found: Packed) -> dict[str, str]:
    """How the film's page calls each one who was told apart: faces from left to right, then voices without one."""
    voices = sorted({each.who for each in found.observations} - set(found.people) - {""})
    return {who: placed(who, found.people) for who in (*found.people, *voices)}


def _checked(film: Film, naming: Naming, letters: dict[str, str]) -> Naming:
    if not set(naming.names.values()) <= {person.id for person in film.in_frame}:
        raise NotAllowed("This person is not in the film.")
    try:
        return naming.told(letters)
    except KeyError as error:
        raise NotAllowed("Nobody such was seen in the film.") from error
