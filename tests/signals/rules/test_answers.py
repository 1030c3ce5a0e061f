"""Waiting that led to something, and finding each other again, in the words a guider reads."""

import numpy as np

from tests.signals.hand import did, face, held, rules_of, scene
from vignette.domain.moment import Suggestion
from vignette.domain.observation import Happening, Observation
from vignette.signals.moments import suggested

SEEN = {"A": face(0.4, held((0, 30))), "B": face(1.4, held((0, 30)))}

CALL = did("A", Happening.INITIATIVE, 12, 12.8, by_voice=1)
ANSWER = did("B", Happening.RECEIVED, 12.8, 14, initiative_at_s=12, looked_after_s=0.8, spoke_after_s=1.4)
MISSED = did("A", Happening.MISSED, 8, 8.8, by_voice=1)
AGAIN = did("B", Happening.FOUND_AGAIN, 12.8, 14, **{**ANSWER.evidence, "missed at s": 8.0})


def found(*observations: Observation) -> list[Suggestion]:
    return suggested(scene(list(observations), SEEN, length=30))


def named(rule: str, *observations: Observation) -> list[Suggestion]:
    return [each for each in found(*observations) if each.rule == rule]


def test_watching_until_the_other_begins_is_told_with_how_long() -> None:
    (moment,) = named("Waited, and the other led", did("B", Happening.WAITS, 6, 12.4), CALL, ANSWER)

    assert moment.principles == ("A2", "B1", "B7")
    assert [(reason.at, reason.words) for reason in moment.reasons] == [
        (6_000_000, "The person on the right watched, quiet, for 6.0 s."),
        (
            12_000_000,
            "The person on the left made a sound at 0:12.0; "
            "the person on the right looked towards them 0.8 s later and made a sound 1.4 s later.",
        ),
    ]


def test_a_waiting_that_had_hardly_begun_or_was_long_over_led_to_nothing() -> None:
    hardly, over = did("B", Happening.WAITS, 11, 16), did("B", Happening.WAITS, 4, 9)

    assert named("Waited, and the other led", hardly, CALL, ANSWER) == []
    assert named("Waited, and the other led", over, CALL, ANSWER) == []


def test_one_who_waits_for_their_own_call_is_not_waiting_for_the_other() -> None:
    assert named("Waited, and the other led", did("A", Happening.WAITS, 6, 12.4), CALL, ANSWER) == []


def test_a_very_long_waiting_still_shows_what_it_led_to() -> None:
    call = did("A", Happening.INITIATIVE, 27, 27.8, by_voice=1)
    answer = did("B", Happening.RECEIVED, 27.8, 29, initiative_at_s=27, looked_after_s=0.8)

    (moment,) = named("Waited, and the other led", did("B", Happening.WAITS, 0, 27.5), call, answer)

    assert moment.span.holds(answer.span.start)
    assert moment.reasons[0].words == "The person on the right watched, quiet, for 27.0 s."


def test_a_second_try_that_is_answered_is_finding_each_other_again() -> None:
    (moment,) = named("Found each other again", MISSED, CALL, ANSWER, AGAIN)

    assert moment.principles == ("C1", "C4", "C5", "B7")
    assert [reason.words for reason in moment.reasons] == [
        "The person on the left made a sound at 0:08.0, and no answer was seen.",
        "The person on the left again made a sound at 0:12.0; "
        "the person on the right looked towards them 0.8 s later and made a sound 1.4 s later.",
    ]


def test_what_was_missed_is_never_suggested_by_itself() -> None:
    assert found(MISSED) == []


def test_a_waiting_hardly_seen_is_not_suggested() -> None:
    often_hidden = {**SEEN, "B": face(1.4, held((0, 7), (np.nan, 23)))}
    observations = [did("B", Happening.WAITS, 6, 12.4), CALL, ANSWER]

    assert "Waited, and the other led" not in rules_of(suggested(scene(observations, often_hidden, length=30)))
