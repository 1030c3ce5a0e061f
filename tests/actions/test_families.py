import pytest

from tests.people import Someone, family_of, people_of
from vignette.actions import families
from vignette.domain.errors import NotAllowed, NotYours
from vignette.domain.family import GoalId
from vignette.domain.person import Part

pytestmark = pytest.mark.django_db


def test_a_new_family_has_its_people_its_question_and_a_first_film_due(alice: Someone) -> None:
    family = family_of(alice)

    page = families.see_family(alice.actor, family)

    assert [person.name for person in page.family.people] == ["Hanna", "Jonas"]
    assert page.family.question is not None
    assert page.family.question.words == "What helps Jonas to play?"
    assert [view.next.words for view in page.cycles if view.next] == ["film 1 is due"]


def test_a_family_without_a_client_is_not_opened(alice: Someone) -> None:
    with pytest.raises(NotAllowed, match="who the client is"):
        families.open_family(alice.actor, name="Somebody", client="  ", partner="Jonas")

    assert families.my_families(alice.actor) == []


def test_a_reworded_question_keeps_the_older_wordings(alice: Someone) -> None:
    family = family_of(alice)

    families.ask_question(alice.actor, family, "What calms him?")

    questions = families.see_family(alice.actor, family).family.questions
    assert [question.words for question in questions] == ["What helps Jonas to play?", "What calms him?"]


def test_a_goal_remembers_how_it_was_rated_over_time(alice: Someone) -> None:
    family = family_of(alice)
    goal = families.set_goal(alice.actor, family, "Play without hurry")

    for value in (3, 5, 8):
        families.rate_goal(alice.actor, family, goal, value)

    (found,) = families.see_family(alice.actor, family).family.goals
    assert [rating.value for rating in found.ratings] == [3, 5, 8]


def test_a_goal_of_another_family_is_not_rated_through_this_one(alice: Someone) -> None:
    one, other = family_of(alice), family_of(alice, name="Somebody else")
    goal = families.set_goal(alice.actor, other, "Sleep through")

    for unknown in (goal, GoalId.new()):
        with pytest.raises(NotYours):
            families.rate_goal(alice.actor, one, unknown, 5)


def test_each_guider_sees_only_their_own_families(alice: Someone, bob: Someone) -> None:
    family_of(alice)
    family_of(bob, name="Bob's family")

    assert [card.name for card in families.my_families(alice.actor)] == ["Hanna and Jonas"]
    assert [card.name for card in families.my_families(bob.actor)] == ["Bob's family"]


def test_others_who_may_be_in_frame_are_added(alice: Someone) -> None:
    family = family_of(alice)

    families.add_person(alice.actor, family, name="Oma", part=Part.OTHER)

    assert [person.name for person in people_of(alice, family)] == ["Hanna", "Jonas", "Oma"]


def test_a_family_works_in_the_programme_that_was_chosen(alice: Someone) -> None:
    chosen = families.open_family(alice.actor, name="Room 4", client="Edith", programme="verp")
    usual = families.open_family(alice.actor, name="Hanna and Jonas", client="Hanna")

    assert families.see_family(alice.actor, chosen).family.programme == "verp@1"
    assert families.see_family(alice.actor, usual).family.programme == "vig@1"
    assert families.programmes_to_choose()[0][0] == "vig"
    with pytest.raises(NotAllowed, match="one of the programmes"):
        families.open_family(alice.actor, name="Room 5", client="Edith", programme="../vig")
