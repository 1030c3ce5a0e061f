"""Families: opening one, its people, its question and its goals."""

from dataclasses import dataclass

from django.utils import timezone

from vignette.actions.act import act
from vignette.domain.codebook import Codebook
from vignette.domain.consent import Consent, Purpose, without
from vignette.domain.cycle import Cycle, CycleId, NextStep, Step, next_step
from vignette.domain.errors import NotAllowed, NotYours
from vignette.domain.family import Family, GoalId, HelpingQuestion, Rating, admit_goal
from vignette.domain.film import FilmId
from vignette.domain.identity import AccountId, FamilyId
from vignette.domain.invitation import Invitation
from vignette.domain.leave import Actor, Verb
from vignette.domain.moment import Moment
from vignette.domain.person import Part, Person, PersonId
from vignette.domain.programme import Programme
from vignette.domain.reel import ReelId
from vignette.domain.review import Reply
from vignette.domain.supervision import Submission
from vignette.library import codebook, codebook_called, programme, programmes
from vignette.storage import consents, cycles, families, invitations, replies, supervisions

PROGRAMME = "vig"
"""In which a family works where nothing else was chosen."""


@dataclass(frozen=True, slots=True)
class FamilyCard:
    """A family on the guider's first page: what to do next, and where."""

    id: FamilyId
    name: str
    next: NextStep
    done: frozenset[Step]
    cycle: CycleId
    cycle_number: int
    film: FilmId | None
    reel: ReelId | None
    is_demonstration: bool


@dataclass(frozen=True, slots=True)
class CycleView:
    """A cycle on the family's page; `next` is None once it is closed."""

    cycle: Cycle
    next: NextStep | None
    film: FilmId | None
    review_films: tuple[FilmId, ...]
    reel: ReelId | None
    invitation: Invitation | None
    reply: Reply | None
    submission: Submission | None


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """Everything about a family; cycles newest first, `may_film` those who agree to be filmed now."""

    family: Family
    cycles: tuple[CycleView, ...]
    consents: tuple[Consent, ...]
    may_film: tuple[Person, ...]

    @property
    def not_asked(self) -> tuple[Person, ...]:
        """Who has not agreed to be filmed; the guider is asked where they are to be in the picture themselves."""
        asked = (*self.may_film, self.family.guider)
        return tuple(person for person in self.family.people if person not in asked)


def my_families(actor: Actor) -> list[FamilyCard]:
    """The guider's families, in the order in which they came."""
    me = account_of(actor)
    with act(actor, Verb.LIST_FAMILIES, me):
        return [_card(family) for family in families.of_guider(me)]


def open_family(
    actor: Actor,
    *,
    name: str,
    client: str,
    partner: str = "",
    question: str = "",
    programme: str = PROGRAMME,
    is_demonstration: bool = False,
) -> FamilyId:
    """Open a family with its first cycle, in the programme with this name."""
    me = account_of(actor)
    chosen = next((each for each in programmes() if each.name == programme), None)
    if chosen is None:
        raise NotAllowed("Choose one of the programmes.")
    people = [(client, Part.CLIENT), (partner, Part.PARTNER)]
    family = Family(
        id=FamilyId.new(),
        name=_words(name, "Give the family a name that only you will recognise."),
        programme=chosen.reference,
        people=tuple(Person(PersonId.new(), each.strip(), part) for each, part in people if each.strip()),
        questions=(HelpingQuestion(question.strip(), timezone.now()),) if question.strip() else (),
        is_demonstration=is_demonstration,
    )
    if family.client is None:
        raise NotAllowed("Say who the client is: a first name or a pseudonym is enough.")
    with act(actor, Verb.OPEN_FAMILY, me):
        families.add(family, me)
        cycles.open_next(family.id)
    return family.id


def programmes_to_choose() -> tuple[tuple[str, str], ...]:
    """Name and title of every programme in which a family can work, the usual one first."""
    found = sorted(programmes(), key=lambda each: (each.name != PROGRAMME, each.title))
    return tuple((each.name, each.title) for each in found)


