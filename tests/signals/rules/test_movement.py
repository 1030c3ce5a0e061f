"""The same movement, and starts and answers that are made with the body."""

from tests.signals.hand import did, face, held, scene
from vignette.domain.moment import Suggestion
from vignette.domain.observation import Happening, Observation
from vignette.signals.chronicle import Chronicle
from vignette.signals.initiatives import initiatives
from vignette.signals.moments import suggested

SEEN = {"A": face(0.4, held((0, 30))), "B": face(1.4, held((0, 30)))}
ECHO = did(
    "B", Happening.SAME_MOVEMENT, 9.2, 11.6, movement_at_s=8, after_s=1.2, correlation=0.9, as_alike_by_chance=0.0
)


def found(rule: str, *observations: Observation) -> list[Suggestion]:
    return [each for each in suggested(scene(list(observations), SEEN, length=30)) if each.rule == rule]


def test_moving_as_the_other_just_did_with_an_eye_on_them_is_the_same_movement() -> None:
    (moment,) = found("Same movement", ECHO, did("B", Happening.LOOKS_TOWARDS, 8.5, 12))

    assert moment.principles == ("C2",)
    assert [reason.words for reason in moment.reasons] == [
        "The person on the left moved at 0:08.0.",
        "The person on the right followed 1.2 s later with a movement that went like it.",
    ]


def test_moving_alike_without_a_look_at_the_other_is_not_suggested() -> None:
    assert found("Same movement", ECHO, did("A", Happening.LOOKS_TOWARDS, 8.5, 12)) == []


def begun_and_received(*observations: Observation) -> list[Observation]:
    beside = {who: held((60, 30)) for who in SEEN}
    started, received = initiatives(Chronicle(observations), beside, settings=scene([], SEEN, length=30).settings)
    return [*observations, *started, *received]


def test_a_reach_that_is_met_with_a_look_and_a_nod_was_noticed_and_answered() -> None:
    reach, look = did("A", Happening.REACHES, 8, 11), did("B", Happening.LOOKS_TOWARDS, 8.8, 12)
    nod = did("B", Happening.NODS, 9.4, 10.4)

    (moment,) = found("Noticed and answered", *begun_and_received(reach, look, nod))

    assert moment.principles == ("C1", "C4")
    assert moment.reasons[0].words == (
        "The person on the left reached out at 0:08.0; "
        "the person on the right looked towards them 0.8 s later and nodded 1.4 s later."
    )


def test_what_is_shown_and_received_by_coming_nearer_is_told_so() -> None:
    show, closer = did("A", Happening.SHOWS, 8, 11), did("B", Happening.MOVES_CLOSER, 9, 10)
    voice = did("B", Happening.SPEAKS, 9.5, 10)

    (moment,) = found("Noticed and answered", *begun_and_received(show, closer, voice))

    assert moment.principles == ("C1", "C2", "C5")
    assert "held out a hand at 0:08.0" in moment.reasons[0].words
    assert "moved closer 1.0 s later" in moment.reasons[0].words
