"""Bringing a coding in from a file of another tool: sent, read aside, looked through, and only then a coding.

What was sent waits sealed, at most an hour; nothing of it is anybody's coding before the guider has seen what is in it,
whom its names mean, and what would be lost.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.utils import timezone

from vignette.actions.act import act
from vignette.actions.codebooks import book, books, free_name
from vignette.actions.films import asker
from vignette.actions.fitting import LEFT_OUT, Fitted, Whose, book_as_in_file, fitted, lost_of_book, lost_of_file
from vignette.actions.moments import footage_of
from vignette.carrying.found import SAID, untold
from vignette.domain.codebook import Codebook
from vignette.domain.coding import Coding, CodingId, Kind
from vignette.domain.errors import NotAllowed, NotYours
from vignette.domain.family import Family
from vignette.domain.film import Film, FilmId, Readiness
from vignette.domain.leave import OPERATOR, Actor, Verb
from vignette.domain.person import Person, PersonId
from vignette.exchange.carried import Carried
from vignette.storage import accounts, blobs, codes_files, codings, cycles, families, films, jobs, own_codebooks

LARGEST = 32 * 1024 * 1024
"""Bytes of one file; BORIS itself writes about 10 MB for 100 000 events."""
WAITS = timedelta(hours=1)
AS_IN_FILE = "as the file has it"
BOTH, NOBODY = "both", "nobody"
NOTHING_LEFT = "Nothing of this would be in the new coding: choose other answers, or the film that it belongs to."
UNANSWERED = "Say whom each name in the file means, or leave it out."
NOTHING_WAITS = "This file does not wait any more: choose it again."


@dataclass(frozen=True, slots=True)
class Answers:
    """What the guider says about a file: which of its codings, whom each name means, and which codebook.

    `whose` holds by name a person's identity, `BOTH` or `NOBODY`; a name that is missing is guessed.
    """

    which: int = 0
    whose: Mapping[str, str] = field(default_factory=dict)
    codebook: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the file with `count` codes; `meant` is whom it is taken for as in `Answers`, empty for nobody yet."""

    name: str
    count: int
    meant: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What is in a file, and what would become of it; `problem` says why it cannot be brought in like that.

    `is_of_words` says that it holds what is said, which has a page of its own beside the codings.
    """

    titles: tuple[str, ...]
    which: int
    count: int
    codes: int
    names: tuple[Name, ...]
    codebook: str
    kept: int
    losses: tuple[str, ...]
    problem: str = ""
    is_of_words: bool = False


@dataclass(frozen=True, slots=True)
class BringingPage:
    """A film and the file that waits beside it: `looked` once it was read, `problem` where it could not be."""

    film: FilmId
    family: Family
    cycle_number: int
    people: tuple[Person, ...]
    books: tuple[Codebook, ...]
    file: str
    share: float
    problem: str
    looked: Looked | None

    @property
    def is_reading(self) -> bool:
        return bool(self.file) and self.looked is None and not self.problem


def see(actor: Actor, film_id: FilmId, answers: Answers = Answers()) -> BringingPage:  # it never changes
    with act(actor, Verb.SEE_CODINGS, film_id):
        film, waits = films.load(film_id), _waiting(film_id)
        reading = jobs.status(jobs.Kind.READ_CODES, film_id) if waits else None
        looked = None
        if waits and waits.read:
            by = accounts.load(asker(actor)).name
            looked = _looked(untold(blobs.read(waits.read)), waits.name, film, answers, by)
        return BringingPage(
            film=film_id,
            family=families.load(film.family),
            cycle_number=cycles.load(films.cycle_of(film_id)).number,
            people=film.in_frame,
            books=books(),
            file=waits.name if waits else "",
            share=reading.share if reading else 0.0,
            problem=_problem(waits, reading),
            looked=looked,
        )


def send(actor: Actor, film_id: FilmId, name: str, content: bytes | None) -> None:
    """Have a file read; None where it was none, or too large. Nothing is a coding yet."""
    with act(actor, Verb.READ_CODES, film_id):
        film = films.load(film_id)
        if film.readiness is not Readiness.READY or film.is_sound:
            raise NotYours
        if content is None or len(content) > LARGEST:
            raise NotAllowed(f"Choose a file of up to {LARGEST // 2**20} MB.")
        if not content:
            raise NotAllowed("This file is empty: choose another one.")
        came = blobs.seal(film.family, "codes", [content])
        with blobs.dropped_on_failure([came]):
            codes_files.keep(film_id, film.family, name[-120:] or "file", came)
            jobs.queue(jobs.Kind.READ_CODES, film_id, family=film.family, asked_by=asker(actor))


def waiting_words(actor: Actor, film_id: FilmId) -> bytes:
    """What was sent, as it came, so that the words in it need not be sent again; NotAllowed where nothing waits."""
    with act(actor, Verb.SEE_CODINGS, film_id):
        waits = _waiting(film_id)
        if waits is None or waits.came is None:
            raise NotAllowed(NOTHING_WAITS)
        return blobs.read(waits.came)


def bring_in(actor: Actor, film_id: FilmId, answers: Answers) -> CodingId:
    """Make a coding of one's own of what waits; the file is gone from here then."""
    with act(actor, Verb.BRING_CODING, film_id):
        film, waits = films.load(film_id), _waiting(film_id)
        if waits is None or waits.read is None:
            raise NotAllowed(NOTHING_WAITS)
        every = untold(blobs.read(waits.read))
        its = every[_which(every, answers)]
        words, its_events = _fit(its, waits.name, film, answers)
        if "" in _meant(_names(its), film.in_frame, answers).values():
            raise NotAllowed(UNANSWERED)
        if not its_events.events:
            raise NotAllowed(NOTHING_LEFT)
        if answers.codebook == AS_IN_FILE:
            own_codebooks.add(words.to_table(), asker(actor))
        made = Coding(
            CodingId.new(),
            film_id,
            asker(actor),
            words.reference,
            Kind.OWN,
            timezone.now(),
            (its.title or waits.name)[:80],
        )
        codings.add(made, film.family)
        codings.add_events(made.id, film.family, its_events.events)
        codes_files.erase(film_id)
        return made.id


