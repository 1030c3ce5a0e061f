"""What stands in a submission: the moments of a film that were chosen, and how long it plays."""

from dataclasses import dataclass

from vignette.actions.families import words_of
from vignette.domain.span import Micros
from vignette.domain.supervision import Extract, Submission, SubmissionId
from vignette.storage import films, moments, reels, supervisions


@dataclass(frozen=True, slots=True)
class Extracted:
    """A moment of a film in what was cut out for the supervisor; `principle` is a label, or empty.

    The guider's own note on it stays with the guider.
    """

    title: str
    principle: str
    start: Micros
    end: Micros
    question: str = ""


def extracted(submission: Submission) -> tuple[Extracted, ...]:
    """The moments that were submitted, in order; none where all of the film was."""
    return tuple(_shown(submission, each) for each in submission.extracts)


def length_of(submission_id: SubmissionId) -> Micros:
    """How long what was submitted plays; -1 where there is nothing to play yet."""
    submission, reel = supervisions.load(submission_id), supervisions.reel_of(submission_id)
    if reel:
        clips = reels.rendered_clips(reel)
        return clips[-1].end if clips else Micros(-1)
    if submission.extracts:
        is_made = supervisions.cut_of(submission_id) is not None
        return submission.extracts[-1].end if is_made else Micros(-1)
    footage = films.load(submission.film).footage if submission.film else None
    return footage.length if footage else Micros(-1)


def _shown(submission: Submission, extract: Extract) -> Extracted:
    film = submission.film
    moment = moments.find(film, extract.moment) if film else None
    principle = None
    if film and moment and moment.principle:
        principle = words_of(moment).find(moment.principle)
    title = moment.title if moment else "A moment that is not marked any more"
    return Extracted(title, principle.label if principle else "", extract.start, extract.end)
