"""What happens to a film after its last byte: looked into, and where it plays everywhere, ready at once."""

from collections.abc import Iterator

from vignette.actions import aftermath, recorder
from vignette.actions.act import act
from vignette.actions.finishing import digest_of
from vignette.actions.unsealing import unseal
from vignette.cell.aside import aside
from vignette.domain.errors import FilmProblem
from vignette.domain.film import Film, FilmId, Readiness
from vignette.domain.leave import Verb
from vignette.footage.errands import MAKE_READY, RECORDINGS
from vignette.footage.made import Ready
from vignette.storage import arrivals, assets, blobs, films, jobs, moments, proxies
from vignette.storage.assets import Asset
from vignette.storage.blobs import NewBlob
from vignette.storage.jobs import Claim
from vignette.vault.joined import JoinedFile
from vignette.vault.spliced import SplicedFile

LONGEST_LOOK = 1800.0
"""Seconds after which looking into one film is given up."""


def prepare(claim: Claim) -> None:
    """Make the film of `claim` ready, have a proxy made of it first, or refuse it, leaving nothing of it behind."""
    film_id = FilmId(claim.subject)
    try:
        pieces, film = _pieces(claim, film_id), films.load(film_id)
        if film.is_sound:
            recorder.make(claim, film, pieces)
        else:
            ready = aside(MAKE_READY, pieces, progress=claim.progress, seconds=LONGEST_LOOK)
            _publish(claim, film, ready)
    except FilmProblem as problem:
        refuse(claim, film_id, str(problem))


def refuse(claim: Claim, film_id: FilmId, problem: str) -> None:
    """Tell in one sentence why the film cannot be used, and keep nothing of it.

    A film that has moments was in use before, and is only made ready anew: all of it is kept.
    """
    with act(claim.actor, Verb.PREPARE_FILM, film_id):
        claim.fail(problem)
        if moments.of_film(film_id):
            return
        films.mark(film_id, Readiness.REFUSED, problem=problem)
        films.keep_digest(film_id, "")
        arrivals.erase(film_id)
        proxies.erase(film_id)
        assets.forget(film_id, *Asset)


def _pieces(claim: Claim, film_id: FilmId) -> tuple[JoinedFile, ...]:
    with act(claim.actor, Verb.PREPARE_FILM, film_id):
        film = films.load(film_id)
    if film.is_enveloped:
        _open_envelopes(claim, film)
    with act(claim.actor, Verb.PREPARE_FILM, film_id):
        pieces = arrivals.pieces(films.load(film_id))
    return pieces if len(pieces) < 2 or film.is_sound else _recordings(claim, film_id, pieces)


def _recordings(claim: Claim, film_id: FilmId, pieces: tuple[JoinedFile, ...]) -> tuple[JoinedFile, ...]:
    """`pieces` with those read as one that a camcorder cut out of one recording, which is kept so from here on."""
    counts = aside(RECORDINGS, pieces, seconds=LONGEST_LOOK)
    with act(claim.actor, Verb.PREPARE_FILM, film_id):
        claim.beat()
        arrivals.put_together(films.load(film_id), counts)
        return arrivals.pieces(films.load(film_id))


def _open_envelopes(claim: Claim, film: Film) -> None:
    """Keep what was filmed instead of the envelopes that it was sent in; the digest is that of what was sent."""
    arrived = arrivals.original(film.id)
    digest = digest_of(arrived, claim)
    unsealed = unseal(film.family, arrived, film.pieces)
    with blobs.dropped_on_failure(unsealed.files), act(claim.actor, Verb.PREPARE_FILM, film.id):
        claim.beat()
        films.keep_digest(film.id, digest)
        arrivals.replace(film.id, unsealed.files)


def _publish(claim: Claim, film: Film, ready: Ready) -> None:
    made = dict[Asset, NewBlob]()
    with blobs.dropped_on_failure(made.values()):
        made.update(_sealed(film, ready))
        with act(claim.actor, Verb.PREPARE_FILM, film.id), claim.publishing():
            for asset, new in made.items():
                assets.keep(film.id, asset, new)
            _go_on(claim, film, ready)


def _go_on(claim: Claim, film: Film, ready: Ready) -> None:
    if ready.head:
        films.mark(film.id, Readiness.READY, footage=ready.footage)
        aftermath.begin(film.id, claim.actor)
    else:
        films.mark(film.id, Readiness.PREPARING, footage=ready.footage)
        jobs.queue(jobs.Kind.PROXY, film.id, family=film.family, asked_by=claim.asked_by)


def _sealed(film: Film, ready: Ready) -> Iterator[tuple[Asset, NewBlob]]:
    if ready.head:
        whole = SplicedFile(ready.head, ready.stretches, arrivals.original(film.id))
        yield Asset.INDEX, blobs.seal(film.family, "index", [whole.pack()])
        yield Asset.TIMES, blobs.seal(film.family, "times", [ready.times])
    if ready.poster:
        yield Asset.POSTER, blobs.seal(film.family, "poster", [ready.poster])
