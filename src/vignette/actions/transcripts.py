"""What is said in a film, line by line: every change to it, which what was coded on a line goes along with."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from vignette.actions import coding_deeds
from vignette.actions.act import act
from vignette.actions.films import asker
from vignette.actions.moments import footage_of
from vignette.domain.coding import Change, Coding, CodingId, DeedId
from vignette.domain.errors import NotAllowed, NotYours, OutOfDate
from vignette.domain.film import Film, FilmId, Readiness
from vignette.domain.identity import AccountId
from vignette.domain.leave import Actor, Verb
from vignette.domain.mindedness import following, is_of_lines
from vignette.domain.person import PersonId
from vignette.domain.span import Micros, Span
from vignette.domain.transcript import Line, LineId, Transcript
from vignette.storage import codings, films, transcripts
from vignette.storage.transcripts import Kept, Step

MOST_LINES = 3_000
"""More than two hours of talk without a pause."""

Changed = Mapping[LineId, Line | None]
"""The lines that one change made other than they were, and what each was before; None for one that came."""


def film_with_talk(film_id: FilmId) -> Film:
    """The film, where it can be watched and so be written down; raises NotYours where it cannot."""
    film = films.load(film_id)
    if film.readiness is not Readiness.READY or film.is_sound:
        raise NotYours
    return film


def edit(
    actor: Actor, film: FilmId, number: int, which: LineId, *, words: str, person: PersonId | None, span: Span
) -> Changed:
    """Say otherwise what was said in a line, by whom, and when; `number` is that of the transcript as it was seen."""
    return _mend(
        actor, film, number, which, lambda now: now.edited(which, words).given_to(which, person).retimed(which, span)
    )


def part(actor: Actor, film: FilmId, number: int, which: LineId, *, words: str) -> Changed:
    """Split a line where its `words` break; when the rest begins is reckoned by its share of the letters."""
    first, _, rest = words.strip().partition("\n")

    def parted(now: Transcript) -> Transcript:
        if not first.strip() or not rest.strip():
            raise NotAllowed("Press Enter in the words where the line is to be split, and then “Split”.")
        span = now.line(which).span
        at = Micros(span.start + span.length * len(first) // (len(first) + len(rest)))
        whole = f"{first.rstrip()} {rest.lstrip()}"
        return now.edited(which, whole).split(which, len(first.rstrip()), at, rest=LineId.new())

    return _mend(actor, film, number, which, parted)


def join(actor: Actor, film: FilmId, number: int, which: LineId) -> Changed:
    """Make one line of this one and the next of the same person."""

    def joined(now: Transcript) -> Transcript:
        other = next((line for line in now.lines if line.id != which), None)
        if other is None:
            raise NotAllowed("This is the last line of this person: there is none to join it with.")
        return now.joined(which, other.id)

    return _mend(actor, film, number, which, joined)


def add(actor: Actor, film_id: FilmId, *, words: str, person: PersonId | None, span: Span) -> LineId:
    line = Line(LineId.new(), span, person, words)
    with act(actor, Verb.WRITE_TRANSCRIPT, film_id):
        _keep(film_with_talk(film_id), asker(actor), transcripts.stands(film_id), Transcript((line,)))
    return line.id


def take_out(actor: Actor, film: FilmId, number: int, which: LineId) -> Changed:
    return _mend(actor, film, number, which, lambda now: now.without(which))


def undo(actor: Actor, film_id: FilmId, number: int) -> Changed:
    """Take the last change back, with what became of codings through it."""
    with act(actor, Verb.WRITE_TRANSCRIPT, film_id):
        film, stands = film_with_talk(film_id), at_number(film_id, number)
        if not stands.done:
            raise NotAllowed("There is nothing to take back.")
        return _turn(film, asker(actor), place=stands.done, done=stands.done - 1)


def redo(actor: Actor, film_id: FilmId, number: int) -> Changed:
    """Make the change again that was taken back last, with what became of codings through it."""
    with act(actor, Verb.WRITE_TRANSCRIPT, film_id):
        film, stands = film_with_talk(film_id), at_number(film_id, number)
        if not stands.undone:
            raise NotAllowed("There is nothing to do again.")
        return _turn(film, asker(actor), place=stands.done + 1, done=stands.done + 1)


def change(actor: Actor, film_id: FilmId, number: int, made: Callable[[Transcript], Transcript]) -> None:
    """Keep what is `made` of the whole transcript, where it is still that of `number`; OutOfDate where it is not."""
    with act(actor, Verb.WRITE_TRANSCRIPT, film_id):
        film, _ = film_with_talk(film_id), at_number(film_id, number)
        kept = transcripts.load(film_id)
        _keep(film, asker(actor), kept, made(kept.transcript))


def at_number(film: FilmId, number: int) -> Kept:
    """How the transcript stands, without its lines; raises OutOfDate where more than `number` changes were made."""
    stands = transcripts.stands(film)
    if stands.number != number:
        raise OutOfDate("These lines were changed in another window: please load the page again.")
    return stands


def as_seen(film: FilmId, which: LineId, number: int) -> None:
    """Raises OutOfDate where this line was changed since `number` changes were made, whatever became of others."""
    if number < 0 or transcripts.is_changed_since(film, which, number):
        raise OutOfDate("This line was changed meanwhile. Copy what you wrote, and leave it to see how it is now.")


def coded(film: FilmId) -> tuple[Coding, ...]:
    """The codings that speak of the lines of this film."""
    return tuple(each for each in codings.of_film(film) if is_of_lines(each))


def _mend(
    actor: Actor, film_id: FilmId, number: int, which: LineId, made: Callable[[Transcript], Transcript]
) -> Changed:
    """Keep what is `made` of one line and the next of its person: nothing else of the transcript is read."""
    with act(actor, Verb.WRITE_TRANSCRIPT, film_id):
        film = film_with_talk(film_id)
        as_seen(film_id, which, number)
        kept = transcripts.around(film_id, which)
        return _keep(film, asker(actor), kept, made(kept.transcript))


def _keep(film: Film, coder: AccountId, kept: Kept, after: Transcript) -> Changed:
    """Keep what became of the lines that `kept` holds."""
    was = after.since(kept.transcript)
    if was:
        _check(film, after, was)
        deeds = tuple(_going_along(film, coder, kept.transcript, after))
        transcripts.add(film.family, film.id, kept, after, Step(was, deeds))
    return was


def _check(film: Film, after: Transcript, changed: dict[LineId, Line | None]) -> None:
    whole, people = footage_of(film).whole, {person.id for person in film.in_frame}
    made = tuple(line for line in after.lines if line.id in changed)
    if transcripts.count(film.id, but=changed) + len(made) > MOST_LINES:
        raise NotAllowed(f"A transcript holds up to {MOST_LINES} lines.")
    for line in made:
        if not line.span.within(whole):
            raise NotAllowed("What is said lies inside its film.")
        if line.person is not None and line.person not in people:
            raise NotAllowed("This person is not in the film.")
    # What is coded on a line is found by its person and its time.
    if len(after.without_twins().lines) < len(after.lines) or transcripts.spoken_at(film.id, made) - changed.keys():
        raise NotAllowed("Another line of this person has exactly these times: join the two, or change a time.")


def _turn(film: Film, coder: AccountId, *, place: int, done: int) -> Changed:
    """Make the step at `place`, so that it goes the other way from now on."""
    its = transcripts.step(film.id, place)
    kept = transcripts.some(film.id, its.was)
    after = kept.transcript.put_back(its.was)
    deeds = tuple(_going_along(film, coder, kept.transcript, after, its))
    other_way = Step(after.since(kept.transcript), deeds)
    transcripts.turn(film.family, film.id, kept, after, other_way, place=place, done=done)
    return other_way.was


def _going_along(
    film: Film, coder: AccountId, before: Transcript, after: Transcript, turned: Step | None = None
) -> Iterator[tuple[CodingId, DeedId]]:
    """Move what was coded on the lines; where a step is `turned`, what went away with its lines comes back."""
    gone = before.gone_elsewhere(after)
    for coding in coded(film.id):
        events = codings.events_from(coding.id, {line.span.start for line in gone.lines})
        changes = following(gone, after, events) + tuple(_come_back(coding, turned))
        if deed := coding_deeds.go_along(film, coding, changes, coder):
            yield coding.id, deed


def _come_back(coding: Coding, turned: Step | None) -> Iterator[Change]:
    for of, which in turned.deeds if turned else ():
        if of == coding.id and (deed := codings.deed(which)):
            here = codings.sheet(coding.id, [each.event for each in deed.changes]).events
            gone = (each for each in deed.changes if each.after is None and each.event not in here)
            yield from (replace(each, before=None, after=each.before) for each in gone)
