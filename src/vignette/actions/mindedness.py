"""How an adult speaks of what is on the other's mind, on the lines of a transcript: the two steps, and what they give.

What is said of the lines is a coding like any other.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from vignette.actions import coding_deeds, codings
from vignette.actions.act import act
from vignette.actions.codebooks import book
from vignette.actions.coders import coding_at, looking_at, may_code, to_code, to_look_into
from vignette.actions.films import asker
from vignette.actions.moments import version_of
from vignette.actions.transcripts import as_seen, coded, film_with_talk
from vignette.domain.codebook import Codebook
from vignette.domain.coding import Change, Coding, CodingId, Event, Kind
from vignette.domain.errors import NotAllowed, NotYours, OutOfDate
from vignette.domain.film import Film, FilmId, VersionId
from vignette.domain.leave import Actor
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
    counts_as,
    is_of_lines,
)
from vignette.domain.person import Part, Person
from vignette.domain.transcript import Line, LineId, Outline, Turn
from vignette.library import codebook
from vignette.storage import codings as kept_codings
from vignette.storage import transcripts


@dataclass(frozen=True, slots=True)
class Judged:
    """A line and what is said of it: `of_the_mind` and `fits` are None where that is not said yet, `why` is empty.

    Of those that a page shows, the line has its words.
    `is_for_second` says that it counts as one of the mind, and so waits for the second step.
    """

    line: Turn
    who: str
    is_adults: bool
    of_the_mind: bool | None = None
    is_for_second: bool = False
    fits: bool | None = None
    about: tuple[str, ...] = ()
    why: str = ""

    @property
    def key(self) -> str:
        """The line's identity as it stands in addresses."""
        return str(self.line.id)

    @property
    def is_of_the_body(self) -> bool:
        """Whether it speaks of the body alone."""
        return bool(self.of_the_mind) and set(self.about) == {BODY_ONLY}


@dataclass(frozen=True, slots=True)
class Adult:
    """Somebody whose talk is looked at, and what was counted in it: as the coding has it, and the other way round."""

    person: Person
    counted: Mindedness
    other_way: Mindedness


@dataclass(frozen=True, slots=True)
class LinesPage:
    """The lines that one coding is of, with what it says of each, and nothing of any other coding.

    `number` is that of the transcript, and goes with every change. `is_open` says that whoever looks can code on. Of
    all `lines`, `shown` are those that were asked for, with their words.
    """

    coding: CodingId
    film: FilmId
    version: VersionId
    number: int
    is_open: bool
    counts_the_body: bool
    lines: tuple[Judged, ...]
    shown: tuple[Judged, ...]
    adults: tuple[Adult, ...]
    book: Codebook

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
    def for_second(self) -> tuple[Judged, ...]:
        return tuple(each for each in self.lines if each.is_for_second)


Choice = Callable[[LinesPage], Sequence[Judged]]
"""Which of a page's lines are shown."""


def see(actor: Actor, coding_id: CodingId, choose: Choice = lambda page: page.lines) -> LinesPage:
    """The lines, for whoever may look into the coding: its guider, or whoever was asked for it.

    Only those that it may `choose` are opened.
    """
    with act(actor, looking_at(coding_id, actor), coding_id):
        coding = _of_lines(to_look_into(coding_id, actor))
        film, stands = film_with_talk(coding.film), transcripts.stands(coding.film)
        looked_at = transcripts.outline(coding.film).touching(coding.stretches)
        events = kept_codings.events(coding_id)
        its, adults = by_line(looked_at, events), adults_in(film)
        names, heard = {each.id: each.name for each in film.in_frame}, {each.id for each in adults}
        page = LinesPage(
            coding=coding_id,
            film=coding.film,
            version=version_of(coding.film),
            number=stands.number,
            is_open=may_code(coding, actor) and coding.ended_at is None,
            counts_the_body=coding.counts_the_body,
            lines=tuple(
                _judged(
                    Judged(line, names.get(line.person, "") if line.person else "", line.person in heard),
                    coding,
                    its.get(line.id),
                )
                for line in looked_at.lines
            ),
            shown=(),
            adults=tuple(_counted(each, looked_at, its, coding) for each in adults),
            book=book(coding.codebook),
        )
        chosen = choose(page)
        words = transcripts.some(coding.film, [each.line.id for each in chosen]).transcript
        opened = {line.id: line for line in words.lines}
        return replace(page, shown=tuple(replace(each, line=opened[each.line.id]) for each in chosen))


def begin(actor: Actor, film_id: FilmId) -> CodingId:
    """The coding in which whoever asks takes the two steps; begun where there is none that goes on."""
    its = own(film_id, actor)
    if its is not None and its.ended_at is None:
        return its.id
    return codings.begin(actor, film_id, codebook=codebook(CODEBOOK).reference)


