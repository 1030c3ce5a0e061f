"""What happens to a film after its last byte: looked into, made playable, given poster, waveform and times."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from vignette.actions.act import act
from vignette.actions.analysis import begin_where_allowed
from vignette.actions.workshop import private_folder
from vignette.domain.errors import FilmProblem
from vignette.domain.film import Film, FilmId, Readiness
from vignette.domain.leave import Verb
from vignette.footage.aside import aside
from vignette.footage.ready import Ready, make_ready
from vignette.storage import blobs, films
from vignette.storage.films import Asset
from vignette.storage.jobs import Claim
from vignette.vault.seal import SealedFile

LONGEST_WORK = 4 * 3600.0
"""Seconds of processor time after which making one film ready is given up."""


def prepare(claim: Claim) -> None:
    """Make the film of `claim` ready, or refuse it with a sentence, leaving nothing of it behind."""
    film_id = FilmId(claim.subject)
    try:
        original = _original(claim, film_id)
        with private_folder() as folder:
            ready = aside(make_ready, original, folder, progress=claim.progress, seconds=LONGEST_WORK)
            _publish(claim, films.load(film_id), ready, folder)
    except FilmProblem as problem:
        _refuse(claim, film_id, str(problem))


def _original(claim: Claim, film_id: FilmId) -> SealedFile:
    """The whole file, joined from its parts the first time it is needed."""
    with act(claim.actor, Verb.PREPARE_FILM, film_id):
        there, parts, film = films.asset(film_id, Asset.ORIGINAL), films.parts(film_id), films.load(film_id)
    if there:
        return there
    whole = blobs.seal(film.family, "original", _pieces(parts))
    with act(claim.actor, Verb.PREPARE_FILM, film_id):
        claim.beat()
        films.keep(film_id, Asset.ORIGINAL, whole)
        films.erase_parts(film_id)
        return films.must_have(film_id, Asset.ORIGINAL)


def _publish(claim: Claim, film: Film, ready: Ready, folder: Path) -> None:
    made = {
        Asset.PLAYABLE: blobs.seal_file(film.family, "playable", folder / ready.playable),
        Asset.POSTER: blobs.seal(film.family, "poster", [ready.poster]),
        Asset.PEAKS: blobs.seal(film.family, "peaks", [ready.peaks]),
        Asset.TIMES: blobs.seal(film.family, "times", [ready.times]),
    }
    with act(claim.actor, Verb.PREPARE_FILM, film.id), claim.publishing():
        for asset, new in made.items():
            films.keep(film.id, asset, new)
        films.mark(film.id, Readiness.READY, footage=ready.footage)
        begin_where_allowed(film.id, claim.actor)


def _refuse(claim: Claim, film_id: FilmId, problem: str) -> None:
    with act(claim.actor, Verb.PREPARE_FILM, film_id):
        claim.fail(problem)
        films.mark(film_id, Readiness.REFUSED, problem=problem)
        films.erase_parts(film_id)
        films.forget(film_id, Asset.ORIGINAL)


def _pieces(parts: Sequence[SealedFile]) -> Iterator[bytes]:
    for part in parts:
        with part.open() as file:
            while piece := file.read(blobs.PIECE):
                yield piece
