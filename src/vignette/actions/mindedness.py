"""How an adult speaks of what is on the other's mind, on the lines of a transcript: the two steps, and what they give.

What is said of the lines is a coding like any other.
"""

from collections.abc import Callable
from dataclasses import dataclass

from vignette.actions import coding_deeds, codings
from vignette.actions.act import act
from vignette.actions.captions import words_found
from vignette.actions.codebooks import book
from vignette.actions.coders import to_code
from vignette.actions.films import asker
from vignette.actions.moments import version_of
from vignette.actions.transcripts import at_number, coded, film_with_talk
from vignette.domain.codebook import Codebook
from vignette.domain.coding import Change, Coding, CodingId, Event, Kind
from vignette.domain.errors import NotAllowed
from vignette.domain.family import Family
from vignette.domain.film import Film, FilmId, VersionId
from vignette.domain.leave import Actor, Verb
from vignette.domain.mindedness import (
    ABOUT,
    BODY_ONLY,
    CODEBOOK,
    REASONS,
    Mindedness,
    Verdict,
    after_first,
    after_second,
    by_line,
    counted,
)
from vignette.domain.person import Part, Person
from vignette.domain.transcript import Line, LineId
from vignette.library import codebook
from vignette.storage import codings as kept_codings
from vignette.storage import cycles, families, films, transcripts


@dataclass(frozen=True, slots=True)
class Said:
    """A line and what is said of it: `of_the_mind` and `fits` are None where that is not said yet, `why` is empty."""

    line: Line
    who: str
    is_adults: bool
    of_the_mind: bool | None = None
    fits: bool | None = None
    about: tuple[str, ...] = ()
    why: str = ""

    @property
    def key(self) -> str:
        """The line's identity as it stands in addresses."""
        return str(self.line.id)

    @property
    def is_of_the_body(self) -> bool:
        """Whether it speaks of the body alone, which is no more of the mind than that."""
        return bool(self.of_the_mind) and set(self.about) == {BODY_ONLY}

    @property
    def is_for_second(self) -> bool:
        return bool(self.of_the_mind) and not self.is_of_the_body


@dataclass(frozen=True, slots=True)
class Adult:
    """Somebody whose talk is looked at, and what was counted in it."""

    person: Person
    counted: Mindedness


@dataclass(frozen=True, slots=True)
class TranscriptPage:
    """What is said in a film, with the two steps on it.

    `number` is that of the transcript, and goes with every change to it. `coding` is that of whoever looks, None until
    the first step begins, and `is_open` where it goes on. `understood` counts the lines that a speech model offers.
    """

    film: FilmId
    family: Family
    cycle_number: int
    version: VersionId
    number: int
    can_undo: bool
    people: tuple[Person, ...]
    lines: tuple[Said, ...]
    coding: CodingId | None
    is_open: bool
    adults: tuple[Adult, ...]
    book: Codebook
    understood: int

    @property
    def left_in_first(self) -> int:
        return sum(each.counted.uncoded for each in self.adults)

    @property
    def left_in_second(self) -> int:
        return sum(each.is_for_second and each.fits is None for each in self.lines)

    @property
    def without_reason(self) -> int:
        return sum(each.fits is not None and not each.why for each in self.lines)

    @property
    def for_second(self) -> tuple[Said, ...]:
        return tuple(each for each in self.lines if each.is_for_second)

    @property
    def has_talk_of_adults(self) -> bool:
        return any(each.is_adults for each in self.lines)


def see(actor: Actor, film_id: FilmId) -> TranscriptPage:
    with act(actor, Verb.SEE_TRANSCRIPT, film_id) as bond:
        film, kept = film_with_talk(film_id), transcripts.load(film_id)
        coding = own(film_id, actor)
        events = kept_codings.events(coding.id) if coding else ()
        its = by_line(kept.transcript, events)
        names = {person.id: person.name for person in film.in_frame}
        adults = adults_in(film)
        said = tuple(_said(line, names.get(line.person, "") if line.person else "", adults, its.get(line.id))
                     for line in kept.transcript.lines)  # fmt: skip
        return TranscriptPage(
            film=film_id,
            family=families.load(film.family),
            cycle_number=cycles.load(films.cycle_of(film_id)).number,
            version=version_of(film_id),
            number=kept.number,
            can_undo=bool(kept.past),
            people=film.in_frame,
            lines=said,
            coding=coding.id if coding else None,
            is_open=coding is not None and coding.ended_at is None,
            adults=tuple(Adult(each, counted(kept.transcript, events, each.id)) for each in adults),
            book=book(coding.codebook) if coding else codebook(CODEBOOK),
            understood=0 if kept.transcript.lines else words_found(film, bond),
        )