def say_of_mind(
    actor: Actor, coding: CodingId, number: int, which: LineId, about: tuple[str, ...], *, of_the_mind: bool | None
) -> None:
    """The first step for one line: whether it speaks of the mind at all, and of what; None takes it back.

    What the codebook has no word for is left out.
    """

    def said(line: Line, now: Event | None, words: Codebook) -> Event | None:
        known = tuple(each for each in words.choices_of(ABOUT) if each in about)
        return after_first(line, now, known, of_the_mind=of_the_mind)

    _judge(actor, coding, number, which, said)


def say_fit(actor: Actor, coding: CodingId, number: int, which: LineId, why: str, *, fits: bool | None) -> None:
    """The second step for one line that speaks of the mind: whether that fits, and why, or empty; None takes it back.

    A reason of the other answer is left out.
    """

    def said(line: Line, now: Event | None, words: Codebook) -> Event:
        if now is None or now.code == Verdict.NOT_OF_THE_MIND:
            raise NotAllowed("The first step comes first: does this line speak of the mind?")
        return after_second(line, now, why if why in _reasons(words, fits=fits) else "", fits=fits)

    _judge(actor, coding, number, which, said)


def count_the_body(actor: Actor, coding_id: CodingId, *, counts: bool) -> None:
    """Have lines about the body alone counted as ones of the mind in this coding, or not; no line changes by it."""
    with act(actor, coding_at(coding_id, actor), coding_id):
        kept_codings.count_the_body(_of_lines(to_code(coding_id, actor)).id, counts=counts)


def own(film: FilmId, actor: Actor) -> Coding | None:
    """The coding of these lines by whoever asks: the one that goes on, or else the last that was handed in."""
    mine = [each for each in coded(film) if each.kind is Kind.OWN and each.coder == actor.who]
    return next((each for each in reversed(mine) if each.ended_at is None), mine[-1] if mine else None)


def adults_in(film: Film) -> tuple[Person, ...]:
    """Whose talk is looked at: everybody in the film but the partner and the guider."""
    return tuple(person for person in film.in_frame if person.part not in (Part.PARTNER, Part.GUIDER))


def _judge(
    actor: Actor,
    coding_id: CodingId,
    number: int,
    which: LineId,
    said: Callable[[Line, Event | None, Codebook], Event | None],
) -> None:
    with act(actor, coding_at(coding_id, actor), coding_id):
        coding = _of_lines(to_code(coding_id, actor))
        film = film_with_talk(coding.film)
        as_seen(coding.film, which, number)
        line = transcripts.some(coding.film, [which]).transcript.line(which)
        looked_at = Outline((line,)).touching(coding.stretches)
        if not looked_at.lines:
            raise OutOfDate("This line is not among those that this coding is of.")
        if line.person not in {person.id for person in adults_in(film)}:
            raise NotAllowed("Only lines of an adult are looked at.")
        now = by_line(looked_at, kept_codings.events_from(coding.id, [line.span.start])).get(which)
        after = said(line, now, book(coding.codebook))
        if after != now and (event := after or now):
            coding_deeds.go_along(film, coding, (Change(event.id, now, after),), asker(actor))


def _reasons(words: Codebook, *, fits: bool | None) -> tuple[str, ...]:
    """Why a line fits, or does not."""
    return () if fits is None else words.choices_of(REASONS[Verdict.APPROPRIATE if fits else Verdict.NON_ATTUNED])


def _of_lines(coding: Coding) -> Coding:
    """The coding, where it is one of the lines of a transcript."""
    if not is_of_lines(coding):
        raise NotYours
    return coding


def _counted(person: Person, looked_at: Outline, its: Mapping[LineId, Event], coding: Coding) -> Adult:
    ways = (coding.counts_the_body, not coding.counts_the_body)
    return Adult(person, *(counted(looked_at, its, person.id, counts_the_body=way) for way in ways))


def _judged(line: Judged, coding: Coding, event: Event | None) -> Judged:
    """The line, with what `event` says of it."""
    if event is None:
        return line
    verdict = Verdict(event.code)
    reason = event.modifiers.get(REASONS.get(verdict, ""), ())
    return replace(
        line,
        of_the_mind=verdict is not Verdict.NOT_OF_THE_MIND,
        is_for_second=counts_as(event, counts_the_body=coding.counts_the_body) is not Verdict.NOT_OF_THE_MIND,
        fits={Verdict.APPROPRIATE: True, Verdict.NON_ATTUNED: False}.get(verdict),
        about=event.modifiers.get(ABOUT, ()),
        why=reason[0] if reason else "",
    )
