from datetime import UTC, datetime

import pytest

from vignette.domain.errors import NotAllowed
from vignette.domain.family import Family, Goal, GoalId, HelpingQuestion, Rating, admit_goal
from vignette.domain.identity import FamilyId

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_a_goal_is_rated_from_0_to_10() -> None:
    assert [Rating(value, NOON).value for value in (0, 10)] == [0, 10]
    for value in (-1, 11):
        with pytest.raises(NotAllowed, match="0 to 10"):
            Rating(value, NOON)


def test_a_fourth_goal_waits_for_one_of_the_others() -> None:
    goals = tuple(Goal(GoalId.new(), words) for words in ("one", "two", "three"))

    admit_goal(Family(FamilyId.new(), "Hanna and Jonas", "vig@1", goals=goals[:2]))
    with pytest.raises(NotAllowed, match="up to 3 goals"):
        admit_goal(Family(FamilyId.new(), "Hanna and Jonas", "vig@1", goals=goals))


def test_the_question_is_the_latest_wording() -> None:
    asked = (HelpingQuestion("How do I calm him?", NOON), HelpingQuestion("What helps him to play?", NOON))

    found = Family(FamilyId.new(), "Hanna and Jonas", "vig@1", questions=asked).question

    assert found is not None
    assert found.words == "What helps him to play?"