def let_go(actor: Actor, film_id: FilmId) -> None:
    """Erase what waits."""
    with act(actor, Verb.LEAVE_CODES, film_id):
        jobs.drop(film_id, jobs.Kind.READ_CODES)
        codes_files.erase(film_id)


def sweep() -> None:
    """Erase what has waited for too long."""
    for film_id in codes_files.over(timezone.now() - WAITS):
        with suppress(NotYours):
            let_go(OPERATOR, film_id)


def _waiting(film_id: FilmId) -> codes_files.Waiting | None:
    """What waits, unless it has for too long."""
    waits = codes_files.find(film_id)
    return waits if waits is not None and waits.came_at >= timezone.now() - WAITS else None


def _problem(waits: codes_files.Waiting | None, reading: jobs.Status | None) -> str:
    if waits is None or waits.read is not None:
        return ""
    return waits.problem or (reading.reason if reading and reading.state is jobs.State.FAILED else "")


def _looked(every: tuple[Carried, ...], file: str, film: Film, answers: Answers, by: str) -> Looked:
    which = _which(every, answers)
    its = every[which]
    counts = Counter(each.person for each in its.events)
    names = _names(its)
    kept, losses, problem = 0, its.losses, ""
    try:
        _, outcome = _fit(its, file, film, answers)
        kept, losses = len(outcome.events), (*lost_of_file(its, by), *outcome.losses)
    except NotAllowed as reason:
        problem = str(reason)
    meant = _meant(names, film.in_frame, answers)
    if not problem and "" in meant.values():
        problem = UNANSWERED
    if not problem and not kept:
        problem = NOTHING_LEFT
    return Looked(
        titles=tuple(each.title[:80] or f"Coding {number}" for number, each in enumerate(every, start=1)),
        which=which,
        count=len(its.events),
        codes=len({each.code for each in its.events}),
        names=tuple(Name(name, counts[name], meant[name]) for name in names),
        codebook=answers.codebook or _guessed_book(its),
        kept=kept,
        losses=losses,
        problem=problem,
        is_of_words={each.code for each in its.codes} == {SAID},
    )


def _fit(its: Carried, file: str, film: Film, answers: Answers) -> tuple[Codebook, Fitted]:
    meant = _meant(_names(its), film.in_frame, answers)
    whose = {name: _whose(told, film.in_frame) for name, told in meant.items()}
    reference = answers.codebook or _guessed_book(its)
    codes: Mapping[str, str] = {}
    losses: tuple[str, ...] = ()
    if reference == AS_IN_FILE:
        title = (its.title or file)[:80]
        words, codes = book_as_in_file(its, free_name(title), title)
        losses = tuple(lost_of_book(its))
    else:
        words = book(reference)
    outcome = fitted(its, whose, words, codes, footage_of(film).whole)
    return words, replace(outcome, losses=(*outcome.losses, *losses))


def _names(its: Carried) -> Mapping[str, None]:
    """Whoever was coded, and empty where nobody is named; whom the file only lists is nobody's question."""
    return dict.fromkeys(each.person for each in its.events)


def _which(every: Sequence[Carried], answers: Answers) -> int:
    return answers.which if 0 <= answers.which < len(every) else 0


def _guessed_book(its: Carried) -> str:
    """The codebook that the file names, where it is here; else its own."""
    return its.codebook if its.codebook in {each.reference for each in books()} else AS_IN_FILE


def _meant(names: Mapping[str, None], people: Sequence[Person], answers: Answers) -> Mapping[str, str]:
    known = {person.name.casefold(): str(person.id) for person in people}
    valid = {BOTH, NOBODY, *known.values()}
    guessed = {name: known.get(name.casefold(), "" if name else BOTH) for name in names}
    return {name: told if (told := answers.whose.get(name, "")) in valid else guessed[name] for name in names}


def _whose(told: str, people: Sequence[Person]) -> Whose:
    by_id: Mapping[str, PersonId] = {str(person.id): person.id for person in people}
    return by_id.get(told, LEFT_OUT if told == NOBODY else None)
