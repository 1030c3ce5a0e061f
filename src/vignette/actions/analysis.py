"""The automated look at a film: only where everybody in it agreed, and everything works without it."""

from django.utils import timezone

from vignette.actions.act import act
from vignette.actions.families import codebook_of
from vignette.cell.aside import aside
from vignette.domain.consent import Purpose, without
from vignette.domain.film import FilmId, Readiness
from vignette.domain.identity import AccountId
from vignette.domain.leave import Actor, Verb
from vignette.domain.moment import MomentId
from vignette.exchange.looks import pack_look
from vignette.microanalysis import Look, look
from vignette.storage import assets, blobs, consents, families, films, jobs, moments
from vignette.storage.assets import Asset
from vignette.storage.jobs import Claim

LONGEST_WORK = 4 * 3600.0
"""Seconds of processor time after which one look is given up."""


def begin_where_allowed(film_id: FilmId, actor: Actor) -> None:
    """Have a film that is ready looked at, where everybody in it agrees to that and it was not done yet."""
    film = films.load(film_id)
    given = consents.of_family(film.family)
    refused = without(film.in_frame, Purpose.ANALYSIS, given, timezone.localtime())
    is_done = assets.find(film_id, Asset.FINDINGS) is not None
    if film.readiness is Readiness.READY and not refused and not is_done and isinstance(actor.who, AccountId):
        jobs.queue(jobs.Kind.ANALYSE, film_id, family=film.family, asked_by=actor.who)


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
