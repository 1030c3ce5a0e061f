"""Loading and saving families."""

from collections.abc import Iterable

from vignette.domain.family import Family, Goal, GoalId, HelpingQuestion, Rating
from vignette.domain.identity import AccountId, FamilyId
from vignette.domain.person import Part, Person, PersonId
from vignette.storage import keyring, rows


def load(family: FamilyId) -> Family:
    return _value(rows.Family.objects.get(pk=family.value))


def of_guider(guider: AccountId) -> tuple[Family, ...]:
    return tuple(_value(row) for row in rows.Family.objects.filter(guider=guider.value).order_by("opened_at"))


def guider_of(family: FamilyId) -> AccountId:
    return AccountId(rows.Family.objects.values_list("guider_id", flat=True).get(pk=family.value))


def add(family: Family, guider: AccountId) -> None:
    """Save a new family with its people and question, and give it a key."""
    keyring.make(family.id.value)
    rows.Family.objects.create(
        id=family.id.value,
        guider_id=guider.value,
        name=family.name,
        programme=family.programme,
        is_demonstration=family.is_demonstration,
    )
    for person in family.people:
        add_person(family.id, person)
    for question in family.questions:
        add_question(family.id, question.words)


def add_person(family: FamilyId, person: Person) -> None:
    rows.Person.objects.create(id=person.id.value, family_id=family.value, name=person.name, part=person.part)


def add_question(family: FamilyId, words: str) -> None:
    rows.HelpingQuestion.objects.create(family_id=family.value, words=words)


def add_goal(family: FamilyId, goal: GoalId, words: str) -> None:
    rows.Goal.objects.create(id=goal.value, family_id=family.value, words=words)


def rate_goal(goal: GoalId, rating: Rating) -> None:
    rows.GoalRating.objects.create(goal_id=goal.value, value=rating.value, at=rating.at)


def people_of(family: FamilyId) -> tuple[Person, ...]:
    return tuple(person_value(row) for row in rows.Person.objects.filter(family=family.value))


def person_value(row: rows.Person) -> Person:
    return Person(PersonId(row.id), row.name, Part(row.part))


def _value(row: rows.Family) -> Family:
    family = FamilyId(row.id)
    return Family(
        id=family,
        name=row.name,
        programme=row.programme,
        people=people_of(family),
        questions=tuple(
            HelpingQuestion(each.words, each.asked_at) for each in rows.HelpingQuestion.objects.filter(family=row)
        ),
        goals=_goals(rows.Goal.objects.filter(family=row).prefetch_related("ratings")),
        is_demonstration=row.is_demonstration,
    )


def _goals(found: Iterable[rows.Goal]) -> tuple[Goal, ...]:
    return tuple(
        Goal(GoalId(each.id), each.words, tuple(Rating(rating.value, rating.at) for rating in each.ratings.all()))
        for each in found
    )
