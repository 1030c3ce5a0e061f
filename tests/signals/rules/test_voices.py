"""The same sound, a playful voice, and equal shares of a talk."""

import pytest

from tests.signals.hand import did, face, held, scene
from vignette.domain.moment import Suggestion
from vignette.domain.observation import Happening, Observation
from vignette.signals.moments import suggested

SEEN = {"A": face(0.4, held((0, 30))), "B": face(1.4, held((0, 30)))}
PLAYFUL = did("B", Happening.PLAYFUL_VOICE, 10, 11.2, range_semitones=9.4, above_own_median_semitones=1.0)


def found(rule: str, *observations: Observation) -> list[Suggestion]:
    return [each for each in suggested(scene(list(observations), SEEN, length=30)) if each.rule == rule]


def test_the_same_tune_from_the_other_is_the_same_sound() -> None:
    model = did("A", Happening.SPEAKS, 8, 9)
    echo = did("B", Happening.SAME_TUNE, 9.8, 10.8, tune_at_s=8, after_s=0.8, correlation=0.9)

    (moment,) = found("Same sound", model, echo)

    assert moment.principles == ("C6",)
    assert [reason.words for reason in moment.reasons] == [
        "The person on the left made a sound at 0:08.0.",
        "The person on the right followed 0.8 s after it, up and down to the same tune.",
    ]


def test_a_playful_voice_that_the_other_answers_is_a_warm_voice() -> None:
    (moment,) = found("Warm voice", PLAYFUL, did("A", Happening.SMILES, 12, 14))

    assert moment.principles == ("B4", "B3")
    assert [reason.words for reason in moment.reasons] == [
        "The voice of the person on the right went up and down over 9 semitones at 0:10.0.",
        "The person on the left smiled 2.0 s after it had begun.",
    ]


def test_a_voice_above_its_usual_height_is_told_so() -> None:
    high = did("B", Happening.PLAYFUL_VOICE, 10, 11.2, range_semitones=4.0, above_own_median_semitones=3.6)

    (moment,) = found("Warm voice", high, did("A", Happening.LOOKS_TOWARDS, 11, 14))

    assert moment.reasons[0].words == (
        "The voice of the person on the right rose 4 semitones above its usual height at 0:10.0."
    )


@pytest.mark.parametrize(
    "answer",
    [
        did("B", Happening.SMILES, 12, 14),
        did("A", Happening.SMILES, 8, 14),
        did("A", Happening.SMILES, 13.6, 14),
        did("", Happening.SPEAKS, 12, 14),
    ],
    ids=["one's own smile", "a smile before it", "too late", "a voice of somebody unknown"],
)
def test_a_playful_voice_that_nobody_answers_is_not_suggested(answer: Observation) -> None:
    assert found("Warm voice", PLAYFUL, answer) == []


@pytest.mark.parametrize(("share", "is_equal"), [(0.5, True), (0.42, True), (0.7, False), (0.3, False)])
def test_about_equal_parts_of_a_talk_are_said_and_unequal_ones_are_not(share: float, is_equal: bool) -> None:
    turns = [did("AB"[i % 2], Happening.SPEAKS, 4 + 2 * i, 5 + 2 * i) for i in range(4)]
    evidence = {"longest pause s": 1.0, "share of who began": share}

    (moment,) = found("Back and forth", *turns, did("", Happening.EXCHANGE, 4, 11, **evidence))

    assert ("D7" in moment.principles) is is_equal
    assert any("equal part" in reason.words for reason in moment.reasons) is is_equal
