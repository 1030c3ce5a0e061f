"""What is counted and reckoned aside; each answer is told as `counting.values` says."""

from collections.abc import Mapping, Sequence

from vignette.counting.choices import Choices
from vignette.counting.values import RatedFilms, Series
from vignette.domain.codebook import Codebook
from vignette.domain.coding import Rating, Record
from vignette.domain.person import Person, PersonId
from vignette.domain.work import Errand
from vignette.evidence.agreement.figure import How

FIGURE: Errand[Sequence[Record], Sequence[Codebook], Sequence[Person], Mapping[PersonId | None, str], Choices, str] = (
    Errand("vignette.counting.figured", "figured", str)
)
COMPARE: Errand[Record, Record, Sequence[Sequence[Rating]], Codebook, How, str] = Errand(
    "vignette.counting.compared", "compared", str
)
COMPARE_TOGETHER: Errand[Sequence[Record], Codebook, How, str] = Errand(
    "vignette.counting.compared", "compared_together", str
)
FOLLOW_COURSE: Errand[Sequence[Series], Sequence[RatedFilms], str] = Errand("vignette.counting.coursed", "coursed", str)
