"""The automated look at a film."""

from vignette.actions.act import act
from vignette.actions.families import codebook_of
from vignette.cell.aside import aside
from vignette.domain.film import FilmId
from vignette.domain.leave import Verb
from vignette.domain.moment import MomentId
from vignette.exchange.looks import pack_look
from vignette.microanalysis import Look, look
from vignette.storage import assets, blobs, families, films, moments
from vignette.storage.assets import Asset
from vignette.storage.jobs import Claim

LONGEST_WORK = 4 * 3600.0
"""Seconds of processor time after which one look is given up."""


def analyse(claim: Claim) -> None:
    """Look at the film of `claim` and put what is worth a look before the guider."""
    film_id = FilmId(claim.subject)
    with act(claim.actor, Verb.ANALYSE_FILM, film_id):
        family, source = films.load(film_id).family, assets.finest(film_id)
    found = aside(look, source, progress=claim.progress, seconds=LONGEST_WORK)
    findings = blobs.seal(family, "findings", [_packed(found)])
    with act(claim.actor, Verb.ANALYSE_FILM, film_id), claim.publishing():
        assets.keep(film_id, Asset.FINDINGS, findings)
        book = codebook_of(families.load(family)).reference
        fresh = [each.proposed(MomentId.new(), film_id, codebook=book) for each in found.suggestions]
        moments.replace_open_suggestions(family, film_id, fresh)


def _packed(found: Look) -> bytes:
    return pack_look(
        found.tracks,
        found.observations,
        found.suggestions,
        people=found.people,
        settings_version=found.settings_version,
        cautions=found.cautions,
    )
