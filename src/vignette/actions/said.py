"""What is said in a film, as its page shows it to the film's guider."""

from dataclasses import dataclass

from vignette.actions.act import act
from vignette.actions.captions import words_found
from vignette.actions.mindedness import adults_in, own
from vignette.actions.moments import version_of
from vignette.actions.transcripts import film_with_talk
from vignette.domain.coding import CodingId
from vignette.domain.family import Family
from vignette.domain.film import FilmId, VersionId
from vignette.domain.leave import Actor, Verb
from vignette.domain.person import Person
from vignette.domain.transcript import Line
from vignette.storage import cycles, families, films, transcripts


@dataclass(frozen=True, slots=True)
class Said:
    """A line, and who says it by name; empty where that is not known."""

    line: Line
    who: str

    @property
    def key(self) -> str:
        """The line's identity as it stands in addresses."""
        return str(self.line.id)


@dataclass(frozen=True, slots=True)
class TranscriptPage:
    """What is said in a film.

    `number` is that of the transcript, and goes with every change to it. `coding` is that in which whoever looks takes
    the two steps, None until the first begins. `understood` counts the lines that a speech model offers.
    """

    film: FilmId
    family: Family
    cycle_number: int
    version: VersionId
    number: int
    can_undo: bool
    can_redo: bool
    people: tuple[Person, ...]
    lines: tuple[Said, ...]
    coding: CodingId | None
    has_talk_of_adults: bool
    understood: int


def see(actor: Actor, film_id: FilmId) -> TranscriptPage:
    with act(actor, Verb.SEE_TRANSCRIPT, film_id) as bond:
        film, kept = film_with_talk(film_id), transcripts.load(film_id)
        names = {person.id: person.name for person in film.in_frame}
        lines = kept.transcript.lines
        coding = own(film_id, actor)
        return TranscriptPage(
            film=film_id,
            family=families.load(film.family),
            cycle_number=cycles.load(films.cycle_of(film_id)).number,
            version=version_of(film_id),
            number=kept.number,
            can_undo=kept.done > 0,
            can_redo=kept.undone > 0,
            people=film.in_frame,
            lines=tuple(Said(line, names.get(line.person, "") if line.person else "") for line in lines),
            coding=coding.id if coding else None,
            has_talk_of_adults=any(kept.transcript.said_by(each.id) for each in adults_in(film)),
            understood=0 if lines else words_found(film, bond),
        )
