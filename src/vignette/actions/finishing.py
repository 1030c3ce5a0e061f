"""What a film's page can do without at first: that every byte is the one sent, the waveform, the little pictures."""

import hashlib

from vignette.actions.act import act
from vignette.cell.aside import aside
from vignette.domain.errors import NotYours
from vignette.domain.film import Film, FilmId, Footage
from vignette.domain.leave import Verb
from vignette.footage.errands import FINISH
from vignette.storage import arrivals, assets, blobs, films
from vignette.storage.assets import Asset
from vignette.storage.jobs import Claim
from vignette.vault.joined import JoinedFile

LONGEST_WORK = 3600.0
"""Seconds after which finishing one film is given up."""


def finish(claim: Claim) -> None:
    """Reckon the digest of what arrived, where that was not done yet, and make what the timeline shows."""
    film_id = FilmId(claim.subject)
    with act(claim.actor, Verb.PREPARE_FILM, film_id):
        film, original, source = films.load(film_id), arrivals.original(film_id), assets.finest(film_id)
    if not film.digest:
        _keep_digest(claim, film_id, digest_of(original, claim))
    made = aside(FINISH, source, _known(film), progress=claim.progress, seconds=LONGEST_WORK)
    new = {Asset.PEAKS: blobs.seal(film.family, "peaks", [made.peaks])}
    if made.sprite:
        new[Asset.SPRITE] = blobs.seal(film.family, "sprite", [made.sprite])
    with act(claim.actor, Verb.PREPARE_FILM, film_id), claim.publishing():
        for asset, blob in new.items():
            assets.keep(film_id, asset, blob)


def _keep_digest(claim: Claim, film_id: FilmId, digest: str) -> None:
    """At once: whoever sent the film waits for nothing else."""
    with act(claim.actor, Verb.PREPARE_FILM, film_id):
        claim.beat()
        films.keep_digest(film_id, digest)


def _known(film: Film) -> Footage:
    if film.footage is None:
        raise NotYours
    return film.footage


def digest_of(arrived: JoinedFile, claim: Claim) -> str:
    """The SHA-256 of all that arrived, in hexadecimal."""
    reckoned = hashlib.sha256()
    with arrived.open() as file:
        while piece := file.read(blobs.PIECE):
            reckoned.update(piece)
    claim.beat()
    return reckoned.hexdigest()
