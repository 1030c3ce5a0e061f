"""Looking where the other looked, and staying side by side."""

import pytest

from tests.signals.hand import did, face, held, scene
from vignette.domain.moment import Suggestion
from vignette.domain.observation import Happening, Observation
from vignette.signals.moments import suggested

SEEN = {"A": face(0.4, held((0, 30))), "B": face(1.4, held((0, 30)))}
FOLLOWS = did("A", Happening.FOLLOWS, 10, 10.5, other_turned_at_s=8.8, after_s=1.2)
TOGETHER = did("", Happening.JOINT_ATTENTION, 10, 16)
SPOKE = did("B", Happening.SPEAKS, 11, 12)


def found(rule: str, *observations: Observation) -> list[Suggestion]:
    return [each for each in suggested(scene(list(observations), SEEN, length=30)) if each.rule == rule]


def test_looking_there_too_and_then_speaking_follows_the_others_lead() -> None:
    (moment,) = found("Followed the other's lead", FOLLOWS, did("A", Happening.SPEAKS, 10.8, 12))

    assert moment.principles == ("D1", "E2")
    assert [(reason.at, reason.words) for reason in moment.reasons] == [
        (8_800_000, "The person on the right turned to something at 0:08.8."),
        (10_000_000, "The person on the left looked there too 1.2 s later, and made a sound at 0:10.8."),
    ]


@pytest.mark.parametrize(
    "turn",
    [
        did("B", Happening.SPEAKS, 10.8, 12),
        did("A", Happening.SPEAKS, 12.4, 13),
        did("A", Happening.SPEAKS, 10.8, 16.2),
    ],
    ids=["the other spoke", "too late", "a long speech"],
)
def test_what_does_not_follow_the_others_lead(turn: Observation) -> None:
    assert found("Followed the other's lead", FOLLOWS, turn) == []


def test_both_at_one_place_each_heard_or_smiling_are_side_by_side() -> None:
    (moment,) = found("Side by side", TOGETHER, SPOKE, did("A", Happening.SMILES, 13, 15))

    assert moment.principles == ("D8",)
    assert [reason.words for reason in moment.reasons] == [
        "Both looked at the same place for 6.0 s from 0:10.0.",
        "The person on the right made a sound at 0:11.0 and the person on the left smiled at 0:13.0.",
    ]


@pytest.mark.parametrize(
    "observations",
    [
        (TOGETHER, did("B", Happening.SPEAKS, 11, 12)),
        (
            did("", Happening.JOINT_ATTENTION, 10, 14),
            did("B", Happening.SPEAKS, 11, 12),
            did("A", Happening.SMILES, 13, 15),
        ),
        (TOGETHER, did("B", Happening.SPEAKS, 11, 12), did("A", Happening.SMILES, 17, 18)),
    ],
    ids=["one of them only", "too short", "one of them only afterwards"],
)
def test_what_is_not_side_by_side(observations: tuple[Observation, ...]) -> None:
    assert found("Side by side", *observations) == []
