"""Moments of a film cut out for a supervisor, who sees nothing else of it."""

from dataclasses import replace

from vignette.actions.act import act
from vignette.actions.workshop import private_folder
from vignette.cell.aside import aside
from vignette.domain.errors import FilmProblem, NotYours
from vignette.domain.leave import Verb
from vignette.domain.score import as_filmed
from vignette.domain.supervision import SubmissionId
from vignette.footage.ready import make_reel
from vignette.storage import assets, blobs, films, supervisions
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
        with private_folder() as folder:
            target = folder / "cut"
            made = aside(make_reel, score, sources, target, progress=claim.progress, seconds=LONGEST_WORK)
            sealed = blobs.seal_file(family, "cut", target)
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