def see_family(actor: Actor, family_id: FamilyId) -> FamilyPage:
    with act(actor, Verb.SEE_FAMILY, family_id) as bond:
        family = families.load(family_id)
        views = [_view(cycle, programme_of(family)) for cycle in cycles.of_family(family_id)]
        unasked = without(family.people, Purpose.FILM, bond.consents, timezone.localtime())
        may_film = tuple(person for person in family.people if person not in unasked)
        return FamilyPage(family, tuple(reversed(views)), consents.of_family(family_id), may_film)


def add_person(actor: Actor, family_id: FamilyId, *, name: str, part: Part) -> PersonId:
    """Add somebody who may be in a film; the guider becomes one of them by agreeing for themselves."""
    if part is Part.GUIDER:
        raise NotAllowed("You agree for yourself, where you film the shared review.")
    person = Person(PersonId.new(), _words(name, "Give a first name or a pseudonym."), part)
    with act(actor, Verb.CHANGE_FAMILY, family_id):
        families.add_person(family_id, person)
    return person.id


def ask_question(actor: Actor, family_id: FamilyId, words: str) -> None:
    """Word the helping question anew; the older wordings are kept."""
    with act(actor, Verb.CHANGE_FAMILY, family_id):
        families.add_question(family_id, _words(words, "Write the question in the client's own words."))


def set_goal(actor: Actor, family_id: FamilyId, words: str) -> GoalId:
    goal = GoalId.new()
    with act(actor, Verb.CHANGE_FAMILY, family_id):
        admit_goal(families.load(family_id))
        families.add_goal(family_id, goal, _words(words, "Say what the client hopes for."))
    return goal


def rate_goal(actor: Actor, family_id: FamilyId, goal_id: GoalId, value: int) -> None:
    rating = Rating(value, timezone.now())
    with act(actor, Verb.CHANGE_FAMILY, family_id):
        if goal_id not in {goal.id for goal in families.load(family_id).goals}:
            raise NotYours
        families.rate_goal(goal_id, rating)


def account_of(actor: Actor) -> AccountId:
    """The account behind `actor`; raises NotYours where they are not signed in."""
    if not isinstance(actor.who, AccountId):
        raise NotYours
    return actor.who


def programme_of(family: Family) -> Programme:
    """The programme that `family` works in."""
    return programme(family.programme.partition("@")[0])


def codebook_of(family: Family) -> Codebook:
    """The words in which films of `family` are looked at."""
    return codebook(programme_of(family).codebook)


def words_of(moment: Moment) -> Codebook:
    """The version of a codebook in whose words `moment` is."""
    return codebook_called(moment.codebook)


def _card(family: Family) -> FamilyCard:
    view = _view(cycles.of_family(family.id)[-1], programme_of(family))
    return FamilyCard(
        id=family.id,
        name=family.name,
        next=_next(view.cycle, programme_of(family)),
        done=view.cycle.done,
        cycle=view.cycle.id,
        cycle_number=view.cycle.number,
        film=view.film,
        reel=view.reel,
        is_demonstration=family.is_demonstration,
    )


def _view(cycle: Cycle, its: Programme) -> CycleView:
    reel = cycles.reel_of(cycle.id)
    submitted = supervisions.of_reel(reel) if reel else ()
    return CycleView(
        cycle=cycle,
        next=None if cycle.closed_at else _next(cycle, its),
        film=cycles.film_of(cycle.id),
        review_films=cycles.review_films_of(cycle.id),
        reel=reel,
        invitation=invitations.newest_of(reel) if reel else None,
        reply=replies.of_reel(reel) if reel else None,
        submission=submitted[-1] if submitted else None,
    )


def _next(cycle: Cycle, its: Programme) -> NextStep:
    return next_step(cycle, days_between_films=its.days_between_films, today=timezone.localdate())


def _words(text: str, otherwise: str) -> str:
    if not text.strip():
        raise NotAllowed(otherwise)
    return text.strip()
