"""What is said in a film, as its page shows it to the film's guider."""

from collections.abc import Collection
from dataclasses import dataclass

from vignette.actions.act import act
from vignette.actions.captions import words_found
from vignette.actions.lines_shown import Portions, number_of_portion, portions
from vignette.actions.mindedness import adults_in, own
from vignette.actions.moments import version_of
from vignette.actions.transcripts import film_with_talk
from vignette.domain.coding import CodingId
from vignette.domain.errors import OutOfDate
from vignette.domain.family import Family
from vignette.domain.film import Film, FilmId, VersionId
from vignette.domain.leave import Actor, Verb
from vignette.domain.person import Person
from vignette.domain.transcript import Line, LineId
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
class Standing:
    """How a transcript stands, whichever of its lines are looked at.

    `number` is that of the transcript, and goes with every change to it. `coding` is that in which whoever looks takes
    the two steps, None until the first begins.
    """

    film: FilmId
    cycle_number: int
    number: int
    can_undo: bool
    can_redo: bool
    people: tuple[Person, ...]
    count: int
    coding: CodingId | None
    has_talk_of_adults: bool


@dataclass(frozen=True, slots=True)
class TranscriptPage(Standing):
    """What is said in a film: the `lines` of one of its `portions`, after the line called `before` (empty for none).

    `understood` counts the lines that a speech model offers where there are none.
    """

    family: Family
    version: VersionId
    portions: Portions
    before: str
    lines: tuple[Said, ...]
    understood: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A line, and the one that stands before it by its key; empty for none."""

    said: Said
    before: str


@dataclass(frozen=True, slots=True)
class LinesPage(Standing):
    """Some lines of a transcript in order of time, the keys of those that are `gone`, and the line after the last."""

    placed: tuple[Placed, ...]
    gone: tuple[str, ...]
    following: Said | None

    @property
    def said(self) -> Said:
        """The one line that was asked for; raises OutOfDate where it is not there any more."""
        if not self.placed:
            raise OutOfDate("This line is not there any more.")
        return self.placed[0].said


def see(actor: Actor, film_id: FilmId, portion: int = 1, which: LineId | None = None) -> TranscriptPage:
    """The `portion`-th lines, or those around the line `which`; the first where there is no such portion."""
    with act(actor, Verb.SEE_TRANSCRIPT, film_id) as bond:
        film, starts = film_with_talk(film_id), transcripts.starts(film_id)
        number = number_of_portion(transcripts.place_of(film_id, which)) if which else portion
        its = portions(starts, number=number)
        # The line before the first of a portion says where a line goes that comes to stand there.
        lines = transcripts.portion(film_id, max(its.first - 1, 0), its.end)
        return TranscriptPage(
            *_standing(actor, film, len(starts)),
            family=families.load(film.family),
            version=version_of(film_id),
            portions=its,
            before=str(lines[0].id) if its.first else "",
            lines=tuple(_said(line, film) for line in (lines[1:] if its.first else lines)),
            understood=0 if starts else words_found(film, bond),
        )


def see_lines(actor: Actor, film_id: FilmId, which: Collection[LineId]) -> LinesPage:
    """These lines as they are, and how the transcript stands: nothing else of it is read."""
    with act(actor, Verb.SEE_TRANSCRIPT, film_id):
        film, lines = film_with_talk(film_id), transcripts.some(film_id, which).transcript.lines
        following = transcripts.following(film_id, lines[-1]) if lines else None
        return LinesPage(
            *_standing(actor, film, transcripts.count(film_id)),
            placed=tuple(Placed(_said(line, film), _key(transcripts.before(film_id, line))) for line in lines),
            gone=tuple(str(each) for each in set(which) - {line.id for line in lines}),
            following=_said(following, film) if following else None,
        )


def _standing(
    actor: Actor, film: Film, count: int
) -> tuple[FilmId, int, int, bool, bool, tuple[Person, ...], int, CodingId | None, bool]:
    """The fields of `Standing`, in their order."""
    stands, coding = transcripts.stands(film.id), own(film.id, actor)
    return (
        film.id,
        cycles.load(films.cycle_of(film.id)).number,
        stands.number,
        stands.done > 0,
        stands.undone > 0,
        film.in_frame,
        count,
        coding.id if coding else None,
        transcripts.is_said_by(film.id, [each.id for each in adults_in(film)]),
    )


def _said(line: Line, film: Film) -> Said:
    return Said(line, next((each.name for each in film.in_frame if each.id == line.person), ""))


def _key(which: LineId | None) -> str:
    return str(which) if which else ""
