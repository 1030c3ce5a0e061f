"""What happens when it is reckoned how coders agree over time: read, reckoned aside with nothing held, and kept."""

from vignette.actions.act import act
from vignette.actions.making_counts import LONGEST_COUNTING
from vignette.actions.reading_courses import courses_of
from vignette.cell.aside import aside
from vignette.counting.errands import FOLLOW_COURSE
from vignette.counting.values import RatedFilms
from vignette.domain.coding import CourseId
from vignette.domain.errors import NotYours
from vignette.domain.leave import Verb
from vignette.storage import courses
from vignette.storage.jobs import Claim


def reckon(claim: Claim) -> None:
    """Reckon the trends and ratings of one guider in the words of one codebook."""
    its = courses.load(CourseId(claim.subject))
    if its is None:
        raise NotYours
    with act(claim.actor, Verb.RECKON_AGREEMENT, claim.asked_by):
        found = courses_of(claim.actor, its.codebook)
    rated = tuple(RatedFilms(each.key, each.raters) for each in found.rated)
    result = aside(FOLLOW_COURSE, found.series, rated, progress=claim.progress, seconds=LONGEST_COUNTING)
    with claim.publishing():
        courses.keep(its.id, found.mark, result)