def begin(actor: Actor, film_id: FilmId) -> CodingId:
    """The coding in which whoever asks takes the two steps; begun where there is none that goes on."""
    its = own(film_id, actor)
    if its is not None and its.ended_at is None:
        return its.id
    return codings.begin(actor, film_id, codebook=codebook(CODEBOOK).reference)


def say_of_mind(
    actor: Actor, film: FilmId, number: int, which: LineId, about: tuple[str, ...], *, of_the_mind: bool | None
) -> None:
    """The first step for one line: whether it speaks of the mind at all, and of what; None takes it back."""

    def said(line: Line, now: Event | None) -> Event | None:
        return after_first(line, now, about, of_the_mind=of_the_mind)

    _judge(actor, film, number, which, said)


def say_fit(actor: Actor, film: FilmId, number: int, which: LineId, why: str, *, fits: bool | None) -> None:
    """The second step for one line that speaks of the mind: whether that fits, and why, or empty; None takes it back.

    A reason of the other answer is left out.
    """

    def said(line: Line, now: Event | None) -> Event:
        if now is None or now.code == Verdict.NOT_OF_THE_MIND:
            raise NotAllowed("The first step comes first: does this line speak of the mind?")
        return after_second(line, now, why if why in reasons(codebook(CODEBOOK), fits=fits) else "", fits=fits)

    _judge(actor, film, number, which, said)


def reasons(its: Codebook, *, fits: bool | None) -> tuple[str, ...]:
    """Why a line fits, or does not, in the words of the codebook."""
    code = {True: REASONS[Verdict.APPROPRIATE], False: REASONS[Verdict.NON_ATTUNED]}.get(bool(fits))
    return next(each.values for each in its.modifiers if each.code == code) if fits is not None else ()


def own(film: FilmId, actor: Actor) -> Coding | None:
    """The coding of these lines by whoever asks: the one that goes on, or else the last that was handed in."""
    mine = [each for each in coded(film) if each.kind is Kind.OWN and each.coder == actor.who]
    return next((each for each in reversed(mine) if each.ended_at is None), mine[-1] if mine else None)


def adults_in(film: Film) -> tuple[Person, ...]:
    """Whose talk is looked at: everybody in the film but the partner and the guider."""
    return tuple(person for person in film.in_frame if person.part not in (Part.PARTNER, Part.GUIDER))


def _judge(
    actor: Actor, film_id: FilmId, number: int, which: LineId, said: Callable[[Line, Event | None], Event | None]
) -> None:
    with act(actor, Verb.SEE_TRANSCRIPT, film_id):
        its = own(film_id, actor)
        if its is None:
            raise NotAllowed("Begin the first step first.")
    with act(actor, Verb.CODE, its.id):
        coding, film, kept = to_code(its.id, actor), film_with_talk(film_id), at_number(film_id, number)
        line = kept.transcript.line(which)
        if line.person not in {person.id for person in adults_in(film)}:
            raise NotAllowed("Only lines of an adult are looked at.")
        now = by_line(kept.transcript, kept_codings.events(coding.id)).get(which)
        after = said(line, now)
        if after != now and (event := after or now):
            coding_deeds.go_along(film, coding, (Change(event.id, now, after),), asker(actor))


def _said(line: Line, who: str, adults: tuple[Person, ...], event: Event | None) -> Said:
    is_adults = line.person in {person.id for person in adults}
    if event is None:
        return Said(line, who, is_adults)
    verdict = Verdict(event.code)
    reason = event.modifiers.get(REASONS.get(verdict, ""), ())
    return Said(
        line=line,
        who=who,
        is_adults=is_adults,
        of_the_mind=verdict is not Verdict.NOT_OF_THE_MIND,
        fits={Verdict.APPROPRIATE: True, Verdict.NON_ATTUNED: False}.get(verdict),
        about=event.modifiers.get(ABOUT, ()),
        why=reason[0] if reason else "",
    )
