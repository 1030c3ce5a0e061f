"""A film made anew so that it plays everywhere, or quicker: part by part, each kept as soon as it is finished."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from vignette.actions import aftermath
from vignette.actions.act import act
from vignette.actions.making_ready import refuse
from vignette.actions.workshop import private_folder
from vignette.cell.aside import aside
from vignette.domain.errors import FilmProblem
from vignette.domain.film import Film, FilmId, Footage, Readiness
from vignette.domain.leave import Verb
from vignette.domain.source import Source
from vignette.footage.errands import JOIN, MAKE_PART, MAKE_SOUND, PLAN
from vignette.footage.made import Joined
from vignette.footage.plans import Plan
from vignette.footage.takes import sources_of
from vignette.storage import arrivals, assets, blobs, films, proxies
from vignette.storage.assets import Asset
from vignette.storage.jobs import Claim
from vignette.vault.joined import JoinedFile
from vignette.vault.spliced import SplicedFile

LONGEST_PART = 1800.0
"""Seconds after which one part, a minute of film, is given up."""

FULL_LINES = 1080
QUICK_LINES = 720


@dataclass(frozen=True, slots=True)
class _Work:
    """A film with the pieces it is made from, and the plan of its parts; the sound is one part more."""

    claim: Claim
    film: Film
    pieces: tuple[Source, ...]
    footage: Footage
    plan: Plan

    @property
    def mark(self) -> str:
        """What tells parts of this plan from those of another."""
        return hashlib.sha256(repr(self.plan).encode()).hexdigest()

    @property
    def count(self) -> int:
        return len(self.plan.parts) + self.plan.has_sound


def make_proxy(claim: Claim) -> None:
    """Go on with the proxy of the film of `claim`; where something more urgent waits, stop after the part at hand."""
    film_id = FilmId(claim.subject)
    with act(claim.actor, Verb.PREPARE_FILM, film_id):
        film = films.load(film_id)
        pieces = arrivals.pieces(film)
    try:
        work = _planned(claim, film, pieces)
        if all(_finished(work, number) for number in range(work.count)):
            _publish(work)
    except FilmProblem as problem:
        _give_up(claim, film, str(problem))


def _planned(claim: Claim, film: Film, pieces: tuple[JoinedFile, ...]) -> _Work:
    lines = QUICK_LINES if film.readiness is Readiness.READY else FULL_LINES
    planned = aside(PLAN, pieces, lines, seconds=LONGEST_PART)
    return _Work(claim, film, sources_of(planned.takes, pieces), planned.footage, planned.plan)


def _finished(work: _Work, number: int) -> bool:
    """Whether part `number` is there, now or from before; False where the work gave way to something else."""
    if number in proxies.parts(work.film.id, work.mark):
        return True
    if work.claim.gives_way():
        return False
    with private_folder() as folder:
        part = blobs.seal_file(work.film.family, "proxy", _made(work, number, folder / "part"))
    with blobs.dropped_on_failure([part]), act(work.claim.actor, Verb.PREPARE_FILM, work.film.id):
        work.claim.finished_a_part()
        proxies.keep(work.film.id, work.mark, number, part)
    return True


def _made(work: _Work, number: int, target: Path) -> Path:
    def progress(share: float) -> None:
        work.claim.progress((number + share) / (work.count + 1))

    if number < len(work.plan.parts):
        aside(MAKE_PART, work.pieces, work.plan, number, target, progress=progress, seconds=LONGEST_PART)
    else:
        aside(MAKE_SOUND, work.pieces, work.plan, target, progress=progress, seconds=LONGEST_PART)
    return target


def _publish(work: _Work) -> None:
    film, claim = work.film, work.claim
    joined = _joined(work)
    whole = SplicedFile(joined.head, joined.stretches, proxies.made(film.id))
    made = {Asset.PROXY: blobs.seal(film.family, "proxy", [whole.pack()])}
    if film.readiness is not Readiness.READY:
        made[Asset.TIMES] = blobs.seal(film.family, "times", [joined.times])
    with (
        blobs.dropped_on_failure(made.values()),
        act(claim.actor, Verb.PREPARE_FILM, film.id),
        claim.publishing(),
    ):
        for asset, new in made.items():
            assets.keep(film.id, asset, new)
        if film.readiness is not Readiness.READY:
            films.mark(film.id, Readiness.READY, footage=joined.footage)
            aftermath.begin(film.id, claim.actor)


def _joined(work: _Work) -> Joined:
    parts = list(proxies.parts(work.film.id, work.mark).values())
    pictures, sound = parts[: len(work.plan.parts)], parts[len(work.plan.parts) :]
    return aside(JOIN, work.pieces, work.footage, work.plan, pictures, next(iter(sound), None), seconds=LONGEST_PART)


def _give_up(claim: Claim, film: Film, problem: str) -> None:
    """A film that plays already goes on without its quicker copy; any other cannot be used."""
    if film.readiness is not Readiness.READY:
        refuse(claim, film.id, problem)
        return
    with act(claim.actor, Verb.PREPARE_FILM, film.id):
        claim.fail(problem)
        proxies.erase(film.id)
