"""The figures of one coding: having them counted, choosing how, seeing them, and taking a table out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vignette.actions.act import act
from vignette.actions.codebooks import book
from vignette.actions.coders import is_blind_to, to_look_into
from vignette.actions.codings import CodingLine, line_of
from vignette.actions.counts import Count, count_of, have_counted
from vignette.actions.names import names_of
from vignette.counting.choices import NEAR, REPAIRS, UNITS, WIDTHS, Choices, Nearness, Whose
from vignette.counting.values import Figures, Sheet, chosen, told, untold
from vignette.domain.codebook import Codebook
from vignette.domain.coding import Coding, CodingId, Kind
from vignette.domain.errors import NotAllowed
from vignette.domain.film import FilmId, VersionId
from vignette.domain.leave import Actor, Verb
from vignette.domain.person import Person, PersonId
from vignette.domain.span import Micros
from vignette.evidence.sequences.times import WINDOWS
from vignette.storage import assets, codings, cycles, films

NOT_OFFERED = "This cannot be chosen: take one of the lengths on the page."
TWO_PEOPLE = "Choose two people: one who begins, and another who receives."
NO_SUCH_CODING = "Choose a coding of this film that you can look into."
NO_SUCH_CODE = "One of these codes is not in the codebook: choose them again."
TOO_SOON = "What was missed can only be mended later than it would have been received: choose a longer time."
NOT_WHOLE = "The window has to be a whole number of pieces: choose shorter pieces, or another window."


@dataclass(frozen=True, slots=True)
class Lengths:
    """Every length that can be chosen, in microseconds."""

    widths: tuple[Micros, ...] = WIDTHS
    windows: tuple[Micros, ...] = WINDOWS
    repairs: tuple[Micros, ...] = REPAIRS
    units: tuple[Micros, ...] = UNITS
    near: tuple[Micros, ...] = NEAR


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """A coding and its figures, None until they were counted; those from before while they are counted anew.

    `people` are those in the film, by name; `others` are codings of it from which one person's side can be taken.
    """

    line: CodingLine
    film: FilmId
    cycle_number: int
    version: VersionId | None
    count: Count
    figures: Figures | None
    people: tuple[tuple[PersonId, str], ...]
    others: tuple[CodingLine, ...]
    lengths: Lengths = Lengths()


@dataclass(frozen=True, slots=True)
class ToAndFro:
    """What was chosen on the page of who begins and who receives, as it came: identities, codes and lengths."""

    by: str
    receiver: str
    beside: str
    begins: Sequence[str]
    receives: Sequence[str]
    takes_up: Sequence[str]
    turns_away: Sequence[str]
    window: str
    repair: str


def count(actor: Actor, coding_id: CodingId) -> None:
    """Have a coding counted."""
    with act(actor, Verb.COUNT_CODING, coding_id):
        to_look_into(coding_id, actor)
        have_counted(actor, coding_id)


def see_figures(actor: Actor, coding_id: CodingId) -> FiguresPage:
    with act(actor, Verb.SEE_CODING, coding_id):
        coding, counted = to_look_into(coding_id, actor), count_of(coding_id)
        told = counted.result or counted.before
        return FiguresPage(
            line=line_of(coding, actor),
            film=coding.film,
            cycle_number=cycles.load(films.cycle_of(coding.film)).number,
            version=assets.version(coding.film),
            count=counted,
            figures=untold(told, Figures) if told else None,
            people=_called(films.load(coding.film).in_frame),
            others=tuple(line_of(each, actor) for each in _others(coding, actor)),
        )


def progress(actor: Actor, coding_id: CodingId) -> Count:
    """How far counting it is, which is asked every second: nothing of its figures is read."""
    with act(actor, Verb.SEE_CODING, coding_id):
        to_look_into(coding_id, actor)
        return count_of(coding_id)


def choose_width(actor: Actor, coding_id: CodingId, width: str) -> None:
    """In what parts the film is told, in microseconds, empty for what fits its length; have it counted so."""
    with act(actor, Verb.COUNT_CODING, coding_id):
        to_look_into(coding_id, actor)
        _count_so(actor, coding_id, replace(_chosen(coding_id), width=_one_of(WIDTHS, width) if width else None))


def choose_to_and_fro(actor: Actor, coding_id: CodingId, asked: ToAndFro) -> None:
    """Who begins, who receives, and which codes are which move; have it counted so.

    Where the side of the one who begins is now taken from elsewhere, its codes are those which that codebook says.
    """
    with act(actor, Verb.COUNT_CODING, coding_id):
        coding, choices = to_look_into(coding_id, actor), _chosen(coding_id)
        _refuse_wrong_people(coding, asked)
        begun_in = _begun_in(coding, actor, asked.beside)
        is_as_before = asked.beside == choices.beginnings.beside
        beginnings = replace(
            choices.beginnings,
            by=asked.by,
            receiver=asked.receiver,
            beside=asked.beside,
            begins=_codes(asked.begins, begun_in) if is_as_before else None,
            receives=_codes(asked.receives, book(coding.codebook)),
            takes_up=_codes(asked.takes_up, begun_in) if is_as_before else None,
            turns_away=_codes(asked.turns_away, begun_in) if is_as_before else None,
            window=_one_of(WINDOWS, asked.window),
            repair=_one_of(REPAIRS, asked.repair),
        )
        if beginnings.repair <= beginnings.window:
            raise NotAllowed(TOO_SOON)
        _count_so(actor, coding_id, replace(choices, beginnings=beginnings))


def choose_nearness(actor: Actor, coding_id: CodingId, *, given: str, target: str, unit: str, within: str) -> None:
    """Which two codes are laid beside each other ("person/code"), and how near; have it counted so."""
    with act(actor, Verb.COUNT_CODING, coding_id):
        coding, choices = to_look_into(coding_id, actor), _chosen(coding_id)
        known = [book(each.codebook) for each in (coding, *_others(coding, actor))]
        people = films.load(coding.film).in_frame
        nearness = Nearness(
            given=_whose(given, people, known),
            target=_whose(target, people, known),
            unit=_one_of(UNITS, unit),
            within=_one_of(NEAR, within),
        )
        if nearness.within % nearness.unit:
            raise NotAllowed(NOT_WHOLE)
        _count_so(actor, coding_id, replace(choices, nearness=nearness))


def take_table(actor: Actor, coding_id: CodingId, name: str) -> Sheet:
    """One of the tables to be taken out as CSV, by its name."""
    with act(actor, Verb.TAKE_CODING, coding_id):
        to_look_into(coding_id, actor)
        counted = count_of(coding_id)
        sheets = untold(counted.result, Figures).sheets if counted.result else ()
        found = next((each for each in sheets if each.name == name), None)
        if found is None:
            raise NotAllowed("This table is not there any more: have the coding counted again.")
        return found


def _called(people: Sequence[Person]) -> tuple[tuple[PersonId, str], ...]:
    return tuple((person, name) for person, name in names_of(people, is_named=True).items() if person is not None)


def _chosen(coding: CodingId) -> Choices:
    return chosen(count_of(coding).how, Choices)


def _count_so(actor: Actor, coding: CodingId, choices: Choices) -> None:
    have_counted(actor, coding, how=told(choices))


def _others(coding: Coding, actor: Actor) -> list[Coding]:
    """Codings of the same film that can give one person's side: none that is blind, and nobody's practice."""
    beside = (each for each in codings.of_film(coding.film) if each.id != coding.id and each.kind is not Kind.PRACTICE)
    return [each for each in beside if not is_blind_to(each, actor)]


def _refuse_wrong_people(coding: Coding, asked: ToAndFro) -> None:
    people = {str(each.id) for each in films.load(coding.film).in_frame}
    if asked.by == asked.receiver or not {asked.by, asked.receiver} <= people:
        raise NotAllowed(TWO_PEOPLE)


def _begun_in(coding: Coding, actor: Actor, beside: str) -> Codebook:
    """The words in which the one who begins was coded: those of the coding `beside`, of this one where it is empty."""
    if not beside:
        return book(coding.codebook)
    found = next((each for each in _others(coding, actor) if str(each.id) == beside), None)
    if found is None:
        raise NotAllowed(NO_SUCH_CODING)
    return book(found.codebook)


def _codes(asked: Sequence[str], words: Codebook) -> tuple[str, ...]:
    chosen = set(asked)
    if not chosen <= {each.code for each in words.principles}:
        raise NotAllowed(NO_SUCH_CODE)
    return tuple(sorted(chosen))


def _whose(asked: str, people: Sequence[Person], known: Sequence[Codebook]) -> Whose:
    """Whose code is meant by "person/code", the person being empty for both together."""
    person, _, code = asked.partition("/")
    if person not in {"", *(str(each.id) for each in people)} or not any(words.find(code) for words in known):
        raise NotAllowed(NO_SUCH_CODE)
    return person, code


def _one_of(lengths: Sequence[Micros], asked: str) -> Micros:
    found = next((each for each in lengths if str(each) == asked), None)
    if found is None:
        raise NotAllowed(NOT_OFFERED)
    return found
