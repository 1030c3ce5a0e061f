"""What happens to a film after its last byte: looked into, and where it plays everywhere, ready at once."""

from pathlib import Path

import numpy as np

from vignette.actions import aftermath
from vignette.actions.act import act
from vignette.actions.workshop import private_folder
from vignette.domain.errors import FilmProblem
from vignette.domain.film import Film, FilmId, Readiness
from vignette.domain.leave import Verb
from vignette.domain.source import PlainFile
from vignette.footage.aside import aside
from vignette.footage.ready import Ready, make_ready
from vignette.storage import arrivals, assets, blobs, films, proxies
from vignette.storage.assets import Asset
from vignette.storage.jobs import Claim
from vignette.vault.joined import JoinedFile
from vignette.vault.spliced import SplicedFile

LONGEST_LOOK = 1800.0
"""Seconds after which looking into one film is given up."""


def prepare(claim: Claim) -> None:
    """Make the film of `claim` ready, have a proxy made of it first, or refuse it, leaving nothing of it behind."""
    film_id = FilmId(claim.subject)
    try:
        with private_folder() as folder:
            (piece,) = _pieces(claim, film_id)
            ready = aside(make_ready, piece, folder, progress=claim.progress, seconds=LONGEST_LOOK)
            _publish(claim, films.load(film_id), ready, folder)
    except FilmProblem as problem:
        refuse(claim, film_id, str(problem))


def refuse(claim: Claim, film_id: FilmId, problem: str) -> None:
    """Tell in one sentence why the film cannot be used, and keep nothing of it."""
    with act(claim.actor, Verb.PREPARE_FILM, film_id):
        claim.fail(problem)
        films.mark(film_id, Readiness.REFUSED, problem=problem)
        arrivals.erase(film_id)
        proxies.erase(film_id)
        assets.forget(film_id, *Asset)


def _pieces(claim: Claim, film_id: FilmId) -> tuple[JoinedFile, ...]:
    with act(claim.actor, Verb.PREPARE_FILM, film_id):
        return arrivals.pieces(films.load(film_id))


def _publish(claim: Claim, film: Film, ready: Ready, folder: Path) -> None:
    part = blobs.seal_file(film.family, "proxy", folder / ready.playable)
    whole = SplicedFile(b"", np.array([[0, part.size]]), PlainFile(folder / ready.playable))
    made = {
        Asset.PROXY: blobs.seal(film.family, "proxy", [whole.pack()]),
        Asset.POSTER: blobs.seal(film.family, "poster", [ready.poster]),
        Asset.PEAKS: blobs.seal(film.family, "peaks", [ready.peaks]),
        Asset.TIMES: blobs.seal(film.family, "times", [ready.times]),
    }
    with act(claim.actor, Verb.PREPARE_FILM, film.id), claim.publishing():
        proxies.keep(film.id, "", 0, part)
        for asset, new in made.items():
            assets.keep(film.id, asset, new)
        films.mark(film.id, Readiness.READY, footage=ready.footage)
        aftermath.begin(film.id, claim.actor)
