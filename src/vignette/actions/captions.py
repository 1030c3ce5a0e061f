"""A transcript from outside and to outside: from a captions file, from what a model understood, and as a file."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from vignette.actions.act import act
from vignette.actions.moments import footage_of, found_in
from vignette.actions.transcripts import MOST_LINES, change, coded, film_with_talk
from vignette.cell.aside import aside
from vignette.domain.errors import NotAllowed, ReaderStopped, ReaderTooSlow
from vignette.domain.film import Film, FilmId
from vignette.domain.leave import Actor, Bond, Verb
from vignette.domain.mindedness import by_line
from vignette.domain.person import PersonId
from vignette.domain.span import Span
from vignette.domain.transcript import Line, LineId, Transcript
from vignette.exchange.captions import Captions, Said, captions_of, transcript_of, write_srt, write_webvtt
from vignette.exchange.errands import READ_CAPTIONS
from vignette.signals.mends import who_at
from vignette.storage import codings, namings, transcripts

MOST_BYTES = 1_000_000
MOST_SPEAKERS = 30
LONGEST_READING = 30.0
"""Seconds."""
MEMORY = 1 << 30

WRITERS = {"vtt": write_webvtt, "srt": write_srt}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a captions file would bring, and what would be lost, a sentence each.

    `speakers` are the names in the file, each with whom it means if one of the people in the film is called so.
    `replaced` counts the lines that would go, and `coded` the codes that would go with them.
    """

    number: int
    lines: int
    speakers: tuple[tuple[str, PersonId | None], ...]
    losses: tuple[str, ...]
    replaced: int
    coded: int


def read(actor: Actor, film_id: FilmId, content: bytes) -> Reading:
    """Look into a captions file and change nothing; NotAllowed with one sentence where it cannot be brought in."""
    with act(actor, Verb.SEE_TRANSCRIPT, film_id):
        film = film_with_talk(film_id)
        captions = _captions(film, content)
        kept, called = transcripts.load(film_id), {person.name.casefold(): person.id for person in film.in_frame}
        return Reading(
            number=kept.number,
            lines=len(captions.lines),
            speakers=tuple((name, called.get(name.casefold())) for name in captions.speakers),
            losses=captions.losses,
            replaced=len(kept.transcript.lines),
            coded=sum(len(by_line(kept.transcript, codings.events(each.id))) for each in coded(film_id)),
        )


def bring_in(
    actor: Actor,
    film_id: FilmId,
    number: int,
    content: bytes,
    people: Mapping[str, PersonId],
    *,
    replaces: bool,
) -> None:
    """Make a captions file the transcript; `people` says whom its names mean, the others stay in the words.

    Where there are lines already, they go only if it `replaces` them.
    """
    with act(actor, Verb.SEE_TRANSCRIPT, film_id):
        captions = _captions(film_with_talk(film_id), content)

    def brought(now: Transcript) -> Transcript:
        if now.lines and not replaces:
            raise NotAllowed("There are lines already: please confirm that these take their place.")
        return transcript_of(_without_twins(captions, people), people)

    change(actor, film_id, number, brought)


def words_found(film: Film, bond: Bond) -> int:
    """How many lines the speech model of the analysis understood; none where not everybody agrees to it."""
    return len(found_in(film, bond).words)


def begin_from_words(actor: Actor, film_id: FilmId, number: int) -> None:
    """Make what a speech model understood the first version of a transcript that has no lines yet."""
    with act(actor, Verb.SEE_TRANSCRIPT, film_id) as bond:
        made = Transcript.of(_understood(film_with_talk(film_id), bond)).without_twins()

    def begun(now: Transcript) -> Transcript:
        if now.lines:
            raise NotAllowed("There are lines already.")
        return made

    change(actor, film_id, number, begun)


def take(actor: Actor, film_id: FilmId, kind: str) -> bytes:
    """The transcript as a file: `kind` is vtt or srt."""
    with act(actor, Verb.TAKE_TRANSCRIPT, film_id):
        film = film_with_talk(film_id)
        if kind not in WRITERS:
            raise NotAllowed("Take it out as WebVTT or as SRT.")
        names = {person.id: person.name for person in film.in_frame}
        return WRITERS[kind](captions_of(transcripts.load(film_id).transcript, names))


def _captions(film: Film, content: bytes) -> Captions:
    """What the file says of this film, read where it can harm nobody."""
    if not content:
        raise NotAllowed("Choose a file of captions: WebVTT (.vtt) or SRT (.srt).")
    if len(content) > MOST_BYTES:
        raise NotAllowed("This file is too large for captions: please save those of one film by themselves.")
    try:
        outcome = aside(READ_CAPTIONS, content, seconds=LONGEST_READING, memory=MEMORY)
    except (ReaderStopped, ReaderTooSlow) as error:
        raise NotAllowed("This file cannot be read: please save the captions again as WebVTT or SRT.") from error
    if outcome.problem:
        raise NotAllowed(outcome.problem)
    return _fitting(outcome.captions, footage_of(film).whole)


def _fitting(captions: Captions, whole: Span) -> Captions:
    """The captions inside the film; whatever begins after its end is lost."""
    inside = [line for line in captions.lines if line.span.start < whole.end]
    if not inside:
        raise NotAllowed("These captions begin after the end of this film: they belong to another one.")
    if len(inside) > MOST_LINES or len(captions.speakers) > MOST_SPEAKERS:
        raise NotAllowed(f"A transcript holds up to {MOST_LINES} lines of up to {MOST_SPEAKERS} people.")
    lines = tuple(replace(each, span=Span(each.span.start, min(each.span.end, whole.end))) for each in inside)
    out = len(captions.lines) - len(inside)
    losses = (f"Captions that begin after the end of the film were left out: {out}.",) if out else ()
    return Captions(lines, captions.losses + losses)


def _without_twins(captions: Captions, people: Mapping[str, PersonId]) -> Captions:
    """What one person says in several lines at exactly the same time in one line, in the order of the file."""
    found: dict[tuple[PersonId, Span] | int, Said] = {}
    for place, line in enumerate(captions.lines):
        its = (people[line.speaker], line.span) if line.speaker in people else place
        twin = found.get(its)
        found[its] = replace(twin, words=f"{twin.words} {line.words}") if twin else line
    return replace(captions, lines=tuple(found.values()))


def _understood(film: Film, bond: Bond) -> list[Line]:
    found, whole = found_in(film, bond), footage_of(film).whole
    if not found.words:
        raise NotAllowed("No words were understood in this film.")
    naming, people = namings.load(film.id).naming, {person.id for person in film.in_frame}
    inside = [each for each in found.words if each.words.strip() and each.span.within(whole)][:MOST_LINES]
    who = (naming.names.get(who_at(each.who, each.span.start, naming.swaps)) for each in inside)
    return [
        Line(LineId.new(), each.span, its if its in people else None, each.words)
        for each, its in zip(inside, who, strict=True)
    ]
