"""Moments of a film cut out for somebody who sees nothing else of it: a supervisor, or whoever learns a code."""

from dataclasses import replace

from vignette.actions.act import act
from vignette.actions.workshop import private_folder
from vignette.cell.aside import aside
from vignette.domain.errors import FilmProblem, NotYours
from vignette.domain.exemplar import ExemplarId
from vignette.domain.identity import FamilyId
from vignette.domain.leave import Verb
from vignette.domain.score import Score, as_filmed
from vignette.domain.supervision import SubmissionId
from vignette.footage.errands import MAKE_REEL
from vignette.footage.made import MadeReel, Sources
from vignette.storage import assets, blobs, exemplars, films, supervisions
from vignette.storage.blobs import NewBlob
from vignette.storage.jobs import Claim

LONGEST_WORK = 3600.0
"""Seconds of processor time after which cutting is given up."""


def cut(claim: Claim) -> None:
    """Cut out what was submitted, one moment after the other, and lay it before the supervisor."""
    submission_id = SubmissionId(claim.subject)
    with act(claim.actor, Verb.CUT_SUBMISSION, submission_id):
        submission = supervisions.load(submission_id)
        film = submission.film
        if film is None:
            raise NotYours
        family, sources = films.load(film).family, ((film, assets.playable(film)),)
        score = as_filmed(film, [each.span for each in submission.extracts])
    try:
        sealed, made = _cut_out(claim, family, score, sources)
    except FilmProblem as problem:
        claim.fail(str(problem))
        return
    pairs = zip(submission.extracts, made.starts, strict=True)
    with (
        blobs.dropped_on_failure([sealed]),
        act(claim.actor, Verb.CUT_SUBMISSION, submission_id),
        claim.publishing(),
    ):
        supervisions.keep_cut(submission_id, sealed, [replace(each, start=start) for each, start in pairs])


def cut_example(claim: Claim) -> None:
    """Cut out an example of a code, for everybody of the service."""
    exemplar_id = ExemplarId(claim.subject)
    with act(claim.actor, Verb.CUT_EXEMPLAR, exemplar_id):
        its = exemplars.load(exemplar_id)
        family, sources = films.load(its.film).family, ((its.film, assets.playable(its.film)),)
    try:
        sealed, _ = _cut_out(claim, family, as_filmed(its.film, [its.span]), sources)
    except FilmProblem as problem:
        claim.fail(str(problem))
        return
    with (
        blobs.dropped_on_failure([sealed]),
        act(claim.actor, Verb.CUT_EXEMPLAR, exemplar_id),
        claim.publishing(),
    ):
        exemplars.keep_cut(exemplar_id, sealed)


def _cut_out(claim: Claim, family: FamilyId, score: Score, sources: Sources) -> tuple[NewBlob, MadeReel]:
    """A small film of its own, sealed, that nobody knows yet; raises FilmProblem where the film cannot be used."""
    with private_folder() as folder:
        target = folder / "cut"
        made = aside(MAKE_REEL, score, sources, target, progress=claim.progress, seconds=LONGEST_WORK)
        return blobs.seal_file(family, "cut", target), made
