"""What is reckoned in a process of its own, by name: whoever asks for it never loads SciPy and the like themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vignette.counting.choices import Choices
from vignette.counting.values import RatedFilms, Series
from vignette.domain.codebook import Codebook
from vignette.domain.coding import Rating, Record
from vignette.domain.person import Person, PersonId
from vignette.domain.work import Progress, unheard
from vignette.evidence.agreement.figure import How


def figure(
    records: Sequence[Record],
    books: Sequence[Codebook],
    people: Sequence[Person],
    names: Mapping[PersonId | None, str],
    choices: Choices,
    *,
    progress: Progress = unheard,
) -> str:
    """As `figured`."""
    from vignette.counting.figured import figured

    return figured(records, books, people, names, choices, progress=progress)


def compare(
    one: Record,
    other: Record,
    rated: Sequence[Sequence[Rating]],
    book: Codebook,
    how: How,
    *,
    progress: Progress = unheard,
) -> str:
    """As `compared`."""
    from vignette.counting.compared import compared

    return compared(one, other, rated, book, how, progress=progress)


def compare_together(records: Sequence[Record], book: Codebook, how: How, *, progress: Progress = unheard) -> str:
    """As `compared_together`."""
    from vignette.counting.compared import compared_together

    return compared_together(records, book, how, progress=progress)


def follow_course(series: Sequence[Series], rated: Sequence[RatedFilms], *, progress: Progress = unheard) -> str:
    """As `coursed`."""
    from vignette.counting.coursed import coursed

    return coursed(series, rated, progress=progress)
